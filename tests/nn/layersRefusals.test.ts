import { describe } from "vitest";
import * as kiso from "../everything.ts";
import { refused, untyped } from "../refusals.ts";

const { op } = kiso;

describe("a layer refuses", () => {
  refused([
    [
      "to be spread",
      () => kiso.sequential(untyped(kiso.dense(2, 3))),
      "sequential takes one list: sequential([dense(4, 8), …])",
    ],
    [
      "a function among layers",
      () => kiso.sequential([kiso.dense(2, 3), untyped(op.tanh)]),
      'sequential: entry 1 is function, no layer; an activation is one as activation("tanh")',
    ],
    [
      "a kernel of nothing",
      () => kiso.conv2d(1, 2, 0),
      "conv2d: kernel's height must be a whole number of at least 1, found 0",
    ],
    [
      "no kernel",
      () => kiso.conv2d(1, 2, untyped(undefined)),
      "conv2d: kernel's height must be a whole number of at least 1, found undefined",
    ],
    [
      "images of nothing",
      () => kiso.images(0, 1, 1),
      "images: height must be a whole number of at least 1, found 0",
    ],
    [
      "its parameters left out",
      () => kiso.dense(2, 3).forward(op.input("x", [1, 2], "float64"), {}),
      "matmul: input 1 is undefined, where a value is wanted",
    ],
  ]);
});
