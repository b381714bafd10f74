import type { Spell } from "../../../errors.ts";
import { gather } from "../../numbers/lists.ts";
import { type Column, cellsOf, type Table } from "../../table.ts";
import type { EncodedColumn, Encoder } from "../encoding.ts";
import { datesLeftOut, daysLeftOut, isWhyDate } from "../idColumns.ts";
import { amountsInWordsNotes } from "../notes/amountsInWords.ts";
import { unitColumnNotes } from "../notes/unitColumns.ts";
import { isGap, isGapWord, isMissing } from "../noValue.ts";
import { parseNumber } from "../number.ts";
import { momentIn } from "./dates/dateColumn.ts";
import { numbersInWords } from "./dates/dateNumbers.ts";
import { dayText, readMoment } from "./dates/dates.ts";
import { type ColonUnit, readDuration } from "./dates/durations.ts";
import { mayTurn } from "./dates/yearless.ts";
import { type Dress, undress } from "./dress.ts";
import {
  type Decimal,
  decimalOf,
  plainText,
  readFraction,
  readNumeral,
  type Script,
  scripts,
  type Writing,
} from "./numerals.ts";
import { spellingKey, truthOf } from "./spelling.ts";
import { mayBeThousands } from "./undress.ts";
import { isScale } from "./units.ts";

/**
 * What was read otherwise than it stands in a table's cells, a line each: of columns that are alike one. `target` is a label
 * of numbers, `decimal` the mark that was said.
 */
export function readingNotes(
  table: Table,
  encoder: Encoder,
  say: Spell,
  { target, decimal }: { target?: string | undefined; decimal?: Decimal | undefined } = {},
): string[] {
  const of = (columns: readonly (EncodedColumn | undefined)[], note: (name: string) => Said | undefined) =>
    inLines(columns.flatMap((column) => (column ? (note(column.name) ?? []) : [])));
  const numbers = encoder.columns.filter((column) => column.kind === "number");
  if (target !== undefined) numbers.push({ kind: "number", name: target, dress: encoder.target });
  // Beside columns with a comma for decimals a point may be one for thousands.
  const open =
    decimal === undefined &&
    numbers.some(({ name, dress }) => dress?.decimal === "," && table.column(name).kind === "text");
  const isYearless = (why: string) => why.startsWith(daysLeftOut);
  const dates = encoder.leftOut.filter(({ why }) => isWhyDate(why) && !isYearless(why));
  return [
    ...inLines(
      numbers.flatMap(
        (column) => numbersSaid(table, column, say, { isTarget: column.name === target, open }) ?? [],
      ),
    ),
    ...inLines(numbers.flatMap(({ name }) => (name === target ? [] : (codesSaid(table, name, say) ?? [])))),
    ...inLines(numbers.flatMap(({ name }) => longSaid(table.column(name), name, say) ?? [])),
    ...of(numbers, (name) => gapWordsSaid(table.column(name), name)),
    ...encoder.columns.flatMap((column) =>
      column.kind === "category" ? mergedSaid(table, column.name) : [],
    ),
    ...inLines(
      encoder.columns.flatMap((column) =>
        column.kind === "category" ? (choicesSaid(table, column, say) ?? []) : [],
      ),
    ),
    ...amountsInWordsNotes(table, encoder, say),
    ...unitColumnNotes(table, encoder, say),
    ...inLines(
      encoder.columns.flatMap((column) =>
        column.kind === "date" && !column.together ? dateSaid(table.column(column.name), column, say) : [],
      ),
    ),
    ...encoder.columns.flatMap((column) => (column.kind === "date" ? togetherSaid(column) : [])),
    ...(dates.length === 0
      ? []
      : [
          `${columnsIn(dates.map(({ name }) => name))}: ${datesLeftOut}, left out; with ${say("dates", true)} they become numbers (weekday, hour, days since the first)`,
        ]),
    ...encoder.leftOut.flatMap(({ name, why }) =>
      isYearless(why)
        ? [
            `column ${name}: ${why}, left out; with ${say("dates", true)} they become numbers (days since the first, month)${/ \d+\.\d+$/.test(why) ? `; if they are decimals, say ${say("decimal", ".")}` : ""}`,
          ]
        : [],
    ),
  ];
}

/** What is to be said of a column; columns of which the same is said share a line. */
interface Said {
  readonly name: string;
  readonly what: string;
  /** of the first of them alone */
  readonly example?: string;
  readonly mend?: string;
}

