// Inputs as large as people bring them, each of two sizes: the right answer, in time and memory that grow no faster than
// the input, or one line that names the limit: npm run bench:limits. With words (npm run bench:limits -- gaps classes),
// the cases with one of them in their names, printed only.
import { spawn } from "node:child_process";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { models } from "./limits/models.mjs";
import { tables } from "./limits/tables.mjs";

/**
 * A case has
 * - `what` it is of, and `sizes`: how many of it, few and many (or one alone)
 * - `make(folder, n)`: writes the input into the folder, where the command runs, and gives the arguments of kiso (`--json` is
 *   added) or, as `{ program }`, the text of a module that prints its answer as JSON
 * - `right(answer, n, folder)`: whether what it printed is right; or
 * - `says`: the one line that ends it, with exit 2
 * - `seconds`: after which it has no end, where these are more than usual
 */
const cases = [...tables, ...models];

/** Seconds after which a run has no end; what is below `small` is not held to grow in proportion. */
const most = { seconds: 300, timesInput: 1.5 };
const small = { cpu: 3, peak: 400 };
/** What a command takes before it reads. */
const start = { cpu: 0.2, peak: 60 };

const cli = join(import.meta.dirname, "../dist/cli.js");
const usage = join(import.meta.dirname, "limits/usage.mjs");
const root = mkdtempSync(join(tmpdir(), "kiso-limits-"));

/** Runs a program in a folder, and says how it ended and what it took. */
function run(argv, folder, longest = most.seconds) {
  const [out, error, used] = ["stdout", "stderr", "usage"].map((name) => join(root, name));
  const files = [openSync(out, "w"), openSync(error, "w")];
  const { NODE_OPTIONS: _, ...env } = { ...process.env, KISO_USAGE: used, NO_COLOR: "1" };
  const stdio = ["ignore", ...files];
  const began = performance.now();
  const child = spawn(process.execPath, ["--import", usage, ...argv], { cwd: folder, env, stdio });
  const end = setTimeout(() => child.kill("SIGKILL"), longest * 1000);
  return new Promise((done) =>
    child.on("exit", (code, signal) => {
      clearTimeout(end);
      for (const file of files) closeSync(file);
      const took = code === null ? {} : JSON.parse(readFileSync(used, "utf8"));
      const seconds = (performance.now() - began) / 1000;
      done({
        code,
        signal,
        seconds,
        ...took,
        out,
        last: readFileSync(error, "utf8").trimEnd().split("\n").at(-1),
      });
    }),
  );
}

/** What is wrong with how a case ended; "" where nothing is. */
function wrongWith({ says, right }, n, folder, { code, signal, out, last }) {
  if (code === null) return `ended by ${signal}`;
  if (code !== (says ? 2 : 0)) return `exit ${code}: ${last}`;
  if (says) return last.startsWith("kiso: ") && says.test(last) ? "" : `says ${last}`;
  const answer = readFileSync(out, "utf8");
  return right(JSON.parse(answer), n, folder) ? "" : `answers ${answer.slice(0, 300)}`;
}

async function measure(one, n) {
  const folder = mkdtempSync(join(root, "case-"));
  try {
    const made = await one.make(folder, n);
    const bytes = bytesIn(folder);
    const argv = made.program ? ["--input-type=module", "-e", made.program] : [cli, ...made, "--json"];
    const ended = await run(argv, folder, one.seconds);
    return { n, bytes, ...ended, wrong: wrongWith(one, n, folder, ended) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const bytesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

/** How many times as much the larger took for each of how many times as much there was; undefined where it is little anyway. */
function growth(which, few, many) {
  if (!(many[which] > small[which]) || few[which] === undefined) return undefined;
  const grew = (many[which] - start[which]) / Math.max(few[which] - start[which], small[which] / 10);
  return grew / (many.n / few.n);
}

/** A row of the table for each size, and what was wrong. */
async function rowsOf(one) {
  const rows = [];
  const wrong = [];
  let few;
  for (const n of one.sizes) {
    const took = await measure(one, n);
    const grew = few && ["cpu", "peak"].map((which) => growth(which, few, took));
    const faster = grew?.some((times) => times > most.timesInput);
    const bad = took.wrong || (faster ? "grows faster than the input" : "");
    if (bad) wrong.push(`${one.what}, ${n}: ${bad}`);
    const cells = [
      one.what,
      n.toLocaleString("en-US"),
      inSize(took.bytes),
      `${took.seconds.toFixed(1)} s`,
      took.cpu === undefined ? "" : `${took.cpu.toFixed(1)} s`,
      took.peak === undefined ? "" : inSize(took.peak * 2 ** 20),
      grew?.map((times) => (times === undefined ? "–" : `×${times.toFixed(1)}`)).join(", ") ?? "",
      bad ? `**${bad}**` : one.says ? took.last.slice("kiso: ".length) : "right",
    ];
    rows.push(`| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`);
    console.log(rows.at(-1));
    few = took;
  }
  return { rows, wrong };
}

const inSize = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${Math.round(bytes / 1e6)} MB`);

const words = process.argv.slice(2);
const chosen = cases.filter(({ what }) => words.length === 0 || words.some((word) => what.includes(word)));
const began = performance.now();
const done = [];
try {
  for (const one of chosen) done.push(await rowsOf(one));
} finally {
  rmSync(root, { recursive: true });
}
const wrong = done.flatMap((one) => one.wrong);
if (words.length === 0)
  writeFileSync(
    join(import.meta.dirname, "LIMITS.md"),
    `# Sizes

\`npm run bench:limits\`: inputs as large as people bring them, made from a seed, each a command of its own with the memory
that Node gives it by itself. A row is the right answer, or the one line that ended it with exit 2. CPU counts all
threads; peak is that of the whole process (maxrss). Growth, of CPU and of memory, is for each time that the input grew
(×1: in proportion; –: below ${small.cpu} s or ${small.peak} MB, too little to tell).

| | how many | input | time | CPU | peak | growth | answer |
| --- | --- | --- | --- | --- | --- | --- | --- |
${done.flatMap(({ rows }) => rows).join("\n")}

${chosen.length} cases in ${((performance.now() - began) / 60_000).toFixed(0)} minutes. ${new Date().toISOString().slice(0, 10)}, ${cpus()[0].model.trim()}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}; load ${loadavg()[0].toFixed(2)}.
`,
  );
for (const line of wrong) console.error(line);
process.exitCode = wrong.length > 0 ? 1 : 0;
