import type { Dtype, Shape } from "../../graph/value.ts";
import { MemoryError } from "../engine.ts";
import type { Arena } from "./arena.ts";
import { layoutOf, roomFor } from "./layout.ts";
import type { Kernels } from "./module.ts";
import { Tensor } from "./tensor.ts";

/** An instance of the kernels, and who has which part of its memory. */
export interface Machine {
  readonly kernels: Kernels;
  readonly heap: Arena;
}

/**
 * A product's last tile reads the rows that a whole tile would have, three at most and of small matrices only
 * (lowering/multiplication.ts), without using what it finds: there must be memory.
 */
const readAhead = 65536;

/**
 * The ranges of a machine's memory that belong to one owner: a program, or a state that programs share. What the owner
 * does not give back one by one goes back with it.
 */
export class Ranges {
  readonly #machine: Machine;
  readonly #starts = new Set<number>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** The start of a new range. Throws a MemoryError, and takes nothing, where the memory does not grow so far. */
  allocate(bytes: number, name: string): number {
    const { heap, kernels } = this.#machine;
    const start = heap.allocate(bytes);
    if (!grown(kernels.memory, start + bytes + readAhead)) {
      heap.free(start);
      throw new MemoryError(
        `the wasm engine has no ${megabytes(bytes)} MB for ${name}: ${megabytes(heap.taken)} MB are taken, and its memory ` +
          "grows to 4096 MB at most; take a smaller batch or network, or dispose of programs that have done their work",
      );
    }
    this.#starts.add(start);
    return start;
  }

  /** A tensor of zeros. */
  tensor(name: string, value: { shape: Shape; dtype: Dtype }): Tensor {
    const { memory } = this.#machine.kernels;
    const tensor = new Tensor(name, value, memory, this.allocate(roomFor(layoutOf(value)), name));
    tensor.clear();
    return tensor;
  }

  free(start: number): void {
    this.#machine.heap.free(start);
    this.#starts.delete(start);
  }

  freeAll(): void {
    for (const start of this.#starts) this.free(start);
  }
}

/** Whether the memory holds so many bytes, or could be made to. */
function grown(memory: WebAssembly.Memory, bytes: number): boolean {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / 65536);
  if (missing <= 0) return true;
  try {
    memory.grow(missing);
    return true;
  } catch {
    return false;
  }
}

const megabytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);
