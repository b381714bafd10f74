import { latins, scripts } from "./alphabets.ts";
import { codePages } from "./codePages.ts";
import { codesOf } from "./multibyte.ts";

/** An encoding of one byte a letter, and the languages that are written in it. */
export interface Page {
  readonly encoding: string;
  /** how much likelier it is than others before a letter is seen, as a logarithm */
  readonly prior: number;
  readonly languages: readonly Language[];
}

/** A language, or the letters of several. */
interface Language {
  readonly prior: number;
  readonly likely: Likely;
}

/** Natural logarithm of how likely the letter `at` of a text is. */
type Likely = (units: Uint16Array, at: number) => number;

const [wrongByte, oddSign, oddLetter] = [-14, -11, -8.1];

/** Signs that any language writes, by how often among letters beyond ASCII. */
const signs = new Map(
  (
    [
      ["°µ²±€", -3.9],
      ["³×·№“”’–£", -5.1],
      ["—‘„…•™®©§½¼¾«»¿¡ºª¹÷‰\u00a0", -5.8],
      ["Ωμπσ≤≥≈∞√∆¥¢", -7],
    ] as const
  ).flatMap(([all, log]) => Array.from(all, (one) => [one, log] as const)),
);

const isDigit = (one: string) => one >= "0" && one <= "9";
const isLower = (one: string) => kindOf(one) % 2 === 1;
const isUpper = (one: string) => kindOf(one) >= 2 && kindOf(one) < 4;
const isLetter = (one: string) => kindOf(one) !== 0;

const kinds = new Map<string, number>();

/** 0: no letter, 1: lower case, 2: upper case, 4: a letter without case. */
function kindOf(one: string): number {
  let kind = kinds.get(one);
  if (kind === undefined) {
    kind = !/^[\p{L}\p{M}]$/u.test(one)
      ? 0
      : one !== one.toUpperCase()
        ? 1
        : one !== one.toLowerCase()
          ? 2
          : 4;
    kinds.set(one, kind);
  }
  return kind;
}

/** What a sign stands beside: 5°C, m², ½, ¿si?, l’eau, 5€; elsewhere it is a letter of another encoding. */
function signOf(units: Uint16Array, at: number): number | undefined {
  const [before, one, after] = [text(units, at - 1), text(units, at), text(units, at + 1)];
  const log = signs.get(one);
  if (log === undefined) return undefined;
  const [behind, ahead] = [isLetter(before), isLetter(after)];
  // Groups of thousands: 12 569.
  if (one === "\u00a0") return log + (isDigit(before) && isDigit(after) ? 3.5 : behind && ahead ? -2 : -1);
  if (/^([Nn][°º].|.°[CFK]|.µ[msAVgl]|[ms][²³][^a-zA-Z]|[^a-zA-Z]±\d|\d°\s)$/.test(before + one + after))
    return log + 2;
  if (one === "°") return log - (behind ? 4 : 0) - (isDigit(after) || isLower(after) ? 4 : 0);
  if ("²³¹".includes(one)) return log - (behind || isDigit(before) ? 0 : 3) - (ahead ? 4 : 0);
  if ("“”".includes(one) && behind !== ahead)
    return log + (ahead === (one === "“") && units.includes(one === "“" ? 0x201d : 0x201c) ? 1 : -3);
  if (one === "‘" && ahead) return log - (behind ? 6 : 0) - (units.includes(0x2019) ? 0 : 3);
  if ("“„«¿¡".includes(one)) return log - (behind ? 6 : 0) - ("¿¡".includes(one) ? 2 : 0);
  if ("’–—·".includes(one)) return log - (ahead && !behind ? 4 : 0);
  if ("…”»™®©".includes(one)) return log - (ahead ? 6 : behind && one === "…" ? 2 : 0);
  return log - (behind ? 4 : 0) - (ahead && !"‘µμΩ§£€№©".includes(one) ? 3 : 0) - (behind && ahead ? 2 : 0);
}

/** Letters beside digits: behind a number stands a unit, and between digits none at all; a word may end in a number (Länge1); Ø is a diameter. */
function besideDigits(units: Uint16Array, at: number): number {
  let [start, end] = [at, at + 1];
  while (start > at - 3 && isLetter(text(units, start - 1))) start--;
  while (end < at + 4 && isLetter(text(units, end))) end++;
  if (end - start === 1 && "Øø".includes(text(units, at))) return 0;
  const [behind, ahead] = [isDigit(text(units, start - 1)), isDigit(text(units, end))];
  if (behind && ahead) return -8;
  return (behind ? -4 : 0) + (ahead && end - start < 3 ? -3 : 0);
}

