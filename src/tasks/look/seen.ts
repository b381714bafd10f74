import { momentsOf } from "../../data/columns/cells/dates/dateColumn.ts";
import { dayText } from "../../data/columns/cells/dates/dates.ts";
import { seenIn } from "../../data/columns/cells/fitColumn.ts";
import type { Judging } from "../../data/columns/cells/seenTexts.ts";
import { countCategories } from "../../data/columns/cells/spelling.ts";
import { usualMark } from "../../data/columns/cells/target.ts";
import { readerOf } from "../../data/columns/cells/undress.ts";
import { inFamily } from "../../data/columns/columnKinds.ts";
import type { Judgement } from "../../data/columns/encoding.ts";
import { gapsOf } from "../../data/columns/gaps.ts";
import { datesLeftOut, isWhyDate, isWhyId } from "../../data/columns/idColumns.ts";
import { countCells } from "../../data/columns/missing.ts";
import { isGap, isMissing } from "../../data/columns/noValue.ts";
import type { ColumnRoles } from "../../data/reading.ts";
import { askedFor, judged } from "../../data/rows/roles.ts";
import { type Column, cellsOf, type Table } from "../../data/table.ts";
import { UserError } from "../../errors.ts";
import type { ColumnKind } from "../../report/look/lookReport.ts";

/** A column as it is looked at. */
export interface SeenCells {
  readonly name: string;
  readonly kind: ColumnKind;
  /** why it is no feature; nothing where it is one */
  readonly why: string | undefined;
  readonly unit: string | undefined;
  readonly missing: number;
  /** of numbers: each row's, NaN where it has none; of lists, their numbers together */
  readonly values: Float64Array | undefined;
  /** of a list: how many numbers a row has */
  readonly width: number;
  /** of categories and texts: how often each occurs */
  readonly counts: ReadonlyMap<string, number> | undefined;
  readonly dates: { first: string; last: string } | undefined;
  /** how many columns differ from its name in numbers alone, itself among them; 1 where they are few */
  readonly family: number;
}

/** Every column of a table but its pictures: what it is by its cells, and why it is no feature where it is none. */
export function seenCells(table: Table, roles: ColumnRoles): SeenCells[] {
  const names = table.columnNames.filter((name) => name !== table.imageColumn);
  const seen = new Map(names.map((name) => [name, seenIn(table, name)]));
  const judging: Judging = {
    decimal: roles.decimal,
    usual: usualMark(
      table,
      names.map((name) => seen.get(name)!.mark),
    ),
    dateOrder: roles.dateOrder,
    skip: true,
  };
  return names.map((name) => {
    // Dates are read whether or not they are learned from.
    const found = judgedSafely(() => seen.get(name)!.judgement({ ...judging, dates: true }));
    const used = judgedSafely(() =>
      judged(name, roles, () =>
        seen.get(name)!.judgement({ ...judging, dates: roles.dates ?? roles.dateOrder !== undefined }),
      ),
    );
    const why =
      askedFor(name, roles) ??
      (used.kind === "left out" ? used.why : found.kind === "left out" ? found.why : undefined);
    return cellsAs(table, name, found, why);
  });
}

/** What a column has in common with those that differ in numbers alone. */
export const stemOf = (name: string): string => name.replaceAll(/\d+/g, "#");

const familySize = ({ columnNames }: Table, name: string): number =>
  columnNames.filter((other) => stemOf(other) === stemOf(name)).length;

/** What is wrong with a column's cells is what training would stop at; here the column is text. */
function judgedSafely(judge: () => Judgement): Judgement {
  try {
    return judge();
  } catch (error) {
    if (error instanceof UserError) return { kind: "left out", why: error.message };
    throw error;
  }
}

function cellsAs(table: Table, name: string, found: Judgement, why: string | undefined): SeenCells {
  const column = table.column(name);
  const common = {
    ...{ name, why, width: 1, values: undefined, counts: undefined, dates: undefined },
    unit: found.kind === "number" ? (found.dress?.unit ?? table.traits.units?.[name]) : undefined,
    family: inFamily(table, name) ? familySize(table, name) : 1,
    missing: gapsOf(column, found.kind === "category" ? isGap : isMissing).length,
  };
  if (found.kind === "list" && column.kind === "list")
    return { ...common, kind: "list", values: Float64Array.from(column.values), width: column.width };
  if (found.kind === "number" && (column.kind === "number" || column.kind === "text")) {
    const values = numbersOf(column, found.dress);
    return { ...common, kind: "number", values };
  }
  if (found.kind === "date") {
    const dates = spanOf(table, name, found);
    if (dates) return { ...common, kind: "date", why: why ?? datesLeftOut, dates };
  }
  const kind: ColumnKind =
    found.kind === "category"
      ? "category"
      : found.kind === "left out"
        ? kindOf(found.why, column)
        : found.kind === "date"
          ? "date"
          : "other";
  // A running number is a number all the same, but no one asks for its quartiles.
  const counts =
    column.kind === "number" || column.kind === "text"
      ? countCategories(countCells(cellsOf(column).filter((cell) => !isGap(cell))))
      : undefined;
  return { ...common, kind, counts };
}

function kindOf(why: string, column: Column): ColumnKind {
  if (/^every row is /.test(why)) return "constant";
  if (why === "every cell is empty") return "empty";
  if (isWhyDate(why)) return "date";
  if (isWhyId(why)) return "id";
  return column.kind === "text" ? "text" : "other";
}

function numbersOf(
  column: Extract<Column, { kind: "number" | "text" }>,
  dress: Extract<Judgement, { kind: "number" }>["dress"],
): Float64Array {
  if (column.kind === "number") return Float64Array.from(column.values);
  const read = readerOf(column.values, dress);
  return Float64Array.from(column.values, (cell) => (isMissing(cell) ? Number.NaN : read(cell)));
}

/** The first and the last moment; nothing where a cell is none, or none has a day. */
function spanOf(table: Table, name: string, how: Extract<Judgement, { kind: "date" }>): SeenCells["dates"] {
  try {
    const { days, hours } = momentsOf(table, name, how);
    let [first, last, timed] = [Infinity, -Infinity, false];
    for (const [row, day] of days.entries()) {
      if (Number.isNaN(day)) continue;
      const hour = hours[row]!;
      if (!Number.isNaN(hour) && hour > 0) timed = true;
      const at = day + (Number.isNaN(hour) ? 0 : hour / 24);
      if (at < first) first = at;
      if (at > last) last = at;
    }
    if (first === Infinity) return undefined;
    const text = (at: number) =>
      timed
        ? new Date(Math.round(at * 1440) * 60_000).toISOString().slice(0, 16).replace("T", " ")
        : dayText(at);
    return how.yearless === undefined
      ? { first: text(first), last: text(last) }
      : { first: dayText(first).slice(5), last: dayText(last).slice(5) };
  } catch (error) {
    if (error instanceof UserError || error instanceof RangeError) return undefined;
    throw error;
  }
}
