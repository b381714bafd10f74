import { idsAmong } from "../data/columns/columnKinds.ts";
import { encodeRows } from "../data/columns/encoder.ts";
import { toFeatures } from "../data/columns/features.ts";
import { type Unseen, unseenCategories, unseenInWords, withUnseen } from "../data/columns/unseen.ts";
import { delimitedBytes, writePieces } from "../data/formats/write.ts";
import type { WriteColumn, WritePieces } from "../data/formats/writeColumn.ts";
import { argMax } from "../data/numbers.ts";
import { scaleRows } from "../data/scale.ts";
import type { Table } from "../data/table.ts";
import type { Engine } from "../engine/engine.ts";
import { loadEngine } from "../engine/load.ts";
import { checkNames, UserError } from "../errors.ts";
import { Evaluator } from "../model/evaluation.ts";
import { loadModel, type Model, objectiveOf } from "../model/model.ts";
import { noneOfThese, type RejectReason } from "../model/reject/applyReject.ts";
import { rejectReasons } from "../model/reject/rejectReasons.ts";
import { unscaledTargets } from "../model/samples.ts";
import { IdColumns } from "./rows/idColumns.ts";
import { newRows } from "./rows/newRows.ts";

export interface PredictOptions {
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
  /** what whoever asks should know of the files, a line each */
  notes: readonly string[];
  /** the answers, some rows at a time, to be iterated once */
  rows(): AsyncGenerator<PredictedRows>;
  /** of the rows that were answered so far: what was unseen in training, a line each */
  unseen(): string[];
}

const names = ["run", "data", "split", "ids", "signal"] as const satisfies (keyof PredictOptions)[];

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
  const model = await loadModel(run);
  if (model.objective)
    throw new UserError(
      `${run} learns distances and names no classes; judge parts with kiso judge, or take their embeddings with kiso embed`,
    );
  const columns = model.encoder?.columns.map(({ name }) => name);
  const along = ids ? idsAmong(model.encoder?.leftOut ?? []) : [];
  const { rows: count, notes, tables } = await newRows(data, { split, image: model.image, columns, along });
  let unseen: Unseen[] = [];
  async function* rows(): AsyncGenerator<PredictedRows> {
    for await (const piece of predictions(model, tables(), along)) {
      signal?.throwIfAborted();
      yield piece;
      unseen = withUnseen(unseen, piece.unseen);
    }
  }
  return {
    count,
    classNames: model.target ? undefined : model.classNames,
    rejects: model.reject !== undefined,
    notes,
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

/** What a network says of consecutive rows. */
interface Answers {
  /** as a file holds them */
  columns: readonly WriteColumn[];
  /** as --json gives those of one row */
  record(row: number): object;
  /** how many rows are none of the classes */
  turnedAway: number;
}

export interface PredictedRows extends Answers {
  rows: number;
  unseen: readonly Unseen[];
}

/** Predicts tables one at a time: each is done with before the next is asked for. `ids` are columns to take along. */
export async function* predictions(
  model: Model,
  tables: AsyncIterable<Table>,
  ids: readonly string[] = [],
): AsyncGenerator<PredictedRows> {
  const { encoder } = model;
  const engine = await loadEngine("auto");
  const evaluator = new Evaluator(engine, model.network, model.dtype, undefined, objectiveOf(model));
  evaluator.set(model.parameters);
  const along = new IdColumns(ids);
  let first = 0;
  try {
    for await (const table of tables) {
      const raw = encoder ? encodeRows(table, encoder) : toFeatures(table, model.featureNames);
      const features = scaleRows(model.scaler, raw).data;
      const answers = await answersTo(features, model, evaluator, engine);
      const unseen = encoder ? unseenCategories(table, encoder) : [];
      yield { rows: table.rows, unseen, ...named(answers, table, first, along) };
      first += table.rows;
    }
  } finally {
    evaluator.dispose();
  }
}

async function answersTo(
  features: Float64Array,
  model: Model,
  evaluator: Evaluator,
  engine: Engine,
): Promise<Answers> {
  const { target, reject, classNames } = model;
  if (target) return amounts(unscaledTargets(target, await evaluator.predictions(features)));
  const probabilities = (await evaluator.logProbabilities(features)).map(Math.exp);
  const reasons = reject && (await rejectReasons({ ...model, reject }, engine, features, probabilities));
  return classes(probabilities, classNames, reasons);
}

const amounts = (values: Float64Array): Answers => ({
  columns: [{ name: "prediction", values }],
  record: (row) => ({ prediction: values[row]! }),
  turnedAway: 0,
});

/** Of p(class | row), (rows, classes) row-major. */
function classes(
  probabilities: Float64Array,
  classNames: readonly string[],
  reasons: readonly RejectReason[] | undefined,
): Answers {
  const k = classNames.length;
  const best = Int32Array.from({ length: probabilities.length / k }, (_, row) => {
    return argMax(probabilities, row * k, (row + 1) * k) - row * k;
  });
  const labels = Array.from(best, (c, row) => (reasons?.[row] ? null : classNames[c]!));
  const column = (name: string, classOf: (row: number) => number) => ({
    name,
    values: Float64Array.from(best, (_, row) => probabilities[row * k + classOf(row)]!),
  });
  const highest = column("probability", (row) => best[row]!);
  return {
    columns: [
      { name: "label", text: labels.map((label) => label ?? noneOfThese) },
      ...(reasons ? [{ name: "reason", text: reasons.map((reason) => reason ?? "") }] : []),
      highest,
      ...classNames.map((name, c) => column(`p(${name})`, () => c)),
    ],
    record: (row) => ({
      label: labels[row]!,
      ...(reasons ? { reason: reasons[row] } : {}),
      probability: highest.values[row]!,
      probabilities: Array.from(probabilities.subarray(row * k, (row + 1) * k)),
    }),
    turnedAway: labels.filter((label) => label === null).length,
  };
}

/** With the file that each row is, where it is one, its ids, and its number, of which the first is `first`. */
function named(
  { columns, record, ...answers }: Answers,
  table: Table,
  first: number,
  along: IdColumns,
): Answers {
  const { rowNames: files } = table;
  const results = files ? [{ name: "file", text: files }, ...columns] : columns;
  return {
    ...answers,
    columns: [...along.of(table, results), ...results],
    record: (row) => ({ row: first + row, ...(files ? { file: files[row]! } : {}), ...record(row) }),
  };
}
