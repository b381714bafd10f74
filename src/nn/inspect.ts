import { checkEngine, type Engine } from "../engine/engine.ts";
import { referenceEngine } from "../engine/reference.ts";
import { checkNames, nearest, UserError } from "../errors.ts";
import { gradient } from "../graph/gradient.ts";
import { Inspection } from "../graph/inspection/inspection.ts";
import type { Numbers as Cells } from "../graph/inspection/inspectionText.ts";
import { nameValues } from "../graph/inspection/names.ts";
import { input } from "../graph/ops.ts";
import { asWritten, simplify } from "../graph/simplify.ts";
import type { FloatDtype, Graph, Value } from "../graph/value.ts";
import { isOp, isValue, size } from "../graph/value.ts";
import { commonDtype, isTensorLike, readArguments, type TensorLike } from "./functions/arguments.ts";
import type { Wrt } from "./functions/derivatives.ts";
import { checkFunction } from "./functions/functions.ts";
import { leaves, mapTree } from "./functions/tree.ts";
import type { Layer } from "./layers/layers.ts";

export interface InspectOptions {
  /** Also computes all this on another engine, and shows where its bits are others. */
  readonly engine?: Engine | undefined;
  /** By which arguments of a function the gradients are; left out, by the first. */
  readonly wrt?: Wrt | undefined;
  /** The dtype of all floats that a function gets; left out, that of the arrays given, or float64. */
  readonly dtype?: FloatDtype | undefined;
}

/** What a function is given: trees of numbers. */
type Given = readonly unknown[];
type Call = (...args: never[]) => unknown;

/**
 * Every value of a computation with its numbers: forward, backward and, for a step of training, the update. It shows the
 * graph as it is written, before `simplify`, in the reference engine's numbers.
 *
 * ```ts
 * const loss = (w: Value, x: Value) => op.sum(op.named("y", op.multiply(w, x)));
 * const found = inspect(loss, [2, Float64Array.of(1, 3)]);
 * found.get("y").formula; // "w · x"
 * found.get("loss").numbers; // [8]
 * found.get("w'").numbers; // [4]
 * ```
 *
 * A function is given its arguments; where it gives one number, its gradients by the first argument are shown as well. A
 * layer is given x and its parameters, `inspect(layer, [x, parameters])`; a graph all its inputs and state by name,
 * `inspect(trainingGraph(plan), { x, y, learningRate: 0.01, ...initialState(first) })`.
 *
 * Throws a UserError where an input is missing or misspelt, or has another count of numbers
 */
export function inspect(
  f: Graph,
  numbers: Readonly<Record<string, TensorLike | readonly number[]>>,
  options?: InspectOptions,
): Inspection;
export function inspect(
  f: Layer | ((...args: never[]) => unknown),
  args: readonly unknown[],
  options?: InspectOptions,
): Inspection;
export function inspect(
  f: Graph | Layer | Call,
  given: Given | Readonly<Record<string, TensorLike | readonly number[]>>,
  options: InspectOptions = {},
): Inspection {
  checkNames("inspect", options, ["engine", "wrt", "dtype"]);
  if (options.engine !== undefined) checkEngine("inspect", options.engine);
  if (isGraph(f)) return ofGraph(asWritten(f), asRecord(given), options.engine);
  if (!Array.isArray(given))
    throw new UserError(
      `inspect: the arguments are ${typeof given}; give a list of them, such as [parameters, x, y]`,
    );
  if (typeof f === "function") checkFunction("inspect", f);
  const traced =
    typeof f === "function"
      ? traceOf(f, given, argumentsOf(f), options)
      : traceOf(forwardOf(f), given, ["x", "parameters"], options);
  return ofGraph(traced.graph, traced.numbers, options.engine);
}

const isGraph = (f: unknown): f is Graph =>
  typeof f === "object" && f !== null && "inputs" in f && "outputs" in f && "updates" in f;

function forwardOf(layer: Layer): Call {
  if (typeof layer?.forward !== "function")
    throw new UserError("inspect takes a function, a layer or a graph, and then its numbers");
  return (...[x, parameters = {}]: [Value, Record<string, Value>?]) => layer.forward(x, parameters);
}

type ByName = Readonly<Record<string, ArrayLike<number>>>;

/** A graph's numbers by name, each found and of the count that it should have. */
function asRecord(given: unknown): ByName {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new UserError(
      "inspect: give a graph's inputs and state by name, such as { x, y, learningRate: 0.01, ...state }",
    );
  return Object.fromEntries(Object.entries(given).map(([name, numbers]) => [name, flat(numbers)]));
}

/** A flat list is a row here: a graph's input has a shape of its own. */
function flat(numbers: unknown): ArrayLike<number> {
  const found = readArguments([numbers]);
  return found.length === 1 ? found[0].data : found.map(({ data }) => data[0]);
}

function ofGraph(graph: Graph, numbers: ByName, engine: Engine | undefined): Inspection {
  const leaves = { ...graph.inputs, ...graph.state };
  checkFed(leaves, numbers);
  const order = nameValues(graph).map(({ value }) => value);
  const outputs = Object.fromEntries(order.map((value) => [String(value.id), value]));
  const found = computed(referenceEngine, { ...graph, outputs, updates: {} }, numbers, Object.keys(outputs));
  const beside = engine && { engine: engine.name, numbers: valuesOn(engine, graph, outputs, numbers) };
  return new Inspection(graph, (value) => found.get(String(value.id))!, beside);
}

