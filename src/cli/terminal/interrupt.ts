import { constants } from "node:os";

/**
 * What Ctrl-C and SIGTERM do while a run is held: a training at hand finishes its batch and saves; anything else ends
 * at once. Either way the run is given back. A second Ctrl-C is the system's own.
 */
export class Interrupt {
  /** as shells count it, once a signal came: 130 after Ctrl-C */
  exitCode = 0;
  private readonly controller = new AbortController();
  private training = false;
  private readonly onSignal = (signal: NodeJS.Signals): void => {
    this.exitCode = 128 + constants.signals[signal];
    this.off();
    this.controller.abort();
    if (this.training) return;
    this.release();
    process.exit(this.exitCode);
  };

  constructor(private readonly release: () => void = () => {}) {
    process.on("SIGINT", this.onSignal).on("SIGTERM", this.onSignal);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** While `work` is done, a signal only aborts: the work ends by itself. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.training = true;
    try {
      return await work();
    } finally {
      this.training = false;
    }
  }

  off(): void {
    process.off("SIGINT", this.onSignal).off("SIGTERM", this.onSignal);
  }
}
