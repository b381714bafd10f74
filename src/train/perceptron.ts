import { array, type NDArray } from "numpy-ts";
import { checkSeed } from "../data/random.ts";
import { loadEngine } from "../engine/load.ts";
import { nearest, UserError } from "../errors.ts";
import type { Tensors } from "../model/safetensors.ts";
import type { NetworkSpec } from "../nn/network.ts";
import type { Objective } from "../nn/objectives.ts";
import type { OptimizerSpec } from "../nn/optimizers.ts";
import type { Samples } from "./batches.ts";
import { Evaluator } from "./evaluation.ts";
import { fit, parametersOf } from "./fit.ts";
import { numbers } from "./samples.ts";

/** Rows of features: (n, d). */
export type Rows = NDArray | readonly (readonly number[])[];

/** scikit-learn's settings of MLPClassifier and MLPRegressor, with its defaults. */
export interface PerceptronSettings {
  hiddenLayerSizes?: readonly number[];
  activation?: "relu" | "tanh" | "logistic";
  solver?: "adam" | "sgd";
  /** strength of the L2 penalty; divided by the rows of a batch */
  alpha?: number;
  /** auto: 200, or all rows where there are fewer */
  batchSize?: number | "auto";
  learningRateInit?: number;
  /** epochs at most */
  maxIter?: number;
  shuffle?: boolean;
  /** of initial weights and batches; scikit-learn's random_state */
  seed?: number;
  /** Training ends where the loss fell by less than this in `nIterNoChange` epochs running. */
  tol?: number;
  nIterNoChange?: number;
  /** Sets rows aside and stops by their loss; the best epoch's weights are kept. */
  earlyStopping?: boolean;
  validationFraction?: number;
  /** of sgd */
  momentum?: number;
  nesterovsMomentum?: boolean;
  /** of adam */
  beta1?: number;
  beta2?: number;
  epsilon?: number;
}

export const perceptronDefaults: Required<PerceptronSettings> = {
  hiddenLayerSizes: [100],
  activation: "relu",
  solver: "adam",
  alpha: 0.0001,
  batchSize: "auto",
  learningRateInit: 0.001,
  maxIter: 200,
  shuffle: true,
  seed: 0,
  tol: 0.0001,
  nIterNoChange: 10,
  earlyStopping: false,
  validationFraction: 0.1,
  momentum: 0.9,
  nesterovsMomentum: true,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
};

const activationOf = { relu: "relu", tanh: "tanh", logistic: "sigmoid" } as const;

/** The settings with their defaults; a name that is none of them is an error. */
export function settled(who: string, given: PerceptronSettings): Required<PerceptronSettings> {
  const names = Object.keys(perceptronDefaults);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const near = nearest(unknown, names);
    throw new UserError(
      `${who}: there is no setting "${unknown}"${near === undefined ? "" : `; did you mean "${near}"?`}`,
    );
  }
  const settings = { ...perceptronDefaults, ...given };
  const oneOf = (name: string, value: string, known: readonly string[]) => {
    if (!known.includes(value))
      throw new UserError(`${who}: ${name} "${value}" is not one of ${known.join(", ")}`);
  };
  oneOf("activation", settings.activation, Object.keys(activationOf));
  oneOf("solver", settings.solver, ["adam", "sgd"]);
  checkSeed(settings.seed, who);
  return settings;
}

/** What a training came to. */
export interface Trained {
  network: NetworkSpec;
  objective: Objective;
  parameters: Tensors;
  lossCurve: number[];
}

