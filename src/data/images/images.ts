import { availableParallelism } from "node:os";
import { asProgram, SettingError, type Spell } from "../../errors.ts";
import { type Column, type Numbers, Table } from "../table.ts";
import { decodeImage, type ImageFile, pixelsAtOnce, readImageHeader } from "./decode.ts";
import type { ImageHeader } from "./formats/own.ts";
import {
  emptyRows,
  type ImageSpec,
  imageInWords,
  isToBeFound,
  type PixelRow,
  pixelCount,
  type WantedImage,
} from "./image.ts";
import { checkFit, checkSize, fittedRow, lossesOf, remarksOn } from "./imageFit.ts";
import { type ImageSet, notesOf, Remarks } from "./imageNotes.ts";
import { isDeep } from "./pixels/pixels.ts";
import { RangeFinder, scaled } from "./pixels/range.ts";
import { lightOf, toRow } from "./pixels/toRow.ts";

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
  wanted: WantedImage = {},
  spell: Spell = asProgram,
): Promise<DecodedTables> {
  const given = Object.values(tables);
  const files = given.flatMap((table) => filesOf(table) ?? []);
  if (files.length === 0) return resizedTables(tables, wanted);
  const headers = await side(files, readImageHeader);
  const set: ImageSet = {
    image: specOf(files, headers, wanted),
    ...{ files, headers, wanted, spell, remarks: new Remarks() },
    finder: finderOf(headers, wanted),
  };
  const read: Record<string, Read> = {};
  let first = 0;
  for (const [split, table] of Object.entries(tables)) {
    const raw = filesOf(table);
    if (!raw) continue;
    read[split] = await readAll(raw, headers.slice(first, first + raw.length), set);
    first += raw.length;
  }
  const image = settled(set, Object.values(read));
  const decoded: Record<string, Table> = {};
  for (const [split, table] of Object.entries(tables))
    decoded[split] = read[split] ? withPixels(table, read[split].values, image) : table;
  return { tables: decoded, image, notes: notesOf({ ...set, image }) };
}

/** Finds the range of a training set of more than 8 bits. */
function finderOf(headers: readonly ImageHeader[], wanted: WantedImage): RangeFinder | undefined {
  const { bits } = wanted;
  const deep = headers.some((header) => header.deep);
  if (typeof bits === "number" && !deep)
    throw new SettingError(
      (say) =>
        `${say("bits", bits)} is of images of more than 8 bits a channel, and none here has more; leave it out`,
    );
  return deep && isToBeFound(wanted)
    ? new RangeFinder(typeof bits === "number" ? bits : undefined)
    : undefined;
}

/** The pictures of a table that are not decoded yet. */
export function filesOf(table: Table): readonly ImageFile[] | undefined {
  const column = table.imageColumn === undefined ? undefined : table.columns.get(table.imageColumn);
  return column?.kind === "unusable" ? column.images : undefined;
}

/** How images become rows: as they are wanted, else as they are; an error where they are of several sizes. */
export function specOf(
  files: readonly ImageFile[],
  headers: readonly ImageHeader[],
  wanted: WantedImage,
): ImageSpec {
  const [first] = headers as [ImageHeader];
  const { height = first.height, width = first.width, resize, convert } = wanted;
  const channels = wanted.channels ?? (headers.every(({ grey }) => grey) ? 1 : 3);
  const spec: ImageSpec = {
    ...{ height, width, channels },
    convert: convert || undefined,
    resize: resize || undefined,
    range: wanted.range,
  };
  if (wanted.height !== undefined) {
    for (const [i, header] of headers.entries()) checkSize(files[i]!.name, header, spec);
    return spec;
  }
  const odd = headers.findIndex((header) => header.height !== height || header.width !== width);
  if (odd < 0) return spec;
  throw new SettingError(
    (say) =>
      `${files[odd]!.name} has ${headers[odd]!.width}×${headers[odd]!.height} pixels, ${files[0]!.name} has ${width}×${height}; images must have one size: bring them to one with ${say("size", { height, width })}`,
  );
}

