import { checkNames } from "../../errors.ts";
import { gradient } from "../../graph/gradient.ts";
import * as op from "../../graph/ops.ts";
import { simplify } from "../../graph/simplify.ts";
import type { Dtype, FloatDtype, Graph, Shape, Value } from "../../graph/value.ts";
import { size, topological } from "../../graph/value.ts";
import { initialize, type Tensor } from "../layers/initialize.ts";
import type { InitializerName } from "../layers/initializers.ts";
import type { Layer, Parameters } from "../layers/layers.ts";
import { buildNetwork, type Network } from "../layers/network.ts";
import type { Reduction } from "../losses/losses.ts";
import {
  type EmbeddingObjective,
  headOf,
  type Loss,
  type LossFunction,
  lossOf,
  type ObjectiveOptions,
  objectiveOf,
  trainedLayer,
} from "../losses/objectives.ts";
import { buildOptimizer, type Optimizer, type OptimizerLike, stepOf } from "./optimizers.ts";

/** One step of learning, as it is meant. */
export interface StepPlan {
  readonly model: Layer;
  /** The batch: an input of features, and one of labels or targets; both are inputs of the graph by their names. */
  readonly x: Value<"input">;
  readonly y: Value<"input">;
  /** From what the model makes of x, and y, to one number. */
  readonly loss: LossFunction;
  readonly optimizer: OptimizerLike;
  /** λ: adds λ w to the gradient of every weight w, biases left out; the gradient of λ/2 Σ w². */
  readonly l2?: number;
  /** The largest norm of all gradients together. */
  readonly clipNorm?: number;
  /** Also computes these outputs of the batch, before the step. */
  readonly report?: (before: Before) => Readonly<Record<string, Value>>;
  /** The seed of dropout's random numbers. */
  readonly seed?: number;
}

const stepNames = ["model", "x", "y", "loss", "optimizer", "l2", "clipNorm", "report", "seed"];

/** What a step knows before it is taken. */
export interface Before {
  readonly loss: Value;
  readonly prediction: Value;
  readonly y: Value;
  readonly parameters: Parameters;
}

/**
 * Forward, backward and update as one graph. Inputs: the batch, `learningRate`, and where the model has dropout `step`
 * (int32: the number of the step). State: the parameters by name, and the optimizer's slots as
 * `optimizer.dense1.weight.momentum`; a statistic (of batchNorm) is updated by what the forward pass records.
 */
export function trainingStep(plan: StepPlan): Graph {
  checkNames("trainingStep", plan, stepNames);
  const { model, x, y, l2 = 0, clipNorm, report, seed = 0 } = plan;
  const optimizer = buildOptimizer(plan.optimizer);
  const dtype = x.dtype;
  const learningRate = op.input("learningRate", [], dtype);
  const step = op.input("step", [], "int32");
  const parameters = parameterInputs(model, dtype);
  const scalars = Object.fromEntries(
    Object.keys(optimizer.scalars).map((name) => [name, op.input(`optimizer.${name}`, [], dtype)]),
  );
  const names = learned(model);
  const slots = names.map((name) => slotInputs(optimizer, name, parameters[name]!));

  const statistics: Record<string, Value> = {};
  const record = (name: string, value: Value) => {
    statistics[name] = value;
  };
  const prediction = model.forward(x, parameters, { dropoutKey: step, seed, record });
  const loss = plan.loss(prediction, y);
  const found = gradient(
    loss,
    names.map((name) => parameters[name]!),
  );
  const { scalars: advanced, stepped } = stepOf(optimizer, {
    parameters: names.map((name) => parameters[name]!),
    gradients: found,
    slots,
    scalars,
    learningRate,
    l2,
    clipNorm,
    decays: (i) => model.parameters[names[i]!]!.role === "weight",
  });
  const updates: Record<string, Value> = { ...prefixed("optimizer", advanced), ...statistics };
  names.forEach((name, i) => {
    const { parameter, slots } = stepped[i]!;
    Object.assign(updates, { [name]: parameter }, prefixed(`optimizer.${name}`, slots));
  });

  const inputs = topological(Object.values(updates)).includes(step)
    ? [x, y, learningRate, step]
    : [x, y, learningRate];
  return simplify({
    inputs: named(inputs),
    state: named([
      ...Object.values(parameters),
      ...Object.values(scalars),
      ...slots.flatMap((slot) => Object.values(slot)),
    ]),
    outputs: report?.({ loss, prediction, y, parameters }) ?? {},
    updates,
  });
}

