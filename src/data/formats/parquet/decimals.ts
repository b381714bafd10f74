import type { SchemaElement } from "hyparquet";

/** How many digits stand behind the point of a column of decimals; nothing of other columns. */
export const decimalsOf = ({ converted_type, logical_type, scale }: SchemaElement): number | undefined =>
  converted_type === "DECIMAL" || logical_type?.type === "DECIMAL"
    ? (scale ?? (logical_type?.type === "DECIMAL" ? logical_type.scale : 0))
    : undefined;

/** The element of a column of decimals as whole numbers, or as the bytes of these. */
export const withoutScale = ({ converted_type, logical_type, ...element }: SchemaElement): SchemaElement =>
  element;

/** The number nearest to a decimal that is stored as a whole number, or as its bytes, the largest first; lists cell by cell. */
export function decimal(cell: unknown, decimals: number): unknown {
  if (Array.isArray(cell)) return cell.map((item) => decimal(item, decimals));
  if (typeof cell === "number") return cell / 10 ** decimals; // both are exact, and so is the quotient but for its rounding
  if (typeof cell === "bigint") return fromWhole(cell, decimals);
  if (cell instanceof Uint8Array) return fromWhole(wholeOf(cell), decimals);
  return cell;
}

/** By its digits, since a whole number of more than 53 bits would be rounded twice. */
function fromWhole(whole: bigint, decimals: number): number {
  return Number(`${whole}e-${decimals}`);
}

/** Two's complement. */
function wholeOf(bytes: Uint8Array): bigint {
  let whole = 0n;
  for (const byte of bytes) whole = (whole << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * bytes.length, whole);
}
