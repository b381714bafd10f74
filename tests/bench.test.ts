import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { alone } from "../bench/contenders.ts";
import { readArray, readJob, writeJob } from "../bench/job.ts";
import { benchmarks } from "../bench/jobs.ts";
import { busyWarning } from "../bench/machine.ts";
import type { Outcomes } from "../bench/measure.ts";
import { lastLine, RunningPeer } from "../bench/peer.ts";
import { distance, Referee } from "../bench/referee.ts";
import { benchmarkSection, memorySection, versions } from "../bench/report.ts";
import { quantile, summarize, timesAsFast } from "../bench/statistics.ts";
import { accuracyIn } from "../bench/wholeProcess.ts";

// The harness's pieces. How long anything takes is no fact about the code, and is tested nowhere.

test("quantiles lie between neighbours as numpy.quantile's, whatever the order", () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75);
  expect(quantile([10, 9, 100], 0.5)).toBe(10);
  expect(timesAsFast(summarize([2, 2, 50]), summarize([8, 8, 1]))).toBe(4);
});

const verdict = { said: "final loss 0.5", agrees: true };
const outcome = (milliseconds: number) => ({
  about: { version: "v", runtime: "r" },
  times: summarize([milliseconds]),
  verdict,
});

test("a target is met, not met, void where a result is wrong, and not measured beside someone absent", () => {
  const bench = {
    ...benchmarks.A32!,
    contenders: ["kiso", "numpy", "torch"] as const,
    targets: [
      { of: "kiso", beside: "numpy", ratio: 8 },
      { of: "kiso", beside: "torch", ratio: 17 },
    ] as const,
  };
  const lines = (outcomes: Outcomes) => benchmarkSection(bench, outcomes).split("\n");
  const met = lines({ kiso: outcome(2), numpy: outcome(20), torch: outcome(30) });
  expect(met).toContainEqual(expect.stringMatching(/beside NumPy \| ≥ 8× \| 10\.0× \| met \|$/));
  expect(met).toContainEqual(
    expect.stringMatching(/beside PyTorch \| ≥ 17× \| 15\.0× \| \*\*not met\*\* \|$/),
  );
  const torn = lines({
    kiso: outcome(2),
    numpy: { ...outcome(20), verdict: { said: "final loss 7", agrees: false } },
    torch: { absent: "ModuleNotFoundError: No module named 'torch'" },
  });
  expect(torn).toContainEqual(expect.stringMatching(/beside NumPy .* void: a result is wrong \|$/));
  expect(torn).toContain("| NumPy | 20.0 | 20.0 to 20.0 | 10.0× | **wrong**: final loss 7 |");
  expect(torn).toContainEqual(
    expect.stringMatching(/PyTorch \| ≥ 17× \| PyTorch is absent \| not measured \|$/),
  );
  expect(torn).toContain("| PyTorch | absent |  |  | ModuleNotFoundError: No module named 'torch' |");
});

test("a yardstick is neither met nor missed", () => {
  const targets = [{ of: "kiso", beside: "numpy128", ratio: 0.6, yardstick: true }] as const;
  const bench = { ...benchmarks.C!, contenders: ["kiso", "numpy128"] as const, targets };
  const section = benchmarkSection(bench, { kiso: outcome(2), numpy128: outcome(4) });
  expect(section).toMatch(/128-bit vectors \| none: a yardstick \| 2\.00× \| {2}\|/);
  expect(section).not.toContain("met");
});

test("figures from a busy machine say so", () => {
  expect(busyWarning([0.5, 1.9])).toBe("");
  expect(busyWarning([0.5, 4.88])).toContain("load 4.88");
});

test("someone absent in one job is still named by its version where it ran in another", () => {
  expect(versions([{ numpy: { absent: "no" } }, { numpy: outcome(1) }])).toBe("- v: r");
  expect(versions([{ numpy: { absent: "a | b\nc" } }])).toBe("- NumPy: absent: a / b c");
});

test("memory that grows by more than 2 MB does not meet its target", () => {
  const report = { steps: 1e6, heapGrowth: 0, allocatedPerStep: 0, collections: 0, seconds: 1 };
  const spread = (...megabytes: number[]) =>
    memorySection({ ...report, resident: megabytes.map((mb) => mb * 2 ** 20) });
  expect(spread(50, 51.5, 51)).toContain("| 1.50 MB | met |");
  expect(spread(50, 53, 51)).toContain("| 3.00 MB | **not met** |");
  expect(memorySection({ ...report, resident: [1], allocatedPerStep: 24 })).toContain(
    "24.000 bytes; 0 collections",
  );
});

