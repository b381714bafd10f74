import { readFileSync } from "node:fs";
import { array } from "numpy-ts";
import { describe, expect, test } from "vitest";
import { referenceEngine } from "../../../src/engine/reference.ts";
import { UserError } from "../../../src/errors.ts";
import * as op from "../../../src/graph/ops.ts";
import { results, topological, type Value } from "../../../src/graph/value.ts";
import { activation, dense, sequential } from "../../../src/nn/layers/layers.ts";
import { NeuralNetwork } from "../../../src/nn/lesson.ts";
import { losses } from "../../../src/nn/losses/losses.ts";
import { contrastive, triplet } from "../../../src/nn/losses/metricLosses.ts";
import { buildOptimizer, type OptimizerSpec } from "../../../src/nn/training/optimizers.ts";
import { cosine, oneCycle, stepwise, warmup } from "../../../src/nn/training/schedules.ts";
import {
  evaluationGraph,
  initialState,
  trainingGraph,
  trainingStep,
} from "../../../src/nn/training/training.ts";

interface Golden {
  x: number[];
  labels: number[];
  targets: number[];
  shares: number[];
  start: Record<string, number[]>;
  cases: Case[];
}

interface Case {
  plan: {
    activation: string;
    loss:
      | { name: "crossEntropy"; reduction: "mean" | "sum"; labelSmoothing?: number; classWeights?: number[] }
      | { name: "binaryCrossEntropy" | "meanSquaredError"; reduction: "mean" | "sum" }
      | { name: "huber"; reduction: "mean" | "sum"; delta?: number };
    optimizer: OptimizerSpec;
    rate: number;
    l2: number;
    clipNorm: number | null;
  };
  losses: number[];
  final: Record<string, number[]>;
}

const golden: Golden = JSON.parse(readFileSync("tests/golden/torch_training.json", "utf8"));

describe("twenty steps as PyTorch takes them", () => {
  for (const { plan, losses: wantedLosses, final } of golden.cases) {
    test(JSON.stringify(plan), () => {
      const { loss, clipNorm } = plan;
      const isClassifier = loss.name === "crossEntropy";
      const graph = trainingStep({
        model: sequential([dense(5, 4), activation(plan.activation), dense(4, 3)]),
        x: op.input("x", [12, 5], "float64"),
        y: isClassifier ? op.input("y", [12], "int32") : op.input("y", [12, 3], "float64"),
        loss: (p: Value, y: Value) => losses[loss.name](p, y, loss),
        optimizer: buildOptimizer(plan.optimizer),
        l2: plan.l2,
        ...(clipNorm === null ? {} : { clipNorm }),
        report: ({ loss }) => ({ loss }),
      });
      const program = referenceEngine.compile(graph);
      program.set("x", golden.x);
      program.set(
        "y",
        isClassifier ? golden.labels : loss.name === "binaryCrossEntropy" ? golden.shares : golden.targets,
      );
      program.set("learningRate", [plan.rate]);
      for (const [name, value] of Object.entries(graph.state)) {
        program.set(
          name,
          golden.start[name] ??
            (value.shape.length === 0 ? [1] : new Float64Array(value.shape[0]! * value.shape[1]!)),
        );
      }
      const found = wantedLosses.map(() => {
        program.run();
        return program.getScalar("loss");
      });
      expectClose(found, wantedLosses, 1e-10);
      for (const [name, numbers] of Object.entries(final)) expectClose(program.get(name), numbers, 1e-10);
    });
  }
});

