import type { Engine } from "../engine/engine.ts";
import { gradient } from "../graph/gradient.ts";
import * as op from "../graph/ops.ts";
import { simplify } from "../graph/simplify.ts";
import type { FloatDtype, Graph, Value } from "../graph/value.ts";
import type { Tensors } from "../model/safetensors.ts";
import { type ActivationName, activations } from "../nn/activations.ts";
import { choose } from "../nn/choose.ts";
import { crossEntropy } from "../nn/losses.ts";
import { buildNetwork, type NetworkSpec } from "../nn/network.ts";
import type { Samples } from "./batches.ts";
import { argMax } from "./evaluation.ts";
import type { Experiment } from "./experiment.ts";
import { type Finding, listed } from "./finding.ts";
import { countClasses, guessLoss, spreadOverClasses } from "./rowSample.ts";

interface Trained {
  experiment: Pick<Experiment, "network" | "training">;
  engine: Engine;
  train: Samples;
  classNames: readonly string[];
  parameters: Tensors;
}

/** Rows that are shown to the trained network: one pass over them is all that this costs. */
const probeRows = 512;

/** What is wrong with the trained network, seen from inside. */
export async function examineNetwork(trained: Trained): Promise<Finding[]> {
  const probe = await look(trained);
  return [
    ...findIdleUnits(trained, probe),
    ...findVanishing(trained, probe),
    ...findNeverPredicted(trained, probe),
  ];
}

/** What a probe of training rows, the same number of each class, makes the network do. */
interface Probe {
  labels: Int32Array;
  loss: number;
  /** by hidden dense layer: its values, (rows, units) */
  hidden: ArrayLike<number>[];
  /** by layer: the root of the mean square of its weights' gradient */
  gradients: number[];
  predicted: Int32Array;
}

async function look({ experiment, engine, train, classNames, parameters }: Trained): Promise<Probe> {
  const { network, training } = experiment;
  const order = spreadOverClasses(train.labels, classNames.length, probeRows);
  const rows = order.length;
  const graph = probeGraph(network, rows, training.dtype);
  const program = engine.compile(graph);
  try {
    for (const [name, { data }] of Object.entries(parameters)) program.set(name, data);
    program.setRows("x", train.features, order, 0, rows);
    program.setRows("y", train.labels, order, 0, rows);
    await program.run();
    const all = (name: string) =>
      Object.keys(graph.outputs).flatMap((output) => (output.startsWith(name) ? [program.get(output)] : []));
    const logits = program.get("logits");
    const classes = network.sizes.at(-1)!;
    return {
      labels: Int32Array.from(order, (row) => train.labels[row]!),
      loss: program.getScalar("loss"),
      hidden: all("hidden"),
      gradients: all("gradient").map((g) => Math.sqrt(meanSquare(g))),
      predicted: Int32Array.from({ length: rows }, (_, i) =>
        argMax(logits.subarray(i * classes, (i + 1) * classes)),
      ),
    };
  } finally {
    program.dispose();
  }
}

/**
 * Inputs x, y; outputs `hidden1`, … of the dense layers after their activation, `logits`, `loss`, and `gradient1`, … of
 * the weights from the first layer to the last.
 */
function probeGraph(network: NetworkSpec, rows: number, dtype: FloatDtype): Graph {
  const { sizes, activation } = network;
  const model = buildNetwork(network);
  const x = op.input("x", [rows, sizes[0]!], dtype);
  const y = op.input("y", [rows], "int32");
  const parameters = Object.fromEntries(
    Object.entries(model.parameters).map(([name, { shape }]) => [name, op.input(name, shape, dtype)]),
  );
  const between = choose("activation", activations, activation);
  const hidden = sizes.slice(1, -1).map((_, k): [string, Value] => {
    const upTo = buildNetwork({ ...network, sizes: sizes.slice(0, k + 2) });
    return [`hidden${k + 1}`, between(upTo.forward(x, parameters))];
  });
  const logits = model.forward(x, parameters);
  const loss = crossEntropy(logits, y);
  const weights = Object.keys(parameters).flatMap((name) =>
    model.parameters[name]!.role === "weight" ? [parameters[name]!] : [],
  );
  const gradients = gradient(loss, weights).map((g, k): [string, Value] => [`gradient${k + 1}`, g]);
  return simplify({
    inputs: { x, y },
    state: parameters,
    outputs: { ...Object.fromEntries([...hidden, ...gradients]), logits, loss },
    updates: {},
  });
}

