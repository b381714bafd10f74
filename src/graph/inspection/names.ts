import { type Backward, backwardOf } from "../gradient.ts";
import { givenNames } from "../scope.ts";
import type { Graph, Value } from "../value.ts";
import { isOp, results, topological } from "../value.ts";

/** A value of a graph, and what a reader calls it. */
export interface NamedValue {
  readonly value: Value;
  /** One of its own in the graph. */
  readonly name: string;
  /** Other names of the same value: a gradient that passes unchanged through an addition has two. */
  readonly aliases: readonly string[];
  readonly phase: Phase;
  /** `dense1`, or `block2/dense1`. */
  readonly layer: string | undefined;
  /** False where it is called after what it is a step to: `dense1.matmul`. */
  readonly hasOwnName: boolean;
  /** ∂L/∂ of this value, where the graph has it. */
  readonly gradient: Value | undefined;
}

export type Phase = "input" | "state" | "forward" | "backward" | "update";

/**
 * All values of a graph in the order of their making, updates last, each with a name; numbers in formulas are no values.
 *
 *   x, dense1.weight      an input or a state, by the name that it is fed by
 *   loss                  what is differentiated
 *   attention, dense1     the name that `op.named` gave; what a layer gives; an output of the graph
 *   dense1.matmul         a step within the layer; dense1.matmul#2 the next one of the same op
 *   dense1'               the gradient of the loss with respect to that value
 *   dense1'.multiply      a step on the way to that gradient
 *   dense1.weight+        what the state becomes
 *   dense1.weight+.sqrt   a step on the way to that
 */
export function nameValues(graph: Graph): NamedValue[] {
  const { backwards, order } = reached(graph);
  const phase = phases(graph, order, backwards);
  const consumers = consumersOf(order);
  const names = new Names();

  for (const [name, value] of Object.entries({ ...graph.inputs, ...graph.state })) names.own(value, name);
  for (const [name, value] of Object.entries(graph.updates)) names.own(value, `${name}+`);
  for (const value of order) for (const name of givenNames(value)) names.own(value, name);
  const last = backwards.at(-1)?.of;
  if (last !== undefined && names.of(last) === undefined) names.own(last, "loss");
  for (const value of order) {
    const { scope } = value;
    if (scope === undefined || phase(value) !== "forward") continue;
    const next = consumers(value).filter((consumer) => phase(consumer) === "forward");
    const leaves = next.length === 0 || next.some((consumer) => consumer.scope !== scope);
    if (leaves) names.own(value, layerName(scope));
  }
  for (const [name, value] of Object.entries(graph.outputs)) names.own(value, name);
  const isOnTheWay = stepsToNames(order, consumers);
  for (const value of order) {
    const isOpen = value.scope === undefined && phase(value) === "forward" && names.of(value) === undefined;
    if (isOpen && !isOnTheWay(value)) names.own(value, value.op);
  }

  // From the loss back: where one gradient belongs to several values, it is called after the last made. Where the
  // last gradients are made of those of an inner loss, the inner ones are sum.w'.
  const gradients = backwards.toReversed().flatMap(({ of, gradients: found }) => {
    const prefix = of === last ? "" : `${names.of(of)}.`;
    return [...found]
      .sort(([a], [b]) => b.id - a.id)
      .map(([value, gradient]) => ({ value, gradient, called: () => `${prefix}${names.of(value)}'` }));
  });
  for (const { value, gradient, called } of gradients) {
    if (names.of(value) !== undefined) names.own(gradient, called());
  }

  const isForward = (value: Value) => phase(value) === "forward";
  nameSteps(names, order.filter(isForward), consumers, (value) => value.scope && layerName(value.scope));
  for (const { value, gradient, called } of gradients) {
    if (names.isHelper(value)) names.helper(gradient, called());
  }
  nameSteps(names, order, consumers, () => undefined);

  const present = new Set(order);
  const gradientOf = (value: Value) =>
    backwards
      .toReversed()
      .map(({ gradients }) => gradients.get(value))
      .find((g) => g !== undefined && present.has(g) && !isLiteral(g));
  // What a state becomes stands last, also where a layer records it on the way forward: no other value is made of it.
  const isUpdate = (value: Value) => Number(phase(value) === "update");
  return order
    .filter((value) => !isLiteral(value))
    .sort((a, b) => isUpdate(a) - isUpdate(b))
    .map((value) => ({
      value,
      name: names.of(value)!,
      aliases: names.others(value),
      phase: phase(value),
      layer: value.scope,
      hasOwnName: !names.isHelper(value),
      gradient: gradientOf(value),
    }));
}

/**
 * What has no name yet is called after its layer, or after the first value that is made of it and has a name:
 * `dense1.weight+.sqrt`.
 */
