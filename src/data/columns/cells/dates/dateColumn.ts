import { UserError } from "../../../../errors.ts";
import type { Column, Numbers, Table } from "../../../table.ts";
import { type DatePart, dateParts, type EncodedColumn } from "../../encoding.ts";
import { type MissingRule, mean, median } from "../../missing.ts";
import { others } from "../../notNumbers.ts";
import { isMissing } from "../../noValue.ts";
import { momentOfNumber } from "./dateNumbers.ts";
import { dayMs, dayText, type Moment, momentOf } from "./dates.ts";
import { momentsInParts, partsSaid } from "./parts.ts";
import { inAnyYear, momentInYear, numberInYear } from "./yearless.ts";

type DateColumn = Extract<EncodedColumn, { kind: "date" }>;

/** How the cells of a column are dates. */
export type DateReading = Pick<DateColumn, "order" | "yearless" | "together" | "calendar">;

/** The moment of a cell; nothing where it holds none. */
export function momentIn(cell: string, { order, yearless, calendar }: DateReading): Moment | undefined {
  if (yearless === undefined) return momentOf(cell, order, calendar);
  const found = momentInYear(cell, order);
  if (found) return found;
  const whole = momentOf(cell, order);
  return whole?.days === undefined ? undefined : { ...whole, days: inAnyYear(whole.days) };
}

/** The same of a number: 5.01 may be a day without a year. */
export function momentOfValue(value: number, { order, yearless }: DateReading): Moment | undefined {
  if (yearless === undefined) return momentOfNumber(value);
  const found = numberInYear(value, { order, yearless });
  if (found) return found;
  const whole = momentOfNumber(value);
  return whole?.days === undefined ? undefined : { ...whole, days: inAnyYear(whole.days) };
}

/** The moments of a column's rows, NaN where there is none: days since 1970-01-01, and hours since midnight. */
export interface Moments {
  readonly days: Float64Array;
  readonly hours: Float64Array;
}

/** Throws a UserError that names the first cell that is no date. */
export function momentsOf(table: Table, name: string, how: DateReading): Moments {
  const column = table.column(name);
  const moments = { days: nans(table.rows), hours: nans(table.rows) };
  if (how.together) return momentsOfParts(table, [name, ...how.together.columns], moments);
  if (column.kind === "unusable" && column.dates) {
    for (const [row, ms] of column.dates.entries()) {
      const days = Math.floor(ms / dayMs);
      moments.days[row] = how.yearless === undefined || Number.isNaN(days) ? days : inAnyYear(days);
      moments.hours[row] = (ms - days * dayMs) / 3_600_000;
    }
    return moments;
  }
  if (column.kind === "number" && !column.names)
    return momentsOfNumbers(table, { name, values: column.values }, how, moments);
  if (column.kind !== "text") {
    throw new UserError(
      `${table.source}, column ${name}: holds dates in the training data, here ${holds(column)}; write dates`,
    );
  }
  let [wrong, count] = [-1, 0];
  for (const [row, cell] of column.values.entries()) {
    if (isMissing(cell)) continue;
    const found = momentIn(cell, how);
    if (!found) {
      if (count++ === 0) wrong = row;
      continue;
    }
    moments.days[row] = found.days ?? Number.NaN;
    moments.hours[row] = found.hours ?? Number.NaN;
  }
  if (count > 0)
    throw new UserError(
      `${table.where(wrong, name)}: ${JSON.stringify(column.values[wrong])} is not a date as those of the column${others(count - 1)}; write one there or delete the row`,
    );
  return moments;
}

function momentsOfParts(table: Table, columns: readonly string[], moments: Moments): Moments {
  let row = 0;
  for (const found of momentsInParts(table, columns)) {
    if (found === "none")
      throw new UserError(
        `${table.where(row, columns[2])}: there is no day ${partsSaid(table, columns, row)}; write one that there is or delete the row`,
      );
    moments.days[row] = found?.days ?? Number.NaN;
    moments.hours[row++] = found?.hours ?? Number.NaN;
  }
  return moments;
}

