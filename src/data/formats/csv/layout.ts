import { asProgram, SettingError, UserError } from "../../../errors.ts";
import { isMissing } from "../../columns/noValue.ts";
import { parseNumber } from "../../columns/number.ts";
import { append, largest } from "../../numbers/lists.ts";
import type { HowToRead } from "../../reading.ts";
import { belowHeader, likelyRows, saysOfColumns, without } from "./belowHeader.ts";
import { linesSaid, rowSaid } from "./ends.ts";
import { columnKind, type Header, headerOf, kindOf, refuseOnItsSide, type TopRow } from "./header.ts";
import { readAsRow } from "./leftovers.ts";
import { isKnown, madeUpNames, settledNames } from "./names.ts";
import { isUnitRow } from "./units.ts";

/** What the rows at the top of a table are. */
export interface Layout {
  names: string[];
  /** The names were made up. */
  headerless: boolean;
  headerLine: number;
  /** cells of the header, empty ones at its end counted */
  headerWidth: number;
  /** rows of the table, as far as they are known */
  body: readonly TopRow[];
  /** the rows of the header: further down, where files were joined, they are no rows of the table either */
  heads: readonly (readonly string[])[];
  /** whether there is a header, where it could have been read otherwise */
  header: boolean | number | undefined;
  /** by column, where a row below the header says it */
  units: Readonly<Record<string, string>> | undefined;
  notes: string[];
}

/** So far down is looked for the header of a table below lines that say something else. */
const farthest = 40;

/** Whether a cell says when or how much. */
const isValue = (cell: string): boolean => {
  const kind = kindOf(cell);
  return cell !== "" && kind !== undefined && kind !== "word";
};

/** Cells up to the last that is not empty. */
export const filledWidth = (cells: readonly string[]): number =>
  cells.findLastIndex((cell) => cell !== "") + 1;

const filled = (cells: readonly string[]): number => cells.filter((cell) => cell !== "").length;

/** What the first rows of a file are: comments, a title, a header of one row or two, units, and rows of the table. */
export function layoutOf(rows: readonly TopRow[], name: string, how: HowToRead): Layout {
  return plainLayout(rows, how) ?? wholeLayout(rows, name, how);
}

/** The whole way: what the quick one declines, and what it must agree with. */
export const wholeLayout = (rows: readonly TopRow[], name: string, how: HowToRead): Layout =>
  new Top(rows, name, how).layout();

const plainName = /^[A-Za-z][\w .[\]-]*$/;
const plainNumber = /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/;

/** Names above nothing but numbers, as programs write them: there is nothing more to find, and this is found at once. */
export function plainLayout(rows: readonly TopRow[], { header, known }: HowToRead): Layout | undefined {
  const [first, ...body] = rows;
  if (header !== undefined || !first || body.length < 3) return undefined;
  const { cells: names, line } = first;
  const width = names.length;
  const isName = (cell: string) =>
    plainName.test(cell) && !isMissing(cell) && Number.isNaN(parseNumber(cell));
  if (width < 2 || new Set(names).size < width || !names.every(isName)) return undefined;
  if (known !== undefined && !names.every((name) => known.includes(name))) return undefined;
  if (!body.every(({ cells }) => cells.length === width && cells.every((cell) => plainNumber.test(cell))))
    return undefined;
  return {
    names: [...names],
    headerless: false,
    headerLine: line,
    headerWidth: width,
    body,
    heads: [names],
    header: undefined,
    units: undefined,
    notes: [],
  };
}

class Top {
  readonly #rows: readonly TopRow[];
  readonly #name: string;
  readonly #how: HowToRead;
  readonly #say;
  readonly #notes: string[] = [];
  readonly #width: number;
  /** cells that rows have, empty ones counted */
  readonly #length: number;
  /** of titles, those that are said with the header */
  #titles: TopRow[] = [];
  #rowNames = false;

