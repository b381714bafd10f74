import * as op from "../../src/graph/composed.ts";
import { customGradient } from "../../src/graph/customGradient.ts";
import type { FloatDtype, OpName, Shape, Value } from "../../src/graph/value.ts";

/** One application of an op, with the answer as NumPy gives it. No answer here was computed by kiso. */
export interface Case {
  name: string;
  of: (inputs: Value[], dtype: FloatDtype) => Value;
  /** Inputs have the case's float dtype, except labels and indices. */
  inputs: [shape: Shape, values: number[], dtype?: "int32"][];
  answer: number[];
}

const inf = Number.POSITIVE_INFINITY;
const nan = Number.NaN;
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const M: [Shape, number[]] = [
  [2, 3],
  [1, -2, 3, 4, 0.5, -6],
];

/** 3 × 3 windows, two pixels apart, over a border of one pixel. */
const spaced = { kernel: [3, 3], stride: [2, 2], padding: [1, 1] } as const;
/** 2 × 2 windows that overlap across, over a border above and below. */
const overlapping = { kernel: [2, 2], stride: [1, 2], padding: [1, 0] } as const;
/** One image of 3 × 4 pixels; the second channel is the first one's negative. With a tie and NaN. */
const pixels = [3, 1, 2, 5, 3, 0, 5, 5, -1, -2, -3, nan];
const twoChannels: [Shape, number[]] = [[1, 3, 4, 2], pixels.flatMap((x) => [x, -x])];

