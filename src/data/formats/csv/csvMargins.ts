import type { RecordSink } from "./csvRecords.ts";

/**
 * What stands around a table in a file that Excel wrote: rows without a single cell above and below it, and the line
 * `sep=;` that tells Excel the delimiter. Such a row within the table is one of missing cells, and goes on.
 */
export class CsvMargins implements RecordSink {
  readonly #table: RecordSink;
  readonly #delimiter: string;
  #begun = false;
  #empty: { cells: string[]; line: number }[] = [];

  constructor(table: RecordSink, delimiter: string) {
    this.#table = table;
    this.#delimiter = delimiter;
  }

  line(text: string, start: number, end: number, line: number): void {
    if (this.#isMargin(text, start, end)) {
      const cells = text.slice(start, end).split(this.#delimiter);
      if (this.#begun) this.#empty.push({ cells: cells.map(() => ""), line });
      return;
    }
    this.#begin();
    this.#table.line(text, start, end, line);
  }

  record(cells: string[], line: number): void {
    if (cells.every((cell) => cell === "")) {
      if (this.#begun) this.#empty.push({ cells, line });
      return;
    }
    this.#begin();
    this.#table.record(cells, line);
  }

  #begin(): void {
    this.#begun = true;
    if (this.#empty.length === 0) return;
    for (const { cells, line } of this.#empty) this.#table.record(cells, line);
    this.#empty = [];
  }

  /** Most lines are told from an empty one by their first character. */
  #isMargin(text: string, start: number, end: number): boolean {
    if (!this.#begun && text[start] === "s") return /^sep=.?$/.test(text.slice(start, end));
    for (let i = start; i < end; i++) {
      const one = text[i]!;
      if (one !== this.#delimiter && one !== " ") return false;
    }
    return true;
  }
}
