import { Command } from "commander";
import { encodeRows } from "../data/encoder.ts";
import { toFeatures } from "../data/features.ts";
import { loadTables, pickSplit } from "../data/load.ts";
import { scaleRows } from "../data/scale.ts";
import { concatTables, type Table } from "../data/table.ts";
import { unseenCategories, unseenInWords } from "../data/unseen.ts";
import { formatCsv, writeTable } from "../data/write.ts";
import { loadEngine } from "../engine/load.ts";
import { UserError } from "../errors.ts";
import { loadModel, objectiveOf } from "../model/model.ts";
import { argMax, Evaluator } from "../train/evaluation.ts";
import { rejectReasons } from "../train/modelReject.ts";
import { noneOfThese } from "../train/reject.ts";
import { unscaledTargets } from "../train/samples.ts";
import { grouped, openConsole } from "./console.ts";
import { isLarge } from "./large.ts";
import { jsonOption } from "./options.ts";

interface Options {
  out?: string;
  split?: string;
  json?: boolean;
}

export const command = new Command("predict")
  .argument("<run>", "a run folder that kiso train wrote")
  .argument(
    "<data...>",
    "new rows: files (tables or images), a folder, a shipped name or a Hub id OWNER/NAME",
  )
  .option("--out <file>", "where to: .csv, .tsv, .parquet or .jsonl; without it, CSV on stdout")
  .option("--split <name>", "which split of the data (default: test where there is one)")
  .addOption(jsonOption())
  .action(run);

async function run(folder: string, sources: string[], { out, split, json }: Options): Promise<void> {
  const model = await loadModel(folder);
  if (model.objective)
    throw new UserError(
      `${folder} learns distances and names no classes; judge parts with kiso judge, or take their embeddings with kiso embed`,
    );
  const { encoder, image } = model;
  const tables: Table[] = [];
  const notes: string[] = [];
  for (const source of sources) {
    if (await isLarge(source))
      throw new UserError(
        `${source}: its rows take more than the 512 MiB of numbers that predict holds at once; cut it into smaller files, and predict each`,
      );
    const loaded = await loadTables(source, { image });
    tables.push((split === undefined ? pickSplit(loaded, "test", "train") : pickSplit(loaded, split))[1]);
    notes.push(...loaded.notes);
  }
  const table = concatTables(tables);
  const files = table.rowNames;
  const named = files ? [{ name: "file", text: files }] : [];
  const fileOf = (row: number) => (files ? { file: files[row]! } : {});
  const raw = encoder ? encodeRows(table, encoder) : toFeatures(table, model.featureNames);
  if (encoder) notes.push(...unseenCategories(table, encoder).map(unseenInWords));
  for (const note of notes) process.stderr.write(`note   ${note}\n`);
  const features = scaleRows(model.scaler, raw).data;
  const engine = await loadEngine("auto");
  const evaluator = new Evaluator(engine, model.network, model.dtype, undefined, objectiveOf(model));
  evaluator.set(model.parameters);
  const console = openConsole({ json });
  if (model.target) {
    const values = unscaledTargets(model.target, await evaluator.predictions(features));
    evaluator.dispose();
    const columns = [...named, { name: "prediction", values }];
    if (out) {
      await writeTable(out, columns);
      console.say(`wrote  ${out}: ${grouped(values.length)} rows, each with its prediction`);
    } else console.say(formatCsv(columns).trimEnd());
    const predictions = Array.from(values, (prediction, row) => ({ row, ...fileOf(row), prediction }));
    console.json({ run: folder, rows: values.length, predictions, notes, ...(out ? { out } : {}) });
    return;
  }
  const all = (await evaluator.logProbabilities(features)).map(Math.exp);
  evaluator.dispose();

  const { classNames, reject } = model;
  const classes = classNames.length;
  const reasons = reject && (await rejectReasons({ ...model, reject }, engine, features, all));
  const predictions = Array.from({ length: all.length / classes }, (_, row) => {
    const probabilities = Array.from(all.subarray(row * classes, (row + 1) * classes));
    const best = argMax(probabilities);
    const reason = reasons?.[row];
    return {
      row,
      ...fileOf(row),
      label: reason ? null : classNames[best]!,
      ...(reasons ? { reason } : {}),
      probability: probabilities[best]!,
      probabilities,
    };
  });
  const column = (name: string, value: (p: (typeof predictions)[number]) => number) => ({
    name,
    values: Float64Array.from(predictions, value),
  });
  const columns = [
    ...named,
    { name: "label", text: predictions.map(({ label }) => label ?? noneOfThese) },
    ...(reasons ? [{ name: "reason", text: reasons.map((reason) => reason ?? "") }] : []),
    column("probability", ({ probability }) => probability),
    ...classNames.map((name, k) => column(`p(${name})`, ({ probabilities }) => probabilities[k]!)),
  ];
  if (out) {
    await writeTable(out, columns);
    const turnedAway = predictions.filter(({ label }) => label === null).length;
    const none = reasons ? `; ${grouped(turnedAway)} are none of these` : "";
    console.say(
      `wrote  ${out}: ${grouped(predictions.length)} rows, each with its label and probabilities${none}`,
    );
  } else {
    console.say(formatCsv(columns).trimEnd());
  }
  console.json({
    run: folder,
    rows: predictions.length,
    classNames,
    predictions,
    notes,
    ...(out ? { out } : {}),
  });
}
