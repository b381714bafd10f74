import type { RecordSink } from "./csvRecords.ts";

const equals = 61;
const formula = /^="((?:[^"]|"")*)"$/;

/** Texts that stand as Excel's formulas write them, so that it takes no zero away: ="00001" is 00001. */
export class FormulaTexts {
  #first: string | undefined;
  #count = 0;

  /** The text of a cell. */
  read(cell: string): string {
    const text = cell.startsWith('="') ? formula.exec(cell)?.[1] : undefined;
    if (text === undefined) return cell;
    if (this.#count++ === 0) this.#first = cell;
    return text.replaceAll('""', '"').trim();
  }

  /** What is to be said of them in the file `name`. */
  note(name: string): string[] {
    if (this.#first === undefined) return [];
    const [one, count] = [this.#first, this.#count];
    return [
      `${name}: ${count} ${count === 1 ? "cell is a text" : "cells are texts"} as Excel's formulas write them, read as such (${one} is ${this.read(one)})`,
    ];
  }
}

/**
 * What stands around a table in a file that Excel wrote: rows without a single cell above and below it, and the line
 * `sep=;` that tells Excel the delimiter. Such a row within the table is one of missing cells, and goes on.
 */
export class CsvMargins implements RecordSink {
  readonly #table: RecordSink;
  readonly #delimiter: string;
  readonly #formulas: FormulaTexts;
  #begun = false;
  #empty: { cells: string[]; line: number }[] = [];

  constructor(table: RecordSink, delimiter: string, formulas = new FormulaTexts()) {
    this.#table = table;
    this.#delimiter = delimiter;
    this.#formulas = formulas;
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
    for (let k = 0; k < cells.length; k++)
      if (cells[k]!.charCodeAt(0) === equals) cells[k] = this.#formulas.read(cells[k]!);
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
