import type { ImageFile } from "../../data/images/decode.ts";
import { type ImageSpec, type PixelRow, pixelCount } from "../../data/images/image.ts";
import { rowsTogether } from "../../data/images/imageFit.ts";
import { fittedImage } from "../../data/images/imageRow.ts";
import { loadTables, pickSplit } from "../../data/load.ts";
import type { HowToRead } from "../../data/reading.ts";
import type { Matrix } from "../../data/rows/labelledRows.ts";
import { concatTables, type Table } from "../../data/table.ts";
import { UserError } from "../../errors.ts";
import type { ModelCard } from "../../model/file/card.ts";
import { howOf } from "../rows/newRows.ts";
import { partFiles, type Unread } from "./partFiles.ts";

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

interface PixelRows extends PartRows {
  readonly rows: { readonly shape: readonly [rows: number, pixels: number]; readonly data: PixelRow };
}

/** What was named, and its rows. */
export interface NamedParts {
  /** of images: how many files were found; each is a part, unread or passed over */
  readonly files?: number;
  /** files that are plainly no pictures */
  readonly passedOver: readonly string[];
  /** what a reader should know of the files, a line each */
  readonly notes: readonly string[];
  /** some at a time, in the order of the paths, to be iterated once */
  rows(): AsyncGenerator<PartRows, void, void>;
}

/** The parts of paths, as the model takes them: a folder stands for the pictures in it, of measurements for its tables. */
export async function namedParts(
  sources: readonly string[],
  card: ModelCard,
  asked: HowToRead = {},
): Promise<NamedParts> {
  if (!card.image) return tableParts(sources, howOf(card, asked));
  const { image } = card;
  const { pictures, unread, passedOver } = await partFiles(sources);
  return {
    files: pictures.length + unread.length + passedOver.length,
    passedOver,
    notes: [],
    rows: () => pictureRows(pictures, unread, image),
  };
}

async function* pictureRows(
  files: readonly ImageFile[],
  unread: readonly Unread[],
  spec: ImageSpec,
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
        found.status === "rejected" ? [unreadable(some[i]!.name, found.reason)] : [],
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

/** What of the user's went wrong; a defect of ours is no file's fault. */
function unreadable(file: string, error: unknown): Unread {
  if (error instanceof UserError) return { file, message: error.message };
  throw error;
}

/** The rows of a model that takes no images: tables of measurements. */
async function tableParts(sources: readonly string[], how: HowToRead): Promise<NamedParts> {
  const tables: Table[] = [];
  const notes: string[] = [];
  for (const source of sources) {
    const loaded = await loadTables(source, how);
    const [split, table] = pickSplit(loaded, "test", "train");
    const others = Object.keys(loaded.tables).filter((name) => name !== split);
    notes.push(...loaded.notes);
    if (others.length > 0)
      notes.push(`${source}: the rows of ${split} are taken, not those of ${others.join(" and ")}`);
    tables.push(table);
  }
  const rows = concatTables(tables);
  const names = Array.from({ length: rows.rows }, (_, row) => rows.where(row));
  return {
    passedOver: [],
    notes,
    async *rows() {
      yield { rows, names, unread: [], remarks: [] };
    },
  };
}

/** All rows at once, each of which must be whole: references are few. */
export async function allRows(
  sources: readonly string[],
  card: ModelCard,
  asked: HowToRead = {},
): Promise<NamedRows> {
  const { image } = card;
  const named = (await namedParts(sources, card, asked)).rows();
  if (!image) return (await named.next()).value as PartRows;
  const rows: PixelRow[] = [];
  const names: string[] = [];
  for await (const piece of named) {
    const [first] = piece.unread;
    if (first) throw new UserError(first.message);
    rows.push((piece as PixelRows).rows.data);
    names.push(...piece.names);
  }
  return { rows: { ...pixelRows(rows, image), shape: [names.length, pixelCount(image)] }, names };
}
