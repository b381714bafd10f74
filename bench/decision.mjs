// Whether --aim does what it says it will: npm run bench:decision (after npm run build). Trainings on drawn OK/NG tables, each with
// the rates that it expects of its threshold beside those of many fresh rows; and average precision beside scikit-learn. Writes
// bench/DECISION.md with --write.
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chooseDecision, train } from "../dist/bundled/index.js";
import { page } from "./decision/page.mjs";
import { ranked } from "./decision/ranked.mjs";
import { kinds, rowsOf, uniforms } from "./decision/tables.mjs";

const { values: asked } = parseArgs({
  options: {
    draws: { type: "string", default: "500" },
    rows: { type: "string", default: "200,500,2000" },
    // the page is shown otherwise
    write: { type: "boolean", default: false },
    // of what was drawn before alone
    known: { type: "boolean", default: false },
    // what was drawn before is drawn again
    fresh: { type: "boolean", default: false },
  },
});
const cache = process.env.KISO_BENCH_CACHE ?? join(homedir(), ".cache", "kiso-decision");
mkdirSync(cache, { recursive: true });

/** What is asked of a threshold; each of every training that has rows enough for it. */
const aims = [
  { name: "recall", recall: 0.9 },
  { name: "falseReject", rate: 0.05 },
  { name: "f1" },
  { name: "cost", missCost: 20, falseRejectCost: 1 },
];

/** One training, and for each aim what it expects and what fresh rows come to. */
async function drawnOnce(rows, draw) {
  const next = uniforms(7919 * draw + rows);
  const kind = Object.keys(kinds)[draw % 4];
  // 2 to 12 % of the rows, and 10 at least: fewer promise nothing
  const ng = Math.max(10, Math.round(rows * (0.02 + 0.1 * next())));
  const data = rowsOf(kind, { ng, ok: rows - ng, seed: 2 * draw + rows });
  const began = process.cpuUsage();
  let model;
  const epochs = rows < 2000 ? 30 : 15; // some 2,000 steps
  const options = { data, effort: "quick", epochs, testSize: 0, aim: { name: "f1" }, seed: draw };
  for await (const report of train(options)) if (report.kind === "trained") model = report.model;
  const { user, system } = process.cpuUsage(began);
  const fresh = rowsOf(kind, { ng: 20 * ng, ok: 20 * (rows - ng), seed: 2 * draw + rows + 1e6 });
  const { probabilities, classNames } = await model.answers(fresh.map(({ label: _, ...row }) => row));
  const place = classNames.indexOf("NG");
  const sides = { NG: [], OK: [] };
  for (const [i, { label }] of fresh.entries()) sides[label].push(probabilities[2 * i + place]);
  const { scores } = model.card.decision;
  model.dispose();
  const share = (list, is) => list.filter(is).length / list.length;
  const truth = aims.map((aim) => {
    const { threshold } = expected(aim, scores) ?? {};
    const miss = share(sides.NG, (p) => p < threshold);
    const reject = share(sides.OK, (p) => p >= threshold);
    return threshold === undefined ? null : { miss, reject };
  });
  const { positives, others } = scores;
  return { rows, draw, kind, ng, seconds: (user + system) / 1e6, scores: { positives, others }, truth };
}

/** What is expected of an aim; nothing where so few NG cannot promise it. */
function expected(aim, scores) {
  try {
    return chooseDecision(aim, scores, { inTurn: true });
  } catch {
    return undefined;
  }
}

/** The rates that were expected beside the true ones, by the aims. */
const compared = ({ scores, truth, ...one }) => ({
  ...one,
  found: aims.map((aim, place) => truth[place] && { ...expected(aim, scores), ...truth[place] }),
});

const results = [];
for (const rows of asked.rows.split(",").map(Number)) {
  const path = join(cache, `draws-${rows}.jsonl`);
  if (asked.fresh) writeFileSync(path, "");
  const known = existsSync(path)
    ? readFileSync(path, "utf8").trim().split("\n").filter(Boolean).map(JSON.parse)
    : [];
  for (let draw = known.length; !asked.known && draw < Number(asked.draws); draw++) {
    const one = await drawnOnce(rows, draw);
    appendFileSync(path, `${JSON.stringify(one)}\n`);
    known.push(one);
  }
  for (const one of known.slice(0, Number(asked.draws))) results.push(compared(one));
}
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const python = (args) =>
  execFileSync("/usr/bin/python3", ["-B", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
const machine = `${cpus().length} cores of ${cpus()[0].model.trim()}, Node ${process.versions.node}`;
// Peers and kiso are trained for it: not where what is known is shown alone.
const beside = asked.known
  ? undefined
  : await ranked(cache, (folder) => python([here("decision/peers.py"), folder]));
const text = page(results, { aims, machine, ranked: beside });
if (asked.write) writeFileSync(here("DECISION.md"), text);
else console.log(text);
