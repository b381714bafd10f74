import { cellsOf, type Table } from "../table.ts";
import { Categories } from "./cells/spelling.ts";
import { placed, some } from "./encoder.ts";
import type { Encoder } from "./encoding.ts";
import { isGap } from "./noValue.ts";

/** Cells of a category that the training rows did not have. */
export interface Unseen {
  column: string;
  /** the first such cell: where it is, and what stands there */
  where: string;
  value: string;
  cells: number;
  categories: readonly string[];
}

export function unseenCategories(raw: Table, encoder: Encoder): Unseen[] {
  if (!encoder.columns.some(({ kind }) => kind === "category")) return [];
  const table = placed(raw, encoder);
  return encoder.columns.flatMap((encoded) => {
    if (encoded.kind !== "category") return [];
    const { name, categories } = encoded;
    const known = new Categories(categories);
    const cells = cellsOf(table.column(name));
    const rows = cells.flatMap((cell, row) => (isGap(cell) || known.place(cell) !== undefined ? [] : [row]));
    if (rows.length === 0) return [];
    const [row] = rows as [number];
    return [
      { column: name, where: table.where(row, name), value: cells[row]!, cells: rows.length, categories },
    ];
  });
}

/** What was found in some rows together with what was found in those after them. */
export function withUnseen(before: readonly Unseen[], after: readonly Unseen[]): Unseen[] {
  const columns = new Set([...before, ...after].map(({ column }) => column));
  return Array.from(columns, (name) => {
    const [first, ...more] = [...before, ...after].filter(({ column }) => column === name) as [Unseen];
    return { ...first, cells: more.reduce((sum, { cells }) => sum + cells, first.cells) };
  });
}

/** "parts.csv, row 3 (line 4), column colour: "mauve" is none of the 3 categories …" */
export function unseenInWords({ where, value, cells, categories }: Unseen): string {
  const more = cells > 1 ? ` (and ${cells - 1} more such ${cells === 2 ? "cell" : "cells"})` : "";
  return `${where}: "${value}"${more} is none of the ${categories.length} categories that were trained on (${some(categories)}); taken as none of them`;
}
