import type { ImageSpec } from "../../data/images/image.ts";
import type { Engine } from "../../engine/engine.ts";
import { Evaluator } from "../../model/evaluator.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import { rowsAt, type Samples, spread } from "../../model/samples.ts";
import { withViews } from "../../nn/layers/views.ts";
import type { Experiment } from "../run/experiment.ts";
import { type Finding, fittedInstead, type Remedy } from "./finding.ts";
import { moments } from "./rowSample.ts";

export interface Generalisation {
  experiment: Pick<Experiment, "network" | "training">;
  engine: Engine;
  train: Samples;
  test?: Samples;
  losses: readonly number[];
  /** the validation loss after each epoch */
  validation?: readonly number[];
  /** of the model, on the test rows */
  tested?: { accuracy?: number; r2?: number };
  parameters: Tensors;
  /** where the rows are images */
  image?: ImageSpec | undefined;
  /** the loss of guessing */
  guess: number;
}

/** What is learned does not carry over to other rows. The validation rows say so first, without them the test rows. */
export async function examineGeneralisation(of: Generalisation): Promise<Finding[]> {
  const found = of.validation ? findTurn(of, of.validation) : await findGap(of);
  return found ? [found] : [];
}

/** A validation loss that rose by this share of the loss of guessing, while the training loss fell. */
const turned = 0.1;

function findTurn(of: Generalisation, validation: readonly number[]): Finding | undefined {
  const { losses, guess } = of;
  const { patience } = of.experiment.training;
  const least = validation.reduce((a, b) => Math.min(a, b));
  const epoch = validation.indexOf(least);
  const training = losses.at(-1)!;
  const remedies = plainer(of);
  if (least > 0.9 * guess && training < 0.7 * guess)
    return { kind: "overfitting", by: "guess", least, guess, training, remedies };
  // With patience the model is the best epoch's.
  if (patience !== undefined) return undefined;
  // The least of a few epochs, since a loss also jitters.
  const last = validation.slice(-3).reduce((a, b) => Math.min(a, b));
  if (last - least < turned * guess || last < 1.2 * least || training > losses[epoch]!) return undefined;
  return { kind: "overfitting", by: "validation", least, epoch, last, training, remedies };
}

/** So much better on its training rows, in accuracy or R². */
const gap = { accuracy: 0.1, r2: 0.25 };

/** A mistake is so many standard deviations likelier on the test rows: p 0.001. */
const beyondChance = 3.09;

async function findGap(of: Generalisation): Promise<Finding | undefined> {
  const { experiment, engine, train, test, losses, tested, guess } = of;
  if (test === undefined || tested === undefined) return undefined;
  const score = tested.r2 === undefined ? "accuracy" : "r2";
  // No training rows need be measured where the gap cannot be so wide.
  const most = score === "r2" ? 1 - losses.at(-1)! / guess : 1;
  if (most - tested[score]! < gap[score]) return undefined;
  const { network, training } = experiment;
  const evaluator = new Evaluator(engine, {
    network: withViews(network),
    dtype: training.dtype,
    loss: training.loss,
  });
  try {
    evaluator.set(of.parameters);
    const [known, other] = [await mistakes(evaluator, train), await mistakes(evaluator, test)];
    if (known.score - other.score < gap[score]) return undefined;
    const deviation = Math.sqrt(known.variance / known.rows + other.variance / other.rows);
    if (other.mean - known.mean < beyondChance * deviation) return undefined;
    const remedies = plainer(of);
    return {
      kind: "overfitting",
      by: "test",
      score,
      training: known.score,
      test: other.score,
      rows: other.rows,
      remedies,
    };
  } finally {
    evaluator.dispose();
  }
}

/** Rows that are measured of each part. */
const enough = 2000;

/** Mean and variance of the mistakes: a class is 0 or 1, a number its squared error. */
async function mistakes(evaluator: Evaluator, samples: Samples) {
  const part = rowsAt(samples, spread(samples.labels.length, enough));
  const { predicted, accuracy, r2 } = await evaluator.scores(part);
  const off = Float64Array.from(predicted, (value, i) =>
    r2 === undefined ? Number(value !== part.labels[i]) : (value - part.labels[i]!) ** 2,
  );
  return { rows: off.length, score: (accuracy ?? r2)!, ...moments(off) };
}

/** What keeps a network from learning its rows by heart. */
function plainer({ experiment, image }: Generalisation): Remedy[] {
  const { l2, augment, optimizer } = experiment.training;
  const remedies = fittedInstead(experiment);
  // Of adamw the weights are drawn to 0 already.
  if (l2 < 0.1 && optimizer.name !== "adamw") remedies.push({ l2: 0.1 });
  if (image && !augment) remedies.push({ augment: { shift: 1, rotate: 5 } });
  return remedies;
}
