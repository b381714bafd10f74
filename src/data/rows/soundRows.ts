import { asProgram, SettingError, type Spell } from "../../errors.ts";
import { type Dress, whyNot } from "../columns/cells/dress.ts";
import { readerOf } from "../columns/cells/undress.ts";
import { type WrongCell, wrongRows } from "../columns/cells/wrongRows.ts";
import { placed } from "../columns/encoder.ts";
import type { Encoder } from "../columns/encoding.ts";
import { isGap } from "../columns/noValue.ts";
import { withoutSetAside } from "../formats/csv/leftovers.ts";
import { type SkippedRow, type Sorted, setAside, skippedInWords } from "../skippedRows.ts";
import type { Table } from "../table.ts";
import type { Task } from "./chooseLabel.ts";

/** What is asked of rows with mistakes in them. */
export interface Skipping {
  encoder: Pick<Encoder, "columns" | "missing"> & Partial<Encoder>;
  /** the encoder is to be made of these rows */
  learns?: boolean;
  /** the column that must hold something, and the rows, from 0, where it does not */
  label?: { name: string; task: Task; lacking: readonly number[]; dress?: Dress | undefined } | undefined;
}

/** Rows without mistakes, and where among all rows each stands; as many as there are when left out. */
export interface Sound extends Sorted {
  places: readonly number[] | undefined;
}

/** Sets rows with mistakes aside; an error where none is left. */
export function sorted(raw: Table, asked: Skipping): Sorted {
  const found = soundRows(raw, asked);
  if (found.table.rows > 0 || raw.rows === 0) return found;
  const [first] = found.skipped;
  throw new SettingError(
    (say) =>
      `${raw.source}: ${say("onError", "skip")} leaves no row${first ? `; the first that was set aside: ${skippedInWords(first)}` : ""}`,
  );
}

/** The same with the places of those that are left, which may be none. */
export function soundRows(raw: Table, { encoder, learns = false, label }: Skipping): Sound {
  const whole: Encoder = { leftOut: [], ...encoder };
  const table = learns || raw.rows === 0 ? raw : placed(raw, whole);
  const wrong = wrongRows(table, whole, learns);
  if (label) for (const [row, why] of wrongLabels(raw, label)) if (!wrong.has(row)) wrong.set(row, why);
  // What is left has the names that its file gave it: the model finds its own again.
  const found = setAside(raw, wrong, whole);
  const places = wrong.size === 0 ? undefined : Array.from({ length: raw.rows }, (_, row) => row);
  return { ...found, places: places?.filter((row) => !wrong.has(row)) };
}

function wrongLabels(
  table: Table,
  { name, task, lacking, dress }: NonNullable<Skipping["label"]>,
): Map<number, WrongCell> {
  const wrong = new Map<number, WrongCell>();
  for (const row of lacking) wrong.set(row, { column: name, reason: "the label is missing" });
  const column = table.columns.get(name);
  if (task !== "regress" || !column) return wrong;
  if (column.kind === "text") {
    const read = readerOf(column.values, dress);
    for (const [row, cell] of column.values.entries())
      if (!wrong.has(row) && !isGap(cell) && !Number.isFinite(read(cell)))
        wrong.set(row, { column: name, reason: whyNot(cell, dress) });
  } else if (column.kind === "number") {
    for (const [row, value] of column.values.entries())
      if (!wrong.has(row) && !Number.isFinite(value))
        wrong.set(row, { column: name, reason: `${value} is not a finite number` });
  }
  return wrong;
}

/** The notes with one line on what was set aside of so many rows, which the reader has said of lines already; none where nothing was. */
export function withSkipped(
  notes: readonly string[],
  skipped: readonly SkippedRow[],
  rows: number,
  say: Spell = asProgram,
): string[] {
  const [first] = skipped;
  if (!first) return [...notes];
  const lines = skipped.filter(({ row }) => row === undefined).length;
  return [
    ...withoutSetAside(notes, say),
    `${say("onError", "skip")} set aside ${skipped.length} of ${rows + lines} rows (the first: ${skippedInWords(first)})`,
  ];
}
