import { dimensionIn, isLetter, wholeUnit } from "./dimensions.ts";
import { BOUNDS, isUnit, unitKey } from "./units.ts";

/** What stands between whole and fraction. */
export type Decimal = "." | ",";

/** A number in a dress: with a unit, with separators, in other characters than the plain ones. */
export interface Numeral {
  /** digits and what stands among them, without the sign */
  core: string;
  /** "-", or none */
  sign: "" | "-";
  /** the power of ten behind it; 0 where there is none */
  exponent: number;
  /** the unit as it is written, in characters of usual width; empty where there is none */
  unit: string;
  /** how it is written otherwise than in plain digits; several may be true of one */
  dress: readonly Writing[];
}

/** A way of writing numbers that says nothing of their unit. */
export type Writing =
  | "full-width"
  | "minus"
  | "triangle"
  | "parentheses"
  | "spaces"
  | "quotes"
  | "separators"
  | "power"
  | Script;

/** Zero in the digits of other scripts. */
const ZEROS = {
  "Arabic-Indic": 0x0660,
  Persian: 0x06f0,
  Devanagari: 0x0966,
  Bengali: 0x09e6,
  Gurmukhi: 0x0a66,
  Gujarati: 0x0ae6,
  Odia: 0x0b66,
  Tamil: 0x0be6,
  Telugu: 0x0c66,
  Kannada: 0x0ce6,
  Malayalam: 0x0d66,
  Thai: 0x0e50,
  Lao: 0x0ed0,
  Tibetan: 0x0f20,
  Burmese: 0x1040,
  Khmer: 0x17e0,
} as const;
export type Script = keyof typeof ZEROS;
export const scripts = Object.keys(ZEROS) as Script[];
const OTHER_DIGITS = /(?![0-9\uFF10-\uFF19])\p{Nd}/u;
/** What stands among Arabic digits: signs for decimals, thousands and percent, and marks for the direction of writing. */
const ARABIC: Readonly<Record<string, string>> = {
  "\u066B": ".",
  "\u066C": "'",
  "\u066A": "%",
  "\u060C": ",",
};
const DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** A cell in plain digits, and the script that they were in; nothing where they are of several. */
function inPlainDigits(cell: string): { text: string; script?: Script } | undefined {
  if (!OTHER_DIGITS.test(cell)) return { text: cell };
  const script = scripts.find((one) => digitOf(one, OTHER_DIGITS.exec(cell)![0]) !== undefined);
  if (script === undefined) return undefined;
  let isMixed = false;
  const text = cell
    .replaceAll(/\p{Nd}/gu, (digit) => {
      const value = digitOf(script, digit);
      isMixed ||= value === undefined;
      return String(value);
    })
    .replaceAll(/[\u066A-\u066C\u060C]/g, (sign) => ARABIC[sign]!)
    .replaceAll(DIRECTION, "");
  return isMixed ? undefined : { text, script };
}

function digitOf(script: Script, digit: string): number | undefined {
  const value = digit.codePointAt(0)! - ZEROS[script];
  return value >= 0 && value < 10 ? value : undefined;
}

const CURRENCY = "[¥$€£₩₹฿₫₱₽]|US\\$|USD|EUR|JPY|GBP|CNY|RMB|KRW";
/** sign, currency, sign, digits and what stands among them, and the rest */
const SHAPE = new RegExp(
  `^([-+▲△]?)\\s*(${CURRENCY})?\\s*([-+▲△]?)\\s*(\\d(?:[\\d.,' ]*\\d)?\\.?|[.,]\\d+)(.*)$`,
);
const IN_PARENTHESES = new RegExp(`^(${CURRENCY})?\\s*\\(([^()]+)\\)(.*)$`);
const POWER = /^(?:e([+-]?\d{1,3})(?![\d\p{L}])|\s*[x×*·]\s*10(?:\^|\*\*)([+-]?\d{1,3})(?!\d))/iu;
/** Letters and signs, with exponents, a stroke and single blanks among them: mm, N/mm^2, kgf·cm, 万円, %, mmH2O. */
const UNIT =
  /^[^\d\s.,+±~:;!?#&=<>|\\*()[\]^-](?:[^\d\s,+±~:;!?#=<>|\\[\]]|\^-?[1-4]|(?<=m|s|ft|in)[234](?![\d\p{L}])|(?<=H)2(?=O)|(?<=CO)2| (?=\S)){0,15}$/u;
/** Digits that are no decimal digits although NFKC makes such of them: ①, ₂, Ⅳ, ½, ㈱. */
const NO_DIGITS =
  /[\u00BC-\u00BE\u2080-\u2089\u2150-\u218F\u2460-\u24FF\u2776-\u2793\u3220-\u3247\u3280-\u3289]/;
const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  ...{ "\u00B2": "2", "\u00B3": "3", "\u00B9": "1", "\u2070": "0", "\u207B": "-", "\u207A": "+" },
  ...Object.fromEntries(
    Array.from({ length: 6 }, (_, i) => [String.fromCodePoint(0x2074 + i), String(4 + i)]),
  ),
};
const DASHES = /[\u2010-\u2015\u2212\uFE63]/;