/** By op, so that an op without a case does not compile. */
export const opCases: { readonly [P in Exclude<OpName, "input" | "uniform">]: readonly Case[] } = {
  constant: [
    {
      name: "with axes, and a scalar that stretches",
      of: ([x]) =>
        op.add(op.add(op.constant(Float64Array.of(1, 2, 3), x!.dtype, [3]), x!), op.constant(0.5, x!.dtype)),
      inputs: [
        [
          [2, 1],
          [10, 20],
        ],
      ],
      answer: [11.5, 12.5, 13.5, 21.5, 22.5, 23.5],
    },
  ],
  negate: [{ name: "", of: ([x]) => op.negate(x!), inputs: [[[3], [1, -2, inf]]], answer: [-1, 2, -inf] }],
  exp: [
    {
      name: "",
      of: ([x]) => op.exp(x!),
      inputs: [[[4], [0, 1, -1, -2.5]]],
      answer: [1, Math.E, 1 / Math.E, 0.0820849986238988],
    },
    {
      name: "at its ends",
      of: ([x]) => op.exp(x!),
      inputs: [[[5], [-inf, inf, nan, 1e4, -1e4]]],
      answer: [0, inf, nan, inf, 0],
    },
  ],
  log: [
    { name: "", of: ([x]) => op.log(x!), inputs: [[[3], [1, Math.E, 0.5]]], answer: [0, 1, -Math.LN2] },
    {
      name: "at its ends",
      of: ([x]) => op.log(x!),
      inputs: [[[4], [0, inf, -1, nan]]],
      answer: [-inf, inf, nan, nan],
    },
  ],
  sqrt: [
    {
      name: "",
      of: ([x]) => op.sqrt(x!),
      inputs: [[[5], [0, 4, 2, inf, -1]]],
      answer: [0, 2, Math.SQRT2, inf, nan],
    },
  ],
  tanh: [
    {
      name: "small, large and not a number",
      of: ([x]) => op.tanh(x!),
      inputs: [[[7], [0, 1, -1, 1e-5, 1e4, -1e4, nan]]],
      answer: [0, 0.7615941559557649, -0.7615941559557649, 9.999999999666666e-6, 1, -1, nan],
    },
  ],
  sigmoid: [
    {
      name: "does not overflow",
      of: ([x]) => op.sigmoid(x!),
      inputs: [[[8], [0, 1, -1, -30, 1e4, -1e4, inf, -inf]]],
      answer: [0.5, 0.7310585786300049, 0.2689414213699951, 9.357622968839299e-14, 1, 0, 1, 0],
    },
    { name: "of not a number", of: ([x]) => op.sigmoid(x!), inputs: [[[1], [nan]]], answer: [nan] },
  ],
  erf: [
    {
      name: "on each branch",
      of: ([x]) => op.erf(x!),
      inputs: [[[8], [0, 0.25, -0.25, 1, -1, 2.5, 5, -30]]],
      answer: [
        0, 0.27632639016823696, -0.27632639016823696, 0.8427007929497149, -0.8427007929497149,
        0.999593047982555, 0.9999999999984626, -1,
      ],
    },
  ],
  sin: [
    {
      name: "small, on each quarter turn, and beyond",
      of: ([x]) => op.sin(x!),
      inputs: [[[9], [0, 0.5, -0.5, 1, 2, -4, 5.5, 100, 1048576]]],
      answer: [
        0, 0.479425538604203, -0.479425538604203, 0.8414709848078965, 0.9092974268256817, 0.7568024953079282,
        -0.7055403255703919, -0.5063656411097588, 0.3304931400217347,
      ],
    },
    {
      name: "of what is no number, and of many turns",
      of: ([x]) => op.sin(x!),
      inputs: [[[5], [inf, -inf, nan, 2 ** 100, -(2 ** 120)]]],
      answer: [nan, nan, nan, -0.8721836054182673, -0.377820109360752],
    },
  ],
  cos: [
    {
      name: "small, on each quarter turn, and beyond",
      of: ([x]) => op.cos(x!),
      inputs: [[[9], [0, 0.5, -0.5, 1, 2, -4, 5.5, 100, 1048576]]],
      answer: [
        1, 0.8775825618903728, 0.8775825618903728, 0.5403023058681398, -0.4161468365471424,
        -0.6536436208636119, 0.70866977429126, 0.8623188722876839, 0.943808393901312,
      ],
    },
    {
      name: "of what is no number, and of many turns",
      of: ([x]) => op.cos(x!),
      inputs: [[[5], [inf, -inf, nan, 2 ** 100, -(2 ** 120)]]],
      answer: [nan, nan, nan, 0.48917865697472146, -0.9258790228548378],
    },
  ],
  abs: [
    {
      name: "",
      of: ([x]) => op.abs(x!),
      inputs: [[[5], [1.5, -2, 0, -inf, nan]]],
      answer: [1.5, 2, 0, inf, nan],
    },
  ],
  floor: [
    {
      name: "of both signs, of halves, and of what is no number",
      of: ([x]) => op.floor(x!),
      inputs: [[[8], [1.5, -1.5, 2, -2, 0.25, -0.25, inf, nan]]],
      answer: [1, -2, 2, -2, 0, -1, inf, nan],
    },
  ],
  stopGradient: [
    { name: "", of: ([x]) => op.stopGradient(x!), inputs: [M], answer: M[1] },
    {
      name: "then a sum",
      of: ([x]) => op.sum(op.stopGradient(op.exp(op.multiply(x!, 0))), 1),
      inputs: [M],
      answer: [3, 3],
    },
  ],
  cast: [
    {
      name: "to int32, cut off towards 0, held within its ends",
      of: ([x]) => op.cast(x!, "int32"),
      inputs: [[[9], [1.75, -1.75, 0, 3, 1e10, -1e10, inf, -inf, nan]]],
      answer: [1, -1, 0, 3, 2147483647, -2147483648, 2147483647, -2147483648, 0],
    },
    {
      name: "to floats, in rows",
      of: ([x], dtype) => op.cast(x!, dtype),
      inputs: [[[2, 3], [1, -2, 3, 4, 0, 16777216], "int32"]],
      answer: [1, -2, 3, 4, 0, 16777216],
    },
  ],
  add: [
    {
      name: "equal shapes",
      of: ([a, b]) => op.add(a!, b!),
      inputs: [
        [[3], [1, 2, 3]],
        [[3], [10, 20, 30]],
      ],
      answer: [11, 22, 33],
    },
    {
      name: "a row to each row",
      of: ([a, b]) => op.add(a!, b!),
      inputs: [
        M,
        [
          [1, 3],
          [10, 20, 30],
        ],
      ],
      answer: [11, 18, 33, 14, 20.5, 24],
    },
    {
      name: "a column and a row",
      of: ([a, b]) => op.add(a!, b!),
      inputs: [
        [
          [2, 1],
          [1, 2],
        ],
        [[3], [10, 20, 30]],
      ],
      answer: [11, 21, 31, 12, 22, 32],
    },
    {
      name: "three axes, the middle one stretched",
      of: ([a, b]) => op.add(a!, b!),
      inputs: [
        [
          [2, 1, 2],
          [1, 2, 3, 4],
        ],
        [
          [3, 1],
          [10, 20, 30],
        ],
      ],
      answer: [11, 12, 21, 22, 31, 32, 13, 14, 23, 24, 33, 34],
    },
    {
      name: "two scalars",
      of: ([a, b]) => op.add(a!, b!),
      inputs: [
        [[], [1.5]],
        [[], [2]],
      ],
      answer: [3.5],
    },
  ],
  subtract: [
    {
      name: "a column from each row",
      of: ([a, b]) => op.subtract(a!, b!),
      inputs: [
        M,
        [
          [2, 1],
          [1, 2],
        ],
      ],
      answer: [0, -3, 2, 2, -1.5, -8],
    },
    {
      name: "a matrix from a scalar",
      of: ([a, b]) => op.subtract(a!, b!),
      inputs: [[[], [1]], M],
      answer: [0, 3, -2, -3, 0.5, 7],
    },
  ],
  multiply: [
    {
      name: "by a row",
      of: ([a, b]) => op.multiply(a!, b!),
      inputs: [M, [[3], [1, 2, -1]]],
      answer: [1, -4, -3, 4, 1, 6],
    },
  ],
  divide: [
    {
      name: "by a column",
      of: ([a, b]) => op.divide(a!, b!),
      inputs: [
        M,
        [
          [2, 1],
          [2, 4],
        ],
      ],
      answer: [0.5, -1, 1.5, 1, 0.125, -1.5],
    },
    {
      name: "by 0",
      of: ([a, b]) => op.divide(a!, b!),
      inputs: [
        [[3], [1, -1, 0]],
        [[], [0]],
      ],
      answer: [inf, -inf, nan],
    },
  ],
  pow: [
    {
      name: "whole and broken powers of either sign, stretched",
      of: ([a, b]) => op.pow(a!, b!),
      inputs: [
        [
          [3, 1],
          [2, 0.3, -1.5],
        ],
        [[5], [3, -2, 0.5, 0, 2.7]],
      ],
      answer: [
        ...[8, 0.25, Math.SQRT2, 1, 6.498019170849885],
        ...[0.027, 11.11111111111111, 0.5477225575051661, 1, 0.038746045822494066],
        ...[-3.375, 0.4444444444444444, nan, 1, nan],
      ],
    },
    {
      name: "at the ends, as in C",
      of: ([a, b]) => op.pow(a!, b!),
      inputs: [
        [[12], [0, 0, 0, -0, nan, 1, 1, -1, inf, -inf, 2, 0.5]],
        [[12], [0, 2, -1, -3, 0, nan, inf, -inf, -1, 3, 1e5, 1e5]],
      ],
      answer: [1, 0, inf, -inf, 1, 1, 1, 1, 0, -inf, inf, 0],
    },
  ],
  maximum: [
    {
      name: "with a scalar",
      of: ([a, b]) => op.maximum(a!, b!),
      inputs: [M, [[], [0]]],
      answer: [1, 0, 3, 4, 0.5, 0],
    },
    {
      name: "passes NaN on from both sides",
      of: ([a, b]) => op.maximum(a!, b!),
      inputs: [
        [[3], [nan, 1, -inf]],
        [[3], [0, nan, -1]],
      ],
      answer: [nan, nan, -1],
    },
  ],
  greater: [
    {
      name: "",
      of: ([a, b]) => op.greater(a!, b!),
      inputs: [
        [[4], [1, 2, 3, nan]],
        [[], [2]],
      ],
      answer: [0, 0, 1, 0],
    },
  ],
  equal: [
    {
      name: "",
      of: ([a, b]) => op.equal(a!, b!),
      inputs: [
        [[4], [1, 2, 3, nan]],
        [[4], [1, 3, 3, nan]],
      ],
      answer: [1, 0, 1, 0],
    },
  ],
  where: [
    {
      name: "takes any number but 0 as true, and stretches all three",
      of: ([c, a, b]) => op.where(c!, a!, b!),
      inputs: [
        [
          [2, 1],
          [-3, 0],
        ],
        [[3], [1, 2, 3]],
        [[], [9]],
      ],
      answer: [1, 2, 3, 9, 9, 9],
    },
    {
      name: "keeps NaN out where it is not taken",
      of: ([c, a]) => op.where(c!, a!, 0),
      inputs: [
        [[2], [0, 1]],
        [[2], [nan, 5]],
      ],
      answer: [0, 5],
    },
  ],
  sum: [
    { name: "of all", of: ([x]) => op.sum(x!), inputs: [M], answer: [0.5] },
    { name: "of columns, kept", of: ([x]) => op.sum(x!, 0, true), inputs: [M], answer: [5, -1.5, -3] },
    { name: "of rows", of: ([x]) => op.sum(x!, -1), inputs: [M], answer: [2, -1.5] },
    {
      name: "of the outer two of three axes",
      of: ([x]) => op.sum(x!, [0, 2]),
      inputs: [
        [
          [2, 2, 2],
          [1, 2, 3, 4, 5, 6, 7, 8],
        ],
      ],
      answer: [14, 22],
    },
    {
      name: "of the middle of three axes",
      of: ([x]) => op.sum(x!, 1),
      inputs: [
        [
          [2, 2, 2],
          [1, 2, 3, 4, 5, 6, 7, 8],
        ],
      ],
      answer: [4, 6, 12, 14],
    },
  ],
  max: [
    { name: "of rows", of: ([x]) => op.max(x!, 1, true), inputs: [M], answer: [3, 4] },
    { name: "of columns", of: ([x]) => op.max(x!, 0), inputs: [M], answer: [4, 0.5, 3] },
    { name: "of all, below 0", of: ([x]) => op.max(x!), inputs: [[[3], [-5, -2, -9]]], answer: [-2] },
    {
      name: "of infinities",
      of: ([x]) => op.max(x!, 1),
      inputs: [
        [
          [2, 2],
          [inf, 1, -inf, -inf],
        ],
      ],
      answer: [inf, -inf],
    },
    {
      name: "passes NaN on",
      of: ([x]) => op.max(x!, 1),
      inputs: [
        [
          [2, 2],
          [1, nan, nan, 1],
        ],
      ],
      answer: [nan, nan],
    },
  ],
  reshape: [
    {
      name: "then a row sum",
      of: ([x]) => op.sum(op.reshape(x!, [3, 2]), 1),
      inputs: [M],
      answer: [-1, 7, -5.5],
    },
  ],
  transpose: [
    { name: "of a matrix", of: ([x]) => op.transpose(x!), inputs: [M], answer: [1, 4, -2, 0.5, 3, -6] },
    {
      name: "of three axes, turned",
      of: ([x]) => op.transpose(x!, [2, 0, 1]),
      inputs: [
        [
          [2, 1, 3],
          [1, 2, 3, 4, 5, 6],
        ],
      ],
      answer: [1, 4, 2, 5, 3, 6],
    },
  ],
  broadcast: [
    {
      name: "a column",
      of: ([x]) => op.broadcast(x!, [2, 3]),
      inputs: [
        [
          [2, 1],
          [1, 2],
        ],
      ],
      answer: [1, 1, 1, 2, 2, 2],
    },
    {
      name: "a new axis in front",
      of: ([x]) => op.broadcast(x!, [2, 2]),
      inputs: [[[2], [1, 2]]],
      answer: [1, 2, 1, 2],
    },
  ],
  slice: [
    {
      name: "an inner block",
      of: ([x]) => op.slice(x!, [0, 1], [2, 3]),
      inputs: [M],
      answer: [-2, 3, 0.5, -6],
    },
  ],
  pad: [
    {
      name: "unevenly",
      of: ([x]) => op.pad(x!, [1, 0], [0, 2]),
      inputs: [
        [
          [1, 2],
          [1, 2],
        ],
      ],
      answer: [0, 0, 0, 0, 1, 2, 0, 0],
    },
  ],
  concatenate: [
    {
      name: "along rows",
      of: ([a, b]) => op.concatenate([a!, b!]),
      inputs: [
        M,
        [
          [1, 3],
          [7, 8, 9],
        ],
      ],
      answer: [1, -2, 3, 4, 0.5, -6, 7, 8, 9],
    },
    {
      name: "of three along the last axis",
      of: ([a, b, c]) => op.concatenate([a!, b!, c!], -1),
      inputs: [
        M,
        [
          [2, 1],
          [7, 8],
        ],
        [
          [2, 2],
          [1, 2, 3, 4],
        ],
      ],
      answer: [1, -2, 3, 7, 1, 2, 4, 0.5, -6, 8, 3, 4],
    },
    {
      name: "along the middle of three axes",
      of: ([a, b]) => op.concatenate([a!, b!], 1),
      inputs: [
        [[2, 1, 3], range(1, 6)],
        [[2, 2, 3], range(7, 18)],
      ],
      answer: [1, 2, 3, 7, 8, 9, 10, 11, 12, 4, 5, 6, 13, 14, 15, 16, 17, 18],
    },
    {
      name: "of what has one axis, and the same value twice",
      of: ([a, b]) => op.concatenate([a!, b!, a!]),
      inputs: [
        [[3], [1, 2, 3]],
        [[1], [4]],
      ],
      answer: [1, 2, 3, 4, 1, 2, 3],
    },
    {
      name: "stacked along a new axis",
      of: ([a, b]) => op.stack([a!, b!], 1),
      inputs: [M, [[2, 3], range(1, 6)]],
      answer: [1, -2, 3, 1, 2, 3, 4, 0.5, -6, 4, 5, 6],
    },
  ],
  gather: [
    {
      name: "rows, one of them twice, none for an index outside",
      of: ([table, i]) => op.gather(table!, i!),
      inputs: [
        [[3, 3], range(1, 9)],
        [[2, 3], [2, 0, 2, -1, 1, 3], "int32"],
      ],
      answer: [7, 8, 9, 1, 2, 3, 7, 8, 9, 0, 0, 0, 4, 5, 6, 0, 0, 0],
    },
    {
      name: "numbers of a table with one axis",
      of: ([table, i]) => op.gather(table!, i!),
      inputs: [
        [[5], [10, 20, 30, 40, 50]],
        [[2, 3], [4, 0, 5, 1, 1, 3], "int32"],
      ],
      answer: [50, 10, 0, 20, 20, 40],
    },
    {
      name: "one row, a matrix",
      of: ([table, i]) => op.gather(table!, i!),
      inputs: [
        [[2, 2, 3], range(1, 12)],
        [[], [1], "int32"],
      ],
      answer: range(7, 12),
    },
  ],
  scatterAdd: [
    {
      name: "adds the rows of equal indices, leaves out those outside",
      of: ([x, i]) => op.scatterAdd(x!, i!, 4),
      inputs: [
        [[5, 3], range(1, 15)],
        [[5], [2, 0, 2, -1, 4], "int32"],
      ],
      answer: [4, 5, 6, 0, 0, 0, 8, 10, 12, 0, 0, 0],
    },
    {
      name: "numbers into a table with one axis",
      of: ([x, i]) => op.scatterAdd(x!, i!, 3),
      inputs: [
        [[2, 3], range(1, 6)],
        [[2, 3], [2, 2, 0, 0, -5, 1], "int32"],
      ],
      answer: [7, 6, 3],
    },
  ],
  matmul: [
    {
      name: "in two batches",
      of: ([a, b]) => op.matmul(a!, b!),
      inputs: [
        [[2, 2, 3], range(1, 12)],
        [[2, 3, 1], range(1, 6)],
      ],
      answer: [14, 32, 122, 167],
    },
    {
      name: "of batches that stretch",
      of: ([a, b]) => op.matmul(a!, b!),
      inputs: [
        [
          [2, 1, 1, 2],
          [1, 2, 3, 4],
        ],
        [[3, 2, 2], range(1, 12)],
      ],
      answer: [7, 10, 19, 22, 31, 34, 15, 22, 43, 50, 71, 78],
    },
    {
      name: "of one matrix by each of a batch",
      of: ([a, b]) => op.matmul(a!, b!),
      inputs: [M, [[2, 3, 1], range(1, 6)]],
      answer: [6, -13, 12, -17.5],
    },
    {
      name: "of each of a batch by one matrix",
      of: ([a, b]) => op.matmul(a!, b!),
      inputs: [
        [[2, 2, 3], range(1, 12)],
        [
          [3, 1],
          [1, 2, 3],
        ],
      ],
      answer: [14, 32, 50, 68],
    },
    {
      name: "in batches by a transpose",
      of: ([a, b]) => op.matmul(a!, op.transpose(b!, [0, 2, 1])),
      inputs: [
        [[2, 2, 3], range(1, 12)],
        [[2, 2, 3], range(1, 12)],
      ],
      answer: [14, 32, 32, 77, 194, 266, 266, 365],
    },
    {
      name: "(2, 3) times (3, 2)",
      of: ([a, b]) => op.matmul(a!, b!),
      inputs: [
        M,
        [
          [3, 2],
          [1, 2, 3, 4, 5, 6],
        ],
      ],
      answer: [10, 12, -24.5, -26],
    },
    {
      name: "by a transpose",
      of: ([a, b]) => op.matmul(a!, op.transpose(b!)),
      inputs: [M, M],
      answer: [14, -15, -15, 52.25],
    },
    {
      name: "of a transpose",
      of: ([a, b]) => op.matmul(op.transpose(a!), b!),
      inputs: [
        [
          [2, 2],
          [1, 2, 3, 4],
        ],
        [
          [2, 1],
          [5, 6],
        ],
      ],
      answer: [23, 34],
    },
    {
      name: "of both transposes",
      of: ([a, b]) => op.matmul(op.transpose(a!), op.transpose(b!)),
      inputs: [
        [
          [2, 1],
          [1, 2],
        ],
        [
          [3, 2],
          [1, 2, 3, 4, 5, 6],
        ],
      ],
      answer: [5, 11, 17],
    },
    {
      name: "(1, 1) times (1, 1)",
      of: ([a, b]) => op.matmul(a!, b!),
      inputs: [
        [[1, 1], [3]],
        [[1, 1], [-4]],
      ],
      answer: [-12],
    },
  ],
  customGradient: [
    {
      name: "is what its function makes",
      of: ([a, b]) =>
        customGradient(
          (a: Value, b: Value) => op.add(a, b),
          () => [null, null],
        )(a!, b!),
      inputs: [M, [[3], [10, 20, 30]]],
      answer: [11, 18, 33, 14, 20.5, 24],
    },
  ],
  // PyTorch's unfold, fold, max_pool2d and its gradient, with the channels moved to the end
  im2col: [
    {
      name: "with a border, windows left out at the end",
      of: ([x]) => op.im2col(x!, spaced),
      inputs: [[[1, 3, 4, 1], range(1, 12)]],
      answer: [
        ...[0, 0, 0, 0, 1, 2, 0, 5, 6, 0, 0, 0, 2, 3, 4, 6, 7, 8],
        ...[0, 5, 6, 0, 9, 10, 0, 0, 0, 6, 7, 8, 10, 11, 12, 0, 0, 0],
      ],
    },
    {
      name: "of two channels",
      of: ([x]) => op.im2col(x!, { kernel: [2, 1], stride: [1, 2], padding: [0, 0] }),
      inputs: [[[1, 3, 3, 2], range(1, 18)]],
      answer: [1, 2, 7, 8, 5, 6, 11, 12, 7, 8, 13, 14, 11, 12, 17, 18],
    },
    {
      name: "of rows of features",
      of: ([x]) =>
        op.im2col(op.reshape(x!, [2, 1, 3, 1]), { kernel: [1, 3], stride: [1, 1], padding: [0, 1] }),
      inputs: [[[2, 3], range(1, 6)]],
      answer: [0, 1, 2, 1, 2, 3, 2, 3, 0, 0, 4, 5, 4, 5, 6, 5, 6, 0],
    },
  ],
  col2im: [
    {
      name: "with a border, windows left out at the end",
      of: ([x]) => op.col2im(x!, [3, 4], spaced),
      inputs: [[[1, 2, 2, 9], range(1, 36)]],
      answer: [5, 19, 14, 15, 28, 74, 46, 48, 23, 55, 32, 33],
    },
    {
      name: "of windows that overlap",
      of: ([x]) => op.col2im(x!, [3, 3], { kernel: [2, 2], stride: [1, 1], padding: [0, 0] }),
      inputs: [[[1, 2, 2, 4], range(1, 16)]],
      answer: [1, 7, 6, 12, 34, 22, 11, 27, 16],
    },
  ],
  maxPool: [
    {
      name: "with ties, NaN and a border that does not count",
      of: ([x]) => op.maxPool(x!, x!, overlapping),
      inputs: [twoChannels],
      answer: [3, -1, 5, -2, 3, 0, 5, -2, 3, 2, nan, nan, -1, 2, nan, nan],
    },
    {
      name: "at another's maxima",
      of: ([x, by]) => op.maxPool(x!, by!, { kernel: [2, 2], stride: [2, 2], padding: [0, 0] }),
      inputs: [
        [[1, 2, 4, 1], range(1, 8)],
        [
          [1, 2, 4, 1],
          [0, 9, 7, 7, 9, 0, 7, 8],
        ],
      ],
      answer: [2, 8],
    },
  ],
  maxUnpool: [
    {
      name: "with ties, NaN and a border that does not count",
      of: ([g, x]) => op.maxUnpool(g!, x!, overlapping),
      inputs: [[[1, 4, 2, 2], range(1, 16)], twoChannels],
      answer: [6, 0, 0, 2, 0, 12, 10, 0, 9, 0, 0, 6, 0, 0, 0, 0, 13, 0, 0, 24, 0, 0, 26, 28],
    },
  ],
  cumsum: [
    { name: "along rows", of: ([x]) => op.cumsum(x!), inputs: [M], answer: [1, -1, 2, 4, 4.5, -1.5] },
    { name: "down columns", of: ([x]) => op.cumsum(x!, 0), inputs: [M], answer: [1, -2, 3, 5, -1.5, -3] },
    {
      name: "from the last",
      of: ([x]) => op.cumsum(x!, 1, true),
      inputs: [M],
      answer: [2, 1, 3, -1.5, -5.5, -6],
    },
    {
      name: "along the middle of three axes, from the last",
      of: ([x]) => op.cumsum(x!, 1, true),
      inputs: [[[2, 3, 2], range(1, 12)]],
      answer: [9, 12, 8, 10, 5, 6, 27, 30, 20, 22, 11, 12],
    },
  ],
  sortBy: [
    {
      name: "itself, with infinities, and NaN last",
      of: ([x]) => op.sort(x!),
      inputs: [
        [
          [2, 5],
          [3, nan, -1, inf, -inf, 5, 4, 3, 2, 1],
        ],
      ],
      answer: [-inf, -1, 3, inf, nan, 1, 2, 3, 4, 5],
    },
    {
      name: "itself from the largest, NaN first",
      of: ([x]) => op.sort(x!, true),
      inputs: [[[7], [3, nan, -1, 7, 0, 7, 2]]],
      answer: [nan, 7, 7, 3, 2, 0, -1],
    },
    {
      name: "another, equals in their order",
      of: ([x, by]) => op.sortBy(x!, by!),
      inputs: [
        [[2, 6], range(1, 12)],
        [
          [2, 6],
          [1, 0, 1, 0, 1, 0, 2, 2, 1, 1, 2, 1],
        ],
      ],
      answer: [2, 4, 6, 1, 3, 5, 9, 10, 12, 7, 8, 11],
    },
    {
      name: "another from the largest, equals in their order",
      of: ([x, by]) => op.sortBy(x!, by!, true),
      inputs: [
        [[1, 6], range(1, 6)],
        [
          [1, 6],
          [1, 0, 1, 0, 1, 0],
        ],
      ],
      answer: [1, 3, 5, 2, 4, 6],
    },
    {
      name: "places, as argsort",
      of: ([x]) => op.argSort(x!),
      inputs: [
        [
          [2, 4],
          [3, 1, 2, 1, 0, 9, -8, 7],
        ],
      ],
      answer: [1, 3, 2, 0, 2, 0, 3, 1],
    },
    {
      name: "the largest two and where they stand",
      of: ([x], dtype) => {
        const { values, indices } = op.topK(x!, 2);
        return op.concatenate([values, op.cast(indices, dtype)], 1);
      },
      inputs: [
        [
          [2, 4],
          [3, 1, 5, 1, 0, 9, -8, 7],
        ],
      ],
      answer: [5, 3, 2, 0, 9, 7, 1, 3],
    },
  ],
  unsortBy: [
    {
      name: "brings back what sortBy took",
      of: ([x, by]) => op.unsortBy(x!, by!),
      inputs: [
        [[2, 3], range(1, 6)],
        [
          [2, 3],
          [3, 1, 2, 5, 5, 4],
        ],
      ],
      answer: [3, 1, 2, 5, 6, 4],
    },
    {
      name: "and from the largest",
      of: ([x, by]) => op.unsortBy(x!, by!, true),
      inputs: [
        [[3], [1, 2, 3]],
        [[3], [3, 1, 2]],
      ],
      answer: [1, 3, 2],
    },
  ],
  softmax: [
    {
      name: "of rows",
      of: ([x]) => op.softmax(x!),
      inputs: [
        [
          [2, 3],
          [1, 2, 3, 0, 0, 0],
        ],
      ],
      answer: [0.09003057317038046, 0.24472847105479764, 0.6652409557748218, 1 / 3, 1 / 3, 1 / 3],
    },
    {
      name: "of extremes",
      of: ([x]) => op.softmax(x!),
      inputs: [
        [
          [2, 2],
          [1e4, -1e4, -1e4, -1e4],
        ],
      ],
      answer: [1, 0, 0.5, 0.5],
    },
    {
      name: "of one class",
      of: ([x]) => op.softmax(x!),
      inputs: [
        [
          [2, 1],
          [5, -7],
        ],
      ],
      answer: [1, 1],
    },
  ],
  logSoftmax: [
    {
      name: "of rows",
      of: ([x]) => op.logSoftmax(x!),
      inputs: [
        [
          [1, 3],
          [1, 2, 3],
        ],
      ],
      answer: [-2.4076059644443806, -1.4076059644443804, -0.4076059644443804],
    },
    {
      name: "of extremes",
      of: ([x]) => op.logSoftmax(x!),
      inputs: [
        [
          [1, 2],
          [1e4, -1e4],
        ],
      ],
      answer: [0, -2e4],
    },
  ],
  logSumExp: [
    {
      name: "of rows",
      of: ([x]) => op.logSumExp(x!),
      inputs: [
        [
          [2, 3],
          [1, 2, 3, 0, 0, 0],
        ],
      ],
      answer: [3.4076059644443806, 1.0986122886681098],
    },
    {
      name: "of extremes, and of one number",
      of: ([x]) => op.add(op.logSumExp(x!), op.logSumExp(op.slice(x!, [0, 1], [2, 2]))),
      inputs: [
        [
          [2, 2],
          [1e4, -1e4, -1e4, -1e4],
        ],
      ],
      answer: [0, -19999.30685281944],
    },
  ],
  argMax: [
    {
      name: "takes the first of equals",
      of: ([x]) => op.argMax(x!),
      inputs: [
        [
          [3, 3],
          [1, 3, 3, 9, 0, 9, -5, -4, -3],
        ],
      ],
      answer: [1, 0, 2],
    },
    {
      name: "takes the first NaN",
      of: ([x]) => op.argMax(x!),
      inputs: [
        [
          [2, 3],
          [1, nan, nan, nan, inf, 0],
        ],
      ],
      answer: [1, 0],
    },
  ],
  oneHot: [
    {
      name: "labels outside give 0",
      of: ([y], dtype) => op.oneHot(y!, 3, dtype),
      inputs: [[[4], [2, 0, 3, -1], "int32"]],
      answer: [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    },
  ],
};
