import { type Column, type Part, Table } from "../table.ts";

/** What to do about missing cells: fill them with the training rows' mean or median (categories: with the most
 * frequent one), or drop their rows. */
export type MissingRule = "mean" | "median" | "drop";
export const missingRules = ["mean", "median", "drop"] as const;

export function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** As NumPy's median: an even count gives the mean of the two in the middle. */
export function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** The most frequent category; the first where several are equally frequent, as scikit-learn's SimpleImputer. */
export function mode(counts: ReadonlyMap<string, number>, categories: readonly string[]): string {
  let best = categories[0]!;
  for (const one of categories) if (counts.get(one)! > counts.get(best)!) best = one;
  return best;
}

/** How often each cell occurs, added to `counts`. */
export function countCells(cells: Iterable<string>, counts = new Map<string, number>()): Map<string, number> {
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return counts;
}

/** The rows at `rows` (ascending) as a table that still names them by their place in the file. */
export function selectRows(table: Table, rows: readonly number[]): Table {
  const columns = new Map([...table.columns].map(([name, column]) => [name, selected(column, rows)]));
  const parts: Part[] = [];
  let start = 0;
  let next = 0;
  for (const part of table.parts) {
    const kept: number[] = [];
    for (; next < rows.length && rows[next]! < start + part.rows; next++) kept.push(rows[next]! - start);
    const { lineOf, rowOf = (row: number) => row } = part;
    parts.push({
      file: part.file,
      rows: kept.length,
      rowOf: (row) => rowOf(kept[row]!),
      names: part.names && kept.map((row) => part.names![row]!),
      groups: part.groups && kept.map((row) => part.groups![row]!),
      lineOf: lineOf && ((row: number) => lineOf(kept[row]!)),
    });
    start += part.rows;
  }
  return new Table(columns, parts, table.traits);
}

function selected(column: Column, rows: readonly number[]): Column {
  if (column.kind === "unusable") {
    const { reason, images, dates } = column;
    return {
      kind: "unusable",
      reason,
      rows: rows.length,
      images: images && rows.map((row) => images[row]!),
      dates: dates && Float64Array.from(rows, (row) => dates[row]!),
    };
  }
  if (column.kind === "text") return { kind: "text", values: rows.map((row) => column.values[row]!) };
  const width = column.kind === "list" ? column.width : 1;
  const Kind = column.values.constructor as new (length: number) => Float64Array;
  const values = new Kind(rows.length * width);
  for (const [i, row] of rows.entries())
    values.set(column.values.subarray(row * width, (row + 1) * width) as Float64Array, i * width);
  if (column.kind === "list") return { ...column, values };
  const empty = rows.findIndex((_, i) => Number.isNaN(values[i]!));
  const gap =
    empty < 0 ? undefined : { row: empty, text: rows[empty] === column.gap?.row ? column.gap!.text : "" };
  const { names, words, spelled, dress } = column;
  return { kind: "number", values, gap, names, dress, words: at(words), spelled: at(spelled) };

  function at(cells: ReadonlyMap<number, string> | undefined) {
    return cells && new Map(rows.flatMap((row, i) => (cells.has(row) ? [[i, cells.get(row)!]] : [])));
  }
}
