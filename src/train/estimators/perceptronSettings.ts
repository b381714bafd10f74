import { checkSeed } from "../../data/random/seed.ts";
import { checkNames, shown, UserError } from "../../errors.ts";
import { checkNumber, type Range } from "../../nn/choose.ts";

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

/** scikit-learn's bounds. */
const ranges = {
  alpha: { atLeast: 0 },
  learningRateInit: { above: 0 },
  powerT: { atLeast: 0 },
  maxIter: { atLeast: 1, whole: true },
  tol: { atLeast: 0 },
  nIterNoChange: { atLeast: 1, whole: true },
  validationFraction: { above: 0, below: 1 },
  momentum: { atLeast: 0, atMost: 1 },
  beta1: { atLeast: 0, below: 1 },
  beta2: { atLeast: 0, below: 1 },
  epsilon: { above: 0 },
} as const satisfies { readonly [K in keyof Settled]?: Range };

const flags = ["shuffle", "earlyStopping", "nesterovsMomentum"] as const;

/** The settings with their defaults; another name, and a value out of bounds, is an error. */
export function settled(who: string, given: PerceptronSettings): Settled {
  checkNames(who, given, Object.keys(defaults));
  const named = Object.entries(given).filter(([, value]) => value !== undefined);
  const settings: Settled = { ...defaults, ...Object.fromEntries(named) };
  for (const [name, range] of Object.entries(ranges))
    checkNumber(who, name, settings[name as keyof typeof ranges], range);
  for (const name of flags) {
    if (typeof settings[name] !== "boolean")
      throw new UserError(`${who}: ${name} must be true or false, found ${shown(settings[name])}`);
  }
  const { hiddenLayerSizes: sizes, batchSize } = settings;
  if (batchSize !== "auto") checkNumber(who, "batchSize", batchSize, { atLeast: 1, whole: true });
  if (!Array.isArray(sizes))
    throw new UserError(`${who}: hiddenLayerSizes must be a list, such as [100], found ${shown(sizes)}`);
  for (const units of sizes) checkNumber(who, "each of hiddenLayerSizes", units, { atLeast: 1, whole: true });
  for (const [name, known] of Object.entries(choices)) {
    const value = settings[name as keyof typeof choices];
    if (!(known as readonly string[]).includes(value))
      throw new UserError(`${who}: ${name} "${value}" is not one of ${known.join(", ")}`);
  }
  checkSeed(settings.seed, who);
  return settings;
}
