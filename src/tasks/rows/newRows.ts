import { columnOrder, type Encoder } from "../../data/columns/encoding.ts";
import type { ImageSpec } from "../../data/images/image.ts";
import type { UnreadFile } from "../../data/listing/walk.ts";
import { loadTables, openRowStream, pickName, pickSplit } from "../../data/load.ts";
import { append } from "../../data/numbers/lists.ts";
import { type HowToRead, readingOf } from "../../data/reading.ts";
import type { RowStream } from "../../data/streams/rowStream.ts";
import { checkSameColumns, concatTables, Table } from "../../data/table.ts";
import { asProgram, shown, UserError } from "../../errors.ts";
import type { ModelCard } from "../../model/file/card.ts";
import type { Unread } from "../inspection/partFiles.ts";
import { orEachPicture } from "../inspection/pictureTable.ts";
import { isLarge } from "./large.ts";
import { otherParts } from "./sourceParts.ts";

/** The rows that a trained network is asked about. */
export interface NewRows {
  rows: number;
  /** the first source, and its columns */
  source: string;
  columnNames: readonly string[];
  /** remarks on the files, a line each */
  notes: string[];
  /** the files of folders and repositories that were not read, each with the reason */
  unread: UnreadFile[];
  /** pictures that cannot be read, where each of a folder is read by itself */
  errors: Unread[];
  /** The rows, one table after another: small files are together in one, a file too large for memory comes in parts. */
  tables(): AsyncGenerator<Table>;
}

export interface NewRowsOptions {
  split: string | undefined;
  /** how the rows of images are made */
  image: ImageSpec | undefined;
  /** the columns that are looked at; all when left out */
  columns: readonly string[] | undefined;
  /** more columns, which a source may lack */
  along?: readonly string[];
  /** how files are read */
  how?: HowToRead;
}

/**
 * How new files are read: as is asked, else as the model's training files were; a first row that holds the names that the model
 * knows is a header all the same, and a workbook that lacks the model's sheet is read as if none was named.
 */
export const howOf = (
  {
    reading,
    encoder,
    featureNames,
    label,
  }: Pick<ModelCard, "reading" | "encoder" | "featureNames" | "label">,
  asked: HowToRead,
): HowToRead => ({
  ...reading,
  sheet: undefined,
  ...readingOf(asked),
  known: asked.header === undefined ? columnOrder(encoder ?? numbersNamed(featureNames), label) : undefined,
  learned: label,
  points: readsPoints(encoder) ? (encoder?.target ? "all" : "features") : undefined,
  usualSheet: asked.sheet === undefined ? reading?.sheet : undefined,
  spell: asked.spell,
  onError: asked.onError,
  onProgress: asked.onProgress,
  signal: asked.signal,
});

/** Whether points were for thousands in a column that a model learned. */
const readsPoints = ({ columns, target }: Encoder = { columns: [], leftOut: [] }): boolean =>
  [target, ...columns.map((column) => (column.kind === "number" ? column.dress : undefined))].some(
    (dress) => dress?.decimal === "," && dress.thousands === true,
  );

/** What a model without an encoder looks at. */
const numbersNamed = (names: readonly string[]): Encoder => ({
  columns: names.map((name) => ({ kind: "number", name })),
  leftOut: [],
});

/** Refuses what is no list of files: a text would be taken for a list of letters. */
export function checkSources(option: string, sources: readonly string[]): void {
  if (!Array.isArray(sources) || sources.length === 0)
    throw new UserError(
      `${option} must be a list of files or folders, found ${shown(sources)}; write ["${typeof sources === "string" ? sources : "new.csv"}"]`,
    );
}

/** The rows of several sources, one after another. */
export async function newRows(
  sources: readonly string[],
  { split, image, columns, along = [], how = {} }: NewRowsOptions,
  isStreamed: (source: string) => Promise<boolean> = isLarge,
): Promise<NewRows> {
  const opened: (Table | RowStream)[] = [];
  const notes: string[] = [];
  const unread: UnreadFile[] = [];
  const errors: Unread[] = [];
  for (const source of sources) {
    const stream = (await isStreamed(source)) ? await openRowStream(source, how) : undefined;
    if (stream) {
      if (split !== undefined) pickName(source, ["train"], split);
      opened.push(stream);
      append(notes, stream.notes ?? []);
    } else {
      const alone = split === undefined ? image : undefined;
      const loaded = await orEachPicture(source, { image: alone, how }, () =>
        loadTables(source, { image, ...how }),
      );
      if ("table" in loaded) {
        opened.push(loaded.table);
        append(notes, loaded.notes);
        append(errors, loaded.errors);
        continue;
      }
      const [part, table] =
        split === undefined ? pickSplit(loaded, "test", "train") : pickSplit(loaded, split);
      opened.push(table);
      append(notes, loaded.notes);
      append(
        notes,
        split === undefined
          ? otherParts(loaded, part, (other) => `for another: ${(how.spell ?? asProgram)("split", other)}`)
          : [],
      );
      append(unread, loaded.unread);
    }
  }
  const [first, ...more] = opened.map(headOf);
  for (const one of more) checkSameColumns(first!, one);
  const parts = joined(opened);
  return {
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    source: first!.source,
    columnNames: first!.columnNames,
    notes,
    unread,
    errors,
    async *tables() {
      for (const part of parts) {
        if (part instanceof Table) yield part;
        else yield* tablesOf(part, columns, along);
      }
    },
  };
}

const headOf = (one: Table | RowStream) => ({
  source: one instanceof Table ? one.source : one.name,
  columnNames: one.columnNames,
});

/** Neighbouring tables as one. */
function joined(opened: readonly (Table | RowStream)[]): (Table | RowStream)[] {
  const parts: (Table | RowStream)[] = [];
  for (let i = 0; i < opened.length; ) {
    const tables: Table[] = [];
    for (let one = opened[i]; one instanceof Table; one = opened[++i]) tables.push(one);
    if (tables.length > 0) parts.push(concatTables(tables));
    else parts.push(opened[i++]!);
  }
  return parts;
}

/** A stream's rows; where it lacks a column that is wanted, with all that it has, which the error lists. */
async function* tablesOf(
  stream: RowStream,
  wanted: readonly string[] | undefined,
  along: readonly string[],
): AsyncGenerator<Table> {
  const has = (name: string) => stream.columnNames.includes(name);
  const columns = wanted?.every(has) ? [...wanted, ...along.filter(has)] : undefined;
  for (let group = 0; group < stream.groups; group++)
    for await (const { table } of stream.read(group, columns)) yield table;
}
