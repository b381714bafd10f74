import type { PixelRow } from "../../data/images/image.ts";
import { loadTables, pickSplit } from "../../data/load.ts";
import { append } from "../../data/numbers/lists.ts";
import type { HowToRead } from "../../data/reading.ts";
import { concatTables, type Table } from "../../data/table.ts";
import { UserError } from "../../errors.ts";
import type { Drift } from "../../model/drift/drift.ts";
import type { ModelCard } from "../../model/file/card.ts";
import { rowRemarks } from "../rows/far/farOff.ts";
import { howOf } from "../rows/newRows.ts";
import { asModel } from "../rows/places.ts";
import { remarkNotes } from "./lot.ts";
import { type PartFiles, partFiles } from "./partFiles.ts";
import {
  allTogether,
  type NamedRows,
  type PartRows,
  type PixelRows,
  pictureRows,
  type Remark,
} from "./pictureRows.ts";
import { passedOverInWords } from "./pictureTable.ts";

/** What was named, and its rows. */
export interface NamedParts {
  /** of images: how many files were found; each is a part, unread or passed over */
  readonly files?: number;
  /** of images: where those of archives were unpacked */
  readonly archives?: PartFiles["archives"];
  /** files that are plainly no pictures */
  readonly passedOver: readonly string[];
  /** what a reader should know of the files, a line each */
  readonly notes: readonly string[];
  /** of tables: how they have drifted since training */
  readonly drift?: Drift | undefined;
  /** some at a time, in the order of the paths, to be iterated once */
  rows(): AsyncGenerator<PartRows, void, void>;
}

/** The parts of paths, as the model takes them: a folder stands for the pictures in it, of measurements for its tables. */
export async function namedParts(
  sources: readonly string[],
  card: ModelCard,
  asked: HowToRead = {},
): Promise<NamedParts> {
  if (!card.image) return tableParts(sources, card, asked);
  const { image } = card;
  const { pictures, unread, passedOver, notes, archives } = await partFiles(sources, asked);
  return {
    files: pictures.length + unread.length + passedOver.length,
    passedOver,
    notes,
    archives,
    rows: () => pictureRows(pictures, unread, image, asked.spell),
  };
}

/** The rows of a model that takes no images: tables of measurements. */
async function tableParts(
  sources: readonly string[],
  card: ModelCard,
  asked: HowToRead,
): Promise<NamedParts> {
  const how = howOf(card, asked);
  const tables: Table[] = [];
  const notes: string[] = [];
  for (const source of sources) {
    const loaded = await loadTables(source, how);
    const [split, table] = pickSplit(loaded, "test", "train");
    const others = Object.keys(loaded.tables).filter((name) => name !== split);
    append(notes, loaded.notes);
    if (others.length > 0)
      notes.push(`${source}: the rows of ${split} are taken, not those of ${others.join(" and ")}`);
    if (table.rows === 0) throw new UserError(`${table.source}: has a header but no rows; add rows of data`);
    const places = asModel(card, table);
    if (places) append(notes, places.notes);
    const own = places ? places.named(table) : table;
    tables.push(own);
  }
  const { notes: remarks, drift } = rowRemarks(card, tables, "verdicts are guesses");
  append(notes, remarks);
  const rows = concatTables(tables);
  const names = Array.from({ length: rows.rows }, (_, row) => rows.where(row));
  return {
    passedOver: [],
    notes,
    drift,
    async *rows() {
      yield { rows, names, unread: [], remarks: [] };
    },
  };
}

/** Rows that must each be whole, and what a reader should know of their files, a line each. */
export interface WholeRows extends NamedRows {
  readonly notes: readonly string[];
}

/** All rows at once, each of which must be whole: references are few. */
export async function allRows(
  sources: readonly string[],
  card: ModelCard,
  asked: HowToRead = {},
): Promise<WholeRows> {
  const { image } = card;
  const { passedOver, notes, ...named } = await namedParts(sources, card, asked);
  const pieces = named.rows();
  if (!image) {
    const { rows, names } = (await pieces.next()).value as PartRows;
    return { rows, names, notes };
  }
  const rows: PixelRow[] = [];
  const names: string[] = [];
  const remarks: Remark[] = [];
  for await (const piece of pieces) {
    const [first] = piece.unread;
    if (first) throw new UserError(first.message);
    rows.push((piece as PixelRows).rows.data);
    append(names, piece.names);
    append(remarks, piece.remarks);
  }
  const said = [...notes, ...remarkNotes(remarks)];
  if (passedOver.length > 0) said.push(passedOverInWords(passedOver));
  return { rows: allTogether(rows, names.length, image), names, notes: said };
}
