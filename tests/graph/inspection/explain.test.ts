import { inspect as show } from "node:util";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { indexOf } from "../../../src/graph/cells.ts";
import { compute } from "../../../src/graph/formula.ts";
import { type Explanation, explain } from "../../../src/graph/inspection/explain.ts";
import type { Inspection } from "../../../src/graph/inspection/inspection.ts";
import type { Term } from "../../../src/graph/inspection/terms.ts";
import * as op from "../../../src/graph/ops.ts";
import type { FloatDtype, Value } from "../../../src/graph/value.ts";
import { inspect } from "../../../src/nn/inspect.ts";
import type { OptimizerSpec } from "../../../src/nn/training/optimizers.ts";
import { initialState, trainingGraph } from "../../../src/nn/training/training.ts";

const drawn = (count: number) =>
  Float64Array.from({ length: count }, (_, i) => 2 * Math.sin(1 + 7 * i + i * i));

/** The number of a term, computed from its leaves alone. */
function recomputed(term: Term): number {
  if (!("op" in term)) return term.number;
  const number = compute(term.op, term.of.map(recomputed));
  return term.rounded ? Math.fround(number) : number;
}

/** Explains every cell of every value: how many there are, and where a sum is not the number, to the bit. */
function explained(step: Inspection): { cells: number; values: number; different: string[] } {
  const different: string[] = [];
  let cells = 0;
  for (const { name, shape, numbers } of step) {
    for (let at = 0; at < numbers.length; at++) {
      const { number, term } = explain(step, name, indexOf(at, shape));
      cells++;
      const sum = term === undefined ? number : recomputed(term);
      if (!Object.is(number, numbers[at]) || !Object.is(sum, numbers[at]))
        different.push(`${name}[${indexOf(at, shape)}]: ${number}, ${sum}, not ${numbers[at]}`);
    }
  }
  return { cells, values: step.length, different };
}

function lessonStep(optimizer: OptimizerSpec, dtype: FloatDtype): Inspection {
  const network = { sizes: [10, 32, 10], activation: "sigmoid" };
  const graph = trainingGraph({ network, batch: 32, dtype, reduction: "sum", optimizer });
  const state = initialState({ network, optimizer, initializer: "lessonNormal", seed: 3, dtype });
  const y = Array.from({ length: 32 }, (_, i) => (i * 7) % 10);
  return inspect(graph, { x: drawn(320), y, learningRate: 0.01, ...state });
}

function convolutionStep(dtype: FloatDtype): Inspection {
  const convolution = {
    image: { height: 5, width: 4, channels: 2 },
    channels: [3],
    batchNorm: true,
    pool: "max",
  } as const;
  const network = { sizes: [40, 4, 3], activation: "relu", convolution, dropout: 0.25 };
  const optimizer = { name: "sgd", momentum: 0.9 } as const;
  const plan = { network, batch: 4, dtype, reduction: "mean", optimizer, l2: 0.01, clipNorm: 1 } as const;
  const state = initialState({ network, optimizer, initializer: "heNormal", seed: 1, dtype });
  return inspect(trainingGraph(plan), {
    x: drawn(160),
    y: [0, 2, 1, 2],
    learningRate: 0.1,
    step: 3,
    ...state,
  });
}