function inLines(said: readonly Said[]): string[] {
  const lines = new Map<string, Said[]>();
  for (const one of said) {
    const key = `${one.what}\n${one.mend ?? ""}`;
    gather(lines, key, one);
  }
  return Array.from(lines.values(), (all) => {
    const { what, example = "", mend = "" } = all[0]!;
    return `${columnsIn(all.map(({ name }) => name))}: ${what}${example}${mend}`;
  });
}

/** `columns a, b, c and 5 more` */
function columnsIn(names: readonly string[]): string {
  if (names.length === 1) return `column ${names[0]}`;
  const shown = names.length > 5 ? names.slice(0, 3) : names.slice(0, -1);
  const rest = names.length > 5 ? `${names.length - 3} more` : names.at(-1);
  return `columns ${shown.join(", ")} and ${rest}`;
}

const writings: Readonly<Record<Writing, string>> = {
  "full-width": "in full-width digits",
  minus: "with another minus sign",
  triangle: "with ▲ or △ for minus",
  parentheses: "with parentheses for minus",
  spaces: "with blanks for thousands",
  quotes: "in quotation marks",
  separators: "with marks for thousands",
  power: "with powers of ten",
  ...(Object.fromEntries(scripts.map((one) => [one, `in ${one} digits`])) as Record<Script, string>),
};

/** How the numbers of a column of text were written, and how they were read. */
function numbersSaid(
  table: Table,
  { name, dress }: { name: string; dress?: Dress | undefined },
  say: Spell,
  { isTarget, open: beside }: { isTarget: boolean; open: boolean },
): Said | undefined {
  const column = table.column(name);
  const pointed = beside && dress?.decimal !== ",";
  if (column.kind === "number" && pointed && table.traits.delimited && mayBeThousands(column.values))
    return pointsSaid(name, column, say);
  // What a file says of its numbers apart from their cells, its reader has said.
  if (column.kind === "number" && column.dress?.duration !== undefined && isTarget)
    return {
      name,
      what: `durations, read as numbers of seconds, ${column.dress.duration} before a single colon`,
    };
  if (column.kind === "number" && column.dress && isTarget) {
    const { unit, decimal, thousands } = column.dress;
    const wears = unit === undefined ? [] : [inQuotes(unit)];
    if (thousands) wears.push(`a ${decimal === "," ? "point" : "comma"} for thousands`);
    else if (decimal === ",") wears.push("a comma for decimals");
    if (wears.length === 0) return undefined;
    const what = `numbers with ${wears.join(" and ")}, read as numbers`;
    const large = column.values.find((value) => Math.abs(value) >= 1000 && Number.isInteger(value));
    if (!thousands || large === undefined || isScale(unit ?? "")) return { name, what };
    const grouped = String(large).replaceAll(/\B(?=(?:\d{3})+$)/g, decimal === "," ? "." : ",");
    const example = ` (${inQuotes(grouped)} is ${large})`;
    if (decimal === ",") return { name, what, example };
    const mend = `; if it is ${undress(grouped, { decimal: "," })}, say ${say("decimal", ",")}`;
    return { name, what, example, mend };
  }
  if (column.kind !== "text") return undefined;
  if (dress?.fraction) return fractionsSaid(name, column.values, dress);
  if (dress?.duration !== undefined) return durationsSaid(name, column.values, dress.duration);
  const found = new Set<string>();
  let example: string | undefined;
  let open: string | undefined;
  let isCertain = false;
  if (dress?.unit !== undefined) found.add(`with ${inQuotes(dress.unit)}`);
  const points = dress?.decimal === "," && dress.thousands;
  if (points) found.add("with a point for thousands");
  else if (dress?.decimal === ",") found.add("with a comma for decimals");
  const known = new Set<string>();
  for (const cell of column.values) {
    if (known.has(cell) || isMissing(cell)) continue;
    if (known.size < 10_000) known.add(cell);
    const numeral = readNumeral(cell, true);
    if (!numeral) continue;
    for (const writing of numeral.dress)
      if (writing !== "separators" || !onlyDecimal(numeral.core, dress)) found.add(writings[writing]);
    const mark = decimalOf(numeral.core);
    if (mark === "either" && (pointed || numeral.core.includes(","))) open ??= cell;
    if (mark === "." || mark === ",") isCertain = true;
    // The example is a cell that is not plainly its number, the mark of which may be doubted if any may.
    if (example === undefined && parseNumber(cell) !== undress(cell, dress)) example = cell;
  }
  if (column.values.every((cell) => truthOf(cell) !== undefined || isMissing(cell))) return undefined;
  if (open !== undefined && !isCertain) example = open;
  const other = dress?.decimal === "," ? "." : ",";
  const mend =
    open !== undefined && !isCertain
      ? `; if it is ${undress(open, { ...dress, decimal: other })}, say ${say("decimal", other)}`
      : "";
  const how = found.size === 0 ? "stored as text" : [...found].join(", ");
  return {
    name,
    what: `numbers ${how}, read as numbers`,
    example: example === undefined ? "" : ` (${inQuotes(example)} is ${undress(example, dress)})`,
    mend,
  };
}

