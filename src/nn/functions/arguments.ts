import type { ArrayWithShape } from "../../data/numbers/numbers.ts";
import { UserError } from "../../errors.ts";
import { showShape } from "../../graph/shapes.ts";
import type { Dtype, FloatDtype, Shape, Value } from "../../graph/value.ts";
import { isValue, size } from "../../graph/value.ts";
import { leaves } from "./tree.ts";

/**
 * Numbers as they may be given where a function wants a value: a number is a scalar, a flat typed array a row, an array
 * with `shape` and row-major `data` (an NDArray is one) what its shape says, and a list of lists of numbers, such as
 * `[[1, 2], [3, 4]]`, a matrix or more. A flat list, `[1, 2]`, is no row: lists are trees, and it is two scalars.
 *
 * Float64Array and Float32Array give the dtype; integer arrays are labels (int32); other numbers follow the rest.
 */
export type TensorLike = number | TypedArray | ArrayWithShape | NestedNumbers;

export type TypedArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** A matrix, or deeper, as lists of lists; all lists of one depth have one length. */
export type NestedNumbers = readonly (readonly number[] | NestedNumbers)[];

/** A leaf of the arguments, read. */
export interface FedLeaf {
  /** Such as `0.dense1.weight`: the argument's number, then the way in its tree. */
  readonly path: string;
  readonly shape: Shape;
  readonly data: ArrayLike<number>;
  readonly integer: boolean;
  /** Where the array says it. */
  readonly dtype?: FloatDtype;
}

export function isTensorLike(thing: unknown): thing is TensorLike {
  if (typeof thing === "number") return true;
  if (typeof thing !== "object" || thing === null || isValue(thing)) return false;
  if (Array.isArray(thing)) return isNested(thing);
  return ArrayBuffer.isView(thing) || ("shape" in thing && "data" in thing);
}

/** Whether the first element, at whatever depth below two lists, is a number. */
function isNested(list: readonly unknown[]): list is NestedNumbers {
  let first = list[0];
  while (Array.isArray(first)) {
    if (typeof first[0] === "number") return true;
    first = first[0];
  }
  return false;
}

/** All leaves are values; a mixture of values and numbers is the caller's mistake. */
export function areValues<Args extends readonly unknown[]>(args: readonly unknown[]): args is Args {
  const isEither = (thing: unknown): thing is Value | TensorLike => isValue(thing) || isTensorLike(thing);
  const found = args.flatMap((argument, i) => leaves(argument, isEither, `${i}`));
  const stray = found.find(([, leaf]) => !isValue(leaf));
  if (stray === undefined) return found.length > 0;
  if (found.some(([, leaf]) => isValue(leaf))) {
    throw new UserError(
      `argument ${stray[0]} is an array among values of a graph; pass it in as an argument of the outermost function`,
    );
  }
  return false;
}

/** What a leaf is called in a graph: `argument0.dense1.weight`. */
export const leafName = (path: string): string => `argument${path}`;

/** The leaves of arguments that are numbers, in the tree's order. */
export function readArguments(args: readonly unknown[]): FedLeaf[] {
  return args
    .flatMap((argument, i) => leaves(argument, isTensorLike, `${i}`))
    .map(([path, numbers]) => readLeaf(path, numbers));
}

function readLeaf(path: string, numbers: TensorLike): FedLeaf {
  if (typeof numbers === "number") return { path, shape: [], data: [numbers], integer: false };
  if (Array.isArray(numbers)) return { path, ...readNested(path, numbers), integer: false };
  const { shape, data } = withShape(numbers as TypedArray | ArrayWithShape);
  if (size(shape) !== data.length) {
    throw new UserError(`argument ${path} has shape ${showShape(shape)}, but ${data.length} numbers`);
  }
  if (data instanceof Float64Array) return { path, shape, data, integer: false, dtype: "float64" };
  if (data instanceof Float32Array) return { path, shape, data, integer: false, dtype: "float32" };
  if (!ArrayBuffer.isView(data)) return { path, shape, data: data as ArrayLike<number>, integer: false };
  return { path, shape, data: labels(path, data), integer: true };
}

function withShape(numbers: TypedArray | ArrayWithShape): ArrayWithShape {
  if (!("shape" in numbers)) return { shape: [numbers.length], data: numbers };
  return numbers.copy === undefined ? numbers : numbers.copy(); // a view's data is its whole array's
}

/** Integers as int32 holds them. */
function labels(path: string, data: ArrayBufferView & ArrayWithShape["data"]): ArrayLike<number> {
  if (data instanceof Int32Array) return data;
  const numbers = Array.from(data as ArrayLike<number | bigint>, Number);
  const stray = numbers.find((n) => n !== (n | 0));
  if (stray !== undefined) {
    const mend = Number.isInteger(stray)
      ? "labels are below 2147483648"
      : "give a Float32Array or Float64Array";
    throw new UserError(`argument ${path} is a ${data.constructor.name} with ${stray}; ${mend}`);
  }
  return numbers;
}

/** Lists of lists as one row-major array. */
function readNested(path: string, list: NestedNumbers): { shape: Shape; data: Float64Array } {
  const shape: number[] = [];
  for (let part: unknown = list; Array.isArray(part); part = part[0]) shape.push(part.length);
  const data = new Float64Array(size(shape));
  let end = 0;
  const read = (part: unknown, axis: number, at: string): void => {
    if (axis === shape.length) {
      if (typeof part !== "number") throw uneven(at, part, "a number");
      data[end++] = part;
      return;
    }
    if (!Array.isArray(part) || part.length !== shape[axis])
      throw uneven(at, part, `a list of ${shape[axis]}`);
    for (let i = 0; i < part.length; i++) read(part[i], axis + 1, `${at}[${i}]`);
  };
  read(list, 0, `argument ${path}`);
  return { shape, data };
}

function uneven(at: string, part: unknown, wanted: string): UserError {
  const found = part === null ? "null" : Array.isArray(part) ? `a list of ${part.length}` : typeof part;
  return new UserError(
    `${at} is ${found}, where it must be ${wanted}: lists of numbers must be equally long`,
  );
}

/** The one float dtype of the arrays given, or float64 where none says it. */
export function commonDtype(fed: readonly FedLeaf[]): FloatDtype {
  const found = (dtype: Dtype) => fed.find((leaf) => leaf.dtype === dtype);
  const [narrow, wide] = [found("float32"), found("float64")];
  if (narrow !== undefined && wide !== undefined) {
    throw new UserError(
      `${narrow.path} is float32 and ${wide.path} float64; give all one dtype, or name it: { dtype: "float32" }`,
    );
  }
  return narrow === undefined ? "float64" : "float32";
}
