import { argMax } from "../../data/numbers/numbers.ts";
import type { ScalerKind } from "../../data/rows/scale.ts";
import type { Engine } from "../../engine/engine.ts";
import { gradient } from "../../graph/gradient.ts";
import * as op from "../../graph/ops.ts";
import { simplify } from "../../graph/simplify.ts";
import { type FloatDtype, type Graph, isOp, topological, type Value } from "../../graph/value.ts";
import type { Decision } from "../../model/decision.ts";
import { Evaluator } from "../../model/evaluator.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import { rowsAt, type Samples, spread } from "../../model/samples.ts";
import type { ActivationName } from "../../nn/layers/activations.ts";
import type { NetworkSpec } from "../../nn/layers/network.ts";
import { networkLayer, withViews } from "../../nn/layers/views.ts";
import { type Objective, objectiveOf } from "../../nn/losses/objectives.ts";
import type { Experiment, TrainingSpec } from "../run/experiment.ts";
import { type Finding, fittedInstead, learningRate, longer, type Remedy } from "./finding.ts";
import { countClasses, spreadOverClasses } from "./rowSample.ts";

interface Trained {
  experiment: Pick<Experiment, "network" | "training">;
  engine: Engine;
  train: Samples;
  /** none where numbers are predicted */
  classNames: readonly string[];
  scale: ScalerKind;
  parameters: Tensors;
  /** the loss of guessing */
  guess: number;
  /** where a threshold decides, the likeliest class says nothing */
  decision?: Decision | undefined;
}

/** Rows that are shown to the trained network: one pass over them is all that this costs. */
const probeRows = 512;

/** What is wrong with the trained network, seen from inside. */
export async function examineNetwork(trained: Trained): Promise<Finding[]> {
  const probe = await look(trained);
  return [
    ...findIdleUnits(trained, probe),
    ...findVanishing(trained, probe),
    ...(trained.decision ? [] : findNeverPredicted(trained, probe)),
  ];
}

/** What a probe of training rows, the same number of each class, makes the network do. */
interface Probe {
  labels: ArrayLike<number>;
  loss: number;
  /** how many of them are looked at from inside: of very many classes not a row of each */
  rows: number;
  /** by hidden dense layer: its values, (rows, units) */
  hidden: ArrayLike<number>[];
  /** by layer: the root of the mean square of its weights' gradient */
  gradients: number[];
  /** the likeliest class of each row; none where numbers are predicted */
  predicted: Int32Array;
}

async function look({ experiment, engine, train, classNames, parameters }: Trained): Promise<Probe> {
  const { network, training } = experiment;
  const regress = classNames.length === 0;
  const order = regress
    ? spread(train.labels.length, probeRows)
    : spreadOverClasses(train.labels, classNames.length, probeRows);
  const inside = order.length < 2 * probeRows ? order : spread(order.length, probeRows).map((i) => order[i]!);
  const rows = inside.length;
  const graph = probeGraph(network, rows, training.dtype, training.loss);
  const program = engine.compile(graph);
  try {
    for (const [name, { data }] of Object.entries(parameters)) program.set(name, data);
    program.setRows("x", train.features, inside, 0, rows);
    program.setRows("y", train.labels, inside, 0, rows);
    await program.run();
    const all = (name: string) =>
      Object.keys(graph.outputs).flatMap((output) => (output.startsWith(name) ? [program.get(output)] : []));
    const last = program.get("last");
    const classes = network.sizes.at(-1)!;
    return {
      labels: Array.from(order, (row) => train.labels[row]!),
      loss: program.getScalar("loss"),
      rows,
      hidden: all("hidden"),
      gradients: all("gradient").map((g) => Math.sqrt(meanSquare(g))),
      predicted:
        inside === order
          ? Int32Array.from({ length: regress ? 0 : rows }, (_, i) =>
              argMax(last.subarray(i * classes, (i + 1) * classes)),
            )
          : await predictedOf({ experiment, engine, parameters }, rowsAt(train, order)),
    };
  } finally {
    program.dispose();
  }
}

/** The likeliest class of each row, some rows at a time. */
async function predictedOf(
  {
    experiment: { network, training },
    engine,
    parameters,
  }: Pick<Trained, "experiment" | "engine" | "parameters">,
  samples: Samples,
): Promise<Int32Array> {
  const evaluator = new Evaluator(engine, { network: withViews(network), dtype: training.dtype });
  try {
    evaluator.set(parameters);
    return Int32Array.from((await evaluator.scores(samples)).predicted);
  } finally {
    evaluator.dispose();
  }
}

/**
 * Inputs x, y; outputs `hidden1`, … of the dense layers after their activation, `last`, `loss`, and `gradient1`, … of
 * the weights from the first layer to the last.
 */
