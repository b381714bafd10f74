import { Table } from "../../table.ts";
import { SeenColumn } from "../columnKinds.ts";
import { readDuration } from "./dates/durations.ts";
import type { Dress } from "./dress.ts";
import { type Decimal, readNumeral } from "./numerals.ts";
import type { Judging, Mark } from "./seenTexts.ts";
import { undressed } from "./undress.ts";

/** In what dress the numbers stand that a regression learns; throws where they stand in several. */
export function targetDress(table: Table, label: string, judging: Judging): Dress | undefined {
  const column = table.columns.get(label);
  if (column?.kind === "number") return column.dress;
  if (column?.kind !== "text" || !holdsNumerals(column.values)) return undefined;
  const seen = new SeenColumn(table, label);
  seen.add(table);
  const isOpen = seen.mark === "open" || seen.mark === "whole";
  const usual = isOpen ? usualMark(table, marksOf(table)) : undefined;
  const found = seen.judgement({ ...judging, usual, rules: ["drop"] });
  return found.kind === "number" ? found.dress : undefined;
}

/** What each column of text tells of the decimal mark. */
const marksOf = (table: Table): (Mark | undefined)[] =>
  Array.from(table.columns, ([name, column]) => {
    if (column.kind !== "text") return undefined;
    const seen = new SeenColumn(table, name);
    seen.add(table);
    return seen.mark;
  });

/**
 * The decimal mark of a table's columns, where one of them leaves its own open: 1,234. It is a comma where that of another
 * column is, or where semicolons divide the cells, as programs write them for whom a comma is in the numbers.
 */
export function usualMark(table: Table, marks: readonly (Mark | undefined)[]): Decimal | undefined {
  const isOpen = marks.includes("open") || marks.includes("whole");
  if (!isOpen || marks.includes(".")) return undefined;
  if (!marks.includes(",") && (table.traits.delimiter !== ";" || marks.includes("whole"))) return undefined;
  const fractions = [...table.columns.values()].some(
    (column) =>
      column.kind === "number" && column.values.some((value) => Number.isFinite(value) && value % 1 !== 0),
  );
  return fractions ? undefined : ",";
}

/** A table whose label is numbers, out of that dress; as it is where it holds none. */
export function withTarget(table: Table, label: string, dress: Dress | undefined): Table {
  const column = table.columns.get(label);
  if (column?.kind !== "text" ? !dress : !holdsNumerals(column.values)) return table;
  const numbers = undressed(table, label, dress);
  if (numbers === column) return table;
  return new Table(new Map([...table.columns, [label, numbers]]), table.parts, table.traits);
}

const holdsNumerals = (cells: readonly string[]): boolean =>
  cells.some((cell) => readNumeral(cell) !== undefined || readDuration(cell) !== undefined);
