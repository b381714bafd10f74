// kiso's defaults beside scikit-learn's on real tables: npm run bench:defaults (after npm run build). It needs R with five
// packages, and python3 with scikit-learn; see bench/DEFAULTS.md, which it writes. Tables and peers are kept in a folder of
// their own, for they do not change.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { page } from "./defaults/page.mjs";
import { scored } from "./defaults/scores.mjs";
import { speedOf } from "./defaults/speed.mjs";
import { trained } from "./defaults/trained.mjs";

const { values: asked } = parseArgs({
  options: {
    set: { type: "string", default: "choose,once" },
    effort: { type: "string", default: "quick,standard,best" },
    tables: { type: "string", default: "." },
    // measures kiso anew, where it was measured before
    fresh: { type: "boolean", default: false },
    // leaves out what was not measured before; the page says what it lacks
    known: { type: "boolean", default: false },
    // writes bench/DEFAULTS.md, which is shown otherwise
    write: { type: "boolean", default: false },
  },
});
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const cache = process.env.KISO_BENCH_CACHE ?? join(homedir(), ".cache", "kiso-defaults");
const kept = (name) => join(cache, name);
const read = (name) => JSON.parse(readFileSync(kept(name), "utf8"));
const run = (program, args) =>
  execFileSync(program, args, {
    encoding: "utf8",
    env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
const python = ["/usr/bin/python3", "-B"];

if (!existsSync(kept("tables.json"))) {
  mkdirSync(kept("raw"), { recursive: true });
  const sources =
    run("Rscript", [here("defaults/tables.R"), here("defaults/tables.tsv"), cache]) +
    run(python[0], [python[1], here("defaults/tables.py"), cache]);
  writeFileSync(kept("sources.txt"), sources);
}
if (!existsSync(kept("peers.json"))) run(python[0], [python[1], here("defaults/peers.py"), cache]);

const sets = asked.set.split(",");
const tables = read("tables.json").filter(
  (one) => sets.includes(one.set) && new RegExp(asked.tables).test(one.name),
);
const peers = read("peers.json");
const efforts = asked.effort.split(",");
const known = !asked.fresh && existsSync(kept("kiso.json")) ? read("kiso.json") : {};
/** Of the set that is looked at once, the page says on which commit that was. */
function looked() {
  if (existsSync(kept("looked.txt"))) return;
  const commit = run("git", ["-C", here("."), "rev-parse", "--short=8", "HEAD"]);
  writeFileSync(kept("looked.txt"), commit.trim());
}
const measured = [];
for (const table of tables) {
  const runs = { ...peers[table.name], ...known[table.name] };
  const figures = {};
  for (const effort of efforts) {
    if (runs[effort] === undefined && asked.known) continue;
    if (runs[effort] === undefined) {
      if (table.set === "once") looked();
      runs[effort] = await trained(table, effort, cache);
      known[table.name] = { ...known[table.name], [effort]: runs[effort] };
      writeFileSync(kept("kiso.json"), JSON.stringify(known));
    }
    figures[effort] = scored(table, runs[effort], cache);
    console.log(
      `${table.name} ${effort} ${figures[effort].score.toFixed(4)} ${figures[effort].seconds.toFixed(2)} s`,
    );
  }
  for (const peer of Object.keys(peers[table.name] ?? {})) figures[peer] = scored(table, runs[peer], cache);
  measured.push({ table, figures });
}
const speeds = existsSync(kept("speed.json")) ? read("speed.json") : {};
for (const effort of efforts) speeds[effort] ??= await speedOf(effort);
writeFileSync(kept("speed.json"), JSON.stringify(speeds));
const commit = existsSync(kept("looked.txt")) ? readFileSync(kept("looked.txt"), "utf8") : undefined;
const sources = readFileSync(kept("sources.txt"), "utf8");
const machine = `${cpus().length} cores of ${cpus()[0].model.trim()}, Node ${process.versions.node}`;
const text = page(measured, { sources, efforts, machine, speeds, commit });
if (asked.write) writeFileSync(here("DEFAULTS.md"), text);
else console.log(text);
