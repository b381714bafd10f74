import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import type { Scaler } from "../../data/rows/scale.ts";
import { type Samples, toSamples } from "../../model/samples.ts";
import { backgroundRows } from "../../train/inspection/background.ts";
import { goodClass } from "../../train/inspection/goodClass.ts";
import { madeUpDefects } from "../../train/inspection/madeUp.ts";
import type { Experiment } from "../../train/run/experiment.ts";

// What distances are learned from: good parts and what is unlike them. Where too few defects are known, some are made up.

/** Rows of a training by what they are for, before the scaler. */
interface Prepared {
  readonly train: LabelledRows;
  readonly validation?: LabelledRows;
  readonly test?: LabelledRows;
  readonly scaler: Scaler;
}

export interface ContrastedSamples {
  train: Samples;
  validation?: Samples;
  test?: Samples;
}

/** The classes of the training rows, those of the made-up defects behind them, which are a class of their own. */
export function learnedLabels(
  { labels, classNames }: Pick<LabelledRows, "labels" | "classNames">,
  madeUp = 0,
): Int32Array {
  const all = new Int32Array(labels.length + madeUp).fill(classNames.length);
  all.set(labels);
  return all;
}

/**
 * The scaled rows with defects made up on good ones: as many as the experiment says to learn from, and some to be measured
 * on where rows that are held back hold no pair of one class, or none of two.
 */
export function contrasted(
  { train, validation, test, scaler }: Prepared,
  { inspection, network, seed }: Pick<Experiment, "inspection" | "network" | "seed">,
): ContrastedSamples {
  const good = inspection && goodClass(train.classNames, inspection.good);
  const count = good === undefined ? 0 : (inspection?.madeUp ?? 0);
  const { background } = network;
  // A row fits the axes that were found on it: damage on it would be easier to see than on any part to come.
  const taken = new Set(background ? backgroundRows(learnedLabels(train, count), background, seed) : []);
  const usable = { rows: train, from: rowsOf(train, good).filter((row) => !taken.has(row)) };
  const measured = (rows: LabelledRows | undefined, place: number): Samples | undefined => {
    if (!rows || good === undefined || hasPairs(rows.labels)) return rows && toSamples(rows, scaler);
    const own = rowsOf(rows, good);
    const on = own.length > 0 ? { rows, from: own } : usable;
    return withDefects(rows, on, { count: Math.max(2, own.length), seed: seed + place, scaler });
  };
  return {
    train: withDefects(train, usable, { count, seed, scaler }),
    validation: measured(validation, 1),
    test: measured(test, 2),
  };
}

function rowsOf({ labels, classNames }: LabelledRows, name: string | undefined): number[] {
  const label = name === undefined ? -1 : classNames.indexOf(name);
  return Array.from(labels).flatMap((own, row) => (own === label ? [row] : []));
}

/** Whether there is a pair of one class and a pair of two. */
export function hasPairs(labels: ArrayLike<number>): boolean {
  const classes = new Set(Array.from(labels)).size;
  return classes > 1 && classes < labels.length;
}

/** The rows, and behind them damage on the good rows `from`. */
function withDefects(
  rows: LabelledRows,
  on: { rows: LabelledRows; from: readonly number[] },
  { count, seed, scaler }: { count: number; seed: number; scaler: Scaler },
): Samples {
  const own = toSamples(rows, scaler);
  if (count === 0) return own;
  const { nFeatures: width, image } = rows;
  const good = { data: on.rows.features.data, features: width, rows: on.from, image };
  const made = madeUpDefects(good, { count, seed: seed % 2 ** 32 });
  const labels = learnedLabels(rows, count);
  const more = { features: { shape: [count, width], data: made }, labels: labels.subarray(rows.nSamples) };
  const features = new Float64Array(labels.length * width);
  features.set(own.features);
  features.set(toSamples(more, scaler).features, rows.nSamples * width);
  return { features, labels };
}