interface Read {
  /** (rows, pixels) */
  values: PixelRow;
  /** rows whose numbers stand as their files have them, until the range of the set is known */
  raw: number[];
}

/** Memory for the rows of images; a picture that is damaged may say that it is larger than there is memory. */
function roomFor(rows: number, image: ImageSpec): PixelRow {
  try {
    return emptyRows(image, rows);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const gigabytes = (rows * pixelCount(image) * (image.range ? 4 : 1)) / 1e9;
    throw new SettingError(
      (say) =>
        `${rows} images of ${imageInWords(image)} are ${gigabytes.toFixed(1)} GB of pixels, more than fit in memory; bring them to a smaller size: ${say("size", { height: 64, width: 64 })}`,
    );
  }
}

async function readAll(
  files: readonly ImageFile[],
  headers: readonly ImageHeader[],
  set: ImageSet,
): Promise<Read> {
  const { finder } = set;
  // Until the range is found, one stands in that no row is brought to.
  const image: ImageSpec = finder ? { ...set.image, range: [0, 255] } : set.image;
  const size = pixelCount(image);
  const values = roomFor(files.length, image);
  const raw: number[] = [];
  const remarks = await side(
    files,
    async (file, row) => {
      const pixels = await decodeImage(file, headers[row]);
      checkFit(file.name, pixels, image);
      if (finder && isDeep(pixels) && pixels.white === undefined) {
        finder.add(pixels);
        raw.push(row);
        values.set(lightOf(pixels, image), row * size);
      } else values.set(toRow(pixels, image), row * size);
      return finder ? lossesOf(pixels) : remarksOn(pixels, image);
    },
    picturesAtOnce(set.headers),
  );
  for (const [i, some] of remarks.entries()) set.remarks.add(files[i]!.name, some); // in the order of the files
  return { values, raw };
}

/** The spec with the range that was found, and the rows that waited for it brought to it. */
function settled({ finder, image, wanted }: ImageSet, read: readonly Read[]): ImageSpec {
  if (finder === undefined) return image;
  const range = finder.found ? finder.range() : ([0, 255] as const);
  const { bits } = wanted;
  if (typeof bits === "number" && finder.most > range[1])
    throw new SettingError(
      (say) =>
        `${say("bits", bits)} goes up to ${range[1]}, but the images hold ${finder.most}; leave it out, or give the camera's bits`,
    );
  const size = pixelCount(image);
  for (const { values, raw } of read) {
    for (const row of raw) scaled((values as Float32Array).subarray(row * size, (row + 1) * size), range);
  }
  return { ...image, range };
}

/** How many pictures of a set may be decoded at once. */
export const picturesAtOnce = (sizes: readonly { height: number; width: number }[]): number =>
  Math.floor(pixelsAtOnce / sizes.reduce((most, { height, width }) => Math.max(most, height * width), 1));

/** Works on as many items at a time as there are processors, `most` at most. The error of the first file that has one is thrown. */
export async function side<T, R>(
  items: readonly T[],
  work: (item: T, i: number) => Promise<R>,
  most = 8,
): Promise<R[]> {
  const results: R[] = [];
  const atOnce = Math.max(1, Math.min(most, 8, availableParallelism()));
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

/** Rows that come as pixels already, as IDX has them, at another size or in colour where that is wanted. */
function resizedTables(
  tables: Record<string, Table>,
  { bits: _, range: __, ...wanted }: WantedImage,
): DecodedTables {
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

/** The table with rows of pixels in the place of its pictures. */
export function withPixels(table: Table, values: Numbers, image: ImageSpec): Table {
  const pixels: Column = { kind: "list", values, width: pixelCount(image), image };
  const columns = [...table.columns].map(
    ([name, column]) => [name, name === table.imageColumn ? pixels : column] as const,
  );
  return new Table(new Map(columns), table.parts, table.traits);
}
