import { constants } from "node:os";

// A terminal that is closed, or a connection to it that is lost, sends SIGHUP: nohup does not keep it from Node.
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** From `on` to `off` the first Ctrl-C, SIGTERM or SIGHUP only aborts the work at hand, which then ends by itself. */
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
    for (const signal of signals) process.on(signal, this.#onSignal);
  }

  off(): void {
    for (const signal of signals) process.off(signal, this.#onSignal);
  }
}
