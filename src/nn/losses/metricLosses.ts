import { UserError } from "../../errors.ts";
import { softplus, square } from "../../graph/composed.ts";
import * as op from "../../graph/ops.ts";
import { inScope } from "../../graph/scope.ts";
import { showShape } from "../../graph/shapes.ts";
import type { Value } from "../../graph/value.ts";
import { sameShape } from "../../graph/value.ts";
import { checkNumber, choose } from "../choose.ts";
import type { Layer } from "../layers/layers.ts";
import { binaryCrossEntropy, checkFloats, checkOptions, checkReduction, type LossOptions } from "./losses.ts";

// Losses of embeddings (n, d): rows of one class are to lie near, rows of different classes far apart. One forward pass embeds
// the whole batch, so that both sides of a pair share all weights. Classes (n,) are float numbers, which `equal` compares.

export interface MetricOptions extends LossOptions {
  /** how far apart rows of different classes are to be: 1 when left out, 0.2 for triplets */
  margin?: number | "soft";
}

/**
 * Rows 2i and 2i + 1 are a pair, a distance D apart: it costs ½ D² where they are of one class, else ½ max(0, margin − D)².
 * R. Hadsell, S. Chopra and Y. LeCun (2006), equation 4; the mean is over pairs.
 *
 * ```ts
 * const cost = compile((rows: Value, classes: Value) => contrastive(rows, classes));
 * cost([[0, 0], [3, 4]], Float64Array.of(1, 1)); // 12.5, half of the squared distance
 * ```
 */
export function contrastive(embeddings: Value, classes: Value, options: MetricOptions = {}): Value {
  checkOptions("contrastive", options, ["reduction", "margin"]);
  const { reduction = "mean", margin = 1 } = options;
  if (margin === "soft")
    throw new UserError("contrastive: the margin is a distance; give a number, not soft");
  checkNumber("contrastive", "margin", margin, { above: 0 });
  checkReduction("contrastive", reduction);
  return inScope("contrastive", () => {
    const same = ofOneClass(embeddings, classes);
    const [a, b] = pairs(embeddings);
    const squared = op.sum(square(op.subtract(a, b)), 1, true);
    const short = op.maximum(op.subtract(margin, root(squared)), 0);
    const total = op.multiply(op.sum(op.where(same, squared, square(short))), 0.5);
    return reduction === "sum" ? total : op.multiply(total, 1 / same.shape[0]!);
  });
}

/** Which triplets of a batch (anchor, positive of its class, negative of another) the loss is of. */
export type Mining = "batchAll" | "semiHard" | "batchHard";

export interface TripletOptions extends MetricOptions {
  /** batchAll when left out */
  mining?: Mining;
}

/** A batch as mining sees it: D (n, n), and 1 or 0 for what can be an anchor's positive, and what its negative. */
interface Batch {
  readonly distances: Value;
  readonly positive: Value;
  readonly negative: Value;
}

/** D(anchor, positive) − D(anchor, negative) of triplets, and 1 or 0 for those that count. */
type Miner = (batch: Batch) => { gaps: Value; chosen: Value };

/** Every triplet. (n, n, n): anchor, positive, negative */
const batchAll: Miner = ({ distances, positive, negative }) => {
  const n = distances.shape[0]!;
  const near = (x: Value) => op.reshape(x, [n, n, 1]);
  const far = (x: Value) => op.reshape(x, [n, 1, n]);
  return {
    gaps: op.subtract(near(distances), far(distances)),
    chosen: op.multiply(near(positive), far(negative)),
  };
};

/** Further away than any distance, yet finite in float32. */
const beyond = 1e30;

const miners: { readonly [M in Mining]: Miner } = {
  batchAll,
  // the negative is further away than the positive, but within the margin, beyond which the loss is 0
  semiHard: (batch) => {
    const { gaps, chosen } = batchAll(batch);
    return { gaps, chosen: op.multiply(chosen, op.greater(0, gaps)) };
  },
  // the furthest positive and the nearest negative of each anchor: (n, 1)
  batchHard: ({ distances, positive, negative }) => {
    const furthest = op.max(op.multiply(distances, positive), 1, true);
    const nearest = op.negate(op.max(op.where(negative, op.negate(distances), -beyond), 1, true));
    const has = (mask: Value) => op.max(mask, 1, true);
    return { gaps: op.subtract(furthest, nearest), chosen: op.multiply(has(positive), has(negative)) };
  },
};

/** n³ numbers are held several times over: at 128 rows, 17 MB each in float64. */
const mostRowsOfAll = 128;

/**
 * max(0, margin + D(a, p) − D(a, n)) of an anchor a, a positive p of its class and a negative n of another; D is
 * Euclidean, not squared. F. Schroff, D. Kalenichenko and J. Philbin (2015), equation 2; A. Hermans, L. Beyer and B. Leibe
 * (2017): batchAll (equation 6) and semiHard average over the triplets whose loss is not 0, batchHard (equation 5) over
 * the anchors that have both a positive and a negative. A soft margin has ln(1 + eˣ) in the place of max(0, margin + x),
 * and so never ceases to pull.
 *
 * ```ts
 * const cost = compile((rows: Value, classes: Value) => triplet(rows, classes, { margin: 1 }));
 * cost([[0], [2], [1]], Float64Array.of(0, 0, 1)); // 2, the mean of two triplets: 1 + 2 − 1
 * ```
 */
