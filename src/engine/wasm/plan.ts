import type { Graph, Value } from "../../graph/value.ts";
import { Arena } from "./arena.ts";
import { layoutOf, roomFor } from "./layout.ts";
import { orderSteps, overwrites } from "./order.ts";
import { selectSteps } from "./select.ts";
import { type Instruction, type Places, valuesOf } from "./step.ts";

/** A graph's program before it has a place in memory. */
export interface Plan {
  /** Inputs, state and constants that are read: they have memory of their own. */
  readonly leaves: readonly Value[];
  /** Bytes of the workspace, where everything else stands. */
  readonly workspace: number;
  /** What runs, when the workspace begins at `base` and the leaves and states stand at `leafAt`. */
  place(base: number, leafAt: Places): PlacedPlan;
}

export interface PlacedPlan {
  readonly instructions: readonly Instruction[];
  /** Where each output is found after a run. */
  readonly outputs: Readonly<Record<string, number>>;
}

/**
 * Lays a graph out once: which steps, in which order, and where each value stands. A value's place is free again after
 * its last reader, so a deep network needs little more than its largest layers.
 */
export function planGraph(graph: Graph): Plan {
  const selection = selectSteps(graph);
  const { rootOf, leaves, outputs, updates } = selection;
  const { steps, inPlace } = orderSteps(graph, selection);

  const lastReader = new Map<Value, number>();
  steps.forEach((step, index) => {
    for (const read of step.reads) lastReader.set(rootOf(read), index);
  });
  for (const value of [...Object.values(outputs), ...Object.values(updates)]) {
    lastReader.set(rootOf(value), Number.POSITIVE_INFINITY);
  }

  const arena = new Arena();
  const offset = new Map<Value, number>();
  const alive = new Set<Value>();
  const scratch = steps.map((step, index) => {
    const dying = new Set(
      step.reads.map(rootOf).filter((root) => alive.has(root) && lastReader.get(root) === index),
    );
    for (const value of valuesOf(step)) {
      if (inPlace.has(value)) continue;
      const { bytes } = layoutOf(value);
      const heir = [...dying].find(
        (root) => layoutOf(root).bytes === bytes && overwrites(step, root, rootOf),
      );
      if (heir !== undefined) alive.delete(heir);
      offset.set(value, heir === undefined ? arena.allocate(roomFor(layoutOf(value))) : offset.get(heir)!);
      if (heir !== undefined) dying.delete(heir);
      alive.add(value);
    }
    const room = step.scratch > 0 ? arena.allocate(step.scratch) : 0;
    if (step.scratch > 0) arena.free(room);
    for (const root of dying) {
      arena.free(offset.get(root)!);
      alive.delete(root);
    }
    return room;
  });

  const place = (base: number, leafAt: Places): PlacedPlan => {
    const at = (value: Value): number => {
      const root = rootOf(value);
      const state = inPlace.get(root);
      if (state !== undefined) return leafAt(state);
      const place = offset.get(root);
      return place === undefined ? leafAt(root) : base + place;
    };
    const instructions = steps.flatMap((step, index) => step.emit(at, base + scratch[index]!));
    for (const [name, value] of Object.entries(updates)) {
      const state = graph.state[name]!;
      if (at(value) !== leafAt(state)) {
        instructions.push(["move", leafAt(state), at(value), layoutOf(state).bytes]);
      }
    }
    return {
      instructions,
      outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, at(value)])),
    };
  };
  return { leaves, workspace: arena.end, place };
}
