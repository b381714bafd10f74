// What loads an input, and what is looked at of it: `sum` is the same where all numbers are, and `read` is what an independent reader
// is held beside. What no one may get (a number that is none, a remark of several lines) is thrown as a `Wrong`.
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as kiso from "../../dist/bundled/node.js";
import { hubTables } from "./hub.mjs";

export class Wrong extends Error {
  constructor(verdict, why) {
    super(why);
    this.verdict = verdict;
  }
}

const noNumber = (why) => new Wrong("no number", why);

/** Everything of a result that a program or a person gets must hold numbers that are some, and lines that are one. */
function checkAnswers(value, where = "answer") {
  if (typeof value === "number" && !Number.isFinite(value)) throw noNumber(`${where} is ${value}`);
  if (typeof value !== "object" || value === null) return;
  for (const [name, item] of Object.entries(value)) checkAnswers(item, `${where}.${name}`);
}

function checkLines(lines) {
  for (const line of lines ?? [])
    if (/[\n\r]/.test(String(line))) throw new Wrong("uncaught", `several lines: ${JSON.stringify(line)}`);
}

function sumOf(tables, format) {
  const sum = createHash("sha256");
  for (const [part, table] of Object.entries(tables)) {
    for (const [name, column] of table.columns) {
      const { kind, values } = column;
      const wanted = kind === "list" ? table.rows * column.width : table.rows;
      const length = kind === "unusable" ? column.rows : values.length;
      if (length !== wanted) throw new Error(`column ${name} of ${part} has ${length} of ${wanted} cells`);
      if (kind === "unusable") continue;
      sum.update(kind === "text" ? values.join("\0") : Buffer.from(Float64Array.from(values).buffer));
      if (format.finite && kind !== "text")
        for (const value of values)
          if (value === Infinity || value === -Infinity) throw noNumber(`column ${name} holds ${value}`);
    }
  }
  return sum.digest("hex");
}

async function tables(source, format) {
  const { tables, notes } = await kiso.loadTables(source, format.options);
  checkLines(notes);
  return { sum: sumOf(tables, format), tables, notes };
}

/** A folder of pictures with the list that is named. */
async function listed(source, format) {
  const list = readdirSync(source).find((name) => /^(labels|metadata|list)\./.test(name));
  const { tables, notes } = await kiso.loadTables(source, { labels: join(source, list) });
  checkLines(notes);
  return { sum: sumOf(tables, format), tables, notes };
}

const hub = async (folder, format) => ({ sum: sumOf(await hubTables(folder), format) });

function sumOfModel({ parameters, references, ...card }) {
  const sum = createHash("sha256");
  for (const [name, { data, shape }] of Object.entries(parameters)) {
    sum.update(`${name} ${shape}`).update(Buffer.from(Float64Array.from(data).buffer));
    if (!data.every(Number.isFinite)) throw noNumber(`${name} holds a number that is none`);
  }
  if (references) sum.update(Buffer.from(Float64Array.from(references.rows).buffer));
  return sum.update(JSON.stringify(card)).digest("hex");
}

const model = async (source) => ({ sum: sumOfModel((await kiso.loadModel(source)).data) });

/** The answers of a run about rows, its weights, and what a list of runs says of it. */
async function run(folder) {
  const [at, data] = [join(folder, "run"), join(folder, "new.csv")];
  const answers = [];
  const loaded = await kiso.loadModel(at);
  if (loaded.card.objective) {
    for await (const report of kiso.judge({ run: at, parts: [data] }))
      if (report.kind === "part") answers.push({ ...report, file: "" });
  } else {
    const asked = await kiso.predict({ run: at, data: [data] });
    for await (const { rows, record } of asked.rows())
      for (let i = 0; i < rows; i++) answers.push({ ...record(i), file: "" });
  }
  checkAnswers(answers);
  checkAnswers(await kiso.weights({ run: at }));
  return { sum: JSON.stringify(answers) };
}

async function runs(folder) {
  const { runs, skipped } = await kiso.listRuns({ folder });
  checkLines(skipped.map(({ why }) => why));
  if (runs.length === 2) {
    const [a, b] = runs.map((one) => one.folder);
    await kiso.compareRuns({ a, b });
  }
  return { sum: "" };
}

/** Goes on with a stopped run: to its end, or where its plan was changed for three epochs. The numbers that it ends with. */
async function resume(folder, { checked }) {
  const [at, data] = [join(folder, "run"), join(folder, "rows.csv")];
  let epochs = 0;
  for await (const report of kiso.resume({ run: at, data, engine: "wasm", checkpointEvery: 60 })) {
    if (report.kind === "epoch" && ++epochs === 3 && !checked) break;
    if (report.kind === "trained") return { sum: sumOfModel(report.model.data) };
  }
  return { sum: "" };
}

/** One epoch of a training on a table: what its names and cells become behind the reading. */
async function train(source) {
  for await (const report of kiso.train({
    data: source,
    hidden: [2],
    epochs: 1,
    engine: "wasm",
    testSize: 0.25,
    missing: "drop",
  })) {
    if (report.kind === "epoch") checkAnswers(report);
    if (report.kind === "result") break;
  }
  return { sum: "" };
}

export const loaders = { tables, listed, model, run, runs, resume, train, hub };
