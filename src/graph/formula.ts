import { threefry2x32 } from "../data/random/threefry.ts";
import { erf, power, toInteger } from "./arithmetic.ts";

/**
 * How one number is made of others, as a small tree of plain data. Its leaves are numbers and cells of a value's inputs,
 * its branches are functions of numbers: x₀₀ w₀₁ + x₀₁ w₁₁ is
 *
 *     { op: "sum", of: [{ op: "multiply", of: [{ input: 0, at: 0 }, { input: 1, at: 1 }] }, …] }
 *
 * A part that stands at several places is one object, and may carry a short name: `as: "m"` for the largest of a row.
 */
export type Formula = number | Cell | Call;

/** The number at the row-major place `at` of the value's input number `input`. */
export interface Cell {
  readonly input: number;
  readonly at: number;
}

export interface Call {
  readonly op: Operation;
  readonly of: readonly Formula[];
  readonly as?: string;
}

/**
 * The functions of numbers that formulas are written in, in float64. A sum begins with 0 and adds from left to right; a
 * number is rounded to float32 once, when it becomes the cell of a float32 value.
 */
const operations = {
  negate: ([x]) => -x,
  exp: ([x]) => Math.exp(x),
  log: ([x]) => Math.log(x),
  sqrt: ([x]) => Math.sqrt(x),
  tanh: ([x]) => Math.tanh(x),
  erf: ([x]) => erf(x),
  sin: ([x]) => Math.sin(x),
  cos: ([x]) => Math.cos(x),
  abs: ([x]) => Math.abs(x),
  floor: ([x]) => Math.floor(x),
  // cut off towards 0
  toInteger: ([x]) => toInteger(x),

  add: ([a, b]) => a + b,
  subtract: ([a, b]) => a - b,
  multiply: ([a, b]) => a * b,
  divide: ([a, b]) => a / b,
  pow: ([a, b]) => power(a, b),
  maximum: ([a, b]) => Math.max(a, b),

  greater: ([a, b]) => (a > b ? 1 : 0),
  equal: ([a, b]) => (a === b ? 1 : 0),
  // condition, then, else
  where: ([condition, a, b]) => (condition !== 0 ? a : b),

  sum: (xs) => xs.reduce((sum, x) => sum + x, 0),
  // NaN where one is among the numbers
  largest: largestOf,
  // the place, counted from 0, of the first that is as large as the largest
  firstLargest: (xs) => {
    const most = largestOf(xs);
    return xs.findIndex((x) => x === most || Number.isNaN(x));
  },
  // the place of a window's largest: of equal ones the first, of several NaN the last
  largestOfWindow: placeOfLargest,
  // by₀, by₁, …, x₀, x₁, …: the x at the place of the largest `by`
  whereLargest: (xs) => {
    const count = xs.length / 2;
    return xs[count + placeOfLargest(xs.slice(0, count))];
  },

  // number `element` of the stream of (seed, key), in [0, 1): 24 bits of Threefry
  draw: ([key, seed, element]) => {
    const words = threefry2x32([seed, key], [Math.floor(element / 2), 0]);
    return (words[element % 2] >>> 8) * 2 ** -24;
  },
} satisfies Record<string, (numbers: readonly number[]) => number>;

export type Operation = keyof typeof operations;

function largestOf(xs: readonly number[]): number {
  return xs.reduce((most, x) => Math.max(most, x), Number.NEGATIVE_INFINITY);
}

function placeOfLargest(xs: readonly number[]): number {
  return xs.reduce((best, x, i) => (x > xs[best] || Number.isNaN(x) ? i : best), 0);
}

export const compute = (op: Operation, numbers: readonly number[]): number => operations[op](numbers);

/** The number that a formula gives. Parts that stand at several places are computed once. */
export function evaluate(formula: Formula, read: (input: number, at: number) => number): number {
  const known = new Map<Formula, number>();
  const number = (part: Formula): number => {
    if (typeof part === "number") return part;
    if ("input" in part) return read(part.input, part.at);
    const before = known.get(part);
    if (before !== undefined) return before;
    const found = compute(part.op, part.of.map(number));
    if (part.as !== undefined) known.set(part, found);
    return found;
  };
  return number(formula);
}
