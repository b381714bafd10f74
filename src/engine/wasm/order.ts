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
  const stepOf = new Map(steps.flatMap((step) => valuesOf(step).map((value) => [value, step])));
  const after = new Map<Step, Step[]>(
    steps.map((step) => [step, step.reads.flatMap((read) => stepOf.get(rootOf(read)) ?? [])]),
  );
  const waitsFor = (step: Step, target: Step): boolean => {
    const seen = new Set([step]);
    for (const one of seen) {
      if (one === target) return true;
      for (const earlier of after.get(one)!) seen.add(earlier);
    }
    return false;
  };

  const shown = new Set(Object.values(outputs).map(rootOf));
  const inPlace = new Map<Value, Value>();
  for (const [name, value] of Object.entries(updates)) {
    const state = graph.state[name]!;
    const root = rootOf(value);
    const step = stepOf.get(root);
    if (!step || shown.has(root) || inPlace.has(root) || !sameShape(root.shape, state.shape)) continue;
    if (!overwrites(step, state, rootOf)) continue;
    const readers = steps.filter(
      (reader) => reader !== step && reader.reads.some((read) => rootOf(read) === state),
    );
    if (readers.some((reader) => waitsFor(reader, step))) continue;
    after.get(step)!.push(...readers);
    inPlace.set(root, state);
  }

  const ordered = new Set<Step>();
  const visit = (first: Step) => {
    const stack = [first];
    while (stack.length > 0) {
      const step = stack.at(-1)!;
      const waiting = after.get(step)!.filter((earlier) => !ordered.has(earlier));
      if (waiting.length === 0) {
        ordered.add(step);
        stack.pop();
      } else stack.push(...waiting);
    }
  };
  steps.forEach(visit);
  return { steps: [...ordered], inPlace };
}

/** Whether a step may write over the memory of `root`: it does not read it, or only in places it has not yet written. */
export function overwrites(step: Step, root: Value, rootOf: (value: Value) => Value): boolean {
  return step.reads.every((read) => rootOf(read) !== root || step.overwrites.includes(read));
}
