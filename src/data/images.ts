import { availableParallelism } from "node:os";
import { UserError } from "../errors.ts";
import { decodeImage, type ImageFile, type ImageHeader, readImageHeader } from "./decode.ts";
import { type ImageSpec, imageInWords, pixelCount } from "./image.ts";
import { toRow } from "./pixels.ts";
import { resize } from "./resize.ts";
import { type Column, Table } from "./table.ts";

export interface DecodedTables {
  tables: Record<string, Table>;
  /** how the rows of images were made, where there are any */
  image?: ImageSpec;
  /** what was done to images that hold more than a row can, a line each */
  notes: string[];
}

/**
 * The tables with their images as rows of pixels, all made in one way: as `wanted` says, and as the images are where
 * it says nothing. They must have one size unless `wanted.resize`; they are grey where all of them are.
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
  return { tables: decoded, image, notes: notesOf(files, headers) };
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
  const { height = first.height, width = first.width, resize } = wanted;
  const channels = wanted.channels ?? (headers.every(({ grey }) => grey) ? 1 : 3);
  const { convert } = wanted;
  const how = { channels, ...(convert ? { convert } : {}) };
  if (resize) return { height, width, ...how, resize };
  const odd = headers.findIndex((header) => header.height !== height || header.width !== width);
  if (odd < 0) return { height, width, ...how };
  const size = `${headers[odd]!.width}×${headers[odd]!.height}`;
  if (wanted.height !== undefined) {
    throw new UserError(
      `${files[odd]!.name}: has ${size} pixels, but the model was trained on images of ${width}×${height}; train it with --size to have all resized`,
    );
  }
  throw new UserError(
    `${files[odd]!.name} has ${size} pixels, ${files[0]!.name} has ${width}×${height}; images must have one size: resize them with --size ${width === height ? width : `${width}x${height}`}`,
  );
}

/** (rows, pixels) */
async function rowsOf(files: readonly ImageFile[], image: ImageSpec): Promise<Uint8Array> {
  const size = pixelCount(image);
  const values = new Uint8Array(files.length * size);
  await side(files, async (file, row) => {
    values.set(toRow(await decodeImage(file), image), row * size);
  });
  return values;
}

/** Some at a time, as many as there are processors. Of several errors, the first file's. */
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

/** Rows that come as pixels already, as IDX has them, at another size where one is wanted. */
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
    if (
      !(values instanceof Uint8Array) ||
      to.channels !== from.channels ||
      (!to.resize && !sameSize(to, from))
    ) {
      throw new UserError(
        `${table.source}: holds images of ${imageInWords(from)}, and images of ${imageInWords(to)} are wanted; leave out --size and --colour, or give image files`,
      );
    }
    image = to;
    made[split] = sameSize(to, from)
      ? withPixels(table, values, to)
      : withPixels(table, resizedRows(values, from, to), to);
  }
  return { tables: made, ...(image ? { image } : {}), notes: [] };
}

const sameSize = (a: ImageSpec, b: ImageSpec): boolean => a.height === b.height && a.width === b.width;

function resizedRows(values: Uint8Array, from: ImageSpec, to: ImageSpec): Uint8Array {
  const [size, newSize] = [pixelCount(from), pixelCount(to)];
  const out = new Uint8Array((values.length / size) * newSize);
  for (let row = 0; row * size < values.length; row++) {
    const pixels = values.subarray(row * size, (row + 1) * size);
    out.set(resize(pixels, from, to, from.channels), row * newSize);
  }
  return out;
}

function withPixels(table: Table, values: Uint8Array, image: ImageSpec): Table {
  const pixels: Column = { kind: "list", values, width: pixelCount(image), image };
  const columns = [...table.columns].map(
    ([name, column]) => [name, name === table.imageColumn ? pixels : column] as const,
  );
  return new Table(new Map(columns), table.parts, table.traits);
}
