import { inspect as show } from "node:util";
import { array, type NDArray } from "numpy-ts";
import { describe, expect, test } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import { UserError } from "../../src/errors.ts";
import type { Inspection } from "../../src/graph/inspection/inspection.ts";
import * as op from "../../src/graph/ops.ts";
import { results, topological, type Value } from "../../src/graph/value.ts";
import { inspect } from "../../src/nn/inspect.ts";
import { activation, dense, sequential } from "../../src/nn/layers/layers.ts";
import { NeuralNetwork } from "../../src/nn/lesson.ts";
import { losses } from "../../src/nn/losses/losses.ts";
import { initialState, trainingGraph } from "../../src/nn/training/training.ts";

/** The lesson's step: 10 → 32 sigmoid → 10 softmax, 32 rows, gradients summed, the lesson's first weights. */
const lesson = {
  network: { sizes: [10, 32, 10], activation: "sigmoid" },
  optimizer: { name: "sgd" },
  dtype: "float64",
} as const;
const X = Array.from({ length: 32 }, (_, i) =>
  Array.from({ length: 10 }, (_, j) => 3 * Math.sin(1 + 7 * i + 13 * j)),
);
const labels = X.map((_, i) => (i * 7) % 10);

function lessonStep(l2 = 0, engine?: Engine): Inspection {
  const graph = trainingGraph({ ...lesson, batch: 32, reduction: "sum", l2 });
  const state = initialState({ ...lesson, initializer: "lessonNormal", seed: 3 });
  return inspect(graph, { x: X.flat(), y: labels, learningRate: 0.01, ...state }, { engine });
}

const numbersOf = (array: NDArray | undefined) => (array!.tolist() as number[][]).flat();

