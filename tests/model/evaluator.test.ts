import { describe, expect, test } from "vitest";
import { argMax } from "../../src/data/numbers/numbers.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { Evaluator } from "../../src/model/evaluator.ts";
import { initialState } from "../../src/nn/training/training.ts";

const network = { sizes: [3, 5, 4], activation: "tanh" };
const parameters = initialState({
  network,
  initializer: "glorotUniform",
  optimizer: { name: "sgd" },
  seed: 11,
  dtype: "float64",
});
// Biases that are not zero, so that forgetting them shows.
for (const name of ["dense1.bias", "dense2.bias"])
  for (let j = 0; j < parameters[name]!.data.length; j++) parameters[name]!.data[j] = 0.3 * j - 0.4;

/** The forward pass by hand: h = tanh(x W1 + b1), log p = z - log Σ exp z with z = h W2 + b2. */
function byHand(features: Float64Array): number[][] {
  const affine = (x: readonly number[], layer: string, outputs: number) => {
    const [w, b] = [parameters[`${layer}.weight`]!.data, parameters[`${layer}.bias`]!.data];
    return Array.from(
      { length: outputs },
      (_, j) => b[j]! + x.reduce((sum, value, i) => sum + value * w[i * outputs + j]!, 0),
    );
  };
  return Array.from({ length: features.length / 3 }, (_, row) => {
    const z = affine(
      affine([...features.subarray(3 * row, 3 * row + 3)], "dense1", 5).map(Math.tanh),
      "dense2",
      4,
    );
    const logSum = Math.log(z.reduce((sum, value) => sum + Math.exp(value), 0));
    return z.map((value) => value - logSum);
  });
}

const rows = (count: number) => Float64Array.from({ length: 3 * count }, (_, i) => 2 * Math.sin(i * i));
const labelled = (count: number) => ({
  features: rows(count),
  labels: Int32Array.from({ length: count }, (_, i) => (i * 7) % 4),
});

describe.each(["reference", "wasm"])("Evaluator on %s", (name) => {
  // 256 rows are one chunk: below, at, above it, and several with a short one.
  test.each([1, 255, 256, 257, 600])("%i rows: what the formulas give", async (count) => {
    const evaluator = new Evaluator(await loadEngine(name), { network, dtype: "float64" });
    evaluator.set(parameters);
    const samples = labelled(count);
    const wanted = byHand(samples.features);
    const logs = await evaluator.logProbabilities(samples.features);
    expect(logs).toHaveLength(4 * count);
    wanted.flat().forEach((value, i) => {
      expect(Math.abs(logs[i]! - value)).toBeLessThan(1e-13);
    });
    const { loss, accuracy, predicted, outputs } = await evaluator.measure(samples);
    // The same without its outputs, which are handed out some rows at a time.
    const some: number[] = [];
    const take = (logs: ArrayLike<number>, start: number) => {
      expect(start).toBe(some.length / 4);
      some.push(...Array.from(logs));
    };
    expect(await evaluator.scores(samples, take)).toEqual({ loss, accuracy, predicted });
    expect(some).toEqual(Array.from(outputs));
    const best = wanted.map((row) => row.indexOf(Math.max(...row)));
    expect([...predicted]).toEqual(best);
    const labels = [...samples.labels];
    expect(loss).toBeCloseTo(-labels.reduce((sum, k, i) => sum + wanted[i]![k]!, 0) / count, 12);
    expect(accuracy).toBe(labels.filter((k, i) => k === best[i]).length / count);
    evaluator.dispose();
  });

  test("float32: the same to its own precision", async () => {
    const evaluator = new Evaluator(await loadEngine(name), { network, dtype: "float32" });
    evaluator.set(parameters);
    const logs = await evaluator.logProbabilities(rows(300));
    byHand(rows(300))
      .flat()
      .forEach((value, i) => {
        expect(Math.abs(logs[i]! - value)).toBeLessThan(1e-5);
      });
    evaluator.dispose();
  });
});

test("argMax takes the first of equals, as NumPy's", () => {
  expect(argMax([1, 3, 3, 2])).toBe(1);
  expect(argMax([-5])).toBe(0);
  expect(argMax(Float64Array.of(-2, -1, -1))).toBe(1);
});

test("300 numbers of rows take nine programs, and a row's digits do not depend on how many stand beside it", async () => {
  const wasm = await loadEngine("wasm");
  let compiled = 0;
  const counting: Engine = {
    name: wasm.name,
    compile(graph, options) {
      compiled++;
      return wasm.compile(graph, options);
    },
  };
  const evaluator = new Evaluator(counting, { network, dtype: "float64" });
  evaluator.set(parameters);
  const whole = await evaluator.logProbabilities(rows(300));
  for (let count = 1; count <= 300; count++)
    expect(await evaluator.logProbabilities(rows(count))).toEqual(whole.subarray(0, 4 * count));
  expect(compiled).toBe(9); // 1, 2, 4, … 256
  evaluator.dispose();
});
