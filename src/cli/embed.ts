import { Command } from "commander";
import { encodeRows } from "../data/columns/encoder.ts";
import { toFeatures } from "../data/columns/features.ts";
import { writeTable } from "../data/formats/write.ts";
import type { WriteColumn } from "../data/formats/writeColumn.ts";
import { loadTables, pickSplit } from "../data/load.ts";
import type { Table } from "../data/table.ts";
import { readLabels, USUAL_LABELS } from "../data/toRows.ts";
import { loadEngine } from "../engine/load.ts";
import { Embedder } from "../model/inspection/embedder.ts";
import { loadModel } from "../model/model.ts";
import { grouped, openConsole } from "./console.ts";
import { jsonOption } from "./options.ts";
import { learnedLabel } from "./trainedModel.ts";

interface Options {
  out: string;
  split?: string;
  label?: string;
  json?: boolean;
}

export const command = new Command("embed")
  .argument("<run>", "a run folder of kiso train --task siamese")
  .argument("<data>", "rows or images: a file, a folder, a shipped name or a Hub id OWNER/NAME")
  .requiredOption("--out <file>", "where to: .parquet, .npz, .csv, .tsv or .jsonl")
  .option("--split <name>", "which split of the data (default: train where there is one)")
  .option(
    "--label <column>",
    "a column to take along as the label (default: the one that the run learned, else found by its name)",
  )
  .addOption(jsonOption())
  .action(run);

async function run(folder: string, source: string, { out, split, label, json }: Options): Promise<void> {
  const model = await loadModel(folder);
  const embedder = new Embedder(model, await loadEngine("auto"));
  const loaded = await loadTables(source, { image: model.image });
  const [, table] = split === undefined ? pickSplit(loaded, "train", "test") : pickSplit(loaded, split);
  const rows = model.encoder ? encodeRows(table, model.encoder) : toFeatures(table, model.featureNames);
  const { values, dimensions } = await embedder.embed(rows.data);
  embedder.dispose();

  const npz = /\.npz$/i.test(out); // arrays of numbers alone
  const columns: WriteColumn[] = [{ name: "embedding", values, width: dimensions }];
  const named = label ?? learnedLabel(model, table) ?? usualLabel(table);
  let classNames: readonly string[] | undefined;
  if (named !== undefined) {
    const known = readLabels(table, { label: named, task: "classify" });
    classNames = known.classNames;
    columns.push(
      npz
        ? { name: "label", values: Int32Array.from(known.labels), integer: true }
        : { name: "label", text: Array.from(known.labels, (k) => known.classNames[k]!) },
    );
  }
  if (table.rowNames && !npz) columns.unshift({ name: "file", text: table.rowNames });
  await writeTable(out, columns);
  const console = openConsole({ json });
  for (const note of loaded.notes) console.say(`note   ${note}`);
  console.say(`wrote  ${out}: ${grouped(table.rows)} rows, each with its ${dimensions} numbers`);
  console.json({
    ...{ run: folder, rows: table.rows, dimensions, out },
    ...(classNames ? { classNames } : {}),
    notes: loaded.notes,
  });
}

/** A label that is not there is none: new parts have none. */
const usualLabel = ({ columnNames, imageColumn }: Table): string | undefined =>
  columnNames.find((name) => name !== imageColumn && USUAL_LABELS.includes(name.toLowerCase()));
