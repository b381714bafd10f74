/** How long, in ms, a training may keep a page or a Ctrl-C waiting. */
export const patience = 40;

/** Lets timers, input and drawing have their turn. */
export function eventLoop(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

/** When a training that computes without a break is to let the event loop have its turn. */
export class Pause {
  #since = 0;

  /** At least every so many ms. */
  constructor(readonly every: number) {}

  begin(): void {
    this.#since = performance.now();
  }

  due(): boolean {
    return performance.now() - this.#since >= this.every;
  }

  async rest(): Promise<void> {
    await eventLoop();
    this.begin();
  }
}

/** Seconds of optimisation: the clock stands while a training evaluates, writes or waits. */
export class Clock {
  #began: number | undefined;

  #before: number;

  constructor(seconds: number) {
    this.#before = seconds;
  }

  start(): void {
    this.#began = performance.now();
  }

  stop(): void {
    this.#before = this.seconds;
    this.#began = undefined;
  }

  get seconds(): number {
    return this.#before + (this.#began === undefined ? 0 : (performance.now() - this.#began) / 1000);
  }
}
