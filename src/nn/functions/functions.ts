/// <reference lib="esnext.disposable" preserve="true" />
import { checkEngine, type Engine } from "../../engine/engine.ts";
import { standardEngine } from "../../engine/standard.ts";
import { checkNames, UserError } from "../../errors.ts";
import { input } from "../../graph/ops.ts";
import type { FloatDtype, Graph, Shape, Value } from "../../graph/value.ts";
import { isValue } from "../../graph/value.ts";
import {
  areValues,
  commonDtype,
  type FedLeaf,
  isTensorLike,
  leafName,
  readArguments,
  type TensorLike,
} from "./arguments.ts";
import { type KeptProgram, Programs, type Traced } from "./programs.ts";
import { leaves, type Mapped, mapTree } from "./tree.ts";

/** Numbers as they come back: a scalar as a number, all else as row-major data with its shape. */
export type Result =
  | number
  | { readonly shape: Shape; readonly data: Float64Array | Float32Array | Int32Array };

/** Trees of values; checked when they come, since no type names all trees. */
export type Trees = unknown[];
/** The same arguments with numbers in the place of values. */
export type Fed<Args extends Trees> = { [K in keyof Args]: Mapped<Args[K], Value, TensorLike> };

/**
 * A function of values that takes numbers too: given numbers it computes, given values (inside another such function) it
 * only extends their graph. The programs that it has compiled are given back by `dispose`, by `using`, or when the
 * function itself is garbage.
 */
export interface Compiled<Args extends Trees, R> {
  (...args: Fed<Args>): Mapped<R, Value, Result>;
  // The last signature is what TypeScript infers from: so a Compiled is a function of values to grad and its like.
  (...args: Args): R;
  /** What is traced for such arguments, as written, before `simplify`: for `printGraph` and `mermaid`. */
  graph(...args: Fed<Args>): Graph;
  /** Gives the memory of all programs back. Calls with numbers are refused from then on. */
  dispose(): void;
  [Symbol.dispose](): void;
}

export interface FunctionOptions {
  /** What computes; left out, WebAssembly, or what `useEngine` set. */
  readonly engine?: Engine;
  /** The dtype of all floats; left out, that of the arrays given, or float64. */
  readonly dtype?: FloatDtype;
}

export const functionOptions = ["engine", "dtype"];

/**
 * Makes a function of values, `f`, one of numbers: it is traced when it is first called with arguments of some shapes,
 * its graph is compiled, and from then on it only computes.
 *
 * ```ts
 * const norm = compile((x: Value) => op.sqrt(op.sum(op.multiply(x, x))));
 * norm(Float64Array.of(3, 4)); // 5
 * ```
 *
 * `f` must be a pure function of its arguments, and these are trees (records and lists, as deep as one likes) with
 * values as leaves; so is its result. The shapes of the result are those of the values that `f` returns. The programs of
 * the 32 shapes that were used last are kept, and 256 of all functions together; any other is compiled anew when it is
 * needed again. Where memory is short, fewer are kept.
 *
 * Throws a UserError where `f` is no plain function (an async one has nothing to wait for), where a leaf is neither
 * number nor array, where lists of numbers are not equally long, and where float32 and float64 meet.
 */
export function compile<Args extends Trees, R>(
  f: (...args: Args) => R,
  options: FunctionOptions = {},
): Compiled<Args, R> {
  checkFunction("compile", f);
  checkNames("compile", options, functionOptions);
  return compiledFunction(f, options);
}

