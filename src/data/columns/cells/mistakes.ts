import { SettingError, UserError } from "../../../errors.ts";
import type { Table } from "../../table.ts";
import { others } from "../notNumbers.ts";
import type { Decimal } from "./numerals.ts";

// What is wrong with a column of text: a line that names the cell, and the cell that it does not go with.

/** The first of several cells of a kind. */
export interface Met {
  readonly cell: string;
  readonly where: string;
  readonly file: string;
  /** `row 3 (line 4)` */
  readonly row: string;
  /** its place among the column's cells */
  readonly at: number;
  cells: number;
}

export function placeOf(table: Table, at: number): { file: string; row: string } {
  const { file, row, line } = table.place(at);
  return { file, row: `row ${row}${line === undefined ? "" : ` (line ${line})`}` };
}

/** The place of a cell beside another, whose file goes without saying where it is the same. */
const beside = (one: Met, other: Met): string =>
  `${quoted(one.cell)} (${one.file === other.file ? "" : `${one.file}, `}${one.row})`;

export const firstOf = <T extends Met>(all: readonly T[]): T | undefined =>
  [...all].sort((a, b) => a.at - b.at)[0];
export const sumOf = (all: readonly Met[]): number => all.reduce((sum, { cells }) => sum + cells, 0);
export const quoted = (cell: string): string => JSON.stringify(cut(cell));
export const cut = (cell: string): string => (cell.length > 30 ? `${cell.slice(0, 30)}…` : cell);

export function mixedUnits(
  main: Met & { unit: string },
  odd: Met & { unit: string },
  count: number,
): UserError {
  const wears = (unit: string) => (unit === "" ? "without a unit" : `with ${unit}`);
  return new UserError(
    `${odd.where}: ${quoted(odd.cell)} is written ${wears(odd.unit)}${others(count - 1)}, but ${beside(main, odd)} ${wears(main.unit)}; write the whole column in one unit`,
  );
}

export const mixedMarks = (odd: Met, main: Met, count: number): UserError =>
  new UserError(
    `${odd.where}: ${quoted(odd.cell)}${others(count - 1)} and ${beside(main, odd)} do not have one decimal mark; write all decimals with a point`,
  );

export const wrongMark = ({ where, cell }: Met, decimal: Decimal, count: number): SettingError =>
  new SettingError(
    (say) =>
      `${where}: ${quoted(cell)} is not a number under ${say("decimal", decimal)}${others(count - 1)}; leave it out, or write all decimals one way`,
  );

export const openMark = (odd: Met, main: Met): UserError =>
  new UserError(
    `${odd.where}: ${quoted(odd.cell)} may have a mark for thousands or for decimals, beside ${beside(main, odd)}; write decimals with a point and thousands without a mark`,
  );

export const disordered = (odd: Met, first: Met): UserError =>
  new UserError(
    `${odd.where}: ${quoted(odd.cell)} and ${beside(first, odd)} have day and month in different orders; write dates as 2024-01-05`,
  );

export function garbled({ where, cell }: Met): UserError {
  return new UserError(
    `${where}: ${quoted(cell)} holds characters that were lost when the file was saved in a wrong encoding; save it from the source again as UTF-8`,
  );
}

export const openOrder = ({ where, cell }: Met, first: string, second: string): SettingError =>
  new SettingError(
    (say) =>
      `${where}: ${quoted(cell)} can be read as day and month or the other way round, and no cell of the column tells which; say ${say("dateOrder", first)} or ${say("dateOrder", second)} (d day, m month, y year)`,
  );

export const noDate = ({ where, cell }: Met, count: number): UserError =>
  new UserError(
    `${where}: ${quoted(cell)} is not a date${others(count - 1)}; write one there or delete the row`,
  );

export const noDuration = ({ where, cell }: Met, count: number): UserError =>
  new UserError(
    `${where}: ${quoted(cell)} is not a duration${others(count - 1)}; write one there or delete the row`,
  );
