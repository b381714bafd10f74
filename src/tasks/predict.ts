import { idsAmong } from "../data/columns/idColumns.ts";
import { selectRows } from "../data/columns/missing.ts";
import { type Unseen, unseenCategories, unseenInWords, withUnseen } from "../data/columns/unseen.ts";
import { withoutSetAside } from "../data/formats/csv/leftovers.ts";
import { SheetChanges, sheetText } from "../data/formats/sheetText.ts";
import { writeForPeople } from "../data/formats/write.ts";
import type { WriteColumn, WritePieces } from "../data/formats/writeColumn.ts";
import type { UnreadFile } from "../data/listing/walk.ts";
import { type HowToRead, howToReadNames } from "../data/reading.ts";
import { type Skipping, type Sound, soundRows } from "../data/rows/soundRows.ts";
import { addSkipped, type SkippedRow, skippedPieces } from "../data/skippedRows.ts";
import type { Table } from "../data/table.ts";
import { checkNames, UserError } from "../errors.ts";
import type { Answers } from "../model/answers.ts";
import type { Drift } from "../model/drift/drift.ts";
import type { ModelCard } from "../model/file/card.ts";
import { Model } from "../model/model.ts";
import { columnsOf } from "../model/rows/rawRows.ts";
import { answerColumns, inPieces, leftOutOf, recordOf } from "./answerColumns.ts";
import type { Unread } from "./inspection/partFiles.ts";
import { FarOff } from "./rows/far/farOff.ts";
import { type ColumnsBeside, checkBeside, InputColumns } from "./rows/inputColumns.ts";
import { checkSources, howOf, newRows } from "./rows/newRows.ts";
import { type AsModel, asModel } from "./rows/places.ts";

export interface PredictOptions extends HowToRead {
  /** the folder of a trained model */
  run: string;
  /** new rows: files (tables or images), folders, a shipped name or a Hub id */
  data: readonly string[];
  /** of the data; its test split where there is one, when left out */
  split?: string;
  /** which columns of the rows are written beside the answers; those that tell rows apart, such as a serial number, when left out */
  columns?: ColumnsBeside;
  /** whether those that tell rows apart are taken along, where `columns` does not say; they are when left out */
  ids?: boolean;
  /** when aborted, `rows()` throws before the next rows */
  signal?: AbortSignal;
}

/** A model asked about new rows, which are read and answered as `rows()` is iterated. */
export interface Predictions {
  /** how many rows there are */
  count: number;
  /** of a classifier, in the order of the probabilities */
  classNames?: readonly string[];
  /** whether the model may answer "none of these" */
  rejects: boolean;
  /** what a person should know of the files, a line each */
  notes: readonly string[];
  /** the files of folders and repositories that were not read, each with the reason */
  unread: readonly UnreadFile[];
  /** pictures of a folder that cannot be read, and so have no answer */
  errors: readonly Unread[];
  /** the answers, some rows at a time, to be iterated once */
  rows(): AsyncGenerator<PredictedRows>;
  /** of the rows that were answered so far: what was unseen in training, a line each */
  unseen(): string[];
  /** the same, columns that lie far from what the model learned from, and what is to be said of the columns beside the answers */
  remarks(): string[];
  /** how the rows that were answered so far have drifted since training; nothing where the model cannot tell */
  drift(): Drift | undefined;
  /** of the rows so far: those that were set aside, since they hold mistakes (`onError: "skip"`) */
  skipped(): readonly SkippedRow[];
}

const names = [
  "run",
  "data",
  "split",
  "columns",
  "ids",
  "signal",
  ...howToReadNames,
] as const satisfies (keyof PredictOptions)[];

/**
 * Asks the model of a run about new rows. Throws a UserError where the model names no classes, or the rows lack what it
 * needs.
 *
 *     const asked = await predict({ run: "runs/iris-1", data: ["new.csv"] });
 *     for await (const { rows, record } of asked.rows()) for (let i = 0; i < rows; i++) answer(record(i));
 */