/** What the graphs of a training are made of: one plan may be given to each of them, which takes its part. */
const planNames = [
  "network",
  "batch",
  "rows",
  "dtype",
  "reduction",
  "optimizer",
  "loss",
  "targets",
  "l2",
  "clipNorm",
  "report",
  "seed",
  "initializer",
  "margin",
  "mining",
  "classWeights",
  "labelSmoothing",
];

/** The training of a network, as plain JSON or functions say it; of the objective's options, those that its loss takes. */
export interface TrainingPlan extends ObjectiveOptions {
  readonly network: Network;
  /** Rows of a step. */
  readonly batch: number;
  readonly dtype: FloatDtype;
  /** Over the rows of the batch: the lesson sums. Where the loss is a function, it says what that does. */
  readonly reduction: Reduction;
  readonly optimizer: OptimizerLike;
  /** crossEntropy when left out */
  readonly loss?: Loss;
  /** How many numbers a row's label is, for a loss that is a function; where it is left out, labels are classes. */
  readonly targets?: number;
  /**
   * λ of the penalty λ/2 Σ w² that each row's loss has, so that the gradient of a weight gets λ w where rows are
   * averaged, and n λ w where they are summed, as in the lesson.
   */
  readonly l2?: number;
  readonly clipNorm?: number;
  /** Also computes the loss before the step, as output `loss`. */
  readonly report?: "loss";
  readonly seed?: number;
}

/**
 * Inputs `x` (batch, features), `y`: (batch,) int32 labels, (batch, outputs) targets of a regression, or for embeddings
 * (batch,) classes as floats, and `learningRate`; see `trainingStep`.
 *
 * ```ts
 * const engine = await loadEngine("auto");
 * const plan = { network: { sizes: [4, 8, 3], activation: "tanh" }, dtype: "float64", optimizer: { name: "adam" } } as const;
 * const program = engine.compile(trainingGraph({ ...plan, batch: 2, reduction: "mean", report: "loss" }));
 * const first = initialState({ ...plan, initializer: "glorotUniform", seed: 0 });
 * for (const [name, { data }] of Object.entries(first)) program.set(name, data);
 * program.set("x", [1, 2, 3, 4, 4, 3, 2, 1]);
 * program.set("y", [0, 2]);
 * program.set("learningRate", [0.01]);
 * await program.run();
 * console.log(program.getScalar("loss"));
 * ```
 */
export function trainingGraph(plan: TrainingPlan): Graph {
  checkNames("trainingGraph", plan, planNames);
  const { network, batch, dtype, reduction, optimizer, loss, targets, l2 = 0, clipNorm, report, seed } = plan;
  return trainingStep({
    model: trainedLayer(network, loss),
    x: op.input("x", [batch, network.sizes[0]!], dtype),
    y: objectiveOf(loss).y(batch, network.sizes.at(-1)!, dtype, targets),
    loss: lossOf(loss, plan),
    optimizer,
    l2: reduction === "sum" ? l2 * batch : l2,
    clipNorm,
    report: report && (({ loss }) => ({ loss })),
    seed,
  });
}

export interface ObjectivePlan extends ObjectiveOptions {
  readonly network: Network;
  readonly rows: number;
  readonly dtype: FloatDtype;
  readonly loss: EmbeddingObjective;
}

/**
 * The objective of rows whose embeddings are known: inputs `embeddings` (rows, dimensions) and `y` (rows,), output
 * `loss`. Its state are the parameters of the objective's head, where it has one.
 */
export function objectiveGraph(plan: ObjectivePlan): Graph {
  checkNames("objectiveGraph", plan, planNames);
  const { network, rows, dtype, loss: name } = plan;
  const dimensions = network.sizes.at(-1)!;
  const head = headOf(name, dimensions);
  const embeddings = op.input("embeddings", [rows, dimensions], dtype);
  const y = objectiveOf(name).y(rows, dimensions, dtype);
  const state = parameterInputs(head, dtype);
  const loss = lossOf(name, plan)(head.forward(embeddings, state), y);
  return simplify({ inputs: { embeddings, y }, state, outputs: { loss }, updates: {} });
}