/** Whether a word of three letters or more, not all of them ASCII, stands there by itself: beside no digit and no sign of another encoding. */
function hasWord(units: Uint16Array): boolean {
  const apart = (at: number) => {
    const [unit, one] = [units[at] ?? 32, text(units, at)];
    return !isDigit(one) && !secondOnly.has(unit) && (unit < 0x80 || signs.has(one));
  };
  for (let start = 0; start < units.length; start++) {
    if (!isLetter(text(units, start))) continue;
    let end = start;
    let odd = 0;
    for (; isLetter(text(units, end)); end++) if (units[end]! > 0x7f) odd++;
    if (end - start > 2 && odd > 0 && apart(start - 1) && apart(end)) return true;
    start = end;
  }
  return false;
}

/** Encodings of DOS and the Macintosh, which are few: a sign or two of them may be anything. */
const old = /^(cp|ibm|mac|x-mac)/;

/** By so much less likely is an encoding that gives letters and no word. */
const wordless = (encoding: string, read: readonly Uint16Array[]): number => {
  if (read.some(hasWord)) return 0;
  if (encoding !== "windows-1252") return old.test(encoding) ? -7 : -3;
  return read.some((units) => units.some((unit, at) => unit > 0x7f && isLetter(text(units, at)))) ? -2 : 0;
};

/** Upper case within a word, lower case within upper case. */
function caseOf(before2: string, before: string, one: string, after: string): number {
  if (isUpper(one))
    return (isLower(before) ? -5 : isUpper(before) ? -0.5 : 0) + (isUpper(before) && isLower(after) ? -3 : 0);
  if (isLower(one)) return (isUpper(before2) && isUpper(before) ? -3 : 0) + (isUpper(after) ? -3 : 0);
  return 0;
}

/** Shares of a list by rank, `whole` in all. */
function shares(length: number, whole: number, more: number): readonly number[] {
  const each = Array.from({ length }, (_, rank) => 1 / (rank + more));
  const sum = each.reduce((a, b) => a + b, 0);
  return each.map((one) => Math.log((whole * one) / sum));
}

const text = (units: Uint16Array, at: number): string => {
  const unit = units[at];
  return unit === undefined || unit === 0 ? " " : String.fromCharCode(unit);
};

/** A language of a script of its own, by pairs of letters. */
function scriptOf(table: string): Likely {
  const after = new Map(table.split(" ").map((one) => [one[0]!, one.slice(1)]));
  const ranked = Array.from({ length: 30 }, (_, n) => shares(n, 0.93, 2));
  const known = (one: string) => one !== "_" && after.has(one);
  return (units, at) => {
    const [before2, before, one, next] = [at - 2, at - 1, at, at + 1].map((i) => text(units, i)) as [
      string,
      string,
      string,
      string,
    ];
    const lower = one.toLowerCase();
    if (!known(lower)) return signOf(units, at) ?? (isLetter(one) ? oddLetter : oddSign);
    const inside = known(before.toLowerCase());
    const followers = after.get(inside ? before.toLowerCase() : "_")!;
    const rank = followers.indexOf(lower);
    let log = rank < 0 ? -6.5 : ranked[followers.length]![rank]!;
    if (!inside && isLetter(before)) log -= 6;
    if (!known(next.toLowerCase()))
      log -= (isLetter(next) ? 6 : 0) + (after.get(lower)!.includes("_") ? 0 : 1.5);
    return log + besideDigits(units, at) + caseOf(before2, before, one, next);
  };
}

/** A language of Latin letters, by those beyond ASCII and what stands beside each. */
function latinOf(table: string): Likely {
  const letters = table.split(" ");
  const share = shares(letters.length, 0.93, 2);
  const known = new Map(
    letters.map((one, rank) => {
      const [before, after] = one.slice(1).split("|") as [string, string];
      return [one[0]!, { log: share[rank]!, before, after }];
    }),
  );
  const ranked = Array.from({ length: 12 }, (_, n) => shares(n, 0.75, 1));
  // By how much the letter makes its neighbor likelier than any of twenty.
  const beside = (all: string, one: string) => {
    const rank = all.indexOf(isLetter(one) ? one.toLowerCase() : "_");
    return rank < 0 ? Math.log(0.25) : 3 + ranked[all.length]![rank]!;
  };
  return latin((one, before, next) => {
    const found = known.get(one);
    return found && found.log + beside(found.before, before) + beside(found.after, next);
  });
}

/** Letters of few places, with what stands behind them there, "_" the edge of a word: garçon, não, cœur, città, año. */
const followed: Readonly<Record<string, string>> = {
  ç: "aouãõáâéàe",
  ã: "oe_imn",
  õ: "elnb",
  œ: "uidsn",
  ì: "_",
  ò: "_",
  ù: "_",
  ñ: "aoeiuóáéíú",
  û: "tlrcmn",
};

/** Western Europe's letters, whatever the language. */
function western(): Likely {
  const known = new Map(
    (
      [
        ["éèüöäßçñáíóúàâêôîåøæ", -3.9],
        ["ãõëïûùìòœ", -5.1],
        ["šžÿýðþ", -7],
      ] as const
    ).flatMap(([all, log]) => Array.from(all, (one) => [one, log] as const)),
  );
  return latin((one, _, next) => {
    const log = known.get(one);
    const usual = followed[one];
    const behind = isLetter(next) ? next.toLowerCase() : "_";
    return log !== undefined && usual !== undefined && !usual.includes(behind) ? log - 2.5 : log;
  });
}

