import type { EncodedColumn } from "../data/columns/encoding.ts";
import type { RawCell, RowRecord } from "../data/columns/records.ts";
import type { ArrayWithShape } from "../data/numbers/numbers.ts";
import { scaleRows } from "../data/rows/scale.ts";
import { asWords, cellsOf, Table } from "../data/table.ts";
import { disk } from "../disk.ts";
import { checkEngine, type Engine } from "../engine/engine.ts";
import { loadEngine } from "../engine/load.ts";
import { checkNames, shown, UserError } from "../errors.ts";
import { writeError, writeFileAtomic } from "../files.ts";
import { type Answer, type Answers, answerAt } from "./answers.ts";
import type { Measured } from "./evaluator.ts";
import type { ModelCard } from "./file/card.ts";
import { folderNames, modelBytes, modelFiles } from "./file/modelFile.ts";
import type { Tensors } from "./file/safetensors.ts";
import { type ModelSource, readModel } from "./file/source.ts";
import type { Embeddings } from "./inspection/distance.ts";
import { Embedder } from "./inspection/embedder.ts";
import type { References, ThresholdAim } from "./inspection/inspection.ts";
import { type Heat, Judge, thresholdFor, type Verdict } from "./inspection/judge.ts";
import { match } from "./inspection/likeness.ts";
import { checkedModel, type ModelData, ownParameters } from "./modelData.ts";
import { Predictor } from "./predictor.ts";
import type { RejectReason } from "./reject/applyReject.ts";
import type { GivenImage, ImageDecoder } from "./rows/imageRows.ts";
import { columnsOf, type EncodedRows, encodeRaw, type RawRows } from "./rows/rawRows.ts";
import { type Samples, scaledTargets } from "./samples.ts";
import { classNumbers, type Evaluation, evaluationOf, numberLabels, partEvaluation } from "./scores.ts";

export interface ModelOptions {
  /** what computes; WebAssembly when left out */
  engine?: Engine;
  /** what decodes image files where there is no browser: `decodeImage` of kiso/node */
  decode?: ImageDecoder;
}

export interface JudgeOptions {
  /** what the threshold is chosen for, on the distances that the model kept; as it was trained when left out */
  aim?: ThresholdAim;
  /** good parts to compare with: those that the model keeps when left out */
  references?: References | RawRows;
  /** the distance is the mean to so many of the nearest references; as trained when left out */
  neighbours?: number;
}

/**
 * What was trained, as one thing: it takes raw rows or pictures and gives answers, with what was done to the columns, the
 * scaler, the threshold and the good parts inside. It runs the same in Node and in a page, to the same bits.
 *
 * ```ts
 * const X = [[0.1], [0.2], [0.8], [0.9]];
 * const settings = { hiddenLayerSizes: [8], learningRateInit: 0.1, seed: 1 };
 * const learned = await new MLPClassifier<string>(settings).fit(X, ["low", "low", "high", "high"]);
 * const file = learned.toBytes({ featureNames: ["x"] });
 * const model = await Model.load(file); // bytes, a Blob, the path or the address of a file or of a run's folder
 * const [answer] = await model.predict([{ x: 0.85 }]);
 * console.log(answer); // { label: "high", probability: 0.9997…, probabilities: [0.9997…, 0.0002…] }
 * ```
 */
export class Model {
  /** all but the numbers, as plain JSON: features, classes, encoder, scaler, network, threshold */
  readonly card: ModelCard;
  /** by name: `dense1.weight` (in, out), `dense1.bias` (1, out), … */
  readonly parameters: Tensors;
  /** the good parts that a model of distances compares with */
  readonly references: References | undefined;
  readonly #options: ModelOptions;
  #predictor: Promise<Predictor> | undefined;
  #embedder: Promise<Embedder> | undefined;
  /** by what the parts are compared with, so that good parts are embedded once */
  #judges = new WeakMap<object, Promise<Judge>>();
  #isDisposed = false;

  /** Makes a model of a card and its numbers, as training gives them; refuses what would judge rows wrongly. */
  constructor(data: ModelData, options: ModelOptions = {}) {
    checkNames("Model", options, ["engine", "decode"]);
    if (options.engine !== undefined) checkEngine("Model", options.engine);
    const { parameters: _, references, ...card } = checkedModel(data);
    this.card = card;
    this.parameters = ownParameters(data);
    this.references = references;
    this.#options = options;
  }

  /**
   * The model of a run's folder, of one file, or of its bytes. A text is a path where there are files, else an address;
   * the address of a folder ends in "/".
   */
  static async load(source: ModelSource, options: ModelOptions = {}): Promise<Model> {
    checkNames("Model.load", options, ["engine", "decode"]);
    return new Model(await readModel(source), options);
  }

  /** Card, numbers and references in one object. */
  get data(): ModelData {
    const { card, parameters, references } = this;
    return references ? { ...card, parameters, references } : { ...card, parameters };
  }

  /**
   * The columns that a raw row must have, in the order of a row that is a list: numbers, categories with those that were
   * learned, lists of so many numbers. What a form asks for.
   */
  get columns(): readonly EncodedColumn[] {
    return columnsOf(this.card);
  }

