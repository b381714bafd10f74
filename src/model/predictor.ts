import { exp } from "../data/numbers/exp.ts";
import type { Engine } from "../engine/engine.ts";
import { type Answers, classAnswers } from "./answers.ts";
import { givenClass, thresholdOf } from "./decision.ts";
import { type Evaluator, evaluatorOf, type Measured } from "./evaluator.ts";
import type { ModelData } from "./modelData.ts";
import { applyReject, type RejectReason } from "./reject/applyReject.ts";
import { spaceEvaluator } from "./reject/rejectReasons.ts";
import { answeredTargets, type Samples } from "./samples.ts";

/** A classifier or a regression at work on an engine: scaled rows in, answers out. */
export class Predictor {
  readonly #model: ModelData;
  readonly #evaluator: Evaluator;
  readonly #space: Evaluator | undefined;

  constructor(model: ModelData, engine: Engine) {
    this.#model = model;
    this.#evaluator = evaluatorOf(model, engine);
    this.#space = model.reject && spaceEvaluator(model, engine);
  }

  /** The answers to rows (n, features), row-major, as the scaler gives them. */
  async answers(features: Float64Array): Promise<Answers> {
    const { target, classNames } = this.#model;
    if (target) {
      const values = answeredTargets(target, await this.#evaluator.predictions(features));
      return { kind: "numbers", rows: values.length, values };
    }
    const probabilities = (await this.#evaluator.logProbabilities(features)).map(exp);
    const reasons = await this.#reasons(features, probabilities);
    return classAnswers(probabilities, classNames, reasons, thresholdOf(this.#model));
  }

  /** What the network makes of labelled rows, as `toSamples` gives them, and why a model with a rule turns them away. */
  async measure(samples: Samples): Promise<Measured & { reasons: readonly RejectReason[] | undefined }> {
    const found = decided(await this.#evaluator.measure(samples), samples.labels, this.#model);
    const reasons = this.#model.reject && (await this.#reasons(samples.features, found.outputs.map(exp)));
    return { ...found, reasons };
  }

  dispose(): void {
    this.#evaluator.dispose();
    this.#space?.dispose();
  }

  async #reasons(
    features: ArrayLike<number>,
    probabilities: Float64Array,
  ): Promise<readonly RejectReason[] | undefined> {
    const { reject, classNames } = this.#model;
    if (!reject) return undefined;
    const seen = this.#space ? await this.#space.predictions(features) : features;
    return applyReject(reject, seen, { probabilities, classes: classNames.length }).reasons;
  }
}

/** What was measured, by the threshold where there is one. */
export function decided(
  found: Measured,
  labels: ArrayLike<number>,
  model: Parameters<typeof thresholdOf>[0],
): Measured {
  const by = thresholdOf(model);
  if (!by) return found;
  const probabilities = found.outputs.map(exp);
  const predicted = Int32Array.from({ length: labels.length }, (_, row) =>
    givenClass(probabilities, 2 * row, 2, by),
  );
  const right = predicted.reduce((sum, given, row) => sum + Number(given === labels[row]), 0);
  return { ...found, predicted, accuracy: right / labels.length };
}
