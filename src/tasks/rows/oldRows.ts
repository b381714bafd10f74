import { withNames } from "../../data/columns/encoder.ts";
import { selectRows } from "../../data/columns/missing.ts";
import { pictureRows } from "../../data/images/samePictures.ts";
import { copiesOf } from "../../data/numbers/equalRows.ts";
import { cellsOf, concatTables, offer, Table } from "../../data/table.ts";
import { UserError } from "../../errors.ts";
import { grouped } from "../../report/words/format.ts";

// New rows beside those of an earlier run. Data that are gathered on end hold the old rows again: what the earlier model learned
// from is no measure of it, so it is never held out.

/** New rows, and behind them those that an earlier run learned from. */
export interface BesideOld {
  table: Table;
  /** so many parts of the table are of new rows */
  parts: number;
  notes: string[];
}

/** Where fewer rows of a table are one of a kind, equal rows are no sign of a copy. */
const mostlyDistinct = 0.9;

/** `columns`: those that both must have; `learned`: whether the old rows are learned from. */
export function besideOld(
  read: Table,
  earlier: Table,
  { columns, learned }: { columns: readonly string[]; learned: boolean },
): BesideOld {
  const [fresh, old] = [only(read, columns), only(earlier, columns)];
  const copies = copiesIn(fresh, old);
  const rows = (copied: boolean) => Array.from(copies.keys()).filter((row) => copies[row] === copied);
  const count = rows(true).length;
  if (count === fresh.rows)
    throw new UserError(
      `${fresh.source}: all of its ${grouped(count)} rows stand in ${old.source}, which was learned from; name rows that are new`,
    );
  const notes =
    count === 0
      ? []
      : [
          `${fresh.source}: ${grouped(count)} of ${grouped(fresh.rows)} rows stand in ${old.source} too, which was learned from, so they are not held out`,
        ];
  const own = count === 0 ? fresh : selectRows(fresh, rows(false));
  const behind = learned ? old : selectRows(fresh, rows(true));
  return { table: concatTables([own, behind]), parts: own.parts.length, notes };
}

/** How many rows of a table are new, after some were left out. */
export const freshRows = (table: Table, { parts }: Pick<BesideOld, "parts">): number =>
  table.parts.slice(0, parts).reduce((sum, { rows }) => sum + rows, 0);

/** Those columns alone, which both tables must have. */
function only(read: Table, names: readonly string[]): Table {
  const table = withNames(read, names);
  const missing = names.filter((name) => !table.columns.has(name));
  const [first] = missing;
  if (first !== undefined) {
    const more = missing.length > 1 ? ` (and ${grouped(missing.length - 1)} more)` : "";
    throw new UserError(
      `${table.source}: no column "${first}"${more}, which the earlier run learned from${offer(first, read.columnNames)}`,
    );
  }
  const wanted = new Set(names);
  const columns = [...table.columns].filter(([name]) => wanted.has(name));
  return new Table(new Map(columns), table.parts, table.traits);
}

/** Of each row whether it stands among the old ones. */
function copiesIn(fresh: Table, old: Table): boolean[] {
  const [pictures, others] = [pictureRows(fresh), pictureRows(old)];
  if (pictures && others)
    return pictures.width === others.width ? copiesOf(pictures, others) : new Array(fresh.rows).fill(false);
  const known = new Set(keysOf(old));
  if (known.size < mostlyDistinct * old.rows) return new Array(fresh.rows).fill(false);
  return keysOf(fresh).map((key) => known.has(key));
}

/** The cells of each row as one text, in the order of the names. */
function keysOf(table: Table): string[] {
  const cells = [...table.columnNames].sort().map((name) => cellsOf(table.column(name)));
  return Array.from({ length: table.rows }, (_, row) =>
    cells.map((column) => column[row]!.normalize("NFKC").trim()).join("\0"),
  );
}
