import { asProgram } from "../../../errors.ts";
import { allNames } from "../../listing/oneLine.ts";
import type { HowToRead } from "../../reading.ts";
import type { RecordSink } from "../csv/csvRecords.ts";
import { rowSaid } from "../csv/ends.ts";
import { readApart } from "../csv/leftovers.ts";
import { type Block, type BlockRows, namesOf, tableBlocks } from "./blocks.ts";

/** Rows that are looked at before it is known whether an empty column divides them. */
const looked = 128;

interface Kept {
  /** the record's text where it has no quotation mark */
  readonly text: string | undefined;
  readonly cells: string[];
  readonly line: number;
}

/** Takes one of the tables that stand side by side in a file of CSV, with an empty column between, and says so. */
export class SideBySide implements RecordSink {
  readonly #next: RecordSink;
  readonly #delimiter: string;
  readonly #name: string;
  readonly #how: HowToRead;
  readonly #notes: string[];
  #kept: Kept[] | undefined = [];
  /** the columns that are read; all when left out */
  #columns: readonly number[] | undefined;

  /** `notes`: where what is to be said goes */
  constructor(
    next: RecordSink,
    {
      delimiter,
      name,
      how,
      notes,
    }: {
      readonly delimiter: string;
      readonly name: string;
      readonly how: HowToRead;
      readonly notes: string[];
    },
  ) {
    this.#next = next;
    this.#delimiter = delimiter;
    this.#name = name;
    this.#how = how;
    this.#notes = notes;
  }

  line(text: string, start: number, end: number, line: number): void {
    // Excel's `sep=;` is no row.
    const isFirst = this.#kept?.length === 0 && /^sep=.?$/.test(text.slice(start, end));
    if (isFirst || (!this.#kept && !this.#columns)) {
      this.#next.line(text, start, end, line);
      return;
    }
    const one = text.slice(start, end);
    const cells = one.split(this.#delimiter).map((cell) => cell.trim());
    if (this.#kept) this.#keep({ text: one, cells, line });
    else this.#take(cells, line);
  }

  record(cells: string[], line: number): void {
    if (this.#kept) this.#keep({ text: undefined, cells, line });
    else if (this.#columns) this.#take(cells, line);
    else this.#next.record(cells, line);
  }

  end(): void {
    if (this.#kept) this.#decide(this.#kept);
  }

  #keep(row: Kept): void {
    const kept = this.#kept!;
    kept.push(row);
    // Where every cell is filled no column is empty, and the rows go on as they are.
    const isFull = row.cells.length > 1 && !row.cells.includes("");
    if (kept.length > looked || (isFull && kept.every(({ cells }) => cells.length <= row.cells.length)))
      this.#decide(kept);
  }

  #decide(kept: readonly Kept[]): void {
    this.#kept = undefined;
    const rows = kept.map(({ cells }) => cells);
    const { table, aside, doubtful } = tableBlocks(rows, this.#how, "table");
    if (aside.length > 0) {
      const [first, last] = [table[0]!.columns[0]!, table.at(-1)!.columns.at(-1)!];
      const out = new Set(aside.flatMap(({ columns }) => columns));
      this.#columns = Array.from({ length: last - first + 1 }, (_, i) => first + i).filter(
        (column) => !out.has(column),
      );
      const many = aside.length > 1 || aside[0]!.columns.length > 1;
      this.#notes.push(
        `${this.#name}: ${allNames(aside.map((block) => blockSaid(block, rows)))}, beside the table and behind an empty column, ${many ? "are" : "is"} not read; ${readApart}`,
      );
    }
    if (doubtful)
      this.#notes.push(
        doubtSaid(
          this.#name,
          table.map((block) => blockSaid(block, rows)),
          namesOf(table.at(-1)!, rows),
          this.#how,
        ),
      );
    for (const { text, cells, line } of kept)
      if (this.#columns) this.#take(cells, line);
      else if (text === undefined) this.#next.record(cells, line);
      else this.#next.line(text, 0, text.length, line);
  }

  #take(cells: readonly string[], line: number): void {
    this.#next.record(
      this.#columns!.map((column) => cells[column] ?? ""),
      line,
    );
  }
}

function blockSaid(block: Block, rows: BlockRows): string {
  const [first, last] = [block.columns[0]! + 1, block.columns.at(-1)! + 1];
  const names = namesOf(block, rows);
  const at =
    last === first ? `column ${first}` : `columns ${first} ${last === first + 1 ? "and" : "to"} ${last}`;
  return names.length === 0 ? at : `${at} (${rowSaid(names)})`;
}

/** That blocks of as many rows are read as one table, `last` being the names of the last. */
export function doubtSaid(
  name: string,
  blocks: readonly string[],
  last: readonly string[],
  { spell = asProgram }: HowToRead,
): string {
  const out = last.length === 0 ? "" : `, or leave its columns out: ${spell("drop", last)}`;
  return `${name}: ${allNames(blocks)}, with an empty column between, are read as one table, row by row; if they are several, give one a file of its own${out}`;
}
