import { Command } from "commander";
import { loadTables, pickSplit } from "../data/load.ts";
import { toDataset } from "../data/toDataset.ts";
import { loadEngine } from "../engine/load.ts";
import { loadModel, type Model } from "../model/model.ts";
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
import { prepare } from "./prepare.ts";

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
  const { data: spec, seed } = await readExperiment(folder);
  const rows = await rowsOf(
    model,
    { ...spec, ...(label === undefined ? {} : { label }) },
    seed,
    source,
    split,
  );
  const samples = toSamples(rows.dataset, model.scaler);
  const evaluator = new Evaluator(await loadEngine("auto"), model.network, model.dtype);
  evaluator.set(model.parameters);
  const { loss, predicted } = await evaluator.measure(samples);
  evaluator.dispose();
  const { classNames } = model;
  const confusion = confusionMatrix(samples.labels, predicted, classNames.length);
  if (out) await writeChart(out, await confusionChart({ matrix: confusion, classNames }), { dpi: 144 });

  const console = openConsole({ json });
  console.say(`read   ${grouped(predicted.length)} ${rows.which}`);
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
    ...(out ? { out } : {}),
  });
}

/** The rows to measure on; never, unnoticed, rows that the network has learned from. */
async function rowsOf(model: Model, spec: Experiment["data"], seed: number, source: string, split: string) {
  const loaded = await loadTables(source);
  const same = loaded.sha256 === spec.sha256;
  if (same && split === "test" && !loaded.tables.test && spec.testSize > 0 && !spec.test) {
    const { test } = await prepare({ ...spec, source }, seed);
    if (test)
      return { dataset: test, which: "rows of the run's own data, held out from its training", split };
  }
  const [name, table] = split === "test" ? pickSplit(loaded, "test", "train") : pickSplit(loaded, split);
  const { classNames, featureNames } = model;
  const dataset = toDataset(table, {
    ...(spec.label === undefined ? {} : { label: spec.label }),
    classNames,
    featureNames,
  });
  const learned = same && name === "train" ? ": the rows that the network learned from" : "";
  return { dataset, which: `rows of ${source}, split ${name}${learned}`, split: name };
}
