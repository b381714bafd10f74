// kiso as a program calls it, with no setting but the effort: every fold of a table trained, and its test rows answered.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCsv, train } from "../../dist/bundled/index.js";

/** What a fold's rows are, as CSV that a File of the page's form would be. */
export function partsOf({ name, label, kind, gaps }, test, cache) {
  const [header, ...lines] = readFileSync(join(cache, `${name}.csv`), "utf8")
    .trimEnd()
    .split("\n");
  const tested = new Set(test);
  const csv = (keep) =>
    new File([[header, ...lines.filter((_, i) => keep(i))].join("\n"), "\n"], `${name}.csv`);
  // What is to be predicted, and what becomes of gaps, kiso asks for where it is not said.
  const said = {
    label,
    ...(kind === "regress" ? { task: "regress" } : {}),
    ...(gaps ? { missing: "mean" } : {}),
  };
  return { data: csv((i) => !tested.has(i)), test: csv((i) => tested.has(i)), ...said };
}

/** The answers of each fold to its test rows, and how long its training took. */
export async function trained(table, effort, cache) {
  const runs = [];
  for (const folds of table.tested)
    for (const test of folds) {
      const options = partsOf(table, test, cache);
      // standard is what is trained where nothing is said
      if (effort !== "standard") options.effort = effort;
      const began = process.cpuUsage();
      let used;
      for await (const report of train(options)) {
        if (report.kind === "result") used = process.cpuUsage(began);
        if (report.kind !== "trained") continue;
        const { model } = report;
        const rows = await readCsv(options.test, { name: table.name });
        const answers = await model.answers(rows);
        const seconds = (used.user + used.system) / 1e6;
        runs.push({ classes: model.card.classNames, seconds, ...shown(answers) });
        model.dispose();
      }
    }
  return runs;
}

function shown(answers) {
  if (answers.kind === "numbers") return { answers: Array.from(answers.values) };
  const { probabilities, rows, classNames } = answers;
  const k = classNames.length;
  const row = (i) => Array.from(probabilities.subarray(i * k, (i + 1) * k), (p) => Number(p.toFixed(6)));
  return { answers: Array.from({ length: rows }, (_, i) => row(i)) };
}
