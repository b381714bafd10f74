import { namesGood } from "../../data/images/layouts/goodWord.ts";
import { chooseLabel } from "../../data/rows/chooseLabel.ts";
import { markSays } from "../../data/rows/classes.ts";
import { classesAmong, classesTakenNotes, sameClass } from "../../data/rows/labels.ts";
import { type Column, Table } from "../../data/table.ts";
import { asProgram, SettingError, type Spell, UserError } from "../../errors.ts";
import { goodAmong, goodClass } from "../../train/inspection/goodClass.ts";

// Parts that lie there without classes, or with other classes than those that were learned: good parts alone are the usual case.

/** A table with a column of classes. */
export interface LabelledTable {
  readonly table: Table;
  readonly label: string;
}

/**
 * The column of the classes; where a table has none, since its pictures lie in no folder of a class or its columns are measurements
 * alone, all of its parts are taken for good ones, and that is said.
 */
export function labelOfParts(
  table: Table,
  { others, good: named, notes, spell = asProgram }: PartsAsked,
): LabelledTable & { why: string } {
  try {
    return { table, ...chooseLabel(table.without(others)) };
  } catch (error) {
    if (!(error instanceof UserError) || !hasNoClasses(table.without(others))) throw error;
  }
  // Where boxes say what was found in pictures, some are of bad parts.
  if (table.traits.noClasses !== undefined && named === undefined)
    throw new SettingError(
      (say) =>
        `${table.source}: ${table.traits.noClasses}; learn from a folder of the good ones alone, put those of each class into a folder of its own, or say ${say("good", "good")} if all are good`,
    );
  notes.push(
    `${table.source}: has no classes: all ${table.rows} ${table.imageColumn === undefined ? `rows are taken for good parts; name a column of classes with ${spell("label")}` : "pictures are taken for good parts"}`,
  );
  return { ...withGood(table, named ?? "good"), why: "made up" };
}

export interface PartsAsked {
  /** columns that are something else than the label */
  others: ReadonlySet<string>;
  /** what the class of good parts is called */
  good?: string | undefined;
  notes: string[];
  spell?: Spell | undefined;
}

/** Pictures alone, or measurements up to the last column. */
function hasNoClasses({ columnNames, columns, imageColumn }: Table): boolean {
  if (columnNames.every((name) => name === imageColumn)) return true;
  const last = columns.get(columnNames.at(-1)!);
  return (
    last?.kind === "number" && last.values.some((value) => Number.isFinite(value) && !Number.isInteger(value))
  );
}

/** The table with a class for each row: the good one. */
export function withGood(table: Table, good: string, label = "label"): LabelledTable {
  const { rows, columns, parts, traits } = table;
  const free = columns.has(label) ? `${label} of parts` : label;
  const column: Column = { kind: "text", values: Array.from({ length: rows }, () => good) };
  return { table: new Table(new Map([...columns, [free, column]]), parts, traits), label: free };
}

/** Whether parts to test on have no classes, which is said: they can be judged, but nothing can be measured on them. */
export function lacksClasses(table: Table, label: string, notes: string[]): boolean {
  if (table.columns.has(label)) return false;
  notes.push(
    `${table.source}: its ${table.rows} parts have no classes, so that nothing is measured on them; judge them`,
  );
  return true;
}

/** Classes of rows that distances are measured on, and how they count, for a person. */
export interface KnownKinds {
  /** the learned ones first, then those that were not learned */
  readonly classNames: readonly string[];
  readonly notes: readonly string[];
}

/** The classes of a table, beside those that were learned; `good` is the class of good parts, where it is named. */
export function knownKinds(
  table: Table,
  label: string,
  { learned, good: named }: { learned: readonly string[]; good?: string | undefined },
): KnownKinds {
  const found = classesAmong(table, label);
  const unknown = found.filter((name) => !learned.includes(name) && sameClass(name, learned) < 0);
  const classNames = [...learned, ...unknown];
  const good = goodClass(learned, named);
  if (good === undefined) return { classNames, notes: [] };
  const where = table.source;
  const own = goodAmong(
    found.map((name) => learned[sameClass(name, learned)] ?? name),
    good,
  );
  const notes = [...classesTakenNotes(table, label, learned)];
  if (own === undefined)
    notes.push(`${where}: no class is of good parts ("${good}"): ${found.join(", ")} count as bad`);
  else if (own !== good)
    notes.push(`${where}: "${own}" is taken for the good parts, which were called "${good}" in training`);
  const kinds = unknown.filter((name) => name !== own);
  if (kinds.length > 0 && own !== undefined)
    notes.push(
      `${where}: training did not know the ${kinds.length === 1 ? "kind" : "kinds"} ${kinds.join(", ")}: such parts count as bad`,
    );
  for (const name of kinds)
    if (own !== undefined && (namesGood(name) || markSays(name) === "good"))
      notes.push(`${where}: "${name}" is called as good parts are; write it "${own}" if these are good`);
  return { classNames, notes };
}
