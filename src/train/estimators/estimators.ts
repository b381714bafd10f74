import { array, type NDArray } from "numpy-ts";
import { shown, UserError } from "../../errors.ts";
import {
  cellsOf,
  checkCells,
  checkLength,
  examplesOf,
  type Rows,
  rowsOf,
  sortedLabels,
} from "./estimatorInput.ts";
import { forward, type Learned, type Lesson, trainPerceptron } from "./perceptron.ts";
import { outputs } from "./perceptronOutput.ts";
import { type PerceptronSettings, type Settled, settled } from "./perceptronSettings.ts";

export type { PerceptronSettings, Rows };

/** What both estimators have: their settings, and under scikit-learn's names what `fit` came to. */
class Perceptron {
  readonly settings: Settled;
  #learned: Learned | undefined;

  constructor(
    private readonly who: string,
    settings: PerceptronSettings,
  ) {
    this.settings = settled(who, settings);
  }

  /** weights (inputs, outputs) of each layer */
  get coefs(): NDArray[] {
    return this.#parameters("weight").map(({ shape, data }) => array(data).reshape(...shape) as NDArray);
  }

  /** biases (outputs,) of each layer */
  get intercepts(): NDArray[] {
    return this.#parameters("bias").map(({ data }) => array(data) as NDArray);
  }

  /** of each epoch: the mean of its batches' losses, each as it was before its step, the L2 penalty included */
  get lossCurve(): readonly number[] {
    return this.learned.lossCurve;
  }

  /** epochs trained */
  get nIter(): number {
    return this.lossCurve.length;
  }

  /** of the last epoch */
  get loss(): number {
    return this.lossCurve.at(-1)!;
  }

  /** of each epoch, on the rows that early stopping sets aside; without it, none */
  get validationScores(): readonly number[] | undefined {
    return this.learned.validationScores;
  }

  protected get learned(): Learned {
    if (!this.#learned) throw new UserError(`${this.who}: has not learned yet; call fit(X, y) first`);
    return this.#learned;
  }

  protected async learn(lesson: Omit<Lesson, "who">): Promise<void> {
    this.#learned = await trainPerceptron(this.settings, { who: this.who, ...lesson });
  }

  /** probabilities, or a regression's values: (n, outputs) row-major */
  protected async activated(X: Rows): Promise<Float64Array> {
    const { learned } = this;
    const { features } = rowsOf(this.who, X, learned.network.sizes[0]!);
    return forward(learned, features);
  }

  /** class numbers, or a regression's values */
  protected async predicted(X: Rows): Promise<ArrayLike<number>> {
    const said = await this.activated(X);
    const { output, network } = this.learned;
    return outputs[output].predict(said, network.sizes.at(-1)!);
  }

  #parameters(role: "weight" | "bias") {
    return Object.entries(this.learned.parameters)
      .filter(([name]) => name.endsWith(`.${role}`))
      .map(([, tensor]) => tensor);
  }
}

/**
 * A multi-layer perceptron that tells classes apart: scikit-learn's MLPClassifier, whose verbs return promises here:
 * `await new MLPClassifier({ seed: 1 }).fit(X, y)`. With the same settings and `seed` as its `random_state` it goes
 * through the same steps and, but for rounding, comes to the same weights. X is taken as it is: scale it first
 * (`fitScaler`). Two classes have one output, the probability of the second.
 */
export class MLPClassifier<Label extends string | number = number> extends Perceptron {
  /** the labels that `fit` saw: numbers ascending, words by code point */
  classes: readonly Label[] = [];

  constructor(settings: PerceptronSettings = {}) {
    super("MLPClassifier", settings);
  }

  async fit(X: Rows, y: readonly Label[] | NDArray): Promise<this> {
    const { features, d, given } = examplesOf<Label>("MLPClassifier", X, y);
    checkCells("MLPClassifier", given);
    const classes = sortedLabels(given);
    if (classes.length < 2)
      throw new UserError(`MLPClassifier: every label is ${given[0]}; it takes two classes at least`);
    const places = new Map(classes.map((label, k) => [label, k]));
    const labels = Int32Array.from(given, (label) => places.get(label)!);
    const output = classes.length === 2 ? "logistic" : "softmax";
    const units = classes.length === 2 ? 1 : classes.length;
    await this.learn({ samples: { features, labels }, inputs: d, outputs: units, output });
    this.classes = classes;
    return this;
  }

  /** p(class | row), (n, classes), in the order of `classes`. */
  async predictProba(X: Rows): Promise<NDArray> {
    const p = await this.activated(X);
    const k = this.classes.length;
    if (k > 2) return array(p).reshape(p.length / k, k) as NDArray;
    const both = Float64Array.from({ length: 2 * p.length }, (_, i) => (i % 2 ? p[i >> 1]! : 1 - p[i >> 1]!));
    return array(both).reshape(p.length, 2) as NDArray;
  }

  async predict(X: Rows): Promise<Label[]> {
    const codes = await this.predicted(X);
    return Array.from(codes, (code) => this.classes[code]!);
  }

  /** Accuracy: the share of rows given their label. */
  async score(X: Rows, y: readonly Label[] | NDArray): Promise<number> {
    const truth = cellsOf<Label>("MLPClassifier", y);
    const codes = await this.predicted(X);
    checkLength("MLPClassifier", codes.length, truth.length);
    return outputs.softmax.score(
      truth.map((label) => this.classes.indexOf(label)),
      codes,
    );
  }
}

/**
 * A multi-layer perceptron that predicts a number: scikit-learn's MLPRegressor, as MLPClassifier is its MLPClassifier.
 * X and y are taken as they are: scale both first (`fitScaler`).
 */
export class MLPRegressor extends Perceptron {
  constructor(settings: PerceptronSettings = {}) {
    super("MLPRegressor", settings);
  }

  async fit(X: Rows, y: readonly number[] | NDArray): Promise<this> {
    const { features, d, given } = examplesOf<number>("MLPRegressor", X, y);
    const wrong = given.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0)
      throw new UserError(`MLPRegressor: y[${wrong}] is ${shown(given[wrong])}; give finite numbers`);
    const labels = Float64Array.from(given);
    await this.learn({ samples: { features, labels }, inputs: d, outputs: 1, output: "identity" });
    return this;
  }

  async predict(X: Rows): Promise<number[]> {
    return Array.from(await this.predicted(X));
  }

  /** R²: 1 is perfect, 0 as good as always saying the mean. */
  async score(X: Rows, y: readonly number[] | NDArray): Promise<number> {
    const truth = cellsOf<number>("MLPRegressor", y);
    const values = await this.predicted(X);
    checkLength("MLPRegressor", values.length, truth.length);
    return outputs.identity.score(truth, values);
  }
}
