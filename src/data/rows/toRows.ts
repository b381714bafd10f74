import { checkNames, nearest, SettingError, UserError } from "../../errors.ts";
import { encodedNames, encodeRows } from "../columns/encoder.ts";
import type { Encoder } from "../columns/encoding.ts";
import { checkFinite, featureMatrix, featureNamesOf, toFeatures } from "../columns/features.ts";
import { notNumbersOf } from "../columns/notNumbers.ts";
import type { ImageSpec } from "../images/image.ts";
import { asWords, type Column, offer, type Table } from "../table.ts";
import { sortClasses } from "./classes.ts";
import { LabelledRows } from "./labelledRows.ts";

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

/** classify: the label is one of a few classes; regress: a number. */
export type Task = "classify" | "regress";

/** What the column of classes is called, in the order of preference. */
export const USUAL_LABELS = ["labels", "label", "target", "class", "species", "y"];

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
  if (columns.length === 0) {
    throw new UserError(
      `${table.source}: no feature columns, only the label "${label}"; add columns of numbers`,
    );
  }
  const featureNames = featureNamesOf(table, columns);
  const features = featureMatrix(table, columns, featureNames);
  return new LabelledRows({ features, labels, featureNames, classNames, image, rowNames });
}

/** What images the rows of a table are, if they are. */
function imageOf(table: Table): ImageSpec | undefined {
  const column = table.imageColumn === undefined ? undefined : table.columns.get(table.imageColumn);
  return column?.kind === "list" ? column.image : undefined;
}

/** The label column as numbers: those of the classes, or the values that a regression predicts. */
export function readLabels(
  table: Table,
  { label, task, classNames: known, piece = false }: ToRowsOptions & { label: string },
): { labels: Int32Array | Float64Array; classNames: readonly string[] } {
  if (task === "regress") return { labels: targetValues(table, label, piece), classNames: [] };
  const whole = known && wholeNumbers(table.columns.get(label), known);
  if (whole) return { labels: whole, classNames: known };
  const cells = labelCells(table, label);
  const classNames = known ?? classNamesOf(table, label, cells);
  return { labels: numbered(table, label, cells, classNames), classNames };
}

/** Classes that are whole numbers, without a word for each row; nothing where one is not, which then is said of it. */
function wholeNumbers(column: Column | undefined, classNames: readonly string[]): Int32Array | undefined {
  if (column?.kind !== "number" || column.names) return undefined;
  const numbers = new Map(
    classNames.map((name, i) => [Number(name), String(Number(name)) === name ? i : -1]),
  );
  const { values } = column;
  const labels = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const number = Number.isInteger(values[row]) ? (numbers.get(values[row]!) ?? -1) : -1;
    if (number < 0) return undefined;
    labels[row] = number;
  }
  return labels;
}

function targetValues(table: Table, label: string, piece: boolean): Float64Array {
  const column = table.columns.get(label);
  if (!column)
    throw new UserError(`${table.source}: no label column "${label}"${offer(label, table.columnNames)}`);
  if (column.kind === "text") {
    throw notNumbersOf(table, label, column.values).targetError(column.values.length);
  }
  if (column.kind !== "number") {
    const found = column.kind === "list" ? `it holds lists of ${column.width} numbers` : column.reason;
    throw new SettingError(
      (say) =>
        `${table.source}, column ${label}: cannot be the label: ${found}; choose another with ${say("label")}`,
    );
  }
  checkFinite(table, label, column);
  const values = Float64Array.from(column.values);
  if (!piece && values.length > 1 && values.every((value) => value === values[0])) {
    throw new UserError(
      `${table.source}, column ${label}: every row is ${values[0]}; there is nothing to predict`,
    );
  }
  return values;
}

