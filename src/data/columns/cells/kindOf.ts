import { isGapWord } from "../noValue.ts";
import { type ReadMoment, readMoment } from "./dates/dates.ts";
import { decimalOf, isCensored, type Numeral, readNumeral } from "./numerals.ts";
import { truthOf } from "./spelling.ts";
import { unitKey } from "./units.ts";

/** What a cell of text is by itself. `mark`: what a number tells of the decimal mark, where it tells anything. */
export type Kind =
  | { readonly is: "gap" | "gapWord" | "truth" | "censored" | "word" }
  | { readonly is: "date"; readonly moment: ReadMoment }
  | { readonly is: "number"; readonly numeral: Numeral; readonly key: string; readonly mark: string };

/** The longest number, date or limit. */
const longest = 45;
/** Most text begins as no number, date or limit does. */
export const anyDigit = /\p{Nd}/u;
const plainWord =
  /^(?!(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|us\$|usd|eur|jpy|gbp|cny|rmb|krw)|[rhstm]\.? ?\d|(?:mo|di|mi|do|fr|sa|so)[., ]|(?:dia\.?|s?[rct]|sφ) ?[\d.]|[a-z]{1,4} ?= ?[-+.\d])[a-z]/i;

/** A cell that is not missing. */
export function kindOf(cell: string): Kind {
  if (cell.length > longest) return { is: "word" };
  if (isGapWord(cell)) return { is: "gapWord" };
  if (truthOf(cell) !== undefined) return { is: "truth" };
  if (!anyDigit.test(cell) || plainWord.test(cell)) return { is: isCensored(cell) ? "censored" : "word" };
  const moment = readMoment(cell);
  if (moment) return { is: "date", moment };
  const numeral = readNumeral(cell, true);
  if (numeral) return { is: "number", numeral, key: unitKey(numeral.unit), mark: markOf(numeral.core) };
  return { is: isCensored(cell) ? "censored" : "word" };
}

/** What a core tells of the decimal mark, where it tells anything. */
function markOf(core: string): string {
  const found = decimalOf(core)!;
  if (found === "none") return "";
  if (found === "either") return core.includes(",") ? "?," : "?.";
  const other = found === "." ? "," : ".";
  return core.includes(other) ? `${found}${other}` : found;
}
