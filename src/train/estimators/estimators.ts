import { encodedNames } from "../../data/columns/encoder.ts";
import type { Encoder } from "../../data/columns/encoding.ts";
import type { Scaler } from "../../data/rows/scale.ts";
import { checkNames, shown, UserError } from "../../errors.ts";
import type { StoredTensor } from "../../model/file/safetensors.ts";
import { Model } from "../../model/model.ts";
import {
  type AnyLabel,
  cellsOf,
  checkCells,
  checkLength,
  examplesOf,
  type Labels,
  type Rows,
  rowsOf,
  sortedLabels,
  type Value,
} from "./estimatorInput.ts";
import { forward, type Lesson, trainPerceptron } from "./perceptron.ts";
import { type Learned, modelParameters, outputs } from "./perceptronOutput.ts";
import { type PerceptronSettings, settled } from "./perceptronSettings.ts";

export type { AnyLabel, Labels, PerceptronSettings, Rows, Value };

/** Numbers with their shape, row-major. */
export interface Probabilities {
  shape: readonly [rows: number, classes: number];
  data: Float64Array;
}

/** What a perceptron's rows are called, and how they were made of raw ones: so that the model takes raw rows. */
export interface ToModelOptions {
  /** x0, x1, … when left out */
  featureNames?: readonly string[];
  /** what X was scaled with; X was raw when left out */
  scaler?: Scaler;
  /** what made features of a table's columns */
  encoder?: Encoder;
  /** the column that was learned */
  label?: string;
}

export interface ClassifierToModelOptions extends ToModelOptions {
  /** in the order of `classes`, as which they are named when left out */
  classNames?: readonly string[];
}

export interface RegressorToModelOptions extends ToModelOptions {
  /** what y was scaled with; y was raw when left out */
  target?: Scaler;
}

const optionNames = ["featureNames", "scaler", "encoder", "label"] as const;

/** What both estimators have: their settings, and under scikit-learn's names what `fit` came to. */
export abstract class Perceptron<Options extends ToModelOptions> {
  readonly settings: Readonly<Required<PerceptronSettings>>;
  readonly #who: string;
  #learned: Learned | undefined;

  constructor(who: string, settings: PerceptronSettings) {
    this.#who = who;
    this.settings = settled(who, settings);
  }

  /** weights (inputs, outputs) of each layer */
  get coefs(): StoredTensor[] {
    return this.#parameters("weight");
  }