/** The name of the label column, found by the usual names or by its place at the end of a CSV. */
export function findLabel(table: Table, task: Task = "classify"): string {
  const names = table.columnNames;
  // Beside an image, y is where something is in it.
  const labels = USUAL_LABELS.filter((name) => name !== "y" || table.imageColumn === undefined);
  const usual = names.filter((name) => labels.includes(name.toLowerCase()));
  if (usual.length === 1) return usual[0]!;
  if (usual.length > 1) {
    throw new SettingError(
      (say) =>
        `${table.source}: ${usual.map((name) => `"${name}"`).join(" and ")} could each be the label; choose one with ${say("label")}`,
    );
  }
  if (names.every((name) => name === table.imageColumn)) {
    throw new UserError(
      `${table.source}: ${table.traits.noClasses ?? "its images have no classes"}; put those of each class into a folder of its own, or list them in labels.csv with the columns file and label`,
    );
  }
  const last = names.at(-1)!;
  const column = table.columns.get(last);
  if (table.traits.delimited && names.length > 1) {
    if (column?.kind === "text") return last;
    if (column?.kind === "number") {
      const { values } = column;
      const decimals = values.some((value) => Number.isFinite(value) && !Number.isInteger(value));
      if (!decimals || task === "regress") return last;
    }
    throw new SettingError(
      (say) =>
        `${table.source}: no label column found (the last, "${last}", holds numbers with decimals, not classes; say ${say("task", "regress")} to predict them); name it with ${say("label")}, one of ${names.join(", ")}`,
    );
  }
  throw new SettingError(
    (say) => `${table.source}: no label column found; name it with ${say("label")}${offer("label", names)}`,
  );
}

/** Every row's class as text. */
function labelCells(table: Table, label: string): readonly string[] {
  const found = table.columns.get(label);
  if (!found)
    throw new UserError(`${table.source}: no label column "${label}"${offer(label, table.columnNames)}`);
  const column = asWords(found);
  if (column.kind === "text") {
    const empty = column.values.indexOf("");
    if (empty >= 0) {
      throw new UserError(
        `${table.where(empty, label)}: the label is missing; fill in the class or delete the row`,
      );
    }
    return column.values;
  }
  if (column.kind !== "number") {
    const found = column.kind === "list" ? `it holds lists of ${column.width} numbers` : column.reason;
    throw new SettingError(
      (say) =>
        `${table.source}, column ${label}: cannot be the label: ${found}; choose another with ${say("label")}`,
    );
  }
  checkFinite(table, label, column);
  const { names, values } = column;
  const texts = new Map<number, string>();
  return Array.from(values, (value, row) => {
    let text = texts.get(value);
    if (text === undefined) {
      if (!Number.isInteger(value)) {
        throw new SettingError(
          (say) =>
            `${table.where(row, label)}: the label ${value} is not a whole number, so this is a regression: say ${say("task", "regress")}, or choose a column of classes with ${say("label")}`,
        );
      }
      text = names?.[value] ?? String(value);
      texts.set(value, text);
    }
    return text;
  });
}

/** The classes of a table: those that the file itself names, else those that occur, sorted. */
export function classNamesOf(
  table: Table,
  label: string,
  cells = labelCells(table, label),
): readonly string[] {
  const names = classesAmong(table, label, cells);
  if (names.length < 2) {
    throw new SettingError(
      (say) =>
        `${table.source}, column ${label}: every row is of class "${names[0]}"; a classifier needs at least two classes; to learn what good parts look like from these alone, say ${say("task", "siamese")}`,
    );
  }
  return names;
}

/** The same, of which there may be but one. */
export function classesAmong(
  table: Table,
  label: string,
  cells = labelCells(table, label),
): readonly string[] {
  const column = table.columns.get(label);
  return column?.kind === "number" && column.names ? column.names : sortClasses(new Set(cells));
}

function numbered(
  table: Table,
  label: string,
  cells: readonly string[],
  classNames: readonly string[],
): Int32Array {
  const numbers = new Map(classNames.map((name, i) => [name, i]));
  return Int32Array.from(cells, (cell, row) => {
    const number = numbers.get(cell);
    if (number !== undefined) return number;
    const near = nearest(cell, classNames);
    const known = classNames.length > 20 ? [...classNames.slice(0, 20), "..."] : classNames;
    throw new UserError(
      `${table.where(row, label)}: class "${cell}" is unknown${near === undefined ? "" : `; did you mean "${near}"?`}${near === undefined ? ";" : ""} the classes are ${known.join(", ")}`,
    );
  });
}