describe("the lesson's step", () => {
  // numpy-ts adds up the products of matrices in an order of its own, which may change the last bit. The
  // numbers here are below 10, and differ by 6e-16 at most, relative to 1 or to the number where it is larger.
  test.each([0, 0.01])("has the numbers of the class that is written by hand, l2 = %d", (l2) => {
    const step = lessonStep(l2);
    const byHand = new NeuralNetwork(10, 32, 10, { learningRate: 0.01, l2, seed: 3 });
    const [W1, b1, W2, b2] = [
      byHand.weightsInputHidden,
      byHand.biasHidden,
      byHand.weightsHiddenOutput,
      byHand.biasOutput,
    ];
    const loss = byHand.calculateLoss(array(X), array(labels, "int32"));
    byHand.forward(array(X));
    byHand.backward(array(X), byHand.oneHotEncode(array(labels, "int32")));
    const penalty = (W: NDArray) => W.multiply(32 * l2);
    const wanted: Record<string, NDArray> = {
      "dense1.weight": W1,
      "dense1.bias": b1,
      "dense2.weight": W2,
      "dense2.bias": b2,
      dense1: byHand.hiddenInput!,
      sigmoid1: byHand.hiddenOutput!,
      dense2: byHand.outputInput!,
      "dense2'": byHand.outputDelta!,
      "dense1'": byHand.hiddenDelta!,
      "dense1.weight'": byHand.gradients!.weightsInputHidden.subtract(penalty(W1)),
      "dense1.bias'": byHand.gradients!.biasHidden,
      "dense2.weight'": byHand.gradients!.weightsHiddenOutput.subtract(penalty(W2)),
      "dense2.bias'": byHand.gradients!.biasOutput,
      "dense1.weight+": byHand.weightsInputHidden,
      "dense1.bias+": byHand.biasHidden,
      "dense2.weight+": byHand.weightsHiddenOutput,
      "dense2.bias+": byHand.biasOutput,
    };
    let largest = 0;
    for (const [name, array] of Object.entries(wanted)) {
      const found = step.get(name).numbers;
      const numbers = numbersOf(array);
      expect(found.length, name).toBe(numbers.length);
      numbers.forEach((number, i) => {
        largest = Math.max(largest, Math.abs(found[i] - number) / Math.max(1, Math.abs(number)));
      });
    }
    expect(largest, "the largest relative difference").toBeLessThanOrEqual(1e-15);
    expect(Math.abs(step.get("loss").numbers[0] / 32 - (loss - (l2 / 2) * squares(W1, W2)))).toBeLessThan(
      1e-14,
    );
  });

  test("is shown as it was written: the loss that simplify leaves out is there", () => {
    const simplified = trainingGraph({ ...lesson, batch: 32, reduction: "sum" });
    const step = lessonStep();
    expect([...step].map(({ op }) => op)).toContain("logSumExp");
    expect(topological(results(simplified)).map(({ op }) => op)).not.toContain("logSumExp");
    expect(step.get("loss").formula).toBe("Σ logSumExp(crossEntropy.subtract)");
    expect(step.get("crossEntropy")).toBe(step.get("loss"));
    expect(step.get("dense2").formula).toBe("sigmoid1 dense2.weight + dense2.bias");
    expect(step.get("dense2").step).toBe("dense2.matmul + dense2.bias");
    expect(step.get("dense2.weight'").formula).toBe("sigmoid1ᵀ dense2'");
    expect(step.get("dense1'").formula).toBe("sigmoid1' ⊙ sigmoid1 ⊙ (1 − sigmoid1)");
    expect(step.get("dense1.weight+").formula).toBe("dense1.weight − dense1.weight' · learningRate");
  });

  test("goes from the inputs to the updates, each value behind those that it is made of", () => {
    const step = lessonStep();
    const seen = new Set<string>();
    for (const { name, inputs } of step) {
      for (const input of inputs) expect(seen, `${input} before ${name}`).toContain(input);
      seen.add(name);
    }
    expect(seen.size).toBe(step.length);
    const phases = [...step].map(({ phase }) => phase);
    expect(phases.filter((phase, i) => phase !== phases[i - 1])).toEqual([
      "input",
      "state",
      "forward",
      "backward",
      "update",
    ]);
    expect(step.get("dense1.weight").gradient).toBe("dense1.weight'");
    expect(step.get("sigmoid1").gradient).toBe("sigmoid1'");
    expect(step.get("x").gradient).toBeUndefined();
    expect(step.get("dense2'").layer).toBe("crossEntropy");
    expect(step.get("dense2").layer).toBe("dense2");
  });

  test("an engine's own bits stand beside, where they are others", async () => {
    const alone = lessonStep();
    expect([...alone].every(({ engine }) => engine === undefined)).toBe(true);
    const same = lessonStep(0, referenceEngine);
    for (const { numbers, engine } of same) {
      // Simplifying changes no more than last bits.
      for (const at of engine?.cells ?? []) expect(engine!.numbers[at]).toBeCloseTo(numbers[at], 14);
    }
    const step = lessonStep(0, await loadEngine("wasm"));
    const others = [...step].filter(({ engine }) => engine !== undefined);
    expect(others.length).toBeGreaterThan(0);
    for (const { engine, numbers } of others) {
      expect(engine!.engine).toBe("wasm");
      for (const at of engine!.cells) expect(engine!.numbers[at]).not.toBe(numbers[at]);
      expect(engine!.units).toBeGreaterThan(0);
    }
    // Adding and copying are the same everywhere; e^x is not.
    for (const name of ["x", "dense1.weight", "crossEntropy.oneHot"])
      expect(step.get(name).engine, name).toBeUndefined();
    expect(others.map(({ name }) => name)).toContain("sigmoid1");
  });
});

test("of an engine with other bits, each cell that differs is marked and counted", () => {
  const other: Engine = {
    name: "wasm",
    compile: (graph) => {
      const program = referenceEngine.compile(graph);
      const get = (name: string) => {
        const numbers = program.get(name);
        if (name === "result") numbers[1] += 2 * Number.EPSILON; // of 2: one float further
        return numbers;
      };
      return Object.assign(Object.create(program), {
        get,
        set: program.set.bind(program),
        run: () => program.run(),
        dispose: () => program.dispose(),
      });
    },
  };
  const found = inspect((x: Value) => op.sqrt(x), [Float64Array.of(1, 4, 9)], { engine: other });
  const { engine } = found.get("result");
  expect([engine?.engine, engine?.cells, engine?.units]).toEqual(["wasm", [1], 1]);
  expect(String(found.get("result"))).toContain(
    [
      "    wasm: 1 of 3 other bits, at most 1 float apart",
      "    [1. 2. 3.]",
      "    wasm, * where the bits are others:",
      "    [1.  2.* 3. ]",
    ].join("\n"),
  );
  expect(found.get("x").engine).toBeUndefined();
});

