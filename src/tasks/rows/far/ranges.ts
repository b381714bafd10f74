import { dayMs, dayText } from "../../../data/columns/cells/dates/dates.ts";
import { widthOf } from "../../../data/columns/encoder.ts";
import type { EncodedColumn, Encoder } from "../../../data/columns/encoding.ts";
import { rangeOf } from "../../../data/numbers/tails.ts";
import type { Matrix } from "../../../data/rows/labelledRows.ts";

/** Enough rows for the shape of a column. */
const lookedAt = 1000;

/** The least and the largest number of each column of features. */
export interface Extremes {
  readonly least: ArrayLike<number>;
  readonly most: ArrayLike<number>;
}

/**
 * An encoder that knows what its numbers and days were in the training rows. `features`: the rows, or a sample of them where
 * `all` says what the others hold.
 */
export function withRanges(
  encoder: Encoder,
  features: Matrix,
  { extremes = extremesOf(features), rows = features.shape[0] }: { extremes?: Extremes; rows?: number } = {},
): Encoder {
  let start = 0;
  return {
    ...encoder,
    columns: encoder.columns.map((column) => {
      const from = start;
      start += widthOf(column);
      return withRange(column, from, { features, extremes, rows });
    }),
  };
}

function withRange(
  column: EncodedColumn,
  from: number,
  { features, extremes, rows }: { features: Matrix; extremes: Extremes; rows: number },
): EncodedColumn {
  if (column.kind === "category" || (column.kind === "number" && column.within !== undefined)) return column;
  if (column.kind === "date") {
    const days = column.parts.indexOf("days");
    if (days < 0 || column.first === undefined || column.yearless !== undefined) return column;
    return {
      ...column,
      last: dayText(Date.parse(column.first) / dayMs + Math.floor(extremes.most[from + days]!)),
    };
  }
  // The numbers of a list are of one kind: an embedding, a spectrum.
  const width = column.kind === "list" ? column.width : 1;
  let [least, most] = [Infinity, -Infinity];
  for (let j = from; j < from + width; j++) {
    least = Math.min(least, extremes.least[j]!);
    most = Math.max(most, extremes.most[j]!);
  }
  const seen = rangeOf(sampleOf(features, from, width), { least, most }, rows);
  return seen ? { ...column, seen } : column;
}

/** Numbers of a few columns, from rows all over. */
function sampleOf({ shape: [n, d], data }: Matrix, from: number, width: number): Float64Array {
  const cells = n * width;
  const count = Math.min(cells, lookedAt);
  return Float64Array.from({ length: count }, (_, i) => {
    const cell = Math.floor((i * cells) / count);
    return data[Math.floor(cell / width) * d + from + (cell % width)]!;
  });
}

function extremesOf({ shape: [n, d], data }: Matrix): Extremes {
  const least = new Float64Array(d).fill(Infinity);
  const most = new Float64Array(d).fill(-Infinity);
  for (let i = 0, k = 0; i < n; i++) {
    for (let j = 0; j < d; j++, k++) {
      const x = data[k]!;
      if (x < least[j]!) least[j] = x;
      if (x > most[j]!) most[j] = x;
    }
  }
  return { least, most };
}
