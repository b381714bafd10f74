import * as op from "../graph/ops.ts";
import { inScope } from "../graph/scope.ts";
import type { FloatDtype, Value } from "../graph/value.ts";
import { choose } from "./choose.ts";
import { type Layer, sequential } from "./layers.ts";
import { type CrossEntropyOptions, crossEntropy, meanSquaredError } from "./losses.ts";
import { contrastive, type TripletOptions, triplet, verification, verificationHead } from "./metricLosses.ts";
import { buildNetwork, type NetworkSpec } from "./network.ts";

/** What a network learns: classes, numbers, or embeddings in which rows of one class lie near. */
export type Objective = "crossEntropy" | "meanSquaredError" | EmbeddingObjective;
export type EmbeddingObjective = "contrastive" | "triplet" | "verification";

export type ObjectiveOptions = CrossEntropyOptions & TripletOptions;

interface Entry {
  /** The input `y` of a batch. */
  readonly y: (rows: number, outputs: number, dtype: FloatDtype) => Value<"input">;
  /** Of the network's last values, or the head's, and y. */
  readonly loss: (prediction: Value, y: Value, options: ObjectiveOptions) => Value;
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
    results: (last) => ({ logProbabilities: op.logSoftmax(last) }),
  },
  meanSquaredError: {
    y: (rows, outputs, dtype) => op.input("y", [rows, outputs], dtype),
    loss: meanSquaredError,
    results: (prediction) => ({ prediction }),
  },
  contrastive: { y: compared, loss: contrastive, results: embeddings },
  triplet: { y: compared, loss: triplet, results: embeddings },
  verification: { y: compared, loss: verification, head: verificationHead, results: embeddings },
};

/** The objective of that name, crossEntropy when left out. */
export const objectiveOf = (name: Objective = "crossEntropy"): Entry =>
  choose<typeof objectives, Objective>("loss", objectives, name);

/** Whether the network's last layer is an embedding. */
export const isEmbedding = (objective: Objective | undefined): objective is EmbeddingObjective =>
  objectiveOf(objective).results === embeddings;

/** The objective's head on embeddings, its parameters named `head.weight`, …; where it has none, all passes through. */
export function headOf(objective: Objective, outputs: number): Layer {
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
export function trainedLayer(network: NetworkSpec, objective: Objective = "crossEntropy"): Layer {
  const body = buildNetwork(network);
  const head = headOf(objective, network.sizes.at(-1)!);
  return {
    kind: "trained",
    parameters: { ...body.parameters, ...head.parameters },
    forward: (x, parameters, mode) => head.forward(body.forward(x, parameters, mode), parameters, mode),
  };
}
