import { UserError } from "../../../errors.ts";
import type { Column, Gap, Numbers, Table } from "../../table.ts";
import { NotNumbers, others } from "../notNumbers.ts";
import { isGapWord, isMissing } from "../noValue.ts";
import { parseNumber } from "../number.ts";
import { allowsBare, type Dress, sameUnit, undress } from "./dress.ts";
import { plainDigits, readNumeral } from "./numerals.ts";
import { truthOf } from "./spelling.ts";

/**
 * A column of a table as numbers, out of the dress that its training rows wore. What cannot be one is left as it is, for
 * the encoder to name; a cell in another dress is a UserError, never a number of another scale.
 */
export function undressed(table: Table, name: string, dress: Dress | undefined): Column {
  const column = table.column(name);
  if (column.kind === "number") {
    if (!column.names) checkWorn(table, name, column, dress);
    return column;
  }
  if (column.kind !== "text") return column;
  const read = readerOf(column.values, dress);
  const values = new Float64Array(column.values.length);
  const words = new Map<number, string>();
  let gap: Gap | undefined;
  let wrong: Wrong | undefined;
  for (const [row, cell] of column.values.entries()) {
    values[row] = isMissing(cell) ? Number.NaN : read(cell);
    if (!Number.isNaN(values[row])) continue;
    if (isMissing(cell)) {
      gap ??= { row, text: cell };
      if (isGapWord(cell)) words.set(row, cell);
    } else {
      wrong ??= new Wrong(table, name, dress);
      wrong.add(row, cell);
    }
  }
  if (wrong) throw wrong.error(column.values.length);
  return { kind: "number", values, gap, words: words.size > 0 ? words : undefined, dress };
}

/** What makes numbers of cells in a dress; NaN is none. Booleans are 1 and 0 where there is nothing else. */
export function readerOf(cells: readonly string[], dress: Dress | undefined): (cell: string) => number {
  const known = new Map<string, number>();
  const isPlain = dress?.unit === undefined && dress?.decimal !== "," && dress?.duration === undefined;
  const first = cells.find((cell) => !isMissing(cell));
  const areTruths =
    isPlain &&
    first !== undefined &&
    truthOf(first) !== undefined &&
    cells.every((cell) => truthOf(cell) !== undefined || isMissing(cell));
  return (cell) => {
    if (areTruths) return Number(truthOf(cell) ?? Number.NaN);
    const plain = isPlain ? parseNumber(cell) : Number.NaN;
    if (!Number.isNaN(plain)) return plain;
    const before = known.get(cell);
    if (before !== undefined) return before;
    const value = undress(cell, dress);
    if (known.size < 10_000) known.set(cell, value);
    return value;
  };
}

/** Cells of a column in another dress, or in none. */
class Wrong {
  readonly #table: Table;
  readonly #name: string;
  readonly #dress: Dress;
  readonly #words: NotNumbers;
  #firstWord = Infinity;
  #odd: { row: number; cell: string; cells: number; why: string } | undefined;

  constructor(table: Table, name: string, dress: Dress = {}) {
    [this.#table, this.#name, this.#dress] = [table, name, dress];
    this.#words = new NotNumbers(table, name);
  }

  add(row: number, cell: string): void {
    const why = whyOdd(cell, this.#dress);
    if (why !== undefined) {
      if (this.#odd) this.#odd.cells++;
      else this.#odd = { row, cell, cells: 1, why };
      return;
    }
    if (this.#firstWord === Infinity) this.#firstWord = row;
    this.#words.add(this.#table, row, cell);
  }

  error(cells: number): UserError {
    const odd = this.#odd;
    if (!odd || odd.row > this.#firstWord) return this.#words.error(cells);
    return new UserError(
      `${this.#table.where(odd.row, this.#name)}: ${JSON.stringify(odd.cell)} ${odd.why}${others(odd.cells - 1)}; ${alike(this.#dress)}`,
    );
  }
}

/** How a number is written otherwise than those of the training rows, where it is. */
function whyOdd(cell: string, dress: Dress): string | undefined {
  const { unit, decimal, duration } = dress;
  const numeral = readNumeral(cell, true);
  if (!numeral) return undefined;
  if (duration !== undefined) return `is a number, but ${asDurations}`;
  const bare = unit !== undefined && numeral.unit === "" && allowsBare(dress);
  if (!bare && !sameUnit(numeral.unit, unit)) {
    return `is written ${wears(numeral.unit)}, but the model learned the column ${wears(unit)}`;
  }
  if (decimal === "," && plainDigits(numeral.core, ",") === undefined)
    return "has a decimal point, but the model learned the column with decimal commas";
  if (bare && decimal !== "," && plainDigits(numeral.core, ".") === undefined)
    return "has a decimal comma, but the model learned the column with decimal points";
  return undefined;
}

const asDurations = "the model learned the column as durations";
const wears = (unit: string | undefined): string => (unit ? `with ${unit}` : "without a unit");
const alike = ({ unit, duration }: Dress): string =>
  duration !== undefined
    ? `write durations as those of the training rows, such as ${duration === "hours" ? "1:30 or 1:30:00" : "1:30 or 0:01:30"}`
    : unit === undefined
      ? "write the numbers as those of the training rows"
      : `write the numbers as those of the training rows, in ${unit}`;

/** Numbers that the file gives without their cells. */
function checkWorn(
  table: Table,
  name: string,
  column: Extract<Column, { kind: "number" }>,
  dress: Dress | undefined,
): void {
  const { values, dress: own } = column;
  const refuse = (why: string): void => {
    const row = values.findIndex((value) => !Number.isNaN(value));
    if (row >= 0) throw new UserError(`${table.where(row, name)}: ${why}; ${alike(dress ?? {})}`);
  };
  if (own?.unit !== undefined && !sameUnit(own.unit, dress?.unit))
    refuse(
      `the number is written ${wears(own.unit)}, but the model learned the column ${wears(dress?.unit)}`,
    );
  else if (dress?.duration !== undefined && own?.duration === undefined)
    refuse(`${firstOf(values)} is a number, but ${asDurations}`);
  else if (dress && own?.unit === undefined && own?.duration === undefined && !allowsBare(dress))
    refuse(
      `${firstOf(values)} is written without a unit, but the model learned the column with ${dress.unit}`,
    );
  if (dress?.decimal === "," && !dress.thousands && table.traits.delimited && mayBeThousands(values))
    refuse("a point may stand for thousands here, as the model learned the column with decimal commas");
  if (!dress?.thousands || !table.traits.delimited) return;
  const fraction =
    dress.decimal === "," ? values.find((value) => value % 1 !== 0 && Number.isFinite(value)) : undefined;
  if (fraction !== undefined)
    refuse(`${fraction} has a decimal point, but the model learned the column with points for thousands`);
  else if (mayBeThousands(values))
    refuse(
      `${firstOf(values)} has a point, where the model learned the column with commas that it took for thousands: one of them may be decimals`,
    );
}

const firstOf = (values: Numbers): number => values.find((value) => !Number.isNaN(value))!;

/** Whether numbers with a point may be whole ones with a point for thousands: 1.234 beside 12.500. */
export function mayBeThousands(values: Numbers): boolean {
  let [fractions, full] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value) || Number.isInteger(value)) continue;
    fractions++;
    const thousandths = Math.round(value * 1000);
    if (Math.abs(value) >= 1000 || Math.abs(value) < 1 || thousandths / 1000 !== value) return false;
    if (thousandths % 10 !== 0) full++;
  }
  return fractions > 0 && 2 * full >= fractions;
}
