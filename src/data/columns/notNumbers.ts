import { UserError } from "../../errors.ts";
import type { Table } from "../table.ts";
import { undress } from "./dressedNumber.ts";
import { parseNumber } from "./number.ts";

/** More different words than this are no way to say that there is no value. */
const fewWords = 3;

/** The cells of a column that should be numbers and are none, seen a table at a time. */
export class NotNumbers {
  count = 0;
  /** whether none of them has a digit in it */
  areWords = true;
  readonly #name: string;
  readonly #source: string;
  #first = { where: "", cell: "" };
  /** how often each of them occurs, as long as they are few */
  readonly #words = new Map<string, number>();

  constructor(table: Table, name: string) {
    this.#name = name;
    this.#source = table.source;
  }

  add(table: Table, row: number, cell: string): void {
    if (this.count++ === 0) this.#first = { where: table.where(row, this.#name), cell };
    const times = this.#words.get(cell);
    if (times !== undefined || this.#words.size <= fewWords) this.#words.set(cell, (times ?? 0) + 1);
    if (this.areWords) this.areWords = !/\d/.test(cell);
  }

  /** Takes the cells in that are no finite numbers. */
  addFrom(table: Table, cells: readonly string[]): void {
    for (const [row, cell] of cells.entries())
      if (!Number.isFinite(parseNumber(cell))) this.add(table, row, cell);
  }

  /** Names the first of them, of so many `cells` in all. */
  error(cells: number, rules = "mean, median or drop"): UserError {
    const { count } = this;
    const { where, cell } = this.#first;
    if (count === 0) {
      return new UserError(
        `${this.#source}, column ${this.#name}: holds numbers that are stored as text; store them as numbers`,
      );
    }
    if (cell === "") {
      return new UserError(
        `${where}: the cell is empty${others(count - 1)}; fill in a number or delete the row`,
      );
    }
    const shown = JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}...` : cell);
    const looksLike = mendOf(cell) !== mendOf("");
    if (count === cells && cells > 1 && !looksLike) {
      return new UserError(
        `${where}: ${shown} is not a number, nor is any other cell of the column; leave the column out or turn it into numbers`,
      );
    }
    if (count < cells && !looksLike && this.#repeat()) return this.#repeated(shown, rules);
    return new UserError(`${where}: ${shown} is not a number${others(count - 1)}; ${mendOf(cell)}`);
  }

  /** Whether they are a few words that occur again and again: nobody mistypes so. */
  #repeat(): boolean {
    return this.#words.size <= fewWords && this.count > this.#words.size;
  }

  #repeated(shown: string, rules: string): UserError {
    const words = [...this.#words].map(([word, times]) => `${JSON.stringify(word)} ${times}`);
    const all = words.length > 1 ? `: ${words.join(", ")} times` : "";
    const more = others(this.count - 1).replace(/\)$/, `${all})`);
    return new UserError(
      `${this.#first.where}: ${shown} is not a number${more}; if it says that there is no value, leave the cells empty, and --missing ${rules} takes care of them`,
    );
  }

  /** The same of a regression's label. */
  targetError(cells: number): UserError {
    if (!this.areWords || this.count < cells) return this.error(cells, "drop");
    return new UserError(
      `${this.#source}, column ${this.#name}: holds words ("${this.#first.cell}"), and a regression predicts numbers; leave out --task regress, or choose a column of numbers with --label`,
    );
  }
}

/** The cells of a column of text that are no numbers. */
export function notNumbersOf(table: Table, name: string, cells: readonly string[]): NotNumbers {
  const found = new NotNumbers(table, name);
  found.addFrom(table, cells);
  return found;
}

function mendOf(cell: string): string {
  // 1,234 is 1234 here and 1.234 there: only who wrote it knows.
  if (/^[+-]?\d{1,3},\d{3}$/.test(cell)) {
    return `write ${cell.replace(",", "")} if it is thousands, ${cell.replace(",", ".")} if it is a decimal`;
  }
  if (/^[+-]?\d+,\d+$/.test(cell)) return "write decimals with a point";
  if (/^[+-]?\d{1,3}([,' ]\d{3})+(\.\d+)?$/.test(cell))
    return `write it without separators: ${cell.replaceAll(/[,' ]/g, "")}`;
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(cell))
    return `write it without separators, the decimals with a point: ${cell.replaceAll(".", "").replace(",", ".")}`;
  const dressed = undress(cell);
  if (dressed) return `write it as ${dressed.plain}`;
  return "write a number there or delete the row";
}

/** ` (and 2 more such cells in this column)` */
export function others(count: number): string {
  return count === 0 ? "" : ` (and ${count} more such ${count === 1 ? "cell" : "cells"} in this column)`;
}
