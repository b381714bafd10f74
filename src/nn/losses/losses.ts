import { checkNames, shown, UserError } from "../../errors.ts";
import { beyondRelu, mean, minimum, square } from "../../graph/composed.ts";
import * as op from "../../graph/ops.ts";
import { inScope } from "../../graph/scope.ts";
import { showShape } from "../../graph/shapes.ts";
import type { FloatDtype, Value } from "../../graph/value.ts";
import { sameShape } from "../../graph/value.ts";
import { checkNumber } from "../choose.ts";

/** One number for a batch: the mean, or the sum, over its rows (of squares and the like: over all elements). */
export type Reduction = "mean" | "sum";

/** Refuses labels where numbers are computed with, or classes compared as such. */
export function checkFloats(where: string, { dtype }: Value): void {
  if (dtype === "int32")
    throw new UserError(`${where}: takes floats, found int32; give Float64Array.from(labels)`);
}

/** Refuses a reduction of another name. */
export function checkReduction(where: string, reduction: string): void {
  if (reduction !== "mean" && reduction !== "sum")
    throw new UserError(`${where}: reduction must be "mean" or "sum", found ${shown(reduction)}`);
}

/** Refuses an option that the loss does not have; `name` may stand among them, as in a plan that names its loss. */
export function checkOptions(loss: string, options: object, known: readonly string[]): void {
  const { name: _, ...own } = options as { name?: string };
  checkNames(loss, own, known);
}

export interface CrossEntropyOptions {
  reduction?: Reduction;
  /** ε in [0, 1): the target is 1 − ε on the label, and ε spread evenly over all classes. */
  labelSmoothing?: number;
  /** One weight a class; the mean is then the weighted mean. */
  classWeights?: readonly number[];
}

/**
 * −Σ t log softmax(logits), with t the one-hot of the label: logits (n, classes), labels int32 (n,). For logits x and label
 * k it is log Σ e^(xⱼ − xₖ), in which no logarithm of 0 arises. PyTorch's `cross_entropy`.
 *
 * ```ts
 * const cost = compile((logits: Value, labels: Value) => losses.crossEntropy(logits, labels));
 * cost([[2, 0], [0, 3]], Int32Array.of(0, 1)); // 0.0878, the mean of ln(1 + e⁻²) and ln(1 + e⁻³)
 * ```
 *
 * A label that is none of the classes, such as −1, has a one-hot of 0: its row costs log Σ e^xⱼ, and its gradient, softmax(x),
 * makes every class less likely. With smoothing or class weights the logarithms are weighed by t as it is: such a row
 * then costs the smoothing's part, or nothing.
 */
export function crossEntropy(logits: Value, labels: Value, options: CrossEntropyOptions = {}): Value {
  checkOptions("crossEntropy", options, ["reduction", "labelSmoothing", "classWeights"]);
  const { reduction = "mean", labelSmoothing = 0, classWeights } = options;
  checkNumber("crossEntropy", "labelSmoothing", labelSmoothing, { atLeast: 0, below: 1 });
  checkReduction("crossEntropy", reduction);
  return inScope("crossEntropy", () => {
    const [rows, classes] = logits.shape;
    if (rows === undefined || classes === undefined || !sameShape(labels.shape, [rows])) {
      const mend = labels.dtype === "int32" ? "" : "; labels are classes: give Int32Array.from(labels)";
      throw new UserError(
        `crossEntropy: logits ${showShape(logits.shape)} and labels ${showShape(labels.shape)} must be (n, classes) and (n,)${mend}`,
      );
    }
    const truth = op.oneHot(labels, classes, floatDtype("crossEntropy", logits));
    const smooth =
      labelSmoothing === 0 ? truth : op.add(op.multiply(truth, 1 - labelSmoothing), labelSmoothing / classes);
    if (labelSmoothing === 0 && classWeights === undefined) {
      const own = op.sum(op.multiply(truth, logits), -1, true);
      return reduced(op.sum(op.logSumExp(op.subtract(logits, own))), rows, reduction);
    }
    const logs = op.logSoftmax(logits);
    if (classWeights === undefined)
      return reduced(op.negate(op.sum(op.multiply(smooth, logs))), rows, reduction);
    if (classWeights.length !== classes || classWeights.some((w) => !(w >= 0))) {
      throw new UserError(
        `crossEntropy: classWeights must be ${classes} numbers of at least 0, found [${classWeights}]`,
      );
    }
    const weights = op.constant(Float64Array.from(classWeights), logits.dtype, [1, classes]);
    const total = op.negate(op.sum(op.multiply(op.multiply(smooth, weights), logs)));
    return reduction === "sum" ? total : op.divide(total, op.sum(op.multiply(truth, weights)));
  });
}

