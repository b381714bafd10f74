import { unseenCategories, unseenInWords } from "../data/columns/unseen.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { loadTables, pickSplit } from "../data/load.ts";
import type { RowName, Table } from "../data/table.ts";
import { findLabel, toRows } from "../data/toRows.ts";
import type { Model } from "../model/model.ts";
import type { Words } from "../report/words/words.ts";
import type { DataSpec } from "../train/run/experiment.ts";
import { streamedRows } from "./evaluateStream.ts";
import { complete, prepare } from "./prepare.ts";
import { learnedLabel } from "./trainedModel.ts";

/** Labelled rows to measure a model on. */
export interface EvaluationRows {
  dataset: LabelledRows;
  /** what the rows are called in the user's file */
  rowNames: readonly RowName[];
  label: string;
  split: string;
  sha256: string;
  /** which rows they are, in words */
  which: string;
  measuredOn: (w: Words) => string;
  notes: string[];
}

/** The same, before a model's features are made of them. */
export interface ChosenRows extends Omit<EvaluationRows, "dataset" | "rowNames" | "label"> {
  table: Table;
}

/** The rows that `kiso evaluate` is told; never, unnoticed, rows that the network has learned from. */
export async function evaluationRows(
  model: Model,
  { data: spec, seed }: { data: DataSpec; seed: number },
  source: string,
  split: string,
): Promise<EvaluationRows> {
  const streamed = await streamedRows({ data: spec, seed }, source, split);
  if (streamed) return encoded(model, spec, streamed);
  const loaded = await loadTables(source, { image: model.image });
  const { sha256 } = loaded;
  const same = sha256 === spec.sha256;
  if (same && split === "test" && !loaded.tables.test && spec.testSize > 0 && !spec.test) {
    const { test, rowNames, label, notes } = await prepare({ ...spec, source }, seed);
    if (test) {
      const which = "rows of the run's own data, held out from its training";
      const measuredOn = (w: Words) => w.measuredOn.heldOut();
      return { dataset: test, rowNames, label, split, sha256, which, measuredOn, notes };
    }
  }
  const [name, whole] = split === "test" ? pickSplit(loaded, "test", "train") : pickSplit(loaded, split);
  const learned = same && name === "train";
  return encoded(model, spec, {
    table: whole,
    split: name,
    sha256,
    which: `rows of ${source}, split ${name}${learned ? ": the rows that the network learned from" : ""}`,
    measuredOn: (w) => (learned ? w.measuredOn.training() : w.measuredOn.splitOf(source, name)),
    notes: loaded.notes,
  });
}

/** The rows as the model's network takes them. */
function encoded(model: Model, spec: DataSpec, { table: whole, ...chosen }: ChosenRows): EvaluationRows {
  const { classNames, featureNames, encoder } = model;
  const task = model.target ? "regress" : "classify";
  const label = spec.label ?? learnedLabel(model, whole) ?? findLabel(whole, task);
  const notes = [...chosen.notes];
  const used = encoder?.columns.map((column) => column.name) ?? [];
  const worded = task === "classify" ? whole.withWords([label]) : whole;
  const table = encoder?.missing === "drop" ? complete(worded, [...used, label], notes) : worded;
  const dataset = toRows(table, { label, task, classNames, featureNames, encoder });
  if (encoder) notes.push(...unseenCategories(table, encoder).map(unseenInWords));
  const rowNames = Array.from({ length: table.rows }, (_, row) => table.rowName(row));
  return { ...chosen, dataset, rowNames, label, notes };
}
