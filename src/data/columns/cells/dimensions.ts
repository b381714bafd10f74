import { powerOf, unitKey } from "./units.ts";

// What stands around a number on a drawing: a mark before it, φ12.5, R0.5, t=0.5, and a tolerance behind, 12.5±0.1, 12.5 +0.1/-0.2, φ12H7.

const NUMBER = "(?:\\d+(?:[.,]\\d+)?|[.,]\\d+)(?:[eE][+-]?\\d+)?";
/** Behind a tolerance. */
const UNIT = "((?![eE][-+]?\\d)[^\\d\\s.,+±()-][^\\s±()]{0,11})?\\)?";
/** φ and its likenesses, also of another alphabet; the radius of a sphere; a square. */
const DIAMETER = /^(S?)(?:[φΦØøɸФф⌀∅]|dia\.?(?=[ \d.,]))\s*/i;
const SQUARE = /^[□◻◽▢]\s*/;
/** R0.5, C0.5, t0.5 measure where they have decimals: R5 and C3 may be codes. */
const LETTER = /^(SR|R|C|t)\s*(?=[\d.,])/;
const NAMED = /^([A-Za-z]{1,4}) ?= ?(?=[-+]?[\d.,])/;

const EVENLY = new RegExp(`\\s*\\(?(?:±|\\+\\s?/?\\s?-)\\s*(${NUMBER})\\s*${UNIT}$`, "u");
const APART = new RegExp(
  `\\s*\\(?(?:([+-]) ?(${NUMBER})|(?<=\\s)([+-]?)(0(?:[.,]0+)?))\\s*[/,;~ ]?\\s*(?:([+-]) ?(${NUMBER})|(?<=[/,;~ ])([+-]?)(0(?:[.,]0+)?))\\s*${UNIT}$`,
  "u",
);
/** Classes of holes and shafts: H7, g6, JS9. */
const FIT = /\s*((?:[A-HJ-NP-Z]|[a-hj-np-z]){1,2}\d{1,2})$/;

/** A number and what else may follow it, but a sign: most cells are so. */
const usual = /^[-+]?[\d.,][^-+±]*$/;

/** A number without what stands around it. */
export interface Dimension {
  /** "φ", "R", "t=", or none */
  mark: string;
  /** the number, with its unit */
  text: string;
  /** "±0.1", "+0.1/-0.2", "H7", or none */
  tolerance: string;
  /** of the tolerance, where the number has none */
  unit: string;
}

/** What a cell in characters of usual width holds beside its number; nothing where it has neither mark nor tolerance. */
export function dimensionIn(cell: string): Dimension | undefined {
  if (usual.test(cell)) return undefined;
  const [mark, rest] = withoutMark(cell);
  const { text, tolerance, unit } = withoutTolerance(rest, mark);
  return mark === "" && tolerance === "" ? undefined : { mark, text, tolerance, unit };
}

function withoutMark(cell: string): [mark: string, rest: string] {
  const diameter = DIAMETER.exec(cell);
  if (diameter) return [`${diameter[1]!.toUpperCase()}φ`, cell.slice(diameter[0].length)];
  const square = SQUARE.exec(cell);
  if (square) return ["□", cell.slice(square[0].length)];
  const named = NAMED.exec(cell);
  if (named) return [`${named[1]}=`, cell.slice(named[0].length)];
  const letter = LETTER.exec(cell);
  return letter ? [letter[1]!, cell.slice(letter[0].length)] : ["", cell];
}

/** Whether a mark is a letter alone, which may begin a code. */
export const isLetter = (unit: string): boolean => /^(SR|R|C|t)(?= |$)/.test(unit);

function withoutTolerance(text: string, mark: string): Omit<Dimension, "mark"> {
  const none = { text, tolerance: "", unit: "" };
  // Without a digit before it, it is the number itself.
  const of = (found: RegExpExecArray): string | undefined => {
    const before = text.slice(0, found.index).trimEnd();
    return /\d/.test(before) ? before : undefined;
  };
  const evenly = EVENLY.exec(text);
  if (evenly) {
    const before = of(evenly);
    return before === undefined ? none : settled(before, `±${plain(evenly[1]!)}`, evenly[2] ?? "");
  }
  const apart = APART.exec(text);
  if (apart) {
    const [, s1 = apart[3] ?? "", n1 = apart[4]!, , , s2 = apart[7] ?? "", n2 = apart[8]!] = apart;
    const [upper, lower] = [limit(s1, n1), limit(s2, n2)];
    const before = of(apart);
    // Of one sign both are parts of a code, as in 10-20-30; of no sign, nothing says that they are limits.
    if (before === undefined || upper * lower > 0 || (upper === 0 && lower === 0)) return none;
    const [high, low] = upper > lower ? [upper, lower] : [lower, upper];
    // 1+2-3 is a sum.
    if (!apart[0].includes("/") && Math.max(high, -low) >= Math.abs(Number.parseFloat(before))) return none;
    return settled(before, high === -low ? `±${high}` : `${signed(high)}/${signed(low)}`, apart[9] ?? "");
  }
  const fit = mark.endsWith("φ") ? FIT.exec(text) : null;
  const before = fit && of(fit);
  return before ? { text: before, tolerance: fit[1]!, unit: "" } : none;
}

/** A percentage is of the number: 100±5%. */
function settled(text: string, tolerance: string, unit: string): Omit<Dimension, "mark"> {
  return unit === "%" && !text.endsWith("%")
    ? { text, tolerance: `${tolerance}%`, unit: "" }
    : { text, tolerance, unit };
}

const plain = (digits: string): string => String(Number(digits.replace(",", ".")));
const limit = (sign: string, digits: string): number => Number(`${sign === "-" ? "-" : ""}${plain(digits)}`);
const signed = (value: number): string => (value > 0 ? `+${value}` : value === 0 ? "0" : String(value));

/** Mark, unit and tolerance as one unit: `φ mm ±0.1`; nothing where number and tolerance have two, or a scale. */
export function wholeUnit({ mark, tolerance, unit: its }: Dimension, unit: string): string | undefined {
  const own = unit === "" ? its : unit;
  if (its !== "" && unitKey(its) !== unitKey(own)) return undefined;
  return powerOf(own) === 0
    ? [mark, unitKey(own), tolerance].filter((one) => one !== "").join(" ")
    : undefined;
}

const TOLERANCE = / ?((?:±|[+-]\d|0\/)\S*|(?<=φ.*)[A-Za-z]{1,2}\d{1,2})$/;

/** The tolerance in such a unit; "" where it has none. */
export const toleranceIn = (unit: string): string => TOLERANCE.exec(unit)?.[1] ?? "";

/** Such a unit without its tolerance. */
export const withoutToleranceIn = (unit: string): string => unit.replace(TOLERANCE, "");

/** Whether a unit is more than one: with a mark before it, or a tolerance behind. */
export const isDimension = (unit: string): boolean =>
  /^(S?φ|□|SR|R|C|t|[A-Za-z]{1,4}=)( |$)/.test(unit) || toleranceIn(unit) !== "";
