import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Place } from "./contenders.ts";
import { dataOf } from "./data.ts";
import { installPeers } from "./install.ts";
import { writeJob } from "./job.ts";
import { benchmarks } from "./jobs.ts";
import { busyWarning, load, machine } from "./machine.ts";
import { type Effort, measure, type Outcomes } from "./measure.ts";
import { measureMemory } from "./memoryJob.ts";
import { Referee } from "./referee.ts";
import { benchmarkSection, memorySection, processSection, versions } from "./report.ts";
import { measureProcesses } from "./wholeProcess.ts";

const help = `npm run bench [-- OPTIONS]: kiso beside its peers, in one run; writes bench/RESULTS.md

  --quick          without the slow peers; prints, and leaves RESULTS.md as it is
  --only A32,P     these jobs alone: ${[...Object.keys(benchmarks), "P", "M"].join(", ")}; prints only
  --memory         job M alone: a million steps, memory watched
  --repetitions N  of every contender (default: 9)
  --python PATH    the Python that has NumPy, PyTorch and scikit-learn (default: /usr/bin/python3, Debian's)
`;

/** Runs the benchmarks that the arguments name. `bench` is this folder. */
export async function main(argv: readonly string[], bench: string): Promise<number> {
  const options = {
    quick: { type: "boolean" },
    memory: { type: "boolean" },
    help: { type: "boolean" },
  } as const;
  const values = {
    only: { type: "string" },
    repetitions: { type: "string" },
    python: { type: "string" },
  } as const;
  const { values: flags } = parseArgs({ args: [...argv], options: { ...options, ...values } });
  if (flags.help) {
    process.stdout.write(help);
    return 0;
  }
  const repetitions = Number(flags.repetitions ?? 9);
  if (!(Number.isInteger(repetitions) && repetitions >= 7)) {
    process.stderr.write(`--repetitions is ${flags.repetitions}: a median worth printing takes at least 7\n`);
    return 2;
  }
  const everything = [...Object.keys(benchmarks), "P", "M"];
  const wanted = flags.memory ? ["M"] : (flags.only?.split(",") ?? everything);
  const unknown = wanted.find((job) => !everything.includes(job));
  if (unknown !== undefined) {
    process.stderr.write(`there is no job ${unknown}: ${everything.join(", ")}\n`);
    return 2;
  }
  const place: Place = { bench, python: flags.python ?? "/usr/bin/python3" };
  const effort: Effort = { repetitions, atLeast: flags.quick ? 30 : 60, slow: !flags.quick };
  const report = await run(wanted, place, effort);
  process.stdout.write(`${report}\n`);
  if (wanted === everything && !flags.quick) writeFileSync(join(bench, "RESULTS.md"), `${report}\n`);
  return 0;
}

async function run(wanted: readonly string[], place: Place, effort: Effort): Promise<string> {
  const failure = installPeers(place.bench);
  if (failure) process.stderr.write(`the peers from npm are absent: ${failure}\n`);
  const loadBefore = load();
  const sections: string[] = [];
  const all: Outcomes[] = [];
  for (const name of wanted) {
    process.stderr.write(`job ${name}\n`);
    if (name === "P") sections.push(processSection(await measureProcesses(place, effort.repetitions)));
    else if (name === "M")
      sections.push(memorySection(await measureMemory(place, await prepared("A32", place), 1e6)));
    else {
      const benchmark = benchmarks[name]!;
      const folder = await prepared(name, place);
      const referee = new Referee(benchmark.job, await dataOf(benchmark.job));
      const outcomes = await measure(benchmark, { folder, place, referee, effort });
      all.push(outcomes);
      sections.push(benchmarkSection(benchmark, outcomes));
    }
  }
  return [heading(effort, loadBefore, all), ...sections].join("\n\n");
}

/** The folder in which a job's description and arrays lie. */
async function prepared(name: string, { bench }: Place): Promise<string> {
  const folder = join(bench, "dist", "jobs", name);
  mkdirSync(folder, { recursive: true });
  const { job } = benchmarks[name]!;
  writeJob(folder, job, await dataOf(job));
  return folder;
}

function heading({ repetitions }: Effort, loadBefore: string, all: readonly Outcomes[]): string {
  return [
    "# kiso beside its peers",
    `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}; how to read it: [README.md](README.md). Ratios of medians of ${repetitions} repetitions, all contenders taking turns in one run, one thread each; “2×” means half the time.`,
    [
      ...machine().map((line) => `- ${line}`),
      `- load before: ${loadBefore}, after: ${load()} (this run alone makes 1)`,
    ].join("\n"),
    busyWarning([loadBefore, load()].map(Number)),
    versions(all),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