function probeGraph(network: NetworkSpec, rows: number, dtype: FloatDtype, of: Objective | undefined): Graph {
  const { sizes } = network;
  const objective = objectiveOf(of);
  const model = networkLayer(network);
  const x = op.input("x", [rows, sizes[0]!], dtype);
  const y = objective.y(rows, sizes.at(-1)!, dtype);
  const parameters = Object.fromEntries(
    Object.entries(model.parameters).map(([name, { shape }]) => [name, op.input(name, shape, dtype)]),
  );
  const last = model.forward(x, parameters);
  // What a dense layer multiplies is what the activation before it made.
  const products = topological([last]).filter((value) => isOp(value, "matmul"));
  const into = new Map(products.map(({ inputs: [h, weight] }) => [weight!, h!]));
  const hidden = sizes.slice(1, -1).map((_, k): [string, Value] => {
    return [`hidden${k + 1}`, into.get(parameters[`dense${k + 2}.weight`]!)!];
  });
  const loss = objective.loss(last, y, {});
  const weights = Object.keys(parameters).flatMap((name) =>
    model.parameters[name]!.role === "weight" ? [parameters[name]!] : [],
  );
  const gradients = gradient(loss, weights).map((g, k): [string, Value] => [`gradient${k + 1}`, g]);
  return simplify({
    inputs: { x, y },
    state: parameters,
    outputs: { ...Object.fromEntries([...hidden, ...gradients]), last, loss },
    updates: {},
  });
}

function meanSquare(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return sum / values.length;
}

interface IdleRule {
  kind: "dead units" | "saturated units";
  /** whether a unit of this value learns nothing from the row: the slope of its activation there is next to zero */
  at: (a: number) => boolean;
  /** of this share of the rows */
  share: number;
  remedies: readonly Remedy[];
}

const idle: Partial<Record<ActivationName, IdleRule>> = {
  relu: { kind: "dead units", at: (a) => a === 0, share: 1, remedies: [{ activation: "leakyRelu" }] },
  // σ' = a (1 - a) and tanh' = 1 - a², under a hundredth of their largest.
  sigmoid: { kind: "saturated units", at: (a) => 4 * a * (1 - a) < 0.01, share: 0.95, remedies: [] },
  tanh: { kind: "saturated units", at: (a) => 1 - a * a < 0.01, share: 0.95, remedies: [] },
};

/** A quarter of a layer's units: fewer are no harm. A penalty, as weights that are drawn to 0, puts units to rest that are not needed. */
const manyUnits = ({ l2, optimizer }: Pick<TrainingSpec, "l2" | "optimizer">): number =>
  l2 > 0 || optimizer.name === "adamw" ? 0.5 : 0.25;

function findIdleUnits(
  { experiment: { network, training }, scale }: Trained,
  { hidden, rows: all }: Probe,
): Finding[] {
  const rule = idle[network.activation as ActivationName];
  if (!rule) return [];
  return hidden.flatMap((values, k): Finding[] => {
    const units = network.sizes[k + 1]!;
    let found = 0;
    for (let unit = 0; unit < units; unit++) {
      let rows = 0;
      for (let i = unit; i < values.length; i += units) if (rule.at(values[i]!)) rows++;
      if (rows >= rule.share * all) found++;
    }
    if (found < manyUnits(training) * units) return [];
    const rate = learningRate(training, 0.1);
    const remedies =
      rule.kind === "dead units"
        ? [...fittedInstead({ network, training }, rate), ...rule.remedies]
        : [...fittedInstead({ network, training }), rate];
    if (scale === "none") remedies.unshift({ scale: "standard" });
    return [{ kind: rule.kind, found, units, layer: `dense${k + 1}`, rows: all, remedies }];
  });
}

/** The gradient at the first weights against that at the last, where the network has not learned what it could. */
function findVanishing(
  { guess, experiment: { network, training } }: Trained,
  { gradients, loss }: Probe,
): Finding[] {
  const [first, last] = [gradients[0]!, gradients.at(-1)!];
  const layers = gradients.length;
  if (layers < 3 || first > 1e-3 * last || loss < 0.3 * guess) return [];
  const { activation, sizes } = network;
  const fewer: Remedy = { hidden: sizes.slice(1, 3) };
  const remedies = fittedInstead({ network, training });
  if (!/relu|gelu/i.test(activation)) remedies.push({ activation: "relu" });
  remedies.push(fewer);
  return [{ kind: "vanishing", share: first / last, layers, remedies }];
}

function findNeverPredicted(
  { train, classNames, experiment: { network, training } }: Trained,
  { predicted, labels }: Probe,
): Finding[] {
  if (classNames.length === 0) return [];
  const there = countClasses(train, classNames.length);
  const answered = new Set(predicted);
  const asked = new Set(Array.from(labels));
  const never = classNames.flatMap((_, k) => (asked.has(k) && !answered.has(k) && there[k]! > 1 ? [k] : []));
  if (never.length === 0) return [];
  const of = train.labels.length;
  return [
    {
      kind: "never predicted",
      names: never.map((k) => classNames[k]!),
      shown: labels.length,
      rows: never.reduce((sum, k) => sum + there[k]!, 0),
      of,
      remedies: [...fittedInstead({ network, training }), longer(training)],
    },
  ];
}