const latin =
  (likely: (lower: string, before: string, next: string) => number | undefined): Likely =>
  (units, at) => {
    const [one, before, next] = [text(units, at), text(units, at - 1), text(units, at + 1)];
    const sign = signOf(units, at);
    if (sign !== undefined) return sign;
    if (!isLetter(one)) return oddSign;
    const log = likely(one.toLowerCase(), before, next) ?? oddLetter;
    // In these languages few such letters stand side by side.
    const run =
      at > 0 && units[at - 1]! > 0x7f && isLetter(before) ? (at > 1 && units[at - 2]! > 0x7f ? -5 : -2) : 0;
    return log + run + besideDigits(units, at) + caseOf(text(units, at - 2), before, one, next);
  };

/** Languages, and encodings of them with their priors: those that Windows writes before those of DOS, Unix and the Macintosh. */
const plan: readonly (readonly [languages: string, encodings: Readonly<Record<string, number>>])[] = [
  [
    "west de fr es pt it da sv fi",
    { "windows-1252": 1.5, cp850: -2, cp437: -2.5, macintosh: -2.5, "iso-8859-15": -2.5 },
  ],
  ["pl cs sk hu ro hr sl de", { "windows-1250": 0, "iso-8859-2": -1, cp852: -2 }],
  [
    "ru uk bg sr",
    {
      "windows-1251": 0,
      "koi8-r": -1.5,
      "koi8-u": -2,
      ibm866: -1.5,
      "iso-8859-5": -2.5,
      "x-mac-cyrillic": -2.5,
    },
  ],
  ["el", { "windows-1253": 0, "iso-8859-7": -1, cp737: -3 }],
  ["tr", { "windows-1254": -2, cp857: -2 }],
  ["he", { "windows-1255": -0.5, cp862: -2 }],
  ["ar fa", { "windows-1256": -1.5, "iso-8859-6": -2.5 }],
  ["lt lv et", { "windows-1257": -0.5, cp775: -3 }],
  ["th", { "windows-874": 0 }],
];

function languageOf(name: string): Language {
  if (name === "west") return { prior: 0, likely: western() };
  return Object.hasOwn(scripts, name)
    ? { prior: -1, likely: scriptOf(scripts[name as keyof typeof scripts]) }
    : { prior: -2, likely: latinOf(latins[name as keyof typeof latins]) };
}

let made: readonly Page[] | undefined;

/** Every such encoding that kiso finds out. */
export function pages(): readonly Page[] {
  made ??= plan.flatMap(([names, encodings]) => {
    const languages = names.split(" ").map(languageOf);
    return Object.entries(encodings).map(([encoding, prior]) => ({ encoding, prior, languages }));
  });
  return made;
}

const tables = new Map<string, Uint16Array>();

/** By byte the letter; 0 where it is none: control characters stand in no table. */
function tableOf(encoding: string): Uint16Array {
  let table = tables.get(encoding);
  if (!table) {
    const known = encoding === "windows-1252" || Object.hasOwn(codePages, encoding);
    const decoder = known ? undefined : new TextDecoder(encoding);
    const one = known ? codesOf(encoding).one : undefined;
    table = Uint16Array.from({ length: 256 }, (_, byte) => {
      const unit = byte < 0x80 ? byte : one ? one[byte]! : decoder!.decode(Uint8Array.of(byte)).charCodeAt(0);
      return unit === 0xfffd || (unit >= 0x80 && unit < 0xa0) ? 0 : unit;
    });
    tables.set(encoding, table);
  }
  return table;
}

export const unitsOf = (encoding: string, bytes: Uint8Array): Uint16Array => {
  const table = tableOf(encoding);
  return Uint16Array.from(bytes, (byte) => table[byte]!);
};

/** Signs of ASCII that no one writes behind a letter. */
const secondOnly = new Set(Array.from("@\\^`{}~", (one) => one.charCodeAt(0)));

/** How likely the letters of the parts are that are not ASCII, in the likeliest of the page's languages, and how many they are. */
export function likelihood({ encoding, languages }: Page, parts: readonly Uint8Array[]) {
  const read = parts.map((part) => unitsOf(encoding, part));
  const sums = languages.map(({ prior }) => prior);
  let shifted = 0;
  let [letters, plain] = [0, 0];
  for (const units of read) {
    for (let at = 0; at < units.length; at++) {
      if (units[at]! > 0 && units[at]! < 0x80) {
        plain++;
        continue;
      }
      letters++;
      // Second bytes of letters of East Asia.
      if (secondOnly.has(units[at + 1]!)) shifted -= 4;
      for (const [i, language] of languages.entries())
        sums[i]! += units[at] === 0 ? wrongByte : language.likely(units, at);
    }
  }
  return { odd: Math.max(...sums) + shifted, words: wordless(encoding, read), letters, plain };
}
