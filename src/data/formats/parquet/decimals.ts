import type { SchemaElement } from "hyparquet";
import { LongNumber } from "../../columns/valueColumn.ts";

/** How many digits stand behind the point of a column of decimals; nothing of other columns. */
export const decimalsOf = ({ converted_type, logical_type, scale }: SchemaElement): number | undefined =>
  converted_type === "DECIMAL" || logical_type?.type === "DECIMAL"
    ? (scale ?? (logical_type?.type === "DECIMAL" ? logical_type.scale : 0))
    : undefined;

/** The element of a column of decimals as whole numbers, or as the bytes of these. */
export const withoutScale = ({ converted_type, logical_type, ...element }: SchemaElement): SchemaElement =>
  element;

/**
 * The number nearest to a decimal that is stored as a whole number, or as its bytes, the largest first; with its digits, where a number
 * does not hold them all. Lists cell by cell, in numbers.
 */
export function decimal(cell: unknown, decimals: number): unknown {
  if (Array.isArray(cell)) return cell.map((item) => numberIn(decimal(item, decimals)));
  if (typeof cell === "number") return cell / 10 ** decimals; // both are exact, and so is the quotient but for its rounding
  if (typeof cell === "bigint") return fromWhole(cell, decimals);
  if (cell instanceof Uint8Array) return fromWhole(wholeOf(cell), decimals);
  return cell;
}

const numberIn = (value: unknown): unknown => (value instanceof LongNumber ? value.number : value);

const mostExact = BigInt(Number.MAX_SAFE_INTEGER);

/** By its digits, since a whole number of more than 53 bits would be rounded twice. */
function fromWhole(whole: bigint, decimals: number): number | LongNumber {
  if (whole <= mostExact && whole >= -mostExact && decimals <= 22) return Number(whole) / 10 ** decimals;
  const number = Number(`${whole}e-${decimals}`);
  const text = withPoint(whole, decimals);
  const own = Number.isInteger(number) ? String(BigInt(number)) : String(number);
  return own === text ? number : new LongNumber(number, text);
}

/** 12345 with two decimals is 123.45. */
function withPoint(whole: bigint, decimals: number): string {
  if (decimals <= 0) return `${whole}${whole === 0n ? "" : "0".repeat(-decimals)}`;
  const sign = whole < 0n ? "-" : "";
  const digits = String(whole < 0n ? -whole : whole).padStart(decimals + 1, "0");
  const fraction = digits.slice(-decimals).replace(/0+$/, "");
  return `${sign}${digits.slice(0, -decimals)}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Two's complement. */
function wholeOf(bytes: Uint8Array): bigint {
  let whole = 0n;
  for (const byte of bytes) whole = (whole << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * bytes.length, whole);
}
