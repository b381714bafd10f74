import { SettingError, type Spell, UserError } from "../../errors.ts";
import type { Table } from "../table.ts";
import { isDateAmongNumbers } from "./cells/excelHabits.ts";
import { isCensored, plainDigits, readNumeral } from "./cells/numerals.ts";
import { powerOf } from "./cells/units.ts";
import { leavingOut } from "./noValue.ts";
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
  error(cells: number, rules: readonly string[] = ["mean", "median", "drop"]): UserError {
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
    if (isCensored(cell)) return this.#censored(shown, rules);
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

  /** ` (and 2 more such cells in this column: "ND" 2, "OL" 1 times)` */
  #counted(): string {
    const words = [...this.#words].map(([word, times]) => `${JSON.stringify(word)} ${times}`);
    const all = words.length > 1 && words.length <= fewWords ? `: ${words.join(", ")} times` : "";
    return others(this.count - 1).replace(/\)$/, `${all})`);
  }

  #repeated(shown: string, rules: readonly string[]): UserError {
    return new SettingError(
      (say) =>
        `${this.#first.where}: ${shown} is not a number${this.#counted()}; if it says that there is no value, leave the cells empty${careOf(rules, say)}`,
    );
  }

  #censored(shown: string, rules: readonly string[]): UserError {
    return new SettingError(
      (say) =>
        `${this.#first.where}: ${shown} tells a limit, not a number${this.#counted()}; write the number that is to stand for it, or leave the cells empty${careOf(rules, say)}`,
    );
  }

  /** The same of a regression's label. */
  targetError(cells: number): UserError {
    if (!this.areWords || this.count < cells) return this.error(cells, ["drop"]);
    return new SettingError(
      (say) =>
        `${this.#source}, column ${this.#name}: holds words ("${this.#first.cell}"), and a regression predicts numbers; leave out ${say("task", "regress")}, or choose a column of numbers with ${say("label")}`,
    );
  }
}

/** What takes care of empty cells. */
const careOf = (rules: readonly string[], say: Spell): string => {
  const rule = say("missing", rules[0]);
  return rule === "" ? leavingOut(say) : `, and ${rule}${orElse(rules)} takes care of them`;
};

/** `, median or drop` */
const orElse = (rules: readonly string[]): string => {
  const more = rules.slice(1);
  return more.length === 0
    ? ""
    : `${more
        .slice(0, -1)
        .map((rule) => `, ${rule}`)
        .join("")} or ${more.at(-1)}`;
};

/** The cells of a column of text that are no numbers. */
export function notNumbersOf(table: Table, name: string, cells: readonly string[]): NotNumbers {
  const found = new NotNumbers(table, name);
  found.addFrom(table, cells);
  return found;
}

/** What to do about a cell that is no number, without changing what it says. */
export function mendOf(cell: string): string {
  if (isDateAmongNumbers(cell))
    return "Excel makes dates of what looks like one, such as 1/2 or 2-1: write the number that was typed";
  const numeral = readNumeral(cell);
  if (!numeral) return "write a number there or delete the row";
  const { core, sign, exponent, unit } = numeral;
  const ten = exponent + powerOf(unit);
  const [point, comma] = [plainDigits(core, "."), plainDigits(core, ",")];
  const plain = (digits: string) => `${sign}${ten === 0 ? digits : Number(`${digits}e${ten}`)}`;
  const bare = unit === "" || ten !== 0 ? "" : " without its unit";
  // 1,234 is 1234 here and 1.234 there: only who wrote it knows.
  if (point !== undefined && comma !== undefined && core.includes(","))
    return `write ${plain(point)}${bare} if it is thousands, ${plain(comma)} if it is a decimal`;
  if (point === undefined)
    return /[.' ]/.test(core)
      ? `write it without separators, the decimals with a point: ${plain(comma!)}`
      : "write decimals with a point";
  if (/[,' ]/.test(core)) return `write it without separators: ${plain(point)}`;
  if (unit === "K") return "write the number out, if K is a thousand, or without it, if it is kelvin";
  return `write it${bare} as ${plain(point)}`;
}

/** ` (and 2 more such cells in this column)` */
export function others(count: number): string {
  return count === 0 ? "" : ` (and ${count} more such ${count === 1 ? "cell" : "cells"} in this column)`;
}