export async function predict(options: PredictOptions): Promise<Predictions> {
  checkNames("predict", options, names);
  const { run, data, split, ids = true, columns: wanted = ids ? "ids" : "none", signal } = options;
  checkSources("predict: data", data);
  const model = await Model.load(run);
  const { card } = model;
  if (card.objective)
    throw new UserError(
      `${run} learns distances and names no classes; judge parts with kiso judge, or take their embeddings with kiso embed`,
    );
  const idColumns = idsAmong(card.encoder?.leftOut ?? []);
  const looked = card.encoder?.columns.map(({ name }) => name);
  const { source, columnNames, notes, unread, errors, tables, ...rest } = await newRows(data, {
    split,
    image: card.image,
    columns: wanted === "all" ? undefined : looked,
    along: wanted === "ids" ? idColumns : typeof wanted === "string" ? [] : wanted,
    how: {
      ...howOf(card, options),
      keep: idColumns,
      lot: true,
      ownText: wanted !== "none" && wanted !== "ids",
    },
  });
  checkBeside(wanted, source, columnNames);
  const besides = wanted === "all" ? columnNames : typeof wanted === "string" ? [] : wanted;
  const places = asModel(card, { source, columnNames, beside: besides });
  const beside = new InputColumns(wanted, idColumns);
  const far = new FarOff(card, rest.rows);
  let unseen: Unseen[] = [];
  const skipped: SkippedRow[] = [];
  const sound =
    options.onError === "skip" && !card.image ? { columns: columnsOf(card), ...card.encoder } : undefined;
  async function* rows(): AsyncGenerator<PredictedRows> {
    try {
      for await (const piece of predictions(model, tables(), { beside, far, sound, places })) {
        signal?.throwIfAborted();
        addSkipped(skipped, piece.skipped);
        yield piece;
        unseen = withUnseen(unseen, piece.unseen);
      }
    } finally {
      model.dispose();
    }
  }
  return {
    count: rest.rows,
    classNames: card.target ? undefined : card.classNames,
    rejects: card.reject !== undefined,
    // The lines that the reader set aside are among the rows that were.
    notes: [
      ...(sound ? withoutSetAside(notes, options.spell) : notes),
      ...(places?.notes ?? []),
      ...leftOutOf(card),
      ...(await thresholdNote(card)),
    ],
    unread,
    errors,
    rows,
    unseen: () => unseen.map(unseenInWords),
    drift: () => far.drift,
    remarks: () => [...beside.notes, ...far.notes, ...unseen.map(unseenInWords)],
    skipped: () => skipped,
  };
}

/** From which probability on the class is given that is to be found, where a training chose one. */
async function thresholdNote({ decision, positive, classNames }: ModelCard): Promise<string[]> {
  if (!decision) return [];
  const { words } = await import("../report/words/words.ts");
  const { threshold } = decision;
  const other = classNames.find((name) => name !== positive)!;
  const [low, from] = threshold < 0.5 ? [positive!, threshold] : [other, 1 - threshold];
  return [words.en.decision(decision, positive!, other), words.en.ownProbability(low, from.toPrecision(3))];
}

/**
 * Writes answers as a table, each piece as it comes: .csv, .tsv, .xlsx, .parquet, .jsonl, or of numbers alone .npz. A .csv opens in
 * Excel as it should: UTF-8 with its mark, or `encoding`, and no cell that would run as a formula. Returns what is to be said of the
 * file: the texts of a .csv that a spreadsheet would change.
 */
export async function writePredictions(
  out: string,
  pieces: AsyncIterable<PredictedRows>,
  options: { readonly encoding?: string | undefined } = {},
): Promise<string[]> {
  const changes = new SheetChanges();
  async function* looked(): WritePieces {
    for await (const { columns } of pieces) {
      changes.add(columns);
      yield columns;
    }
  }
  await writeForPeople(out, looked(), options);
  return /\.[ct]sv$/i.test(out) ? changes.notes(out) : [];
}

