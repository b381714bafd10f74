import { shown, UserError } from "../../errors.ts";
import { minimum, square } from "../../graph/composed.ts";
import * as op from "../../graph/ops.ts";
import type { Value } from "../../graph/value.ts";
import { checkNumber, choose } from "../choose.ts";

/** Values by name, such as the slots of a parameter. */
export type Values = Readonly<Record<string, Value>>;

/** One parameter's part in a step. */
export interface Step {
  /** p and g = ∂L/∂p, of one shape. */
  readonly parameter: Value;
  readonly gradient: Value;
  /** What the optimizer remembers of this parameter. */
  readonly slots: Values;
  /** What it remembers once for all parameters, as it is in this step. */
  readonly scalars: Values;
  /** η, a scalar. */
  readonly learningRate: Value;
  /** Whether weight decay is meant for this parameter: for weights, not for biases. */
  readonly decays: boolean;
}

/** The new p, and the slots that changed. */
export interface Stepped {
  readonly parameter: Value;
  readonly slots: Values;
}

/**
 * How parameters move: pure functions from graph to graph. All that is remembered between steps is state of the graph. One
 * of one's own is such an object, for `fit`, `trainingStep` and `optimizer`:
 *
 * ```ts
 * const momentum: Optimizer = {
 *   slots: ["velocity"],
 *   scalars: {},
 *   advance: (scalars) => scalars,
 *   step({ parameter, gradient, slots, learningRate }) {
 *     const velocity = op.add(op.multiply(slots.velocity, 0.9), gradient);
 *     return { parameter: op.subtract(parameter, op.multiply(velocity, learningRate)), slots: { velocity } };
 *   },
 * };
 * ```
 */
export interface Optimizer {
  /** Values that are kept for each parameter, in its shape, and are 0 at first. */
  readonly slots: readonly string[];
  /** Scalars with their first values. */
  readonly scalars: Readonly<Record<string, number>>;
  /** This step's scalars from the last step's. */
  advance(scalars: Values): Values;
  step(step: Step): Stepped;
}

/** An optimizer that remembers nothing, as a function: the new parameter of a step. */
export type OptimizerFunction = (step: Step) => Value;

/** p ← p − η g; with momentum μ: v ← μ v + g, p ← p − η v; with Nesterov's: p ← p − η (g + μ v). */
function sgd({ momentum = 0, nesterov = false }: { momentum?: number; nesterov?: boolean } = {}): Optimizer {
  checkNumber("sgd", "momentum", momentum, { atLeast: 0 });
  if (nesterov && momentum === 0) throw new UserError("sgd: nesterov needs a momentum above 0, such as 0.9");
  return {
    slots: momentum === 0 ? [] : ["momentum"],
    scalars: {},
    advance: (scalars) => scalars,
    step: ({ parameter: p, gradient: g, slots, learningRate }) => {
      if (momentum === 0) return { parameter: descend(p, g, learningRate), slots };
      const v = op.add(op.multiply(slots.momentum!, momentum), g);
      const direction = nesterov ? op.add(g, op.multiply(v, momentum)) : v;
      return { parameter: descend(p, direction, learningRate), slots: { momentum: v } };
    },
  };
}

/** s ← α s + (1 − α) g², p ← p − η g / (√s + ε); with momentum: v ← μ v + g / (√s + ε), p ← p − η v. */
function rmsprop({ alpha = 0.99, epsilon = 1e-8, momentum = 0 }: RmspropSettings = {}): Optimizer {
  checkNumber("rmsprop", "alpha", alpha, { atLeast: 0, below: 1 });
  checkNumber("rmsprop", "epsilon", epsilon, { atLeast: 0 });
  checkNumber("rmsprop", "momentum", momentum, { atLeast: 0 });
  return {
    slots: momentum === 0 ? ["squareAverage"] : ["squareAverage", "momentum"],
    scalars: {},
    advance: (scalars) => scalars,
    step: ({ parameter: p, gradient: g, slots, learningRate }): Stepped => {
      const squareAverage = average(slots.squareAverage!, square(g), alpha);
      const scaled = op.divide(g, op.add(op.sqrt(squareAverage), epsilon));
      if (momentum === 0) return { parameter: descend(p, scaled, learningRate), slots: { squareAverage } };
      const v = op.add(op.multiply(slots.momentum!, momentum), scaled);
      return { parameter: descend(p, v, learningRate), slots: { squareAverage, momentum: v } };
    },
  };
}

