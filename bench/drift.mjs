// How often the alarm of drift is false, and what it finds: npm run bench:drift (after npm run build). Writes DRIFT.md.
import { writeFileSync } from "node:fs";
import { driftOf, falseAlarm, LotCounts } from "../dist/model/drift/drift.js";
import { cellsFor, sketchNumbers } from "../dist/model/drift/sketch.js";

const months = Number(process.argv[2] ?? 1000);
const columns = 40;
const sizes = [30, 300, 3000];
const trainings = [1000, 200];

// mulberry32: a month draws a quarter of a million numbers
let state = 20261130;
function uniform() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
const among = (shares) => () => {
  let left = uniform();
  return Math.max(
    0,
    shares.findIndex((share) => {
      left -= share;
      return left < 0;
    }),
  );
};
const few = [0.55, 0.3, 0.15];

/** Each gives what draws the rows of one column, in their order. */
const kinds = {
  normal: () => normal,
  "skewed: lognormal, deviation 1.5 of the logarithm": () => () => Math.exp(1.5 * normal()),
  "discrete: normal, rounded to a third of its deviation": () => () => Math.round(3 * normal()),
  "tied: 80 % zeros, the others lognormal": () => () => (uniform() < 0.8 ? 0 : Math.exp(normal())),
  "few categories: 55, 30 and 15 %": () => among(few),
  "two numbers: 1 in 4 % of the rows, else 0": () => () => Number(uniform() < 0.04),
};
const isCategory = (kind) => kind.startsWith("few categories");

function counted(kind, j, rows, draw) {
  if (!isCategory(kind))
    return new LotCounts(
      sketchNumbers(`x${j}`, Float64Array.from({ length: rows }, draw), cellsFor(columns)),
    );
  const counts = few.map(() => 0);
  for (let i = 0; i < rows; i++) counts[draw()]++;
  return new LotCounts({ column: `x${j}`, categories: few.map(String), counts, missing: 0 });
}

/** A lot of so many rows beside the training rows of `before`; `changed` draws one column otherwise. */
function lot(before, rows, draws, trainingRows) {
  const counts = before.map(({ sketch }) => new LotCounts(sketch));
  for (const [j, count] of counts.entries()) for (let i = 0; i < rows; i++) count.add(draws[j]());
  return driftOf(counts, { rows, trainingRows });
}

