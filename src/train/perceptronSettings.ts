import { checkSeed } from "../data/random.ts";
import { nearest, UserError } from "../errors.ts";

/** scikit-learn's settings of MLPClassifier and MLPRegressor, with its defaults. */
export interface PerceptronSettings {
  hiddenLayerSizes?: readonly number[];
  activation?: "relu" | "tanh" | "logistic";
  solver?: "adam" | "sgd";
  /** strength of the L2 penalty; divided by the rows of a batch */
  alpha?: number;
  /** auto: 200; never more than there are rows */
  batchSize?: number | "auto";
  /** of sgd: how the rate goes on. invscaling: learningRateInit / rows learned from ^ powerT; adaptive: a fifth each time the loss stalls */
  learningRate?: "constant" | "invscaling" | "adaptive";
  learningRateInit?: number;
  powerT?: number;
  /** epochs at most */
  maxIter?: number;
  shuffle?: boolean;
  /** of initial weights, the rows set aside and the batches; scikit-learn's random_state */
  seed?: number;
  /** Training ends where the loss fell by less than this in more than `nIterNoChange` epochs running. */
  tol?: number;
  nIterNoChange?: number;
  /** Sets rows aside and stops by the score on them instead; the best epoch's weights are kept. */
  earlyStopping?: boolean;
  /** the share of the rows set aside */
  validationFraction?: number;
  /** of sgd */
  momentum?: number;
  nesterovsMomentum?: boolean;
  /** of adam */
  beta1?: number;
  beta2?: number;
  epsilon?: number;
}

export type Settled = Readonly<Required<PerceptronSettings>>;

const defaults: Settled = {
  hiddenLayerSizes: [100],
  activation: "relu",
  solver: "adam",
  alpha: 0.0001,
  batchSize: "auto",
  learningRate: "constant",
  learningRateInit: 0.001,
  powerT: 0.5,
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

const choices = {
  activation: ["relu", "tanh", "logistic"],
  solver: ["adam", "sgd"],
  learningRate: ["constant", "invscaling", "adaptive"],
} as const;

/** The settings with their defaults; a name that is none of them is an error. */
export function settled(who: string, given: PerceptronSettings): Settled {
  const names = Object.keys(defaults);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const near = nearest(unknown, names);
    throw new UserError(
      `${who}: there is no setting "${unknown}"${near === undefined ? "" : `; did you mean "${near}"?`}`,
    );
  }
  const settings = { ...defaults, ...given };
  for (const [name, known] of Object.entries(choices)) {
    const value = settings[name as keyof typeof choices];
    if (!(known as readonly string[]).includes(value))
      throw new UserError(`${who}: ${name} "${value}" is not one of ${known.join(", ")}`);
  }
  checkSeed(settings.seed, who);
  return settings;
}
