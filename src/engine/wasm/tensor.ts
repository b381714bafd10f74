import { UserError } from "../../errors.ts";
import type { Dtype, Shape } from "../../graph/value.ts";
import { size } from "../../graph/value.ts";
import { itemBytes, type Layout, layoutOf } from "./layout.ts";

export type Numbers = Float64Array | Float32Array | Int32Array;

const arrayOf = { float64: Float64Array, float32: Float32Array, int32: Int32Array } as const;

/** The numbers of one input, state or output in the engine's memory. */
export class Tensor {
  readonly address: number;
  readonly #name: string;
  readonly #shape: Shape;
  readonly #dtype: Dtype;
  readonly #layout: Layout;
  /** Bytes of one index of the first axis. */
  readonly #rowBytes: number;
  readonly #memory: WebAssembly.Memory;
  /** From the first to the last number, padding included. */
  #view: Numbers;

  constructor(
    name: string,
    { shape, dtype }: { shape: Shape; dtype: Dtype },
    memory: WebAssembly.Memory,
    address: number,
  ) {
    this.address = address;
    this.#name = name;
    this.#shape = shape;
    this.#dtype = dtype;
    this.#layout = layoutOf({ shape, dtype });
    this.#rowBytes = shape.length < 2 ? itemBytes(dtype) : this.#layout.bytes / shape[0];
    this.#memory = memory;
    this.#view = this.#open();
  }

  #open(): Numbers {
    const length = this.#layout.bytes / itemBytes(this.#dtype);
    return new arrayOf[this.#dtype](this.#memory.buffer, this.address, length);
  }

  /** When the memory has grown, a view of what it was has no number. */
  #numbers(): Numbers {
    if (this.#view.length === 0) this.#view = this.#open();
    return this.#view;
  }

  /** Indices of the first axis. */
  get rows(): number {
    return this.#shape[0] ?? 1;
  }

  /** The address of an index of the first axis. */
  row(index: number): number {
    return this.address + index * this.#rowBytes;
  }

  /** Numbers from row to row. */
  get #pitch(): number {
    return (this.#layout.stride / itemBytes(this.#dtype)) | 0;
  }

  /** What a tensor of such rows is, of `count` numbers in all. */
  ofNumbers(count: number): { shape: Shape; dtype: Dtype } {
    const row = this.#shape.slice(1);
    if (count % size(row) !== 0) {
      throw new UserError(`${this.#name} takes rows of ${size(row)} numbers, found ${count} numbers`);
    }
    return { shape: [count / size(row), ...row], dtype: this.#dtype };
  }

  set(values: ArrayLike<number>): void {
    const { rows, columns } = this.#layout;
    if (values.length !== rows * columns) {
      throw new UserError(
        `${this.#name} takes ${rows * columns} numbers, found ${values.length ?? "an array with axes; give its data"}`,
      );
    }
    const numbers = this.#numbers();
    const pitch = this.#pitch;
    if (rows === 1 || pitch === columns) {
      numbers.set(values);
      return;
    }
    for (let row = 0, i = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) numbers[row * pitch + column] = values[i++];
    }
  }

  /** Row i becomes row `rows[start + i]` of `source`, for i < count. */
  gather(source: ArrayLike<number>, rows: ArrayLike<number>, start: number, count: number): void {
    this.bytesOf(count); // throws
    const numbers = this.#numbers();
    if (this.#shape.length < 2) {
      for (let i = 0; i < count; i++) numbers[i] = source[rows[start + i]];
      return;
    }
    const { columns } = this.#layout;
    const pitch = this.#pitch;
    const rowsInside = (this.#layout.rows / this.#shape[0]) | 0;
    for (let i = 0, to = 0; i < count; i++) {
      let from = (rows[start + i] * rowsInside * columns) | 0;
      for (let inside = 0; inside < rowsInside; inside++) {
        const end = to + columns;
        for (let at = to; at < end; at++) numbers[at] = source[from++];
        to += pitch;
      }
    }
  }

  /** Adds to the numbers at `places`. */
  increase(places: readonly number[], by: number): void {
    const numbers = this.#numbers();
    for (let i = 0; i < places.length; i++) numbers[places[i]] += by;
  }

  /** Bytes of the first `count` indices of the first axis. */
  bytesOf(count: number): number {
    if (count > this.rows) throw new UserError(`${this.#name} has ${this.rows} rows, so ${count} do not fit`);
    return count * this.#rowBytes;
  }

  get(): Numbers {
    const { rows, columns } = this.#layout;
    const numbers = this.#numbers();
    const pitch = this.#pitch;
    if (pitch === columns) return numbers.slice(0, rows * columns);
    const copy = new arrayOf[this.#dtype](size(this.#shape));
    for (let row = 0; row < rows; row++) {
      const from = row * pitch;
      // A view of a short row costs more than its numbers.
      if (columns >= 64) copy.set(numbers.subarray(from, from + columns), row * columns);
      else for (let j = 0; j < columns; j++) copy[row * columns + j] = numbers[from + j];
    }
    return copy;
  }

  first(): number {
    return this.#numbers()[0];
  }

  clear(): void {
    this.#numbers().fill(0);
  }

  holds({ shape, dtype }: { shape: Shape; dtype: Dtype }): boolean {
    return dtype === this.#dtype && shape.join() === this.#shape.join();
  }
}
