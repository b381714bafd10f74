import type { ArrayWithShape } from "../data/numbers.ts";
import { checkEngine, type Engine, type Program } from "../engine/engine.ts";
import { UserError } from "../errors.ts";
import { gradient } from "../graph/gradient.ts";
import { input } from "../graph/ops.ts";
import { showShape } from "../graph/shapes.ts";
import { simplify } from "../graph/simplify.ts";
import type { Dtype, FloatDtype, Shape, Value } from "../graph/value.ts";
import { isValue, size } from "../graph/value.ts";
import { leaves, type Mapped, mapTree } from "./tree.ts";

/** Numbers as they may be given: a number, a flat typed array, or anything with a shape and row-major data. */
export type Numbers = number | TypedArray | ArrayWithShape;

export type TypedArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array | BigInt64Array;

/** Numbers as they come back: a scalar as a number, all else as row-major data with its shape. */
export type Result =
  | number
  | { readonly shape: Shape; readonly data: Float64Array | Float32Array | Int32Array };

/** Trees of values; checked when they come, since no type names all trees. */
type Trees = unknown[];
type Fed<Args extends Trees> = { [K in keyof Args]: Mapped<Args[K], Value, Numbers> };

/** A function of values that takes numbers too. Given values it only extends their graph; given numbers it computes. */
export interface Compiled<Args extends Trees, R> {
  (...args: Args): R;
  (...args: Fed<Args>): Mapped<R, Value, Result>;
}

export interface FunctionOptions {
  engine?: Engine;
  /** Of all floats; left out, that of the arrays given, or float64. */
  dtype?: FloatDtype;
}

/** The graph as plain functions, computed by `standard` unless told otherwise: an engine, or a function that gives it. */
export function functionsOn(standard: Engine | (() => Engine)) {
  /**
   * Traces `f` at the first call for the shapes given, compiles what it did, and from then on only computes. `f` must
   * be a pure function of its arguments: trees (records and lists) of values.
   */
  function compile<Args extends Trees, R>(
    f: (...args: Args) => R,
    { engine, dtype }: FunctionOptions = {},
  ): Compiled<Args, R> {
    checkFunction("compile", f);
    if (engine !== undefined) checkEngine("compile", engine);
    const traces = new Map<string, Trace<R>>();
    function compiled(...args: Args): R;
    function compiled(...args: Fed<Args>): Mapped<R, Value, Result>;
    function compiled(...args: Args | Fed<Args>): R | Mapped<R, Value, Result> {
      if (areValues<Args>(args)) return f(...args);
      const fed = leaves(args, isNumbers).map(([path, numbers]) => asFed(path, numbers));
      const floats = dtype ?? commonDtype(fed);
      const key = `${floats} ${fed.map(({ path, shape, integer }) => `${path}:${integer}[${shape}]`).join()}`;
      const used = engine ?? (typeof standard === "function" ? standard() : standard);
      let trace = traces.get(key);
      if (trace?.engine !== used) {
        trace?.program.dispose();
        trace = traced(f, args, fed, floats, used);
        traces.set(key, trace);
      }
      return evaluated(trace, fed);
    }
    return compiled;
  }

  /** The loss and its gradient by the first argument, which has the form of that argument: `[value, gradients]`. */
  function valueAndGrad<Params, Inputs extends Trees>(
    loss: (params: Params, ...inputs: Inputs) => Value,
    options: FunctionOptions = {},
  ): Compiled<[Params, ...Inputs], [Value, Mapped<Params, Value, Value>]> {
    checkFunction("valueAndGrad", loss);
    return compile((params: Params, ...inputs: Inputs): [Value, Mapped<Params, Value, Value>] => {
      const value = loss(params, ...inputs);
      const wrt = leaves(params, isValue).map(([, leaf]) => leaf);
      const found = gradient(value, wrt)[Symbol.iterator]();
      return [value, mapTree(params, isValue, () => found.next().value!)];
    }, options);
  }

  /** The gradient alone. */
  function grad<Params, Inputs extends Trees>(
    loss: (params: Params, ...inputs: Inputs) => Value,
    options: FunctionOptions = {},
  ): Compiled<[Params, ...Inputs], Mapped<Params, Value, Value>> {
    checkFunction("grad", loss);
    const both = valueAndGrad(loss);
    return compile((params: Params, ...inputs: Inputs) => both(params, ...inputs)[1], options);
  }

  return { compile, valueAndGrad, grad };
}

function checkFunction(who: string, f: unknown): void {
  if (typeof f !== "function") throw new UserError(`${who} takes a function of values, found ${typeof f}`);
}

