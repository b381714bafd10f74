import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { mean, square } from "../../../src/graph/composed.ts";
import * as op from "../../../src/graph/ops.ts";
import type { Value } from "../../../src/graph/value.ts";
import type { TensorLike } from "../../../src/nn/functions/arguments.ts";
import { compile, grad, valueAndGrad } from "../../../src/nn/functions/eager.ts";
import type { Mapped } from "../../../src/nn/functions/tree.ts";
import { initialize } from "../../../src/nn/layers/initialize.ts";
import { activation, dense, type Parameters, sequential } from "../../../src/nn/layers/layers.ts";
import { losses } from "../../../src/nn/losses/losses.ts";
import { type OptimizerState, optimizer } from "../../../src/nn/training/optimizerOnTrees.ts";
import type { Optimizer, OptimizerSpec } from "../../../src/nn/training/optimizers.ts";
import { cosine } from "../../../src/nn/training/schedules.ts";

interface Golden {
  x: number[];
  labels: number[];
  start: Record<string, number[]>;
  cases: {
    plan: {
      activation: string;
      loss: { name: string; reduction: "mean" | "sum" };
      optimizer: OptimizerSpec;
      rate: number;
      l2: number;
      clipNorm: number | null;
    };
    losses: number[];
    final: Record<string, number[]>;
  }[];
}
const golden: Golden = JSON.parse(readFileSync("tests/golden/torch_training.json", "utf8"));
/** Those that differ by optimizer alone, all with the plain cross-entropy. */
const cases = golden.cases.filter(
  ({ plan: { loss, activation } }) =>
    activation === "sigmoid" && JSON.stringify(loss) === '{"name":"crossEntropy","reduction":"sum"}',
);

interface Dense<Leaf> {
  weight: Leaf;
  bias: Leaf;
}
/** A tree of one's own: a list of records. */
type Net<Leaf> = { layers: [Dense<Leaf>, Dense<Leaf>] };
const lossOf = ({ layers: [first, second] }: Net<Value>, x: Value, y: Value): Value => {
  const hidden = op.sigmoid(op.add(op.matmul(x, first.weight), first.bias));
  return losses.crossEntropy(op.add(op.matmul(hidden, second.weight), second.bias), y, { reduction: "sum" });
};

const tensor = (name: string, ...shape: number[]) => ({
  shape,
  data: Float64Array.from(golden.start[name]!),
});
const start = () => ({
  layers: [
    { weight: tensor("dense1.weight", 5, 4), bias: tensor("dense1.bias", 1, 4) },
    { weight: tensor("dense2.weight", 4, 3), bias: tensor("dense2.bias", 1, 3) },
  ] as [Dense<ReturnType<typeof tensor>>, Dense<ReturnType<typeof tensor>>],
});
const x = { shape: [12, 5], data: Float64Array.from(golden.x) };
const y = Int32Array.from(golden.labels);

function expectClose(found: unknown, wanted: readonly number[], tolerance = 1e-10): void {
  const { data } = found as { data: Float64Array };
  expect(data).toHaveLength(wanted.length);
  wanted.forEach((w, i) => {
    expect(Math.abs(data[i]! - w) / Math.max(1, Math.abs(w))).toBeLessThanOrEqual(tolerance);
  });
}

