import { isTotal } from "../../data/formats/csv/ends.ts";
import { isHeaderDoubted } from "../../data/formats/csv/leftovers.ts";
import { namesBad, namesGood } from "../../data/images/layouts/goodWord.ts";
import { allNames } from "../../data/listing/oneLine.ts";
import { append, gather } from "../../data/numbers/lists.ts";
import { markSays, writtenAs } from "../../data/rows/classes.ts";
import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import type { Table } from "../../data/table.ts";
import { asProgram, SettingError, type Spell, UserError } from "../../errors.ts";

/** A label with about as many classes as rows is an amount, a name or a number of a part. */
export function checkClasses(
  table: Table,
  label: string,
  classNames: readonly string[],
  notes: string[],
  say: Spell = asProgram,
): void {
  const numeric = classNames.every(isWhole);
  if (classNames.length > 10 && 2 * classNames.length > table.rows) {
    throw new SettingError((say) => {
      const instead = numeric ? `, or say ${say("task", "regress")} to predict it as a number` : "";
      return `${table.source}, column ${label}: has ${classNames.length} different values in ${table.rows} rows, too many to be classes; choose another with ${say("label")}${instead}`;
    });
  }
  append(notes, classNotes(label, classNames, say));
}

/** What is odd about so many, or such, classes. */
export function classNotes(label: string, classNames: readonly string[], say: Spell): string[] {
  const notes: string[] = [];
  if (mayBeAmounts(classNames))
    notes.push(
      `column ${label} has ${classNames.length} whole numbers for classes; if they are amounts, say ${say("task", "regress")}`,
    );
  const totals = classNames.filter(isTotal);
  if (totals.length > 0 && totals.length < classNames.length)
    notes.push(
      `column ${label}: the class "${totals[0]}" is called as a total or a mean; if its rows sum up others, delete them`,
    );
  const alike = new Map<string, string[]>();
  for (const name of classNames) {
    gather(alike, writtenAs(name), `"${name}"`);
  }
  for (const names of alike.values())
    if (names.length > 1)
      notes.push(
        `column ${label}: the classes ${allNames(names)} differ in the way of writing alone; if they are one, write it one way`,
      );
  append(notes, markNotes(label, classNames));
  return notes;
}

/** A mark beside a word that says the same of parts: 〇 beside OK. */
const markNotes = (label: string, classNames: readonly string[]): string[] =>
  (["good", "bad"] as const).flatMap((says) => {
    const mark = classNames.find((name) => markSays(name) === says);
    const word = classNames.find(says === "good" ? namesGood : namesBad);
    return mark === undefined || word === undefined
      ? []
      : [
          `column ${label}: the classes "${word}" and "${mark}" may both be of ${says} parts; if they are, write them one way`,
        ];
  });

const isWhole = (name: string): boolean => /^-?\d+$/.test(name);

/** Digits are ten classes and letters 26, but so many whole numbers are rather counted or measured. */
export const mayBeAmounts = (classNames: readonly string[]): boolean =>
  classNames.length > 20 && classNames.every(isWhole);

/** Both parts need rows; of every class, one each. */
export function checkHeldOut(
  { labels, nSamples, nClasses, classNames }: LabelledRows,
  { source, label, notes }: { source: string; label: string; notes: readonly string[] },
  share: number,
  by: "testSize" | "validation",
): void {
  const mend = (say: Spell) =>
    by === "testSize"
      ? `name test rows with ${say("test")}, or train on all rows with ${say("testSize", 0)}`
      : `or watch by none with ${say("validation", 0)}`;
  const held = Math.ceil(share * nSamples);
  if (nClasses === 0) {
    if (held < 2 || nSamples - held < 2) {
      throw new SettingError(
        (say) =>
          `${source}: ${say(by, share)} holds out ${held} of ${nSamples} rows, but both parts need at least two; add rows, ${mend(say)}`,
      );
    }
    return;
  }
  const counts = new Array<number>(nClasses).fill(0);
  for (const label of labels) counts[label]!++;
  const lone = counts.indexOf(1);
  if (lone >= 0 && mayBeAmounts(classNames)) {
    throw new SettingError(
      (say) =>
        `${source}, column ${label}: ${nClasses} different whole numbers in ${nSamples} rows, of which ${classNames[lone]} stands in one; if they are amounts, say ${say("task", "regress")}; if they are classes, one row cannot be both trained on and held out: add rows, ${mend(say)}`,
    );
  }
  if (lone >= 0) {
    const plain = writtenAs(classNames[lone]!);
    const alike = classNames.find((name, k) => k !== lone && writtenAs(name) === plain);
    if (alike !== undefined)
      throw new UserError(
        `${source}, column ${label}: the class "${classNames[lone]}" has one row and differs from "${alike}" in the way of writing alone; write it one way`,
      );
    throw new SettingError(
      (say) =>
        `${source}: class "${classNames[lone]}" has one row, which cannot be both trained on and held out; ${isHeaderDoubted(notes) ? `if the first line is the header, say ${say("header", true)}; else ` : ""}add rows, ${mend(say)}`,
    );
  }
  if (held < nClasses || nSamples - held < nClasses) {
    throw new SettingError(
      (say) =>
        `${source}: ${say(by, share)} holds out ${held} of ${nSamples} rows, but both parts need at least one row of each of the ${nClasses} classes; say ${shareFor(nSamples, nClasses, (share) => say(by, share))}, ${mend(say)}`,
    );
  }
}

/** The shares that leave and hold out a row of each class. */
function shareFor(rows: number, classes: number, say: (share: number) => string): string {
  const least = Math.ceil((100 * classes) / rows) / 100;
  const most = Math.min(0.9, Math.floor((100 * (rows - classes)) / rows) / 100);
  if (least > most) return "another share";
  return least === most ? say(least) : `${say(least)} (up to ${most})`;
}
