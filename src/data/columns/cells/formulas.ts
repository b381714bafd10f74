/**
 * Texts that a spreadsheet would run when it opens a CSV: `=cmd|'/C calc'!A0`, `+SUM(A1)`, `-A1`, `@SUM(A1)`, in full width as well,
 * and what stands behind a tab or a line end (OWASP, CSV injection). An apostrophe makes text of each. Where a spreadsheet divides
 * cells by another sign than the file does, a piece of a text is a cell, and has its own.
 *
 *     =1+1   '=1+1          a;=1+1   'a;'=1+1          -5 mm   -5 mm          x-1   x-1
 */
const start = "[=+\\-@＝＋－＠]";
const anyStart = new RegExp(`${start}|^'*[\\t\\r\\n]`);
const blanks = '((?:(?![\\t\\r\\n])[\\s"\\p{Cc}\\p{Cf}])*)';
const ends = "[;,|\\t\\r\\n]";
/** a text's beginning that would run, or be cut off before what runs */
const first = new RegExp(`^'*(?:${blanks}(${start}(?:(?!${ends}).)*)|[\\t\\r\\n])`, "u");
/** the same of what a text's pieces begin with */
const later = new RegExp(`(${ends})${blanks}('*)(?=(${start}(?:(?!${ends}).)*))`, "gu");

/** A signed number, with a unit or without, is one in a spreadsheet too; signs alone say that there is no value. */
const harmless =
  /^[-+＋－]\s?(?:\p{Nd}[\p{Nd}.' ]*|\.\p{Nd}+)(?:[eE][-+]?\d+)?\s?[%‰°\p{L}\p{So}]{0,6}\s*$|^[-+＋－\s]+$/u;

/** Whether a spreadsheet would run something of a text. */
export function runs(text: string): boolean {
  if (!anyStart.test(text)) return false;
  const found = first.exec(text);
  if (found && !(found[2] !== undefined && harmless.test(found[2]))) return true;
  for (const piece of text.matchAll(later)) if (!harmless.test(piece[4]!)) return true;
  return false;
}

/** What stands before a text that would run: a text between two apostrophes is one already, so that it takes two more. */
const mark = (text: string): string => (text.endsWith("'") ? "''" : "'");

/** A text as a CSV holds it: no spreadsheet runs it, and `textOf` gives the very text back. */
export const withoutFormula = (text: string): string =>
  runs(text) ? `${mark(text)}${pieces(text, (apostrophes) => `'${apostrophes}`)}` : text;

/** The text of a CSV's cell, without the apostrophes that keep a spreadsheet from running it. */
export function textOf(cell: string): string {
  if (!cell.startsWith("'") || cell.length < 2) return cell;
  const before = mark(cell);
  return cell.startsWith(before) && runs(cell)
    ? pieces(cell.slice(before.length), (apostrophes) => apostrophes.slice(1))
    : cell;
}

const pieces = (text: string, change: (apostrophes: string) => string): string =>
  text.replace(later, (all, end: string, blank: string, apostrophes: string, piece: string) =>
    harmless.test(piece) ? all : `${end}${blank}${change(apostrophes)}`,
  );