  /**
   * An answer a row: `{ label, probability, probabilities }`, of a regression `{ value }`. A row that is none of the
   * classes has the label null and a `reason`; what the training rows did not have is named in `unseen`, what was filled in
   * `missing`. Rows are objects by column (more columns may stand in them), lists in the order of the columns, a Table,
   * `{ shape, data }`, or images: as the data was trained on, nothing scaled.
   */
  async predict(rows: RawRows): Promise<Answer[]> {
    const { encoded, answers } = await this.#answered("predict", rows);
    const remarks = encoded.remarks();
    return Array.from({ length: answers.rows }, (_, row) =>
      Object.assign(answerAt(answers, row), remarks.get(row)),
    );
  }

  /** The same answers as columns, for many rows; without what was unseen or missing. */
  async answers(rows: RawRows): Promise<Answers> {
    return (await this.#answered("answers", rows)).answers;
  }

  /** The embeddings of rows, as a model that learned distances makes them. */
  async embed(rows: RawRows): Promise<Embeddings> {
    const encoded = await this.#encoded("embed", rows);
    const found = await (await this.#embedding()).embed(encoded.features.data);
    checkFinite(encoded, found.values);
    return found;
  }

  /** Whether parts pass: how far each is from the good parts, and which of them it is most like. */
  async judge(rows: RawRows, options: JudgeOptions = {}): Promise<Verdict[]> {
    const { judge, neighbours } = await this.#judge("judge", options);
    const { threshold } = thresholdFor(this.card.inspection, options.aim);
    const encoded = await this.#encoded("judge", rows);
    const { shape, data } = encoded.features;
    const verdicts = shape[0] === 0 ? [] : await judge.verdicts(data, threshold, neighbours);
    const distances = verdicts.map(({ distance }) => distance);
    checkFinite(encoded, distances);
    return verdicts;
  }

  /** Where in an image its distance to the good parts comes from. */
  async heat(image: RawRow, options: Omit<JudgeOptions, "aim"> = {}): Promise<Heat> {
    const { judge, neighbours } = await this.#judge("heat", options);
    const { features } = await this.#encoded("heat", oneRow("heat", image));
    return judge.heat(Float64Array.from(features.data), neighbours);
  }

  /** How far apart two parts are, each one row; the distance that the model learned. */
  async match(a: RawRow, b: RawRow): Promise<number> {
    const first = await this.embed(oneRow("match", a));
    const second = await this.embed(oneRow("match", b));
    return match(first, second, { distance: (await this.#embedding()).distance });
  }

  /**
   * How well the model does on labelled rows: accuracy, loss and confusion; of a regression R² and errors; of a model that
   * judges parts what it missed and over-rejected. The labels are a list of class names or numbers, or the name of the
   * column that holds them: the one that the model learned when left out.
   */
  async evaluate(
    rows: RawRows,
    labels?: readonly (string | number)[] | ArrayLike<number> | string,
  ): Promise<Evaluation> {
    const { card } = this;
    const given = labelsOf(rows, labels ?? card.label);
    if (card.objective) {
      if (!card.inspection)
        throw new UserError(
          "evaluate: the model learned distances and no class of good parts; its embeddings are measured with scoreEmbedding",
        );
      return partEvaluation(await this.judge(rows), Array.from(given, String), card.inspection);
    }
    const { features } = await this.#encoded("evaluate", rows);
    checkCount(features.shape[0], given.length);
    const { data } = scaleRows(card.scaler, features);
    const samples = { features: data, labels: targetsOf(card, given) };
    return evaluationOf(card, samples, await this.measure(samples));
  }

  /** What the network makes of labelled rows that `toSamples` has scaled: loss, predictions and log-probabilities. */
  async measure(samples: Samples): Promise<Measured & { reasons: readonly RejectReason[] | undefined }> {
    return (await this.#predicting("measure")).measure(samples);
  }

  /** One safetensors file: the numbers and the good parts as tensors, the card as JSON in its metadata. */
  toBytes(): Uint8Array {
    return modelBytes(this.data);
  }

  /** Writes one file where the path ends in .safetensors, else a folder: model.safetensors, model.json and the good parts. */
  async save(path: string): Promise<void> {
    if (typeof path !== "string")
      throw new UserError(
        `save takes a path, found ${shown(path)}; where there are no files, take toBytes()`,
      );
    if (/\.safetensors$/i.test(path)) return writeFileAtomic(path, this.toBytes());
    const { fs, path: paths } = disk();
    await fs.mkdir(path, { recursive: true }).catch((error: unknown) => {
      throw writeError(path, error);
    });
    // The card last, so that it never names what is not there.
    for (const [name, data] of modelFiles(this.data)) await writeFileAtomic(paths.join(path, name), data);
    if (!this.references) await fs.rm(paths.join(path, folderNames.references), { force: true });
  }

  /** Gives the engine's memory back; the model answers no more. */
  dispose(): void {
    this.#isDisposed = true;
    for (const work of [this.#predictor, this.#embedder])
      void work?.then((one) => one.dispose()).catch(() => {});
    this.#predictor = this.#embedder = undefined;
    this.#judges = new WeakMap();
  }

  async #answered(who: string, rows: RawRows): Promise<{ encoded: EncodedRows; answers: Answers }> {
    const predictor = await this.#predicting(who);
    const encoded = await this.#encoded(who, rows);
    const { data } = scaleRows(this.card.scaler, encoded.features);
    const answers = await predictor.answers(data);
    checkFinite(encoded, answers.kind === "numbers" ? answers.values : answers.probability);
    return { encoded, answers };
  }

  #encoded(who: string, rows: RawRows): Promise<EncodedRows> {
    return encodeRaw(who, rows, this.card, this.#options.decode);
  }

  #predicting(who: string): Promise<Predictor> {
    if (this.card.objective)
      throw new UserError(
        `${who}: the model learned distances and names no classes; judge parts with judge, or take their embeddings with embed`,
      );
    this.#predictor ??= this.#engine().then((engine) => new Predictor(this.data, engine));
    return this.#predictor;
  }

  #embedding(): Promise<Embedder> {
    this.#embedder ??= this.#engine().then((engine) => new Embedder(this.data, engine));
    return this.#embedder;
  }

  async #engine(): Promise<Engine> {
    if (this.#isDisposed) throw new UserError("the model was disposed of; load it again");
    return this.#options.engine ?? loadEngine("auto");
  }

  async #judge(who: string, options: JudgeOptions): Promise<{ judge: Judge; neighbours: number }> {
    checkNames(
      who,
      options,
      who === "judge" ? ["aim", "references", "neighbours"] : ["references", "neighbours"],
    );
    const embedder = await this.#embedding();
    const given = options.references ?? this.references;
    if (!given)
      throw new UserError(
        `${who}: the model keeps no good parts to compare with; give some: { references: rows }`,
      );
    let judge = this.#judges.get(given);
    if (!judge) {
      judge = this.#kept(who, given).then(
        async (references) => new Judge(embedder, references, await embedder.embed(references.rows)),
      );
      this.#judges.set(given, judge);
    }
    return { judge: await judge, neighbours: options.neighbours ?? this.card.inspection?.neighbours ?? 1 };
  }

  async #kept(who: string, given: References | RawRows): Promise<References> {
    if ("rows" in given && "names" in given) return given;
    const { features, name } = await this.#encoded(`${who}, references`, given as RawRows);
    // As the references that a model keeps are: float32 in its file.
    const kept = Float32Array.from(features.data);
    return { rows: kept, names: Array.from({ length: features.shape[0] }, (_, row) => name(row)) };
  }
}

/** Refuses a row whose numbers overflow within the network: its answer would be none. `answers` are as many of each row. */
function checkFinite({ name, features }: EncodedRows, answers: ArrayLike<number>): void {
  for (let i = 0; i < answers.length; i++)
    if (!Number.isFinite(answers[i]))
      throw new UserError(
        `${name(Math.floor((i * features.shape[0]) / answers.length))}: its numbers are too large for the model, which has no answer to them; correct them`,
      );
}

/** One raw row, in any of the forms of rows; a Table, or an array with its shape, of one row. */
export type RawRow =
  | RowRecord
  | object
  | readonly RawCell[]
  | ArrayLike<number>
  | GivenImage
  | Table
  | ArrayWithShape;

function oneRow(who: string, row: RawRow): RawRows {
  const isWhole = row instanceof Table || (typeof row === "object" && "shape" in row && "data" in row);
  if (!isWhole) return [row] as RawRows;
  const rows = row as Table | ArrayWithShape;
  const found = rows instanceof Table ? rows.rows : rows.shape[0];
  if (found === 1) return rows;
  throw new UserError(`${who} takes one row, found ${found}`);
}

function labelsOf(
  rows: RawRows,
  labels: readonly (string | number)[] | ArrayLike<number> | string | undefined,
): readonly unknown[] {
  if (labels === undefined)
    throw new UserError(
      "evaluate: the model does not say what column it learned; give the labels, or their column's name",
    );
  if (typeof labels !== "string") return Array.from<unknown>(labels);
  if (rows instanceof Table) return [...cellsOf(asWords(rows.column(labels)))];
  if (!Array.isArray(rows) || rows.some((row) => typeof row !== "object" || row === null || !(labels in row)))
    throw new UserError(`evaluate: the rows have no column "${labels}" of labels; give them as a list`);
  return (rows as readonly RowRecord[]).map((row) => row[labels]);
}

function checkCount(rows: number, labels: number): void {
  if (rows !== labels) throw new UserError(`evaluate: ${rows} rows, but ${labels} labels; give one a row`);
}

function targetsOf({ target, classNames }: ModelCard, labels: readonly unknown[]): Samples["labels"] {
  if (!target) return classNumbers("evaluate", labels, classNames);
  return scaledTargets(target, numberLabels("evaluate", labels));
}
