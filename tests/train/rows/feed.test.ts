import { describe, expect, test } from "vitest";
import { loadEngine } from "../../../src/engine/load.ts";
import { input } from "../../../src/graph/ops.ts";
import { initialState } from "../../../src/nn/training/training.ts";
import { fit } from "../../../src/train/fit/fit.ts";
import type { EpochReport } from "../../../src/train/fit/report.ts";
import { Steps } from "../../../src/train/fit/steps.ts";
import { type Feed, memoryFeed, writtenFeed } from "../../../src/train/rows/feed.ts";
import { type Order, shuffledOrder, steadyOrder } from "../../../src/train/rows/orders.ts";
import type { Plan } from "../../../src/train/run/experiment.ts";

const rows = 21;
const train = {
  features: Float64Array.from({ length: rows * 2 }, (_, i) => Math.sin(i * i)),
  labels: Int32Array.from({ length: rows }, (_, i) => i % 2),
};
const engine = await loadEngine("wasm");

function plan(epochs = 4): Plan {
  return {
    network: { sizes: [2, 5, 2], activation: "tanh", initializer: "glorotUniform" },
    training: {
      epochs,
      batch: 4,
      learningRate: 0.1,
      optimizer: { name: "adam" },
      l2: 0,
      shuffle: true,
      reduction: "mean",
      dtype: "float64",
    },
    seed: 9,
  };
}

async function all(reports: AsyncIterable<EpochReport>): Promise<EpochReport[]> {
  const found: EpochReport[] = [];
  for await (const report of reports) found.push(report);
  return found;
}
const bits = (report: EpochReport) => report.checkpoint().state;

/** The rows that a feed puts before a program in an epoch, three at a time, as [features, label]. */
async function seen(feed: Feed, epoch: number): Promise<[number[], number][]> {
  const inputs = { x: input("x", [3, 2], "float64"), y: input("y", [3], "int32") };
  const program = engine.compile({ inputs, state: {}, outputs: inputs, updates: {} });
  const found: [number[], number][] = [];
  await feed.begin(epoch, 0);
  for (let start = 0; start < feed.rows; start += 3) {
    await feed.fill(program, start, 3);
    await program.run();
    const [x, y] = [program.get("x"), program.get("y")];
    for (let i = 0; i < 3; i++) found.push([[x[2 * i]!, x[2 * i + 1]!], y[i]!]);
  }
  program.dispose();
  return found;
}
const rowOf = (row: number): [number[], number] => [
  [train.features[2 * row]!, train.features[2 * row + 1]!],
  train.labels[row]!,
];

describe("rows of memory", () => {
  test("come in an epoch's order, which need not hold every row once", async () => {
    const order: Order = { rows: 6, of: (epoch) => Int32Array.from([epoch, 20, 3, 3, 0, 7]) };
    const feed = memoryFeed(train, order);
    expect(await seen(feed, 5)).toEqual([5, 20, 3, 3, 0, 7].map(rowOf));
    expect(await seen(feed, 1)).toEqual([1, 20, 3, 3, 0, 7].map(rowOf));
    const steps = new Steps(plan(), engine, feed);
    expect(steps.perEpoch).toBe(2);
    steps.dispose();
  });

  test("are the default of fit: shuffled, or as they come", async () => {
    const orders = { true: shuffledOrder(rows, plan().seed), false: steadyOrder(rows) };
    const losses = new Set<number>();
    for (const shuffle of [true, false]) {
      const learned = { ...plan(), training: { ...plan().training, shuffle } };
      const plain = await all(fit(learned, { engine, train }));
      const fed = await all(fit(learned, { engine, train, feed: memoryFeed(train, orders[`${shuffle}`]) }));
      expect(fed.map(bits)).toEqual(plain.map(bits));
      losses.add(plain.at(-1)!.loss);
    }
    expect(losses.size).toBe(2);
  });

  test("come to the same bits from the engine's memory and, too many for it, from where they are", async () => {
    const order = shuffledOrder(rows, 1);
    // 2²⁶ numbers by their length; the order names the first rows alone
    const many = { ...train, features: { ...Array.from(train.features), length: 2 ** 26 } };
    const [kept, left] = [train, many].map((samples) => memoryFeed(samples, order));
    const [few, lots] = [kept!, left!].map((feed) => new Steps(plan(), engine, feed));
    for (const steps of [few!, lots!]) {
      steps.restore(
        initialState({ ...plan().network, ...plan().training, network: plan().network, seed: 9 }),
      );
      await steps.begin(3);
      for (let step = 0; step < steps.perEpoch; step++) await steps.run(3, step);
    }
    expect(lots!.state()).toEqual(few!.state());
    for (const steps of [few!, lots!]) steps.dispose();
  });

  test("make a step without a promise", () => {
    const steps = new Steps(plan(), engine, memoryFeed(train, shuffledOrder(rows, 1)));
    expect(steps.begin(0)).toBeUndefined();
    expect(steps.run(0, 0)).toBeUndefined();
    steps.dispose();
  });
});

/** Mirrors a row in every other epoch. */
const written = (order: Order) =>
  writtenFeed(train, {
    order,
    features: 2,
    write(row, epoch, into) {
      const sign = (row + epoch) % 2 === 0 ? 1 : -1;
      for (let j = 0; j < 2; j++) into[j] = sign * train.features[2 * row + j]!;
    },
  });

describe("rows that are written anew for each epoch", () => {
  test("are what the network sees", async () => {
    const order = shuffledOrder(rows, 3);
    const expected = Array.from(order.of(2), (row) => {
      const [x, y] = rowOf(row);
      return [x.map((value) => (row % 2 === 0 ? value : -value)), y];
    });
    expect(await seen(written(order), 2)).toEqual(expected);
  });

  test("are the same where a training is resumed", async () => {
    const feed = () => written(shuffledOrder(rows, 3));
    const through = await all(fit(plan(), { engine, train, feed: feed() }));
    expect(bits(through[1]!)).not.toEqual(bits((await all(fit(plan(2), { engine, train })))[1]!));
    const from = through[1]!.checkpoint();
    const resumed = await all(fit(plan(), { engine, train, feed: feed(), from }));
    expect(bits(resumed.at(-1)!)).toEqual(bits(through.at(-1)!));
  });
});

test("a feed that lets a step wait comes to the same bits", async () => {
  const memory = memoryFeed(train, shuffledOrder(rows, plan().seed));
  const slow: Feed = {
    rows,
    begin: async (epoch, done) => memory.begin(epoch, done),
    fill: async (program, start, count) => {
      await new Promise((wait) => setTimeout(wait, 1));
      await memory.fill(program, start, count);
    },
  };
  const plain = await all(fit(plan(), { engine, train }));
  expect((await all(fit(plan(), { engine, train, feed: slow }))).map(bits)).toEqual(plain.map(bits));
});
