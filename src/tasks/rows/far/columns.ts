import { Categories } from "../../../data/columns/cells/spelling.ts";
import { undressed } from "../../../data/columns/cells/undress.ts";
import { placed, renamed } from "../../../data/columns/encoder.ts";
import type { EncodedColumn, Encoder } from "../../../data/columns/encoding.ts";
import { isGap } from "../../../data/columns/noValue.ts";
import { type ImageSpec, pixelCount } from "../../../data/images/image.ts";
import { cellsOf, type Numbers, type Table } from "../../../data/table.ts";
import { addLight, type PictureLight } from "../../../model/inspection/light.ts";

/** What stands in a column of rows: numbers, NaN for none; or the places of categories, -1 for none and -2 for another. */
export interface ReadColumn {
  column: string;
  values: Float64Array;
  categories?: readonly string[];
}

/** The table under an encoder's names. */
export const namedFor = (table: Table, encoder: Encoder): Table =>
  encoder.positions ? placed(table, encoder) : renamed(table, encoder);

/** The columns that can drift, as a model reads them. Dates do not: the next ones are always others. */
export function* readColumns(named: Table, { columns }: Pick<Encoder, "columns">): Generator<ReadColumn> {
  for (const encoded of columns) {
    const { name } = encoded;
    if (!named.columns.has(name)) continue;
    if (encoded.kind === "category") yield categoriesOf(named, encoded);
    else if (encoded.kind === "number" && encoded.within === undefined) {
      const found = undressed(named, name, encoded.dress);
      if (found.kind === "number") yield { column: name, values: Float64Array.from(found.values) };
    } else if (encoded.kind === "list") {
      const found = named.column(name);
      if (found.kind === "list" && found.width === encoded.width)
        yield* elementsOf(name, found.values, encoded.width);
    }
  }
}

function categoriesOf(
  table: Table,
  { name, categories }: Extract<EncodedColumn, { kind: "category" }>,
): ReadColumn {
  const known = new Categories(categories);
  const places = new Map<string, number>();
  const cells = cellsOf(table.withWords([name]).column(name));
  const values = Float64Array.from(cells, (cell) => {
    const before = places.get(cell);
    if (before !== undefined) return before;
    const place = known.place(cell) ?? (isGap(cell) ? -1 : -2);
    if (places.size < 10_000) places.set(cell, place);
    return place;
  });
  return { column: name, values, categories };
}

function* elementsOf(name: string, values: Numbers, width: number): Generator<ReadColumn> {
  const rows = values.length / width;
  for (let j = 0; j < width; j++)
    yield {
      column: `${name}[${j}]`,
      values: Float64Array.from({ length: rows }, (_, row) => values[row * width + j]!),
    };
}

/** How many columns `readColumns` gives of whole rows. */
export function countColumns({ columns }: Pick<Encoder, "columns">): number {
  let count = 0;
  for (const column of columns) {
    if (column.kind === "list") count += column.width;
    else if (column.kind === "category" || (column.kind === "number" && column.within === undefined)) count++;
  }
  return count;
}

/** Of each picture its brightness, contrast and sharpness, in rows of pixels before the model's scaler. */
export function readPictures(rows: Numbers, spec: ImageSpec): ReadColumn[] {
  const light: PictureLight = { brightness: [], contrast: [] };
  addLight(light, rows, pixelCount(spec));
  const sharpness = light.contrast.map((contrast, i) =>
    contrast > 0 ? edgesIn(rows, i, spec) / contrast : 0,
  );
  const { brightness, contrast } = light;
  return Object.entries({ brightness, contrast, sharpness }).map(([column, values]) => ({
    column,
    values: Float64Array.from(values),
  }));
}

/** The mean difference of pixels side by side, which falls where a picture is out of focus. */
function edgesIn(rows: Numbers, picture: number, { height, width, channels }: ImageSpec): number {
  const line = width * channels;
  const start = picture * height * line;
  let sum = 0;
  for (let y = 0; y < height; y++)
    for (let at = start + y * line, end = at + line - channels; at < end; at++)
      sum += Math.abs(rows[at + channels]! - rows[at]!);
  return width > 1 ? sum / (height * (line - channels)) : 0;
}