export interface EvaluationPlan {
  readonly network: Network;
  readonly rows: number;
  readonly dtype: FloatDtype;
  readonly loss?: Loss;
}

/**
 * Input `x` (rows, features); output `logProbabilities` (rows, classes), of a regression or a loss of one's own
 * `prediction` (rows, outputs), else `embeddings` (rows, dimensions). Its state are the parameters alone, those of the
 * objective's head among them.
 */
export function evaluationGraph(plan: EvaluationPlan): Graph {
  checkNames("evaluationGraph", plan, planNames);
  const { network, rows, dtype, loss } = plan;
  const x = op.input("x", [rows, network.sizes[0]!], dtype);
  const state = parameterInputs(trainedLayer(network, loss), dtype);
  const outputs = objectiveOf(loss).results(buildNetwork(network).forward(x, state));
  return simplify({ inputs: { x }, state, outputs, updates: {} });
}

export interface LossPlan extends EvaluationPlan, ObjectiveOptions {
  /** as in TrainingPlan */
  readonly targets?: number;
}

/** The loss of labelled rows and the prediction that it is of: inputs `x` and `y`, outputs `loss` and `prediction`. */
export function lossGraph(plan: LossPlan): Graph {
  checkNames("lossGraph", plan, planNames);
  const { network, rows, dtype, loss: of, targets } = plan;
  const x = op.input("x", [rows, network.sizes[0]!], dtype);
  const y = objectiveOf(of).y(rows, network.sizes.at(-1)!, dtype, targets);
  const layer = trainedLayer(network, of);
  const state = parameterInputs(layer, dtype);
  const prediction = layer.forward(x, state);
  const loss = lossOf(of, plan)(prediction, y);
  return simplify({ inputs: { x, y }, state, outputs: { loss, prediction }, updates: {} });
}

export interface InitialPlan {
  readonly network: Network;
  readonly initializer: InitializerName;
  readonly optimizer: OptimizerLike;
  readonly seed: number;
  readonly dtype: FloatDtype;
  readonly loss?: Loss;
}

/**
 * What the state of `trainingGraph` is before the first step: drawn weights, all else as its parameter says, slots 0. Of
 * a whole plan it takes its part.
 */
export function initialState(plan: InitialPlan): Record<string, Tensor> {
  const { network, optimizer: spec, loss, initializer, seed, dtype } = plan;
  const model = trainedLayer(network, loss);
  const optimizer = buildOptimizer(spec);
  const filled = (shape: Shape, number: number): Tensor => {
    const data = new Float64Array(size(shape)).fill(number);
    return { shape, data: dtype === "float32" ? Float32Array.from(data) : data };
  };
  const state: Record<string, Tensor> = initialize(model.parameters, { initializer, seed, dtype });
  for (const [name, first] of Object.entries(optimizer.scalars))
    state[`optimizer.${name}`] = filled([], first);
  for (const name of learned(model))
    for (const slot of optimizer.slots)
      state[`optimizer.${name}.${slot}`] = filled(model.parameters[name]!.shape, 0);
  return state;
}

/** The names of the parameters that gradients move: all but the statistics. */
const learned = ({ parameters }: Layer): string[] =>
  Object.keys(parameters).filter((name) => parameters[name]!.role !== "statistic");

type Inputs = Readonly<Record<string, Value<"input">>>;

function parameterInputs(model: Layer, dtype: Dtype): Inputs {
  return Object.fromEntries(
    Object.entries(model.parameters).map(([name, { shape }]) => [name, op.input(name, shape, dtype)]),
  );
}

function slotInputs(optimizer: Optimizer, name: string, { shape, dtype }: Value): Inputs {
  return Object.fromEntries(
    optimizer.slots.map((slot) => [slot, op.input(`optimizer.${name}.${slot}`, shape, dtype)]),
  );
}

const named = (values: readonly Value<"input">[]): Inputs =>
  Object.fromEntries(values.map((value) => [value.attributes.name, value]));

const prefixed = (prefix: string, values: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]));

/**
 * The network's part of a checkpoint's state, without what the optimizer keeps: a model's `parameters`.
 *
 * ```ts
 * parametersOf({ "dense1.weight": 1, "optimizer.dense1.weight.momentum": 2 }); // { "dense1.weight": 1 }
 * ```
 */
export function parametersOf<T>(state: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(state).filter(([name]) => !name.startsWith("optimizer.")));
}
