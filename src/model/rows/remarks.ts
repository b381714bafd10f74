import { Categories } from "../../data/columns/cells/spelling.ts";
import { readAs } from "../../data/columns/encoder.ts";
import type { Encoder } from "../../data/columns/encoding.ts";
import { gapsOf } from "../../data/columns/gaps.ts";
import { isGap } from "../../data/columns/noValue.ts";
import { cellsOf, type Table } from "../../data/table.ts";

/** What a row held that the model did not learn; what there is none of has no entry. */
export interface Remarks {
  /** cells of a category that the training rows did not have: taken as none of the categories */
  unseen?: { column: string; value: string }[];
  /** columns without a value, filled in as the model was told when it was trained */
  missing?: string[];
}

/** The remarks to a table's rows, by the row, from 0; rows without any have no entry. */
export function remarksOf(raw: Table, encoder: Encoder | undefined): ReadonlyMap<number, Remarks> {
  const found = new Map<number, Remarks>();
  const looked = encoder?.columns.filter((column) => column.kind === "category" || isFilled(column)) ?? [];
  if (!encoder || looked.length === 0) return found;
  const remark = (row: number, { unseen = [], missing = [] }: Remarks): void => {
    const before = found.get(row) ?? {};
    if (unseen.length > 0) before.unseen = [...(before.unseen ?? []), ...unseen];
    if (missing.length > 0) before.missing = [...(before.missing ?? []), ...missing];
    found.set(row, before);
  };
  const categories = looked.filter(({ kind }) => kind === "category").map(({ name }) => name);
  const table = readAs(raw, encoder).withWords(categories);
  for (const column of looked) {
    const { name } = column;
    const cells = table.column(name);
    if (isFilled(column)) for (const row of gapsOf(cells)) remark(row, { missing: [name] });
    if (column.kind !== "category") continue;
    const known = new Categories(column.categories);
    for (const [row, value] of cellsOf(cells).entries())
      if (known.place(value) === undefined && !isGap(value))
        remark(row, { unseen: [{ column: name, value }] });
  }
  return found;
}

const isFilled = (column: Encoder["columns"][number]): boolean =>
  column.kind !== "list" && column.fill !== undefined;