/** Wilson's interval of 95 %. */
function interval(found, of) {
  const z = 1.959964;
  const [p, s] = [found / of, (z * z) / of];
  const half = z * Math.sqrt((p * (1 - p)) / of + s / (4 * of));
  return [(p + s / 2 - half) / (1 + s), (p + s / 2 + half) / (1 + s)];
}
const percent = (share) => `${(100 * share).toFixed(1)} %`;
const rate = (found, of) => {
  const [low, high] = interval(found, of);
  return `${percent(found / of)} (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;
};

let failed = 0;
const began = process.cpuUsage();

/** Alarms of months without drift. */
function without(kind, draws, trainingRows) {
  const alarms = sizes.map(() => 0);
  for (let month = 0; month < months; month++) {
    const own = Array.from({ length: columns }, draws);
    const before = own.map((draw, j) => counted(kind, j, trainingRows, draw));
    for (const [s, rows] of sizes.entries())
      if (lot(before, rows, own, trainingRows).columns.length > 0) alarms[s]++;
  }
  return alarms;
}

const rows = [];
for (const [kind, draws] of Object.entries(kinds))
  for (const training of kind === "normal" ? trainings : trainings.slice(0, 1)) {
    const alarms = without(kind, draws, training);
    for (const found of alarms) if (interval(found, months)[0] > falseAlarm) failed++;
    rows.push([kind, training, ...alarms.map((found) => rate(found, months))]);
    console.log(rows.at(-1).join(" | "));
  }

/** Each row is near the one before it, as of a machine that warms up: of lots like these many are said to drift. */
const following = (strength) => () => {
  let last = normal();
  return () => {
    last = strength * last + Math.sqrt(1 - strength * strength) * normal();
    return last;
  };
};
const dependent = [0.3, 0.8].map((strength) => {
  const alarms = without("normal", following(strength), 1000);
  return [strength, ...alarms.map((found) => rate(found, months))];
});
for (const line of dependent) console.log(line.join(" | "));

/** Months in which one of the 40 columns is another: found, and the right column first. */
const changes = {
  "half a deviation higher, normal": ["normal", () => () => normal() + 0.5],
  "half a deviation of the logarithm higher, lognormal": [
    "skewed: lognormal, deviation 1.5 of the logarithm",
    () => () => Math.exp(1.5 * (normal() + 0.5)),
  ],
  "1.5 times as wide, normal": ["normal", () => () => 1.5 * normal()],
  "categories 40, 30 and 30 % instead of 55, 30 and 15": [
    "few categories: 55, 30 and 15 %",
    () => among([0.4, 0.3, 0.3]),
  ],
  "zeros in 65 % instead of 80": [
    "tied: 80 % zeros, the others lognormal",
    () => () => (uniform() < 0.65 ? 0 : Math.exp(normal())),
  ],
};
const found = [];
for (const [what, [kind, changed]] of Object.entries(changes)) {
  const named = sizes.map(() => 0);
  const others = sizes.map(() => 0);
  for (let month = 0; month < months; month++) {
    const own = Array.from({ length: columns }, kinds[kind]);
    const before = own.map((draw, j) => counted(kind, j, 1000, draw));
    const place = month % columns;
    const draws = own.with(place, changed());
    for (const [s, rows] of sizes.entries()) {
      const said = lot(before, rows, draws, 1000).columns;
      if (said[0]?.column === `x${place}`) named[s]++;
      if (said.some(({ column }) => column !== `x${place}`)) others[s]++;
    }
  }
  if (what.startsWith("half a deviation higher") && named[1] < 0.95 * months) failed++;
  found.push([what, ...named.map((count) => percent(count / months)), percent(others[1] / months)]);
  console.log(found.at(-1).join(" | "));
}

const table = (head, body) =>
  [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const { user } = process.cpuUsage(began);
const page = `# The alarm of drift

\`npm run bench:drift\` (${Math.round(user / 1e6)} s of one processor here). Each month has ${columns} columns, training rows of its own and lots of 30, 300 and
3,000 rows of the same or of another making; ${months.toLocaleString("en")} months a line. kiso says that of lots which are as in training 1 in ${Math.round(1 / falseAlarm)}
is said to differ, whatever the number of columns.

## Months without drift: lots of which any column is said to have drifted

${table(["columns", "training rows", ...sizes.map((size) => `${size.toLocaleString("en")} rows`)], rows)}

In brackets 95 % intervals. ${failed === 0 ? "None lies above 1 %." : `${failed} lie above 1 %.`} Few numbers or categories in few rows have few results to reach 1 % by, so that alarms are rarer there.

## Months in which one of the 40 columns is another: found, and named first

${table(["change in one column, 1,000 training rows", ...sizes.map((size) => `${size.toLocaleString("en")} rows`), "another named too, 300 rows"], found)}

## Rows that are not independent

The rate holds for rows that know nothing of one another. Of a machine each part is like the one before it; then a lot is worth fewer
rows than it has, and more lots differ than 1 in 100: correctly, in that they are not a draw of the training rows. So it is without drift
where each value is ${dependent.map(([strength]) => strength).join(" or ")} times the one before it, and chance:

${table(["correlation of neighbours", ...sizes.map((size) => `${size.toLocaleString("en")} rows`)], dependent)}
`;
if (months >= 1000) writeFileSync(new URL("DRIFT.md", import.meta.url), page);
if (failed > 0) {
  console.error(`${failed} figures are not as they should be`);
  process.exitCode = 1;
}
