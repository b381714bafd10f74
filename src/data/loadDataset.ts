import { checkNames, nearest, UserError } from "../errors.ts";
import type { Encoder } from "./columns/encoding.ts";
import { type LoadedFiles, loadTables, sourceNames } from "./load.ts";
import type { Dataset } from "./numpy/dataset.ts";
import { findLabel, type Task } from "./rows/chooseLabel.ts";
import { sortClasses } from "./rows/classes.ts";
import type { LabelledRows } from "./rows/labelledRows.ts";
import { classNamesOf } from "./rows/labels.ts";
import { toRows } from "./rows/toRows.ts";
import type { SourceOptions } from "./sourceOptions.ts";
import type { Table } from "./table.ts";

export interface LoadOptions extends SourceOptions {
  /** the column of classes; when absent, one with a usual name, else the last column of a CSV */
  label?: string | undefined;
  split?: string | undefined;
  /** the features and classes of an earlier dataset, which this one must fit */
  featureNames?: readonly string[] | undefined;
  classNames?: readonly string[] | undefined;
}

export interface DatasetDict extends LoadedFiles {
  splits: Record<string, Dataset>;
}

/** A data source as Datasets, one a split, with the same features and classes in all; or the one `split` asks for. */
export async function loadDataset(source: string, options: LoadOptions & { split: string }): Promise<Dataset>;
export async function loadDataset(source: string, options?: LoadOptions): Promise<DatasetDict>;
export async function loadDataset(source: string, options: LoadOptions = {}): Promise<Dataset | DatasetDict> {
  checkNames("loadDataset", options, ["label", "featureNames", "classNames", ...sourceNames]);
  const { split, label, featureNames, classNames, ...given } = options;
  // The classes are those of the training rows, so another split alone needs these too.
  const download = split === "train" ? split : undefined;
  const { tables, ...loaded } = await loadTables(source, { ...given, split: download });
  if (split !== undefined && !Object.hasOwn(tables, split)) {
    const near = nearest(split, Object.keys(tables));
    throw new UserError(
      `${source}: no split "${split}"; ${near === undefined ? "it" : `did you mean "${near}"? It`} has ${Object.keys(tables).join(", ")}`,
    );
  }
  const rows = Object.entries(splitRows(tables, { label, featureNames, classNames }));
  const { Dataset } = await import("./numpy/dataset.ts"); // NumPy's arrays, loaded for those who want them
  const splits = Object.fromEntries(rows.map(([name, labelled]) => [name, Dataset.of(labelled)]));
  return split === undefined ? { ...loaded, splits } : splits[split]!;
}

export interface SplitOptions extends Pick<LoadOptions, "label" | "featureNames" | "classNames"> {
  /** how columns become features; when absent, every feature must be a number */
  encoder?: Encoder | undefined;
  /** classify when left out; of regress the labels are numbers */
  task?: Task | undefined;
}

/** Every split's rows. Features and classes are those of train; without a train, the classes of all splits. */
export function splitRows(
  tables: Readonly<Record<string, Table>>,
  options: SplitOptions,
): Record<string, LabelledRows> {
  const first = tables.train ?? Object.values(tables)[0]!;
  for (const table of Object.values(tables)) {
    if (table.rows === 0) throw new UserError(`${table.source}: has a header but no rows; add rows of data`);
  }
  const label = options.label ?? findLabel(first);
  let { classNames } = options;
  if (!classNames && options.task !== "regress" && !tables.train && Object.keys(tables).length > 1) {
    classNames = sortClasses(new Set(Object.values(tables).flatMap((table) => classNamesOf(table, label))));
  }
  const { encoder, task } = options;
  const model = toRows(first, { label, classNames, featureNames: options.featureNames, encoder, task });
  const known = { label, featureNames: model.featureNames, classNames: model.classNames, encoder, task };
  return Object.fromEntries(
    Object.entries(tables).map(([split, table]) => [split, table === first ? model : toRows(table, known)]),
  );
}