describe("a loop of one's own takes PyTorch's twenty steps", () => {
  test("there is each optimizer among the cases", () => {
    expect(new Set(cases.map(({ plan }) => plan.optimizer.name))).toEqual(
      new Set(["sgd", "rmsprop", "adam", "adamw"]),
    );
    expect(cases.length).toBeGreaterThanOrEqual(13);
  });

  const settings = ({ optimizer, rate, l2, clipNorm }: Golden["cases"][number]["plan"]) => ({
    ...optimizer,
    learningRate: rate,
    l2,
    clipNorm: clipNorm ?? undefined,
    decays: (path: string) => path.endsWith("weight"),
  });
  const expectFinal = ({ layers }: { layers: Dense<unknown>[] }, final: Record<string, number[]>) => {
    layers.forEach((layer, i) => {
      expectClose(layer.weight, final[`dense${i + 1}.weight`]!);
      expectClose(layer.bias, final[`dense${i + 1}.bias`]!);
    });
  };

  test.each(cases)(
    "on numbers: $plan.optimizer, l2 $plan.l2, clipNorm $plan.clipNorm",
    ({ plan, ...wanted }) => {
      const rule = optimizer(settings(plan));
      const slope = valueAndGrad(lossOf);
      let params = start();
      let state = rule.init(params);
      const found = wanted.losses.map(() => {
        const [loss, gradients] = slope(params, x, y);
        [params, state] = rule.update(gradients, state, params);
        return loss;
      });
      expectClose({ data: found }, wanted.losses);
      expectFinal(params, wanted.final);
    },
  );

  test.each(cases)(
    "as a step: $plan.optimizer, l2 $plan.l2, clipNorm $plan.clipNorm",
    ({ plan, ...wanted }) => {
      let traced = 0;
      const rule = optimizer(settings(plan));
      const step = rule.step((params: Net<Value>, x: Value, y: Value) => {
        traced++;
        return lossOf(params, x, y);
      });
      let params = start();
      let state = rule.init(params);
      const found = wanted.losses.map(() => {
        let loss: number;
        [loss, params, state] = step(params, state, x, y);
        return loss;
      });
      expect(traced).toBe(1);
      expectClose({ data: found }, wanted.losses);
      expectFinal(params, wanted.final);
    },
  );

  test.each(cases)(
    "as one function: $plan.optimizer, l2 $plan.l2, clipNorm $plan.clipNorm",
    ({ plan, ...wanted }) => {
      const rule = optimizer(settings(plan));
      let traced = 0;
      const step = compile((params: Net<Value>, state: OptimizerState<Net<Value>>, x: Value, y: Value) => {
        traced++;
        const [loss, gradients] = valueAndGrad(lossOf)(params, x, y);
        const [moved, kept] = rule.update(gradients, state, params);
        return { loss, moved, kept };
      });
      let params: Net<TensorLike> = start();
      let state: Mapped<OptimizerState<Net<Value>>, Value, TensorLike> = rule.init(start());
      const found = wanted.losses.map(() => {
        const { loss, moved, kept } = step(params, state, x, y);
        [params, state] = [moved, kept];
        return loss;
      });
      expect(traced).toBe(1);
      expectClose({ data: found }, wanted.losses);
      expectFinal(params, wanted.final);
    },
  );
});

describe("the state", () => {
  test("is a tree for each slot, in the form of the parameters, and says the moments by hand", () => {
    const adam = optimizer({ name: "adam", learningRate: 0.1 });
    const params = { a: 3, b: Float64Array.of(1, -1), c: Float32Array.of(0.5) };
    const narrow = { a: 3, b: Float64Array.of(1, -1) };
    expect(adam.init(params)).toEqual({
      steps: 0,
      scalars: { beta1Power: 1, beta2Power: 1 },
      slots: Object.fromEntries(
        ["firstMoment", "secondMoment"].map((slot) => [
          slot,
          {
            a: 0,
            b: { shape: [2], data: new Float64Array(2) },
            c: { shape: [1], data: new Float32Array(1) },
          },
        ]),
      ),
    });
    const [moved, { scalars, slots }] = adam.update(
      { a: 2, b: Float64Array.of(0.5, 0) },
      adam.init(narrow),
      narrow,
    );
    // The first step of Adam goes η along the gradient's sign: m̂ / √v̂ = g / |g|.
    expect(moved.a).toBeCloseTo(2.9, 7);
    expect(moved.b).toBeInstanceOf(Float64Array);
    expect(Array.from(moved.b, (v) => +v.toFixed(6))).toEqual([0.9, -1]);
    expect(scalars.beta1Power).toBeCloseTo(0.9, 12);
    expect(slots.firstMoment!.a).toBeCloseTo(0.2, 12);
    expect(slots.secondMoment!.a).toBeCloseTo(0.004, 12);
  });

  test("of gradient descent is empty", () => {
    const sgd = optimizer({ name: "sgd", learningRate: 0.5 });
    expect(sgd.init(2)).toEqual({ steps: 0, scalars: {}, slots: {} });
    expect(sgd.update(3, sgd.init(2), 2)).toEqual([0.5, { steps: 1, scalars: {}, slots: {} }]);
  });
});

test("a loop with Adam in nine lines learns what a network of layers can", () => {
  const layer = sequential([dense(2, 8), activation("tanh"), dense(8, 2)]);
  const X = { shape: [4, 2], data: Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1) };
  const labels = Int32Array.of(0, 1, 1, 0);
  const slope = valueAndGrad((p: Parameters, x: Value, y: Value) =>
    losses.crossEntropy(layer.forward(x, p), y),
  );
  const adam = optimizer({ name: "adam", learningRate: 0.05 });
  let params = initialize(layer.parameters, { initializer: "glorotUniform", seed: 1, dtype: "float64" });
  let state = adam.init(params);
  let loss = 0;
  for (let step = 0; step < 200; step++) {
    const [value, gradients] = slope(params, X, labels);
    [params, state] = adam.update(gradients, state, params);
    loss = value as number;
  }
  expect(loss).toBeLessThan(0.02);
  expect(params["dense1.weight"]!.shape).toEqual([2, 8]);
});

