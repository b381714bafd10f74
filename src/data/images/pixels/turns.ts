/** Room for works that each take some of it: those that find none wait, in the order in which they came. */
export class Turns {
  readonly #room: number;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(room: number) {
    this.#room = room;
  }

  /** Begins when there is room for `size`; what takes more than all the room comes alone. */
  async take<T>(size: number, work: () => Promise<T>): Promise<T> {
    const own = Math.min(size, this.#room);
    if (this.#waiting.length > 0 || this.#taken + own > this.#room)
      await new Promise<void>((resolve) => {
        this.#waiting.push(() => {
          if (this.#taken + own > this.#room) return;
          this.#waiting.shift();
          this.#taken += own;
          resolve();
        });
      });
    else this.#taken += own;
    try {
      return await work();
    } finally {
      this.#taken -= own;
      for (let before = -1; before !== this.#waiting.length && this.#waiting.length > 0; ) {
        before = this.#waiting.length;
        this.#waiting[0]!();
      }
    }
  }
}
