/** Numbers with axes, row-major, and how they are stored: a float32 has shorter digits than a float64. */
export interface NumbersWithAxes {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number> | ArrayLike<bigint>;
  readonly dtype: string;
}

export interface ArrayTextOptions {
  /** the longest line; 75, as in NumPy */
  width?: number;
  /** beyond so many numbers only the first and last three of each axis are shown; 1000, as in NumPy */
  threshold?: number;
  /** what stands right behind the number at a row-major place: one character for each */
  mark?: (at: number) => string;
}

const edge = 3;

/**
 * Numbers as NumPy prints them: aligned, at most 8 digits behind the point, powers of ten where the smallest and the
 * largest number are more than a factor of 1000 apart.
 *
 *     arrayText({ shape: [2, 2], data: Float64Array.of(1, 2.5, 3, 0.004), dtype: "float64" })
 *     // [[1.    2.5  ]
 *     //  [3.    0.004]]
 */
export function arrayText(array: NumbersWithAxes, options: ArrayTextOptions = {}): string {
  const { width = 75, threshold = 1000, mark } = options;
  const { shape, data } = array;
  if (shape.length === 0) return scalarText(data[0], array.dtype);
  const count = shape.reduce((product, length) => product * length, 1);
  if (count === 0) return "[]";
  const shown = count > threshold ? (length: number) => ends(length) : (length: number) => all(length);
  const format = formatOf(places(shape, shown), array);
  const word = (at: number) => format(data[at]) + (mark?.(at) ?? "");

  const block = (axis: number, first: number, indent: string, room: number): string => {
    const step = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
    const items = shown(shape[axis]).map((i) => (i === undefined ? undefined : first + i * step));
    if (axis === shape.length - 1) {
      const words = items.map((at) => (at === undefined ? "..." : word(at)));
      return `[${wrapped(words, indent, room - 1).slice(indent.length)}]`;
    }
    const rows = items.map((at) => (at === undefined ? "..." : block(axis + 1, at, `${indent} `, room - 1)));
    return `[${rows.join("\n".repeat(shape.length - axis - 1) + indent)}]`;
  };
  return block(0, 0, " ", width);
}

/** The indices of an axis; `undefined` stands for those left out. */
type Shown = (length: number) => (number | undefined)[];
const all = (length: number) => Array.from({ length }, (_, i) => i);
const ends: Shown = (length) =>
  length > 2 * edge ? [...all(edge), undefined, ...all(edge).map((i) => length - edge + i)] : all(length);

/** The row-major places of the numbers that are shown: the others have no say in the format. */
function places(shape: readonly number[], shown: Shown): number[] {
  return shape.reduce<number[]>(
    (found, length) =>
      found.flatMap((at) => shown(length).flatMap((i) => (i === undefined ? [] : [at * length + i]))),
    [0],
  );
}