describe("the lesson's class and the graph are the same network", () => {
  const X = Array.from({ length: 32 }, (_, i) =>
    Array.from({ length: 10 }, (_, j) => 3 * Math.sin(1 + 7 * i + 13 * j)),
  );
  const labels = X.map((_, i) => (i * 7) % 10);
  const Y = labels.map((label) => Array.from({ length: 10 }, (_, j) => (j === label ? 1 : 0)));
  const names = {
    "dense1.weight": "weightsInputHidden",
    "dense1.bias": "biasHidden",
    "dense2.weight": "weightsHiddenOutput",
    "dense2.bias": "biasOutput",
  } as const;

  test.each([0, 0.01])("fifty steps from the same seed, l2 = %d: weights within 1e-13", (l2) => {
    const lesson = new NeuralNetwork(10, 32, 10, { learningRate: 0.01, l2, seed: 3 });
    const network = { sizes: [10, 32, 10], activation: "sigmoid" };
    const optimizer = { name: "sgd" } as const;
    const plan = { network, batch: 32, dtype: "float64", reduction: "sum", optimizer, l2 } as const;
    const program = referenceEngine.compile(trainingGraph(plan));
    const first = initialState({
      network,
      optimizer,
      initializer: "lessonNormal",
      seed: 3,
      dtype: "float64",
    });
    for (const [name, { data }] of Object.entries(first)) program.set(name, data);
    for (const [name, field] of Object.entries(names)) {
      expect([...program.get(name)], name).toEqual(
        (lesson[field as keyof NeuralNetwork] as { tolist(): number[][] }).tolist().flat(),
      );
    }
    program.set("x", X.flat());
    program.set("y", labels);
    program.set("learningRate", [0.01]);
    for (let step = 0; step < 50; step++) {
      program.run();
      lesson.forward(array(X));
      lesson.backward(array(X), array(Y));
    }
    for (const [name, field] of Object.entries(names)) {
      const wanted = (lesson[field as keyof NeuralNetwork] as { tolist(): number[][] }).tolist().flat();
      expectClose(program.get(name), wanted, 1e-13);
    }
  });

  test("the evaluation graph gives the logarithms of the lesson's probabilities", () => {
    const lesson = new NeuralNetwork(10, 32, 10, { seed: 1 });
    const network = { sizes: [10, 32, 10], activation: "sigmoid" };
    const program = referenceEngine.compile(evaluationGraph({ network, rows: 32, dtype: "float64" }));
    const spec = {
      network,
      optimizer: { name: "sgd" },
      initializer: "lessonNormal",
      seed: 1,
      dtype: "float64",
    } as const;
    for (const [name, { data }] of Object.entries(initialState(spec))) program.set(name, data);
    program.set("x", X.flat());
    program.run();
    const probabilities = (lesson.forward(array(X)).tolist() as number[][]).flat();
    expectClose(program.get("logProbabilities").map(Math.exp), probabilities, 1e-14);
  });
});

describe("the graph of a step", () => {
  const plan = {
    network: { sizes: [10, 32, 10], activation: "sigmoid" },
    batch: 32,
    dtype: "float64",
    reduction: "sum",
    optimizer: { name: "sgd" },
  } as const;

  test("of the lesson has 27 operations: no loss, nothing twice, softmax minus one-hot as its first gradient", () => {
    const graph = trainingGraph(plan);
    const values = topological(results(graph));
    const computed = values.filter(({ op }) => op !== "input" && op !== "constant");
    expect(computed).toHaveLength(27);
    expect(computed.filter(({ op }) => op === "logSoftmax" || op === "log")).toEqual([]);
    const first = computed.find(({ op, inputs }) => op === "subtract" && inputs[0]!.op === "softmax");
    expect(first!.inputs[1]!.op).toBe("oneHot");
  });

  test("of a mean differs by one scaling", () => {
    const count = (reduction: "mean" | "sum") =>
      topological(results(trainingGraph({ ...plan, reduction }))).length;
    // the product and its constant, and for the two biases a product each behind the shared sums
    expect(count("mean") - count("sum")).toBeLessThanOrEqual(4);
  });

  test("in float32 holds no float64", () => {
    const graph = trainingGraph({
      ...plan,
      dtype: "float32",
      optimizer: { name: "adamw" },
      clipNorm: 1,
      report: "loss",
    });
    expect(topological(results(graph)).filter(({ dtype }) => dtype === "float64")).toEqual([]);
  });

  test("states and updates are the same names, and the slots of an optimizer stand apart", () => {
    const graph = trainingGraph({ ...plan, optimizer: { name: "adam" } });
    expect(Object.keys(graph.updates).sort()).toEqual(Object.keys(graph.state).sort());
    expect(Object.keys(graph.state)).toContain("optimizer.dense2.bias.secondMoment");
    const first = initialState({
      network: plan.network,
      optimizer: { name: "adam" },
      initializer: "heNormal",
      seed: 0,
      dtype: "float64",
    });
    expect(Object.keys(first).sort()).toEqual(Object.keys(graph.state).sort());
    expect(first["optimizer.beta1Power"]).toEqual({ shape: [], data: Float64Array.of(1) });
  });
});

