import { parseNumber } from "./number.ts";

/** A number in a dress: with a unit, a percent or currency sign, or in full-width characters. */
export interface DressedNumber {
  /** as a cell of numbers holds it */
  plain: string;
  /** what it wears, which is the same in all cells of a column that is measured in one unit */
  dress: string;
}

/** `12.3 mm`, `5%`, `45°`, `0.8 N/mm²`: what follows holds no digit, so that neither 0x10 nor 3±1 is one. */
const withUnit = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([^\d\s.,+±~-][^\d.,+±~]{0,11})$/;
const withCurrency = /^([¥$€£])\s?((?:\d+\.?\d*|\.\d+))$/;

export function undress(cell: string): DressedNumber | undefined {
  const narrow = cell.normalize("NFKC").replaceAll("−", "-");
  const [, plain, unit] = withUnit.exec(cell.trim()) ?? withUnit.exec(narrow) ?? [];
  if (plain !== undefined && unit !== undefined) return { plain, dress: unit };
  const [, sign, amount] = withCurrency.exec(narrow) ?? [];
  if (sign !== undefined && amount !== undefined) return { plain: amount, dress: sign };
  if (narrow !== cell && !Number.isNaN(parseNumber(narrow)) && Number.isNaN(parseNumber(cell)))
    return { plain: narrow.trim(), dress: "full-width" };
  return undefined;
}
