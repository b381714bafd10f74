import { asProgram, SettingError, type Spell, UserError } from "../../../errors.ts";
import { orSkipped } from "../../columns/noValue.ts";
import type { BadLine } from "../../table.ts";
import { isFooter, isRule, isTotal, linesSaid, rowSaid } from "./ends.ts";
import { kindOf, type TopRow } from "./header.ts";

/** What a line is that is no row of the table. */
type What = "head" | "title" | "total" | "footer" | "comment" | "rule" | "table";

const one: Readonly<Record<What, string>> = {
  head: "is the header again",
  title: "is a title within the table",
  total: "is a total",
  footer: "is a footer",
  comment: "is a comment",
  rule: "is a rule",
  table: "is another table",
};
const many: Readonly<Record<What, string>> = {
  head: "are the header again",
  title: "are titles within the table",
  total: "are totals",
  footer: "are footers",
  comment: "are comments",
  rule: "are rules",
  table: "are another table",
};

/** How what is not read of a file is read. */
export const readApart = "give it a file (or a sheet) of its own to read it";

/** Lines without the table's number of cells that are kept until it is known what they are. */
const mostWaiting = 100;

/** The lines of a file that are no rows of its table: what they are, and which of them are a mistake. */
export class Leftovers {
  readonly #name: string;
  readonly #say: Spell;
  readonly #skip: boolean;
  /** why a line of so many cells is a mistake */
  readonly #refused: (row: TopRow) => string;
  readonly #found = new Map<What, TopRow[]>();
  readonly #bad: BadLine[] = [];
  #waiting: TopRow[] = [];
  /** The lines at hand are another table's, of which there are too many to wait for its end. */
  #inOther = false;

  constructor(
    name: string,
    { spell = asProgram, skip }: { spell?: Spell | undefined; skip: boolean },
    refused: (row: TopRow) => string,
  ) {
    this.#name = name;
    this.#say = spell;
    this.#skip = skip;
    this.#refused = refused;
  }

  add(what: What, row: TopRow): void {
    const rows = this.#found.get(what);
    if (rows) rows.push(row);
    else this.#found.set(what, [row]);
  }

