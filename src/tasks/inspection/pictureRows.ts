import type { ImageFile } from "../../data/images/decode.ts";
import { emptyRows, type ImageSpec, type PixelRow, pixelCount } from "../../data/images/image.ts";
import { rowsTogether } from "../../data/images/imageFit.ts";
import { fittedImage } from "../../data/images/imageRow.ts";
import type { Matrix } from "../../data/rows/labelledRows.ts";
import type { Table } from "../../data/table.ts";
import { asProgram, SettingError, type Spell, UserError } from "../../errors.ts";
import type { Unread } from "./partFiles.ts";

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
  /** how images differ from those that were trained on, in words behind "is" */
  readonly remarks: readonly Remark[];
}

export interface Remark {
  readonly file: string;
  readonly is: string;
}

export interface PixelRows extends PartRows {
  readonly rows: { readonly shape: readonly [rows: number, pixels: number]; readonly data: PixelRow };
}

/** The rows of pictures, some at a time; one that cannot be read as the model takes it is named. */
export async function* pictureRows(
  files: readonly ImageFile[],
  unread: readonly Unread[],
  spec: ImageSpec,
  spell: Spell = asProgram,
): AsyncGenerator<PixelRows, void, void> {
  if (unread.length > 0) yield { rows: pixelRows([], spec), names: [], unread, remarks: [] };
  for (let start = 0; start < files.length; start += together) {
    const some = files.slice(start, start + together);
    const read = await Promise.allSettled(some.map((file) => fittedImage(file, spec)));
    const whole = read.flatMap((found, i) =>
      found.status === "fulfilled" ? [{ name: some[i]!.name, ...found.value }] : [],
    );
    const rows = whole.map(({ row }) => row);
    yield {
      rows: pixelRows(rows, spec),
      names: whole.map(({ name }) => name),
      unread: read.flatMap((found, i) =>
        found.status === "rejected" ? [unreadable(some[i]!.name, found.reason, spell)] : [],
      ),
      remarks: whole.flatMap(({ name, remarks }) => remarks.map((is) => ({ file: name, is }))),
    };
  }
}

/** (images, pixels) */
const pixelRows = (rows: readonly PixelRow[], spec: ImageSpec): PixelRows["rows"] => ({
  shape: [rows.length, pixelCount(spec)],
  data: rowsTogether(rows, spec),
});

/** Pieces of rows as one: so many images in all. */
export function allTogether(pieces: readonly PixelRow[], images: number, spec: ImageSpec): PixelRows["rows"] {
  const data = emptyRows(spec, images);
  let at = 0;
  for (const piece of pieces) {
    data.set(piece, at);
    at += piece.length;
  }
  return { shape: [images, pixelCount(spec)], data };
}

/** What of the user's went wrong; a defect of ours is no file's fault. */
function unreadable(file: string, error: unknown, spell: Spell): Unread {
  if (error instanceof SettingError) return { file, message: error.spelled(spell) };
  if (error instanceof UserError) return { file, message: error.message };
  throw error;
}
