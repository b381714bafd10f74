import { describe, expect, test } from "vitest";
import { loadEngine } from "../../../src/engine/load.ts";
import { input } from "../../../src/graph/ops.ts";
import type { Samples } from "../../../src/model/samples.ts";
import { fit } from "../../../src/train/fit/fit.ts";
import type { Feed } from "../../../src/train/rows/feed.ts";
import { type SampleStream, type StreamFeedOptions, streamFeed } from "../../../src/train/rows/streamFeed.ts";
import type { Plan } from "../../../src/train/run/experiment.ts";

const engine = await loadEngine("wasm");

/** Rows numbered through 5 groups of 7, in pieces of 3; what is read is noted. */
const groupRows = [7, 7, 0, 7, 5];
function numbered(reads: number[] = []): SampleStream {
  return {
    name: "rows",
    features: 2,
    groupRows,
    async *read(group): AsyncGenerator<Samples> {
      reads.push(group);
      const first = groupRows.slice(0, group).reduce((sum, n) => sum + n, 0);
      for (let at = 0; at < groupRows[group]!; at += 3) {
        const count = Math.min(3, groupRows[group]! - at);
        const features = Float64Array.from({ length: 2 * count }, (_, i) => first + at + (i >> 1));
        yield { features, labels: Int32Array.from({ length: count }, (_, i) => first + at + i) };
      }
    },
  };
}
const options: StreamFeedOptions = {
  batch: 2,
  buffer: 9,
  shuffle: true,
  seed: 4,
  dtype: "float32",
  regress: false,
};

const plan: Plan = {
  network: { sizes: [2, 3, 3], activation: "tanh", initializer: "glorotUniform" },
  training: {
    ...{ epochs: 3, batch: 2, learningRate: 0.001, optimizer: { name: "adam" }, l2: 0, shuffle: true },
    ...{ reduction: "mean", dtype: "float32" },
  },
  seed: 4,
};

/** The row numbers that steps of two see of an epoch, from `done` on. */
async function seen(feed: Feed, epoch: number, done = 0, attached = false): Promise<number[]> {
  const inputs = { x: input("x", [2, 2], "float64"), y: input("y", [2], "int32") };
  const program = engine.compile({ inputs, state: {}, outputs: inputs, updates: {} });
  const found: number[] = [];
  if (attached) feed.attach!(program);
  await feed.begin(epoch, done);
  for (let start = done; start < feed.rows; start += 2) {
    await feed.fill(program, start, 2);
    await program.run();
    const [x, y] = [program.get("x"), program.get("y")];
    expect([...x]).toEqual([y[0], y[0], y[1], y[1]]);
    found.push(...y);
  }
  program.dispose();
  return found;
}
const all = Array.from({ length: 26 }, (_, i) => i);
const sorted = (rows: readonly number[]) => [...rows].sort((a, b) => a - b);

describe("a streamed epoch", () => {
  test("has every row once, in an order of its own that follows from seed and epoch", async () => {
    const feed = streamFeed(numbered(), options);
    const epochs = [await seen(feed, 0), await seen(feed, 1)];
    for (const rows of epochs) expect(sorted(rows)).toEqual(all);
    expect(epochs[0]).not.toEqual(epochs[1]);
    expect(await seen(feed, 0)).toEqual(epochs[0]);
    expect(await seen(streamFeed(numbered(), { ...options, seed: 5 }), 0)).not.toEqual(epochs[0]);
  });

  test("comes in order where it is not shuffled", async () => {
    expect(await seen(streamFeed(numbered(), { ...options, shuffle: false }), 3)).toEqual(all);
  });

  test.each([0, 2, 8, 10, 14, 24])("goes on at row %i with the same rows", async (done) => {
    const through = await seen(streamFeed(numbered(), options), 2);
    expect(await seen(streamFeed(numbered(), options), 2, done)).toEqual(through.slice(done));
  });

  test.each([0, 2, 8, 24])("has the same rows in the engine's own memory, from row %i on", async (done) => {
    for (const shuffle of [true, false]) {
      const given = { ...options, shuffle };
      const copied = await seen(streamFeed(numbered(), given), 1, done);
      expect(await seen(streamFeed(numbered(), given), 1, done, true)).toEqual(copied);
    }
  });

  test("does not read the groups before its place", async () => {
    const [whole, late]: number[][] = [[], []];
    await seen(streamFeed(numbered(whole), { ...options, shuffle: false }), 0);
    await seen(streamFeed(numbered(late), { ...options, shuffle: false }), 0, 24);
    expect(whole).toEqual([0, 1, 3, 4]);
    expect(late).toEqual([4]);
  });

  test("of which rows are missing is an error", async () => {
    const stream = numbered();
    const cut = { ...stream, groupRows: [7, 7, 0, 7, 6] };
    await expect(seen(streamFeed(cut, options), 0)).rejects.toThrow("rows: changed while it was read");
  });

  test("holds its file open only while it reads", async () => {
    let open = 0;
    const stream: SampleStream = {
      ...numbered(),
      async *read(group) {
        open++;
        try {
          yield* numbered().read(group);
        } finally {
          open--;
        }
      },
    };
    const feed = streamFeed(stream, options);
    await seen(feed, 0);
    expect(open).toBe(0);
    await feed.begin(1, 0);
    expect(open).toBe(1);
    await feed.begin(2, 0);
    expect(open).toBe(1);
    await feed.end!();
    expect(open).toBe(0);

    const three: SampleStream = {
      ...stream,
      async *read(group) {
        for await (const { features, labels } of stream.read(group))
          yield { features, labels: labels.map((label) => label % 3) };
      },
    };
    const train = { features: new Float64Array(6), labels: Int32Array.of(0, 1, 2) };
    const stop = new AbortController();
    const onStep = (): void => {
      expect(open).toBe(1);
      stop.abort();
    };
    const keeper = { every: 0, due: () => false, keep: async () => {} };
    const given = { engine, train, feed: streamFeed(three, options), signal: stop.signal, onStep, keeper };
    for await (const _ of fit(plan, given)) throw new Error("it was stopped in the first epoch");
    expect(open).toBe(0);
  });
});