/**
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², p ← p − η m̂ / (√v̂ + ε), where m̂ = m / (1 − β₁ᵗ) and
 * v̂ = v / (1 − β₂ᵗ) undo the pull of the zeros at the start. β₁ᵗ and β₂ᵗ are running products, kept as state.
 */
function adam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamSettings = {}): Optimizer {
  checkNumber("adam", "beta1", beta1, { atLeast: 0, below: 1 });
  checkNumber("adam", "beta2", beta2, { atLeast: 0, below: 1 });
  checkNumber("adam", "epsilon", epsilon, { atLeast: 0 });
  return {
    slots: ["firstMoment", "secondMoment"],
    scalars: { beta1Power: 1, beta2Power: 1 },
    advance: ({ beta1Power, beta2Power }) => ({
      beta1Power: op.multiply(beta1Power!, beta1),
      beta2Power: op.multiply(beta2Power!, beta2),
    }),
    step: ({ parameter: p, gradient: g, slots, scalars, learningRate }) => {
      const firstMoment = average(slots.firstMoment!, g, beta1);
      const secondMoment = average(slots.secondMoment!, square(g), beta2);
      const rate = op.divide(learningRate, op.subtract(1, scalars.beta1Power!)); //     η / (1 − β₁ᵗ)
      const root = op.sqrt(op.subtract(1, scalars.beta2Power!)); //                     √(1 − β₂ᵗ)
      const scaled = op.divide(firstMoment, op.add(op.divide(op.sqrt(secondMoment), root), epsilon));
      return { parameter: descend(p, scaled, rate), slots: { firstMoment, secondMoment } };
    },
  };
}

/** Adam, with the weights drawn to 0 beside it: p ← p (1 − η λ) first. (In Adam, an L2 gradient would be scaled away.) */
function adamw({ weightDecay = 0.01, ...settings }: AdamSettings & { weightDecay?: number } = {}): Optimizer {
  checkNumber("adamw", "weightDecay", weightDecay, { atLeast: 0 });
  const plain = adam(settings);
  return {
    ...plain,
    step: (step) => {
      const { parameter: p, learningRate, decays } = step;
      if (!decays || weightDecay === 0) return plain.step(step);
      const kept = op.subtract(1, op.multiply(learningRate, weightDecay));
      return plain.step({ ...step, parameter: op.multiply(p, kept) });
    },
  };
}

/** By name, each from its settings; defaults are PyTorch's. */
export const optimizers = { sgd, rmsprop, adam, adamw };
export type OptimizerName = keyof typeof optimizers;

export interface RmspropSettings {
  alpha?: number;
  epsilon?: number;
  momentum?: number;
}

export interface AdamSettings {
  beta1?: number;
  beta2?: number;
  epsilon?: number;
}

/** An optimizer as plain JSON: `{ name: "sgd", momentum: 0.9 }`. */
export type OptimizerSpec =
  | { name: "sgd"; momentum?: number; nesterov?: boolean }
  | ({ name: "rmsprop" } & RmspropSettings)
  | ({ name: "adam" } & AdamSettings)
  | ({ name: "adamw"; weightDecay?: number } & AdamSettings);

const settingsOf: { readonly [P in OptimizerName]: readonly string[] } = {
  sgd: ["momentum", "nesterov"],
  rmsprop: ["alpha", "epsilon", "momentum"],
  adam: ["beta1", "beta2", "epsilon"],
  adamw: ["beta1", "beta2", "epsilon", "weightDecay"],
};

/** An optimizer in each form that it may be given in. */
export type OptimizerLike = OptimizerSpec | Optimizer | OptimizerFunction;

