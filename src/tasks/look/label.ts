import { append } from "../../data/numbers/lists.ts";
import type { ColumnRoles } from "../../data/reading.ts";
import { chooseLabel, columnCalled, type Task } from "../../data/rows/chooseLabel.ts";
import { sortClasses } from "../../data/rows/classes.ts";
import { labelTexts } from "../../data/rows/labels.ts";
import { notLabels, settledRoles } from "../../data/rows/roles.ts";
import type { Table } from "../../data/table.ts";
import { SettingError, type Spell, UserError } from "../../errors.ts";
import type { LookLabel } from "../../report/look/lookReport.ts";
import { positiveOf } from "../plan/positive.ts";
import { areAmounts } from "./amounts.ts";
import type { SeenCells } from "./seen.ts";

/** What is asked of the label. */
export interface AskedLabel {
  label?: string | undefined;
  task?: Task | undefined;
  positive?: string | undefined;
  roles: ColumnRoles;
  spell: Spell;
}

/** The label, and what it is of each row. */
export interface FoundLabel {
  readonly label: LookLabel;
  /** the class of each row, -1 where it has none; of a regression the number, NaN where it has none */
  readonly values: Int32Array | Float64Array;
}

/** The column that is the label, and why; or why none is. */
export function labelIn(
  table: Table,
  { label: asked, task, roles: given, spell }: AskedLabel,
): { name: string; why: string; roles: ColumnRoles } | { none: string; roles: ColumnRoles } {
  const named = asked === undefined ? undefined : (columnCalled(table, asked) ?? asked);
  const roles = settledRoles(table, given, named);
  if (named !== undefined) {
    table.column(named); // there is none of this name
    return { name: named, why: "as asked", roles };
  }
  try {
    const { label, why } = chooseLabel(table.without(notLabels(roles)), task ?? "classify");
    return { name: label, why, roles };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { none: error instanceof SettingError ? error.spelled(spell) : error.message, roles };
  }
}

/** What a label holds, row by row. `seen`: its column */
export function readLabel(
  table: Table,
  { name, why }: { name: string; why: string },
  seen: SeenCells | undefined,
  { task, positive }: Pick<AskedLabel, "task" | "positive">,
): FoundLabel {
  const column = table.column(name);
  const named = column.kind === "number" && column.names !== undefined;
  const numbers = seen?.values && seen.width === 1 && !named ? seen.values : undefined;
  const settled: Task = task ?? (numbers && areAmounts(numbers) ? "regress" : "classify");
  const common = { name, why, taskAsked: task !== undefined };
  if (settled === "regress") {
    const values = numbers ?? new Float64Array(table.rows).fill(Number.NaN);
    const missing = values.reduce((count, value) => count + Number(!Number.isFinite(value)), 0);
    return {
      label: { ...common, task: "regress", missing, classes: [], baseline: null, positive: null },
      values,
    };
  }
  const { texts, missing } = labelTexts(table, name);
  const without = new Set(missing);
  const counts = new Map<string, number>();
  for (const [row, text] of texts.entries())
    if (!without.has(row)) counts.set(text, (counts.get(text) ?? 0) + 1);
  const classNames = sortClasses(counts.keys());
  const places = new Map(classNames.map((one, k) => [one, k]));
  const values = Int32Array.from(texts, (text, row) => (without.has(row) ? -1 : places.get(text)!));
  const labels: number[] = [];
  append(
    labels,
    values.filter((value) => value >= 0),
  );
  const classes = classNames.map((one) => ({ name: one, rows: counts.get(one)! }));
  const [commonest] = classes.toSorted((a, b) => b.rows - a.rows);
  const found = positiveOf({ classNames, labels: Int32Array.from(labels) }, positive);
  return {
    label: {
      ...common,
      task: "classify",
      missing: missing.length,
      classes,
      baseline: commonest
        ? { name: commonest.name, accuracy: commonest.rows / Math.max(1, labels.length) }
        : null,
      positive: found ? { name: found.name, why: found.why } : null,
    },
    values,
  };
}
