import { UserError } from "../../../../errors.ts";
import type { Column, Table } from "../../../table.ts";
import { parseNumber } from "../../number.ts";
import { buddhistDays, daysOf, type Moment } from "./dates.ts";

// Dates that stand in several columns: 年, 月 and 日; year, month, day and hour; Jahr, Monat, Tag.

const kinds = ["year", "month", "day", "hour"] as const;
type Kind = (typeof kinds)[number];

const ranges: Readonly<Record<Kind, readonly [least: number, most: number]>> = {
  year: [1900, 2643],
  month: [1, 12],
  day: [1, 31],
  hour: [0, 24],
};
const words: Readonly<Record<Kind, ReadonlySet<string>>> = {
  year: new Set("year yr yyyy jahr année annee año anno ano год rok jaar år".split(" ")),
  month: new Set("month mon mm monat mois mes mese mês месяц miesiąc maand månad måned".split(" ")),
  day: new Set("day dd dom tag jour día dia giorno день dzień dag".split(" ")),
  hour: new Set("hour hr hh stunde heure hora ora час godzina uur".split(" ")),
};
const signs: Readonly<Record<string, Kind>> = { 年: "year", 月: "month", 日: "day", 時: "hour", 时: "hour" };

/** What of a date a column is called after, and what else stands in its name. */
function partIn(name: string): { kind: Kind; stem: string; word: string } | undefined {
  const narrow = name
    .normalize("NFKC")
    .trim()
    .replace(/[([［【][^)\]］】]*[)\]］】]$/, "")
    .trim();
  const sign = signs[narrow.at(-1) ?? ""];
  if (sign) return { kind: sign, stem: narrow.slice(0, -1), word: narrow.at(-1)! };
  const tokens = narrow.split(/[\s_.-]+|(?<=[a-z])(?=[A-Z])/);
  for (const at of [tokens.length - 1, 0]) {
    const word = tokens[at]!.toLowerCase();
    const kind = kinds.find((one) => words[one].has(word));
    const rest = tokens.toSpliced(at, 1).join("_");
    if (kind) return { kind, stem: rest, word };
  }
  return undefined;
}

/** A date in several columns: year, month, day and perhaps the hour, and what they are called together. */
export interface DateInParts {
  readonly columns: readonly [year: string, month: string, day: string, hour?: string];
  readonly title: string;
}

/** The dates of a table that stand in several columns of numbers each, by their names and cells. */
export function datesInParts(table: Table): DateInParts[] {
  const stems = new Map<string, Map<Kind, { name: string; word: string } | "several">>();
  for (const [name, column] of table.columns) {
    const found = partIn(name);
    if (!found || !holdsPart(column, found.kind)) continue;
    const { kind, stem, word } = found;
    const key = stem.toLowerCase();
    const parts = stems.get(key) ?? new Map();
    parts.set(kind, parts.has(kind) ? "several" : { name, word });
    stems.set(key, parts);
  }
  return [...stems].flatMap(([stem, parts]) => {
    const found = kinds.flatMap((kind) => {
      const part = parts.get(kind);
      return part === undefined || part === "several" ? [] : [{ kind, ...part }];
    });
    const [year, month, day, hour] = found;
    if (year?.kind !== "year" || month?.kind !== "month" || day?.kind !== "day") return [];
    const called = found.map(({ word }) => word);
    const title = /^[\x20-\x7e]*$/.test(called[0]!)
      ? [stem, ...called].filter((one) => one !== "").join("_")
      : `${stem}${called.join(/[年]/.test(called[0]!) ? "" : "_")}`;
    const columns: [string, string, string, string?] = [year.name, month.name, day.name];
    if (hour?.kind === "hour") columns.push(hour.name);
    return [{ columns, title }];
  });
}

function holdsPart(column: Column, kind: Kind): boolean {
  if (column.kind !== "number" || column.names) return false;
  const [least, most] = ranges[kind];
  const { values } = column;
  let present = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    if (value < least || value > most || (kind !== "hour" && !Number.isInteger(value))) return false;
    present++;
  }
  return present > 0;
}

/** The moment of a row of such columns; nothing where it lacks a part, and "none" where there is no such day. */
function momentOf([year, month, day, hour]: readonly number[]): Moment | "none" | undefined {
  if (Number.isNaN(year! + month! + day! + (hour ?? 0))) return undefined;
  const days = buddhistDays([year!, month!, day!]) ?? daysOf([year!, month!, day!]);
  return days === undefined ? "none" : { days, hours: hour };
}

/** The moments of a table's rows in turn. */
export function* momentsInParts(
  table: Table,
  columns: readonly string[],
): Generator<Moment | "none" | undefined> {
  const cells = columns.map((name) => numbersIn(table, name));
  for (let row = 0; row < table.rows; row++) yield momentOf(cells.map((values) => values[row]!));
}

/** Numbers, also where they are stored as text. */
function numbersIn(table: Table, name: string): ArrayLike<number> {
  const column = table.column(name);
  if (column.kind === "number") return column.values;
  if (column.kind === "text") return column.values.map(parseNumber);
  throw new UserError(
    `${table.source}, column ${name}: holds a part of a date in the training data, here something else; write numbers`,
  );
}

/** What stands in a row of such columns: 2024-2-31. */
export const partsSaid = (table: Table, columns: readonly string[], row: number): string =>
  columns
    .slice(0, 3)
    .map((name) => numbersIn(table, name)[row])
    .join("-");