test("what batchNorm records on the way forward stands with the updates", () => {
  const network = {
    sizes: [16, 3],
    activation: "relu",
    convolution: { image: { height: 4, width: 4, channels: 1 }, channels: [2], batchNorm: true },
  };
  const plan = {
    network,
    batch: 2,
    dtype: "float64",
    reduction: "mean",
    optimizer: { name: "sgd" },
  } as const;
  const state = initialState({ ...plan, initializer: "heNormal", seed: 0 });
  const step = inspect(trainingGraph(plan), {
    x: X.flat().slice(0, 32),
    y: [0, 2],
    learningRate: 0.1,
    ...state,
  });
  const phases = [...step].map(({ phase }) => phase);
  expect(phases.filter((phase, i) => phase !== phases[i - 1])).toEqual([
    "input",
    "state",
    "forward",
    "backward",
    "update",
  ]);
  expect(step.get("batchNorm1.runningMean+").formula).toBe(
    "batchNorm1.runningMean · 0.9 + (Σ[0,1,2] conv2d1) · 0.03125 · 0.1",
  );
});

const squares = (...arrays: NDArray[]) => arrays.flatMap(numbersOf).reduce((sum, w) => sum + w * w, 0);

describe("a function", () => {
  const loss = ({ W, b }: Record<"W" | "b", Value>, x: Value, target: Value): Value => {
    const prediction = op.named("prediction", op.add(op.matmul(x, W), b));
    return losses.meanSquaredError(prediction, target);
  };
  const parameters = { W: { shape: [2, 1], data: [0.5, -0.25] }, b: { shape: [1, 1], data: [0.1] } };
  const x = { shape: [3, 2], data: [1, 2, 3, 4, 5, 6] };
  const target = { shape: [3, 1], data: [1, 0, -1] };

  test("with one number as its result has the gradients by its first argument; all stand by their names", () => {
    const found = inspect(loss, [parameters, x, target]);
    expect([...found].filter(({ phase }) => phase === "input").map(({ name }) => name)).toEqual([
      "W",
      "b",
      "x",
      "target",
    ]);
    const prediction = [0.1, 0.6, 1.1]; // x W + b
    expect(Array.from(found.get("prediction").numbers, (p) => Number(p.toFixed(12)))).toEqual(prediction);
    const errors = prediction.map((p, i) => p - target.data[i]);
    const mean = errors.reduce((sum, e) => sum + e * e, 0) / 3;
    expect(found.get("loss").numbers[0]).toBeCloseTo(mean, 12);
    // ∂/∂b mean e² = 2/3 Σ e
    expect(found.get("b'").numbers[0]).toBeCloseTo((2 / 3) * errors.reduce((sum, e) => sum + e), 12);
    expect(found.get("prediction").gradient).toBe("prediction'");
    expect(found.get("x").gradient).toBeUndefined();
    expect(found.get("prediction").formula).toBe("x W + b");
  });

  test("that gives several values has them by name, without gradients", () => {
    const both = inspect(
      (x: Value) => ({ twice: op.multiply(x, 2), root: op.sqrt(x) }),
      [Float64Array.of(4, 9)],
    );
    expect([...both.get("twice").numbers]).toEqual([8, 18]);
    expect([...both.get("root").numbers]).toEqual([2, 3]);
    expect([...both].some(({ phase }) => phase === "backward")).toBe(false);
  });

  test("a layer is shown forward, with its parameters by name", () => {
    const layer = sequential([dense(2, 1), activation("tanh")]);
    const found = inspect(layer, [x, { "dense1.weight": parameters.W, "dense1.bias": parameters.b }]);
    expect(found.get("dense1").formula).toBe("x dense1.weight + dense1.bias");
    expect(found.get("tanh1").formula).toBe("tanh(dense1)");
    expect(found.get("result")).toBe(found.get("tanh1"));
    expect(found.get("tanh1").numbers[0]).toBe(Math.tanh(found.get("dense1").numbers[0]));
  });

  test("float32 is rounded value by value", () => {
    const found = inspect(loss, [parameters, x, target], { dtype: "float32" });
    expect(found.get("prediction").numbers).toBeInstanceOf(Float32Array);
  });
});

