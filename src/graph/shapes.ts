import { UserError } from "../errors.ts";
import { currentScope } from "./scope.ts";
import type { Dtype, FloatDtype, OpName, Shape, Value } from "./value.ts";
import { isValue, sameShape, size } from "./value.ts";

/** What a rule finds out about an op's result. */
export interface ResultType {
  readonly shape: Shape;
  readonly dtype: Dtype;
}

/** The value as it is; whatever else stands in its place is told by what it is, and what to do with it. */
export function checkValue(op: string, thing: Value, position = 0): Value {
  if (isValue(thing)) return thing;
  throw refusal(op, `input ${position} is ${found(thing)}`);
}

function found(thing: unknown): string {
  if (typeof thing === "number") return `the number ${thing}; make it a constant`;
  if (typeof thing !== "object" || thing === null)
    return `${thing === undefined || thing === null ? thing : `a ${typeof thing}`}, where a value is wanted`;
  const isArray = ArrayBuffer.isView(thing) || ("shape" in thing && "data" in thing);
  if (isArray)
    return "an array of numbers, where a value is wanted; pass it in as an argument of the outermost function, or make it a constant: constant(array.data, array.dtype, array.shape)";
  if (Array.isArray(thing))
    return "a list, where a value is wanted; pass numbers in as an argument of the outermost function: a row as Float64Array.of(1, 2), a matrix as [[1, 2], [3, 4]]";
  return "an object, where a value is wanted; pass numbers in as an argument of the outermost function, such as { shape: [2], data: Float64Array.of(1, 2) }";
}

/** `(32, 10)`, as NumPy writes it; `()` is a scalar. */
export function showShape(shape: Shape): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

/** The message of every refusal: the op (or kind of layer), the caller's layer, and what is wrong. */
export function refusal(op: string, problem: string): UserError {
  const scope = currentScope();
  return new UserError(`${op}${scope === undefined ? "" : ` in layer ${scope}`}: ${problem}`);
}

/** The one float dtype of all inputs. One graph computes in one precision, so that no digit is lost unseen. */
export function floatDtype(op: OpName, inputs: readonly Value[]): FloatDtype {
  const first = inputs[0]!.dtype;
  const shown = () => inputs.map((v) => `${v.dtype} ${showShape(v.shape)}`).join(" and ");
  if (first === "int32" || inputs.some((v) => v.dtype === "int32")) {
    throw refusal(
      op,
      `int32 values are labels, not amounts (found ${shown()}); make classes floats with oneHot, and give amounts as a float array, or cast them`,
    );
  }
  if (inputs.some((v) => v.dtype !== first)) {
    throw refusal(op, `mixes precisions (${shown()}); give every input and constant the same dtype`);
  }
  return first;
}

/** NumPy's rule: shapes are aligned at their last axes; a length of 1, or a missing axis, stretches. */
export function broadcastShapes(op: OpName, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const m = axis < rank - a.length ? 1 : a[axis - (rank - a.length)]!;
    const n = axis < rank - b.length ? 1 : b[axis - (rank - b.length)]!;
    if (m !== n && m !== 1 && n !== 1) {
      throw refusal(
        op,
        `${showShape(a)} and ${showShape(b)} do not broadcast: ${m} and ${n} differ on axis ${axis - rank}; ` +
          "lengths must be equal or 1",
      );
    }
    return m === 1 ? n : m;
  });
}

export function broadcastTo(op: OpName, from: Shape, to: Shape): Shape {
  checkShape(op, to);
  const offset = to.length - from.length;
  if (offset < 0 || from.some((length, axis) => length !== 1 && length !== to[axis + offset])) {
    throw refusal(
      op,
      `${showShape(from)} does not stretch to ${showShape(to)}; only axes of length 1 stretch`,
    );
  }
  return to;
}

export function reduced(op: OpName, shape: Shape, axes: readonly number[], keepDims: boolean): Shape {
  axes.forEach((axis, i) => {
    if (!Number.isInteger(axis) || axis < 0 || axis >= shape.length || (i > 0 && axis <= axes[i - 1]!)) {
      throw refusal(
        op,
        `axes [${axes}] of ${showShape(shape)} must be different, ascending and below ${shape.length}`,
      );
    }
  });
  if (keepDims) return shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  return shape.filter((_, axis) => !axes.includes(axis));
}

export function reshaped(op: OpName, from: Shape, to: Shape): Shape {
  checkShape(op, to);
  if (size(from) !== size(to)) {
    throw refusal(
      op,
      `${showShape(from)} has ${size(from)} elements and ${showShape(to)} has ${size(to)}; they must be as many`,
    );
  }
  return to;
}

export function transposed(op: OpName, shape: Shape, axes: readonly number[]): Shape {
  if (axes.length !== shape.length || shape.some((_, axis) => !axes.includes(axis))) {
    throw refusal(
      op,
      `axes [${axes}] do not name each of the ${shape.length} axes of ${showShape(shape)} once`,
    );
  }
  return axes.map((axis) => shape[axis]!);
}

export function sliced(op: OpName, shape: Shape, start: readonly number[], end: readonly number[]): Shape {
  const fits = shape.every((length, axis) => {
    const [from, to] = [start[axis]!, end[axis]!];
    return Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from < to && to <= length;
  });
  if (start.length !== shape.length || end.length !== shape.length || !fits) {
    throw refusal(
      op,
      `[${start}] to [${end}] is not a part of ${showShape(shape)}; give 0 <= start < end <= length`,
    );
  }
  return shape.map((_, axis) => end[axis]! - start[axis]!);
}

