import { shown, UserError } from "../../errors.ts";
import * as op from "../../graph/ops.ts";
import { inScope } from "../../graph/scope.ts";
import { showShape } from "../../graph/shapes.ts";
import { type FloatDtype, isValue, type Value } from "../../graph/value.ts";
import { choose } from "../choose.ts";
import { type Layer, sequential } from "../layers/layers.ts";
import { buildNetwork, type Network } from "../layers/network.ts";
import { type CrossEntropyOptions, crossEntropy, meanSquaredError } from "./losses.ts";
import { contrastive, type TripletOptions, triplet, verification, verificationHead } from "./metricLosses.ts";

/** What a network learns: classes, numbers, or embeddings in which rows of one class lie near. */
export type Objective = "crossEntropy" | "meanSquaredError" | EmbeddingObjective;
export type EmbeddingObjective = "contrastive" | "triplet" | "verification";

export type ObjectiveOptions = CrossEntropyOptions & TripletOptions;

/**
 * A loss of one's own: from what the network makes of a batch, (n, …), and from y to one number. y is (n,) int32 where
 * the labels are classes, else (n, k) floats, k being the numbers of a row's label.
 *
 * ```ts
 * const absoluteError: LossFunction = (prediction, y) => op.mean(op.abs(op.subtract(prediction, y)));
 * ```
 */
export type LossFunction = (prediction: Value, y: Value) => Value;

/** What is learned, by name or as a function. */
export type Loss = Objective | LossFunction;

interface Entry {
  /** The input `y` of a batch; `targets` are the numbers of a row's label, none where it is a class. */
  readonly y: (rows: number, outputs: number, dtype: FloatDtype, targets?: number) => Value<"input">;
  /** The loss of what the network, or the head on it, makes of a batch, and of y. */
  readonly loss: (prediction: Value, y: Value, options: ObjectiveOptions) => Value;
  /** The settings that the loss takes. */
  readonly options: readonly (keyof ObjectiveOptions)[];
  /** What training puts on the network, whose parameters are then `head.weight`, … */
  readonly head?: (outputs: number) => Layer;
  /** What an evaluation makes of the network's last values, by name. */
  readonly results: (last: Value) => Readonly<Record<string, Value>>;
}

/** Classes that are only compared, as floats: whole numbers below 2²⁴ are exact in float32. */
const compared = (rows: number, _: number, dtype: FloatDtype) => op.input("y", [rows], dtype);
const embeddings = (last: Value) => ({ embeddings: last });

const objectives: { readonly [O in Objective]: Entry } = {
  crossEntropy: {
    y: (rows) => op.input("y", [rows], "int32"),
    loss: crossEntropy,
    options: ["reduction", "labelSmoothing", "classWeights"],
    results: (last) => ({ logProbabilities: op.logSoftmax(last) }),
  },
  meanSquaredError: {
    y: (rows, outputs, dtype) => op.input("y", [rows, outputs], dtype),
    loss: meanSquaredError,
    options: ["reduction"],
    results: (prediction) => ({ prediction }),
  },
  contrastive: { y: compared, loss: contrastive, options: ["reduction", "margin"], results: embeddings },
  triplet: { y: compared, loss: triplet, options: ["reduction", "margin", "mining"], results: embeddings },
  verification: {
    y: compared,
    loss: verification,
    options: ["reduction"],
    head: verificationHead,
    results: embeddings,
  },
};

const ownObjective = (loss: LossFunction): Entry => ({
  y: (rows, _, dtype, targets) =>
    targets === undefined ? op.input("y", [rows], "int32") : op.input("y", [rows, targets], dtype),
  loss: (prediction, y) => oneNumber(loss(prediction, y)),
  options: [],
  results: (prediction) => ({ prediction }),
});

function oneNumber(loss: Value): Value {
  const found = isValue(loss) ? `shape ${showShape(loss.shape)}` : shown(loss);
  if (isValue(loss) && loss.shape.length === 0) return loss;
  throw new UserError(`a loss of one's own must give one number for a batch, found ${found}; take its mean`);
}

/** The objective of that name, crossEntropy when left out, or of a function. */
export const objectiveOf = (loss: Loss = "crossEntropy"): Entry =>
  typeof loss === "function"
    ? ownObjective(loss)
    : choose<typeof objectives, Objective>("loss", objectives, loss);

/** A loss with its settings, of which a plan may hold others too. */
export function lossOf(loss: Loss | undefined, plan: ObjectiveOptions): LossFunction {
  const { options, loss: of } = objectiveOf(loss);
  const own: ObjectiveOptions = Object.fromEntries(options.map((name) => [name, plan[name]]));
  return (prediction, y) => of(prediction, y, own);
}

/** Whether the network's last layer is an embedding. */
export const isEmbedding = (loss: Loss | undefined): loss is EmbeddingObjective =>
  objectiveOf(loss).results === embeddings;

/** The objective's head on embeddings, its parameters named `head.weight`, …; where it has none, all passes through. */
export function headOf(objective: Loss, outputs: number): Layer {
  const head = objectiveOf(objective).head?.(outputs);
  if (head === undefined) return sequential([]);
  const names = Object.keys(head.parameters);
  return {
    kind: "head",
    parameters: Object.fromEntries(names.map((name) => [`head.${name}`, head.parameters[name]!])),
    forward: (last, parameters) =>
      inScope("head", () =>
        head.forward(last, Object.fromEntries(names.map((name) => [name, parameters[`head.${name}`]!]))),
      ),
  };
}

/** All that is trained: the network, and the objective's head on it. */
export function trainedLayer(network: Network, objective: Loss = "crossEntropy"): Layer {
  const body = buildNetwork(network);
  const head = headOf(objective, network.sizes.at(-1)!);
  return {
    kind: "trained",
    parameters: { ...body.parameters, ...head.parameters },
    forward: (x, parameters, mode) => head.forward(body.forward(x, parameters, mode), parameters, mode),
  };
}

/** What the network of a model was trained for, by the entries of its card. */
export const trainedFor = ({
  target,
  objective,
}: {
  readonly target?: object | undefined;
  readonly objective?: EmbeddingObjective | undefined;
}): Objective => objective ?? (target ? "meanSquaredError" : "crossEntropy");
