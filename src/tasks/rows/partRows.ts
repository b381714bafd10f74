import type { ImageFile } from "../../data/images/decode.ts";
import { type ImageSpec, type PixelRow, pixelCount } from "../../data/images/image.ts";
import { rowsTogether } from "../../data/images/imageFit.ts";
import { imageFilesOf, imageRow } from "../../data/images/imageRow.ts";
import { loadTables, pickSplit } from "../../data/load.ts";
import type { HowToRead } from "../../data/reading.ts";
import type { Matrix } from "../../data/rows/labelledRows.ts";
import { concatTables, type Table } from "../../data/table.ts";
import { UserError } from "../../errors.ts";
import type { ModelCard } from "../../model/file/card.ts";
import { howOf } from "./newRows.ts";

/** A part that cannot be looked at, and why. */
export interface Unread {
  readonly file: string;
  readonly message: string;
}

/** So many images are held at once: a thousand take no more memory than these. */
const together = 64;

/** Raw rows of parts, as a model takes them: pixels, or a table of measurements. */
export interface NamedRows {
  readonly rows: Matrix | Table;
  /** the file or the row of each */
  readonly names: readonly string[];
}

export interface PartRows extends NamedRows {
  /** files that are not images as the model takes them; the others are there all the same */
  readonly unread: readonly Unread[];
}

interface PixelRows extends PartRows {
  readonly rows: { readonly shape: readonly [rows: number, pixels: number]; readonly data: PixelRow };
}

/** The rows of images, some at a time, in the order of the paths; a folder stands for the images in it. */
export async function* imageRows(
  paths: readonly string[],
  spec: ImageSpec,
): AsyncGenerator<PixelRows, void, void> {
  const unread: Unread[] = [];
  const files: ImageFile[] = [];
  for (const path of paths) {
    try {
      files.push(...(await imageFilesOf(path)));
    } catch (error) {
      unread.push(unreadable(path, error));
    }
  }
  if (unread.length > 0) yield { rows: pixelRows([], spec), names: [], unread };
  for (let start = 0; start < files.length; start += together) {
    const some = files.slice(start, start + together);
    const read = await Promise.allSettled(some.map((file) => imageRow(file, spec)));
    const whole = read.flatMap((found, i) =>
      found.status === "fulfilled" ? [{ name: some[i]!.name, row: found.value }] : [],
    );
    yield {
      rows: pixelRows(
        whole.map(({ row }) => row),
        spec,
      ),
      names: whole.map(({ name }) => name),
      unread: read.flatMap((found, i) =>
        found.status === "rejected" ? [unreadable(some[i]!.name, found.reason)] : [],
      ),
    };
  }
}

/** (images, pixels) */
const pixelRows = (rows: readonly PixelRow[], spec: ImageSpec): PixelRows["rows"] => ({
  shape: [rows.length, pixelCount(spec)],
  data: rowsTogether(rows, spec),
});

/** What of the user's went wrong; a defect of ours is no file's fault. */
function unreadable(file: string, error: unknown): Unread {
  if (error instanceof UserError) return { file, message: error.message };
  throw error;
}

/** The rows of a model that takes no images: tables of measurements. */
async function tableRows(sources: readonly string[], how: HowToRead): Promise<PartRows> {
  const tables = [];
  for (const source of sources) tables.push(pickSplit(await loadTables(source, how), "test", "train")[1]);
  const rows = concatTables(tables);
  return { rows, names: Array.from({ length: rows.rows }, (_, row) => rows.where(row)), unread: [] };
}

/** Rows of parts as the model takes them, some at a time. */
export async function* partRows(
  sources: readonly string[],
  card: ModelCard,
  asked: HowToRead = {},
): AsyncGenerator<PartRows, void, void> {
  if (card.image) yield* imageRows(sources, card.image);
  else yield await tableRows(sources, howOf(card, asked));
}

/** All rows at once, each of which must be whole: references are few. */
export async function allRows(
  sources: readonly string[],
  card: ModelCard,
  asked: HowToRead = {},
): Promise<NamedRows> {
  const { image } = card;
  if (!image) return tableRows(sources, howOf(card, asked));
  const rows: PixelRow[] = [];
  const names: string[] = [];
  const size = pixelCount(image);
  for await (const piece of imageRows(sources, image)) {
    const [first] = piece.unread;
    if (first) throw new UserError(first.message);
    for (const [i, name] of piece.names.entries()) {
      names.push(name);
      rows.push(piece.rows.data.subarray(i * size, (i + 1) * size));
    }
  }
  return { rows: pixelRows(rows, image), names };
}
