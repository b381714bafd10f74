import { UserError } from "../../errors.ts";
import type { Graph, Value } from "../../graph/value.ts";
import { isOp, results, topological } from "../../graph/value.ts";
import { layoutOf } from "./layout.ts";
import { fuse } from "./lowering/fuse.ts";
import { lower } from "./lowering/lower.ts";
import type { Step } from "./step.ts";

/** Which steps compute a graph. */
export interface Selection {
  /** Each after those whose values it reads. */
  readonly steps: readonly Step[];
  /** Inputs, state and constants that the steps or results read. */
  readonly leaves: readonly Value[];
  /** The value whose memory holds a value's numbers: itself, but for a reshape that moves nothing. */
  readonly rootOf: (value: Value) => Value;
  /** Where each output and update is found after the steps. */
  readonly outputs: Readonly<Record<string, Value>>;
  readonly updates: Readonly<Record<string, Value>>;
}

const isLeaf = (value: Value) => isOp(value, "input") || isOp(value, "constant");

/**
 * Chooses a step for every value that a result needs, going back from the results: where a step folds its inputs in,
 * nobody asks for these, and they get no step.
 */
export function selectSteps(graph: Graph): Selection {
  const known = new Set<Value>([...Object.values(graph.inputs), ...Object.values(graph.state)]);
  const order = topological(results(graph));
  const readers = new Map<Value, number>();
  const count = (value: Value) => readers.set(value, (readers.get(value) ?? 0) + 1);
  for (const value of order) value.inputs.forEach(count);
  results(graph).forEach(count);

  const needed = new Set(results(graph));
  const aliases = new Map<Value, Value>();
  const brought = new Set<Value>();
  const steps: Step[] = [];
  const leaves: Value[] = [];
  for (const value of order.toReversed()) {
    if (!needed.has(value) || brought.has(value)) continue;
    if (isLeaf(value)) {
      if (isOp(value, "input") && !known.has(value)) {
        throw new UserError(
          `the graph uses ${value.attributes.name}, which is not among its inputs and state`,
        );
      }
      leaves.push(value);
      continue;
    }
    const fused = fuse(value, readers);
    const found = !fused || fused.also?.some((other) => brought.has(other)) ? lower(value) : fused;
    if ("sameAs" in found) {
      aliases.set(value, found.sameAs);
      needed.add(found.sameAs);
    } else {
      for (const read of found.reads) needed.add(read);
      for (const other of found.also ?? []) brought.add(other);
      steps.push(found);
    }
  }
  steps.reverse();
  const rootOf = (value: Value): Value => {
    let root = value;
    while (aliases.has(root)) root = aliases.get(root)!;
    return root;
  };

  // A result that is a state, shown or moved, is that state before the updates: it is copied while it is there. So is an
  // input, which the next run may find elsewhere.
  const copies = new Map<Value, Value>();
  const kept = (value: Value): Value => {
    const root = rootOf(value);
    if (!known.has(root)) return value;
    const copy = copies.get(value) ?? { ...value, inputs: [value] };
    if (!copies.has(value)) {
      copies.set(value, copy);
      const emit: Step["emit"] = (at) => [["move", at(copy), at(value), layoutOf(copy).bytes]];
      steps.push({ value: copy, reads: [value], overwrites: [], scratch: 0, emit });
    }
    return copy;
  };
  const keptAll = (values: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, kept(value)]));
  return { steps, leaves, rootOf, outputs: keptAll(graph.outputs), updates: keptAll(graph.updates) };
}
