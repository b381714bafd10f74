import { UserError } from "../../../errors.ts";

const quote = '"';

const mends = {
  opening:
    'a quotation mark stands inside an unquoted cell; put the whole cell in quotation marks and write "" for the mark',
  closing: 'text follows a closing quotation mark; write "" for a mark within a quoted cell',
  open: "a quotation mark is never closed",
} as const;

/**
 * Records with quoted cells, as RFC 4180 has them: a cell in quotation marks may hold delimiters, line ends and, written
 * twice, marks. `each` takes a record's cells and the line that it begins on; the text begins on line `line` of the file
 * `name`. Blanks around a cell are no part of it, unless tabs divide the cells. A text as Excel's formulas write it, ="00001", is a
 * cell as it stands.
 */
export function quotedRecords(
  text: string,
  { delimiter, name, line }: { readonly delimiter: string; readonly name: string; readonly line: number },
  each: (cells: string[], line: number) => void,
): void {
  const blank = delimiter === "\t" ? /(?!)/y : /[^\S\n]*/y;
  let [at, begins, here] = [0, line, line];
  /** a newline that has not been counted, and none before it */
  let newline = -1;
  let cells: string[] = [];
  const refused = (mend: keyof typeof mends, where: number) =>
    new UserError(`${name}, line ${where}: ${mends[mend]}`);
  /** The first place from `from` on that is no blank. */
  const afterBlanks = (from: number): number => {
    blank.lastIndex = from;
    return blank.test(text) ? blank.lastIndex : from;
  };
  /** How long the line end at `from` is: 0 where there is none. */
  const lineEnd = (from: number): number =>
    text[from] === "\n" ? 1 : text[from] === "\r" && text[from + 1] === "\n" ? 2 : 0;

  while (at < text.length) {
    const first = afterBlanks(at);
    let cell: string;
    const open = text[first] === "=" && text[first + 1] === quote ? first + 1 : first;
    if (text[open] === quote) {
      const close = closing(text, open);
      if (close < 0) throw refused("open", begins);
      cell =
        open > first ? text.slice(first, close + 1) : text.slice(open + 1, close).replaceAll('""', quote);
      if (newline < first) newline = newlineFrom(text, first);
      for (; newline < close; newline = newlineFrom(text, newline + 1)) here++;
      at = close + 1;
      if (at < text.length && text[at] !== delimiter && lineEnd(at) === 0) {
        at = afterBlanks(at);
        // The last of the blanks may be a carriage return that belongs to the line's end.
        if (text[at] === "\n" && text[at - 1] === "\r") at--;
        if (at < text.length && text[at] !== delimiter && lineEnd(at) === 0)
          throw refused(open > first ? "opening" : "closing", here);
      }
    } else {
      const end = endOfCell(text, at, delimiter);
      cell = text.slice(at, end);
      if (cell.includes(quote)) throw refused("opening", here);
      if (delimiter !== "\t") cell = cell.trim();
      else if (text[end] === "\n" && cell.endsWith("\r")) cell = cell.slice(0, -1);
      at = end;
      if (text[end] === "\n" && text[end - 1] === "\r" && end > 0) at = end - 1;
    }
    cells.push(cell);
    if (text[at] === delimiter) {
      at += delimiter.length;
      if (at < text.length) continue;
      cells.push(""); // the text ends behind a delimiter
    }
    const end = at < text.length ? lineEnd(at) : 0;
    each(cells, begins);
    at += end;
    here += end > 0 ? 1 : 0;
    [cells, begins] = [[], here];
  }
}

/** The same of cells that blanks divide, as R writes them. */
export function blankRecords(
  text: string,
  { name, line }: { readonly name: string; readonly line: number },
  each: (cells: string[], line: number) => void,
): void {
  const piece = /[^\s"]+(?=\s|$)|(\r?\n)|[^\S\n]+/y;
  let [cells, begins, here]: [string[], number, number] = [[], line, line];
  for (let i = 0; i < text.length; ) {
    const isFormula = text.startsWith('="', i);
    const open = isFormula ? i + 1 : i;
    const close = text[open] === quote ? closing(text, open) : -1;
    if (close >= 0 && (close + 1 === text.length || /\s/.test(text[close + 1]!))) {
      const quoted = text.slice(open + 1, close);
      cells.push(isFormula ? text.slice(i, close + 1) : quoted.replaceAll('""', quote));
      here += quoted.split("\n").length - 1;
      i = close + 1;
      continue;
    }
    piece.lastIndex = i;
    const [all, newline] = piece.exec(text) ?? [];
    if (all === undefined)
      throw new UserError(`${name}, line ${here}: ${text[i] === quote ? mends.closing : mends.opening}`);
    i += all.length;
    if (newline !== undefined) {
      here++;
      if (cells.length > 0) each(cells, begins);
      [cells, begins] = [[], here];
    } else if (all.trim() !== "") cells.push(all);
  }
  if (cells.length > 0) each(cells, begins);
}

/** The mark that closes the cell whose opening mark is at `open`: the first that does not stand twice. -1: none. */
function closing(text: string, open: number): number {
  for (let at = open + 1; ; at += 2) {
    at = text.indexOf(quote, at);
    if (at < 0 || text[at + 1] !== quote) return at;
  }
}

/** Where the next newline is, or the text's end. */
const newlineFrom = (text: string, from: number): number => {
  const at = text.indexOf("\n", from);
  return at < 0 ? text.length : at;
};

/** Where the next delimiter or newline is, or the text's end. */
function endOfCell(text: string, from: number, delimiter: string): number {
  for (let i = from; i < text.length; i++) if (text[i] === delimiter || text[i] === "\n") return i;
  return text.length;
}
