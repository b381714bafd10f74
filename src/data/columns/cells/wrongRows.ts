import { type Column, cellsOf, type Table } from "../../table.ts";
import type { EncodedColumn, Encoder } from "../encoding.ts";
import { gapsOf } from "../gaps.ts";
import { isGap, isMissing } from "../noValue.ts";
import { momentIn, momentOfValue } from "./dates/dateColumn.ts";
import { momentsInParts, partsSaid } from "./dates/parts.ts";
import { allowsBare, type Dress, sameUnit, whyNot } from "./dress.ts";
import { readNumeral } from "./numerals.ts";
import { readerOf } from "./undress.ts";

/** What is wrong with a row: the first of its cells that an encoder does not take. */
export interface WrongCell {
  column: string;
  reason: string;
}

/**
 * The rows of a table that an encoder does not take, by their place from 0: a word among numbers, another unit, a missing
 * cell that nothing fills. `learns`: these are the rows that the encoder is to be made of, whose column has one dress.
 */
export function wrongRows(
  table: Table,
  { columns, missing }: Encoder,
  learns = false,
): Map<number, WrongCell> {
  const wrong = new Map<number, WrongCell>();
  for (const column of columns) {
    const found = table.columns.get(column.name);
    if (!found) continue;
    const say = (row: number, reason: string): void => {
      if (!wrong.has(row)) wrong.set(row, { column: column.name, reason });
    };
    const isFilled = missing === "drop" ? learns : "fill" in column && column.fill !== undefined;
    if (!isFilled && column.kind !== "list") for (const row of gapsOf(found)) say(row, gapReason(found, row));
    if (column.kind === "date" && column.together) {
      let row = 0;
      const all = [column.name, ...column.together.columns];
      if (!all.every((name) => table.columns.has(name))) continue;
      for (const moment of momentsInParts(table, all)) {
        if (moment === "none") say(row, `there is no day ${partsSaid(table, all, row)}`);
        row++;
      }
      continue;
    }
    checks[column.kind](found, column as never, say, { learns, isFilled });
  }
  return wrong;
}

type Say = (row: number, reason: string) => void;
interface How {
  learns: boolean;
  isFilled: boolean;
}
type Check<K extends EncodedColumn["kind"]> = (
  column: Column,
  encoded: EncodedColumn & { kind: K },
  say: Say,
  how: How,
) => void;

const checks: { readonly [K in EncodedColumn["kind"]]: Check<K> } = {
  number(column, { dress }, say, { learns, isFilled }) {
    if (column.kind === "text") {
      const read = readerOf(column.values, dress);
      for (const [row, cell] of column.values.entries()) {
        if (isMissing(cell)) {
          if (!isFilled && !isGap(cell)) say(row, noValue(cell));
        } else if (!Number.isFinite(read(cell))) say(row, whyNot(cell, dress));
        else if (learns && lacksUnit(cell, dress)) say(row, whyNot(cell, dress));
      }
    } else if (column.kind === "number") {
      const { values } = column;
      for (let row = 0; row < values.length; row++) {
        const value = values[row]!;
        if (value === Infinity || value === -Infinity) say(row, `${value} is not a finite number`);
      }
    }
  },
  category(column, _, say) {
    if (column.kind !== "text") return;
    for (const [row, cell] of column.values.entries())
      if (cell.includes("\uFFFD")) say(row, `${JSON.stringify(cell)} holds characters that were lost`);
  },
  date(column, encoded, say, { isFilled }) {
    if (column.kind === "number") {
      const { values } = column;
      for (let row = 0; row < values.length; row++)
        if (!Number.isNaN(values[row]!) && !momentOfValue(values[row]!, encoded))
          say(row, `${values[row]} is not a date`);
    }
    if (column.kind !== "text") return;
    for (const [row, cell] of column.values.entries()) {
      if (isMissing(cell)) {
        if (!isFilled && !isGap(cell)) say(row, noValue(cell));
      } else if (!momentIn(cell, encoded)) say(row, `${JSON.stringify(cell)} is not a date`);
    }
  },
  list(column, _, say) {
    if (column.kind !== "list") return;
    const { values, width } = column;
    for (let i = 0; i < values.length; i++)
      if (!Number.isFinite(values[i]!))
        say(Math.floor(i / width), `number ${i % width} of its list is ${values[i]}`);
  },
};

/** Whether a number stands without the unit of its column. */
const lacksUnit = (cell: string, dress: Dress = {}): boolean =>
  dress.unit !== undefined && allowsBare(dress) && !sameUnit(readNumeral(cell, true)?.unit, dress.unit);

const noValue = (cell: string): string =>
  cell === "" ? "the cell is empty" : `the cell is ${cell}, which is no value`;

function gapReason(column: Column, row: number): string {
  if (column.kind === "text") return noValue(column.values[row]!);
  return noValue(column.kind === "number" ? (column.words?.get(row) ?? "") : "");
}

/** A row's cells as text, by column. */
export function rowCells(table: Table, row: number): Record<string, string> {
  return Object.fromEntries(
    Array.from(table.columns, ([name, column]) => {
      if (column.kind === "list")
        return [name, [...column.values.subarray(row * column.width, (row + 1) * column.width)].join(" ")];
      if (column.kind === "unusable") {
        const ms = column.dates?.[row];
        return [name, ms === undefined || Number.isNaN(ms) ? "" : new Date(ms).toISOString()];
      }
      return [name, column.kind === "text" ? column.values[row]! : (cellsOf(selected(column, row))[0] ?? "")];
    }),
  );
}

function selected(column: Extract<Column, { kind: "number" }>, row: number): Column {
  const word = column.words?.get(row);
  return {
    ...column,
    values: column.values.subarray(row, row + 1),
    words: word === undefined ? undefined : new Map([[0, word]]),
  };
}
