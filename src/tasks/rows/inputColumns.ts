import type { WriteColumn } from "../../data/formats/writeColumn.ts";
import { type Column, cellsOf, offer, type Table } from "../../data/table.ts";
import { UserError } from "../../errors.ts";

/** Which columns of the rows stand beside the answers: all, those that tell rows apart, none, or these. */
export type ColumnsBeside = "all" | "ids" | "none" | readonly string[];

/**
 * The columns of a table that a file of results has beside them, so that it can be joined to the rows, or read on its own. What
 * tells rows apart is its text, to the letter; where every cell is written as its number is, it is numbers. The first table decides.
 */
export class InputColumns {
  readonly #wanted: ColumnsBeside;
  readonly #ids: ReadonlySet<string>;
  #chosen: readonly { name: string; written: string; text: boolean }[] | undefined;
  #notes: string[] = [];

  /** `ids`: the columns that tell rows apart, which are written as their text */
  constructor(wanted: ColumnsBeside, ids: readonly string[]) {
    this.#wanted = wanted;
    this.#ids = new Set(ids);
  }

  /** What is to be said of them, a line each. */
  get notes(): readonly string[] {
    return this.#notes;
  }

  of(table: Table, results: readonly WriteColumn[]): WriteColumn[] {
    this.#chosen ??= this.#choose(table, results);
    return this.#chosen.map(({ name, written, text }) => {
      const column = table.column(name);
      if (column.kind === "list") return { name: written, values: column.values, width: column.width };
      if (column.kind !== "number" || text || !this.#isNumbers(name, column))
        return { name: written, text: cellsOf(column) };
      return { name: written, values: column.values, cells: ownText(column) };
    });
  }

  /** Of what tells rows apart the text counts, where it says more than the number. */
  #isNumbers(name: string, column: Column): boolean {
    if (column.kind !== "number" || column.names !== undefined) return false;
    return !this.#ids.has(name) || isSpelledAsNumber(column);
  }

  #choose(table: Table, results: readonly WriteColumn[]) {
    const taken = new Set([...results.map(({ name }) => name), ...table.columnNames]);
    const answers = new Set(results.map(({ name }) => name));
    return this.#names(table).flatMap((name) => {
      const column = table.column(name);
      // The pixels of an image are its file.
      if (column.kind === "list" ? column.image : column.kind === "unusable" && column.images) return [];
      if (column.kind === "unusable") {
        const said = `${table.source}, column ${name}: is not written beside the answers: ${column.reason}`;
        if (typeof this.#wanted !== "string") throw new UserError(said);
        this.#notes.push(said);
        return [];
      }
      let written = name;
      if (answers.has(name)) {
        written = `${name} (input)`;
        while (taken.has(written)) written = `${written}'`;
        taken.add(written);
        this.#notes.push(
          `${table.source}: its column "${name}" is written as "${written}", since "${name}" is the answer`,
        );
      }
      const text = column.kind !== "list" && !this.#isNumbers(name, column);
      return [{ name, written, text }];
    });
  }

  #names(table: Table): readonly string[] {
    if (this.#wanted === "all") return table.columnNames;
    if (this.#wanted === "none") return [];
    if (this.#wanted === "ids") return [...this.#ids].filter((name) => table.columns.has(name));
    return this.#wanted;
  }
}

/** Refuses names that rows have no column for. */
export function checkBeside(wanted: ColumnsBeside, source: string, columnNames: readonly string[]): void {
  if (typeof wanted === "string") return;
  const unknown = wanted.find((name) => !columnNames.includes(name));
  if (unknown !== undefined)
    throw new UserError(
      `${source}: no column "${unknown}" to write beside the answers${offer(unknown, columnNames)}`,
    );
}

/** Whether every cell is written as its number is: not 007, not 1E2, not a code of 17 digits. */
function isSpelledAsNumber(column: Extract<Column, { kind: "number" }>): boolean {
  const { values } = column;
  return cellsOf(column).every(
    (cell, row) => cell === String(values[row]) && Math.abs(values[row]!) <= Number.MAX_SAFE_INTEGER,
  );
}

/** A cell's own text, where it is not the number's in short. */
const ownText =
  ({ values, words, spelled }: Extract<Column, { kind: "number" }>) =>
  (row: number): string | undefined =>
    spelled?.get(row) ?? (Number.isNaN(values[row]) ? words?.get(row) : undefined);