describe("unknown names are refused with the known ones and the nearest", () => {
  const plan = {
    network: { sizes: [2, 2], activation: "relu" },
    batch: 1,
    dtype: "float64",
    reduction: "sum",
    optimizer: { name: "sgd" },
  } as const;
  const message = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      if (error instanceof UserError) return error.message;
    }
    throw new Error("was not refused with a UserError");
  };

  test("activation", () => {
    expect(message(() => trainingGraph({ ...plan, network: { sizes: [2, 2], activation: "sigmod" } }))).toBe(
      'unknown activation "sigmod"; did you mean sigmoid?; there are sigmoid, tanh, relu, leakyRelu, gelu, softmax',
    );
  });

  test("optimizer, and an optimizer's setting", () => {
    const spec = (text: string): OptimizerSpec => JSON.parse(text);
    expect(message(() => trainingGraph({ ...plan, optimizer: spec('{"name":"addam"}') }))).toContain(
      "did you mean adam?",
    );
    expect(
      message(() => trainingGraph({ ...plan, optimizer: spec('{"name":"sgd","momentun":0.9}') })),
    ).toContain('unknown setting of sgd "momentun"; did you mean momentum?');
    expect(message(() => trainingGraph({ ...plan, optimizer: { name: "adam", beta1: 1 } }))).toBe(
      "adam: beta1 must be at least 0 and below 1, found 1",
    );
  });

  test("a setting of a graph, a loss or a schedule", () => {
    const x = op.input("x", [2, 3], "float64");
    const y = op.input("y", [2, 3], "float64");
    const labels = op.input("y", [2], "int32");
    const untyped = <T>(settings: object) => settings as T;
    const step = {
      model: dense(3, 3),
      x,
      y,
      loss: losses.meanSquaredError,
      optimizer: { name: "sgd" },
    } as const;
    for (const [act, wanted] of [
      [
        () => trainingGraph(untyped({ ...plan, dtpye: "float32" })),
        'trainingGraph: there is no setting "dtpye"; did you mean "dtype"?',
      ],
      [
        () => evaluationGraph(untyped({ ...plan, rows: 2, los: "triplet" })),
        'evaluationGraph: there is no setting "los"; did you mean "loss"?',
      ],
      [
        () => trainingStep(untyped({ ...step, clipnorm: 1 })),
        'trainingStep: there is no setting "clipnorm"; did you mean "clipNorm"?',
      ],
      [
        () => losses.crossEntropy(x, labels, untyped({ classWeight: [1] })),
        'crossEntropy: there is no setting "classWeight"; did you mean "classWeights"?',
      ],
      [
        () => losses.meanSquaredError(x, y, untyped({ reductoin: "sum" })),
        'meanSquaredError: there is no setting "reductoin"; did you mean "reduction"?',
      ],
      [
        () => losses.huber(x, y, untyped({ detla: 1 })),
        'huber: there is no setting "detla"; did you mean "delta"?',
      ],
      [
        () => contrastive(x, y, untyped({ margins: 1 })),
        'contrastive: there is no setting "margins"; did you mean "margin"?',
      ],
      [
        () => triplet(x, y, untyped({ minning: "batchAll" })),
        'triplet: there is no setting "minning"; did you mean "mining"?',
      ],
      [() => cosine(1, untyped({ step: 10 })), 'cosine: there is no setting "step"; did you mean "steps"?'],
      [
        () => oneCycle(1, untyped({ steps: 10, rises: 0.1 })),
        'oneCycle: there is no setting "rises"; did you mean "rise"?',
      ],
      [
        () => warmup(cosine(1, { steps: 5 }), untyped({ stpes: 2 })),
        'warmup: there is no setting "stpes"; did you mean "steps"?',
      ],
      [
        () => stepwise(1, untyped({ every: 2, factors: 0.1 })),
        'stepwise: there is no setting "factors"; did you mean "factor"?',
      ],
    ] as const)
      expect(message(act)).toContain(wanted);
    expect(Object.keys(trainingStep(step).state)).toEqual(["weight", "bias"]);
  });

  test("a network of one size, a size of 0", () => {
    expect(message(() => trainingGraph({ ...plan, network: { sizes: [2], activation: "relu" } }))).toContain(
      "[10, 32, 10]",
    );
    expect(
      message(() => trainingGraph({ ...plan, network: { sizes: [2, 0], activation: "relu" } })),
    ).toContain("dense: outputs must be a whole number of at least 1, found 0");
  });
});

function expectClose(found: ArrayLike<number>, wanted: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(wanted.length);
  const worst = Math.max(...wanted.map((w, i) => Math.abs(found[i]! - w) / Math.max(1, Math.abs(w))));
  expect(worst).toBeLessThanOrEqual(tolerance);
}