/** Plain numbers with a point that stand beside columns with a comma for decimals: 6.254. */
function pointsSaid(name: string, { values, dress }: Extract<Column, { kind: "number" }>, say: Spell): Said {
  const first = values.find((value) => value % 1 !== 0)!;
  const unit = dress?.unit === undefined ? "" : `with ${inQuotes(dress.unit)}, `;
  const written = first.toFixed(3);
  return {
    name,
    what: `numbers ${unit}with a point for decimals where other columns have a comma, read as numbers`,
    example: ` (${inQuotes(written)} is ${first})`,
    mend: `; if it is ${undress(written, { decimal: "," })}, say ${say("decimal", ",")}`,
  };
}

/** Fractions of a ruler. */
function fractionsSaid(name: string, cells: readonly string[], dress: Dress): Said {
  const cell = cells.find((one) => readFraction(one) !== undefined);
  const wears = dress.unit === undefined ? "" : ` with ${inQuotes(dress.unit)}`;
  return {
    name,
    what: `fractions${wears}, read as numbers`,
    example: cell === undefined ? "" : ` (${inQuotes(cell)} is ${undress(cell, dress)})`,
  };
}

/** Durations, and what else 29:10 could be. */
function durationsSaid(name: string, cells: readonly string[], unit: ColonUnit): Said {
  const cell = cells.find((one) => readDuration(one, unit) !== undefined);
  const colon = cells.find((one) => /^\d+:\d+$/.test(plainText(one)));
  const example = colon ?? cell;
  const value = example && readDuration(example, unit)?.seconds;
  const other = unit === "minutes" ? "hours and minutes" : "minutes and seconds";
  return {
    name,
    what: `durations, read as numbers of seconds${colon === undefined ? "" : `, ${unit} before the colon`}`,
    example: example === undefined ? "" : ` (${inQuotes(example)} is ${value})`,
    mend:
      colon === undefined
        ? ""
        : `; if they are ${other}, write ${unit === "minutes" ? `${colon}:00` : `0:${colon}`}`,
  };
}

/** Codes that are numbers to the encoder: nothing is between 003 and 011. */
function codesSaid(table: Table, name: string, say: Spell): Said | undefined {
  const codes = table.traits.codes?.get(name);
  if (codes === undefined || table.column(name).kind !== "number") return undefined;
  const [cells, values] = [codes.join(", "), codes.map(Number).join(", ")];
  return {
    name,
    what: "zeros in front, as codes have, read as numbers",
    example: ` (${cells} as ${values})`,
    mend: `; if they are codes, write a letter before each, or leave them out with ${say("drop", [name])}`,
  };
}

/** Numbers of more digits than a number holds: 9007199254740993 is 9007199254740992. */
function longSaid(column: Column, name: string, say: Spell): Said | undefined {
  if (column.kind !== "number" || column.names) return undefined;
  const { values, spelled } = column;
  let example: string | undefined;
  for (const [row, text] of spelled ?? []) {
    if (!/^-?[\d.]+$/.test(text) || text.replace(/\D/g, "").length < 16) continue;
    if (text === String(values[row])) continue;
    example = ` (${text} is ${values[row]})`;
    break;
  }
  // Of a file of text only the number is left: 6e23 has one digit, and a sum of powers of two has many.
  const isLong = (value: number) =>
    Math.abs(value) > Number.MAX_SAFE_INTEGER && /^-?\d{16,}$/.test(String(value).replace(/0+$/, ""));
  if (example === undefined && !values.some(isLong)) return undefined;
  return {
    name,
    what: "numbers of more than 15 digits, of which the last are lost",
    example: example ?? ` (${values.find(isLong)})`,
    mend: `; if they are codes, leave them out with ${say("drop", [name])}`,
  };
}

/** Whether the only comma of a core is its decimal mark. */
const onlyDecimal = (core: string, dress: Dress | undefined): boolean =>
  dress?.decimal === "," && /^\d*,\d+$/.test(core);

const inQuotes = (text: string): string => JSON.stringify(text.length > 30 ? `${text.slice(0, 30)}…` : text);

