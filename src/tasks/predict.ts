import { idsAmong } from "../data/columns/idColumns.ts";
import { type Unseen, unseenCategories, unseenInWords, withUnseen } from "../data/columns/unseen.ts";
import { delimitedBytes, writePieces } from "../data/formats/write.ts";
import type { WriteColumn, WritePieces } from "../data/formats/writeColumn.ts";
import type { UnreadFile } from "../data/listing/walk.ts";
import { type HowToRead, howToReadNames } from "../data/reading.ts";
import type { Table } from "../data/table.ts";
import { checkNames, UserError } from "../errors.ts";
import { type Answers, answerAt } from "../model/answers.ts";
import { Model } from "../model/model.ts";
import { noneOfThese } from "../model/reject/applyReject.ts";
import { IdColumns } from "./rows/idColumns.ts";
import { checkSources, howOf, newRows } from "./rows/newRows.ts";

export interface PredictOptions extends HowToRead {
  /** the folder of a trained model */
  run: string;
  /** new rows: files (tables or images), folders, a shipped name or a Hub id */
  data: readonly string[];
  /** of the data; its test split where there is one, when left out */
  split?: string;
  /** whether the columns that tell rows apart, such as a serial number, are taken along; they are when left out */
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
  /** the answers, some rows at a time, to be iterated once */
  rows(): AsyncGenerator<PredictedRows>;
  /** of the rows that were answered so far: what was unseen in training, a line each */
  unseen(): string[];
}

const names = [
  "run",
  "data",
  "split",
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
  const { run, data, split, ids = true, signal } = options;
  checkSources("predict: data", data);
  const model = await Model.load(run);
  const { card } = model;
  if (card.objective)
    throw new UserError(
      `${run} learns distances and names no classes; judge parts with kiso judge, or take their embeddings with kiso embed`,
    );
  const columns = card.encoder?.columns.map(({ name }) => name);
  const along = ids ? idsAmong(card.encoder?.leftOut ?? []) : [];
  const {
    rows: count,
    notes,
    unread,
    tables,
  } = await newRows(data, {
    split,
    image: card.image,
    columns,
    along,
    how: howOf(card, options),
  });
  let unseen: Unseen[] = [];
  async function* rows(): AsyncGenerator<PredictedRows> {
    try {
      for await (const piece of predictions(model, tables(), along)) {
        signal?.throwIfAborted();
        yield piece;
        unseen = withUnseen(unseen, piece.unseen);
      }
    } finally {
      model.dispose();
    }
  }
  return {
    count,
    classNames: card.target ? undefined : card.classNames,
    rejects: card.reject !== undefined,
    notes,
    unread,
    rows,
    unseen: () => unseen.map(unseenInWords),
  };
}

/** Writes answers as a table, each piece as it comes: .csv, .tsv, .parquet, .jsonl, or of numbers alone .npz. */
export async function writePredictions(out: string, pieces: AsyncIterable<PredictedRows>): Promise<void> {
  await writePieces(out, columnsOf(pieces));
}

/** The same as the text of a .csv file, some rows at a time. */
export const predictionsCsv = (pieces: AsyncIterable<PredictedRows>): AsyncGenerator<Uint8Array> =>
  delimitedBytes(columnsOf(pieces), ",");

async function* columnsOf(pieces: AsyncIterable<PredictedRows>): WritePieces {
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
}

/** Predicts tables one at a time: each is done with before the next is asked for. `ids` are columns to take along. */
export async function* predictions(
  model: Model,
  tables: AsyncIterable<Table>,
  ids: readonly string[] = [],
): AsyncGenerator<PredictedRows> {
  const { encoder } = model.card;
  const along = new IdColumns(ids);
  let first = 0;
  for await (const table of tables) {
    const answers = await model.answers(table);
    const unseen = encoder ? unseenCategories(table, encoder) : [];
    yield predictedRows(answers, table, { first, along, unseen });
    first += table.rows;
  }
}

/** Adds each row's file, where it is one, its ids, and its number; the first row has the number `first`. */
function predictedRows(
  answers: Answers,
  table: Table,
  { first, along, unseen }: { first: number; along: IdColumns; unseen: readonly Unseen[] },
): PredictedRows {
  const { rowNames: files } = table;
  const own = answerColumns(answers);
  const columns = files ? [{ name: "file", text: files }, ...own] : own;
  return {
    rows: table.rows,
    columns: [...along.of(table, columns), ...columns],
    record: (row) => ({
      row: first + row,
      file: files?.[row],
      ...recordOf(answers, row),
    }),
    turnedAway: answers.kind === "classes" ? answers.labels.filter((label) => label === null).length : 0,
    unseen,
  };
}

function answerColumns(answers: Answers): WriteColumn[] {
  if (answers.kind === "numbers") return [{ name: "prediction", values: answers.values }];
  const { labels, reasons, probability, probabilities, classNames } = answers;
  const k = classNames.length;
  const columns: WriteColumn[] = [{ name: "label", text: labels.map((label) => label ?? noneOfThese) }];
  if (reasons) columns.push({ name: "reason", text: reasons.map((reason) => reason ?? "") });
  columns.push({ name: "probability", values: probability });
  for (const [c, name] of classNames.entries())
    columns.push({ name: `p(${name})`, values: probability.map((_, row) => probabilities[row * k + c]!) });
  return columns;
}

/** The names and their order are the same in every door. */
function recordOf(answers: Answers, row: number): object {
  const answer = answerAt(answers, row);
  if (answer.value !== undefined) return { prediction: answer.value };
  const { label, reason, probability, probabilities } = answer;
  return reason === undefined
    ? { label, probability, probabilities }
    : { label, reason, probability, probabilities };
}
