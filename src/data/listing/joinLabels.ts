import { UserError } from "../../errors.ts";
import { type Column, cellsOf, Table } from "../table.ts";

/** Whether two tables have the same columns: then they are rows of one table, and not features and their labels. */
export const sameColumns = (a: Table, b: Table): boolean =>
  a.columns.size === b.columns.size && a.columnNames.every((name) => b.columns.has(name));

/**
 * The rows of a file of features, each with its labels from the file beside it, row by row. A column that both have, as an id or a
 * running number, must say the same in both. Throws a `UserError` where the rows do not agree.
 */
export function joinLabels(features: Table, labels: Table): Table {
  if (features.rows !== labels.rows)
    throw new UserError(
      `${labels.source}: has ${labels.rows} rows, and ${features.source}, whose labels it seems to hold, has ${features.rows}; give each row its label, or name one of the files`,
    );
  const columns = new Map(features.columns);
  for (const [name, column] of labels.columns) {
    // Names that were made up say nothing: x0 of both is not the same.
    const own = labels.traits.headerless ? undefined : columns.get(name);
    if (own) {
      const row = firstDifference(own, column);
      if (row === undefined) continue;
      throw new UserError(
        `${labels.where(row, name)}: is not what ${features.where(row, name)} has; put the rows of both files into the same order`,
      );
    }
    columns.set(labels.traits.headerless ? labelName(labels, name) : name, column);
  }
  return new Table(columns, features.parts, { ...features.traits, notes: notesOf(features, labels) });
}

const labelName = (labels: Table, name: string): string =>
  labels.columns.size === 1 ? "label" : `label ${name}`;

const notesOf = (features: Table, labels: Table): string[] => [
  ...(features.traits.notes ?? []),
  ...(labels.traits.notes ?? []),
  `${labels.source} holds the labels of ${features.source}, row by row`,
];

/** The first row in which two columns differ. */
function firstDifference(a: Column, b: Column): number | undefined {
  const [left, right] = [cellsOf(a), cellsOf(b)];
  const row = left.findIndex((cell, i) => cell !== right[i]);
  return row < 0 ? undefined : row;
}
