import { encodedGroups } from "../../data/columns/encoder.ts";
import type { Encoder } from "../../data/columns/encoding.ts";
import { idsAmong } from "../../data/columns/idColumns.ts";
import type { Matrix } from "../../data/rows/labelledRows.ts";
import { type Column, cellsOf, Table } from "../../data/table.ts";
import type { PlaceOf } from "../../report/report.ts";

/**
 * Where each row lies that a model is measured on, what it is called by, and what it holds: for lists of mistakes. Of the table only
 * the ids and the columns with gaps are kept; what other columns hold, their features say. `rows`: the table's rows, all when left out.
 */
export function whereabouts(
  table: Table,
  encoder: Encoder | undefined,
  features: Matrix,
  rows?: ArrayLike<number>,
): PlaceOf {
  const ids = idsAmong(encoder?.leftOut ?? []).filter((name) => table.columns.has(name));
  const gapped = (encoder?.columns ?? []).filter((column) => "fill" in column && column.fill !== undefined);
  const names = [...ids, ...gapped.map(({ name }) => name).filter((name) => table.columns.has(name))];
  const kept = new Table(new Map(names.map((name) => [name, table.columns.get(name)!])), table.parts, {
    codes: table.traits.codes,
  });
  const written = new Map<string, (row: number) => string>();
  const cell = (name: string, row: number): string => {
    const known = written.get(name) ?? cellWriter(kept, name);
    written.set(name, known);
    return known(row);
  };
  const groups = new Map(
    encoder ? encodedGroups(encoder).map((group) => [group.name, group.features] as const) : [],
  );
  const width = features.shape[1];
  const held = (name: string, i: number, row: number): string | number | undefined => {
    const places = groups.get(name);
    if (!places) return undefined;
    if (kept.columns.has(name) && cell(name, row) === "") return "";
    const column = encoder!.columns.find((one) => one.name === name);
    if (column?.kind === "category")
      return column.categories[places.findIndex((j) => features.data[i * width + j] === 1)] ?? "";
    return places.length === 1 ? features.data[i * width + places[0]!]! : undefined;
  };
  return (i, columns) => {
    const row = rows?.[i] ?? i;
    const { file, line } = kept.place(row);
    const values = columns.flatMap((name) => {
      const value = held(name, i, row);
      return value === undefined ? [] : [[name, value] as const];
    });
    return {
      file: line === undefined ? undefined : file,
      line,
      id: ids.length > 0 ? Object.fromEntries(ids.map((name) => [name, cell(name, row)])) : undefined,
      values: values.length > 0 ? Object.fromEntries(values) : undefined,
    };
  };
}

/** What a column's cells say; numbers that are codes keep their zeros, where all are of one length. */
function cellWriter({ columns, traits }: Table, name: string): (row: number) => string {
  const column: Column = columns.get(name)!;
  if (column.kind === "unusable") {
    const { dates } = column;
    return (row) => (dates && !Number.isNaN(dates[row]) ? new Date(dates[row]!).toISOString() : "");
  }
  if (column.kind === "text") return (row) => column.values[row] ?? "";
  const cells = cellsOf(column);
  const codes = traits.codes?.get(name) ?? [];
  const lengths = new Set(codes.map((code) => code.length));
  const [length = 0] = lengths.size === 1 ? lengths : [];
  return (row) => {
    const text = cells[row] ?? "";
    return /^\d+$/.test(text) ? text.padStart(length, "0") : text;
  };
}
