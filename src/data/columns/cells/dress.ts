import { type ColonUnit, readDuration } from "./dates/durations.ts";
import { type Decimal, type Numeral, numberOf, readFraction, readNumeral } from "./numerals.ts";
import { isScale, powerOf, unitKey } from "./units.ts";

/** What the numbers of a column wear, as plain JSON: a model keeps it, so that new rows are read as its own were. */
export interface Dress {
  /** behind or before each number: mm, %, 万円 */
  unit?: string;
  /** what stands between whole and fraction, where a comma stands among the digits */
  decimal?: Decimal;
  /** the other mark was taken for thousands where nothing in the column showed it: commas, so that a point may stand for them in the next rows, or points */
  thousands?: boolean;
  /** a number without the unit is one all the same: a workbook keeps 12% as 0.12 */
  bare?: boolean;
  /** they are durations, read as seconds, and so is the first number of 29:10 */
  duration?: ColonUnit;
  /** they are fractions: 2 1/2 */
  fraction?: boolean;
}

export const sameUnit = (a = "", b = ""): boolean => unitKey(a) === unitKey(b);

/** Whether a bare number may stand among numbers in this dress: the unit is understood, but a scale is not, nor that of a duration. */
export const allowsBare = ({ unit, duration, bare = false }: Dress): boolean =>
  bare || (duration === undefined && (unit === undefined || !isScale(unit)));

/**
 * The number of a cell, its unit's power of ten taken in: `1.2万` is 12000, `5%` is 0.05. NaN where the cell holds none in
 * this dress. A number without the unit is taken where `bare` says so.
 */
export function undress(cell: string, dress: Dress = {}, bare = allowsBare(dress)): number {
  if (dress.duration !== undefined) return readDuration(cell, dress.duration)?.seconds ?? Number.NaN;
  const fraction = dress.fraction ? readFraction(cell) : undefined;
  if (fraction)
    return sameUnit(fraction.unit, dress.unit) || (bare && fraction.unit === "")
      ? fraction.value
      : Number.NaN;
  const numeral = readNumeral(cell, true);
  return numeral && fits(numeral, dress, bare)
    ? numberOf(numeral, decimalIn(dress), powerOf(numeral.unit))
    : Number.NaN;
}

export const decimalIn = ({ decimal = "." }: Dress): Decimal => decimal;

function fits(numeral: Numeral, dress: Dress, bare: boolean): boolean {
  if (sameUnit(numeral.unit, dress.unit) || (bare && numeral.unit === ""))
    return dress.decimal !== undefined || !mayBeDecimal(numeral);
  return false;
}

/** 1,234 is thousands here and a decimal there: without a word on it, it is neither. */
const mayBeDecimal = ({ core }: Numeral): boolean => /^\d{1,3},\d{3}$/.test(core) && !core.startsWith("0");

/** Why a cell is no number in this dress. */
export function whyNot(cell: string, dress: Dress = {}): string {
  const numeral = readNumeral(cell, true);
  const shown = JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}...` : cell);
  if (dress.duration !== undefined) return `${shown} is not a duration`;
  if (numeral && !sameUnit(numeral.unit, dress.unit)) {
    if (numeral.unit === "") return `${shown} is written without ${dress.unit}`;
    return dress.unit === undefined
      ? `${shown} has the unit ${numeral.unit}, the others have none`
      : `${shown} has the unit ${numeral.unit}, the others have ${dress.unit}`;
  }
  return `${shown} is not a number`;
}
