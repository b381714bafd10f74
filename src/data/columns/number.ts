const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
/** Numbers of so many digits are all exact as doubles. */
export const EXACT_DIGITS = 15;
/** A double as 17 digits with sign and point, and a few zeros. */
const LONGEST = 24;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITY = /^[+-]?inf(?:inity)?$/i;

/** The number that a cell holds; NaN where it holds none. Decimal only: no 0x10, no 1_000. */
export function parseNumber(cell: string): number {
  const text = cell.trim();
  if (NUMBER.test(text)) return Number(text);
  if (INFINITY.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  return Number.NaN;
}

/**
 * The number in text[start, end), NaN where the cell is not plainly one (then `parseNumber` decides).
 *
 * Up to 15 digits w and a scale 10^k, k <= 22, are both exact doubles, so w / 10^k is rounded once and is the
 * nearest double to the decimal: the same bits as `Number`, without making a string. (Clinger 1990.)
 */
export function scanNumber(text: string, start: number, end: number): number {
  let i = start;
  const negative = text.charCodeAt(i) === 45; // -
  if (negative) i++;
  if (end - i > LONGEST || i >= end) return Number.NaN;
  let digits = 0;
  let whole = 0;
  let point = -1;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      whole = whole * 10 + (code - 48);
      digits++;
    } else if (code === 46 && point < 0) point = i;
    else return Number.NaN;
  }
  if (digits === 0) return Number.NaN;
  if (digits > EXACT_DIGITS) return Number(text.slice(start, end));
  const value = point < 0 ? whole : whole / POWERS[end - 1 - point]!;
  return negative ? -value : value;
}
