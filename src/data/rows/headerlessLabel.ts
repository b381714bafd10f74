import { isGap } from "../columns/noValue.ts";
import { sayGood } from "../images/layouts/goodWord.ts";
import { type Column, Table } from "../table.ts";

/**
 * The label of a file without a header is the last column. It is the first where the first cannot be a measurement like the others: the
 * public sets of letters, wines, mushrooms, votes and digits are written so.
 */
export function headerlessLabel(
  table: Table,
  task: "classify" | "regress",
  able: (name: string) => boolean,
): { label: string; why: string } | undefined {
  const names = table.columnNames;
  if (!table.traits.headerless || !table.traits.delimited || names.at(-1) !== "label") return undefined;
  const bare = "of a file without a header";
  if (task === "regress") {
    const numeric = names.findLast(able) ?? "label";
    return { label: numeric, why: `the last column${numeric === "label" ? "" : " of numbers"} ${bare}` };
  }
  const [first, second] = names;
  // An id stands before all else.
  const lead = names.length > 2 && first === "x0" && tellsRowsApart(table, first) ? second! : first!;
  const why =
    first === "x0" && able(lead) ? whyFirst(table, names.slice(names.indexOf(lead)), able) : undefined;
  if (why === undefined)
    return {
      label: "label",
      why: `the last column ${bare}${names.length > 1 ? `, after ${spanOf(names)}` : ""}`,
    };
  const place = lead === first ? "the first column" : "the first column after the ids";
  return { label: lead, why: `${place} ${bare}, ${why}; the last is ${lastName(table)}` };
}

/** What the last column is called where it is not the label. */
export const lastName = ({ columns }: Table): string => `x${columns.size - 1}`;

/** The table of a file without a header, whose last column, called "label", is one more number here. */
export function withoutMadeUp(table: Table): Table {
  if (!table.traits.headerless) return table;
  const last = lastName(table);
  const columns = [...table.columns].map(([own, column]) => [own === "label" ? last : own, column] as const);
  return new Table(new Map(columns), table.parts, table.traits);
}

const spanOf = (names: readonly string[]): string =>
  names.length > 3 ? `${names[0]} to ${names.at(-2)}` : names.slice(0, -1).join(" and ");

/** So many different cells are counted at most. */
const many = 100;

/** Why the first of these columns is the label, and not the last; nothing where it is not. */
function whyFirst(
  table: Table,
  names: readonly string[],
  able: (name: string) => boolean,
): string | undefined {
  const columns = names.map((name) => table.columns.get(name)!);
  const [lead, last] = [columns[0]!, columns.at(-1)!];
  const classes = different(lead);
  if (classes.size < 2 || columns.length < 2) return undefined;
  const rest = columns.slice(1);
  if (isText(lead)) {
    const lastSays = isText(last) && saysGoodAmong(different(last));
    if (saysGoodAmong(classes) && !lastSays) return "for its words say which parts are good";
    if (lastSays || classes.size > many - 1) return undefined;
    if (isText(last) && !able(names.at(-1)!)) return "for the last holds texts that are no classes";
    if (rest.every((column) => column.kind === "number")) return amongNumbers(rest);
    if (rest.every(isText))
      return amongWords(
        classes,
        rest.map((column) => different(column)),
      );
    return undefined;
  }
  const canBeLast = able(names.at(-1)!) && different(last).size > 1;
  if (canBeLast || !areClassNumbers(classes)) return undefined;
  return `for it holds whole numbers (${shortly(classes)}), and the last cannot be a class`;
}

/** Words before numbers of one kind: the last is one more measurement, where it has about as many values as they. */
function amongNumbers(rest: readonly Column[]): string | undefined {
  const whole = rest.map((column) => column.kind === "number" && isWhole(column.values));
  if (whole.some((one) => one !== whole[0])) return undefined;
  if (!whole[0]) return "for it holds words, and all others numbers with decimals";
  const counts = rest.map((column) => different(column).size);
  const last = counts.pop()!;
  const usual = counts.length > 0 ? counts.sort((a, b) => a - b)[counts.length >> 1]! : 20;
  return 2 * last >= usual ? "for it holds words, and all others whole numbers" : undefined;
}

/** Words before words: two classes before more, or words of its own before columns that share theirs. */
function amongWords(
  classes: ReadonlySet<unknown>,
  rest: readonly ReadonlySet<unknown>[],
): string | undefined {
  const last = rest.at(-1)!;
  if (classes.size === 2 && last.size > 2) return `for it holds two words, and the last ${last.size}`;
  const others = new Set(rest.slice(0, -1).flatMap((one) => [...one]));
  const shares = rest.length > 2 && [...last].every((cell) => others.has(cell));
  const apart = [...classes].every((cell) => !others.has(cell) && !last.has(cell));
  return shares && apart ? "for the words of the last stand in others too, and its own do not" : undefined;
}

const isText = (column: Column): column is Extract<Column, { kind: "text" }> => column.kind === "text";

/** Verdicts: fine and normal may as well be a grain or a humidity. */
const saysGoodAmong = (cells: ReadonlySet<unknown>): boolean =>
  cells.size <= 20 &&
  sayGood([...cells].map(String).filter((cell) => !/^(fine|normal|healthy|perfect|intact)$/i.test(cell)));

/** 0, 1, 2 …, 1, 2, 3 …, or -1 and 1. */
function areClassNumbers(cells: ReadonlySet<unknown>): boolean {
  const numbers = [...cells].map(Number).sort((a, b) => a - b);
  if (numbers.length > 20) return false;
  if (numbers.length === 2 && numbers[0] === -1) return numbers[1] === 1;
  return (numbers[0] === 0 || numbers[0] === 1) && numbers.every((one, i) => one === numbers[0]! + i);
}

function shortly(cells: ReadonlySet<unknown>): string {
  const numbers = [...cells].map(Number).sort((a, b) => a - b);
  return numbers.length > 3 ? `${numbers[0]} to ${numbers.at(-1)}` : numbers.join(", ");
}

function isWhole(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++)
    if (Number.isFinite(values[i]) && !Number.isInteger(values[i])) return false;
  return true;
}

/** The different cells of a column that are not empty, or the first of them. */
function different(column: Column, most = many): Set<string | number> {
  const found = new Set<string | number>();
  if (column.kind !== "number" && column.kind !== "text") return found;
  const cells: ArrayLike<string | number> = column.values;
  for (let row = 0; row < cells.length && found.size < most; row++) {
    const cell = cells[row]!;
    if (typeof cell === "string" ? !isGap(cell) : !Number.isNaN(cell)) found.add(cell);
  }
  return found;
}

/** Whether every cell of a column is another, as numbers and names of rows are; amounts with decimals may be so too. */
export function tellsRowsApart(table: Table, name: string): boolean {
  const column = table.columns.get(name)!;
  if (column.kind === "number" && !isWhole(column.values)) return false;
  return different(column, Infinity).size === table.rows;
}