/** Trains on `train`, and stops as the settings say. */
export async function trainPerceptron(
  settings: Required<PerceptronSettings>,
  objective: Objective,
  {
    train,
    validation,
    inputs,
    outputs,
  }: { train: Samples; validation?: Samples; inputs: number; outputs: number },
): Promise<Trained> {
  const { activation, solver, alpha, learningRateInit, maxIter, shuffle, seed, tol, nIterNoChange } =
    settings;
  const batch = settings.batchSize === "auto" ? Math.min(200, train.labels.length) : settings.batchSize;
  const network = {
    sizes: [inputs, ...settings.hiddenLayerSizes, outputs],
    activation: activationOf[activation],
    initializer: "glorotUniform" as const,
  };
  // scikit-learn's squared error is half of ours: half the step of plain descent, and twice the penalty beside it.
  const half = objective === "meanSquaredError" ? 2 : 1;
  const training = {
    epochs: maxIter,
    batch,
    learningRate: solver === "sgd" ? learningRateInit / half : learningRateInit,
    optimizer: optimizerOf(settings),
    loss: objective,
    l2: (half * alpha) / batch,
    shuffle,
    reduction: "mean" as const,
    dtype: "float64" as const,
    ...(validation ? { patience: nIterNoChange } : {}),
  };
  const engine = await loadEngine("auto");
  const lossCurve: number[] = [];
  let parameters: Tensors = {};
  let least = Infinity;
  let idle = 0;
  for await (const report of fit(
    { network, training, seed },
    { engine, train, ...(validation ? { validation } : {}) },
  )) {
    const { state, best } = report.checkpoint();
    parameters = best?.state ?? parametersOf(state);
    lossCurve.push(report.loss);
    idle = report.loss > least - tol ? idle + 1 : 0;
    least = Math.min(least, report.loss);
    if (!validation && idle >= nIterNoChange) break;
  }
  const { sizes } = network;
  return { network: { sizes, activation: network.activation }, objective, parameters, lossCurve };
}

function optimizerOf(settings: Required<PerceptronSettings>): OptimizerSpec {
  const { solver, momentum, nesterovsMomentum: nesterov, beta1, beta2, epsilon } = settings;
  if (solver === "adam") return { name: "adam", beta1, beta2, epsilon };
  return momentum > 0 ? { name: "sgd", momentum, nesterov } : { name: "sgd" };
}

/** log p of a classifier, values of a regression: (n, outputs) row-major. */
export async function forward(who: string, trained: Trained | undefined, X: Rows): Promise<Float64Array> {
  if (!trained) throw new UserError(`${who}: has not learned yet; call fit(X, y) first`);
  const { network, objective, parameters } = trained;
  const { features } = rowsOf(who, X, network.sizes[0]!);
  const evaluator = new Evaluator(await loadEngine("auto"), network, "float64", undefined, objective);
  evaluator.set(parameters);
  try {
    return await (objective === "crossEntropy"
      ? evaluator.logProbabilities(features)
      : evaluator.predictions(features));
  } finally {
    evaluator.dispose();
  }
}

/** The numbers of X, checked: finite, and `width` a row where that is known. */
export function rowsOf(
  who: string,
  X: Rows,
  width?: number,
): { features: ArrayLike<number>; n: number; d: number } {
  const given = Array.isArray(X) ? X : undefined;
  const ragged = given?.findIndex((row) => row.length !== given[0]!.length) ?? -1;
  if (ragged >= 0)
    throw new UserError(
      `${who}: row ${ragged} of X has ${given![ragged].length} numbers, row 0 has ${given![0].length}`,
    );
  const matrix = given ? (array(given as number[][]) as NDArray) : (X as NDArray);
  const [n, d, ...more] = matrix.shape;
  if (n === undefined || d === undefined || more.length > 0 || n === 0)
    throw new UserError(
      `${who}: X must be (rows, features) with at least one row, found (${matrix.shape.join(", ")})`,
    );
  if (width !== undefined && d !== width)
    throw new UserError(`${who}: X has ${d} features, but it was fitted to ${width}`);
  const features = numbers(matrix);
  for (let i = 0; i < features.length; i++) {
    if (!Number.isFinite(features[i]!))
      throw new UserError(
        `${who}: row ${Math.floor(i / d)}, feature ${i % d} of X is ${features[i]}; give finite numbers`,
      );
  }
  return { features, n, d };
}
