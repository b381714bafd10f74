import { availableParallelism } from "node:os";
import { UserError } from "../../errors.ts";
import { type Column, type Numbers, Table } from "../table.ts";
import { decodeImage, type ImageFile, type ImageHeader, readImageHeader } from "./decode.ts";
import { type ImageSpec, pixelCount } from "./image.ts";
import { checkSize, fittedRow } from "./imageFit.ts";

export interface DecodedTables {
  tables: Record<string, Table>;
  /** how the rows of images were made, where there are any */
  image?: ImageSpec;
  /** what was done to images that hold more than a row can, a line each */
  notes: string[];
}

/**
 * The tables with their images as rows of pixels, all made in one way: as `wanted` says, and as the images are where
 * it says nothing: then they must have one size, and are grey where all of them are.
 */
export async function decodeTables(
  tables: Record<string, Table>,
  wanted: Partial<ImageSpec> = {},
): Promise<DecodedTables> {
  const given = Object.values(tables);
  const files = given.flatMap((table) => filesOf(table) ?? []);
  if (files.length === 0) return resizedTables(tables, wanted);
  const headers = await side(files, readImageHeader);
  const image = specOf(files, headers, wanted);
  const decoded: Record<string, Table> = {};
  for (const [split, table] of Object.entries(tables)) {
    const raw = filesOf(table);
    decoded[split] = raw ? withPixels(table, await rowsOf(raw, image), image) : table;
  }
  return {
    tables: decoded,
    image,
    notes: [...notesOf(files, headers), ...mixedNote(files, headers, wanted)],
  };
}

function filesOf(table: Table): readonly ImageFile[] | undefined {
  const column = table.imageColumn === undefined ? undefined : table.columns.get(table.imageColumn);
  return column?.kind === "unusable" ? column.images : undefined;
}

function specOf(
  files: readonly ImageFile[],
  headers: readonly ImageHeader[],
  wanted: Partial<ImageSpec>,
): ImageSpec {
  const [first] = headers as [ImageHeader];
  const { height = first.height, width = first.width, resize, convert } = wanted;
  const channels = wanted.channels ?? (headers.every(({ grey }) => grey) ? 1 : 3);
  const size = { height, width };
  const spec = { ...size, channels, convert: convert || undefined, resize: resize || undefined };
  if (wanted.height !== undefined) {
    for (const [i, header] of headers.entries()) checkSize(files[i]!.name, header, spec);
    return spec;
  }
  const odd = headers.findIndex((header) => header.height !== height || header.width !== width);
  if (odd < 0) return spec;
  throw new UserError(
    `${files[odd]!.name} has ${headers[odd]!.width}×${headers[odd]!.height} pixels, ${files[0]!.name} has ${width}×${height}; images must have one size: resize them with --size ${width === height ? width : `${width}x${height}`}`,
  );
}

/** (rows, pixels) */
async function rowsOf(files: readonly ImageFile[], image: ImageSpec): Promise<Uint8Array> {
  const size = pixelCount(image);
  const values = new Uint8Array(files.length * size);
  await side(files, async (file, row) => {
    values.set(fittedRow(file.name, await decodeImage(file), image), row * size);
  });
  return values;
}

/** Works on as many items at a time as there are processors. The error of the first file that has one is thrown. */
async function side<T, R>(items: readonly T[], work: (item: T, i: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const atOnce = Math.min(8, availableParallelism());
  for (let start = 0; start < items.length; start += 64) {
    const found: PromiseSettledResult<R>[] = [];
    let next = start;
    const end = Math.min(items.length, start + 64);
    const worker = async () => {
      while (next < end) {
        const i = next++;
        const [settled] = await Promise.allSettled([work(items[i]!, i)]);
        found[i - start] = settled!;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    for (const one of found) {
      if (one.status === "rejected") throw one.reason;
      results.push(one.value);
    }
  }
  return results;
}

function notesOf(files: readonly ImageFile[], headers: readonly ImageHeader[]): string[] {
  const found = new Map<string, { first: string; count: number }>();
  for (const [i, { loses }] of headers.entries()) {
    if (loses === undefined) continue;
    const one = found.get(loses) ?? { first: files[i]!.name, count: 0 };
    found.set(loses, { ...one, count: one.count + 1 });
  }
  return [...found].map(([what, { first, count }]) =>
    count === 1 ? `${first} is ${what}` : `${count} images are ${what} (the first: ${first})`,
  );
}

/** That grey images stand among those in colour, where nobody said how all are to be taken. */
function mixedNote(
  files: readonly ImageFile[],
  headers: readonly ImageHeader[],
  wanted: Partial<ImageSpec>,
): string[] {
  const grey = headers.filter((header) => header.grey).length;
  if (wanted.channels !== undefined || grey === 0 || grey === headers.length) return [];
  const first = files[headers.findIndex((header) => header.grey)]!.name;
  return [
    `${grey} of ${headers.length} images are grey (the first: ${first}), the others in colour: all are taken in colour; say --grey or --colour`,
  ];
}

/** Rows that come as pixels already, as IDX has them, at another size or in colour where that is wanted. */
function resizedTables(tables: Record<string, Table>, wanted: Partial<ImageSpec>): DecodedTables {
  let image: ImageSpec | undefined;
  const made: Record<string, Table> = {};
  for (const [split, table] of Object.entries(tables)) {
    const name = table.imageColumn;
    const column = name === undefined ? undefined : table.columns.get(name);
    if (column?.kind !== "list" || !column.image) {
      made[split] = table;
      continue;
    }
    const { image: from, values } = column;
    const to: ImageSpec = { ...from, ...wanted };
    image = to;
    const same = (["height", "width", "channels"] as const).every((of) => to[of] === from[of]);
    made[split] = withPixels(table, same ? values : fittedRows(table.source, values, from, to), to);
  }
  return { tables: made, image, notes: [] };
}

function fittedRows(name: string, values: Numbers, from: ImageSpec, to: ImageSpec): Uint8Array {
  const [size, newSize] = [pixelCount(from), pixelCount(to)];
  const out = new Uint8Array((values.length / size) * newSize);
  for (let row = 0; row * size < values.length; row++) {
    const data = Uint8Array.from(values.subarray(row * size, (row + 1) * size));
    out.set(fittedRow(name, { ...from, data }, to), row * newSize);
  }
  return out;
}

function withPixels(table: Table, values: Numbers, image: ImageSpec): Table {
  const pixels: Column = { kind: "list", values, width: pixelCount(image), image };
  const columns = [...table.columns].map(
    ([name, column]) => [name, name === table.imageColumn ? pixels : column] as const,
  );
  return new Table(new Map(columns), table.parts, table.traits);
}
