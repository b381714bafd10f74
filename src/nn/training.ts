import { gradient } from "../graph/gradient.ts";
import * as op from "../graph/ops.ts";
import { simplify } from "../graph/simplify.ts";
import type { Dtype, FloatDtype, Graph, Shape, Value } from "../graph/value.ts";
import { size, topological } from "../graph/value.ts";
import { type InitializerName, initialize, type Tensor } from "./initializers.ts";
import type { Layer, Parameters } from "./layers.ts";
import type { Reduction } from "./losses.ts";
import { buildNetwork, type NetworkSpec } from "./network.ts";
import {
  type EmbeddingObjective,
  headOf,
  type Objective,
  type ObjectiveOptions,
  objectiveOf,
  trainedLayer,
} from "./objectives.ts";
import { buildOptimizer, clipByGlobalNorm, type Optimizer, type OptimizerSpec } from "./optimizers.ts";

/** One step of learning, as it is meant. */
export interface StepPlan {
  readonly model: Layer;
  /** The batch: an input of features, and one of labels or targets; both are inputs of the graph by their names. */
  readonly x: Value<"input">;
  readonly y: Value<"input">;
  /** From what the model makes of x, and y, to one number. */
  readonly loss: (prediction: Value, y: Value) => Value;
  readonly optimizer: Optimizer;
  /** λ: adds λ w to the gradient of every weight w, biases left out; the gradient of λ/2 Σ w². */
  readonly l2?: number;
  /** The largest norm of all gradients together. */
  readonly clipNorm?: number;
  /** Also computes these outputs of the batch, before the step. */
  readonly report?: (before: Before) => Readonly<Record<string, Value>>;
  /** Of dropout. */
  readonly seed?: number;
}

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
  const { model, x, y, optimizer, l2 = 0, clipNorm, report, seed = 0 } = plan;
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
  const gradients = clipNorm === undefined ? found : clipByGlobalNorm(found, clipNorm);

  const advanced = optimizer.advance(scalars);
  const updates: Record<string, Value> = { ...prefixed("optimizer", advanced), ...statistics };
  names.forEach((name, i) => {
    const parameter = parameters[name]!;
    const decays = model.parameters[name]!.role === "weight";
    const penalised = decays && l2 !== 0 ? op.add(gradients[i]!, op.multiply(parameter, l2)) : gradients[i]!;
    const stepped = optimizer.step({
      parameter,
      gradient: penalised,
      slots: slots[i]!,
      scalars: advanced,
      learningRate,
      decays,
    });
    Object.assign(updates, { [name]: stepped.parameter }, prefixed(`optimizer.${name}`, stepped.slots));
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

/** The training of a network, as plain JSON says it; of the objective's options, those that its loss takes. */
export interface TrainingPlan extends ObjectiveOptions {
  readonly network: NetworkSpec;
  /** Rows of a step. */
  readonly batch: number;
  readonly dtype: FloatDtype;
  /** Over the rows of the batch: the lesson sums. */
  readonly reduction: Reduction;
  readonly optimizer: OptimizerSpec;
  /** crossEntropy when left out */
  readonly loss?: Objective;
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
 */
export function trainingGraph(plan: TrainingPlan): Graph {
  const { network, batch, dtype, reduction, l2 = 0 } = plan;
  const objective = objectiveOf(plan.loss);
  return trainingStep({
    model: trainedLayer(network, plan.loss),
    x: op.input("x", [batch, network.sizes[0]!], dtype),
    y: objective.y(batch, network.sizes.at(-1)!, dtype),
    loss: (prediction, y) => objective.loss(prediction, y, plan),
    optimizer: buildOptimizer(plan.optimizer),
    l2: reduction === "sum" ? l2 * batch : l2,
    ...(plan.clipNorm === undefined ? {} : { clipNorm: plan.clipNorm }),
    ...(plan.report === undefined ? {} : { report: ({ loss }) => ({ loss }) }),
    ...(plan.seed === undefined ? {} : { seed: plan.seed }),
  });
}

export interface ObjectivePlan extends ObjectiveOptions {
  readonly network: NetworkSpec;
  readonly rows: number;
  readonly dtype: FloatDtype;
  readonly loss: EmbeddingObjective;
}

/**
 * The objective of rows whose embeddings are known: inputs `embeddings` (rows, dimensions) and `y` (rows,), output
 * `loss`. Its state are the parameters of the objective's head, where it has one.
 */
export function objectiveGraph(plan: ObjectivePlan): Graph {
  const { network, rows, dtype, loss: name } = plan;
  const dimensions = network.sizes.at(-1)!;
  const head = headOf(name, dimensions);
  const embeddings = op.input("embeddings", [rows, dimensions], dtype);
  const y = objectiveOf(name).y(rows, dimensions, dtype);
  const state = parameterInputs(head, dtype);
  const loss = objectiveOf(name).loss(head.forward(embeddings, state), y, plan);
  return simplify({ inputs: { embeddings, y }, state, outputs: { loss }, updates: {} });
}

export interface EvaluationPlan {
  readonly network: NetworkSpec;
  readonly rows: number;
  readonly dtype: FloatDtype;
  readonly loss?: Objective;
}

/**
 * Input `x` (rows, features); output `logProbabilities` (rows, classes), of a regression `prediction` (rows, outputs),
 * else `embeddings` (rows, dimensions). Its state are the parameters alone, those of the objective's head among them.
 */
export function evaluationGraph({ network, rows, dtype, loss }: EvaluationPlan): Graph {
  const x = op.input("x", [rows, network.sizes[0]!], dtype);
  const state = parameterInputs(trainedLayer(network, loss), dtype);
  const outputs = objectiveOf(loss).results(buildNetwork(network).forward(x, state));
  return simplify({ inputs: { x }, state, outputs, updates: {} });
}

export interface InitialPlan {
  readonly network: NetworkSpec;
  readonly initializer: InitializerName;
  readonly optimizer: OptimizerSpec;
  readonly seed: number;
  readonly dtype: FloatDtype;
  readonly loss?: Objective;
}

/** What the state of `trainingGraph` is before the first step: drawn weights, all else as its parameter says, slots 0. */
export function initialState({
  network,
  optimizer: spec,
  loss,
  ...drawing
}: InitialPlan): Record<string, Tensor> {
  const model = trainedLayer(network, loss);
  const optimizer = buildOptimizer(spec);
  const filled = (shape: Shape, number: number): Tensor => {
    const data = new Float64Array(size(shape)).fill(number);
    return { shape, data: drawing.dtype === "float32" ? Float32Array.from(data) : data };
  };
  const scalars = Object.entries(optimizer.scalars).map(([name, first]) => [
    `optimizer.${name}`,
    filled([], first),
  ]);
  const slots = learned(model).flatMap((name) =>
    optimizer.slots.map((slot) => [`optimizer.${name}.${slot}`, filled(model.parameters[name]!.shape, 0)]),
  );
  return { ...initialize(model.parameters, drawing), ...Object.fromEntries([...scalars, ...slots]) };
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

/** Of a checkpoint's state what the network is, without what its optimizer keeps: a model's `parameters`. */
export function parametersOf<T>(state: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(state).filter(([name]) => !name.startsWith("optimizer.")));
}
