import { gather } from "../data/numbers/lists.ts";
import { givenNames } from "./scope.ts";
import { showShape } from "./shapes.ts";
import type { Graph, OpName, Value } from "./value.ts";
import { isOp, isValue, results, topological } from "./value.ts";

/**
 * A graph as text, one line a value in the order of their making, such as `%3 = matmul(%1, dense1.weight)  float64[32,10]`.
 * Inputs and what `op.named` named go by their names, scalar constants by their number, all else is numbered from the
 * top, so that equal graphs have equal texts. The layer, where one is known, stands behind `#`.
 */
export function printGraph(graph: Graph | Value): string {
  const { inputs, state, outputs, updates } = asGraph(graph);
  const order = asMade([...Object.values(inputs), ...Object.values(state), ...results(asGraph(graph))]);
  const name = namer(order);
  const declared = (kind: string, values: Readonly<Record<string, Value>>) =>
    Object.entries(values).map(([n, value]) => `${kind} ${n}  ${typed(value)}`);
  return [
    ...declared("input", inputs),
    ...declared("state", state),
    ...order.filter(isComputed).map((value) => {
      const layer = value.scope === undefined ? "" : `  # ${value.scope}`;
      return `${name(value)} = ${value.op}(${call(value, name)})  ${typed(value)}${layer}`;
    }),
    ...Object.entries(outputs).map(([n, value]) => `output ${n} = ${name(value)}`),
    ...Object.entries(updates).map(([n, value]) => `update ${n} = ${name(value)}`),
  ].join("\n");
}

/** What a flowchart may say beside the ops. */
export interface MermaidOptions {
  /** The lines of a value's box; op and shape where it gives none. */
  label?: (value: Value) => readonly string[] | undefined;
  /** Values that are drawn though no result stands on them. */
  beside?: readonly Value[];
}

/** A graph as a Mermaid flowchart: values are boxes, grouped by layer; arrows go from an input to its use. */
export function mermaid(graph: Graph | Value, { label, beside = [] }: MermaidOptions = {}): string {
  const { outputs, updates } = asGraph(graph);
  const order = asMade([...results(asGraph(graph)), ...beside]);
  const drawn = order.filter((value) => !isScalarConstant(value));
  const id = new Map(drawn.map((value, i) => [value, `v${i}`]));
  const name = namer(order);
  const box = (value: Value) => {
    const [given] = givenNames(value);
    const called = given === undefined ? value.op : `${given}: ${value.op}`;
    const what = `${isOp(value, "input") ? value.attributes.name : called} ${showShape(value.shape)}`;
    const numbers = value.inputs.filter(isScalarConstant).map(name);
    const lines = label?.(value) ?? [what, ...numbers.map((n) => `with ${n}`)];
    const text = `"${lines.map(plain).join("<br/>")}"`;
    return `${id.get(value)}${isOp(value, "input") ? `([${text}])` : `[${text}]`}`;
  };
  const layers = new Map<string | undefined, Value[]>();
  for (const value of drawn) gather(layers, value.scope, value);
  const arrows = drawn.flatMap((value) =>
    value.inputs.filter((v) => id.has(v)).map((v) => `  ${id.get(v)} --> ${id.get(value)}`),
  );
  const ends = [
    ...Object.entries(outputs),
    ...Object.entries(updates).map(([n, v]) => [`new ${n}`, v] as const),
  ];
  return [
    "flowchart TD",
    ...[...layers].flatMap(([layer, values], i) =>
      layer === undefined
        ? values.map((value) => `  ${box(value)}`)
        : [`  subgraph layer${i}[${quoted(layer)}]`, ...values.map((value) => `    ${box(value)}`), "  end"],
    ),
    ...arrows,
    ...ends.flatMap(([n, value], i) =>
      id.has(value) ? [`  ${id.get(value)} --> end${i}([${quoted(n)}])`] : [],
    ),
  ].join("\n");
}

function asGraph(graph: Graph | Value): Graph {
  if (!isValue(graph)) return graph;
  const leaves = topological([graph]).filter((value) => isOp(value, "input"));
  const inputs = Object.fromEntries(leaves.map((value) => [value.attributes.name, value]));
  return { inputs, state: {}, outputs: { result: graph }, updates: {} };
}

/** Ids grow with the making, inputs before their consumers: forward comes first, then backward, then the updates. */
const asMade = (roots: readonly Value[]) => topological(roots).sort((a, b) => a.id - b.id);

const isScalarConstant = (value: Value) =>
  isOp(value, "constant") && typeof value.attributes.data === "number";
const isComputed = (value: Value) => !isOp(value, "input") && !isScalarConstant(value);

/** `float64[32,10]`; a scalar is `float64[]`. */
const typed = ({ dtype, shape }: Value) => `${dtype}[${shape}]`;

function namer(order: readonly Value[]): (value: Value) => string {
  const computed = order.filter(isComputed);
  const numbers = new Map(computed.map((value, i) => [value, i + 1]));
  const named = new Map(computed.map((value) => [givenNames(value)[0], value]));
  return (value) => {
    if (isOp(value, "input")) return value.attributes.name;
    if (isOp(value, "constant") && typeof value.attributes.data === "number")
      return String(value.attributes.data);
    // Where two values have one name, the last keeps it.
    const [given] = givenNames(value);
    return given !== undefined && named.get(given) === value ? given : `%${numbers.get(value)}`;
  };
}

/** What a leaf or a shape rule already shows is left out: the shape and dtype stand at the end of the line. */
const shownBySignature: ReadonlySet<string> = new Set(["shape", "dtype", "data", "name", "rule"]);

function call(value: Value<OpName>, name: (value: Value) => string): string {
  const attributes = Object.entries(value.attributes).filter(([key]) => !shownBySignature.has(key));
  const shown = attributes.flatMap(([key, setting]) =>
    typeof setting === "boolean" ? (setting ? [key] : []) : [`${key}=${JSON.stringify(setting)}`],
  );
  return [...value.inputs.map(name), ...shown].join(", ");
}

/** A name as Mermaid shows it: no sign of it is one of Mermaid's, of Markdown's or of HTML's. */
const plain = (text: string) =>
  text.replace(/["<>`\n\r]|#(?=\w+;)/g, (one) => (one === '"' ? "#quot;" : `#${one.charCodeAt(0)};`));

const quoted = (text: string) => `"${plain(text)}"`;
