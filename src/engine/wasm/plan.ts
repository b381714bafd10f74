import { type Graph, results, type Value } from "../../graph/value.ts";
import { Arena } from "./arena.ts";
import { layoutOf, roomFor } from "./layout.ts";
import { type Order, orderSteps, overwrites } from "./order.ts";
import { type Selection, selectSteps } from "./select.ts";
import { Address, type Instruction, type Places, valuesOf } from "./step.ts";

/*
 * A plan is a graph's work, decided once: which kernels run, in which order, and where every value stands. All addresses
 * are relative to regions, so that a plan knows nothing of the memory that it will run in (program.ts links it).
 *
 * Inputs, states and constants have regions of their own. All that the steps make stands in one region, the workspace,
 * whose bytes are used again and again: a value has its bytes from the step that makes it to the last step that reads
 * it. What holds for every two values of the workspace: they share bytes only if one of them has been read for the last
 * time before the other is made, or by the very step that makes it, where that step reads each number before it writes
 * there. A new state is written over the old one where every other reader of the old one comes first (order.ts);
 * else it is moved there when all steps are done.
 *
 * So nothing is left to decide, to allocate or to free when the plan runs, and a deep network needs little more memory
 * than its largest layers, which stay in the processor's caches.
 */
export interface Plan {
  /** Inputs, states and constants that are read: each is a region. */
  readonly leaves: readonly Value[];
  /** Bytes of the workspace. */
  readonly workspace: number;
  readonly instructions: readonly Instruction[];
  /** Where each output is found after a run. */
  readonly outputs: Readonly<Record<string, Address>>;
}

export function planGraph(graph: Graph): Plan {
  const selection = selectSteps(graph);
  const { leaves, rootOf, outputs, updates } = selection;
  const order = orderSteps(graph, selection);
  const { offsets, scratch, bytes } = layOut(selection, order);

  const at: Places = (value) => {
    const root = rootOf(value);
    const offset = offsets.get(root);
    if (offset !== undefined) return new Address("workspace", offset);
    return new Address(order.inPlace.get(root) ?? root);
  };
  const instructions = order.steps.flatMap((step, i) => step.emit(at, new Address("workspace", scratch[i])));
  for (const [name, value] of Object.entries(updates)) {
    const [from, to] = [at(value), new Address(graph.state[name])];
    if (!from.equals(to)) instructions.push(["move", to, from, layoutOf(graph.state[name]).bytes]);
  }
  return {
    leaves,
    workspace: bytes,
    instructions,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, at(value)])),
  };
}

interface Workspace {
  /** The first byte of each value that stands there. */
  readonly offsets: ReadonlyMap<Value, number>;
  /** The first byte of each step's scratch. */
  readonly scratch: readonly number[];
  readonly bytes: number;
}

/** Gives every value that a step makes its bytes of the workspace, and takes them back after its last reader. */
function layOut(selection: Selection, { steps, inPlace }: Order): Workspace {
  const { rootOf } = selection;
  const lastReader = lastReaders(selection, steps);
  const arena = new Arena();
  const offsets = new Map<Value, number>();
  const alive = new Set<Value>();
  const scratch = steps.map((step, index) => {
    const dying = new Set(
      step.reads.map(rootOf).filter((root) => alive.has(root) && lastReader.get(root) === index),
    );
    for (const value of valuesOf(step)) {
      if (inPlace.has(value)) continue;
      const layout = layoutOf(value);
      // One that dies in this step may leave its bytes to the value at once.
      const giver = [...dying].find(
        (root) => layoutOf(root).bytes === layout.bytes && overwrites(step, root, rootOf),
      );
      if (giver === undefined) offsets.set(value, arena.allocate(roomFor(layout)));
      else {
        offsets.set(value, offsets.get(giver)!);
        alive.delete(giver);
        dying.delete(giver);
      }
      alive.add(value);
    }
    const room = step.scratch > 0 ? arena.allocate(step.scratch) : 0;
    if (step.scratch > 0) arena.free(room);
    for (const root of dying) {
      arena.free(offsets.get(root)!);
      alive.delete(root);
    }
    return room;
  });
  return { offsets, scratch, bytes: arena.end };
}

/** The last step that reads each value; outputs and updates are read after all of them. */
function lastReaders(selection: Selection, steps: Order["steps"]): Map<Value, number> {
  const last = new Map<Value, number>();
  const read = (value: Value, index: number) => last.set(selection.rootOf(value), index);
  for (const [index, { reads }] of steps.entries()) for (const value of reads) read(value, index);
  for (const value of results(selection)) read(value, Infinity);
  return last;
}
