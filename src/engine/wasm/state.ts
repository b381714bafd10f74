import type { Dtype, Graph, Shape } from "../../graph/value.ts";
import { type Machine, Ranges } from "./memory.ts";
import type { Tensor } from "./tensor.ts";

/** A program, as its state knows it. */
interface Sharer {
  /** Lets the program find an input in the program's own memory again, with the rows that it has found elsewhere. */
  ownInput(name: string): void;
}

/** All rows of an input. */
interface KeptRows {
  readonly name: string;
  readonly rows: Tensor;
}

/** The states of one or several programs, and the rows kept beside them. Its memory goes back with the last program. */
export class SharedState {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** For `takeRows`. */
  readonly kept: KeptRows[] = [];
  /** The kept rows' indices in the order that was set. */
  order?: Tensor;
  readonly #ranges: Ranges;
  readonly #programs = new Set<Sharer>();

  constructor(graph: Graph, machine: Machine) {
    this.#ranges = new Ranges(machine);
    try {
      const states = Object.entries(graph.state);
      this.tensors = new Map(states.map(([name, value]) => [name, this.#ranges.tensor(name, value)]));
    } catch (error) {
      this.#ranges.freeAll();
      throw error;
    }
  }

  get isAlive(): boolean {
    return this.#programs.size > 0;
  }

  isSharedBy(program: Sharer): boolean {
    return this.#programs.has(program);
  }

  join(program: Sharer): void {
    this.#programs.add(program);
  }

  /** Whether the program was among those that share this state. */
  leave(program: Sharer): boolean {
    const left = this.#programs.delete(program);
    if (left && this.#programs.size === 0) this.#ranges.freeAll();
    return left;
  }

  /**
   * Keeps the rows of an input in the place of those kept before. As many as before take their very memory: a stream's
   * do so all the time. Else that memory is given back first.
   */
  keepRows(name: string, value: { shape: Shape; dtype: Dtype }, source: ArrayLike<number>): void {
    const before = this.kept.findIndex((one) => one.name === name);
    if (before >= 0) {
      for (const program of this.#programs) program.ownInput(name);
      const { rows } = this.kept[before];
      if (rows.rows === value.shape[0]) {
        rows.set(source);
        return;
      }
      this.kept.splice(before, 1);
      this.#ranges.free(rows.address);
    }
    const rows = this.#ranges.tensor(`the rows of ${name}`, value);
    rows.set(source);
    this.kept.push({ name, rows });
  }

  orderRows(rows: ArrayLike<number>): void {
    if (this.order?.rows !== rows.length) {
      if (this.order !== undefined) this.#ranges.free(this.order.address);
      this.order = undefined;
      this.order = this.#ranges.tensor("the order of the rows", { shape: [rows.length], dtype: "int32" });
    }
    this.order.set(rows);
  }
}
