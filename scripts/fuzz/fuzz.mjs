// npm run fuzz -- [--seed 1] [--inputs 1000] [--seconds 600] [--only parquet] [--out fuzz]
//
// Changes files of every format that kiso loads and loads them in a process of its own, 5 s and 1.5 GB each. What is neither loaded nor
// refused in one line is written to the folder --out with its seed, and makes the exit status 1. The same seed gives the same inputs.
import { fork } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { inputOf } from "./child.mjs";
import { formats } from "./formats.mjs";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1e9) },
    inputs: { type: "string", default: "1000" },
    seconds: { type: "string", default: "600" },
    only: { type: "string" },
    out: { type: "string", default: "fuzz" },
  },
});
const [first, inputs, seconds] = [Number(values.seed), Number(values.inputs), Number(values.seconds)];
const names = Object.keys(formats).filter((name) => values.only === undefined || name === values.only);
if (names.length === 0) throw new Error(`--only is one of ${Object.keys(formats).join(", ")}`);
const verdicts = ["same numbers", "loaded", "refused", "other numbers", "uncaught", "hang", "memory", "gone"];
const bad = new Set(["other numbers", "uncaught", "hang", "memory", "gone"]);
const longest = 5000;
const folder = mkdtempSync(join(tmpdir(), "kiso-fuzz-"));
const page = join(dirname(fileURLToPath(import.meta.url)), "child.mjs");

let child;
async function started() {
  child = fork(page, [join(folder, "input")], { execArgv: ["--max-old-space-size=1400"], silent: true });
  await new Promise((resolve) => child.once("message", resolve));
}

/** What became of one input; the process is another one after a hang. */
function verdictOf(name, seed) {
  return new Promise((resolve) => {
    const done = (answer) => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(answer);
    };
    const timer = setTimeout(() => {
      child.removeAllListeners();
      child.kill("SIGKILL");
      resolve({ verdict: "hang", dead: true });
    }, longest);
    child.once("message", ({ verdict, why }) =>
      done({ verdict, why, dead: verdict === "memory" || verdict === "uncaught" }),
    );
    child.once("exit", () => done({ verdict: "gone", dead: true }));
    child.send({ name, seed });
  });
}

const counts = Object.fromEntries(
  names.map((name) => [name, Object.fromEntries(verdicts.map((verdict) => [verdict, 0]))]),
);
const end = Date.now() + 1000 * seconds;
let found = 0;
await started();
for (let i = 0; i < inputs && Date.now() < end; i++) {
  for (const name of names) {
    const seed = (first + i) >>> 0;
    const { verdict, why, dead } = await verdictOf(name, seed);
    counts[name][verdict]++;
    if (bad.has(verdict) && counts[name][verdict] <= 20) {
      const at = join(values.out, `${name.replace(/\W+/g, "-")}-${seed}-${verdict.replace(" ", "-")}`);
      const { input, changed } = inputOf(name, seed);
      for (const [one, bytes] of Object.entries(input)) {
        mkdirSync(dirname(join(at, one)), { recursive: true });
        writeFileSync(join(at, one), bytes);
      }
      writeFileSync(
        join(at, "verdict.txt"),
        `${name}, seed ${seed}, ${changed} is changed: ${verdict}\n${why ?? ""}\n`,
      );
    }
    if (bad.has(verdict)) found++;
    if (!dead) continue;
    child.kill("SIGKILL");
    await started();
  }
}
child.kill();
rmSync(folder, { recursive: true, force: true });

const all = (verdict) => names.reduce((sum, name) => sum + counts[name][verdict], 0);
const line = (title, of) => `| ${title} | ${verdicts.map(of).join(" | ")} |`;
console.log(`seed ${first}, ${verdicts.reduce((sum, verdict) => sum + all(verdict), 0)} inputs\n`);
console.log(line("format", (verdict) => verdict));
console.log(line("---", () => "---:"));
for (const name of names) console.log(line(name, (verdict) => counts[name][verdict]));
console.log(line("all", all));
if (found > 0)
  console.log(`\n${found} are neither loaded nor refused in one line; ${values.out}/ holds them`);
process.exitCode = found > 0 ? 1 : 0;
