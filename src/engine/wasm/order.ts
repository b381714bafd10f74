import type { Graph, Value } from "../../graph/value.ts";
import { sameShape } from "../../graph/value.ts";
import type { Selection } from "./select.ts";
import { type Step, valuesOf } from "./step.ts";

/** The steps in the order in which they run, and the states that are updated where they stand. */
export interface Order {
  readonly steps: readonly Step[];
  /** The state into whose memory a step writes its value straight, by that value. */
  readonly inPlace: ReadonlyMap<Value, Value>;
}

/**
 * A new weight may be written over the old one if every other step that reads the old one runs before. So such steps
 * are put in front, where that is possible: where the readers do not themselves wait for the new weight.
 */
export function orderSteps(graph: Graph, { steps, rootOf, outputs, updates }: Selection): Order {
  // Steps are called by their places among `steps`.
  const stepOf = new Map(steps.flatMap((step, i) => valuesOf(step).map((value) => [value, i])));
  const readersOf = new Map<Value, Set<number>>();
  const after = steps.map(({ reads }, i) =>
    reads.flatMap((read) => {
      const root = rootOf(read);
      readersOf.set(root, (readersOf.get(root) ?? new Set()).add(i));
      return stepOf.get(root) ?? [];
    }),
  );
  const shown = new Set(Object.values(outputs).map(rootOf));
  const inPlace = new Map<Value, Value>();
  // A step waits for some in front of it, and for readers: `low` is the first that waits for one behind it. So nothing in
  // front of both `low` and a step waits for the step, and is not searched.
  let low = Infinity;
  for (const [name, value] of Object.entries(updates)) {
    const state = graph.state[name]!;
    const root = rootOf(value);
    const step = stepOf.get(root);
    if (step === undefined || shown.has(root) || inPlace.has(root)) continue;
    if (!sameShape(root.shape, state.shape) || !overwrites(steps[step]!, state, rootOf)) continue;
    const readers = new Set(readersOf.get(state));
    readers.delete(step);
    const before = new Set(readers);
    for (const one of before) if (one >= Math.min(low, step)) for (const x of after[one]!) before.add(x);
    if (before.has(step)) continue;
    after[step]!.push(...readers);
    if (Math.max(...readers) > step) low = Math.min(low, step);
    inPlace.set(root, state);
  }

  const ordered = new Set<number>();
  const stack = [...steps.keys()].reverse();
  while (stack.length > 0) {
    const step = stack.at(-1)!;
    const waiting = after[step]!.filter((earlier) => !ordered.has(earlier));
    if (waiting.length > 0) stack.push(...waiting);
    else ordered.add(stack.pop()!);
  }
  return { steps: [...ordered].map((step) => steps[step]!), inPlace };
}

/** Whether a step may write over the memory of `root`: it does not read it, or only in places it has not yet written. */
export function overwrites(step: Step, root: Value, rootOf: (value: Value) => Value): boolean {
  return step.reads.every((read) => rootOf(read) !== root || step.overwrites.includes(read));
}
