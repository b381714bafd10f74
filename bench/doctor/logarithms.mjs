// Whether the logarithm of columns with heavy tails, or of such a label, helps the default training: node bench/doctor/logarithms.mjs
// (after npm run build), on the tables of bench/defaults.mjs that the defaults are chosen by; three splits each, a third held out.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { readCsv, regressionScores, train } from "../../dist/bundled/index.js";

const cache = process.env.KISO_BENCH_CACHE ?? join(homedir(), ".cache", "kiso-defaults");
const read = (name) => readFileSync(join(cache, name), "utf8").trimEnd();
const hash = (text) => createHash("sha256").update(text).digest("hex");
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The third moment, in units of the deviation. */
function skewness(values) {
  const middle = mean(values);
  const moment = (k) => mean(values.map((x) => (x - middle) ** k));
  return moment(3) / moment(2) ** 1.5;
}

/** Whether all are above 0, and far less skew as logarithms. */
function isHeavy(cells, least) {
  const values = cells.filter((cell) => cell !== "").map(Number);
  if (values.some((x) => !(x > 0)) || new Set(values).size < 20) return false;
  const skew = skewness(values);
  return skew > least && Math.abs(skewness(values.map(Math.log))) < skew / 2;
}

async function worth({ header, learned, held, logs, options }) {
  const last = header.length - 1;
  const file = (rows) => {
    const cells = (row) => row.map((cell, j) => (logs.includes(j) && cell !== "" ? Math.log(cell) : cell));
    return new File(
      [`${[header, ...rows.map(cells)].map((row) => row.join(",")).join("\n")}\n`],
      "table.csv",
    );
  };
  for await (const report of train({ data: file(learned), ...options })) {
    if (report.kind !== "trained") continue;
    const answers = await report.model.answers(await readCsv(file(held)));
    const truth = held.map((row) => row[last]);
    if (answers.kind === "classes") return mean(answers.labels.map((label, i) => Number(label === truth[i])));
    const values = Array.from(answers.values, (x) => (logs.includes(last) ? Math.exp(x) : x));
    return Math.max(0, regressionScores(truth.map(Number), values).r2);
  }
}

console.log("table: accuracy or R² as it is, with logarithms of columns, of the label");
for (const { set, name, kind, gaps, columns } of JSON.parse(read("tables.json"))) {
  if (set !== "choose" || columns > 100) continue;
  const [header, ...rows] = read(`${name}.csv`)
    .split("\n")
    .map((line) => line.split(","));
  const last = header.length - 1;
  const column = (j) => rows.map((row) => row[j]);
  const heavy = header.flatMap((_, j) => (j < last && isHeavy(column(j), 2) ? [j] : []));
  const label = kind === "regress" && isHeavy(column(last), 1);
  if (heavy.length === 0 && !label) continue;
  const options = { label: header[last] };
  if (kind === "regress") options.task = "regress";
  if (gaps) options.missing = "mean";
  const found = { plain: [], columns: [], label: [] };
  for (const split of [0, 1, 2]) {
    const keyed = rows.map((row, i) => ({ row, key: hash(`${name}${split} ${i}`) }));
    const order = keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row);
    const third = Math.round(order.length / 3);
    const parts = { header, held: order.slice(0, third), learned: order.slice(third, third + 600), options };
    found.plain.push(await worth({ ...parts, logs: [] }));
    if (heavy.length > 0) found.columns.push(await worth({ ...parts, logs: heavy }));
    if (label) found.label.push(await worth({ ...parts, logs: [last] }));
  }
  const said = Object.values(found).map((list) => (list.length > 0 ? mean(list).toFixed(3) : ""));
  console.log(`${name} (${heavy.map((j) => header[j]).join(", ")}): ${said.join(" | ")}`);
}