test("parameters as lists of lists come back as such", () => {
  const sgd = optimizer({ name: "sgd", learningRate: 1, momentum: 0.5 });
  const params = {
    w: [
      [1, 2],
      [3, 4],
    ],
  };
  const [moved, state] = sgd.update(params, sgd.init(params), params);
  expect(moved).toEqual({
    w: [
      [0, 0],
      [0, 0],
    ],
  });
  expect(state.slots.momentum!.w).toEqual({ shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) });
});

test("a rate of each step's own: a schedule, or a rate for each update", () => {
  const sgd = optimizer({ name: "sgd" });
  const scheduled = optimizer({ name: "sgd", learningRate: cosine(0.4, { steps: 4 }) });
  const descend = scheduled.step((w: Value) => square(w));
  let own = 1;
  let kept = scheduled.init(own);
  const rate = cosine(0.4, { steps: 4 });
  const slope = grad((w: Value) => square(w));
  let w = 1;
  let state = sgd.init(w);
  let byHand = 1;
  for (let step = 0; step < 4; step++) {
    [w, state] = sgd.update(slope(w), state, w, { learningRate: rate(step) });
    [, own, kept] = descend(own, kept);
    byHand -= rate(step) * 2 * byHand;
  }
  expect(w).toBeCloseTo(byHand, 12);
  expect(own).toBe(w);
  expect(kept.steps).toBe(4);
  const inside = compile((w: Value) => scheduled.update(w, scheduled.init(w), w)[0]);
  expect(() => inside(1)).toThrow("give update its rate: { learningRate }");
});

test("an optimizer of one's own: Lion, whose step is the sign of a running mean", () => {
  const sign = (v: Value) => op.subtract(op.greater(v, 0), op.greater(0, v));
  const lion: Optimizer = {
    slots: ["momentum"],
    scalars: {},
    advance: (scalars) => scalars,
    step: ({ parameter, gradient: g, slots: { momentum: m }, learningRate }) => ({
      parameter: op.subtract(
        parameter,
        op.multiply(learningRate, sign(op.add(op.multiply(m!, 0.9), op.multiply(g, 0.1)))),
      ),
      slots: { momentum: op.add(op.multiply(m!, 0.99), op.multiply(g, 0.01)) },
    }),
  };
  const rule = optimizer({ ...lion, learningRate: 0.25 });
  const slope = grad(({ w }: { w: Value }) => mean(square(w)));
  let params = { w: Float64Array.of(1, -2) };
  let state = rule.init(params);
  for (let step = 0; step < 2; step++) [params, state] = rule.update(slope(params), state, params);
  expect(params).toEqual({ w: Float64Array.of(0.5, -1.5) });
  // 0.01 g, then 0.99 m + 0.01 g, with g = w and w = 1, 0.75
  const momentum = state.slots.momentum!.w;
  expect(momentum.data[0]).toBeCloseTo(0.99 * 0.01 + 0.01 * 0.75, 12);
});

describe("mistakes are refused with the mend:", () => {
  const message = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      if (error instanceof UserError) return error.message;
      throw error;
    }
    throw new Error("was not refused");
  };
  const adam = optimizer({ name: "adam", learningRate: 0.1 });
  const spec = (text: string): OptimizerSpec => JSON.parse(text);

  test("no rate, a misspelt one, one below 0", () => {
    const without = optimizer({ name: "sgd" });
    expect(message(() => without.update(1, without.init(1), 1))).toContain(
      "there is no learning rate; give it once",
    );
    expect(message(() => optimizer(spec('{"name":"adam","learningrate":0.1}')))).toBe(
      'unknown setting of adam "learningrate"; did you mean learningRate?; there are beta1, beta2, epsilon, learningRate, l2, clipNorm, decays',
    );
    expect(message(() => optimizer({ name: "sgd", learningRate: -1 }))).toBe(
      "optimizer: learningRate must be at least 0, found -1",
    );
  });

  test("trees of another form", () => {
    const params = { w: Float64Array.of(1, 2), b: 0 };
    const gradients: typeof params = JSON.parse('{"w":1,"b":0}');
    expect(message(() => adam.update(gradients, adam.init(params), params))).toBe(
      "optimizer: parameter w has shape (2,), but its gradient (); update(gradients, state, params) takes trees of one form, the state of init(params)",
    );
    const sgd = optimizer({ name: "sgd", learningRate: 0.1 });
    expect(message(() => adam.update(params, sgd.init(params), params))).toContain(
      "its slot firstMoment is missing",
    );
    expect(message(() => adam.init({}))).toBe("optimizer: there are no parameters");
    expect(message(() => optimizer(JSON.parse('"adam"')))).toBe(
      'an optimizer is a name and its settings, such as { name: "adam" }, found "adam"',
    );
    const none: ReturnType<typeof adam.init<typeof params>> = JSON.parse("{}");
    expect(message(() => adam.update(params, none, params))).toBe(
      "optimizer: the state is none; begin with init(params)",
    );
  });
});
