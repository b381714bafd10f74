import { encodeRows } from "../../data/columns/encoder.ts";
import { toFeatures } from "../../data/columns/features.ts";
import type { ImageFile } from "../../data/images/decode.ts";
import { type ImageSpec, pixelCount } from "../../data/images/image.ts";
import { imageFilesOf, imageRow } from "../../data/images/imageRow.ts";
import { loadTables, pickSplit } from "../../data/load.ts";
import { concatTables } from "../../data/table.ts";
import { UserError } from "../../errors.ts";
import type { References } from "../../model/inspection/references.ts";
import type { Model } from "../../model/model.ts";

/** A part that cannot be looked at, and why. */
export interface Unread {
  readonly file: string;
  readonly message: string;
}

/** So many images are held at once: a thousand take no more memory than these. */
const together = 64;

export interface PartRows extends References {
  /** files that are not images as the model takes them; the others are there all the same */
  readonly unread: readonly Unread[];
}

/** The rows of images, some at a time, in the order of the paths; a folder stands for the images in it. */
export async function* imageRows(
  paths: readonly string[],
  spec: ImageSpec,
): AsyncGenerator<PartRows, void, void> {
  const unread: Unread[] = [];
  const files: ImageFile[] = [];
  for (const path of paths) {
    try {
      files.push(...(await imageFilesOf(path)));
    } catch (error) {
      unread.push(unreadable(path, error));
    }
  }
  if (unread.length > 0) yield { rows: new Uint8Array(0), names: [], unread };
  const size = pixelCount(spec);
  for (let start = 0; start < files.length; start += together) {
    const some = files.slice(start, start + together);
    const read = await Promise.allSettled(some.map((file) => imageRow(file, spec)));
    const whole = read.flatMap((found, i) =>
      found.status === "fulfilled" ? [{ name: some[i]!.name, row: found.value }] : [],
    );
    const rows = new Uint8Array(whole.length * size);
    for (const [i, { row }] of whole.entries()) rows.set(row, i * size);
    yield {
      rows,
      names: whole.map(({ name }) => name),
      unread: read.flatMap((found, i) =>
        found.status === "rejected" ? [unreadable(some[i]!.name, found.reason)] : [],
      ),
    };
  }
}

/** What of the user's went wrong; a defect of ours is no file's fault. */
function unreadable(file: string, error: unknown): Unread {
  if (error instanceof UserError) return { file, message: error.message };
  throw error;
}

/** The rows of a model that takes no images: tables of measurements. */
async function tableRows(sources: readonly string[], model: Model): Promise<PartRows> {
  const tables = [];
  for (const source of sources) tables.push(pickSplit(await loadTables(source), "test", "train")[1]);
  const table = concatTables(tables);
  const { data } = model.encoder ? encodeRows(table, model.encoder) : toFeatures(table, model.featureNames);
  const names = Array.from({ length: table.rows }, (_, row) => table.where(row));
  return { rows: data, names, unread: [] };
}

/** Rows of parts as the model takes them, some at a time. */
export async function* partRows(
  sources: readonly string[],
  model: Model,
): AsyncGenerator<PartRows, void, void> {
  if (model.image) yield* imageRows(sources, model.image);
  else yield await tableRows(sources, model);
}

/** All rows at once, each of which must be whole: references are few. */
export async function allRows(sources: readonly string[], model: Model): Promise<References> {
  const pieces: PartRows[] = [];
  for await (const piece of partRows(sources, model)) {
    const [first] = piece.unread;
    if (first) throw new UserError(first.message);
    pieces.push(piece);
  }
  const rows = new Float32Array(pieces.reduce((sum, { rows }) => sum + rows.length, 0));
  let at = 0;
  for (const piece of pieces) {
    rows.set(piece.rows, at);
    at += piece.rows.length;
  }
  return { rows, names: pieces.flatMap(({ names }) => names) };
}