test("a peer that cannot start is absent with its own words", async () => {
  const environment = alone(process.env);
  const dies = new RunningPeer({
    program: process.execPath,
    args: ["-e", "throw new Error('no such backend')"],
    environment,
  });
  expect((await dies.greeting()).absent).toBe("Error: no such backend");
  dies.close();
  const missing = new RunningPeer({ program: "/no/such/program", args: [], environment });
  expect((await missing.greeting()).absent).toContain("ENOENT");
  missing.close();
  expect(lastLine("Traceback\n  x = 1\nModuleNotFoundError: No module named 'torch'\n")).toBe(
    "ModuleNotFoundError: No module named 'torch'",
  );
});

test("peers run on one thread, and nothing chooses their BLAS kernel for them", () => {
  expect(
    alone({
      PATH: "/bin",
      OPENBLAS_CORETYPE: "Prescott",
      OPENBLAS_L2_SIZE: "1",
      NVPL_X: "1",
      OMP_NUM_THREADS: "8",
    }),
  ).toEqual({
    PATH: "/bin",
    OMP_NUM_THREADS: "1",
    OPENBLAS_NUM_THREADS: "1",
    MKL_NUM_THREADS: "1",
    PYTHONDONTWRITEBYTECODE: "1",
  });
});

test("a job is read as it was written", () => {
  const folder = mkdtempSync(join(tmpdir(), "kiso-bench-test-"));
  try {
    const job = { kind: "product", dtype: "float32", size: 2 } as const;
    writeJob(folder, job, { A: Float64Array.of(1, -0, 1 / 3, 2 ** -1074) });
    writeFileSync(join(folder, "B.f64"), new Uint8Array(8));
    expect(readJob(folder)).toEqual(job);
    expect(readArray(folder, "A")).toEqual(Float64Array.of(1, -0, 1 / 3, 2 ** -1074));
    expect(readArray(folder, "B")).toEqual(Float64Array.of(0));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const parameters = (W1: number) => ({ W1: [W1, 0], b1: [1], W2: [1], b2: [1] });

test("the distance of two trainings is a share of the way that was to go", () => {
  const first = { W1: [0, 0], b1: [0], W2: [0], b2: [0] };
  expect(distance(parameters(2), parameters(2), first)).toBe(0);
  expect(distance(parameters(2.5), parameters(2), first)).toBe(0.25);
  expect(distance(first, parameters(2), first)).toBe(1);
  expect(distance(parameters(Number.NaN), parameters(2), first)).toBeNaN();
  expect(distance({ ...parameters(2), b1: [] }, parameters(2), first)).toBe(Number.POSITIVE_INFINITY);
});

test("the referee finds a wrong row of a product", async () => {
  const job = { kind: "product", dtype: "float32", size: 2 } as const;
  const referee = new Referee(job, { A: Float64Array.of(1, 2, 3, 4), B: Float64Array.of(5, 6, 7, 8) });
  expect((await referee.judge({ first: [19, 22], last: [43, 50] }, "sum")).agrees).toBe(true);
  expect((await referee.judge({ first: [19, 22], last: [43, 50.01] }, "sum")).agrees).toBe(false);
  expect((await referee.judge({ first: [19, 22], last: [Number.NaN, 50] }, "sum")).agrees).toBe(false);
});

test("the referee trains: averaged gradients with the batch times the rate differ by the short last batch alone", async () => {
  const job = {
    kind: "training",
    dtype: "float64",
    sizes: [2, 3, 2],
    rows: 4,
    batch: 2,
    epochs: 2,
    learningRate: 0.5,
  } as const;
  const arrays = {
    features: Float64Array.of(1, 0, 0, 1, -1, 0, 0, -1),
    labels: Float64Array.of(0, 1, 1, 0),
    W1: Float64Array.of(0.1, -0.2, 0.3, -0.1, 0.2, 0.4),
    b1: new Float64Array(3),
    W2: Float64Array.of(0.5, -0.5, 0.1, 0.2, -0.3, 0.3),
    b2: new Float64Array(2),
  };
  const whole = new Referee(job, arrays);
  expect((await whole.judge(arrays, "sum")).agrees).toBe(false); // has not moved
  expect(await whole.trained(job, "sum")).toEqual(await whole.trained(job, "mean"));
  const short = { ...job, batch: 3 };
  const other = new Referee(short, arrays);
  const [sum, mean] = [await other.trained(short, "sum"), await other.trained(short, "mean")];
  expect((await other.judge(sum, "sum")).agrees).toBe(true);
  expect((await other.judge(mean, "mean")).agrees).toBe(true);
  expect((await other.judge(mean, "sum")).agrees).toBe(false);
});

test("an accuracy is found in what the programs print", () => {
  expect(accuracyIn("Epoch 25, Loss: 0.02\nAccuracy: 0.992\n")).toBe(0.992);
  expect(accuracyIn("accuracy 99.2 % of 2000 rows")).toBe(0.992);
  expect(accuracyIn("nothing of the kind")).toBeUndefined();
});
