import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDataset } from "../src/data/loadDataset.ts";
import { numbers } from "../src/data/numbers/numbers.ts";
import type { Dataset } from "../src/data/numpy/dataset.ts";
import { alone, node24, type Place } from "./contenders.ts";
import { lastLine } from "./peer.ts";
import { type Summary, summarize } from "./statistics.ts";

/** One side of job P. */
export interface ProcessOutcome {
  readonly title: string;
  /** ms from the start to the printed accuracy */
  readonly printed?: Summary;
  /** and to the end of the process */
  readonly ended?: Summary;
  readonly accuracy?: number;
  readonly absent?: string;
}

interface Side {
  readonly title: string;
  readonly program: string;
  readonly args: (round: number) => string[];
  readonly runs: Run[];
}

interface Run {
  readonly printed: number;
  readonly ended: number;
  readonly accuracy: number;
}

/** Job P, in turns: two CSV files read, 30 epochs in float64, the accuracy printed. */
export async function measureProcesses(place: Place, repetitions: number): Promise<ProcessOutcome[]> {
  const folder = mkdtempSync(join(tmpdir(), "kiso-bench-"));
  try {
    const files = await writeFiles(folder);
    const failures = new Map<Side, string>();
    const sides = sidesOf(place, folder, files);
    // The first round fills the system's file cache and is not counted.
    for (let round = 0; round <= repetitions; round++) {
      for (const side of sides) {
        if (failures.has(side)) continue;
        try {
          const run = await untilAccuracy(side.program, side.args(round), folder);
          if (round > 0) side.runs.push(run);
        } catch (error) {
          failures.set(side, (error as Error).message);
        }
      }
    }
    return sides.map((side) => {
      const { title, runs } = side;
      const absent = failures.get(side);
      if (absent !== undefined) return { title, absent };
      const [printed, ended] = [runs.map((run) => run.printed), runs.map((run) => run.ended)].map(summarize);
      return { title, printed: printed!, ended: ended!, accuracy: runs[0]!.accuracy };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sidesOf(place: Place, folder: string, files: readonly string[]): Side[] {
  const { bench, python } = place;
  const [train, test] = files;
  const cli = [join(bench, "..", "dist", "cli.js"), "train", train!, "--test", test!];
  const recipe = ["--recipe", "lesson", "--progress", "none"];
  const kiso = (title: string, program: string, out: string): Side => ({
    ...{ title, program, runs: [] },
    args: (round) => [...cli, ...recipe, "--out", join(folder, `${out}-${round}`)],
  });
  return [
    kiso(`kiso train, Node ${process.versions.node.split(".")[0]}`, process.execPath, "run"),
    kiso("kiso train, Node 24", node24(place), "run24"),
    {
      title: "the Python program (NumPy)",
      program: python,
      args: () => [join(bench, "peers", "lesson.py"), ...files],
      runs: [],
    },
  ];
}

/** Starts a program and waits until it has told its accuracy, and then until it ends. */
function untilAccuracy(program: string, args: readonly string[], cwd: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(program, args, { cwd, env: alone(process.env), stdio: ["ignore", "pipe", "pipe"] });
    let [output, errors] = ["", ""];
    let printed: number | undefined;
    child.stdout.on("data", (data: Buffer) => {
      output += data.toString();
      if (printed === undefined && accuracyIn(output) !== undefined) printed = performance.now() - began;
    });
    child.stderr.on("data", (data: Buffer) => {
      errors += data.toString();
    });
    child.on("error", reject);
    child.on("close", (status) => {
      const accuracy = accuracyIn(output);
      if (status !== 0) reject(new Error(lastLine(errors) ?? `it ended with ${status}`));
      else if (printed === undefined || accuracy === undefined) reject(new Error("it prints no accuracy"));
      else resolve({ printed, ended: performance.now() - began, accuracy });
    });
  });
}

/** The lesson's thousand training rows, and its test rows. */
async function writeFiles(folder: string): Promise<string[]> {
  const { splits } = await loadDataset("lesson");
  const train = splits.train!.shuffle(42).select(Array.from({ length: 1000 }, (_, i) => i));
  return [writeCsv(join(folder, "train.csv"), train), writeCsv(join(folder, "test.csv"), splits.test!)];
}

/** The first number after the word accuracy, a percentage as a share. */
export function accuracyIn(output: string): number | undefined {
  const found = /accuracy\D*?(\d+(?:\.\d+)?)\s*(%?)/i.exec(output);
  return found ? Number(found[1]) / (found[2] ? 100 : 1) : undefined;
}

function writeCsv(path: string, { features, labels, nFeatures, featureNames }: Dataset): string {
  const [X, y] = [numbers(features), numbers(labels)];
  const rows = Array.from(y, (label, i) => [...X.slice(i * nFeatures, (i + 1) * nFeatures), label].join(","));
  writeFileSync(path, `${[[...featureNames, "label"].join(","), ...rows].join("\n")}\n`);
  return path;
}
