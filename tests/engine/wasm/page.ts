import type { Engine } from "../../../src/engine/engine.ts";
import { loadWasmEngine } from "../../../src/engine/wasm/engine.ts";
import type { FloatDtype } from "../../../src/graph/value.ts";
import { initialState, trainingGraph } from "../../../src/nn/training/training.ts";
import { engineContract } from "../engineContract.ts";

/** What a machine finds: how many cases of the contract pass, the messages of those that fail, and the lesson's weights. */
export interface Found {
  readonly runtime: string;
  readonly passed: number;
  readonly failures: readonly string[];
  /** After the lesson's 30 epochs, in hexadecimal, by dtype. */
  readonly weights: Readonly<Record<FloatDtype, string>>;
}

export interface LessonRows {
  readonly features: readonly number[];
  readonly labels: readonly number[];
}

/** Everything that must be so on any machine. Runs in a page, and in any Node. */
export async function examine(rows: LessonRows, runtime: string): Promise<Found> {
  const [plain, fast] = await Promise.all([loadWasmEngine(), loadWasmEngine({ fast: true })]);
  const results = [...(await contractOf(plain, "plain")), ...(await contractOf(fast, "fast"))];
  return {
    runtime,
    passed: results.filter((result) => result === undefined).length,
    failures: results.filter((result) => result !== undefined),
    weights: {
      float64: trainLesson(plain, rows, "float64"),
      float32: trainLesson(plain, rows, "float32"),
    },
  };
}

/** By case, nothing or what failed. */
async function contractOf(engine: Engine, name: string): Promise<(string | undefined)[]> {
  const cases: [title: string, run: () => void | Promise<void>][] = [];
  engineContract(() => engine, { test: (title, run) => cases.push([title, run]) });
  const results: (string | undefined)[] = [];
  for (const [title, run] of cases) {
    try {
      await run();
      results.push(undefined);
    } catch (error) {
      results.push(`${name}: ${title}: ${error}`);
    }
  }
  return results;
}

/** 10-32-10, batches of 32 in order and a short last one, 30 epochs: the bytes of all weights. */
export function trainLesson(engine: Engine, { features, labels }: LessonRows, dtype: FloatDtype): string {
  const network = { sizes: [10, 32, 10], activation: "sigmoid" };
  const plan = { network, dtype, reduction: "sum", optimizer: { name: "sgd" } } as const;
  const batch = 32;
  const left = labels.length % batch;
  const main = engine.compile(trainingGraph({ ...plan, batch }));
  const tail = engine.compile(trainingGraph({ ...plan, batch: left }), { shareStateWith: main });
  const state = initialState({ ...plan, initializer: "lessonNormal", seed: 0 });
  for (const [name, { data }] of Object.entries(state)) main.set(name, data);
  for (const program of [main, tail]) program.set("learningRate", [0.01]);
  const order = labels.map((_, row) => row);
  for (let epoch = 0; epoch < 30; epoch++) {
    for (let start = 0; start < labels.length; start += batch) {
      const count = Math.min(batch, labels.length - start);
      const program = count === batch ? main : tail;
      program.setRows("x", features, order, start, count);
      program.setRows("y", labels, order, start, count);
      program.run();
    }
  }
  const hex = Object.keys(state).map((name) => {
    const numbers = main.get(name);
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  });
  main.dispose();
  tail.dispose();
  return hex.join(" ");
}