/** Words among a column's numbers that were taken for "no value". */
function gapWordsSaid(column: Column, name: string): Said | undefined {
  const words =
    column.kind === "number"
      ? [...(column.words?.values() ?? [])]
      : column.kind === "text"
        ? column.values.filter(isGapWord)
        : [];
  if (words.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const all = Array.from(
    counts,
    ([word, times]) => `${inQuotes(word)} ${times === 1 ? "once" : `${times} times`}`,
  );
  const shown = all.length > 4 ? [...all.slice(0, 4), "…"] : all;
  return { name, what: `${shown.join(", ")}, read as no value` };
}

/** Categories that are one though they are spelled in several ways. */
function mergedSaid(table: Table, name: string): string[] {
  const names = new Map<string, Set<string>>();
  for (const cell of new Set(cellsOf(table.column(name)))) {
    if (isGap(cell) || truthOf(cell) !== undefined) continue;
    const key = spellingKey(cell);
    names.set(key, (names.get(key) ?? new Set()).add(cell));
  }
  return [...names.values()].flatMap((spellings) => {
    if (spellings.size === 1) return [];
    const [first, ...others] = [...spellings].map(inQuotes);
    return [
      `column ${name}: ${others.join(", ")} ${others.length === 1 ? "is" : "are"} read as ${first}, from which ${others.length === 1 ? "it differs" : "they differ"} in width or white space alone`,
    ];
  });
}

/** Numbers that are categories, since words stand among them that are no mistakes. */
function choicesSaid(
  table: Table,
  { name, categories }: Extract<EncodedColumn, { kind: "category" }>,
  say: Spell,
): Said | undefined {
  const numbers = categories.filter((one) => !Number.isNaN(parseNumber(one)));
  const words = categories.filter((one) => Number.isNaN(parseNumber(one)) && !isGapWord(one));
  const column = table.column(name);
  if (numbers.length === 0 || words.length === 0 || column.kind !== "text") return undefined;
  const isNumber = new Set(numbers);
  const count = column.values.filter((cell) => isNumber.has(cell)).length;
  if (2 * count < column.values.length - column.values.filter(isGap).length) return undefined;
  const shown = (all: readonly string[]) => (all.length > 4 ? [...all.slice(0, 4), "…"] : all).join(", ");
  return {
    name,
    what: `numbers (${shown(numbers)}) and words (${shown(words.map(inQuotes))}), each again and again, read as categories`,
    mend: `; if they are amounts, write a number for each word, or leave them out with ${say("drop", [name])}`,
  };
}

/** A date that stands in several columns. */
const togetherSaid = ({
  name,
  together,
  parts,
  first,
}: Extract<EncodedColumn, { kind: "date" }>): string[] =>
  together
    ? [
        `${columnsIn([name, ...together.columns])}: one date (${together.title}), as ${parts.join(", ")}, days counted from ${first}`,
      ]
    : [];

function dateSaid(column: Column, encoded: Extract<EncodedColumn, { kind: "date" }>, say: Spell): Said {
  const { name, parts, first, order, yearless, calendar } = encoded;
  if (yearless !== undefined) {
    const from = first === undefined ? "" : `, days counted from ${first.slice(5)}`;
    const other = order === "mdy" ? "dmy" : "mdy";
    return {
      name,
      what: `${daysLeftOut}, read as ${order === "mdy" ? "month, day" : "day, month"}, as ${parts.join(", ")}${from}`,
      mend:
        column.kind === "text" && mayTurn(name, column.values)
          ? `; if it is the other way round, say ${say("dateOrder", other)}`
          : "",
    };
  }
  const number = column.kind === "number" ? column.values.find((value) => !Number.isNaN(value)) : undefined;
  const what =
    (number !== undefined && numbersInWords(number)) ||
    (calendar === undefined ? "dates or times" : "dates of the Buddhist calendar");
  const from = first === undefined ? "" : `, days counted from ${first}`;
  const how = order === undefined ? "" : `, read as ${orders[order]}`;
  return { name, what: `${what}${how}, as ${parts.join(", ")}${from}`, ...buddhistSaid(column, encoded) };
}

/** What a year such as 2567 was taken for. */
function buddhistSaid(
  column: Column,
  encoded: Extract<EncodedColumn, { kind: "date" }>,
): Pick<Said, "example" | "mend"> | undefined {
  if (column.kind !== "text") return undefined;
  const cell = column.values.find((one) => readMoment(one)?.buddhist !== undefined);
  const days = cell === undefined ? undefined : momentIn(cell, encoded)?.days;
  if (cell === undefined || days === undefined) return undefined;
  const example = ` (${inQuotes(cell)} is ${dayText(days)})`;
  return encoded.calendar === undefined
    ? { example, mend: "; a year of the Buddhist calendar among others is not taken for one" }
    : { example };
}

const orders = { dmy: "day, month, year", mdy: "month, day, year", ymd: "year, month, day" } as const;
