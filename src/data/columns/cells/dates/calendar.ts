import { asProgram, type Spell } from "../../../../errors.ts";
import { allNames } from "../../../listing/oneLine.ts";
import type { ColumnRoles } from "../../../reading.ts";
import type { Column, Table } from "../../../table.ts";
import type { Encoder } from "../../encoding.ts";
import { isGap } from "../../noValue.ts";
import { plainText } from "../numerals.ts";
import { readMoment } from "./dates.ts";
import { datesInParts } from "./parts.ts";

/** What of the calendar a column tells, as a number or a word. Days of the week come again with every lot. */
type Turn = "years" | "quarters" | "months" | "weeks" | "days";

/** From what to what it goes, and how many different ones are nearly all: then the next lot's were learned from too. */
const turns: { readonly [T in Turn]: { least: number; most: number; all: number; name: RegExp } } = {
  years: {
    least: 1900,
    most: 2643,
    all: Infinity,
    name: /年度?$|^(ปี|พ\.ศ\.?)|^(year|yr|fy)$|[\s_.-]year$|[a-z]Year$/i,
  },
  quarters: { least: 1, most: 4, all: 4, name: /四半期$|^(quarter|qtr)$|[\s_.-]quarter$/i },
  months: { least: 1, most: 12, all: 12, name: /月$|^(month|mon)$|[\s_.-]month$|[a-z]Month$/i },
  weeks: {
    least: 1,
    most: 53,
    all: 51,
    name: /週(番号|目)?$|^(calendar ?week|week|weekno|weeknum|week ?number|wk|cw|kw)$|[\s_.-]week$|[a-z]Week$/i,
  },
  days: { least: 1, most: 31, all: 28, name: /[^曜平休祝毎]日$|^日$|^(day|dayofmonth)$|[\s_.-]day$/i },
};
const names = Object.keys(turns) as Turn[];

/** Words that are of the calendar by themselves, and those that are so under such a name. */
const inWords: { readonly [T in Turn]?: { plain: RegExp; named?: RegExp } } = {
  years: { plain: /^(\d{4}|(令和|平成|R|H)\.?(\d{1,2}|元))年度?$/i, named: /^(R|H)\.?\d{1,2}$/i },
  quarters: { plain: /^第?[1-4]四半期$/, named: /^Q[1-4]$/i },
  months: { plain: /^(\d{1,2}月度?|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?)$/i },
  weeks: { plain: /^第?\d{1,2}週目?$/, named: /^(W|CW|KW)\d{1,2}$/i },
};

const never = /(?!)/;

/** Whether a cell is of the calendar's `turn` under such a name. */
function isOfTurn(turn: Turn, name: string, cell: string): boolean {
  const { plain = never, named } = inWords[turn] ?? {};
  if (plain.test(cell) || (turn === "months" && readMoment(cell)?.isMonth)) return true;
  return named?.test(cell) === true && isCalled(turn, name);
}

const isCalled = (turn: Turn, name: string): boolean => turns[turn].name.test(name.normalize("NFKC").trim());

/** Features that say when in the calendar a row was made, in one line: what is learned of them is of no use for the next lot. */
export function calendarNotes(
  table: Table,
  { columns }: Encoder,
  roles: ColumnRoles,
  say: Spell = asProgram,
): string[] {
  if (roles.features) return [];
  const together = datesInParts(table).filter(({ columns: all }) =>
    columns.some((one) => one.kind === "number" && one.within === undefined && all.includes(one.name)),
  );
  const ofDates = new Set(together.flatMap(({ columns: all }) => all));
  const inParts = together.map(({ columns: all }) => {
    const names = all as readonly string[];
    return `columns ${allNames(names)} are one date, of which nothing is learned for the next lot as they are; with ${say("dates", true)} they become numbers of it (weekday, month, days since the first), or leave them out with ${say("drop", names)}`;
  });
  const found = columns.flatMap((encoded) => {
    const { kind, name } = encoded;
    if (ofDates.has(name) || (kind === "number" && encoded.within !== undefined)) return [];
    const column = table.columns.get(name);
    const told =
      column &&
      (kind === "number" ? numbersTold(name, column) : kind === "category" && wordsTold(name, column));
    return told ? [{ name, ...told }] : [];
  });
  if (found.length === 0) return inParts;
  const isOne = found.length === 1;
  const all = found.map(({ name, shown }) => `${name} (${shown})`);
  const listed = isOne ? `column ${all[0]} says` : `columns ${allNames(all)} say`;
  const drop = say(
    "drop",
    found.map(({ name }) => name),
  );
  const mend = found.every(({ dates }) => dates)
    ? `, or make numbers of ${isOne ? "it" : "them"} with ${say("dates", true)}`
    : "";
  return [
    ...inParts,
    `${listed} when in the calendar a row was made, and nothing is learned of the next lot's; leave ${isOne ? "it" : "them"} out with ${drop}${mend}`,
  ];
}

interface Told {
  /** "4 to 6" */
  shown: string;
  /** whether it can be read as dates */
  dates: boolean;
}

function numbersTold(name: string, column: Column): Told | undefined {
  if (column.kind !== "number" || column.names) return undefined;
  const turn = names.find((one) => isCalled(one, name));
  if (turn === undefined) return undefined;
  const { least, most, all } = turns[turn];
  const different = new Set<number>();
  for (let i = 0; i < column.values.length; i++) {
    const value = column.values[i]!;
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value) || value < least || value > most) return undefined;
    different.add(value);
  }
  if (different.size === 0 || different.size >= all) return undefined;
  const sorted = [...different].sort((a, b) => a - b);
  return { shown: `${sorted[0]} to ${sorted.at(-1)}`, dates: false };
}

function wordsTold(name: string, column: Column): Told | undefined {
  if (column.kind !== "text") return undefined;
  const cells = [...new Set(column.values)].filter((cell) => !isGap(cell)).map(plainText);
  if (cells.length < 2) return undefined;
  const turn = names.find((one) => cells.every((cell) => isOfTurn(one, name, cell)));
  if (turn === undefined || (cells.length >= turns[turn].all && !cells.some((cell) => /\d{4}/.test(cell))))
    return undefined;
  const shown = cells.length > 4 ? `${cells.slice(0, 3).join(", ")}, …` : cells.join(", ");
  return {
    shown,
    dates: turn === "months" && cells.every((cell) => readMoment(cell)?.isMonth === true),
  };
}