function meanSquare(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return sum / values.length;
}

/** Whether a unit with this value learns nothing from the row: the slope of its activation there is next to zero. */
const idle: Partial<Record<ActivationName, { word: string; at: (a: number) => boolean; share: number }>> = {
  relu: { word: "dead", at: (a) => a === 0, share: 1 },
  // σ' = a (1 - a) and tanh' = 1 - a², under a hundredth of their largest.
  sigmoid: { word: "saturated", at: (a) => 4 * a * (1 - a) < 0.01, share: 0.95 },
  tanh: { word: "saturated", at: (a) => 1 - a * a < 0.01, share: 0.95 },
};

/** A quarter of a layer's units: fewer are no harm. */
const manyUnits = 0.25;

function findIdleUnits({ experiment: { network, training } }: Trained, { hidden, labels }: Probe): Finding[] {
  const rule = idle[network.activation as ActivationName];
  if (!rule) return [];
  return hidden.flatMap((values, k): Finding[] => {
    const units = network.sizes[k + 1]!;
    let found = 0;
    for (let unit = 0; unit < units; unit++) {
      let rows = 0;
      for (let i = unit; i < values.length; i += units) if (rule.at(values[i]!)) rows++;
      if (rows >= rule.share * labels.length) found++;
    }
    if (found < manyUnits * units) return [];
    const smaller = `--lr ${Number((training.learningRate / 10).toPrecision(2))}`;
    if (rule.word === "dead") {
      const message = `${found} of ${units} units of layer dense${k + 1} are dead (0 for every one of ${labels.length} rows): try ${smaller}, --scale standard, or --activation leakyRelu`;
      return [{ kind: "dead units", message }];
    }
    const message = `${found} of ${units} units of layer dense${k + 1} are saturated (flat on 95 % of ${labels.length} rows or more): try ${smaller}, --scale standard, or --l2 0.001`;
    return [{ kind: "saturated units", message }];
  });
}

/** The gradient at the first weights against that at the last, where the network has not learned what it could. */
function findVanishing(
  { train, classNames, experiment: { network } }: Trained,
  { gradients, loss }: Probe,
): Finding[] {
  const [first, last] = [gradients[0]!, gradients.at(-1)!];
  if (gradients.length < 3 || first > 1e-3 * last) return [];
  if (loss < 0.3 * guessLoss(countClasses(train, classNames.length))) return [];
  const other = network.activation === "relu" ? "fewer layers" : "--activation relu or fewer layers";
  return [
    {
      kind: "vanishing",
      message: `the gradient vanishes on its way back: ${(first / last).toExponential(1)} of what reaches the last layer reaches the first of ${gradients.length}; try ${other}`,
    },
  ];
}

function findNeverPredicted(
  { train, classNames, experiment: { training } }: Trained,
  { predicted, labels }: Probe,
): Finding[] {
  const there = countClasses(train, classNames.length);
  const answered = new Set(predicted);
  const asked = new Set(labels);
  const never = classNames.flatMap((_, k) => (asked.has(k) && !answered.has(k) && there[k]! > 1 ? [k] : []));
  if (never.length === 0) return [];
  const names = listed(never.map((k) => classNames[k]!));
  const rows = never.reduce((sum, k) => sum + there[k]!, 0);
  const [subject, verb] = never.length === 1 ? ["class", "is"] : ["classes", "are"];
  return [
    {
      kind: "never predicted",
      message: `${subject} ${names} ${verb} never predicted (0 of ${labels.length} training rows; ${rows} of ${train.labels.length} are of ${never.length === 1 ? "it" : "them"}): try --balance, or --epochs ${4 * training.epochs}`,
    },
  ];
}
