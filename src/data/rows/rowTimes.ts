import { SettingError, UserError } from "../../errors.ts";
import { momentsOf } from "../columns/cells/dates/dateColumn.ts";
import { type DateWriting, momentOfNumber, writingOf } from "../columns/cells/dates/dateNumbers.ts";
import type { DateOrder } from "../columns/cells/dates/dates.ts";
import { SeenColumn } from "../columns/columnKinds.ts";
import { readAs } from "../columns/encoder.ts";
import type { Numbers, Table } from "../table.ts";

/**
 * The time of each row, as a number that grows: a number as it is, a date or a time as hours. `dateOrder` says which of 1/5/2024 is
 * the day, where no cell tells.
 */
export function rowTimes(table: Table, name: string, dateOrder?: DateOrder): Float64Array {
  const times = timesOf(table, name, dateOrder);
  const missing = times.findIndex(Number.isNaN);
  if (missing < 0) return times;
  throw new SettingError(
    (say) =>
      `${table.where(missing, name)}: the time is missing; fill it in or delete the row, or leave such rows out with ${say("missing", "drop")}`,
  );
}

export const rowsWithoutTime = (table: Table, name: string, dateOrder?: DateOrder): number[] =>
  Array.from(timesOf(table, name, dateOrder)).flatMap((time, row) => (Number.isNaN(time) ? [row] : []));

function timesOf(table: Table, name: string, dateOrder: DateOrder | undefined): Float64Array {
  const column = table.column(name);
  if (column.kind === "number" && !column.names) return numbersInTurn(column.values);
  const seen = new SeenColumn(table, name);
  seen.add(table);
  const found = seen.judgement({ dates: true, dateOrder });
  if (found.kind === "date") {
    const { days, hours } = momentsOf(table, name, found);
    if (found.yearless !== undefined) checkOneYear(table, name, days);
    return days.map(
      (day, row) => (Number.isNaN(day) ? 0 : 24 * day) + (hours[row] || 0) + noneOf(day, hours[row]!),
    );
  }
  if (found.kind === "number") {
    const read = readAs(table, { columns: [{ kind: "number", name, dress: found.dress }], leftOut: [] });
    const numbers = read.column(name);
    if (numbers.kind === "number") return Float64Array.from(numbers.values);
  }
  throw new SettingError(
    (say) =>
      `${table.source}, column ${name}: holds neither numbers nor dates, so it says no time; choose another with ${say("time")}`,
  );
}

/** Days without a year are in turn where they do not lie at both ends of one. */
function checkOneYear(table: Table, name: string, days: Float64Array): void {
  const months = new Set(Array.from(days, (day) => new Date(day * 86_400_000).getUTCMonth()));
  if (!(months.has(0) || months.has(1)) || !(months.has(10) || months.has(11))) return;
  throw new SettingError(
    (say) =>
      `${table.source}, column ${name}: holds days without a year, some early and some late in one, so that nobody knows which came first; write the year to each, or choose another column with ${say("time")}`,
  );
}

/** Numbers as they are; as hours where some are days (20240531) and others months or Excel's days. */
function numbersInTurn(values: Numbers): Float64Array {
  const writings = new Set<DateWriting | undefined>();
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) writings.add(writingOf(values[i]!));
  if (writings.size < 2 || writings.has(undefined)) return Float64Array.from(values);
  return Float64Array.from(values, (value) => {
    const { days = Number.NaN, hours = 0 } = momentOfNumber(value) ?? {};
    return 24 * days + hours;
  });
}

/** NaN where there is neither a date nor a time of the day, else 0. */
const noneOf = (day: number, hour: number): number =>
  Number.isNaN(day) && Number.isNaN(hour) ? Number.NaN : 0;

/** Rows by time: those before, and the latest. */
export interface TimeSplit {
  train: number[];
  test: number[];
}

/**
 * The latest rows test. They are so many that `share` of the rows is reached, and rows of one moment stay together; `groups`: so do
 * rows of one group, whose time is that of its latest row. Row numbers, ascending.
 */
export function latestRows(times: ArrayLike<number>, share: number, groups?: ArrayLike<number>): TimeSplit {
  const n = times.length;
  const latest = new Map<number, number>();
  if (groups)
    for (let row = 0; row < n; row++)
      latest.set(groups[row]!, Math.max(latest.get(groups[row]!) ?? -Infinity, times[row]!));
  const when = Float64Array.from({ length: n }, (_, row) =>
    groups ? latest.get(groups[row]!)! : times[row]!,
  );
  const sorted = when.slice().sort();
  if (n === 0 || sorted[0] === sorted[n - 1])
    throw new UserError("all rows are of one time, so that none are the latest");
  // The moment of the row with which the share is reached; the earliest of all moments is always learned from.
  let from = sorted[Math.max(0, n - Math.ceil(share * n))]!;
  if (from === sorted[0]) from = sorted.find((time) => time > from)!;
  const all = Array.from({ length: n }, (_, row) => row);
  return { train: all.filter((row) => when[row]! < from), test: all.filter((row) => when[row]! >= from) };
}