export function triplet(embeddings: Value, classes: Value, options: TripletOptions = {}): Value {
  checkOptions("triplet", options, ["reduction", "margin", "mining"]);
  const { reduction = "mean", mining = "batchAll", margin = 0.2 } = options;
  const miner: Miner = choose("mining", miners, mining);
  checkReduction("triplet", reduction);
  if (margin !== "soft") checkNumber("triplet", "margin", margin, { above: 0 });
  else if (mining === "semiHard")
    throw new UserError("triplet: semiHard mining looks within a margin; give a number, not soft");
  const n = rowsOf("triplet", embeddings, classes);
  if (mining !== "batchHard" && n > mostRowsOfAll) {
    throw new UserError(
      `triplet: ${mining} mining looks at ${n}³ triplets of a batch of ${n}; use a batch of at most ${mostRowsOfAll}, or batchHard mining`,
    );
  }
  return inScope("triplet", () => {
    const same = op.equal(op.reshape(classes, [n, 1]), op.reshape(classes, [1, n]));
    const { gaps, chosen } = miner({
      distances: root(squaredDistances(embeddings)),
      positive: op.subtract(same, diagonal(n, same)),
      negative: op.subtract(1, same),
    });
    const losses = margin === "soft" ? softplus(gaps) : op.maximum(op.add(gaps, margin), 0);
    const counted = mining === "batchHard" ? chosen : op.multiply(chosen, op.greater(losses, 0));
    const total = op.sum(op.multiply(losses, counted));
    return reduction === "sum" ? total : op.divide(total, op.maximum(op.sum(counted), 1));
  });
}

/**
 * Rows 2i and 2i + 1 are a pair, embedded as a and b; w·|a − b| + bias is the logit of their being of one class: (n, d) to
 * (n/2, 1). G. Koch, R. Zemel and R. Salakhutdinov (2015).
 */
export function verificationHead(dimensions: number): Layer {
  return {
    kind: "head",
    parameters: {
      weight: { shape: [dimensions, 1], role: "weight" },
      bias: { shape: [1, 1], role: "bias" },
    },
    forward: (embeddings, { weight, bias }) => {
      const [a, b] = pairs(embeddings);
      return op.add(op.matmul(op.abs(op.subtract(a, b)), weight!), bias!);
    },
  };
}

/** Cross-entropy of the head's logits (n/2, 1): Koch et al. (2015), section 3.2, the decay of weights left to `l2`. */
export function verification(logits: Value, classes: Value, options: LossOptions = {}): Value {
  checkOptions("verification", options, ["reduction"]);
  return inScope("verification", () => {
    checkFloats("verification", classes);
    const [a, b] = pairs(op.reshape(classes, [2 * logits.shape[0]!, 1]));
    return binaryCrossEntropy(logits, op.equal(a, b), options);
  });
}

/** The rows 2i and 2i + 1 of (n, d), each (n/2, d). */
function pairs(rows: Value): [Value, Value] {
  const [n, d] = rows.shape as [number, number];
  if (n % 2 === 1)
    throw new UserError(`a batch of ${n} rows does not make pairs; use a batch of an even number`);
  const both = op.reshape(rows, [n / 2, 2 * d]);
  return [op.slice(both, [0, 0], [n / 2, d]), op.slice(both, [0, d], [n / 2, 2 * d])];
}

/** 1 for each pair of one class, else 0: (n/2, 1). */
function ofOneClass(embeddings: Value, classes: Value): Value {
  const [a, b] = pairs(op.reshape(classes, [rowsOf("contrastive", embeddings, classes), 1]));
  return op.equal(a, b);
}

/** ‖a − b‖² = ‖a‖² + ‖b‖² − 2 a·b for any two rows a and b of (n, d): (n, n). Rounding would bring some below 0. */
export function squaredDistances(rows: Value): Value {
  const n = rows.shape[0]!;
  const squares = op.sum(square(rows), 1, true);
  const products = op.matmul(rows, op.transpose(rows));
  return op.maximum(op.subtract(op.add(squares, op.reshape(squares, [1, n])), op.multiply(products, 2)), 0);
}

/** √x with the slope 0 at 0, where that of the square root is infinite: two rows that lie on each other stay there. */
function root(x: Value): Value {
  const positive = op.greater(x, 0);
  return op.where(positive, op.sqrt(op.where(positive, x, 1)), 0);
}

const diagonal = (n: number, { dtype }: Value): Value =>
  op.constant(
    Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0)),
    dtype,
    [n, n],
  );

function rowsOf(where: string, embeddings: Value, classes: Value): number {
  const [n, d] = embeddings.shape;
  checkFloats(where, classes);
  if (n !== undefined && d !== undefined && sameShape(classes.shape, [n])) return n;
  throw new UserError(
    `${where}: embeddings ${showShape(embeddings.shape)} and classes ${showShape(classes.shape)} must be (n, d) and (n,)`,
  );
}