  constructor(rows: readonly TopRow[], name: string, how: HowToRead) {
    this.#rows = rows;
    this.#name = name;
    this.#how = how;
    this.#say = how.spell ?? asProgram;
    this.#length = usualLength(rows);
    const usual = rows.filter(({ cells }) => cells.length === this.#length);
    this.#width = usual.reduce((most, { cells }) => Math.max(most, filledWidth(cells)), 0);
  }

  layout(): Layout {
    const { header: told } = this.#how;
    if (typeof told === "number" && this.#how.known === undefined) return this.#toldLine(told);
    refuseOnItsSide(this.#rows, this.#name, this.#how);
    const learned = this.#learnedLine();
    if (learned !== undefined) return this.#toldLine(learned);
    let at = this.#pastComments();
    at = this.#pastTitles(at);
    if (at >= this.#rows.length)
      throw new UserError(`${this.#name}: is empty; a CSV file has a header and rows of data`);
    const group = this.#groupAt(at);
    if (group) return this.#headed(at + 2, [this.#rows[at]!, this.#rows[at + 1]!], group, { is: true });
    const first = this.#rows[at]!;
    this.#rowNames = this.#namesRowsOf(at);
    const header = this.#headerAt(at);
    if (!header.is) return this.#headerless(at, header);
    return this.#headed(at + 1, [first], uncommented(first.cells, this.#width), header);
  }

  /**
   * Of a file for a model that learned from one whose header was told by its line: that line where the model's names stand there, else
   * the first line that holds them. Nothing where none does: the header is found as in any file.
   */
  #learnedLine(): number | undefined {
    const { header, known } = this.#how;
    if (typeof header !== "number" || known === undefined) return undefined;
    const names = (row: TopRow | undefined) => row !== undefined && isKnown(row.cells, known);
    const same = this.#rows.find(({ line }) => line === header);
    return (names(same) ? same : this.#rows.slice(0, farthest).find(names))?.line;
  }

  /** The line that was told is the header, what is above a title. */
  #toldLine(line: number): Layout {
    const at = this.#rows.findIndex((row) => row.line === line);
    if (at < 0) {
      const next = this.#rows.find((row) => row.line > line);
      throw new SettingError(
        (say) =>
          `${this.#name}: line ${line} holds no header${next ? "" : ", nor does a line below"}; ${say("header", next?.line ?? this.#rows[0]?.line ?? 1)} is ${next ? "the next line with cells" : "the first"}`,
      );
    }
    this.#titles = this.#rows.slice(0, at);
    const row = this.#rows[at]!;
    this.#rowNames = this.#namesRowsOf(at);
    return this.#headed(at + 1, [row], row.cells, { is: true });
  }

  /** Comments at the top, but for one that names the columns as NumPy writes it: `# x y label`. */
  #pastComments(): number {
    const isComment = ({ cells }: TopRow) => /^\s*(#|%+(\s|$)|\/\/|!)/.test(cells[0] ?? "");
    const rows = this.#rows;
    let end = rows.findIndex((row) => !isComment(row));
    if (end < 0) end = rows.length;
    if (end === 0) return 0;
    const last = rows[end - 1]!;
    const names = uncommented(last.cells, this.#width);
    const below = this.#below(end);
    const names_ = filledWidth(names) === this.#width && (end === 1 || filled(names) === this.#width);
    const isHeader = names_ && (below.length === 0 || headerOf(names, below).is) && !this.#isHeaderRow(end);
    // Rows that are numbered #1, #2, … are no comments.
    if (end === rows.length && !(isHeader && end === 1)) return 0;
    const lines = rows.slice(0, isHeader ? end - 1 : end).map(({ line }) => line);
    if (lines.length > 0)
      this.#notes.push(
        `${this.#name}: ${linesSaid(lines)} ${lines.length === 1 ? "is a comment" : "are comments"}, not rows`,
      );
    return isHeader ? end - 1 : end;
  }

  /** Whether words stand there over numbers, or over other words. */
  #isHeaderRow(at: number): boolean {
    const body = this.#below(at + 1);
    const row = this.#rows[at]?.cells;
    return (
      row !== undefined &&
      body.length > 0 &&
      headerOf(row, body).is &&
      row.every((cell) => kindOf(cell) !== "number")
    );
  }

  /** The rows from a place on that may be of the table, the row above not repeated among them. */
  #below(from: number): readonly (readonly string[])[] {
    return likelyRows(this.#rows.slice(from), this.#width, this.#rows[from - 1]);
  }

  /** Rows above the header with fewer cells than it has: a title, who measured, when. */
  #pastTitles(from: number): number {
    const [rows, width] = [this.#rows, this.#width];
    if (width < 2) return from;
    let at = from;
    while (at < rows.length - 1 && this.#isTitle(at)) at++;
    if (at === from) return from;
    // Rows of two cells or more, and words over rows of two, may be a header themselves where no other follows.
    const several = rows.slice(from, at).some(({ cells }) => filled(cells) > 1);
    if ((width === 2 || several) && !this.#isHeaderRow(at) && !this.#groupAt(at)) return from;
    this.#titles = rows.slice(from, at);
    return at;
  }

  #isTitle(at: number): boolean {
    const [rows, width] = [this.#rows, this.#width];
    const { cells } = rows[at]!;
    const count = filled(cells);
    if (count === 1) return kindOf(cells.find((cell) => cell !== "")!) !== "number" && !this.#namesRowsOf(at);
    if (filledWidth(cells) < width && cells.length < width) return !this.#namesRowsOf(at);
    if (count >= width || this.#groupAt(at)) return false;
    // Beside the cells of a title stand empty ones: the header is the next row that is full.
    const header = rows.findIndex((row, i) => i > at && filled(row.cells) >= width);
    if (header < 0 || header > at + farthest || !this.#isHeaderRow(header)) return false;
    const groups = this.#groupAt(header - 1) !== undefined;
    if (count === filledWidth(cells)) return !groups;
    // Pairs of a name and its value, with a gap between them. Names of groups are words, and stand right above the others.
    if (isUnitRow(rows[header]!.cells)) return false;
    const isApart = rows[header]!.line > rows[at]!.line + 1;
    return isApart || (!groups && cells.some(isValue));
  }

  /** Whether a header lacks the name of the first column, as R writes it: that column then names the rows. */
  #namesRowsOf(at: number): boolean {
    const { cells } = this.#rows[at]!;
    const body = this.#rows.slice(at + 1).map((row) => row.cells);
    if (
      this.#width < 2 ||
      cells.length !== this.#width - 1 ||
      filled(cells) !== cells.length ||
      body.length < 2
    )
      return false;
    if (!body.every((row) => row.length === this.#width)) return false;
    const first = body.map((row) => row[0]!);
    const start = Number(first[0]);
    const numbered = first.every((cell, i) => Number(cell) === start + i) && (start === 0 || start === 1);
    const named = new Set(first).size === first.length && first.every((cell) => kindOf(cell) === "word");
    return (
      (numbered || named) &&
      headerOf(["", ...cells], body).is &&
      cells.every((cell) => kindOf(cell) !== "number")
    );
  }

  /** The names of a header of two rows, groups above and names below; nothing where there is none. */
  #groupAt(at: number): string[] | undefined {
    const [groups, names] = [this.#rows[at]?.cells, this.#rows[at + 1]?.cells];
    const body = this.#below(at + 2);
    const width = this.#width;
    if (!groups || !names || body.length === 0 || width < 3 || typeof this.#how.header === "number")
      return undefined;
    if (this.#how.header === false && this.#how.known === undefined) return undefined;
    const both = [...groups.slice(0, width), ...names.slice(0, width)];
    if (both.some((cell) => cell !== "" && kindOf(cell) !== "word" && kindOf(cell) !== "dressed"))
      return undefined;
    if (saysOfColumns(this.#rows[at + 1]!, this.#rows.slice(at + 2), groups.slice(0, width)))
      return undefined;
    if (!headerOf(names, body).is) return undefined;
    if (!body[0]!.some((_, k) => columnKind(body.map((row) => row[k] ?? "")) === "number")) return undefined;
    const columns = Array.from({ length: width }, (_, k) => [groups[k] ?? "", names[k] ?? ""] as const);
    if (columns.some(([group, one]) => group === "" && one === "")) return undefined;
    const groupCells = columns.filter(([group]) => group !== "").map(([group]) => group);
    const gaps = groupCells.length < width;
    const repeats = new Set(groupCells).size < groupCells.length;
    // Beside names are empty cells: those above are merged with them.
    const merged = columns.some(([, one]) => one === "");
    if (groupCells.length < 2 || (!gaps && !repeats && !merged)) return undefined;
    // Cells at the left alone, above a header that is whole, are a title and its value.
    if (gaps && groupCells.length === filledWidth(groups) && !merged && !repeats) return undefined;
    let group = "";
    return columns.map(([above, one]) => {
      if (above !== "") group = above;
      return one === "" ? above : group === "" ? one : `${group}_${one}`;
    });
  }

  /** Whether a row is the header: as told, as a model knows it, else as its cells say. */
  #headerAt(at: number): Header {
    const { header: told, known } = this.#how;
    const cells = uncommented(this.#rows[at]!.cells, this.#width);
    if (typeof told === "boolean" && known === undefined) return { is: told };
    if (known && isKnown(cells, known)) return { is: true };
    if (this.#rowNames) return { is: true };
    const found = headerOf(cells, this.#below(at + 1));
    if (known === undefined || found.doubt === undefined || told === undefined) return found;
    // A model's file had a header, and none of its names is here: this is a row.
    return { is: told !== false && cells.every((cell) => kindOf(cell) !== "number") };
  }

  #headerless(at: number, { doubt }: Header): Layout {
    this.#sayTitles(undefined);
    const first = this.#rows[at]!;
    const body = this.#rows.slice(at);
    const width = Math.min(first.cells.length, largest(body.map(({ cells }) => filledWidth(cells))));
    if (doubt !== undefined)
      this.#notes.push(
        `${this.#name}: line ${first.line} ${readAsRow} ${doubt}; ${this.#say("header", true)} takes it for the header`,
      );
    const names = this.#namesOfModel(width);
    return {
      names: names ?? madeUpNames(width),
      headerless: names === undefined,
      headerLine: first.line,
      headerWidth: first.cells.length,
      body,
      heads: [],
      header: false,
      units: undefined,
      notes: this.#notes,
    };
  }

  /** The names that a model knows, where a file without a header has as many columns, or all but the label. */
  #namesOfModel(width: number): string[] | undefined {
    const { known, learned } = this.#how;
    if (known === undefined || known[0] === "x0") return undefined;
    if (known.length !== width && known.length !== width + 1) return undefined;
    const last = learned !== undefined && known.includes(learned) ? learned : known.at(-1);
    const names = known.length === width ? [...known] : known.filter((name) => name !== last);
    this.#notes.push(
      `${this.#name}: has no header; its columns are read as the model's, in their order: ${rowSaid(names)}`,
    );
    return names;
  }

  #headed(from: number, heads: readonly TopRow[], cells: readonly string[], { doubt }: Header): Layout {
    const header = heads.at(-1)!;
    this.#sayTitles(header.line);
    const told = this.#how.known === undefined ? this.#how.header : undefined;
    if (doubt !== undefined)
      this.#notes.push(
        `${this.#name}: line ${header.line} is read as the header, ${doubt}; ${this.#say("header", false)} takes it for a row`,
      );
    const body = this.#rows.slice(from);
    const given = cells.slice(0, filledWidth(cells));
    const names = settledNames(this.#rowNames ? ["", ...given] : given, body, {
      name: this.#name,
      line: header.line,
      rowNames: this.#rowNames,
      notes: this.#notes,
    });
    if (heads.length > 1)
      this.#notes.push(
        `${this.#name}: lines ${heads[0]!.line} and ${header.line} are a header of two rows (${rowSaid(names)}); ${this.#say("header", header.line)} takes the second alone`,
      );
    const { passed, units, notes } = belowHeader(body, names, {
      name: this.#name,
      line: header.line,
      heads,
      told: told !== undefined || this.#how.onError === "skip",
    });
    append(this.#notes, notes);
    return {
      names,
      headerless: false,
      headerLine: header.line,
      headerWidth: cells.length + (this.#rowNames ? 1 : 0),
      body: without(body, passed),
      heads: [...heads, ...passed].map((row) => row.cells),
      header: told === undefined ? (doubt === undefined ? undefined : true) : told,
      units,
      notes: this.#notes,
    };
  }

  /** Says which rows are above the table. */
  #sayTitles(headerLine: number | undefined): void {
    const titles = this.#titles;
    if (titles.length === 0) return;
    const lines = linesSaid(titles.map(({ line }) => line));
    const are = titles.length === 1 ? "is a title" : "are a title";
    const header =
      headerLine === undefined
        ? "there is no header"
        : `the header is line ${headerLine}; ${this.#say("header", titles[0]!.line)} chooses another line`;
    this.#notes.push(`${this.#name}: ${lines} ${are} (${rowSaid(titles[0]!.cells)}), ${header}`);
  }
}

/** The number of cells that most rows have; of two alike the larger. */
function usualLength(rows: readonly TopRow[]): number {
  const tally = new Map<number, number>();
  for (const { cells } of rows) tally.set(cells.length, (tally.get(cells.length) ?? 0) + 1);
  let [usual, held] = [0, 0];
  for (const [length, of] of tally)
    if (of > held || (of === held && length > usual)) [usual, held] = [length, of];
  return usual;
}

/** A row as a header, whose first name NumPy writes behind a #; where blanks divide the cells, the mark is a cell of its own. */
function uncommented(cells: readonly string[], width: number): readonly string[] {
  if (/^(#|%+)$/.test(cells[0] ?? "") && cells.length > width) return cells.slice(1);
  return cells.map((cell, k) => (k === 0 ? cell.replace(/^(#\s*|%+\s+)(?=.)/, "") : cell));
}