function checkFed(leaves: Readonly<Record<string, Value>>, numbers: ByName): void {
  for (const [name, value] of Object.entries(leaves)) {
    if (!Object.hasOwn(numbers, name)) {
      const offer = nearest(
        name,
        Object.keys(numbers).filter((other) => !Object.hasOwn(leaves, other)),
      );
      throw new UserError(
        `inspect: ${name} has no numbers${offer === undefined ? "" : `; it was given as "${offer}"`}; the graph takes ${Object.keys(leaves).join(", ")}`,
      );
    }
    if (numbers[name].length !== size(value.shape))
      throw new UserError(
        `inspect: ${name} takes ${size(value.shape)} numbers, found ${numbers[name].length}`,
      );
  }
  checkNames("inspect: the graph's numbers", numbers, Object.keys(leaves));
}

/** What an engine makes of these outputs and updated states of a graph. */
function computed(
  engine: Engine,
  graph: Graph,
  numbers: ByName,
  names: readonly string[],
): Map<string, Cells> {
  const program = engine.compile(graph);
  try {
    for (const [name, data] of Object.entries(numbers)) program.set(name, data);
    if (program.run() instanceof Promise)
      throw new UserError(
        'inspect: this engine computes asynchronously; give another, such as await loadEngine("wasm")',
      );
    return new Map(names.map((name) => [name, program.get(name)]));
  } finally {
    program.dispose();
  }
}

/**
 * What an engine makes of every value when it computes the graph as it is written; of the results, what it really gives:
 * those of the simplified graph, in its own order.
 */
function valuesOn(engine: Engine, graph: Graph, every: Readonly<Record<string, Value>>, numbers: ByName) {
  const values = computed(engine, { ...graph, outputs: every, updates: {} }, numbers, Object.keys(every));
  const found = new Map(Object.entries(every).map(([name, value]) => [value, values.get(name)!]));
  const results = [...Object.entries(graph.outputs), ...Object.entries(graph.updates)];
  const real = computed(
    engine,
    simplify(graph),
    numbers,
    results.map(([name]) => name),
  );
  for (const [name, value] of results) found.set(value, real.get(name)!);
  return found;
}

interface Traced {
  readonly graph: Graph;
  readonly numbers: ByName;
}

/** The graph that a function makes, with the gradients by some of its arguments where it gives one number. */
function traceOf(f: Call, given: Given, argumentNames: readonly string[], options: InspectOptions): Traced {
  const fed = new Map(readArguments(given).map((leaf) => [leaf.path, leaf]));
  const floats = options.dtype ?? commonDtype([...fed.values()]);
  const nameOf = leafNames([...fed.keys()], argumentNames);
  const inputs: Record<string, Value<"input">> = {};
  const numbers: Record<string, ArrayLike<number>> = {};
  const asInput = (path: string): Value => {
    const { shape, integer, data } = fed.get(path)!;
    const name = nameOf(path);
    numbers[name] = data;
    inputs[name] = input(name, shape, integer ? "int32" : floats);
    return inputs[name];
  };
  const args = given.map((argument, i) =>
    mapTree(argument, isTensorLike, (_, path) => asInput(path), `${i}`),
  );
  const result: unknown = f(...(args as never[]));
  const returned = { name: "result", leaves: "values of the graph" };
  const outputs = Object.fromEntries(
    leaves(result, isValue, "", returned).map(([path, value]) => [path === "" ? "result" : path, value]),
  );
  if (isValue(result) && result.shape.length === 0 && result.dtype !== "int32") {
    const wrt = [options.wrt ?? 0].flat().flatMap((i) => leaves(args[i], isInput));
    const floating = wrt.flatMap(([, leaf]) => (leaf.dtype === "int32" ? [] : [leaf]));
    gradient(result, floating).forEach((g, i) => {
      outputs[`${floating[i].attributes.name}'`] = g;
    });
  }
  return { graph: { inputs, state: {}, outputs, updates: {} }, numbers };
}

const isInput = (thing: unknown): thing is Value<"input"> => isValue(thing) && isOp(thing, "input");

/** What the leaves of the arguments are called: `dense1.weight` in a tree, an array by its argument's name. */
function leafNames(paths: readonly string[], argumentNames: readonly string[]): (path: string) => string {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const path of paths) {
    const [position, ...rest] = path.split(".");
    const own = argumentNames[Number(position)] ?? `argument${position}`;
    const short = rest.length === 0 ? own : rest.join(".");
    const name = taken.has(short) ? [own, ...rest].join(".") : short;
    taken.add(name);
    names.set(path, name);
  }
  return (path) => names.get(path)!;
}

/** The names of a function's arguments, as its source has them; none for one that it takes apart at once. */
function argumentsOf(f: Call): string[] {
  const source = Function.prototype.toString.call(f);
  const alone = /^(?:async\s+)?([\w$]+)\s*=>/.exec(source);
  if (alone !== null) return [alone[1]];
  const names: string[] = [];
  let depth = 0;
  let word = "";
  for (const character of source.slice(source.indexOf("(") + 1)) {
    if (depth === 0 && (character === "," || character === ")")) {
      const name = /^\s*([A-Za-z_$][\w$]*)\s*(?:=|$)/.exec(word)?.[1];
      names.push(name ?? `argument${names.length}`);
      word = "";
      if (character === ")") break;
    } else word += character;
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
  }
  return names;
}