/** A cell in characters of usual width: one minus, one kind of blank, one apostrophe, one degree, superscripts as ^2. */
export function plainText(cell: string): string {
  if (/^[!-~]*$/.test(cell)) return cell;
  return cell
    .replaceAll(/[\u00B2\u00B3\u00B9\u2070\u2074-\u207B]+/g, (digits) =>
      Array.from(digits, (one) => SUPERSCRIPTS[one]).reduce((text, one) => `${text}${one}`, "^"),
    )
    .replaceAll(/(?<=\d)[\u2018\u2019\u02BC\u00B4\u2032`](?=\d)/g, "'")
    .replaceAll(/[\u00BA\u02DA\u309C]/g, "\u00B0")
    .normalize("NFKC")
    .replaceAll(/[\u200B-\u200D\u2060\uFEFF]/g, "")
    .replaceAll(/[\u2010-\u2015\u2212]/g, "-")
    .replaceAll(/[\u30FB\u22C5\u2022\u2219]/g, "·")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/**
 * A cell as a number in a dress; undefined where it holds no number, or more than one. `codes`: whether R5 and the like, which may be
 * codes, are numbers as R0.5 is.
 */
export function readNumeral(cell: string, codes = false): Numeral | undefined {
  if (cell.length > 40 || !/\p{Nd}/u.test(cell) || NO_DIGITS.test(cell)) return undefined;
  const plain = inPlainDigits(cell);
  if (!plain) return undefined;
  const dress: Writing[] = plain.script ? [plain.script] : [];
  if (/[\uFF0E\uFF0C\uFF10-\uFF19]/.test(cell)) dress.push("full-width");
  let text = plainText(plain.text);
  const dimension = dimensionIn(text);
  if (dimension) text = dimension.text;
  const quoted = /^="(.*)"$|^'(.+)$/.exec(text);
  if (quoted) {
    dress.push("quotes");
    text = (quoted[1] ?? quoted[2]!).trim();
  }
  const enclosed = IN_PARENTHESES.exec(text);
  if (enclosed) {
    dress.push("parentheses");
    text = `-${enclosed[1] ?? ""}${enclosed[2]}${enclosed[3]}`;
  }
  const [, first = "", currency = "", second = "", core, rest = ""] = SHAPE.exec(text) ?? [];
  if (core === undefined || (first !== "" && second !== "")) return undefined;
  let sign = first || second;
  if (/[▲△]/.test(sign)) dress.push("triangle");
  else if (sign === "-" && !enclosed && (DASHES.test(cell) || cell.includes("\uFF0D"))) dress.push("minus");
  const power = POWER.exec(rest);
  let unit = rest.slice(power?.[0].length ?? 0).trim();
  if (unit === "-" && sign === "" && currency === "") {
    dress.push("minus"); // as SAP writes it
    [sign, unit] = ["-", ""];
  }
  if (unit !== "" && !(UNIT.test(unit) && isUnit(unit))) return undefined;
  if (currency !== "") {
    if (!/^(?:[十百千万億兆]*円?|[kMG])$/.test(unit)) return undefined;
    if (!unit.endsWith("円")) unit += currency; // ¥1.2万 is 1.2万円
  }
  if (decimalOf(core) === undefined) return undefined;
  if (dimension) {
    const whole = wholeUnit(dimension, unit);
    if (whole === undefined || (!codes && isLetter(whole) && !/[.,]/.test(core))) return undefined;
    unit = whole;
  }
  if (core.includes(" ")) dress.push("spaces");
  else if (/[,']|\..*\./.test(core)) dress.push("separators");
  if (power?.[2] !== undefined) dress.push("power");
  const exponent = Number(power?.[1] ?? power?.[2] ?? 0);
  return { core, sign: sign === "" || sign === "+" ? "" : "-", exponent, unit, dress };
}

const GROUPS: Readonly<Record<Decimal, RegExp>> = {
  ".": /^[1-9]\d{0,2}(?:([,' ])\d{3})(?:\1\d{3})*(?:\.\d*)?$/,
  ",": /^[1-9]\d{0,2}(?:([.' ])\d{3})(?:\1\d{3})*(?:,\d*)?$/,
};
const UNGROUPED: Readonly<Record<Decimal, RegExp>> = {
  ".": /^(?:\d+(?:\.\d*)?|\.\d+)$/,
  ",": /^(?:\d+(?:,\d+)?|,\d+)$/,
};

/** The plain digits of a core, where `decimal` divides whole from fraction; undefined where it cannot be read so. */
export function plainDigits(core: string, decimal: Decimal): string | undefined {
  if (!UNGROUPED[decimal].test(core) && !GROUPS[decimal].test(core)) return undefined;
  const other = decimal === "." ? "," : ".";
  return core.replaceAll(other, "").replaceAll(/[' ]/g, "").replace(decimal, ".");
}

/** What a core tells of the decimal mark: which it must be, that it may be either, or that it does not matter. */
export function decimalOf(core: string): Decimal | "either" | "none" | undefined {
  const [point, comma] = [plainDigits(core, "."), plainDigits(core, ",")];
  if (point === undefined) return comma === undefined ? undefined : ",";
  if (comma === undefined) return ".";
  return Number(point) === Number(comma) && !/[.,]/.test(core) ? "none" : "either";
}

/** The number, its unit's power of ten taken in: exactly what its decimal digits say, rounded once. */
export function numberOf({ core, sign, exponent }: Numeral, decimal: Decimal, power = 0): number {
  const digits = plainDigits(core, decimal);
  if (digits === undefined) return Number.NaN;
  const ten = exponent + power;
  return Number(`${sign}${digits}${ten === 0 ? "" : `e${ten}`}`);
}

const CENSORED =
  /^(?:[<>≤≥≦≧＜＞]\s*=?\s*.*\d.*|n\.?d\.?|n\.?q\.?|b\.?d\.?l\.?|lod|loq|<\s*(?:lod|loq|dl|mdl)|o\.?l\.?|over(?:flow|range)?|under(?:flow|range)?|検出限界(?:以下|未満)|定量下限(?:以下|未満|値未満)|不検出|検出せず|痕跡|trace|tr\.?)$/i;

/** No limit is told in more than so many characters. */
const longestLimit = 20;

/** A cell that tells a limit and no number: <0.05, 100以上, ND. */
export const isCensored = (cell: string): boolean =>
  cell.length <= longestLimit &&
  (CENSORED.test(cell.trim()) || (/\p{Nd}/u.test(cell) && BOUNDS.test(plainText(cell))));

const VULGAR = /[\u00BC-\u00BE\u2150-\u215E]/g;
const FRACTION = /^([+-]?)(?:(\d{1,4})(?: ?[- ] ?))?(\d{1,3}) ?\/ ?(\d{1,3})(?![\d/.,]) ?(.*)$/;
/** A ruler has halves, quarters, eighths, to the 64th of an inch. */
const PARTS = new Set(["2", "4", "8", "16", "32", "64"]);

/** A fraction as it was read: 2 1/2, 3/8", 1½ in. */
export interface Fraction {
  readonly value: number;
  readonly unit: string;
  /** whether a whole number stands before it, so that it is no date and no ratio */
  readonly mixed: boolean;
  /** whether its parts are those of a ruler */
  readonly ruler: boolean;
}

/** A cell as a fraction below 1, with a whole number before it or none; nothing where it is none. */
export function readFraction(cell: string): Fraction | undefined {
  if (cell.length > 30 || !/[/\u2044\u00BC-\u00BE\u2150-\u215E]/.test(cell)) return undefined;
  const vulgar = cell.replaceAll(VULGAR, (one) => ` ${one.normalize("NFKC")}`);
  const found = FRACTION.exec(plainText(vulgar).replaceAll("\u2044", "/").trim());
  if (!found) return undefined;
  const [, sign, whole, above, below, unit] = found as unknown as [string, string, string?, ...string[]];
  const [n, d] = [Number(above), Number(below)];
  if (!(n > 0 && n < d) || (unit !== "" && !(UNIT.test(unit!) && isUnit(unit!)))) return undefined;
  const value = Number(whole ?? 0) + n / d;
  return {
    value: sign === "-" ? -value : value,
    unit: unit!.replace("′′", "″"),
    mixed: whole !== undefined,
    ruler: PARTS.has(below!),
  };
}

/** What the cells of a column of text say together of fractions. */
export class Fractions {
  #isNone = false;
  #fractions = 0;
  #mixed = 0;
  #bare = 0;
  #unit: string | undefined;

  /** Takes a cell in that is not missing, and the number that it is without being a fraction. */
  add(cell: string, number: Numeral | undefined): void {
    if (this.#isNone) return;
    const fraction = readFraction(cell);
    const numeral = fraction ?? number;
    if (!numeral || (fraction && !fraction.ruler)) {
      this.#isNone = true;
      return;
    }
    if (fraction) this.#fractions++;
    if (fraction?.mixed) this.#mixed++;
    const key = unitKey(numeral.unit);
    if (key === "") this.#bare++;
    else if (this.#unit !== undefined && unitKey(this.#unit) !== key) this.#isNone = true;
    else this.#unit ??= numeral.unit;
  }

  /** The dress of a column of fractions alone, whole numbers and decimals among them: 1/2 alone may be a date, a ratio or a part of two. */
  get found(): { fraction: true; unit?: string } | undefined {
    if (this.#isNone || this.#fractions === 0 || (this.#unit !== undefined && this.#bare > 0))
      return undefined;
    if (this.#unit !== undefined)
      return unitKey(this.#unit) === "inch" || this.#mixed > 0
        ? { fraction: true, unit: this.#unit }
        : undefined;
    return this.#mixed > 0 ? { fraction: true } : undefined;
  }
}
