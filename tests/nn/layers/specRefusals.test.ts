import { describe } from "vitest";
import * as kiso from "../../everything.ts";
import { refused, untyped } from "../../refusals.ts";

describe("the parameters of a layer of one's own would be 0 in silence with", () => {
  const drawn = (spec: object) => () =>
    kiso.initialize(untyped({ scale: { shape: [1, 2], role: "scale", ...spec } }), {
      initializer: "heNormal",
      seed: 0,
      dtype: "float64",
    });
  refused([
    [
      "a misspelt name",
      drawn({ frist: 1 }),
      'parameter scale: there is no setting "frist"; did you mean "first"?',
    ],
    [
      "no role",
      drawn({ role: undefined }),
      "parameter scale: role must be one of weight, bias, scale, statistic, found undefined",
    ],
  ]);
});

describe("one's own graph", () => {
  refused([
    [
      "a oneHot without a dtype",
      () => kiso.compile((x: kiso.Value) => kiso.op.oneHot(x, 3, untyped(undefined)))(Int32Array.of(1)),
      "oneHot: there is no dtype undefined; there are float64, float32, int32",
    ],
  ]);
});

describe("an embedding would answer rows of 0 with", () => {
  const words = kiso.embedding(4, 2);
  const rows = kiso.compile((weight: kiso.Value, i: kiso.Value) => words.forward(i, { weight }));
  refused([
    [
      "a table of fewer things",
      () =>
        rows(
          [
            [1, 2],
            [3, 4],
          ],
          Int32Array.of(3),
        ),
      "embedding: weight has shape (2, 2), where 4 things of 2 numbers are (4, 2)",
    ],
  ]);
});