/** As `compile`, for those who have checked `f` and the options' names. */
export function compiledFunction<Args extends Trees, R>(
  f: (...args: Args) => R,
  { engine, dtype }: FunctionOptions,
): Compiled<Args, R> {
  if (engine !== undefined) checkEngine("compile", engine);
  const programs = new Programs<Mapped<R, Value, Output>>();
  function compiled(...args: Fed<Args>): Mapped<R, Value, Result>;
  function compiled(...args: Args): R;
  function compiled(...args: Args | Fed<Args>): R | Mapped<R, Value, Result> {
    if (areValues<Args>(args)) return f(...args);
    const fed = readArguments(args);
    const floats = dtype ?? commonDtype(fed);
    const shapes = `${floats} ${fed.map(({ path, shape, integer }) => `${path}:${integer}[${shape}]`).join()}`;
    const program = programs.find(shapes, engine ?? standardEngine(), () => traced(f, args, fed, floats));
    return evaluated(program, fed);
  }
  const graph = (...args: Fed<Args>): Graph => {
    const fed = readArguments(args);
    return traced(f, args, fed, dtype ?? commonDtype(fed)).graph;
  };
  const dispose = () => {
    programs.dispose();
    abandoned.unregister(programs);
  };
  abandoned.register(compiled, programs, programs);
  const members = { graph, dispose, [disposeSymbol]: dispose } as Pick<
    Compiled<Args, R>,
    keyof Compiled<Args, R>
  >;
  return Object.assign(compiled, members);
}

/** Where the runtime has no Symbol.dispose (it came in 2023), no one can write `using` either. */
const disposeSymbol: typeof Symbol.dispose = Symbol.dispose ?? (Symbol("dispose") as typeof Symbol.dispose);

/** Programs whose function is garbage are disposed of. */
const abandoned = new FinalizationRegistry<{ dispose(): void }>((programs) => programs.dispose());

export function checkFunction(who: string, f: unknown): void {
  if (typeof f !== "function") throw new UserError(`${who} takes a function of values, found ${typeof f}`);
  const kind = Object.prototype.toString.call(f).slice(8, -1);
  if (kind !== "Function") {
    throw new UserError(
      `${who} takes a plain function of values, found ${kind}: it is traced at once, so there is nothing to wait for; ` +
        "await what it needs before, and pass it in as an argument",
    );
  }
}

/** A leaf of a function's result: the name of an output, and its shape. */
class Output {
  readonly name: string;
  readonly shape: Shape;

  constructor(name: string, { shape }: Value) {
    this.name = name;
    this.shape = shape;
  }
}

const isOutput = (thing: unknown): thing is Output => thing instanceof Output;

/** What a function does with values: a graph, and the form of its result. */
function traced<Args extends Trees, R>(
  f: (...args: Args) => R,
  args: Fed<Args>,
  fed: readonly FedLeaf[],
  floats: FloatDtype,
): Traced<Mapped<R, Value, Output>> {
  const inputs = Object.fromEntries(
    fed.map(({ path, shape, integer }) => {
      const name = leafName(path);
      return [name, input(name, shape, integer ? "int32" : floats)];
    }),
  );
  const symbolic: unknown = args.map((argument, i) =>
    mapTree(argument, isTensorLike, (_, path) => inputs[leafName(path)], `${i}`),
  );
  const result = f(...(symbolic as Args)); // every leaf is an input now
  if (result instanceof Promise) {
    throw new UserError("compile: the function returns a promise; values have no numbers to wait for yet");
  }
  const nameOf = (path: string) => (path === "" ? "result" : `result.${path}`);
  const returned = { name: "result", leaves: "values of the graph" };
  const outputs = Object.fromEntries(
    leaves(result, isValue, "", returned).map(([path, value]) => [nameOf(path), value]),
  );
  const form = mapTree(result, isValue, (value, path) => new Output(nameOf(path), value));
  return { graph: { inputs, state: {}, outputs, updates: {} }, form };
}

function evaluated<R>(
  { program, form }: KeptProgram<Mapped<R, Value, Output>>,
  fed: readonly FedLeaf[],
): Mapped<R, Value, Result> {
  for (const { path, data } of fed) program.set(leafName(path), data);
  if (program.run() instanceof Promise)
    throw new UserError("this engine computes asynchronously; a plain function cannot wait");
  const results: unknown = mapTree(form, isOutput, ({ name, shape }): Result => {
    const data = program.get(name);
    return shape.length === 0 ? data[0] : { shape, data };
  });
  return results as Mapped<R, Value, Result>; // every output is a result now
}