function momentsOfNumbers(
  table: Table,
  { name, values }: { name: string; values: Numbers },
  how: DateReading,
  moments: Moments,
): Moments {
  let [wrong, count] = [-1, 0];
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row]!)) continue;
    const found = momentOfValue(values[row]!, how);
    if (!found && count++ === 0) wrong = row;
    moments.days[row] = found?.days ?? Number.NaN;
    moments.hours[row] = found?.hours ?? Number.NaN;
  }
  if (count === 0) return moments;
  throw new UserError(
    `${table.where(wrong, name)}: ${values[wrong]} is not a date as those of the column${others(count - 1)}; write one there or delete the row`,
  );
}

const nans = (length: number): Float64Array => new Float64Array(length).fill(Number.NaN);
const holds = (column: Column): string =>
  column.kind === "number" ? "numbers" : column.kind === "list" ? "lists" : "something else";

/** Of a moment the parts that were learned, in their order; NaN where it lacks one. */
const partOf: { readonly [P in DatePart]: (days: number, hours: number, first: number) => number } = {
  days: (days, hours, first) => days - first + (Number.isNaN(hours) ? 0 : hours / 24),
  month: (days, hours) => (Number.isNaN(days) ? days : dateOf(days, hours).getUTCMonth() + 1),
  // 1970-01-01 was a Thursday.
  weekday: (days, hours) => (Number.isNaN(days) ? days : (dateOf(days, hours).getUTCDay() + 6) % 7),
  hour: (days, hours) => (Number.isNaN(days) ? hours : Number.isNaN(hours) ? 0 : hours % 24),
};

/** 24:00 is the next day's 0:00. */
const dateOf = (days: number, hours: number): Date =>
  new Date((days + (hours >= 24 ? Math.floor(hours / 24) : 0)) * dayMs);

/** The features of a column of dates, each as a column of numbers. */
export function dateFeatures(table: Table, encoded: DateColumn): Float64Array[] {
  const { name, parts, first, fill } = encoded;
  const { days, hours } = momentsOf(table, name, encoded);
  const from = first === undefined ? 0 : Date.parse(first) / dayMs;
  return parts.map((part, k) => {
    const values = new Float64Array(days.length);
    for (let row = 0; row < values.length; row++) {
      const value = partOf[part](days[row]!, hours[row]!, from);
      values[row] = Number.isNaN(value) && fill ? fill[k]! : value;
    }
    return values;
  });
}

/** What of a column's dates varies over the training rows, as an encoder keeps it; nothing where nothing does. */
export function fitDate(
  table: Table,
  name: string,
  {
    order,
    yearless,
    together,
    calendar,
    missing,
    rows,
  }: DateReading & { missing: MissingRule | undefined; rows: ArrayLike<number> | undefined },
): DateColumn | undefined {
  const { days, hours } = momentsOf(table, name, { order, yearless, together, calendar });
  const places = rows ? Array.from(rows) : Array.from(days.keys());
  let first = Infinity;
  for (const row of places) if (days[row]! < first) first = days[row]!;
  const hasDays = first !== Infinity;
  const columns = dateParts.flatMap((part) => {
    if (part !== "hour" && !hasDays) return [];
    if (part === "weekday" && yearless !== undefined) return [];
    const values = Float64Array.from(places, (row) => partOf[part](days[row]!, hours[row]!, first)).filter(
      (value) => !Number.isNaN(value),
    );
    return values.some((value) => value !== values[0]) ? [{ part, values }] : [];
  });
  if (columns.length === 0) return undefined;
  const found: DateColumn = { kind: "date", name, parts: columns.map(({ part }) => part) };
  if (hasDays) found.first = dayText(first);
  if (order !== undefined) found.order = order;
  if (yearless !== undefined) found.yearless = yearless;
  if (together !== undefined) found.together = together;
  if (calendar !== undefined) found.calendar = calendar;
  if (missing === "mean" || missing === "median")
    found.fill = columns.map(({ values }) => (missing === "mean" ? mean(values) : median(values)));
  return found;
}

/** What the features of a column of dates are called: day_weekday, unless a column is. */
export function dateNames({ name, together, parts }: DateColumn, columns: ReadonlySet<string>): string[] {
  const called = together?.title ?? name;
  return parts.map((part) => {
    const usual = `${called}_${part}`;
    return columns.has(usual) ? `${called}.${part}` : usual;
  });
}
