import { nearest, UserError } from "../errors.ts";
import { sortClasses } from "./classes.ts";
import { Dataset } from "./dataset.ts";
import { type Loaded, loadTables, type SourceOptions } from "./load.ts";
import type { Table } from "./table.ts";
import { classNamesOf, findLabel, toRows } from "./toRows.ts";

export interface LoadOptions extends SourceOptions {
  /** the column of classes; when absent, one with a usual name, else the last column of a CSV */
  label?: string | undefined;
  split?: string | undefined;
  /** the features and classes of an earlier dataset, which this one must fit */
  featureNames?: readonly string[] | undefined;
  classNames?: readonly string[] | undefined;
}

export interface DatasetDict extends Loaded {
  splits: Record<string, Dataset>;
}

/** A data source as Datasets, one a split, with the same features and classes in all; or the one `split` asks for. */
export async function loadDataset(source: string, options: LoadOptions & { split: string }): Promise<Dataset>;
export async function loadDataset(source: string, options?: LoadOptions): Promise<DatasetDict>;
export async function loadDataset(source: string, options: LoadOptions = {}): Promise<Dataset | DatasetDict> {
  // The classes are those of the training rows, so another split alone needs these too.
  const download = options.split === "train" ? options : { ...options, split: undefined };
  const { tables, ...loaded } = await loadTables(source, download);
  const { split } = options;
  if (split !== undefined && !tables[split]) {
    const near = nearest(split, Object.keys(tables));
    throw new UserError(
      `${source}: no split "${split}"${near === undefined ? "" : `; did you mean "${near}"?`} It has ${Object.keys(tables).join(", ")}`,
    );
  }
  const splits = toDatasets(tables, options);
  return split === undefined ? { ...loaded, splits } : splits[split]!;
}

/** Every split's Dataset. Features and classes are those of train; without a train, the classes of all splits. */
function toDatasets(tables: Record<string, Table>, options: LoadOptions): Record<string, Dataset> {
  const first = tables.train ?? Object.values(tables)[0]!;
  for (const table of Object.values(tables)) {
    if (table.rows === 0) throw new UserError(`${table.source}: has a header but no rows; add rows of data`);
  }
  const label = options.label ?? findLabel(first);
  let { classNames } = options;
  if (!classNames && !tables.train && Object.keys(tables).length > 1) {
    classNames = sortClasses(new Set(Object.values(tables).flatMap((table) => classNamesOf(table, label))));
  }
  const model = toRows(first, { label, classNames, featureNames: options.featureNames });
  const { featureNames } = model;
  return Object.fromEntries(
    Object.entries(tables).map(([split, table]) => [
      split,
      Dataset.of(
        table === first ? model : toRows(table, { label, featureNames, classNames: model.classNames }),
      ),
    ]),
  );
}
