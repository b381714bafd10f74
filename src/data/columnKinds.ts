import { UserError } from "../errors.ts";
import { notNumbers } from "./features.ts";
import { isGap } from "./missing.ts";
import { parseNumber } from "./number.ts";
import type { Column, Table } from "./table.ts";

/** A column that is no feature, with a word why. */
export interface LeftOut {
  name: string;
  why: string;
}

export type Judgement = { kind: "number" | "category" | "list" } | { kind: "left out"; why: string };

const leftOut = (why: string): Judgement => ({ kind: "left out", why });

/** More categories than this are free text. */
export const mostCategories = 50;

/** What a column is: numbers, categories, lists, or nothing that a network can use. */
export function judge(table: Table, name: string): Judgement {
  const column = table.column(name);
  if (column.kind === "list") return { kind: "list" };
  if (column.kind === "unusable") return leftOut(column.reason);
  if (column.kind === "text") return judgeText(table, name, column.values);
  if (column.names) return { kind: "category" };
  const found = judgeNumbers(name, column);
  // The dark corner of an image belongs to it all the same.
  return found.kind === "left out" && inFamily(table, name) ? { kind: "number" } : found;
}

/** Columns that differ only in numbers, pixel_0_0 to pixel_7_7, stand for one thing: an image, a spectrum. */
const smallestFamily = 8;

function inFamily(table: Table, name: string): boolean {
  const stem = stemOf(name);
  if (stem === name) return false;
  return table.columnNames.filter((one) => stemOf(one) === stem).length >= smallestFamily;
}

const stemOf = (name: string): string => name.replaceAll(/\d+/g, "#");

const idName =
  /^(id|uid|uuid|guid|index|idx|row|row[_ -]?(id|no|nr|num|number)|no|nr|serial([_ -]?(no|nr|num|number))?|key|unnamed: 0|番号|連番|通し番号|製造番号|.+[_ -](id|no|nr|uuid)|.*[a-z](Id|ID|No))$/i;

function judgeNumbers(name: string, { values }: Extract<Column, { kind: "number" }>): Judgement {
  let least = Infinity;
  let most = -Infinity;
  let present = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    present++;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (present === 0) return leftOut("every cell is empty");
  // A single row has no variety to judge by; a constant with gaps still tells gap from no gap, but nothing else.
  if (least === most && values.length > 1) return leftOut(`every row is ${least}`);
  if (!idName.test(name) || present < 3) return { kind: "number" };
  const isId = values.every(Number.isInteger) && new Set(values as Iterable<number>).size === values.length;
  return isId ? leftOut("an id: every row differs") : { kind: "number" };
}

const decimalComma = /^[+-]?\d+,\d+$/;
const thousands = /^[+-]?\d{1,3}([,.' ]\d{3})+([.,]\d+)?$/;
const date =
  /^(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))([T ]\d{1,2}:\d{2}.*)?$|^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/;

function judgeText(table: Table, name: string, all: readonly string[]): Judgement {
  const cells = all.filter((cell) => !isGap(cell));
  if (cells.length === 0) return leftOut("every cell is empty");
  const different = new Set(cells);
  if (cells.every((cell) => date.test(cell)))
    return leftOut("dates or times; turn them into numbers to use them");
  const numeric = cells.filter((cell) => Number.isFinite(parseNumber(cell))).length;
  const disguised = cells.filter((cell) => decimalComma.test(cell) || thousands.test(cell)).length;
  // Mostly numbers: the rest are mistakes, not categories.
  if (2 * (numeric + disguised) >= cells.length) throw notNumbers(table, name, all, isGap);
  if (all.some((cell) => cell.includes("\uFFFD"))) throw garbled(table, name, all);
  if (different.size === 1 && all.length > 1) return leftOut(`every row is ${cut(cells[0]!)}`);
  if (different.size === cells.length && cells.length > 2) return leftOut("every row differs");
  if (different.size > mostCategories || (different.size > 10 && 2 * different.size > cells.length))
    return leftOut(`free text: ${different.size} different in ${cells.length} rows`);
  return { kind: "category" };
}

function garbled(table: Table, name: string, cells: readonly string[]): UserError {
  const row = cells.findIndex((cell) => cell.includes("\uFFFD"));
  return new UserError(
    `${table.where(row, name)}: ${JSON.stringify(cut(cells[row]!))} holds characters that were lost when the file was saved in a wrong encoding; save it from the source again as UTF-8`,
  );
}

const cut = (cell: string): string => (cell.length > 30 ? `${cell.slice(0, 30)}…` : cell);
