import type { Encoder } from "../../../data/columns/encoding.ts";
import { selectRows } from "../../../data/columns/missing.ts";
import { pixelCount } from "../../../data/images/image.ts";
import type { LabelledRows } from "../../../data/rows/labelledRows.ts";
import type { Table } from "../../../data/table.ts";
import {
  type ColumnSketch,
  cellsFor,
  type RowsSketch,
  sketchable,
  sketchNumbers,
  written,
} from "../../../model/drift/sketch.ts";
import { countColumns, namedFor, type ReadColumn, readColumns, readPictures } from "./columns.ts";

/** Enough rows to tell a tenth of a deviation, and no more cells than a moment is enough to sort. */
const mostRows = 10_000;
const mostSorted = 2 ** 21;
const mostPictures = 3000;

/** The training rows, or a sample of them, as a model keeps them; `rows` are those of the table. */
export function sketchOf(table: Table, rows: ArrayLike<number>, encoder: Encoder): RowsSketch {
  const of = countColumns(encoder);
  if (of === 0 || rows.length === 0) return { rows: 0, columns: [] };
  const most = Math.min(mostRows, Math.max(500, Math.floor(mostSorted / of)));
  const chosen = spread(rows, most).sort((a, b) => a - b);
  const named = namedFor(table, encoder);
  const step = Math.ceil(of / sketchable);
  const columns: ColumnSketch[] = [];
  const whole = chosen.length === named.rows ? named : selectRows(named, chosen);
  let place = 0;
  for (const read of readColumns(whole, encoder)) {
    if (place++ % step !== 0) continue;
    const found = sketched(read, Math.ceil(of / step));
    if (found) columns.push(found);
  }
  return { rows: chosen.length, columns: columns.map(written), of: step > 1 ? of : undefined };
}

/** The same of pictures: their light and sharpness. */
export function sketchOfPictures({ features, image }: LabelledRows, rows: ArrayLike<number>): RowsSketch {
  const pixels = pixelCount(image!);
  const chosen = spread(rows, mostPictures);
  const data = new Float64Array(chosen.length * pixels);
  for (const [i, row] of chosen.entries())
    for (let j = 0; j < pixels; j++) data[i * pixels + j] = features.data[row * pixels + j]!;
  const read = chosen.length === 0 ? [] : readPictures(data, image!);
  const columns = read.map((one) => written(sketched(one, read.length)!));
  return { rows: chosen.length, columns };
}

function sketched({ column, values, categories }: ReadColumn, of: number): ColumnSketch | undefined {
  if (!categories) return sketchNumbers(column, values, cellsFor(of));
  const counts = new Array<number>(categories.length).fill(0);
  let missing = 0;
  for (const place of values)
    if (place >= 0) counts[place]!++;
    else missing++;
  return { column, categories, counts, missing };
}

/** At most so many, from all over. */
function spread(rows: ArrayLike<number>, most: number): number[] {
  const count = Math.min(rows.length, most);
  return Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)]!);
}
