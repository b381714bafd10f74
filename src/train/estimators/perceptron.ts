import { randomState } from "../../data/random/randomState.ts";
import type { Engine, Program } from "../../engine/engine.ts";
import { loadEngine } from "../../engine/load.ts";
import { UserError } from "../../errors.ts";
import { Evaluator } from "../../model/evaluator.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import { buildNetwork, type NetworkSpec } from "../../nn/layers/network.ts";
import { firstNotFinite } from "../fit/breakdown.ts";
import { inOrder } from "../rows/orders.ts";
import { type Learned, outputs } from "./perceptronOutput.ts";
import type { Settled } from "./perceptronSettings.ts";
import { type Examples, firstParameters, setAside } from "./perceptronStart.ts";
import { PerceptronSteps } from "./perceptronSteps.ts";
import { solvers } from "./solvers.ts";

/** What is to be learned. */
export interface Lesson extends Examples {
  /** whose errors these are */
  who: string;
  outputs: number;
}

/**
 * scikit-learn's `fit`: one random stream draws the weights, the rows set aside and every epoch's order, in that order,
 * so that the same seed goes through the same steps.
 */
export async function trainPerceptron(settings: Settled, lesson: Lesson): Promise<Learned> {
  const { activation, hiddenLayerSizes, batchSize, alpha, maxIter, shuffle, tol, nIterNoChange } = settings;
  const { who, inputs, output } = lesson;
  const { activate, predict, score } = outputs[output];
  const network = {
    sizes: [inputs, ...hiddenLayerSizes, lesson.outputs],
    activation: activation === "logistic" ? "sigmoid" : activation,
  };
  const model = buildNetwork(network);
  const stream = randomState(settings.seed);
  const first = firstParameters(model, activation, stream);
  const { train, validation } = setAside(settings, lesson, stream);
  const rows = train.labels.length;
  const batch = Math.min(batchSize === "auto" ? 200 : batchSize, rows);
  const solver = solvers[settings.solver](settings);
  const engine = await loadEngine("auto");
  const steps = new PerceptronSteps({ model, solver, output, inputs, alpha, batch }, engine, train, first);
  const evaluator = lastLayer(engine, network, steps.main);
  const order = inOrder(rows);
  const lossCurve: number[] = [];
  const validationScores: number[] = [];
  let best = -Infinity;
  let kept: Tensors | undefined;
  let idle = 0;
  const checkFinite = (finite: boolean) => {
    if (finite) return;
    const rate = settings.learningRateInit;
    throw new UserError(
      `${who}: training broke down in epoch ${lossCurve.length}: its numbers are not finite; scale X, or try learningRateInit ${Number((rate / 10).toPrecision(2))}`,
    );
  };
  try {
    for (let epoch = 0; epoch < maxIter; epoch++) {
      // Each order is a shuffle of the one before.
      if (shuffle) order.set(stream.permutation(rows).map((i) => order[i]!));
      lossCurve.push(await steps.epoch(order));
      checkFinite(Number.isFinite(lossCurve[epoch]));
      if (validation) {
        const said = activate(await evaluator.predictions(validation.features), lesson.outputs);
        validationScores.push(score(validation.labels, predict(said, lesson.outputs)));
      }
      const gain = validation ? validationScores[epoch]! : -lossCurve[epoch]!;
      idle = gain < best + tol ? idle + 1 : 0;
      if (gain > best) {
        best = gain;
        if (validation) kept = steps.parameters();
      }
      solver.epochEnded((epoch + 1) * rows);
      if (idle <= nIterNoChange) continue;
      if (solver.stalled()) break;
      idle = 0;
    }
    const parameters = kept ?? steps.parameters();
    checkFinite(firstNotFinite(parameters) === undefined);
    return { network, output, parameters, lossCurve, validationScores: validation && validationScores };
  } finally {
    evaluator.dispose();
    steps.dispose();
  }
}

/** What a trained perceptron says of rows: probabilities or values, (n, outputs) row-major. */
export async function forward(
  { network, output, parameters }: Learned,
  features: ArrayLike<number>,
): Promise<Float64Array> {
  const evaluator = lastLayer(await loadEngine("auto"), network);
  evaluator.set(parameters);
  try {
    return outputs[output].activate(await evaluator.predictions(features), network.sizes.at(-1)!);
  } finally {
    evaluator.dispose();
  }
}

/** A regression's predictions are the last layer as it is. */
const lastLayer = (engine: Engine, network: NetworkSpec, parametersOf?: Program) =>
  new Evaluator(engine, { network, dtype: "float64", loss: "meanSquaredError", parametersOf });
