import { clearLine, cursorTo } from "node:readline";
import { displayWidth } from "../../report/pages/width.ts";
import { grouped } from "../../report/words/format.ts";
import { inOneLine } from "./console.ts";
import { inLanguage } from "./language.ts";

export type ProgressStyle = "auto" | "bar" | "plain" | "none";

/** What was measured after an epoch. */
export interface Tick {
  epoch: number;
  loss: number;
  accuracy?: number;
  r2?: number;
  validationLoss?: number;
  validationR2?: number;
}

interface Setting {
  style: ProgressStyle;
  epochs: number;
  /** of an epoch */
  rows: number;
  /** epochs that an earlier session trained */
  before?: number;
}

/**
 * A training run's progress on stderr: on a terminal one live line, elsewhere a plain line every few epochs.
 * A log gets at most about a dozen lines, however many epochs there are.
 */
export class Progress {
  readonly #style: "bar" | "plain" | "none";
  readonly #epochs: number;
  readonly #rows: number;
  readonly #before: number;
  readonly #every: number;
  readonly #began = performance.now();
  readonly #stream: NodeJS.WriteStream;
  #drawn = Number.NEGATIVE_INFINITY;

  constructor({ style, epochs, rows, before = 0 }: Setting, stream: NodeJS.WriteStream = process.stderr) {
    this.#style = style === "auto" ? (stream.isTTY ? "bar" : "plain") : style;
    this.#epochs = epochs;
    this.#rows = rows;
    this.#before = before;
    this.#every = Math.max(1, Math.ceil(epochs / 10));
    this.#stream = stream;
  }

  /** After the epoch `tick.epoch`, counted from 0. */
  update(tick: Tick): void {
    if (this.#style === "bar") this.#draw(tick);
    else if (this.#style === "plain" && (tick.epoch % this.#every === 0 || tick.epoch === this.#epochs - 1)) {
      this.#stream.write(`${this.#words(tick).join("  ")}\n`);
    }
  }

  /** Clears the live line, so that what follows starts on a clean one. */
  end(): void {
    if (this.#style !== "bar") return;
    clearLine(this.#stream, 0);
    cursorTo(this.#stream, 0);
  }

  #words({ epoch, loss, accuracy, r2, validationLoss, validationR2 }: Tick): string[] {
    const words = [`epoch ${epoch + 1}/${this.#epochs}`, `loss ${loss.toFixed(4)}`];
    if (validationLoss !== undefined) words.push(`validation loss ${validationLoss.toFixed(4)}`);
    if (accuracy !== undefined) words.push(`accuracy ${accuracy.toFixed(4)}`);
    if (validationR2 !== undefined) words.push(`validation R² ${validationR2.toFixed(4)}`);
    else if (r2 !== undefined) words.push(`R² ${r2.toFixed(4)}`);
    return words.map(inLanguage);
  }

  #draw(tick: Tick): void {
    const now = performance.now();
    const done = tick.epoch + 1;
    // An eye follows fifteen lines a second.
    if (now - this.#drawn < 1000 / 15 && done < this.#epochs) return;
    this.#drawn = now;
    const epochsPerSecond = (done - this.#before) / ((now - this.#began) / 1000);
    const width = 20;
    const filled = Math.round((width * done) / this.#epochs);
    const words = [
      `${"█".repeat(filled)}${"░".repeat(width - filled)}`,
      ...this.#words(tick),
      inLanguage(`${grouped(Math.round(this.#rows * epochsPerSecond))} rows/s`),
      inLanguage(`${duration((this.#epochs - done) / epochsPerSecond)} left`),
    ];
    while (words.length > 1 && displayWidth(words.join("  ")) >= (this.#stream.columns || 80)) words.pop();
    clearLine(this.#stream, 0);
    cursorTo(this.#stream, 0);
    this.#stream.write(words.join("  "));
  }
}

/** 75.2 -> "1m15s" */
function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  if (h > 0) return `${h}h${String(m).padStart(2, "0")}m`;
  return m > 0 ? `${m}m${String(s).padStart(2, "0")}s` : `${s}s`;
}

/** Says on stderr how a download from the Hub goes on: a live line on a terminal, elsewhere a line a file. */
export function downloads(stream: NodeJS.WriteStream = process.stderr) {
  const seen = new Set<string>();
  return (progress: { file: string; loaded: number; total?: number; waiting?: string }): void => {
    const { loaded, total, waiting } = progress;
    const file = inOneLine(progress.file);
    const size = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
    if (waiting !== undefined) {
      if (stream.isTTY) stream.write("\n");
      stream.write(`${inLanguage(`waiting  ${waiting}`)}\n`);
    } else if (stream.isTTY) {
      clearLine(stream, 0);
      cursorTo(stream, 0);
      stream.write(
        inLanguage(`download ${file}  ${size(loaded)}${total === undefined ? "" : ` of ${size(total)}`}`),
      );
      if (loaded === total) stream.write("\n");
    } else if (!seen.has(file)) {
      seen.add(file);
      stream.write(`${inLanguage(`download ${file}${total === undefined ? "" : `  ${size(total)}`}`)}\n`);
    }
  };
}
