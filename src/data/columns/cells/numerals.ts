import { BOUNDS, isUnit } from "./units.ts";

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
  | "power";

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

/** A cell as a number in a dress; undefined where it holds no number, or more than one. */
export function readNumeral(cell: string): Numeral | undefined {
  if (cell.length > 40 || !/\p{Nd}/u.test(cell) || NO_DIGITS.test(cell)) return undefined;
  const dress: Writing[] = [];
  if (/[\uFF0E\uFF0C\uFF10-\uFF19]/.test(cell)) dress.push("full-width");
  let text = plainText(cell);
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
  ".": /^(?:\d+\.?\d*|\.\d+)$/,
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
