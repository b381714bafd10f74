/** A number's storage. int32 is for class labels, argMax and the counters of `uniform`; all arithmetic is float. */
export type FloatDtype = "float64" | "float32";
export type Dtype = FloatDtype | "int32";

/** Lengths of the axes, outermost first; `[]` is a scalar. */
export type Shape = readonly number[];

/** Height and width. */
export type Pair = readonly [height: number, width: number];

/**
 * Windows over images (n, height, width, channels): their size, the pixels from one to the next, and the pixels of
 * border around the image, in PyTorch's meanings.
 */
export interface Windows {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
}

/** The numbers of a constant with axes, row-major. Never written to once the value exists. */
export type ConstantData = Float64Array | Float32Array | Int32Array;

/** What each op knows beside its inputs. Its keys are the whole list of ops; `ops.ts` gives each its shape rule. */
export interface OpAttributes {
  // leaves
  input: { readonly name: string; readonly shape: Shape; readonly dtype: Dtype };
  constant: { readonly data: number | ConstantData; readonly shape: Shape; readonly dtype: Dtype };
  uniform: { readonly seed: number; readonly shape: Shape; readonly dtype: FloatDtype };
  // one number in, one number out
  negate: None;
  exp: None;
  log: None;
  sqrt: None;
  tanh: None;
  sigmoid: None;
  erf: None;
  sin: None;
  cos: None;
  abs: None;
  floor: None;
  stopGradient: None;
  cast: { readonly dtype: Dtype };
  // two numbers in, one out, with NumPy's broadcasting; comparisons give 1 or 0
  add: None;
  subtract: None;
  multiply: None;
  divide: None;
  pow: None;
  maximum: None;
  greater: None;
  equal: None;
  where: None;
  // the numbers of the first input, for another gradient than theirs
  customGradient: { readonly rule: CustomRule };
  // reductions; axes ascending, none negative
  sum: { readonly axes: readonly number[]; readonly keepDims: boolean };
  max: { readonly axes: readonly number[]; readonly keepDims: boolean };
  // movement: the same numbers in another arrangement
  reshape: { readonly shape: Shape };
  transpose: { readonly axes: readonly number[] };
  broadcast: { readonly shape: Shape };
  slice: { readonly start: readonly number[]; readonly end: readonly number[] };
  pad: { readonly before: readonly number[]; readonly after: readonly number[] };
  concatenate: { readonly axis: number };
  // rows of a table, by int32 indices
  gather: None;
  scatterAdd: { readonly rows: number };
  // products; axes before the last two are batches, with NumPy's broadcasting
  matmul: None;
  // windows over images (n, height, width, channels)
  im2col: Windows;
  col2im: Windows & { readonly image: Pair };
  maxPool: Windows;
  maxUnpool: Windows;
  // along an axis
  cumsum: { readonly axis: number; readonly reverse: boolean };
  // along the last axis
  sortBy: { readonly descending: boolean };
  unsortBy: { readonly descending: boolean };
  softmax: None;
  logSoftmax: None;
  logSumExp: None;
  argMax: None;
  oneHot: { readonly classes: number; readonly dtype: FloatDtype };
}

/**
 * A gradient rule of the caller's own: from g = ∂L/∂y, y = f(a, b, …) and a, b, … to ∂L/∂a, ∂L/∂b, …, each of its input's
 * shape; `null` stands for none.
 */
export type CustomRule = (g: Value, y: Value, ...inputs: Value[]) => readonly (Value | null)[];

/** The attributes of an op that has none. */
export type None = Readonly<Record<never, never>>;

export type OpName = keyof OpAttributes;

/**
 * One node of a graph: an op applied to earlier values. A value is immutable and holds no numbers (but a constant's);
 * an engine gives it numbers. Its id grows with its making, so an input's id is always below its consumer's.
 */
export interface Value<P extends OpName = OpName> {
  readonly id: number;
  readonly op: P;
  readonly inputs: readonly Value[];
  readonly attributes: OpAttributes[P];
  readonly shape: Shape;
  readonly dtype: Dtype;
  /** The caller's layer, such as `dense1`: for messages and drawings, without influence on the result. */
  readonly scope?: string;
}

/** What an engine compiles. Every `inputs` and `state` value is an `input` op of the same name. */
export interface Graph {
  /** Fed before each run. */
  readonly inputs: Readonly<Record<string, Value<"input">>>;
  /** Parameters and optimizer slots: kept by the program from run to run. */
  readonly state: Readonly<Record<string, Value<"input">>>;
  /** Readable after a run. */
  readonly outputs: Readonly<Record<string, Value>>;
  /** The value that each state takes after the run, by the state's name. All updates see the state as it was before. */
  readonly updates: Readonly<Record<string, Value>>;
}

export function isValue(thing: unknown): thing is Value {
  return (
    typeof thing === "object" && thing !== null && "op" in thing && "inputs" in thing && "attributes" in thing
  );
}

/** Whether `value` is of that op; narrows its attributes. */
export function isOp<P extends OpName>(value: Value, op: P): value is Value<P> {
  return value.op === op;
}

/** Number of elements. */
export function size(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/**
 * Every value that `roots` stand on, and the roots, each once and after its inputs. Iterative: depth is unbounded. Those
 * made before the id `first` are left out; what stands on one of the others is younger still, so that none is missed.
 */
export function topological(roots: Iterable<Value>, first = 0): Value[] {
  const order: Value[] = [];
  const seen = new Set<Value>();
  const stack: { value: Value; next: number }[] = [];
  const enter = (value: Value) => {
    if (value.id < first || seen.has(value)) return;
    seen.add(value);
    stack.push({ value, next: 0 });
  };
  for (const root of roots) {
    enter(root);
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      if (top.next < top.value.inputs.length) enter(top.value.inputs[top.next++]!);
      else order.push(stack.pop()!.value);
    }
  }
  return order;
}

/** The values that a graph's results are: outputs first, then updates. */
export function results({ outputs, updates }: Pick<Graph, "outputs" | "updates">): Value[] {
  return [...Object.values(outputs), ...Object.values(updates)];
}