function nameSteps(
  names: Names,
  order: readonly Value[],
  consumers: (value: Value) => readonly Value[],
  layerOf: (value: Value) => string | undefined,
): void {
  const toward = new Map<Value, string>();
  for (const value of order.toReversed()) {
    const next = consumers(value).map((consumer) => toward.get(consumer));
    const name = names.of(value) ?? next.find((found) => found !== undefined);
    if (name !== undefined) toward.set(value, name);
  }
  for (const value of order) {
    if (names.of(value) !== undefined) continue;
    const prefix = layerOf(value) ?? toward.get(value);
    names.helper(value, prefix === undefined ? value.op : `${prefix}.${value.op}`);
  }
}

/** A scalar constant is a number in the formula of what is made of it. */
export const isLiteral = (value: Value): value is Value<"constant"> =>
  isOp(value, "constant") && typeof value.attributes.data === "number";

/** The same numbers in another arrangement. */
export const isArrangement = ({ op }: Value): boolean =>
  op === "reshape" || op === "transpose" || op === "broadcast" || op === "slice";

/** As parameters are called in nested layers: the value of `block2/dense1` is `block2.dense1`. */
const layerName = (scope: string) => scope.replaceAll("/", ".");

/** Everything that a graph's results stand on, and the losses whose gradients are among that, which need not be results. */
function reached(graph: Graph): { order: Value[]; backwards: Backward[] } {
  const roots = [...Object.values(graph.inputs), ...Object.values(graph.state), ...results(graph)];
  const backwards = new Set<Backward>();
  for (let found = -1; found < backwards.size; ) {
    found = backwards.size;
    for (const value of topological([...roots, ...[...backwards].map(({ of }) => of)])) {
      const backward = backwardOf(value);
      if (backward !== undefined) backwards.add(backward);
    }
  }
  const order = topological([...roots, ...[...backwards].map(({ of }) => of)]);
  return {
    order: order.sort((a, b) => a.id - b.id),
    backwards: [...backwards].sort((a, b) => a.of.id - b.of.id),
  };
}

function phases(
  graph: Graph,
  order: readonly Value[],
  backwards: readonly Backward[],
): (value: Value) => Phase {
  const inputs = new Set<Value>(Object.values(graph.inputs));
  const state = new Set<Value>(Object.values(graph.state));
  const isBackward = ({ id }: Value) => backwards.some(({ first, last }) => id >= first && id <= last);
  const beforeLoss = new Set(topological(backwards.map(({ of }) => of)));
  const beforeOutput = new Set(topological(Object.values(graph.outputs)));
  const afterBackward = new Set<Value>();
  for (const value of order) {
    if (value.inputs.some((v) => isBackward(v) || afterBackward.has(v))) afterBackward.add(value);
  }
  return (value) => {
    if (inputs.has(value)) return "input";
    if (state.has(value)) return "state";
    if (isBackward(value)) return "backward";
    if (beforeLoss.has(value)) return "forward";
    return beforeOutput.has(value) && !afterBackward.has(value) ? "forward" : "update";
  };
}

/**
 * Outside of layers every value has a name of its own, but for those that are used once on the way to one that `op.named`
 * named, for the product in x W + b, and for the same numbers in another arrangement.
 */
function stepsToNames(
  order: readonly Value[],
  consumers: (value: Value) => readonly Value[],
): (value: Value) => boolean {
  const steps = new Set<Value>();
  for (const value of [...order].reverse()) {
    if (isArrangement(value)) steps.add(value);
    const [next, ...others] = consumers(value);
    if (next === undefined || others.length > 0 || givenNames(value).length > 0) continue;
    const isSum = isOp(value, "matmul") && isOp(next, "add");
    if (isSum || givenNames(next).length > 0 || steps.has(next)) steps.add(value);
  }
  return (value) => steps.has(value);
}

/** The values that are made of a value, in their order. */
function consumersOf(order: readonly Value[]): (value: Value) => readonly Value[] {
  const found = new Map<Value, Value[]>();
  for (const value of order) {
    for (const input of new Set(value.inputs)) {
      const list = found.get(input);
      if (list === undefined) found.set(input, [value]);
      else list.push(value);
    }
  }
  return (value) => found.get(value) ?? [];
}

/** Names, each for one value. */
class Names {
  readonly #taken = new Set<string>();
  readonly #names = new Map<Value, string[]>();
  readonly #helpers = new Set<Value>();

  own(value: Value, name: string): void {
    if (isLiteral(value)) return;
    const list = this.#names.get(value);
    if (list === undefined) this.#names.set(value, [this.#unique(name)]);
    else if (!list.includes(name)) list.push(this.#unique(name));
  }

  helper(value: Value, name: string): void {
    if (this.#names.get(value) === undefined && !isLiteral(value)) this.#helpers.add(value);
    this.own(value, name);
  }

  of(value: Value): string | undefined {
    return this.#names.get(value)?.[0];
  }

  others(value: Value): readonly string[] {
    return this.#names.get(value)?.slice(1) ?? [];
  }

  isHelper(value: Value): boolean {
    return this.#helpers.has(value);
  }

  #unique(name: string): string {
    let unique = name;
    for (let n = 2; this.#taken.has(unique); n++) unique = `${name}#${n}`;
    this.#taken.add(unique);
    return unique;
  }
}
