// npm run fuzz -- [--seed 1] [--inputs 1000] [--seconds 600] [--only parquet] [--jobs 2] [--out fuzz]
//
// Changes inputs of every kind that kiso takes (formats.mjs) and loads them in processes of their own, 5 s of work and 1.5 GB each. What is
// neither loaded nor refused in one line, or loaded with other numbers than the file's, is written to the folder --out with its seed,
// and makes the exit status 1. The same seed gives the same inputs. `--only` takes the beginnings of names, divided by semicolons.
import { fork } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { inputOf, put, takes } from "./child.mjs";
import { formats } from "./formats.mjs";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1e9) },
    inputs: { type: "string", default: "1000" },
    seconds: { type: "string", default: "600" },
    only: { type: "string", default: "" },
    jobs: { type: "string", default: "1" },
    out: { type: "string", default: "fuzz" },
  },
});
const [first, inputs, seconds, jobs] = [values.seed, values.inputs, values.seconds, values.jobs].map(Number);
const wanted = values.only.split(";");
const names = Object.keys(formats).filter((name) => wanted.some((one) => name.startsWith(one)));
if (names.length === 0) throw new Error(`--only is one of ${Object.keys(formats).join("; ")}`);
const good = ["same numbers", "loaded", "refused"];
const bad = ["other numbers", "no number", "uncaught", "hang", "memory", "gone"];
const verdicts = [...good, ...bad];
const longest = 5000;
// A folder in memory, where there is one: an input is a few files that live for milliseconds.
const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "kiso-fuzz-"));
const page = join(dirname(fileURLToPath(import.meta.url)), "child.mjs");
const env = { ...process.env, TMPDIR: folder };

/** What a process has computed, in milliseconds; undefined where the system has no such file. */
function processorTime(pid) {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, "latin1")
      .replace(/^.*\) /s, "")
      .split(" ")
      .slice(11, 13);
    return 10 * (Number(user) + Number(system));
  } catch {
    return undefined;
  }
}

/** One process that loads, and another one after a hang. */
class Loader {
  #child;
  #at;

  constructor(at) {
    this.#at = at;
  }

  async start() {
    this.#child?.kill("SIGKILL");
    this.#child = fork(page, [this.#at], { execArgv: ["--max-old-space-size=1400"], silent: true, env });
    await new Promise((resolve, reject) => {
      this.#child.once("message", resolve);
      this.#child.once("exit", () => reject(new Error("the process that loads does not start")));
    });
    this.#child.removeAllListeners("exit");
  }

  /** What became of one input. */
  async verdictOf(name, seed) {
    const child = this.#child;
    const found = await new Promise((resolve) => {
      const done = (answer) => {
        clearInterval(timer);
        child.removeAllListeners();
        resolve(answer);
      };
      // Of the processor's time, where the system tells it: a machine with other work is no hang.
      const before = processorTime(child.pid);
      let looks = 0;
      const timer = setInterval(() => {
        const used = (processorTime(child.pid) ?? Number.POSITIVE_INFINITY) - (before ?? 0);
        if (used >= longest || ++looks === 24) done({ verdict: "hang" });
      }, longest);
      child.once("message", ({ verdict, why }) => done({ verdict, why }));
      child.once("exit", () => done({ verdict: "gone" }));
      child.send({ name, seed });
    });
    if (["hang", "gone", "memory", "uncaught"].includes(found.verdict)) await this.start();
    return found;
  }

  stop() {
    this.#child.removeAllListeners();
    this.#child.kill("SIGKILL");
  }
}

const counts = Object.fromEntries(
  names.map((name) => [name, Object.fromEntries(verdicts.map((verdict) => [verdict, 0]))]),
);
let found = 0;

function keep(name, seed, { verdict, why = "" }) {
  const at = join(values.out, `${name.replace(/\W+/g, "-")}-${seed}-${verdict.replace(" ", "-")}`);
  const { input, changed = "a part" } = inputOf(name, seed);
  put(input, at);
  writeFileSync(
    join(at, "verdict.txt"),
    `${name}, seed ${seed}, ${changed} is changed: ${verdict}\n${why}\n`,
  );
}

/** The inputs in the order of their seeds; each loader takes the next one. */
function* all() {
  for (let i = 0; i < inputs; i++) {
    const seed = (first + i) >>> 0;
    for (const name of names) if (takes(name, seed)) yield [name, seed];
  }
}

const end = Date.now() + 1000 * seconds;
const left = all();
mkdirSync(folder, { recursive: true });
await Promise.all(
  Array.from({ length: jobs }, async (_, job) => {
    const loader = new Loader(join(folder, `input-${job}`));
    await loader.start();
    for (const [name, seed] of left) {
      const answer = await loader.verdictOf(name, seed);
      counts[name][answer.verdict]++;
      if (bad.includes(answer.verdict)) {
        found++;
        if (counts[name][answer.verdict] <= 20) keep(name, seed, answer);
      }
      if (Date.now() > end) break;
    }
    loader.stop();
  }),
);
rmSync(folder, { recursive: true, force: true });

const sum = (verdict) => names.reduce((total, name) => total + counts[name][verdict], 0);
const line = (title, of) => `| ${title} | ${verdicts.map(of).join(" | ")} |`;
console.log(`seed ${first}, ${verdicts.reduce((total, verdict) => total + sum(verdict), 0)} inputs\n`);
console.log(line("format", (verdict) => verdict));
console.log(line("---", () => "---:"));
for (const name of names) console.log(line(name, (verdict) => counts[name][verdict]));
console.log(line("all", sum));
if (found > 0)
  console.log(`\n${found} are neither loaded nor refused in one line; ${values.out}/ holds them`);
process.exitCode = found > 0 ? 1 : 0;