/** Lists the rows that were set aside beside the answers: answers.csv has answers.csv.skipped.csv. */
export async function writeSkipped(out: string, skipped: readonly SkippedRow[]): Promise<string | undefined> {
  if (skipped.length === 0) return undefined;
  const path = `${out}.skipped.csv`;
  await writeForPeople(path, skippedPieces(skipped));
  return path;
}

/** The same as the text of a .csv file, some rows at a time, as a pipe takes it: no mark, and lines that end as Unix ends them. */
export const predictionsCsv = (
  pieces: AsyncIterable<PredictedRows>,
  { encoding }: { readonly encoding?: string | undefined } = {},
): AsyncGenerator<Uint8Array> => sheetText(piecesOf(pieces), { delimiter: ",", encoding, file: false });

async function* piecesOf(pieces: AsyncIterable<PredictedRows>): WritePieces {
  for await (const { columns } of pieces) yield columns;
}

/** What a model says of consecutive rows. */
export interface PredictedRows {
  rows: number;
  /** as a file holds them */
  columns: readonly WriteColumn[];
  /** the answer to one row, as plain data */
  record(row: number): object;
  /** how many rows are none of the classes */
  turnedAway: number;
  unseen: readonly Unseen[];
  /** rows that are not answered, since they hold mistakes */
  skipped: readonly SkippedRow[];
}

export interface PredictionsOptions {
  /** columns to take along */
  beside?: InputColumns;
  /** sees the rows, as the model reads them */
  far?: FarOff | undefined;
  /** what a row must hold, or else it is set aside; all rows must when left out */
  sound?: Skipping["encoder"] | undefined;
  /** how columns go by their places, where they do not go by their names */
  places?: AsModel | undefined;
}

/** Predicts tables one at a time: each is done with before the next is asked for. */
export async function* predictions(
  model: Model,
  tables: AsyncIterable<Table>,
  { beside = new InputColumns("none", []), far, sound, places: named }: PredictionsOptions = {},
): AsyncGenerator<PredictedRows> {
  const { encoder } = model.card;
  let first = 0;
  for await (const given of inPieces(tables, model.card)) {
    const whole = named ? named.named(given) : given;
    const { table, skipped, places } = sound ? soundRows(whole, { encoder: sound }) : allOf(whole);
    const answers =
      table.rows === 0 && skipped.length > 0 ? await model.answers([]) : await model.answers(table);
    const unseen = encoder && table.rows > 0 ? unseenCategories(table, encoder) : [];
    far?.add(table, { rows: whole.rows });
    // Beside the answers columns have the names of their file.
    const shown = whole === given ? table : places ? selectRows(given, places) : given;
    yield predictedRows(answers, shown, {
      number: (row) => first + (places?.[row] ?? row),
      beside,
      unseen,
      skipped,
    });
    first += whole.rows;
  }
}

const allOf = (table: Table): Sound => ({ table, skipped: [], places: undefined });

/** Adds each row's file, where it is one, its ids, and its number. */
function predictedRows(
  answers: Answers,
  table: Table,
  {
    number,
    beside,
    unseen,
    skipped,
  }: Pick<PredictedRows, "unseen" | "skipped"> & { number: (row: number) => number; beside: InputColumns },
): PredictedRows {
  const { rowNames: files } = table;
  const own = answerColumns(answers);
  const columns = files ? [{ name: "file", text: files }, ...own] : own;
  return {
    rows: table.rows,
    columns: [...beside.of(table, columns), ...columns],
    record: (row) => ({
      row: number(row),
      file: files?.[row],
      ...recordOf(answers, row),
    }),
    turnedAway: answers.kind === "classes" ? answers.labels.filter((label) => label === null).length : 0,
    unseen,
    skipped,
  };
}
