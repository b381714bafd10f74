/** 10^k: up to 10^22 they are exact as doubles. */
const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
/** Numbers of so many digits are all exact as doubles. */
export const EXACT_DIGITS = 15;
const SPLITTER = 2 ** 27 + 1;
/** Of each power the upper 26 bits; the rest is exact too. (Veltkamp 1968.) */
const UPPER = POWERS.map((power) => upper(power));
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITY = /^[+-]?inf(?:inity)?$/i;

/** The number that a cell holds; NaN where it holds none. Decimal only: no 0x10, no 1_000. */
export function parseNumber(cell: string): number {
  const text = cell.trim();
  if (NUMBER.test(text)) return Number(text);
  if (INFINITY.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  return Number.NaN;
}

/**
 * The number in text[start, end), NaN where the cell is not plainly one (then `parseNumber` decides): the same bits as `Number`, without
 * making a string.
 *
 * Nine digits and the nine that follow are an exact sum of two doubles. Where one is enough, digits and power of ten are exact and their
 * quotient is rounded once (Clinger 1990); else `quotient` decides. Other numbers are left to `Number`.
 */
export function scanNumber(text: string, start: number, end: number): number {
  let i = start;
  const negative = text.charCodeAt(i) === 45; // -
  if (negative) i++;
  const first = i;
  let [head, tail] = [0, 0];
  for (let digit: number; i < end; i++) {
    digit = text.charCodeAt(i) - 48;
    if (digit >>> 0 > 9) break;
    head = head * 10 + digit;
  }
  let digits = i - first;
  let [places, behind] = [0, 0];
  if (digits <= 9 && i < end && text.charCodeAt(i) === 46) {
    const point = ++i;
    if (end === point && digits === 0) return Number.NaN;
    if (head === 0) {
      while (i < end && text.charCodeAt(i) === 48) i++;
      digits = 0;
    }
    const ninth = Math.min(end, i + 9 - digits);
    for (let digit: number; i < ninth; i++) {
      digit = text.charCodeAt(i) - 48;
      if (digit >>> 0 > 9) break;
      head = head * 10 + digit;
    }
    if (i === ninth) {
      const last = Math.min(end, i + 9);
      for (let digit: number; i < last; i++) {
        digit = text.charCodeAt(i) - 48;
        if (digit >>> 0 > 9) break;
        tail = tail * 10 + digit;
      }
      behind = i - ninth;
    }
    places = i - point;
  } else if (digits === 0) return Number.NaN;
  if (i < end && !isRest(text, i, end)) return Number.NaN;
  let value = Number.NaN;
  if (i === end && digits <= 9 && places <= 22) {
    const upperPart = head * POWERS[behind]!;
    const sum = upperPart + tail;
    const rest = tail - (sum - upperPart);
    value = rest === 0 ? sum / POWERS[places]! : quotient(sum, rest, places);
  }
  if (Number.isNaN(value)) return Number(text.slice(start, end));
  return negative ? -value : value;
}

/** Whether text[start, end) are further digits and an exponent, or one of both. */
function isRest(text: string, start: number, end: number): boolean {
  let i = pastDigits(text, start, end);
  if (i === end) return true;
  if ((text.charCodeAt(i) | 32) !== 101) return false; // e, E
  i++;
  const sign = text.charCodeAt(i);
  if (sign === 43 || sign === 45) i++;
  return i < end && pastDigits(text, i, end) === end;
}

function pastDigits(text: string, start: number, end: number): number {
  let i = start;
  while (i < end && (text.charCodeAt(i) - 48) >>> 0 <= 9) i++;
  return i;
}

/**
 * The double nearest to (sum + rest) / 10^places, where sum is the nearest to their sum; NaN where the digits at hand do not tell.
 *
 * The remainder of a division is exact (Dekker 1971), so what is missing from the quotient is known to 50 bits more; only where it is
 * within 2^-40 of half a last place could the true one lie on the other side.
 */
function quotient(sum: number, rest: number, places: number): number {
  const power = POWERS[places]!;
  const first = sum / power;
  const [a, b] = [upper(first), UPPER[places]!];
  const [c, d] = [first - a, power - b];
  const product = first * power;
  const remainder = sum - product - (a * b - product + a * d + c * b + c * d);
  const missing = (remainder + rest) / power;
  const value = first + missing;
  const left = missing - (value - first);
  return value + left * (1 + 2 ** -40) === value ? value : Number.NaN;
}

function upper(value: number): number {
  const large = SPLITTER * value;
  return large - (large - value);
}