interface Trace<R> {
  readonly engine: Engine;
  readonly program: Program;
  readonly result: R;
  readonly names: ReadonlyMap<Value, string>;
}

/** An argument's leaf, read. */
interface FedLeaf {
  readonly path: string;
  readonly shape: Shape;
  readonly data: ArrayLike<number>;
  readonly integer: boolean;
  readonly dtype?: FloatDtype;
}

function traced<Args extends Trees, R>(
  f: (...args: Args) => R,
  args: Fed<Args>,
  fed: readonly FedLeaf[],
  floats: FloatDtype,
  engine: Engine,
): Trace<R> {
  const inputs = Object.fromEntries(
    fed.map(({ path, shape, integer }) => [path, input(path, shape, integer ? "int32" : floats)]),
  );
  const result = f(...symbolic<Args>(args, inputs));
  const returned = { name: "result", leaves: "values of the graph" };
  const names = new Map(
    leaves(result, isValue, "", returned).map(([path, value]) => [value, `result.${path}`]),
  );
  const outputs = Object.fromEntries([...names].map(([value, name]) => [name, value]));
  const program = engine.compile(simplify({ inputs, state: {}, outputs, updates: {} }));
  return { engine, program, result, names };
}

function evaluated<R>(
  { program, result, names }: Trace<R>,
  fed: readonly FedLeaf[],
): Mapped<R, Value, Result> {
  for (const { path, data } of fed) program.set(path, data);
  const done = program.run();
  if (done instanceof Promise)
    throw new UserError("this engine computes asynchronously; a plain function cannot wait");
  return mapTree(result, isValue, (value): Result => {
    const data = program.get(names.get(value)!);
    return value.shape.length === 0 ? data[0]! : { shape: value.shape, data };
  });
}

/** The arguments' form with the inputs of the graph as leaves. */
function symbolic<Args extends Trees>(args: Fed<Args>, inputs: Readonly<Record<string, Value>>): Args {
  const tree: unknown = mapTree(args, isNumbers, (_, path) => inputs[path]!);
  return tree as Args; // every leaf is an input now
}

/** All leaves are values; a mixture of values and numbers is the caller's mistake. */
function areValues<Args extends Trees>(args: unknown): args is Args {
  const isEither = (thing: unknown): thing is Value | Numbers => isValue(thing) || isNumbers(thing);
  const found = leaves(args, isEither);
  const stray = found.find(([, leaf]) => !isValue(leaf));
  if (stray === undefined) return found.length > 0;
  if (found.some(([, leaf]) => isValue(leaf))) {
    throw new UserError(
      `argument ${stray[0]} is an array among values of a graph; pass it in as an argument of the outermost function`,
    );
  }
  return false;
}

function isNumbers(thing: unknown): thing is Numbers {
  if (typeof thing === "number") return true;
  if (typeof thing !== "object" || thing === null || isValue(thing)) return false;
  return ArrayBuffer.isView(thing) || ("shape" in thing && "data" in thing);
}

function asFed(path: string, numbers: Numbers): FedLeaf {
  if (typeof numbers === "number") return { path, shape: [], data: [numbers], integer: false };
  const { shape, data } = withShape(numbers);
  if (size(shape) !== data.length) {
    throw new UserError(`argument ${path} has shape ${showShape(shape)}, but ${data.length} numbers`);
  }
  const plain = typeof data[0] === "bigint" ? Array.from(data, Number) : (data as ArrayLike<number>);
  if (data instanceof Float32Array) return { path, shape, data: plain, integer: false, dtype: "float32" };
  if (data instanceof Float64Array) return { path, shape, data: plain, integer: false, dtype: "float64" };
  return { path, shape, data: plain, integer: ArrayBuffer.isView(data) };
}

function withShape(numbers: TypedArray | ArrayWithShape): ArrayWithShape {
  if (!("shape" in numbers)) return { shape: [numbers.length], data: numbers };
  return numbers.copy === undefined ? numbers : numbers.copy(); // a view's data is its whole array's
}

function commonDtype(fed: readonly FedLeaf[]): FloatDtype {
  const found = (dtype: Dtype) => fed.find((leaf) => leaf.dtype === dtype);
  const [narrow, wide] = [found("float32"), found("float64")];
  if (narrow !== undefined && wide !== undefined) {
    throw new UserError(
      `${narrow.path} is float32 and ${wide.path} float64; give all one dtype, or name it: { dtype: "float32" }`,
    );
  }
  return narrow === undefined ? "float64" : "float32";
}
