/**
 * Byte ranges of one stretch of memory, given out and taken back: first fit, neighbours merged. It serves twice: inside
 * a plan, where a value's range is free again after its last reader, and for the memory that all programs share.
 */
export class Arena {
  /** Free ranges below `end`, ascending, never touching. */
  readonly #free: { start: number; end: number }[] = [];
  readonly #taken = new Map<number, number>();
  readonly #start: number;
  #end: number;

  constructor(start = 0) {
    this.#start = alignUp(start);
    this.#end = this.#start;
  }

  /** The highest byte that was ever taken: what the memory must hold. */
  get end(): number {
    return this.#end;
  }

  /** Bytes taken now. */
  get taken(): number {
    let bytes = 0;
    for (const size of this.#taken.values()) bytes += size;
    return bytes;
  }

  allocate(bytes: number): number {
    const size = alignUp(bytes);
    let index = this.#free.findIndex((range) => range.end - range.start >= size);
    if (index < 0) {
      // none fits: grow, beginning with a free range that reaches the end
      const last = this.#free.at(-1);
      const start = last?.end === this.#end ? last.start : this.#end;
      if (last?.end === this.#end) this.#free.pop();
      this.#end = start + size;
      this.#free.push({ start, end: this.#end });
      index = this.#free.length - 1;
    }
    const range = this.#free[index];
    const start = range.start;
    range.start += size;
    if (range.start === range.end) this.#free.splice(index, 1);
    this.#taken.set(start, size);
    return start;
  }

  free(start: number): void {
    const size = this.#taken.get(start);
    if (size === undefined) throw new Error(`no range begins at ${start}`);
    this.#taken.delete(start);
    const next = this.#free.findIndex((range) => range.start > start);
    const index = next < 0 ? this.#free.length : next;
    this.#free.splice(index, 0, { start, end: start + size });
    for (const i of [index, index - 1]) {
      const [left, right] = [this.#free[i], this.#free[i + 1]];
      if (left && right && left.end === right.start) {
        left.end = right.end;
        this.#free.splice(i + 1, 1);
      }
    }
  }
}

/** Ranges begin at cache lines. */
function alignUp(bytes: number): number {
  return Math.ceil(Math.max(bytes, 1) / 64) * 64;
}
