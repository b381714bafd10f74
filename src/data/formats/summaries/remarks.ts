import { cellsOf, type Table } from "../../table.ts";
import { linesSaid, rowSaid } from "../csv/ends.ts";

/** What a row is that is left out. */
export type What = "total" | "limit" | "unnamed" | "shown" | "bounds" | "tolerance" | "beside";

/** What a row looks like that is kept. */
export type Doubtful = "total" | "limit" | "far";

type InWords = Readonly<Record<"one" | "many", string>>;

/** After the lines and the first row's cells. */
const left: Readonly<Record<What, InWords>> = {
  total: { one: "is a total or a mean", many: "are totals or means" },
  limit: { one: "is a limit or a target", many: "are limits or targets" },
  unnamed: {
    one: "has no name, and its numbers are the sums or means of those above: it is a total",
    many: "have no name, and their numbers are the sums or means of those above: they are totals",
  },
  shown: {
    one: "sums up other rows, as its numbers show",
    many: "sum up other rows, as their numbers show",
  },
  bounds: {
    one: "is a limit or sums up others, as its numbers show: no other row lies beyond them",
    many: "are limits or sum up others, as their numbers show: other rows do not lie beyond them",
  },
  tolerance: { one: "says limits or tolerances", many: "say limits or tolerances" },
  beside: {
    one: "stands beside totals or limits and lacks cells",
    many: "stand beside totals or limits and lack cells",
  },
};

const renamed: InWords = {
  one: "if it is one, call it otherwise",
  many: "if they are, call them otherwise",
};
const moved: InWords = {
  one: "if it is one, move it among the others",
  many: "if they are, move them among the others",
};

/** How such a row is kept, where it can be. */
const unless: Readonly<Partial<Record<What, InWords>>> = {
  total: renamed,
  limit: renamed,
  unnamed: { one: "if it is one, name it", many: "if they are, name them" },
  bounds: moved,
  beside: moved,
};

const kept: Readonly<Record<Doubtful, InWords>> = {
  total: {
    one: "looks like a total or a mean and stays a row, for its numbers do not show it; if it is none, delete it",
    many: "look like totals or means and stay rows, for their numbers do not show it; if they are none, delete them",
  },
  limit: {
    one: "looks like a limit or a target and stays a row, for its numbers do not show it; if it is none, delete it",
    many: "look like limits or targets and stay rows, for their numbers do not show it; if they are none, delete them",
  },
  far: {
    one: "stays a row, though each of its numbers lies far beyond those of all others; if it is a limit, a tolerance or a total, delete it",
    many: "stay rows, though each of their numbers lies far beyond those of all others; if they are limits, tolerances or totals, delete them",
  },
};

export const cellsIn = (table: Table, row: number): string[] =>
  Array.from(table.columns.values(), (column) => cellsOf(column)[row] ?? "");

/** The rows that are left out, a line for each kind. */
export function notesOn(table: Table, found: ReadonlyMap<number, What>): string[] {
  return byKind(table, found, left).map(({ what, number, lines, first }) => {
    const none = number === "one" ? "not a row" : "not rows";
    const said = `${lines} ${left[what][number]} (${first}), ${none}`;
    return unless[what] ? `${said}; ${unless[what][number]}` : said;
  });
}

/** The rows that look like a summary and are kept, a line for each kind. */
export const notesOnKept = (table: Table, doubtful: ReadonlyMap<number, Doubtful>): string[] =>
  byKind(table, doubtful, kept).map(
    ({ what, number, lines, first }) => `${lines} (${first}) ${kept[what][number]}`,
  );

/** Rows of one kind, and where they stand. */
interface OfKind<W> {
  readonly what: W;
  readonly number: "one" | "many";
  /** "a.csv: lines 3 and 9" */
  readonly lines: string;
  /** the cells of the first of them */
  readonly first: string;
}

function byKind<W extends string>(
  table: Table,
  summaries: ReadonlyMap<number, W>,
  kinds: Readonly<Record<W, unknown>>,
): OfKind<W>[] {
  return (Object.keys(kinds) as W[]).flatMap((what) => {
    const rows = [...summaries].flatMap(([row, one]) => (one === what ? [row] : [])).sort((a, b) => a - b);
    const [first] = rows;
    if (first === undefined) return [];
    const lines = linesSaid(rows.map((row) => table.place(row).line ?? row + 1));
    return [
      {
        what,
        number: rows.length === 1 ? "one" : "many",
        lines: `${table.parts[0]!.file}: ${lines}`,
        first: rowSaid(cellsIn(table, first)) || "without a cell",
      },
    ];
  });
}
