import { array, type NDArray } from "numpy-ts";
import { sortClasses } from "../data/classes.ts";
import { Dataset } from "../data/dataset.ts";
import { fitScaler, type Scaler } from "../data/scale.ts";
import { trainTestSplit } from "../data/split.ts";
import { UserError } from "../errors.ts";
import type { Samples } from "./batches.ts";
import { argMax } from "./evaluation.ts";
import {
  forward,
  type PerceptronSettings,
  type Rows,
  rowsOf,
  settled,
  type Trained,
  trainPerceptron,
} from "./perceptron.ts";
import { regressionScores } from "./regression.ts";
import { numbers, unscaledTargets } from "./samples.ts";

export type { PerceptronSettings, Rows };

/**
 * A multi-layer perceptron that tells classes apart, with the settings and verbs of scikit-learn's MLPClassifier, but
 * for promises: `await new MLPClassifier({ seed: 1 }).fit(X, y)`. X is taken as it is: scale it first (`fitScaler`).
 */
export class MLPClassifier<Label extends string | number = number> {
  readonly settings: Required<PerceptronSettings>;
  /** the labels that `fit` saw: numbers ascending, words by code point */
  classes: readonly Label[] = [];
  /** training loss after each epoch */
  lossCurve: readonly number[] = [];
  private trained: Trained | undefined;

  constructor(settings: PerceptronSettings = {}) {
    this.settings = settled("MLPClassifier", settings);
  }

  async fit(X: Rows, y: readonly Label[] | NDArray): Promise<this> {
    const { features, n, d } = rowsOf("MLPClassifier", X);
    const labels = cellsOf<Label>(y);
    checkLength("MLPClassifier", n, labels.length);
    const classes = sortedLabels(labels);
    if (classes.length < 2)
      throw new UserError(`MLPClassifier: every label is ${labels[0]}; it takes two classes at least`);
    const places = new Map(classes.map((label, k) => [label, k]));
    const codes = Int32Array.from(labels, (label) => places.get(label)!);
    const parts = setAside(this.settings, { features, labels: codes }, d, true);
    const shape = { inputs: d, outputs: classes.length };
    this.trained = await trainPerceptron(this.settings, "crossEntropy", { ...parts, ...shape });
    this.classes = classes;
    this.lossCurve = this.trained.lossCurve;
    return this;
  }

  /** p(class | row), (n, classes), in the order of `classes`. */
  async predictProba(X: Rows): Promise<NDArray> {
    const logs = await forward("MLPClassifier", this.trained, X);
    const k = this.classes.length;
    return array(logs.map(Math.exp)).reshape(logs.length / k, k) as NDArray;
  }

  async predict(X: Rows): Promise<Label[]> {
    const logs = await forward("MLPClassifier", this.trained, X);
    const k = this.classes.length;
    return Array.from(
      { length: logs.length / k },
      (_, row) => this.classes[argMax(logs.subarray(row * k, (row + 1) * k))]!,
    );
  }

  /** Accuracy: the share of rows given their label. */
  async score(X: Rows, y: readonly Label[] | NDArray): Promise<number> {
    const truth = cellsOf<Label>(y);
    const predicted = await this.predict(X);
    checkLength("MLPClassifier", predicted.length, truth.length);
    return predicted.filter((label, row) => label === truth[row]).length / truth.length;
  }
}

/**
 * A multi-layer perceptron that predicts a number, with the settings and verbs of scikit-learn's MLPRegressor, but for
 * promises. X is taken as it is; y is standardised within, so that its unit does not matter.
 */
export class MLPRegressor {
  readonly settings: Required<PerceptronSettings>;
  /** mean squared error of the standardised y, after each epoch */
  lossCurve: readonly number[] = [];
  private trained: Trained | undefined;
  private target: Scaler | undefined;

  constructor(settings: PerceptronSettings = {}) {
    this.settings = settled("MLPRegressor", settings);
  }

  async fit(X: Rows, y: readonly number[] | NDArray): Promise<this> {
    const { features, n, d } = rowsOf("MLPRegressor", X);
    const values = Float64Array.from(cellsOf<number>(y));
    checkLength("MLPRegressor", n, values.length);
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) throw new UserError(`MLPRegressor: y[${wrong}] is ${values[wrong]}; give finite numbers`);
    const target = fitScaler("standard", array(values).reshape(n, 1) as NDArray);
    const labels = values.map((value) => (value - target.offset[0]!) / target.scale[0]!);
    const parts = setAside(this.settings, { features, labels }, d, false);
    this.trained = await trainPerceptron(this.settings, "meanSquaredError", {
      ...parts,
      inputs: d,
      outputs: 1,
    });
    this.target = target;
    this.lossCurve = this.trained.lossCurve;
    return this;
  }

  /** In the unit of y. */
  async predict(X: Rows): Promise<number[]> {
    const values = await forward("MLPRegressor", this.trained, X);
    return Array.from(unscaledTargets(this.target!, values));
  }

  /** R²: 1 is perfect, 0 as good as always saying the mean. */
  async score(X: Rows, y: readonly number[] | NDArray): Promise<number> {
    const truth = cellsOf<number>(y);
    const predicted = await this.predict(X);
    checkLength("MLPRegressor", predicted.length, truth.length);
    return regressionScores(truth, predicted).r2;
  }
}

const cellsOf = <T extends string | number>(y: readonly T[] | NDArray): readonly T[] =>
  Array.isArray(y) ? y : (Array.from<unknown>(numbers(y as NDArray)) as T[]);

function sortedLabels<T extends string | number>(labels: readonly T[]): T[] {
  const different = [...new Set(labels)];
  if (different.every((label) => typeof label === "number")) return different.sort((a, b) => +a - +b);
  const byName = new Map(different.map((label) => [String(label), label]));
  return sortClasses(byName.keys()).map((name) => byName.get(name)!);
}

function checkLength(who: string, rows: number, labels: number): void {
  if (rows !== labels) throw new UserError(`${who}: X has ${rows} rows, but y has ${labels} values`);
}

/** With early stopping, some rows to watch by. */
function setAside(
  { earlyStopping, validationFraction, seed }: Required<PerceptronSettings>,
  all: Samples,
  d: number,
  stratify: boolean,
): { train: Samples; validation?: Samples } {
  if (!earlyStopping) return { train: all };
  const n = all.labels.length;
  const rowNumbers = array(Float64Array.from({ length: n }, (_, row) => row)).reshape(n, 1) as NDArray;
  const labels = array(all.labels, stratify ? "int32" : "float64") as NDArray;
  const parts = trainTestSplit(
    new Dataset({ features: rowNumbers, labels, ...(stratify ? {} : { classNames: [] }) }),
    {
      testSize: validationFraction,
      seed,
      stratify,
    },
  );
  const take = ({ features }: Dataset): Samples => {
    const rows = numbers(features);
    const own = new Float64Array(rows.length * d);
    for (let i = 0; i < rows.length; i++)
      for (let j = 0; j < d; j++) own[i * d + j] = all.features[rows[i]! * d + j]!;
    const labels = Array.from(rows, (row) => all.labels[row]!);
    return { features: own, labels: stratify ? Int32Array.from(labels) : Float64Array.from(labels) };
  };
  return { train: take(parts.train), validation: take(parts.test) };
}