  /** biases (outputs,) of each layer */
  get intercepts(): StoredTensor[] {
    return this.#parameters("bias").map(({ data }) => ({ shape: [data.length], data }));
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

  /**
   * What was learned as a Model, which is saved, loaded and asked as any other. With the `scaler` that X was scaled with it
   * takes raw rows.
   */
  abstract toModel(options?: Options): Model;

  /** The model as one file's bytes: `Model.load` reads them, here and in a page. */
  toBytes(options?: Options): Uint8Array {
    return this.toModel(options).toBytes();
  }

  /** Writes the model: one file where the path ends in .safetensors, else a folder. */
  save(path: string, options?: Options): Promise<void> {
    return this.toModel(options).save(path);
  }

  protected get learned(): Learned {
    if (!this.#learned) throw new UserError(`${this.#who}: has not learned yet; call fit(X, y) first`);
    return this.#learned;
  }

  protected async learn(lesson: Omit<Lesson, "who">): Promise<void> {
    this.#learned = await trainPerceptron(this.settings, { who: this.#who, ...lesson });
  }

  /** probabilities, or a regression's values: (n, outputs) row-major */
  protected async activated(X: Rows): Promise<Float64Array> {
    const { learned } = this;
    const { features } = rowsOf(this.#who, X, learned.network.sizes[0]!);
    return forward(learned, features);
  }

  /** class numbers, or a regression's values */
  protected async predicted(X: Rows): Promise<ArrayLike<number>> {
    const said = await this.activated(X);
    const { output, network } = this.learned;
    return outputs[output].predict(said, network.sizes.at(-1)!);
  }

  /** What of a model both have. */
  protected modelData({ featureNames, scaler, encoder, label }: ToModelOptions) {
    const { network, parameters } = modelParameters(this.learned);
    const d = network.sizes[0]!;
    return {
      network,
      parameters,
      dtype: "float64" as const,
      featureNames:
        featureNames ?? (encoder ? encodedNames(encoder) : Array.from({ length: d }, (_, i) => `x${i}`)),
      scaler: scaler ?? asTheyAre(d),
      encoder,
      label,
    };
  }

  #parameters(role: "weight" | "bias"): StoredTensor[] {
    return Object.entries(this.learned.parameters)
      .filter(([name]) => name.endsWith(`.${role}`))
      .map(([, tensor]) => tensor);
  }
}

/** Leaves so many columns as they are. */
const asTheyAre = (columns: number): Scaler => ({
  kind: "none",
  offset: new Array<number>(columns).fill(0),
  scale: new Array<number>(columns).fill(1),
});

/**
 * A multi-layer perceptron that tells classes apart: scikit-learn's MLPClassifier, whose verbs return promises here. With
 * the same settings and `seed` as its `random_state` it goes through the same steps and, but for rounding, comes to the
 * same weights. X is taken as it is: scale it first (`fitScaler`). Two classes have one output, the probability of the
 * second. A page stays awake while it learns.
 *
 * ```ts
 * const X = [[1.2, 3], [1.1, 2.9], [4, 0.5], [4.2, 0.4]];
 * const settings = { hiddenLayerSizes: [8], learningRateInit: 0.05, seed: 1 };
 * const classifier = await new MLPClassifier<string>(settings).fit(X, ["ok", "ok", "ng", "ng"]);
 * console.log(await classifier.predict([[1.15, 3]])); // [ "ok" ]
 * const model = classifier.toModel({ featureNames: ["width", "height"] });
 * const [answer] = await model.predict([{ width: 4.1, height: 0.5 }]);
 * console.log(answer.label); // "ng"
 * ```
 */
export class MLPClassifier<Label extends AnyLabel = number> extends Perceptron<ClassifierToModelOptions> {
  /** the labels that `fit` saw: numbers ascending, words by code point */
  classes: readonly Label[] = [];

  constructor(settings: PerceptronSettings = {}) {
    super("MLPClassifier", settings);
  }

  async fit(X: Rows, y: Labels<Label>): Promise<this> {
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
  async predictProba(X: Rows): Promise<Probabilities> {
    const p = await this.activated(X);
    const k = this.classes.length;
    if (k > 2) return { shape: [p.length / k, k], data: p };
    const data = Float64Array.from({ length: 2 * p.length }, (_, i) => (i % 2 ? p[i >> 1]! : 1 - p[i >> 1]!));
    return { shape: [p.length, 2], data };
  }

  async predict(X: Rows): Promise<Label[]> {
    const codes = await this.predicted(X);
    return Array.from(codes, (code) => this.classes[code]!);
  }

  /** Accuracy: the share of rows given their label. */
  async score(X: Rows, y: Labels<Label>): Promise<number> {
    const truth = cellsOf<Label>("MLPClassifier", y);
    const codes = await this.predicted(X);
    checkLength("MLPClassifier", codes.length, truth.length);
    return outputs.softmax.score(
      truth.map((label) => this.classes.indexOf(label)),
      codes,
    );
  }

  override toModel(options: ClassifierToModelOptions = {}): Model {
    checkNames("MLPClassifier.toModel", options, [...optionNames, "classNames"]);
    const classNames = options.classNames ?? this.classes.map(String);
    return new Model({ ...this.modelData(options), classNames });
  }
}

/**
 * A multi-layer perceptron that predicts a number: scikit-learn's MLPRegressor, as MLPClassifier is its MLPClassifier.
 * X and y are taken as they are: scale both first (`fitScaler`), and give both scalers to `toModel`.
 *
 * ```ts
 * const X = Array.from({ length: 40 }, (_, i) => [i / 20 - 1]);
 * const y = X.map(([x]) => 2 * x + 1);
 * const regressor = await new MLPRegressor({ learningRateInit: 0.02, seed: 1 }).fit(X, y);
 * console.log(await regressor.score(X, y)); // R², near 1
 * ```
 */
export class MLPRegressor extends Perceptron<RegressorToModelOptions> {
  constructor(settings: PerceptronSettings = {}) {
    super("MLPRegressor", settings);
  }

  async fit(X: Rows, y: Labels<number>): Promise<this> {
    const { features, d, given } = examplesOf<number>("MLPRegressor", X, y);
    const values = given.map((value) => (typeof value === "boolean" ? Number(value) : value));
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0)
      throw new UserError(`MLPRegressor: y[${wrong}] is ${shown(given[wrong])}; give finite numbers`);
    const labels = Float64Array.from(values);
    await this.learn({ samples: { features, labels }, inputs: d, outputs: 1, output: "identity" });
    return this;
  }

  async predict(X: Rows): Promise<number[]> {
    return Array.from(await this.predicted(X));
  }

  /** R²: 1 is perfect, 0 as good as always saying the mean. */
  async score(X: Rows, y: Labels<number>): Promise<number> {
    const truth = cellsOf<number>("MLPRegressor", y);
    const values = await this.predicted(X);
    checkLength("MLPRegressor", values.length, truth.length);
    return outputs.identity.score(truth, values);
  }

  override toModel(options: RegressorToModelOptions = {}): Model {
    checkNames("MLPRegressor.toModel", options, [...optionNames, "target"]);
    const target = options.target ?? asTheyAre(1);
    return new Model({ ...this.modelData(options), classNames: [], target });
  }
}
