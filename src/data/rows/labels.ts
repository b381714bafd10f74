import { nearest, SettingError, UserError } from "../../errors.ts";
import { checkFinite } from "../columns/features.ts";
import { notNumbersOf } from "../columns/notNumbers.ts";
import { isGap, leavingOut } from "../columns/noValue.ts";
import { rowSaid } from "../formats/csv/ends.ts";
import { namesBad, namesGood } from "../images/layouts/goodWord.ts";
import { type Column, cellsOf, offer, type Table } from "../table.ts";
import type { Task } from "./chooseLabel.ts";
import { markSays, sortClasses, writtenAs } from "./classes.ts";

export interface LabelOptions {
  label: string;
  task?: Task | undefined;
  /** the classes, in the order of their numbers; found in the column when left out */
  classNames?: readonly string[] | undefined;
  /** a part of a larger table: its targets may all be one */
  piece?: boolean | undefined;
}

/** The label column as numbers: those of the classes, or the values that a regression predicts. */
export function readLabels(
  table: Table,
  { label, task, classNames: known, piece = false }: LabelOptions,
): { labels: Int32Array | Float64Array; classNames: readonly string[] } {
  if (task === "regress") return { labels: targetValues(table, label, piece), classNames: [] };
  const whole = known && wholeNumbers(table.columns.get(label), known);
  if (whole) return { labels: whole, classNames: known };
  const { texts, missing } = labelTexts(table, label, known);
  if (missing.length > 0) throw missingLabel(table, label, missing);
  const classNames = known ?? classNamesOf(table, label, texts);
  return { labels: numbered(table, label, texts, classNames), classNames };
}