describe("every cell of every value is the sum that explains it, to the bit", () => {
  test("of the lesson's step", () => {
    const { cells, values, different } = explained(lessonStep({ name: "sgd" }, "float64"));
    expect(different).toEqual([]);
    expect(different).toHaveLength(0);
    expect(values).toBeGreaterThan(40);
    expect(cells).toBeGreaterThan(15_000);
  });

  test.each(["float64", "float32"] as const)(
    "of a step with convolution, batchNorm, pooling and dropout (%s)",
    (dtype) => {
      const step = convolutionStep(dtype);
      const ops = new Set([...step].map(({ op }) => op));
      for (const name of ["im2col", "maxPool", "maxUnpool", "matmul", "uniform", "where", "sqrt", "maximum"])
        expect(ops).toContain(name);
      const { cells, different } = explained(step);
      expect(different).toEqual([]);
      expect(cells).toBeGreaterThan(12_000);
    },
  );

  test.each(["float64", "float32"] as const)("of Adam's update (%s)", (dtype) => {
    const step = lessonStep({ name: "adamw", weightDecay: 0.1 }, dtype);
    const { cells, different } = explained(step);
    expect(different).toEqual([]);
    expect(cells).toBeGreaterThan(25_000);
    expect([...step].filter(({ name }) => /^optimizer\..*\.secondMoment\+$/.test(name))).toHaveLength(4);
  });
});

/** Two rows, three features, two classes: small enough to compute by hand. */
function small(): Inspection {
  const loss = ({ W, b }: Record<"W" | "b", Value>, x: Value, t: Value): Value => {
    const z = op.named("z", op.add(op.matmul(x, W), b));
    const error = op.subtract(op.named("p", op.softmax(z)), t);
    return op.sum(op.multiply(error, error));
  };
  return inspect(loss, [
    { W: { shape: [3, 2], data: [0.5, -1, 0.25, 2, -0.75, 1] }, b: { shape: [1, 2], data: [0.125, -0.25] } },
    { shape: [2, 3], data: [1, 2, 3, -1, 0.5, 4] },
    { shape: [2, 2], data: [1, 0, 0, 1] },
  ]);
}

