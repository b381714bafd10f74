import { describe, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { loadEngine } from "../../../src/engine/load.ts";
import { UserError } from "../../../src/errors.ts";
import { Evaluator } from "../../../src/model/evaluator.ts";
import type { Samples } from "../../../src/model/samples.ts";
import type { OptimizerSpec } from "../../../src/nn/training/optimizers.ts";
import { BreakdownError } from "../../../src/train/fit/breakdown.ts";
import { fit } from "../../../src/train/fit/fit.ts";
import type { EpochReport } from "../../../src/train/fit/report.ts";
import type { Experiment, TrainingSpec } from "../../../src/train/run/experiment.ts";

type Plan = Pick<Experiment, "network" | "training" | "seed">;

/** 43 rows of three overlapping classes; batches of 8 leave 3 for the last. */
const train = {
  features: Float64Array.from({ length: 43 * 4 }, (_, i) => Math.sin(i * i) + ((i >> 2) % 3)),
  labels: Int32Array.from({ length: 43 }, (_, i) => i % 3),
};

function plan(changes: Partial<TrainingSpec> = {}, network: Partial<Plan["network"]> = {}): Plan {
  return {
    network: { sizes: [4, 7, 3], activation: "tanh", initializer: "glorotUniform", ...network },
    training: {
      epochs: 6,
      batch: 8,
      learningRate: 0.05,
      optimizer: { name: "sgd" },
      l2: 0,
      shuffle: true,
      reduction: "mean",
      dtype: "float64",
      ...changes,
    },
    seed: 5,
  };
}

async function all(reports: AsyncIterable<EpochReport>): Promise<EpochReport[]> {
  const found: EpochReport[] = [];
  for await (const report of reports) found.push(report);
  return found;
}

const wasm = await loadEngine("wasm");
const reference = await loadEngine("reference");

describe("a training that is stopped and resumed ends with the bits of one that was not", () => {
  const optimizers: OptimizerSpec[] = [
    { name: "sgd" },
    { name: "sgd", momentum: 0.9 },
    { name: "sgd", momentum: 0.9, nesterov: true },
    { name: "rmsprop" },
    { name: "rmsprop", momentum: 0.5 },
    { name: "adam" },
    { name: "adamw" },
  ];
  const plans = optimizers.flatMap((optimizer) => [
    { optimizer, what: JSON.stringify(optimizer), engine: wasm },
    { optimizer, what: JSON.stringify(optimizer), engine: reference },
  ]);
  test.each(plans)("$what on $engine.name, after every epoch", async ({ optimizer, engine }) => {
    const learned = plan({ optimizer, l2: 0.01 });
    const through = await all(fit(learned, { engine, train }));
    const end = through.at(-1)!.checkpoint();
    for (const report of through.slice(0, -1)) {
      const resumed = await all(fit(learned, { engine, train, from: report.checkpoint() }));
      expect(resumed.map(({ epoch, loss }) => [epoch, loss])).toEqual(
        through.slice(report.epoch + 1).map(({ epoch, loss }) => [epoch, loss]),
      );
      expect(resumed.at(-1)!.checkpoint().state).toEqual(end.state);
    }
  });

  test.each([wasm, reference])("dropout and float32 on $name", async (engine) => {
    const learned = plan({ optimizer: { name: "adam" }, dtype: "float32" }, { dropout: 0.3 });
    const through = await all(fit(learned, { engine, train }));
    const resumed = await all(fit(learned, { engine, train, from: through[2]!.checkpoint() }));
    expect(resumed.at(-1)!.checkpoint().state).toEqual(through.at(-1)!.checkpoint().state);
  });

  test.each([wasm, reference])("a convolution and batchNorm's statistics on $name", async (engine) => {
    const convolution = { image: { height: 2, width: 2, channels: 1 }, channels: [3], batchNorm: true };
    const learned = plan({}, { convolution });
    const through = await all(fit(learned, { engine, train }));
    const end = through.at(-1)!.checkpoint().state;
    const resumed = await all(fit(learned, { engine, train, from: through[2]!.checkpoint() }));
    expect(resumed.at(-1)!.checkpoint().state).toEqual(end);
    expect(end["batchNorm1.runningMean"]!.data).not.toEqual(
      through[2]!.checkpoint().state["batchNorm1.runningMean"]!.data,
    );
  });

  test("a checkpoint is a copy: training on does not change it", async () => {
    const states: string[] = [];
    const kept = [];
    for await (const report of fit(plan(), { engine: wasm, train })) {
      kept.push(report.checkpoint());
      states.push(JSON.stringify(report.checkpoint().state));
    }
    expect(kept.map(({ state }) => JSON.stringify(state))).toEqual(states);
    expect(new Set(states).size, "every epoch changes something").toBe(6);
  });
});

describe("a report", () => {
  test("is of the network after the epoch", async () => {
    const test: Samples = { features: train.features.slice(0, 40), labels: train.labels.slice(0, 10) };
    for await (const report of fit(plan(), { engine: wasm, train, test })) {
      const evaluator = new Evaluator(wasm, { network: plan().network, dtype: "float64" });
      const { state } = report.checkpoint();
      evaluator.set(state);
      expect((await evaluator.measure(train)).loss).toBe(report.loss);
      expect((await evaluator.measure(test)).accuracy).toBe(report.accuracy);
      evaluator.dispose();
    }
  });

  test("counts epochs from 0, its seconds never fall, and the last one says so", async () => {
    const reports = await all(fit(plan(), { engine: wasm, train }));
    expect(reports.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(reports.map(({ last }) => last)).toEqual([false, false, false, false, false, true]);
    const seconds = reports.map((report) => report.seconds);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    expect(reports[5]!.loss).toBeLessThan(reports[0]!.loss);
  });

  test("onStep hears of every step, the short one too", async () => {
    const steps: string[] = [];
    const onStep = (epoch: number, step: number) => steps.push(`${epoch}.${step}`);
    await all(fit(plan({ epochs: 2 }), { engine: wasm, train, onStep }));
    expect(steps.join(" ")).toBe("0.1 0.2 0.3 0.4 0.5 0.6 1.1 1.2 1.3 1.4 1.5 1.6");
  });
});

/** An engine that counts the programs which were not given back. */
function counted(engine: Engine): { engine: Engine; open: () => number } {
  let open = 0;
  return {
    open: () => open,
    engine: {
      name: engine.name,
      compile: (graph, options) => {
        open++;
        const program = engine.compile(graph, options);
        const dispose = program.dispose.bind(program);
        program.dispose = () => {
          open--;
          dispose();
        };
        return program;
      },
    },
  };
}

describe("stopping", () => {
  test("break ends it and gives its programs back", async () => {
    const { engine, open } = counted(wasm);
    let epochs = 0;
    for await (const report of fit(plan(), { engine, train })) {
      epochs++;
      expect(open()).toBeGreaterThan(0);
      if (report.epoch === 2) break;
    }
    expect({ epochs, open: open() }).toEqual({ epochs: 3, open: 0 });
  });

  test("a signal ends it after the epoch at hand, and gives its programs back", async () => {
    const { engine, open } = counted(wasm);
    const stop = new AbortController();
    const reports: EpochReport[] = [];
    for await (const report of fit(plan({ epochs: 1000 }), { engine, train, signal: stop.signal })) {
      reports.push(report);
      if (report.epoch === 3) stop.abort();
    }
    expect({ epochs: reports.length, open: open() }).toEqual({ epochs: 4, open: 0 });
  });

  test("a signal from outside comes through between steps", async () => {
    const big: Samples = {
      features: new Float64Array(4 * 40_000).fill(0.5),
      labels: new Int32Array(40_000),
    };
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 60);
    const began = performance.now();
    const learned = plan({ epochs: 1_000_000, batch: 1 });
    await all(fit(learned, { engine: wasm, train: big, signal: stop.signal }));
    expect(performance.now() - began, "not after the whole epoch").toBeLessThan(5000);
  });

  test("an error gives the programs back too", async () => {
    const { engine, open } = counted(wasm);
    await expect(all(fit(plan(breaking, { activation: "relu" }), { engine, train: loud }))).rejects.toThrow(
      BreakdownError,
    );
    expect(open()).toBe(0);
  });
});

const breaking: Partial<TrainingSpec> = { learningRate: 1e200, shuffle: false };
const loud: Samples = { ...train, features: train.features.map((x) => x * 1e120) };

describe("breakdown", () => {
  test.each([wasm, reference])("names epoch, batch, layer and mend; on $name", async (engine) => {
    const failed = await all(fit(plan(breaking, { activation: "relu" }), { engine, train: loud })).catch(
      (e) => e,
    );
    expect(failed).toBeInstanceOf(BreakdownError);
    expect(failed).toBeInstanceOf(UserError);
    const { message, lastGood, checkpoint } = failed as BreakdownError;
    expect(message).toMatch(
      /^training broke down in epoch \d+, batch \d+: layer dense[12] is the first with values that are not finite \(dense[12]\.\w+\); the learning rate 1e\+200 is probably too large: try learningRate: 1e\+199, or scale the features \(scale: "standard"\)$/,
    );
    for (const { data } of Object.values(lastGood)) expect(data.every(Number.isFinite)).toBe(true);
    // From the state that was kept, the very next step breaks down: it is the last good one.
    const options = { engine, train: loud, from: checkpoint };
    const again = await all(fit(plan(breaking, { activation: "relu" }), options)).catch((e) => e);
    expect((again as BreakdownError).message).toBe(message);
    expect((again as BreakdownError).checkpoint.step).toBe(checkpoint.step);
  });
});

describe("rows that do not fit the network", () => {
  const wrong = (changes: Partial<Samples>, more: Partial<TrainingSpec> = {}) =>
    all(fit(plan(more), { engine: wasm, train: { ...train, ...changes } }));
  test.each([
    [
      () => wrong({ features: [], labels: new Int32Array(0) }),
      "there are zero training rows; give at least one",
    ],
    [
      () => wrong({ features: train.features.slice(1) }),
      "the training features hold 171 numbers, but 43 rows of the network's 4 inputs are 172",
    ],
    [
      () => wrong({ labels: train.labels.with(20, 3) }),
      "training row 20 has label 3, outside the network's 3 classes (0 to 2)",
    ],
    [
      () => wrong({ labels: train.labels.with(1, -1) }),
      "training row 1 has label -1, outside the network's 3 classes (0 to 2)",
    ],
    [
      () => wrong({}, { batch: 44 }),
      "a batch of 44 rows is larger than the training set of 43; use a batch of at most 43",
    ],
    [
      () => all(fit(plan(), { engine: wasm, train, test: { features: [1, 2], labels: Int32Array.of(0) } })),
      "the test features hold 2 numbers, but 1 rows of the network's 4 inputs are 4",
    ],
  ])("case %#", async (run, message) => {
    const error = await run().catch((e) => e);
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toBe(message);
  });
});
