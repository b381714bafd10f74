import { UserError } from "../../../errors.ts";
import type { ColumnRoles } from "../../reading.ts";
import { sortClasses } from "../../rows/classes.ts";
import { askedFor, judged } from "../../rows/roles.ts";
import { type Column, cellsOf, Table } from "../../table.ts";
import { SeenColumn } from "../columnKinds.ts";
import { type EncodedColumn, type Judgement, type LeftOut, settledLater } from "../encoding.ts";
import { countCells, type MissingRule, mean, median, mode } from "../missing.ts";
import { isGap } from "../noValue.ts";
import { fitDate } from "./dates/dateColumn.ts";
import type { DateInParts } from "./dates/parts.ts";
import type { Dress } from "./dress.ts";
import { countCategories } from "./spelling.ts";
import { undressed } from "./undress.ts";

/** How a column becomes features: as encoders are asked for (`EncoderOptions`). */
interface FitOptions {
  missing?: MissingRule | undefined;
  rows?: ArrayLike<number> | undefined;
  onError?: "stop" | "skip" | undefined;
  sound?: boolean | undefined;
  roles?: ColumnRoles | undefined;
}

/** A column of a table, looked at whole. */
export function seenIn(table: Table, name: string): SeenColumn {
  const column = new SeenColumn(table, name);
  column.add(table);
  return column;
}

/** What an encoder keeps of a column that was judged, or why it is left out. */
export function fitColumn(
  name: string,
  found: Judgement,
  table: Table,
  { missing, rows, onError, sound, roles }: FitOptions,
): EncodedColumn | LeftOut {
  const column = table.column(name);
  if (found.kind === "left out") return { name, why: found.why };
  if (found.kind === "list") return { kind: "list", name, width: column.kind === "list" ? column.width : 0 };
  // Not all rows are whole: what the column is will be settled when the others are set aside.
  if (onError === "skip" && !sound) return settledLater(name, found, missing);
  const fills = missing === "mean" || missing === "median";
  if (found.kind === "date")
    return (
      fitDate(table, name, { ...found, missing, rows }) ?? {
        name,
        why: "every row is one moment",
      }
    );
  if (found.kind === "category") {
    const all = cellsOf(column);
    const cells = (rows ? Array.from(rows, (row) => all[row]!) : all).filter((cell) => !isGap(cell));
    const counts = countCategories(countCells(cells));
    const categories = sortClasses(counts.keys());
    return { kind: "category", name, categories, fill: fills ? mode(counts, categories) : undefined };
  }
  return fitNumber(table, name, found.dress, { missing, rows, roles });
}

/** Whether a column is asked for as nothing but a feature. */
export const isFree = (name: string, roles: ColumnRoles): boolean =>
  askedFor(name, roles) === undefined && (roles.features?.includes(name) ?? true);

/** A column of a date that stands in several: the year is the date, the others are parts of it. */
export function fitPart(
  name: string,
  { columns: [year, ...rest], title }: DateInParts,
  table: Table,
  { missing, rows, settled }: Pick<FitOptions, "missing" | "rows"> & { settled?: boolean | undefined },
): EncodedColumn | LeftOut {
  const together = { columns: rest as string[], title };
  const fills = missing === "mean" || missing === "median";
  const date = settled
    ? { kind: "date" as const, name: year, parts: ["days" as const], together, fill: fills ? [0] : undefined }
    : fitDate(table, year, { together, missing, rows });
  if (!date) return { name, why: `every row is one moment (${title})` };
  if (name === year) return date;
  const part = fitNumber(table, name, undefined, { missing, rows });
  return "why" in part || part.kind !== "number" ? { name, why: title } : { ...part, within: year };
}

function fitNumber(
  table: Table,
  name: string,
  dress: Dress | undefined,
  { missing, rows, roles = {} }: FitOptions,
): EncodedColumn | LeftOut {
  const column = undressed(table, name, dress);
  if (column !== table.column(name)) {
    // Out of its dress it may turn out to number the rows.
    const again = judged(name, roles, () => seenIn(tableWith(table, name, column), name).judgement());
    if (again.kind === "left out") return { name, why: again.why };
  }
  const encoded: EncodedColumn = { kind: "number", name };
  if (dress) encoded.dress = dress;
  if (missing !== "mean" && missing !== "median") return encoded;
  const all = column.kind === "number" ? column.values : new Float64Array();
  const values = Float64Array.from(rows ? Array.from(rows, (row) => all[row]!) : all).filter(
    (value) => !Number.isNaN(value),
  );
  if (values.length === 0) {
    throw new UserError(
      `column ${name}: no training row holds a number, so there is no ${missing} to fill in; leave the column out`,
    );
  }
  return { ...encoded, fill: missing === "mean" ? mean(values) : median(values) };
}

const tableWith = (table: Table, name: string, column: Column): Table =>
  new Table(new Map([...table.columns, [name, column]]), table.parts, table.traits);