describe("an explanation prints", () => {
  test("a sum term by term, with its numbers", () => {
    expect(String(explain(small(), "z", [1, 0]))).toBe(
      [
        "z[1,0]",
        "    x[1,0] · W[0,0]     -1 ·   0.5 =  -0.5",
        "  + x[1,1] · W[1,0]    0.5 ·  0.25 = 0.125",
        "  + x[1,2] · W[2,0]      4 · -0.75 =    -3",
        "  + b[0,0]                         = 0.125",
        "  = -3.25",
      ].join("\n"),
    );
  });

  test("a formula with names, then with numbers; parts that stand twice below", () => {
    const text = show(explain(small(), "p", [1, 1]));
    expect(text).toBe(
      [
        "p[1,1]",
        "  = exp(z[1,1] − m) / s",
        "  = exp(5.75 − 5.75) / 1.0001",
        "  = 0.9998766054240137",
        "  where m",
        "    = max(z[1,0], z[1,1])",
        "    = max(-3.25, 5.75)",
        "    = 5.75",
        "  where s",
        "    = exp(z[1,0] − m) + exp(z[1,1] − m)",
        "    = exp(-3.25 − 5.75) + exp(5.75 − 5.75)",
        "    = 1.0001234098040868",
      ].join("\n"),
    );
  });

  test("where a window's largest pixel goes, and whose gradient comes back", () => {
    const windows = { kernel: [2, 2], stride: [2, 2], padding: [0, 0] } as const;
    const pool = (x: Value) => op.sum(op.multiply(op.named("y", op.maxPool(x, x, windows)), 3));
    const found = inspect(pool, [{ shape: [1, 2, 2, 1], data: [1, 4, 3, 2] }]);
    expect(String(explain(found, "y", [0, 0, 0, 0]))).toBe(
      [
        "y[0,0,0,0]",
        "  = max(x[0,0,0,0], x[0,0,1,0], x[0,1,0,0], x[0,1,1,0])",
        "  = max(1, 4, 3, 2)",
        "  = 4",
      ].join("\n"),
    );
    expect(String(explain(found, "x'", [0, 0, 1, 0]))).toBe(
      [
        "x'[0,0,1,0]",
        "  = argmax(x[0,0,0,0], x[0,0,1,0], x[0,1,0,0], x[0,1,1,0]) = 1 ? y'[0,0,0,0] : 0",
        "  = argmax(1, 4, 3, 2) = 1 ? 3 : 0",
        "  = 3",
      ].join("\n"),
    );
  });

  test("what is given, and a copy, as such", () => {
    expect(String(explain(small(), "x", [0, 1]))).toBe("x[0,1] is given\n  = 2");
    const found = inspect((x: Value) => ({ rows: op.reshape(x, [2, 2]) }), [Float64Array.of(1, 2, 3, 4)]);
    expect(String(explain(found, "rows", [1, 0]))).toBe("rows[1,0]\n  = x[2]\n  = 3");
  });

  test("with depth, the cells that the cell is made of as well, each once", () => {
    const deep = String(explain(small(), "p", [1, 1], { depth: 2 }));
    expect(deep.split("\n\n").map((block) => block.split("\n")[0])).toEqual(["p[1,1]", "z[1,1]", "z[1,0]"]);
    const whole = String(explain(small(), "loss", [], { depth: 5 }));
    const heads = whole.split("\n\n").map((block) => block.split("\n")[0]);
    expect(heads).toHaveLength(new Set(heads).size);
    expect(heads).toContain("p[0,1]");
    expect(heads).toContain("z[1,1]");
  });

  test("a long sum by its first and last terms, when asked", () => {
    const step = lessonStep({ name: "sgd" }, "float64");
    const cell = explain(step, "dense2.weight'", [3, 1]);
    expect(cell.toString().split("\n")).toHaveLength(34);
    const short = cell.toString({ terms: 4 }).split("\n");
    expect(short).toHaveLength(7);
    expect(short[3].trim()).toBe("… 28 more terms …");
    expect(short[1]).toContain("sigmoid1[0,3] · dense2'[0,1]");
    expect(short.at(-1)).toBe(`  = ${step.get("dense2.weight'").numbers[31]}`);
  });

  test("within 80 columns", () => {
    for (const step of [lessonStep({ name: "adam" }, "float32"), convolutionStep("float64")]) {
      for (const { name, shape, numbers } of step) {
        const text = String(explain(step, name, indexOf(numbers.length - 1, shape)));
        expect(text.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
      }
    }
  });
});

test("an explanation is plain data", () => {
  const { name, index, number, term } = JSON.parse(JSON.stringify(explain(small(), "b'", [0, 1])));
  expect([name, index]).toEqual(["b'", [0, 1]]);
  expect(term.op).toBe("sum");
  expect(term.of.map((part: { name: string; index: number[] }) => [part.name, part.index])).toEqual([
    ["z'", [0, 1]],
    ["z'", [1, 1]],
  ]);
  expect(term.of[0].number + term.of[1].number).toBe(number);
});

test("an explanation tells the cells that its cell is made of, each once", () => {
  const names = (cell: Explanation) => cell.cells().map(({ name, index }) => `${name}[${index}]`);
  expect(names(explain(small(), "z", [1, 0]))).toEqual([
    "x[1,0]",
    "W[0,0]",
    "x[1,1]",
    "W[1,0]",
    "x[1,2]",
    "W[2,0]",
    "b[0,0]",
  ]);
  expect(names(explain(small(), "p", [1, 1]))).toEqual(["z[1,1]", "z[1,0]"]);
  expect(names(explain(small(), "x", [0, 0]))).toEqual([]);
});

test("a cell that is not there is named, with the shape", () => {
  const step = small();
  const refused: [() => unknown, string][] = [
    [() => explain(step, "z", [2, 0]), "explain: z has no cell [2, 0]; its shape is (2, 2)"],
    [() => explain(step, "z"), "explain: z has no cell []"],
    [() => explain(step, "zz", [0, 0]), 'there is no value "zz"; did you mean "z"?'],
    [
      () => explain(step, "z", [0, 0], { depth: 0 }),
      "explain: depth must be a whole number of at least 1, found 0",
    ],
  ];
  for (const [act, message] of refused) {
    expect(act).toThrow(UserError);
    expect(act).toThrow(message);
  }
});