/** The optimizer that a spec names; one of one's own, if it is one. `beside` are names that its caller knows, for messages. */
export function buildOptimizer(spec: OptimizerLike, beside: readonly string[] = []): Optimizer {
  if (typeof spec === "function") return forgetful(spec);
  if (typeof spec !== "object" || spec === null) {
    throw new UserError(
      `an optimizer is a name and its settings, such as { name: "adam" }, found ${shown(spec)}`,
    );
  }
  if ("step" in spec) return checked(spec);
  const { name, ...settings } = spec;
  const build: (settings: object) => Optimizer = choose("optimizer", optimizers, name);
  const known = [...settingsOf[name], ...beside];
  for (const setting of Object.keys(settings))
    choose(`setting of ${name}`, Object.fromEntries(known.map((k) => [k, k])), setting);
  return build(settings);
}

const forgetful = (move: OptimizerFunction): Optimizer => ({
  slots: [],
  scalars: {},
  advance: (scalars) => scalars,
  step: (step) => ({ parameter: move(step), slots: {} }),
});

function checked(optimizer: Optimizer): Optimizer {
  const { slots, scalars, advance, step } = optimizer;
  const whole =
    Array.isArray(slots) &&
    typeof scalars === "object" &&
    typeof advance === "function" &&
    typeof step === "function";
  if (whole) return optimizer;
  throw new UserError(
    "an optimizer of one's own is { slots: [names], scalars: { name: first }, advance(scalars), step(step) }, or a function of a step",
  );
}

/** The parameters of a step, in one order, and what is meant for them. */
export interface AllParameters {
  readonly parameters: readonly Value[];
  readonly gradients: readonly Value[];
  readonly slots: readonly Values[];
  readonly scalars: Values;
  readonly learningRate: Value;
  /** λ: adds λ w to the gradient of every parameter w that decays; 0 when left out */
  readonly l2?: number;
  /** the largest norm of all gradients together, before the penalty; any when left out */
  readonly clipNorm?: number;
  /** Whether weight decay and the penalty are meant for parameter number i. */
  decays(i: number): boolean;
}

/** One step of all parameters: the scalars as they are in it, and each parameter with its slots. */
export function stepOf(optimizer: Optimizer, all: AllParameters): { scalars: Values; stepped: Stepped[] } {
  const { parameters, slots, learningRate, l2 = 0, clipNorm } = all;
  const gradients = clipNorm === undefined ? all.gradients : clipByGlobalNorm(all.gradients, clipNorm);
  const scalars = optimizer.advance(all.scalars);
  const stepped = parameters.map((parameter, i) => {
    const decays = all.decays(i);
    const gradient = decays && l2 !== 0 ? op.add(gradients[i]!, op.multiply(parameter, l2)) : gradients[i]!;
    return optimizer.step({ parameter, gradient, slots: slots[i]!, scalars, learningRate, decays });
  });
  return { scalars, stepped };
}

/**
 * All gradients scaled alike, so that their common norm √(Σ g²) is at most `norm`: PyTorch's `clip_grad_norm_`.
 *
 * ```ts
 * const clipped = compile((a: Value, b: Value) => clipByGlobalNorm([a, b], 1));
 * clipped(3, 4); // [0.6, 0.8], but for the 1e-6 that PyTorch adds to the norm
 * ```
 */
export function clipByGlobalNorm(gradients: readonly Value[], norm: number): Value[] {
  checkNumber("clipByGlobalNorm", "norm", norm, { above: 0 });
  const total = op.sqrt(gradients.map((g) => op.sum(square(g))).reduce((a, b) => op.add(a, b)));
  const factor = minimum(op.divide(norm, op.add(total, 1e-6)), 1);
  return gradients.map((g) => op.multiply(g, factor));
}

/** p − η d */
const descend = (p: Value, d: Value, rate: Value): Value => op.subtract(p, op.multiply(d, rate));

/** β a + (1 − β) x */
const average = (a: Value, x: Value, beta: number): Value =>
  op.add(op.multiply(a, beta), op.multiply(x, 1 - beta));