/** Words one behind the other; a line that would grow longer than `room` goes on below. */
function wrapped(words: readonly string[], indent: string, room: number): string {
  const lines: string[] = [];
  let line = indent;
  for (const word of words) {
    if (line.length + word.length > room && line.length > indent.length) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${word} `;
  }
  return [...lines, line.slice(0, -1)].join("\n");
}

type Numeric = number | bigint;

function formatOf(shown: readonly number[], { data, dtype }: NumbersWithAxes): (x: Numeric) => string {
  const numbers = shown.map((at) => data[at]);
  if (dtype.startsWith("float")) return floatFormat(numbers.map(Number), dtype);
  const text = (x: Numeric) => (dtype === "bool" ? (x ? "True" : "False") : String(x));
  const width = numbers.reduce<number>((most, x) => Math.max(most, text(x).length), 0);
  return (x) => text(x).padStart(width);
}

/** A scalar as NumPy's `str` writes it: the shortest digits that give it back. */
function scalarText(x: Numeric, dtype: string): string {
  if (dtype === "bool") return x ? "True" : "False";
  if (!dtype.startsWith("float")) return String(x);
  const number = Number(x);
  if (!Number.isFinite(number)) return notFinite(number);
  const size = Math.abs(number);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) return scientific(number, dtype, 17).replace(".e", "e");
  return positional(number, dtype, 17).replace(/\.$/, ".0");
}

const precision = 8;

/** NumPy's FloatingFormat: one form for all numbers, so that their points stand below each other. */
function floatFormat(numbers: readonly number[], dtype: string): (x: Numeric) => string {
  const finite = numbers.filter(Number.isFinite);
  const sizes = finite.filter((x) => x !== 0).map(Math.abs);
  const [least, most] = sizes.reduce(
    ([low, high], x) => [Math.min(low, x), Math.max(high, x)],
    [Number.POSITIVE_INFINITY, 0],
  );
  const byPowers = sizes.length > 0 && (most >= 1e8 || least < 1e-4 || most / least > 1000);
  const text = (x: number) => (byPowers ? scientific : positional)(x, dtype, precision);
  const parts = finite.map((x) => text(x).split(/[.e]/));
  const widest = (part: number) => parts.reduce((width, p) => Math.max(width, p[part].length), 0);
  const [digits, exponent] = finite.length === 0 ? [0, 0] : [widest(1), byPowers ? widest(2) : 0];
  const right = byPowers ? digits + 1 + exponent : digits;
  const words = numbers.filter((x) => !Number.isFinite(x)).map((x) => notFinite(x).length - right - 1);
  const left = words.reduce((width, word) => Math.max(width, word), finite.length === 0 ? 0 : widest(0));
  return (numeric) => {
    const x = Number(numeric);
    if (!Number.isFinite(x)) return notFinite(x).padStart(left + right + 1);
    const [whole, behind, power] = text(x).split(/[.e]/);
    // Shortest digits of a float32 that are fewer than the others' go on with those of the number itself.
    const more = () => (behind.length < digits ? fraction(x.toExponential(digits)) : behind);
    const tail = byPowers
      ? `${more()}e${power[0]}${power.slice(1).padStart(exponent - 1, "0")}`
      : behind.padEnd(digits);
    return `${whole.padStart(left)}.${tail}`;
  };
}

const notFinite = (x: number) => (Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf");

/** Shortest digits that give the number back: as many as its dtype needs. */
function shortest(x: number, dtype: string): number {
  if (dtype !== "float32") return x;
  for (let digits = 1; digits < 9; digits++) {
    const rounded = Number(x.toPrecision(digits));
    if (Math.fround(rounded) === x) return rounded;
  }
  return Number(x.toPrecision(9));
}

/** `-12.25`, at most `digits` behind the point and no trailing zeros: 3 is `3.`. */
function positional(x: number, dtype: string, digits: number): string {
  const short = shortest(x, dtype);
  const own = expanded(short);
  const text = fraction(own).length <= digits ? own : toEven(x.toFixed(digits), own, short === x);
  return negativeZero(x) + (text.includes(".") ? text.replace(/0+$/, "") : `${text}.`);
}

/** `1.25e-03`, at most `digits` behind the point and no trailing zeros. */
function scientific(x: number, dtype: string, digits: number): string {
  const short = shortest(x, dtype);
  const own = short.toExponential();
  const [mantissa, power] = (fraction(own).length <= digits ? own : x.toExponential(digits)).split("e");
  const even = fraction(own).length <= digits ? mantissa : toEven(mantissa, own.split("e")[0], short === x);
  const trimmed = even.includes(".") ? even.replace(/0+$/, "") : `${even}.`;
  return `${negativeZero(x)}${trimmed}e${power[0]}${power.slice(1).padStart(2, "0")}`;
}

const negativeZero = (x: number) => (Object.is(x, -0) ? "-" : "");

/** The digits behind the point of `12.25` or `1.225e+1`. */
const fraction = (text: string) => text.split("e")[0].split(".")[1] ?? "";

/**
 * `up` is `own` rounded to fewer digits, halves up. A number that lies half-way between two goes to the even digit, as in
 * NumPy: `own` is then one digit longer and ends with 5, and has the `exact` number's digits.
 */
function toEven(up: string, own: string, exact: boolean): string {
  const isHalf = exact && own.length === up.length + 1 && own.endsWith("5");
  return isHalf && Number(up.at(-1)) % 2 === 1 ? own.slice(0, -1) : up;
}

/** All digits without a power of ten: 1e-7 is 0.0000001. */
function expanded(x: number): string {
  const text = String(x);
  if (!text.includes("e")) return text;
  const [mantissa, power] = text.split("e");
  const sign = mantissa.startsWith("-") ? "-" : "";
  const [whole, fraction = ""] = mantissa.replace("-", "").split(".");
  const point = whole.length + Number(power);
  const digits = whole + fraction;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, "0");
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
