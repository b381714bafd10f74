import { isMissing } from "../../columns/noValue.ts";
import { parseNumber } from "../../columns/number.ts";
import { largest } from "../../numbers/lists.ts";

/** What divides cells; a blank stands for any number of blanks and tabs. */
const candidates = [",", "\t", ";", "|", "，"];

/** Whether a name says that tabs divide the cells. */
const isTabbed = (name: string): boolean => /\.(tsv|tab)(\.gz)?$/i.test(name);

/**
 * The delimiter of a text, by its first lines: what the line `sep=;` says, else the one that occurs, outside quotation marks,
 * equally often in most of them; where none does, blanks if they cut every line into as many cells, most of them numbers.
 */
export function findDelimiter(text: string, name = ""): string {
  const told = /^\s*"?sep=(.)"?\r?\n/.exec(text)?.[1];
  if (told !== undefined) return told;
  const head = text
    .slice(0, 1 << 16)
    .replaceAll(/"[^"]*"/g, '""')
    .split(/\r?\n/);
  if (text.length > 1 << 16 && head.length > 1) head.pop(); // cut short
  const lines = head.filter((line) => line.trim() !== "").slice(0, 60);
  if (isTabbed(name) && lines.some((line) => line.includes("\t"))) return "\t";
  const found = candidates
    .map((delimiter) => ({ delimiter, ...steadiness(lines, (line) => count(line, delimiter)) }))
    .filter(({ share, times }) => times > 0 && share > 0.5);
  const most = largest(found.map(({ share }) => share));
  const steady = found.filter(({ share }) => share > 0.9 * most);
  const [first, ...more] = steady.sort((a, b) => b.times - a.times);
  if (first) {
    // 3,5;4,2: the commas are within numbers.
    const other = more.find(({ delimiter }) => dividesBetter(lines, delimiter, first.delimiter));
    if (other) return other.delimiter;
    return first.delimiter === "," && areDecimals(lines) ? " " : first.delimiter;
  }
  if (isBlankDelimited(lines)) return " ";
  // Unsteady throughout: the one that the first line with any has most of.
  const firstLine = lines.find((line) => candidates.some((one) => line.includes(one))) ?? "";
  const counts = candidates.map((one) => count(firstLine, one));
  return candidates[counts.indexOf(largest(counts))]!;
}

function count(line: string, delimiter: string): number {
  let n = 0;
  for (let i = line.indexOf(delimiter); i >= 0; i = line.indexOf(delimiter, i + 1)) n++;
  return n;
}

/** How often the usual line has it, and which share of the lines are so. */
function steadiness(lines: readonly string[], times: (line: string) => number) {
  const tally = new Map<number, number>();
  for (const line of lines) {
    const n = times(line);
    tally.set(n, (tally.get(n) ?? 0) + 1);
  }
  let [most, held] = [0, 0];
  for (const [n, of] of tally) if (n > 0 && of >= held) [most, held] = [n, of];
  return { times: most, share: lines.length === 0 ? 0 : held / lines.length };
}

const commaNumber = /^\s*[+-]?(\d{1,3}(\.\d{3})+|\d+)?,\d+\s*$/;

/** A number with a decimal comma within a cell: 12,569 °C, <0,05, 12,5 ± 0,1. */
const commaWithin = /(?<![\p{L}\d,.])(\d{1,3}(\.\d{3})+|\d+),\d+(?![,\d])|(?<![\p{L}\d,.]),\d+(?![,\d])/gu;

/**
 * Whether all that `other` divides, where `delimiter` does not, are numbers with a decimal comma, be it with a unit; below a
 * first line, words with a comma and a blank may stand among them.
 */
function dividesBetter(lines: readonly string[], delimiter: string, other: string): boolean {
  if (other !== ",") return false;
  const commas = (part: readonly string[]) =>
    part.flatMap((line) => line.split(delimiter)).filter((cell) => cell.includes(other));
  const cells = commas(lines.length > 2 ? lines.slice(1) : lines);
  const numbers = cells.filter((cell) => commaNumber.test(cell) || !bare(cell).includes(other));
  return (
    2 * numbers.length > cells.length &&
    cells.every((cell) => commaNumber.test(cell) || !/,(?! )/.test(bare(cell)))
  );
}

/** A cell without its numbers with a comma. */
const bare = (cell: string): string => cell.replaceAll(commaWithin, "");

/** Whether blanks divide the cells, and all commas are within numbers. */
const areDecimals = (lines: readonly string[]): boolean =>
  !lines.some((line) => line.includes("\t")) &&
  isBlankDelimited(lines) &&
  lines
    .slice(1)
    .every((line) => blankCells(line).every((cell) => !cell.includes(",") || commaNumber.test(cell)));

const blanks = /[ \t]+/;
export const blankCells = (line: string): string[] => line.trim().split(blanks);

/** Whether blanks cut the lines, the first ones aside, into as many cells, two or more, and each of them holds a number. */
function isBlankDelimited(lines: readonly string[]): boolean {
  const rows = lines.filter((line) => !/^\s*[#%]/.test(line)).map(blankCells);
  const body = rows.length > 1 ? rows.slice(1) : rows;
  const lengths = body.map((cells) => String(cells.length));
  const { times, share } = steadiness(lengths, Number);
  if (times < 2 || share < 0.8) return false;
  const numeric = (cell: string) =>
    !isMissing(cell) && (!Number.isNaN(parseNumber(cell)) || commaNumber.test(cell));
  const whole = body.filter((cells) => cells.length === times);
  return whole.filter((cells) => cells.some(numeric)).length >= 0.8 * whole.length;
}
