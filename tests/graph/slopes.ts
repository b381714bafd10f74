import { referenceEngine } from "../../src/engine/reference.ts";
import { gradient } from "../../src/graph/gradient.ts";
import * as op from "../../src/graph/ops.ts";
import type { Shape, Value } from "../../src/graph/value.ts";
import { size } from "../../src/graph/value.ts";

/** A function of float64 values to one of any shape, and the point at which its gradient is looked at. */
export interface Point {
  readonly f: (...x: Value[]) => Value;
  readonly at: readonly { readonly shape: Shape; readonly numbers: readonly number[] }[];
}

/**
 * The largest difference between the gradient by rule and the slope measured by walking, relative to the larger of 1
 * and the slope. f's result is weighed with fixed, unequal numbers, so that a gradient with two elements exchanged, or
 * with a wrong sign, is far off. The slope is Richardson's: central differences at h and 2h, error of order h⁴.
 */
export function worstDifference({ f, at }: Point): number {
  const x = at.map(({ shape }, i) => op.input(`x${i}`, shape, "float64"));
  const y = f(...x);
  const weights = op.constant(
    Float64Array.from({ length: size(y.shape) }, (_, i) => Math.cos(1 + 2 * i) + 0.1),
    "float64",
    [size(y.shape)],
  );
  const loss = op.sum(op.multiply(op.reshape(y, [size(y.shape)]), weights));
  const gradients = gradient(loss, x);
  const inputs = Object.fromEntries(x.map((value, i) => [`x${i}`, value]));
  const outputs = Object.fromEntries([
    ["loss", loss] as const,
    ...gradients.map((g, i) => [`g${i}`, g] as const),
  ]);
  const program = referenceEngine.compile({ inputs, state: {}, outputs, updates: {} });
  const run = (which: number, element: number, h: number) => {
    at.forEach(({ numbers }, i) => {
      program.set(`x${i}`, i === which ? numbers.map((n, j) => (j === element ? n + h : n)) : numbers);
    });
    program.run();
    return program.getScalar("loss");
  };

  run(-1, 0, 0);
  const byRule = x.map((_, i) => program.get(`g${i}`));
  let worst = 0;
  at.forEach(({ numbers }, i) => {
    numbers.forEach((n, j) => {
      const h = 1e-3 * Math.max(1, Math.abs(n));
      const central = (step: number) => (run(i, j, step) - run(i, j, -step)) / (2 * step);
      const slope = (4 * central(h / 2) - central(h)) / 3;
      worst = Math.max(worst, Math.abs(byRule[i]![j]! - slope) / Math.max(1, Math.abs(slope)));
    });
  });
  return worst;
}
