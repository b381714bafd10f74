import { constants } from "node:os";

/** From `on` to `off` the first Ctrl-C or SIGTERM only aborts the work at hand, which then ends by itself. */
export class Interrupt {
  /** as shells count it, once a signal came: 130 after Ctrl-C */
  exitCode = 0;
  readonly #controller = new AbortController();
  readonly #onSignal = (signal: NodeJS.Signals): void => {
    this.exitCode = 128 + constants.signals[signal];
    // A second one is the system's own.
    this.off();
    this.#controller.abort();
  };

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  on(): void {
    process.on("SIGINT", this.#onSignal).on("SIGTERM", this.#onSignal);
  }

  off(): void {
    process.off("SIGINT", this.#onSignal).off("SIGTERM", this.#onSignal);
  }
}