describe("an inspection", () => {
  test("is asked by name, also by a name's other forms; a wrong one is answered with the nearest", () => {
    const step = lessonStep();
    expect(step.values["dense1.weight'"]).toBe(step.get("dense1.weight'"));
    expect(() => step.get("dens2")).toThrow(UserError);
    expect(() => step.get("dens2")).toThrow(
      'there is no value "dens2"; did you mean "dense2"?; there are x, y,',
    );
  });

  test("prints within 80 columns, and names what it leaves out", () => {
    const step = lessonStep();
    for (const text of [String(step), step.toString({ steps: true }), ...[...step].map(String)]) {
      const long = text.split("\n").filter((line) => [...line].length > 80);
      expect(long).toEqual([]);
    }
    expect(show(step)).toBe(String(step));
    expect(String(step)).toMatch(/\n\d\d steps on the way, such as dense1.matmul,/);
    expect(step.toString({ steps: true })).toContain("\n  dense1.matmul ");
    expect(show(step.get("dense1"))).toMatch(/^dense1 {2}\(32, 32\) float64, forward in dense1\n/);
    expect(show(step.get("dense1"))).toContain("\ngradient dense1'\n");
  });

  test("is plain data as JSON, with words for what JSON does not know", () => {
    const found = inspect((x: Value) => op.log(x), [Float64Array.of(1, 0, -1)]);
    const { values } = JSON.parse(JSON.stringify(found));
    expect(values.map(({ name }: { name: string }) => name)).toEqual(["x", "result"]);
    expect(values[1].numbers).toEqual([0, "-Infinity", "NaN"]);
    expect(values[1].statistics).toMatchObject({ min: 0, max: 0, mean: 0, std: 0, notFinite: 2 });
    expect(values[1].inputs).toEqual(["x"]);
  });

  test("is a table with a row a value", () => {
    const step = lessonStep();
    const table = step.toTable();
    expect(table.rows).toBe(step.length);
    const column = (name: string) => (table.columns.get(name) as { values: ArrayLike<unknown> }).values;
    const row = [...step].findIndex(({ name }) => name === "dense2");
    expect(column("name")[row]).toBe("dense2");
    expect(column("shape")[row]).toBe("32 × 10");
    expect(column("gradient")[row]).toBe("dense2'");
    const { statistics } = step.get("dense2");
    const numbers = Array.from(step.get("dense2").numbers);
    expect(column("mean")[row]).toBe(statistics.mean);
    expect(statistics.mean).toBeCloseTo(numbers.reduce((sum, x) => sum + x, 0) / 320, 12);
    expect(statistics.std).toBeCloseTo(
      Math.sqrt(numbers.reduce((sum, x) => sum + (x - statistics.mean) ** 2, 0) / 320),
      12,
    );
    expect(statistics.max).toBe(numbers.reduce((most, x) => Math.max(most, x)));
  });

  test("is a flowchart with the numbers in its boxes", () => {
    const found = inspect(
      (x: Value) => op.multiply(op.named("root", op.sqrt(x)), 2),
      [Float64Array.of(4, 9)],
    );
    expect(found.mermaid()).toBe(
      [
        "flowchart TD",
        '  v0(["x<br/>4, 9"])',
        '  v1["root<br/>√(x)<br/>2, 3"]',
        '  v2["result<br/>root · 2<br/>4, 6"]',
        "  v0 --> v1",
        "  v1 --> v2",
        '  v2 --> end0(["result"])',
      ].join("\n"),
    );
    const drawn = lessonStep().mermaid();
    expect(drawn).toContain('["dense1"]');
    expect(drawn).toMatch(/dense2\.weight'<br\/>.*… .*, mean /);
  });

  test("what does not fit is said in one line", () => {
    const graph = trainingGraph({ ...lesson, batch: 32, reduction: "sum" });
    const state = initialState({ ...lesson, initializer: "lessonNormal", seed: 3 });
    const numbers = { x: X.flat(), y: labels, ...state };
    const refused: [() => unknown, string][] = [
      [
        () => inspect(graph, numbers),
        "inspect: learningRate has no numbers; the graph takes x, y, learningRate,",
      ],
      [
        () => inspect(graph, { ...numbers, learningrate: 0.1 }),
        'inspect: learningRate has no numbers; it was given as "learningrate"',
      ],
      [
        () => inspect(graph, { ...numbers, learningRate: 0.1, y: [1] }),
        "inspect: y takes 32 numbers, found 1",
      ],
      [
        () => inspect(graph, { ...numbers, learningRate: 0.1, z: [1] }),
        'inspect: the graph\'s numbers: there is no setting "z"',
      ],
      [() => inspect(graph, numbers, { engin: referenceEngine } as object), 'did you mean "engine"'],
      [() => inspect((x: Value) => x, Float64Array.of(1) as never), "give a list of them"],
      [() => inspect({} as never, []), "inspect takes a function, a layer or a graph"],
    ];
    for (const [act, message] of refused) {
      expect(act).toThrow(UserError);
      expect(act).toThrow(message);
    }
  });
});
