import { checkNames, UserError } from "../../errors.ts";
import { encodedNames, encodeRows } from "../columns/encoder.ts";
import type { Encoder } from "../columns/encoding.ts";
import { featureMatrix, featureNamesOf, toFeatures } from "../columns/features.ts";
import type { ImageSpec } from "../images/image.ts";
import type { Table } from "../table.ts";
import { findLabel, type Task } from "./chooseLabel.ts";
import { LabelledRows } from "./labelledRows.ts";
import { readLabels } from "./labels.ts";

export interface ToRowsOptions {
  /** the column of classes; when absent, one with a usual name, else the last column of a CSV */
  label?: string | undefined;
  /** the features to take, by name; when absent, every column but the label */
  featureNames?: readonly string[] | undefined;
  /** the classes, in the order of their numbers; a row of another class is an error */
  classNames?: readonly string[] | undefined;
  /** how columns become features; when absent, every feature must be a number */
  encoder?: Encoder | undefined;
  /** classify when left out */
  task?: Task | undefined;
  /** a part of a larger table: its targets may all be one */
  piece?: boolean | undefined;
}

/** A table as features and classes. What is wrong with it is one UserError that names the cell. */
export function toRows(table: Table, options: ToRowsOptions = {}): LabelledRows {
  checkNames("toRows", options, ["label", "featureNames", "classNames", "encoder", "task", "piece"]);
  if (table.rows === 0) throw new UserError(`${table.source}: has a header but no rows; add rows of data`);
  const label = options.label ?? findLabel(table, options.task);
  const { labels, classNames } = readLabels(table, { ...options, label });
  const image = imageOf(table);
  const { rowNames } = table;
  if (options.encoder) {
    const features = encodeRows(table, options.encoder);
    const featureNames = encodedNames(options.encoder);
    return new LabelledRows({ features, labels, featureNames, classNames, image, rowNames });
  }
  if (options.featureNames) {
    const features = toFeatures(table, options.featureNames);
    const { featureNames } = options;
    return new LabelledRows({ features, labels, featureNames, classNames, image, rowNames });
  }
  const columns = table.columnNames.filter(
    (name) => name !== label && (!image || name === table.imageColumn),
  );
  const featureNames = featureNamesOf(table, columns);
  if (featureNames.length === 0) {
    throw new UserError(
      `${table.source}: no feature columns, only the label "${label}"; add columns of numbers`,
    );
  }
  const features = featureMatrix(table, columns, featureNames);
  return new LabelledRows({ features, labels, featureNames, classNames, image, rowNames });
}

/** What images the rows of a table are, if they are. */
function imageOf(table: Table): ImageSpec | undefined {
  const column = table.imageColumn === undefined ? undefined : table.columns.get(table.imageColumn);
  return column?.kind === "list" ? column.image : undefined;
}
