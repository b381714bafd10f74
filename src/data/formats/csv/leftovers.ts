import { asProgram, SettingError, type Spell, UserError } from "../../../errors.ts";
import type { BadLine } from "../../table.ts";
import { isFooter, isRule, isTotal, linesSaid, rowSaid } from "./ends.ts";
import { kindOf, type TopRow } from "./header.ts";

/** What a line is that is no row of the table. */
type What = "head" | "title" | "total" | "footer" | "comment" | "rule";

const said: Readonly<Record<What, readonly [one: string, many: string]>> = {
  head: ["is the header again", "are the header again"],
  title: ["is a title within the table", "are titles within the table"],
  total: ["is a total", "are totals"],
  footer: ["is a footer", "are footers"],
  comment: ["is a comment", "are comments"],
  rule: ["is a rule", "are rules"],
};

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
  /** of the last row of the table */
  #lastLine = 0;

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

  /** A line of another number of cells than the table has. */
  misfit(row: TopRow): void {
    if (isRule(row.cells)) this.add("rule", row);
    else if (/^\s*#/.test(row.cells[0] ?? "")) this.add("comment", row);
    else {
      this.#waiting.push(row);
      if (this.#waiting.length > mostWaiting) this.settle();
    }
  }

  get waiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** The table goes on: what waits is a mistake, or sums up the rows above. */
  settle(): void {
    const rows = this.#waiting;
    this.#waiting = [];
    for (const row of rows) {
      const [first = "", ...rest] = row.cells.filter((cell) => cell !== "");
      const isSum = isTotal(first) && rest.length > 0 && rest.every((cell) => kindOf(cell) !== "word");
      if (isSum) this.add("total", row);
      else this.refuse(row);
    }
  }

  /** The table begins again, with its header: what waits are the title of the new one and the end of the old. */
  beginAgain(): void {
    const rows = this.#waiting;
    this.#waiting = [];
    for (const row of rows) {
      const [first] = row.cells.filter((cell) => cell !== "");
      if (isTotal(first ?? "")) this.add("total", row);
      else if (kindOf(first ?? "") !== "number") this.add("title", row);
      else this.refuse(row);
    }
  }

  /** The table is over, and its last row was on that line: what waits ends the file, or is a mistake. */
  end(lastLine: number): void {
    this.#lastLine = lastLine;
    const rows = this.#waiting;
    this.#waiting = [];
    let apart = false;
    for (const row of rows) {
      const filled = row.cells.filter((cell) => cell !== "");
      apart ||= row.line > this.#lastLine + 1;
      if (isTotal(filled[0] ?? "") && filled.length > 1) this.add("total", row);
      else if (filled.some((cell) => isFooter(cell)) || isFooter(row.cells.join(" ")))
        this.add("footer", row);
      // Behind a blank line, words are no row that was cut short.
      else if (apart && filled.length > 0 && kindOf(filled[0]!) === "word") this.add("footer", row);
      else this.refuse(row);
      this.#lastLine = row.line;
    }
  }

  /** A line that is a mistake: an error, or it is set aside. */
  refuse(row: TopRow, why = this.#refused(row)): void {
    if (!this.#skip)
      throw new SettingError(
        (say) =>
          `${this.#name}, line ${row.line}: ${why}, or leave such lines out with ${say("onError", "skip")}`,
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
      const [one, many] = said[what];
      const shown = what === "head" || what === "rule" ? "" : ` (${rowSaid(rows[0]!.cells)})`;
      const lines = linesSaid(rows.map(({ line }) => line));
      return `${this.#name}: ${lines} ${rows.length === 1 ? one : many}${shown}, not ${rows.length === 1 ? "a row" : "rows"}`;
    });
    const [first] = this.#bad;
    if (first)
      notes.push(
        `${this.#name}: ${linesSaid(this.#bad.map(({ line }) => line))} ${this.#bad.length === 1 ? "is" : "are"} set aside (${this.#bad.length > 1 ? "the first: " : ""}${first.why.split(";")[0]}); ${stops(this.#say)}`,
      );
    return notes;
  }
}

const stops = (say: Spell): string => `${say("onError", "stop")} stops at such a line`;

/** Notes without those on lines that were set aside, for who counts and lists these lines with the rows. */
export const withoutSetAside = (notes: readonly string[], say: Spell = asProgram): string[] =>
  notes.filter((note) => !note.endsWith(stops(say)));

/** A first row that is no header, in a file that the reader was told has one, or the like. */
export const emptyTable = (name: string): UserError =>
  new UserError(`${name}: is empty; a CSV file has a header and rows of data`);