/** Classes that are whole numbers, without a word for each row; nothing where one is not, which then is said of it. */
function wholeNumbers(column: Column | undefined, classNames: readonly string[]): Int32Array | undefined {
  if (column?.kind !== "number" || column.names || column.spelled) return undefined;
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
  const column = usable(table, label);
  if (column.kind === "text") {
    throw notNumbersOf(table, label, column.values).targetError(column.values.length);
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

/** The column, which holds numbers or words. */
function usable(table: Table, label: string): Extract<Column, { kind: "number" | "text" }> {
  const column = table.columns.get(label);
  if (!column)
    throw new UserError(`${table.source}: no label column "${label}"${offer(label, table.columnNames)}`);
  if (column.kind === "number" || column.kind === "text") return column;
  const found = column.kind === "list" ? `it holds lists of ${column.width} numbers` : column.reason;
  throw new SettingError(
    (say) =>
      `${table.source}, column ${label}: cannot be the label: ${found}; choose another with ${say("label")}`,
  );
}

/** The text of every label, white space around it left out, and the rows that have none. */
export interface LabelTexts {
  texts: readonly string[];
  missing: readonly number[];
}

/**
 * A label is its text: 001 is not 1, 1E2 is not 100. Numbers that all end in .0, as pandas writes whole ones beside a gap, are
 * whole numbers. Whether a dash or なし is a class or says that there is none, the classes say where they are known, else how
 * often it occurs.
 */
export function labelTexts(table: Table, label: string, known?: readonly string[]): LabelTexts {
  const column = usable(table, label);
  const texts = column.kind === "text" ? column.values.map(trimmed) : spelledLabels(table, label, column);
  const classes = new Set(known ?? unsureClasses(countTexts(texts), texts.length));
  const missing: number[] = [];
  for (const [row, text] of texts.entries())
    if (isGap(text) ? !(known && classes.has(text)) : isUnsure(text) && !classes.has(text)) missing.push(row);
  return { texts, missing };
}

/** The rows of a classification that have no label. */
export const rowsWithoutLabel = (table: Table, label: string, known?: readonly string[]): readonly number[] =>
  labelTexts(table, label, known).missing;

const trimmed = (text: string): string => text.replaceAll(/^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g, "");

/** Words that may be a class, as of parts without a defect, or may say that there is no label. */
const isUnsure = (text: string): boolean => dashes.test(text) || unsureWords.has(text.toLowerCase());
const dashes = /^(?:[-‐–—―−ー－]+|[?？])$/;
/** 欠損 and 欠 are not among them: so a defect is called. */
const unsureWords = new Set(["none", "nil", "なし", "無し", "無", "ナシ", "未入力", "未記入"]);

/** What stands beside なし where it is a class. */
const opposites = new Set(["あり", "有り", "有", "yes", "some"]);

/** A word that says so of fewer rows is no class. */
const leastShare = 0.1;

/** Which of the unsure words among the labels of so many rows are classes. */
function unsureClasses(counts: ReadonlyMap<string, number>, rows: number): string[] {
  const opposed = [...counts.keys()].some((text) => opposites.has(text.toLowerCase()));
  return [...counts].flatMap(([text, count]) =>
    isUnsure(text) && !isGap(text) && (opposed || count >= leastShare * rows) ? [text] : [],
  );
}

/** The classes among labels that were counted: all but the words that say that there is none. */
export function classesCounted(counts: ReadonlyMap<string, number>, rows: number): string[] {
  const unsure = new Set(unsureClasses(counts, rows));
  return [...counts.keys()].filter((text) => !isGap(text) && (!isUnsure(text) || unsure.has(text)));
}

/** How often each occurs, added to `counts`. */
export function countTexts(
  texts: readonly string[],
  counts = new Map<string, number>(),
): Map<string, number> {
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** Labels that are numbers, as they were written; "" where there is none. */
function spelledLabels(
  table: Table,
  label: string,
  { values, names, words, spelled }: Extract<Column, { kind: "number" }>,
): string[] {
  const asWritten = spelled && !allEndInZero(values, spelled) ? spelled : undefined;
  const known = new Map<number, string>();
  return Array.from(values, (value, row) => {
    if (Number.isNaN(value)) return words?.get(row) ?? "";
    const written = asWritten?.get(row);
    if (written !== undefined && Number.isInteger(value)) return written;
    let text = known.get(value);
    if (text === undefined) {
      if (!Number.isInteger(value)) {
        throw new SettingError(
          (say) =>
            `${table.where(row, label)}: the label ${value} is not a whole number, so this is a regression: say ${say("task", "regress")}, or choose a column of classes with ${say("label")}`,
        );
      }
      text = names?.[value] ?? String(value);
      known.set(value, text);
    }
    return text;
  });
}

const endsInZero = /^-?(0|[1-9]\d*)\.0*$/;

function allEndInZero(values: ArrayLike<number>, spelled: ReadonlyMap<number, string>): boolean {
  for (let row = 0; row < values.length; row++)
    if (!Number.isNaN(values[row]) && !endsInZero.test(spelled.get(row) ?? "")) return false;
  return true;
}

function missingLabel(table: Table, label: string, missing: readonly number[]): SettingError {
  const row = missing[0]!;
  const column = table.columns.get(label)!;
  const cell =
    column.kind === "text"
      ? trimmed(column.values[row]!)
      : column.kind === "number"
        ? (column.words?.get(row) ?? (column.gap?.row === row ? column.gap.text : ""))
        : "";
  const found = cell === "" ? "" : ` (the cell is ${cell})`;
  const name = isUnsure(cell) && !isGap(cell) ? `, or give it a name if it is a class` : "";
  const end = atOneEnd(table, missing);
  if (end !== undefined && found === "")
    return new SettingError((say) => {
      const setting = say("missing", "drop") || say("onError", "skip");
      const them = missing.length === 1 ? "it" : "them";
      const leave = setting === "" ? "" : ` or leave ${them} out with ${setting}`;
      return `${table.where(row, label)}: the label is missing, ${end} (${rowSaid(cellsAt(table, row))}); if ${missing.length === 1 ? "it sums up or limits" : "they sum up or limit"} the others, delete ${them}${leave}, else fill in the class`;
    });
  const more = missing.length > 1 ? `, the first of ${missing.length}` : "";
  return new SettingError(
    (say) =>
      `${table.where(row, label)}: the label is missing${found}${more}; fill in the class or delete the row${name}${leavingOut(say)}`,
  );
}

/** So few rows at an end may be none of the parts. */
const fewRows = 4;

/** Whether the rows without a label are a few at one end of a table, in words. */
function atOneEnd(table: Table, missing: readonly number[]): string | undefined {
  const [first, last] = [missing[0]!, missing.at(-1)!];
  const few = missing.length;
  if (few > fewRows || last - first !== few - 1 || table.rows < 2 * fewRows) return undefined;
  const rows = few === 1 ? "row" : `${few} rows`;
  if (first === 0)
    return few === 1 ? `in the first ${rows} alone` : `in the first ${rows} alone, of which this is one`;
  if (last !== table.rows - 1) return undefined;
  return few === 1 ? `in the last ${rows} alone` : `in the last ${rows} alone, of which this is one`;
}

const cellsAt = (table: Table, row: number): string[] =>
  Array.from(table.columns.values(), (column) => cellsOf(column)[row] ?? "");

/** The classes of a table: those that the file itself names, else those that occur, sorted. */
export function classNamesOf(
  table: Table,
  label: string,
  texts = labelTexts(table, label).texts,
): readonly string[] {
  const names = classesAmong(table, label, texts);
  if (names.length >= 2) return names;
  throw new SettingError((say) =>
    names[0] === undefined
      ? `${table.source}, column ${label}: no row has a label; fill in the classes`
      : `${table.source}, column ${label}: every row is of class "${names[0]}"; a classifier needs at least two classes; to learn what good parts look like from these alone, say ${say("task", "siamese")}`,
  );
}

/** The same, of which there may be but one. */
export function classesAmong(
  table: Table,
  label: string,
  texts = labelTexts(table, label).texts,
): readonly string[] {
  const column = table.columns.get(label);
  if (column?.kind === "number" && column.names) return column.names;
  return sortClasses(classesCounted(countTexts(texts), texts.length));
}

function numbered(
  table: Table,
  label: string,
  texts: readonly string[],
  classNames: readonly string[],
): Int32Array {
  const numbers = new Map(classNames.map((name, i) => [name, i]));
  return Int32Array.from(texts, (text, row) => {
    const number = numbers.get(text);
    if (number !== undefined) return number;
    const same = sameClass(text, classNames);
    if (same >= 0) {
      numbers.set(text, same);
      return same;
    }
    const says = markSays(text);
    const meant = says && classNames.filter(says === "good" ? namesGood : namesBad);
    const near = meant?.length === 1 ? meant[0] : nearest(text, classNames);
    const known = classNames.length > 20 ? [...classNames.slice(0, 20), "..."] : classNames;
    throw new UserError(
      `${table.where(row, label)}: class "${text}" is unknown${near === undefined ? "" : `; did you mean "${near}"?`}${near === undefined ? ";" : ""} the classes are ${known.join(", ")}`,
    );
  });
}

/**
 * Another file may write a class 1 as 1.0, in wide characters, or OK as ok or O.K.: the place of the only class that is written so, else
 * of the only one in another case, else with other dots or marks, else -1.
 */
export function sameClass(text: string, classNames: readonly string[]): number {
  const onlyOne = (as: (text: string) => string) => {
    const found = classNames.flatMap((name, i) => (as(name) === as(text) ? [i] : []));
    return found.length === 1 ? found[0]! : -1;
  };
  const exact = onlyOne(plainly);
  if (exact >= 0) return exact;
  const inCase = onlyOne((one) => plainly(one).toLowerCase());
  return inCase >= 0 ? inCase : onlyOne(writtenAs);
}

const plainly = (text: string): string => {
  const narrow = trimmed(text.normalize("NFKC"));
  return endsInZero.test(narrow) ? narrow.replace(/\.0*$/, "") : narrow;
};

/** Labels that are written in another way than the classes that they are taken for, a line each. */
export function classesTakenNotes(table: Table, label: string, classNames: readonly string[]): string[] {
  const { texts } = labelTexts(table, label, classNames);
  return [...new Set(texts)].flatMap((text) => {
    if (classNames.includes(text)) return [];
    const same = sameClass(text, classNames);
    return same < 0 ? [] : [`column ${label}: "${text}" is taken for the class "${classNames[same]}"`];
  });
}
