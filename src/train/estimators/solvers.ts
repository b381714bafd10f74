import { exp, power } from "../../data/numbers/exp.ts";
import { log } from "../../data/random/log.ts";
import { square } from "../../graph/composed.ts";
import * as op from "../../graph/ops.ts";
import type { Optimizer } from "../../nn/training/optimizers.ts";
import type { Settled } from "./perceptronSettings.ts";

/** How scikit-learn's perceptrons move: the rule of a step, and the learning rate that the host feeds to it. */
export interface Solver {
  readonly optimizer: Optimizer;
  /** of step 1, 2, … of the training */
  rate(step: number): number;
  /** Told at an epoch's end, when `seen` rows have been learned from altogether. */
  epochEnded(seen: number): void;
  /** Told when the loss (or the score) has stalled: whether training ends. */
  stalled(): boolean;
}

const noScalars = { scalars: {}, advance: () => ({}) };

/**
 * v ← μ v − η g, p ← p + v; with Nesterov's momentum p ← p + μ v − η g. The rate is within the momentum, so a rate that
 * changes acts otherwise than in `optimizers.sgd`, which is PyTorch's.
 */
function sgd(settings: Settled): Solver {
  const { momentum, nesterovsMomentum, learningRate, learningRateInit, powerT } = settings;
  let rate = learningRateInit;
  return {
    optimizer: {
      ...noScalars,
      slots: ["velocity"],
      step: ({ parameter: p, gradient: g, slots, learningRate: eta }) => {
        const descent = op.multiply(g, eta);
        const velocity = op.subtract(op.multiply(slots.velocity!, momentum), descent);
        const update = nesterovsMomentum ? op.subtract(op.multiply(velocity, momentum), descent) : velocity;
        return { parameter: op.add(p, update), slots: { velocity } };
      },
    },
    rate: () => rate,
    epochEnded(seen) {
      if (learningRate === "invscaling") rate = learningRateInit / exp(powerT * log(seen + 1));
    },
    stalled() {
      if (learningRate !== "adaptive" || rate <= 1e-6) return true;
      rate /= 5;
      return false;
    },
  };
}

/**
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², p ← p − ηₜ m / (√v + ε) with ηₜ = η √(1 − β₂ᵗ) / (1 − β₁ᵗ): the second
 * form in section 2 of D. P. Kingma and J. Ba, "Adam" (2015). Here ε stands beside √v, in `optimizers.adam` beside √v̂.
 */
function adam({ beta1, beta2, epsilon, learningRateInit }: Settled): Solver {
  return {
    optimizer: {
      ...noScalars,
      slots: ["firstMoment", "secondMoment"],
      step: ({ parameter: p, gradient: g, slots, learningRate: eta }) => {
        const m = op.add(op.multiply(slots.firstMoment!, beta1), op.multiply(g, 1 - beta1));
        const v = op.add(op.multiply(slots.secondMoment!, beta2), op.multiply(square(g), 1 - beta2));
        const update = op.divide(op.multiply(m, eta), op.add(op.sqrt(v), epsilon));
        return { parameter: op.subtract(p, update), slots: { firstMoment: m, secondMoment: v } };
      },
    },
    rate: (step) => (learningRateInit * Math.sqrt(1 - power(beta2, step))) / (1 - power(beta1, step)),
    epochEnded() {},
    stalled: () => true,
  };
}

export const solvers: Readonly<Record<Settled["solver"], (settings: Settled) => Solver>> = { adam, sgd };