/**
 * −t log σ(x) − (1 − t) log(1 − σ(x)) = max(x, 0) − x t + log(1 + e^−|x|): logits and targets (0 to 1) of one shape.
 * The right side overflows nowhere. PyTorch's `binary_cross_entropy_with_logits`.
 *
 * ```ts
 * const cost = compile((x: Value, t: Value) => losses.binaryCrossEntropy(x, t));
 * cost(Float64Array.of(0), Float64Array.of(1)); // 0.693, ln 2
 * ```
 */
export function binaryCrossEntropy(logits: Value, targets: Value, options: LossOptions = {}): Value {
  return elementwise("binaryCrossEntropy", { prediction: logits, target: targets, options }, (x, t) => {
    const rest = beyondRelu(x);
    return op.add(op.subtract(op.maximum(x, 0), op.multiply(x, t)), rest);
  });
}

export interface LossOptions {
  reduction?: Reduction;
}

/**
 * (prediction − target)²
 *
 * ```ts
 * compile((p: Value, t: Value) => losses.meanSquaredError(p, t))(Float64Array.of(1, 2), Float64Array.of(1, 4)); // 2
 * ```
 */
export function meanSquaredError(prediction: Value, target: Value, options: LossOptions = {}): Value {
  const all = { prediction, target, options };
  return elementwise("meanSquaredError", all, (p, t) => square(op.subtract(p, t)));
}

export interface HuberOptions extends LossOptions {
  /** above 0; 1 when left out */
  delta?: number;
}

/**
 * e²/2 for errors |e| up to delta, from there on the straight line delta (|e| − delta/2): outliers pull less.
 * With q = min(|e|, delta) both are q²/2 + delta (|e| − q).
 *
 * ```ts
 * compile((p: Value, t: Value) => losses.huber(p, t))(Float64Array.of(0), Float64Array.of(3)); // 2.5
 * ```
 */
export function huber(prediction: Value, target: Value, options: HuberOptions = {}): Value {
  const { delta = 1 } = options;
  checkNumber("huber", "delta", delta, { above: 0 });
  return elementwise("huber", { prediction, target, options, also: ["delta"] }, (p, t) => {
    const size = op.abs(op.subtract(p, t));
    const q = minimum(size, delta);
    return op.add(op.multiply(square(q), 0.5), op.multiply(op.subtract(size, q), delta));
  });
}

/** The losses by name, for a plan that names one. */
export const losses = { crossEntropy, binaryCrossEntropy, meanSquaredError, huber };
export type LossName = keyof typeof losses;

interface Compared {
  readonly prediction: Value;
  readonly target: Value;
  readonly options: LossOptions;
  /** names of the loss's options beside `reduction` */
  readonly also?: readonly string[];
}

function elementwise(
  name: LossName,
  { prediction, target, options, also = [] }: Compared,
  loss: (prediction: Value, target: Value) => Value,
): Value {
  checkOptions(name, options, ["reduction", ...also]);
  const { reduction = "mean" } = options;
  checkReduction(name, reduction);
  checkFloats(name, target);
  // Broadcasting (n, 1) against (n,) would silently compare every row with every other.
  if (!sameShape(prediction.shape, target.shape)) {
    throw new UserError(
      `${name}: prediction ${showShape(prediction.shape)} and target ${showShape(target.shape)} must have one shape`,
    );
  }
  return inScope(name, () => {
    const losses = loss(prediction, target);
    return reduction === "sum" ? op.sum(losses) : mean(losses);
  });
}

const reduced = (total: Value, rows: number, reduction: Reduction): Value =>
  reduction === "sum" ? total : op.multiply(total, 1 / rows);

function floatDtype(where: string, { dtype }: Value): FloatDtype {
  if (dtype === "int32") throw new UserError(`${where}: int32 values are labels; it takes float logits`);
  return dtype;
}
