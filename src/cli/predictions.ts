import { encodeRows } from "../data/columns/encoder.ts";
import { toFeatures } from "../data/columns/features.ts";
import { type Unseen, unseenCategories } from "../data/columns/unseen.ts";
import type { WriteColumn } from "../data/formats/writeColumn.ts";
import { argMax } from "../data/numbers.ts";
import { scaleRows } from "../data/scale.ts";
import type { Table } from "../data/table.ts";
import type { Engine } from "../engine/engine.ts";
import { loadEngine } from "../engine/load.ts";
import { Evaluator } from "../model/evaluation.ts";
import { type Model, objectiveOf } from "../model/model.ts";
import { noneOfThese, type RejectReason } from "../model/reject/applyReject.ts";
import { rejectReasons } from "../model/reject/rejectReasons.ts";
import { unscaledTargets } from "../model/samples.ts";
import { IdColumns } from "./idColumns.ts";

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
