// The doctor's advice, followed: npm run bench:doctor (after npm run build) -> bench/DOCTOR.md. Trainings of real tables from
// settings that people start with; for every finding each piece of advice is followed alone, and measured on rows that neither
// the training nor the doctor has seen. The tables are those of bench/defaults.mjs, which makes them; of these the set that the
// defaults are chosen by alone.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { nameOf, triedOn } from "./doctor/advice.mjs";
import { casesOf } from "./doctor/cases.mjs";
import { page } from "./doctor/page.mjs";
import { trained } from "./doctor/trained.mjs";

const { values: asked } = parseArgs({
  options: {
    tables: { type: "string", default: "." },
    starts: { type: "string", default: "." },
    variants: { type: "string", default: "." },
    /** findings of a kind that are followed, of one way to start */
    most: { type: "string", default: "2" },
    /** what was measured, as JSON, is kept here, or taken from there */
    keep: { type: "string" },
    from: { type: "string" },
    /** of trainings with nothing said, where they were measured apart */
    alarms: { type: "string" },
    /** what was measured with another doctor, to stand beside */
    earlier: { type: "string" },
    /** what the page says of what was left out */
    left: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const cache = process.env.KISO_BENCH_CACHE ?? join(homedir(), ".cache", "kiso-defaults");
if (!existsSync(join(cache, "tables.json"))) {
  console.error(`${cache} holds no tables; npm run bench:defaults makes them`);
  process.exit(2);
}
const fits = (pattern, text) => new RegExp(pattern).test(text);
const order = ({ name }) => createHash("sha256").update(name).digest("hex");
/** In an order that says nothing, since the first of them are followed. */
const tables = JSON.parse(readFileSync(join(cache, "tables.json"), "utf8"))
  .filter(({ set, name, columns, classes = 2 }) => {
    // Of these a training takes seconds.
    const large = columns > 200 || columns * classes > 300;
    return set === "choose" && !large && fits(asked.tables, name);
  })
  .sort((a, b) => (order(a) < order(b) ? -1 : 1));

/** The same settings in another order are the same. */
const keyOf = (remedy) =>
  JSON.stringify(
    Object.entries(remedy).sort(([a], [b]) => (a < b ? -1 : 1)),
    (_, value) => value ?? null,
  );

/** Each case with its findings, and what came of each piece of advice. */
async function measure() {
  const measured = [];
  const followed = new Map();
  for (const one of casesOf(tables, cache)) {
    if (!fits(asked.starts, one.start) || !fits(asked.variants, one.variant)) continue;
    const { table, variant, start, split, options } = one;
    const before = await trained(one);
    if (before.error !== undefined && !before.broke) continue;
    const { findings = [], hint, experiment, figures, said } = before;
    const found = findings.map((finding) => ({ ...finding }));
    if (hint) found.push({ kind: "still falling", remedies: hint.remedies });
    const known = new Map();
    const follow = async (remedy) => {
      const key = keyOf(remedy);
      if (!known.has(key)) known.set(key, await trained(one, remedy));
      return known.get(key);
    };
    for (const finding of found) {
      const group = `${finding.kind} ${variant} ${start}`;
      const times = followed.get(group) ?? 0;
      followed.set(group, times + 1);
      if (times >= Number(asked.most)) continue;
      const named = finding.kind === "leak" ? [{ drop: finding.names }] : (finding.remedies ?? []);
      const all = new Map(named.map((remedy, place) => [keyOf(remedy), { remedy, place }]));
      const ofRows = /^(leak|duplicates|shift|untested)$/.test(finding.kind);
      for (const remedy of ofRows ? [] : triedOn(experiment, options))
        if (!all.has(keyOf(remedy))) all.set(keyOf(remedy), { remedy });
      finding.advice = [];
      for (const { remedy, place } of all.values()) {
        const after = await follow(remedy);
        if (after.error !== undefined && !after.broke) continue;
        finding.advice.push({ name: nameOf(remedy, experiment, options), place, after: after.figures });
      }
    }
    if (asked.keep && measured.length % 50 === 0) keep(measured);
    if (asked.keep)
      console.error(seconds(), table.name, variant, start, found.map(({ kind }) => kind).join(", "));
    measured.push({ table: table.name, kind: table.kind, variant, start, split, figures, said, found });
  }
  return measured;
}

const seconds = () => {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1e6);
};
const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], {
  encoding: "utf8",
  cwd: here("."),
}).trim();
const keep = (measured) =>
  writeFileSync(asked.keep, JSON.stringify({ commit, measured, seconds: seconds() }));
const result = asked.from
  ? JSON.parse(readFileSync(asked.from, "utf8"))
  : { commit, measured: await measure(), seconds: seconds() };
if (asked.keep && !asked.from) keep(result.measured);
if (asked.alarms) Object.assign(result, { alarms: JSON.parse(readFileSync(asked.alarms, "utf8")).measured });
if (asked.earlier) Object.assign(result, { earlier: JSON.parse(readFileSync(asked.earlier, "utf8")) });
const text = page({ ...result, left: asked.left });
if (asked.write) writeFileSync(here("DOCTOR.md"), text);
else console.log(text);