  /** A line of another number of cells than the table has, whose last row was on `lastLine`. */
  misfit(row: TopRow, lastLine: number): void {
    if (isRule(row.cells)) this.add("rule", row);
    else if (/^\s*#/.test(row.cells[0] ?? "")) this.add("comment", row);
    else if (this.#inOther) this.add("table", row);
    else {
      this.#waiting.push(row);
      if (this.#waiting.length <= mostWaiting) return;
      const block = blocksOf(this.#waiting, lastLine).at(-1)!;
      this.#inOther = block.apart && isTable(block.rows);
      this.settle(lastLine, this.#inOther);
    }
  }

  get waiting(): boolean {
    return this.#waiting.length > 0 || this.#inOther;
  }

  /** The table goes on (or another does): what waits is a mistake, sums up the rows above, or is another table. */
  settle(lastLine: number, inOther = false): void {
    this.#inOther = inOther;
    for (const row of this.#withoutTables(lastLine)) {
      const [first = "", ...rest] = row.cells.filter((cell) => cell !== "");
      const isSum = isTotal(first) && rest.length > 0 && rest.every((cell) => kindOf(cell) !== "word");
      if (isSum) this.add("total", row);
      else this.refuse(row);
    }
  }

  /** The table begins again, with its header: what waits are the title of the new one and the end of the old. */
  beginAgain(lastLine: number): void {
    this.#inOther = false;
    for (const row of this.#withoutTables(lastLine)) {
      const [first] = row.cells.filter((cell) => cell !== "");
      if (isTotal(first ?? "")) this.add("total", row);
      else if (kindOf(first ?? "") !== "number") this.add("title", row);
      else this.refuse(row);
    }
  }

  /** The table is over, and its last row was on that line: what waits ends the file, or is a mistake. */
  end(lastLine: number): void {
    let [apart, before] = [false, lastLine];
    for (const row of this.#withoutTables(lastLine)) {
      const filled = row.cells.filter((cell) => cell !== "");
      apart ||= row.line > before + 1;
      if (isTotal(filled[0] ?? "") && filled.length > 1) this.add("total", row);
      else if (filled.some((cell) => isFooter(cell)) || isFooter(row.cells.join(" ")))
        this.add("footer", row);
      // Behind a blank line, words are no row that was cut short.
      else if (apart && filled.length > 0 && kindOf(filled[0]!) === "word") this.add("footer", row);
      else this.refuse(row);
      before = row.line;
    }
  }

  /** What waits, but for the lines behind a blank one that are other tables: they are noted. */
  #withoutTables(lastLine: number): TopRow[] {
    const rows = this.#waiting;
    this.#waiting = [];
    return blocksOf(rows, lastLine).flatMap((block) => {
      if (!block.apart || !isTable(block.rows)) return block.rows;
      for (const row of block.rows) this.add("table", row);
      return [];
    });
  }

  /** A line that is a mistake: an error, or it is set aside. */
  refuse(row: TopRow, why = this.#refused(row)): void {
    if (!this.#skip)
      throw new SettingError(
        (say) => `${this.#name}, line ${row.line}: ${why}${orSkipped(say, "such lines")}`,
      );
    this.#bad.push({ file: this.#name, line: row.line, cells: row.cells, why });
  }

  get bad(): readonly BadLine[] {
    return this.#bad;
  }

  /** The lines that are no rows, but for those that are a mistake. */
  get lines(): number[] {
    return [...this.#found.values()].flatMap((rows) => rows.map(({ line }) => line));
  }

  get notes(): string[] {
    const notes = [...this.#found].map(([what, found]) => {
      const rows = found.toSorted((a, b) => a.line - b.line);
      const first = rowSaid(rows[0]!.cells);
      const lines = linesSaid(rows.map(({ line }) => line));
      if (what === "table")
        return `${this.#name}: ${lines} are another table (${first}), not read; ${readApart}`;
      const is = rows.length === 1 ? one[what] : many[what];
      const none = rows.length === 1 ? "not a row" : "not rows";
      if (what === "head" || what === "rule") return `${this.#name}: ${lines} ${is}, ${none}`;
      return `${this.#name}: ${lines} ${is} (${first}), ${none}`;
    });
    const [first] = this.#bad;
    if (first)
      notes.push(
        `${this.#name}: ${linesSaid(this.#bad.map(({ line }) => line))} ${this.#bad.length === 1 ? "is" : "are"} set aside (${this.#bad.length > 1 ? "the first: " : ""}${first.why.split(";")[0]}); ${stops(this.#say)}`,
      );
    return notes;
  }
}

/** Lines that no blank one divides; `apart`: one stands above them. */
interface Block {
  readonly apart: boolean;
  readonly rows: TopRow[];
}

function blocksOf(rows: readonly TopRow[], lastLine: number): Block[] {
  const blocks: Block[] = [];
  let before = lastLine;
  for (const row of rows) {
    const apart = row.line > before + 1;
    if (apart || blocks.length === 0) blocks.push({ apart, rows: [] });
    blocks.at(-1)!.rows.push(row);
    before = row.line;
  }
  return blocks;
}

/** Whether lines are a table: names, below them rows that are as wide, with a column of numbers; a title may stand above. */
function isTable(rows: readonly TopRow[]): boolean {
  const filled = rows.map(({ cells }) => cells.filter((cell) => cell !== ""));
  const [names, ...body] = filled.slice(filled.findIndex((cells) => cells.length > 1));
  if (!names || names.length < 2 || body.length < (names.length > 2 ? 1 : 2)) return false;
  if (new Set(names).size < names.length || names.some((cell) => kindOf(cell) !== "word")) return false;
  const full = body.filter((cells) => cells.length === names.length);
  const isNumbers = (k: number) => full.every((cells) => kindOf(cells[k]!) === "number");
  return full.length >= 0.8 * body.length && names.some((_, k) => isNumbers(k));
}

const stops = (say: Spell): string => `${say("onError", "stop")} stops at such a line`;

/** Notes without those on lines that were set aside, for who counts and lists these lines with the rows. */
export const withoutSetAside = (notes: readonly string[], say: Spell = asProgram): string[] =>
  notes.filter((note) => !note.endsWith(stops(say)));

/** Whether a first row was read as a row that may be the header. */
export const isHeaderDoubted = (notes: readonly string[]): boolean =>
  notes.some((note) => note.includes(readAsRow));

/** How that is said. */
export const readAsRow = "is read as a row, not as a header,";

/** A first row that is no header, in a file that the reader was told has one, or the like. */
export const emptyTable = (name: string): UserError =>
  new UserError(`${name}: is empty; a CSV file has a header and rows of data`);
