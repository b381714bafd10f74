import { Command } from "commander";
import { toFeatures } from "../data/features.ts";
import { loadTables, pickSplit } from "../data/load.ts";
import { applyScaler } from "../data/scale.ts";
import { formatCsv, writeTable } from "../data/write.ts";
import { loadEngine } from "../engine/load.ts";
import { loadModel } from "../model/model.ts";
import { argMax, Evaluator } from "../train/evaluation.ts";
import { numbers } from "../train/samples.ts";
import { grouped, openConsole } from "./console.ts";
import { jsonOption } from "./options.ts";

interface Options {
  out?: string;
  split?: string;
  json?: boolean;
}

export const command = new Command("predict")
  .argument("<run>", "a run folder that kiso train wrote")
  .argument("<data>", "new rows: a file, a folder, a shipped name or a Hub id OWNER/NAME")
  .option("--out <file>", "where to: .csv, .tsv, .parquet or .jsonl; without it, CSV on stdout")
  .option("--split <name>", "which split of the data (default: test where there is one)")
  .addOption(jsonOption())
  .action(run);

async function run(folder: string, source: string, { out, split, json }: Options): Promise<void> {
  const model = await loadModel(folder);
  const loaded = await loadTables(source);
  const [, table] = split === undefined ? pickSplit(loaded, "test", "train") : pickSplit(loaded, split);
  const features = numbers(applyScaler(model.scaler, toFeatures(table, model.featureNames)));
  const evaluator = new Evaluator(await loadEngine("auto"), model.network, model.dtype);
  evaluator.set(model.parameters);
  const logs = await evaluator.logProbabilities(features);
  evaluator.dispose();

  const { classNames } = model;
  const classes = classNames.length;
  const predictions = Array.from({ length: logs.length / classes }, (_, row) => {
    const probabilities = Array.from(logs.subarray(row * classes, (row + 1) * classes), Math.exp);
    const best = argMax(probabilities);
    return { row, label: classNames[best]!, probability: probabilities[best]!, probabilities };
  });
  const column = (name: string, value: (p: (typeof predictions)[number]) => number) => ({
    name,
    values: Float64Array.from(predictions, value),
  });
  const columns = [
    { name: "label", text: predictions.map(({ label }) => label) },
    column("probability", ({ probability }) => probability),
    ...classNames.map((name, k) => column(`p(${name})`, ({ probabilities }) => probabilities[k]!)),
  ];
  const console = openConsole({ json });
  if (out) {
    await writeTable(out, columns);
    console.say(`wrote  ${out}: ${grouped(predictions.length)} rows, each with its label and probabilities`);
  } else {
    console.say(formatCsv(columns).trimEnd());
  }
  console.json({ run: folder, rows: predictions.length, classNames, predictions, ...(out ? { out } : {}) });
}
