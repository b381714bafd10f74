import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dataset } from "../src/data/dataset.ts";
import { loadDataset } from "../src/data/load.ts";
import { numbers } from "../src/train/samples.ts";
import { alone, type Place } from "./contenders.ts";
import { type Summary, summarize } from "./statistics.ts";

/** One side of job P. */
export interface ProcessOutcome {
  readonly title: string;
  readonly times?: Summary;
  /** as the program printed it */
  readonly accuracy?: number;
  readonly absent?: string;
}

/**
 * Job P: from the start of the process to its end, the accuracy printed: two CSV files read, 30 epochs in float64,
 * loss told on the way. kiso also writes its run folder.
 */
export async function measureProcesses(place: Place, repetitions: number): Promise<ProcessOutcome[]> {
  const folder = mkdtempSync(join(tmpdir(), "kiso-bench-"));
  try {
    const { splits } = await loadDataset("lesson");
    const train = splits.train!.shuffle(42).select(Array.from({ length: 1000 }, (_, i) => i));
    const files = [
      writeCsv(join(folder, "train.csv"), train),
      writeCsv(join(folder, "test.csv"), splits.test!),
    ];
    const cli = join(place.bench, "..", "dist", "cli.js");
    const kiso = [cli, "train", files[0]!, "--test", files[1]!, "--recipe", "lesson", "--progress", "none"];
    const sides = [
      { title: "kiso train, Node 20", program: process.execPath, args: kiso, times: [] as number[] },
      {
        title: "the Python program (NumPy)",
        program: place.python,
        args: [join(place.bench, "peers", "lesson.py"), ...files],
        times: [] as number[],
      },
    ];
    const said = sides.map(() => "");
    for (let round = 0; round <= repetitions; round++) {
      sides.forEach(({ program, args, times }, i) => {
        const out = program === process.execPath ? ["--out", join(folder, `run-${round}`)] : [];
        const began = performance.now();
        const { stdout, stderr, status, error } = spawnSync(program, [...args, ...out], {
          encoding: "utf8",
          env: alone(process.env),
          cwd: folder,
        });
        // The first round fills the system's file cache.
        if (round > 0) times.push(performance.now() - began);
        said[i] = status === 0 ? stdout : `failed: ${error?.message ?? stderr.trim().split("\n").at(-1)}`;
      });
    }
    return sides.map(({ title, times }, i) => outcome(title, times, said[i]!));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function outcome(title: string, times: readonly number[], said: string): ProcessOutcome {
  const accuracy = accuracyIn(said);
  if (accuracy === undefined)
    return { title, absent: said.startsWith("failed") ? said : "it prints no accuracy" };
  return { title, times: summarize(times), accuracy };
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