export function padded(op: OpName, shape: Shape, before: readonly number[], after: readonly number[]): Shape {
  const counts = [...before, ...after];
  if (counts.length !== 2 * shape.length || before.length !== after.length || counts.some((n) => !(n >= 0))) {
    throw refusal(
      op,
      `[${before}] before and [${after}] after do not fit ${showShape(shape)}; give a count an axis`,
    );
  }
  return shape.map((length, axis) => before[axis]! + length + after[axis]!);
}

/** Equal shapes but for one axis, along which they stand one after the other. */
export function joined(op: OpName, shapes: readonly Shape[], axis: number): Shape {
  const first = withAxis(op, shapes[0]!, axis);
  for (const [i, shape] of shapes.entries()) {
    const fits = shape.length === first.length && shape.every((n, at) => at === axis || n === first[at]);
    if (!fits) {
      throw refusal(
        op,
        `input ${i} is ${showShape(shape)}, input 0 ${showShape(first)}: only axis ${axis} may differ`,
      );
    }
  }
  return first.map((n, at) => (at === axis ? shapes.reduce((sum, shape) => sum + shape[at]!, 0) : n));
}

/** The shape as it is, when it has that axis. */
export function withAxis(op: OpName, shape: Shape, axis: number): Shape {
  if (Number.isInteger(axis) && axis >= 0 && axis < shape.length) return shape;
  throw refusal(op, `${showShape(shape)} has no axis ${axis}; there are ${shape.length}`);
}

/** The shape as it is, when it has rows to choose from. */
export function withFirstAxis(op: OpName, shape: Shape): Shape {
  if (shape.length === 0) throw refusal(op, "a scalar has no rows; the table must be (n, …)");
  return shape;
}

/** The value as it is, when it holds labels or indices. */
export function indexing(op: OpName, value: Value, what = "indices"): Value {
  if (value.dtype === "int32") return value;
  throw refusal(
    op,
    `${what} must be int32, not ${value.dtype} ${showShape(value.shape)}; give them as an Int32Array`,
  );
}

/** The shape of one row, where a row stands for each index. */
export function rowShape(op: OpName, shape: Shape, indices: Shape): Shape {
  if (sameShape(shape.slice(0, indices.length), indices)) return shape.slice(indices.length);
  throw refusal(op, `${showShape(shape)} has no row for each index of ${showShape(indices)}`);
}

/** The values as they are, when they are a list that holds at least one. */
export function checkList(op: string, values: readonly Value[]): readonly Value[] {
  if (!Array.isArray(values) || values.length === 0) {
    throw refusal(op, `takes one list of values, such as [a, b], found ${found(values)}`);
  }
  for (const [i, value] of values.entries()) checkValue(op, value, i);
  return values;
}

/** The dtype to cast to, when it is another kind of number. */
export function castable(x: Value, dtype: Dtype): Dtype {
  checkDtype("cast", dtype);
  if (x.dtype === "int32" || dtype === "int32") return dtype;
  throw refusal(
    "cast",
    `from ${x.dtype} to ${dtype}: one graph computes in one precision; name it where the graph is made: { dtype: "${dtype}" }`,
  );
}

/** (…, n, k) times (…, k, m) is (…, n, m), where the axes in front broadcast. */
export function product(a: Shape, b: Shape): Shape {
  const shown = `${showShape(a)} times ${showShape(b)}`;
  if (a.length < 2 || b.length < 2) {
    throw refusal("matmul", `${shown}: both must be matrices; bring them to two axes with reshape`);
  }
  const [n, k, rows, m] = [a.at(-2)!, a.at(-1)!, b.at(-2)!, b.at(-1)!];
  if (k !== rows) {
    throw refusal("matmul", `${shown}: ${k} and ${rows} differ; the second matrix must have ${k} rows`);
  }
  return [...broadcastShapes("matmul", a.slice(0, -2), b.slice(0, -2)), n, m];
}

/** The shape as it is, when the other one equals it. */
export function same(op: OpName, a: Shape, b: Shape): Shape {
  if (!sameShape(a, b)) throw refusal(op, `${showShape(a)} and ${showShape(b)} must be one shape`);
  return a;
}

/** The shape as it is, when it has a last axis for the op to work along. */
export function withLastAxis(op: OpName, shape: Shape): Shape {
  if (shape.length === 0) throw refusal(op, "a scalar has no last axis; it needs a row of numbers");
  return shape;
}

export function checkShape(op: OpName, shape: Shape): Shape {
  if (!Array.isArray(shape))
    throw refusal(op, `the shape is ${shape}; give a list of lengths, such as [32, 10]`);
  if (shape.some((length) => !Number.isSafeInteger(length) || length < 1)) {
    throw refusal(op, `shape ${showShape(shape)} must have whole positive lengths`);
  }
  return shape;
}

const dtypes: readonly Dtype[] = ["float64", "float32", "int32"];

/** The dtype as it is, when there is one of that name. */
export function checkDtype<D extends Dtype>(op: string, dtype: D): D {
  if (dtypes.includes(dtype)) return dtype;
  throw refusal(op, `there is no dtype ${dtype}; there are ${dtypes.join(", ")}`);
}
