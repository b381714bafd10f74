import { describe } from "vitest";
import * as kiso from "../everything.ts";
import { classes, refused, untyped, v, X } from "../refusals.ts";

const { np, compile } = kiso;

describe("a loss refuses", () => {
  const { crossEntropy, meanSquaredError, binaryCrossEntropy } = kiso.losses;
  const reduction = untyped<"mean">("none");
  type Loss = (a: kiso.Value, b: kiso.Value) => kiso.Value;
  const of = (loss: Loss, a: unknown, b: unknown) => () => compile(loss)(untyped(a), untyped(b));
  const compared = "takes floats, found int32; give Float64Array.from(labels)";
  refused([
    [
      "another reduction of classes",
      of((a, b) => crossEntropy(a, b, { reduction }), X, classes),
      'crossEntropy: reduction must be "mean" or "sum", found "none"',
    ],
    [
      "another reduction of squares",
      of((a, b) => meanSquaredError(a, b, { reduction }), X, X),
      'meanSquaredError: reduction must be "mean" or "sum", found "none"',
    ],
    [
      "another reduction of triplets",
      of((a, b) => kiso.triplet(a, b, { reduction }), X, v),
      'triplet: reduction must be "mean" or "sum"',
    ],
    [
      "another reduction of pairs",
      of((a, b) => kiso.contrastive(a, b, { reduction }), X, v),
      'contrastive: reduction must be "mean" or "sum"',
    ],
    [
      "targets that are labels",
      of(binaryCrossEntropy, v, classes),
      "binaryCrossEntropy: takes floats, found int32; give Float64Array.from(labels)",
    ],
    ["pairs of int32 classes", of(kiso.contrastive, X, classes), `contrastive: ${compared}`],
    ["triplets of int32 classes", of(kiso.triplet, X, classes), `triplet: ${compared}`],
    [
      "a head's pairs of int32 classes",
      of(kiso.verification, np.array([[1]]), classes),
      `verification: ${compared}`,
    ],
  ]);
});
