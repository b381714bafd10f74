import { stat } from "node:fs/promises";
import type { ImageSpec, PixelRow } from "../../data/images/image.ts";
import { pixelCount } from "../../data/images/image.ts";
import { secondNamesInWords } from "../../data/listing/content/secondNames.ts";
import { someNames } from "../../data/listing/oneLine.ts";
import { append } from "../../data/numbers/lists.ts";
import type { HowToRead } from "../../data/reading.ts";
import { type Column, Table } from "../../data/table.ts";
import { UserError } from "../../errors.ts";
import { remarkNotes } from "./lot.ts";
import { isHiddenOrSmall, isRepeat, partFiles, type Unread } from "./partFiles.ts";
import { allTogether, pictureRows, type Remark } from "./pictureRows.ts";

/** The pictures of a folder, and why others of its files are none. */
export interface PictureTable {
  readonly table: Table;
  readonly errors: readonly Unread[];
  readonly notes: readonly string[];
}

/**
 * What `read` reads of a source; of a folder that it cannot read as a whole, since one picture of it is damaged or of another size, or
 * some lie beside folders of others, each picture by itself. Throws what `read` throws where no picture can be read.
 */
export async function orEachPicture<T>(
  source: string,
  { image, how }: { image: ImageSpec | undefined; how: HowToRead },
  read: () => Promise<T>,
): Promise<T | PictureTable> {
  try {
    return await read();
  } catch (error) {
    if (!image || !(error instanceof UserError)) throw error;
    const found = await pictureTable(source, image, how);
    if (!found) throw error;
    return found;
  }
}

async function pictureTable(
  folder: string,
  image: ImageSpec,
  how: HowToRead,
): Promise<PictureTable | undefined> {
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) return undefined;
  const { pictures, unread, passedOver, ...found } = await partFiles([folder], how);
  const rows: PixelRow[] = [];
  const names: string[] = [];
  const errors: Unread[] = [];
  const remarks: Remark[] = [];
  for await (const piece of pictureRows(pictures, unread, image, how.spell)) {
    rows.push(piece.rows.data);
    append(names, piece.names);
    append(errors, piece.unread);
    append(remarks, piece.remarks);
  }
  if (names.length === 0) return undefined;
  const { data } = allTogether(rows, names.length, image);
  const column: Column = { kind: "list", values: data, width: pixelCount(image), image };
  const table = new Table(new Map([["image", column]]), [{ file: folder, rows: names.length, names }]);
  const notes = [...found.notes, ...remarkNotes(remarks)];
  if (passedOver.length > 0) notes.push(`${folder}: ${passedOverInWords(passedOver)}`);
  return { table, errors, notes };
}

/** "passed over 4 files that are no pictures: a.txt, b.csv, c.csv and 1 more", and which pictures have two names. */
export function passedOverInWords(files: readonly string[]): string {
  const again = files.filter(isRepeat);
  const hidden = files.filter(isHiddenOrSmall);
  const others = files.filter((file) => !isRepeat(file) && !isHiddenOrSmall(file));
  const lines: string[] = [];
  if (others.length > 0)
    lines.push(
      `passed over ${others.length} ${others.length === 1 ? "file that is no picture" : "files that are no pictures"}: ${someNames(others)}`,
    );
  if (hidden.length > 0) lines.push(`not read: ${someNames(hidden)}`);
  if (again.length > 0) lines.push(secondNamesInWords(again));
  return lines.join("; ");
}
