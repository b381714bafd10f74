import { Command } from "commander";
import { loadTables, pickSplit } from "../data/load.ts";
import { findLabel, toRows } from "../data/toRows.ts";
import { unseenCategories, unseenInWords } from "../data/unseen.ts";
import { loadEngine } from "../engine/load.ts";
import { UserError } from "../errors.ts";
import { loadModel, type Model, objectiveOf } from "../model/model.ts";
import { confusionChart } from "../plot/confusion.ts";
import { checkChartPath, writeChart } from "../plot/write.ts";
import { table } from "../report/textTable.ts";
import { Evaluator } from "../train/evaluation.ts";
import type { Experiment } from "../train/experiment.ts";
import { accuracy, confusionMatrix } from "../train/metrics.ts";
import { readExperiment } from "../train/run.ts";
import { toSamples } from "../train/samples.ts";
import { grouped, openConsole, percent } from "./console.ts";
import { jsonOption } from "./options.ts";
import { complete, prepare } from "./prepare.ts";
import { regressionIn, regressionInWords } from "./regression.ts";

interface Options {
  split: string;
  label?: string;
  out?: string;
  json?: boolean;
}

export const command = new Command("evaluate")
  .argument("<run>", "a run folder that kiso train wrote")
  .argument("<data>", "labelled rows: a file, a folder, a shipped name or a Hub id OWNER/NAME")
  .option(
    "--split <name>",
    "which split of the data; of the run's own data, test is its held-out rows",
    "test",
  )
  .option("--label <column>", "the column that holds the class (default: the one that the run learned)")
  .option("--out <file>", "the confusion matrix as a picture: .png or .svg")
  .addOption(jsonOption())
  .action(run);

async function run(folder: string, source: string, { split, label, out, json }: Options): Promise<void> {
  if (out) checkChartPath(out);
  const model = await loadModel(folder);
  if (out && model.target)
    throw new UserError(`--out is a confusion matrix, and ${folder} predicts numbers; leave it out`);
  const { data: spec, seed } = await readExperiment(folder);
  const rows = await rowsOf(
    model,
    { ...spec, ...(label === undefined ? {} : { label }) },
    seed,
    source,
    split,
  );
  const samples = toSamples(rows.dataset, model.scaler, model.target);
  const engine = await loadEngine("auto");
  const evaluator = new Evaluator(engine, model.network, model.dtype, undefined, objectiveOf(model));
  evaluator.set(model.parameters);
  const { loss, predicted } = await evaluator.measure(samples);
  evaluator.dispose();
  const { notes, split: name } = rows;
  if (model.target) {
    const console = openConsole({ json });
    const scores = regressionIn(model.target, samples.labels, predicted);
    console.say(`read   ${grouped(predicted.length)} ${rows.which}`);
    for (const note of notes) console.say(`note   ${note}`);
    console.say(`result ${regressionInWords(scores)}, loss ${loss}`);
    console.json({ run: folder, rows: predicted.length, split: name, ...scores, loss, notes });
    return;
  }
  const { classNames } = model;
  const confusion = confusionMatrix(samples.labels, predicted, classNames.length);
  if (out) await writeChart(out, await confusionChart({ matrix: confusion, classNames }), { dpi: 144 });

  const console = openConsole({ json });
  console.say(`read   ${grouped(predicted.length)} ${rows.which}`);
  for (const note of notes) console.say(`note   ${note}`);
  console.say(`result accuracy ${accuracy(confusion)}, loss ${loss}\n`);
  const recall = (t: number) => {
    const all = confusion[t]!.reduce((sum, n) => sum + n, 0);
    return all === 0 ? "-" : percent(confusion[t]![t]! / all);
  };
  console.say(
    table(
      ["true class", ...classNames, "right"],
      confusion.map((counts, t) => [classNames[t]!, ...counts, recall(t)]),
    ),
  );
  if (out) console.say(`\nwrote  ${out}`);
  console.json({
    run: folder,
    rows: predicted.length,
    split: rows.split,
    accuracy: accuracy(confusion),
    loss,
    confusion,
    classNames,
    notes,
    ...(out ? { out } : {}),
  });
}

/** The rows to measure on; never, unnoticed, rows that the network has learned from. */
async function rowsOf(model: Model, spec: Experiment["data"], seed: number, source: string, split: string) {
  const loaded = await loadTables(source, { image: model.image });
  const same = loaded.sha256 === spec.sha256;
  if (same && split === "test" && !loaded.tables.test && spec.testSize > 0 && !spec.test) {
    const { test, notes } = await prepare({ ...spec, source }, seed);
    if (test)
      return { dataset: test, which: "rows of the run's own data, held out from its training", split, notes };
  }
  const [name, whole] = split === "test" ? pickSplit(loaded, "test", "train") : pickSplit(loaded, split);
  const { classNames, featureNames, encoder } = model;
  const task = model.target ? "regress" : "classify";
  const label = spec.label ?? findLabel(whole, task);
  const notes: string[] = [...loaded.notes];
  const used = encoder?.columns.map((column) => column.name) ?? [];
  const table = encoder?.missing === "drop" ? complete(whole, [...used, label], notes) : whole;
  const dataset = toRows(table, { label, task, classNames, featureNames, encoder });
  if (encoder) notes.push(...unseenCategories(table, encoder).map(unseenInWords));
  const learned = same && name === "train" ? ": the rows that the network learned from" : "";
  return { dataset, which: `rows of ${source}, split ${name}${learned}`, split: name, notes };
}
