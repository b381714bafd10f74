import { likelihood, pages, unitsOf } from "./alphabet.ts";
import { letters } from "./letters.ts";
import { codesOf } from "./multibyte.ts";

/** An encoding, and how the first text that is not all ASCII reads in it. */
export interface Reading {
  encoding: string;
  text: string;
}

/** What an encoding gives: the letters of a text that is not all ASCII, how likely they are. */
export interface Guess {
  /** nothing where it cannot be known */
  encoding: string | undefined;
  /** the likeliest, the best of them first: alone where no other is hardly worse */
  readings: readonly Reading[];
}

/**
 * Natural logarithms of how often a letter is met among those of its language, behind the letter `before` and behind so many in a
 * row, `run`, that are not ASCII.
 */
type Likely = (unit: number, before: number, run: number) => number;

/** A byte that is no letter, one that no one writes, and a letter that all the encodings share. */
const [wrongByte, oddLetter, plainLetter] = [-14, -16, Math.log(1 / 40)];

/** By so much the best is to be likelier than the next to be read without a word of it, and to be read at all. */
const certain = (encoding: string, letters: number) =>
  encoding === "utf-8"
    ? 2
    : encoding === "windows-1252"
      ? 5
      : isPage(encoding)
        ? 9
        : letters < 2 && encoding !== "shift_jis"
          ? 12
          : 7;
const known = 0.75;

/**
 * The encoding of the parts of a text, in bytes, that are not ASCII, by the letters that it gives: those of which of the languages
 * that are written in it are the likeliest? Bytes that are UTF-8 may be Japanese, Chinese or Korean, but are of no single-byte encoding.
 *
 * A page of our own: a table has few words, and of 124 such as 良品 or Größe in six encodings (tests/golden/encodings.py) chardet 2.2
 * knows 32 and jschardet 4.1 82.
 */
export function guessEncoding(all: readonly Uint8Array[]): Guess {
  const parts = spread(all);
  made ??= candidates();
  const utf8 = parts.filter((part) => !Array.from(utf8Letters(part)).includes(0)).length;
  const paged = utf8 > parts.length / 2 ? [] : pages();
  const found = [
    ...made
      .filter(({ encoding }) => paged.length === 0 || encoding !== "windows-1252")
      .map((one) => ({ encoding: one.encoding, prior: one.prior, ...measured(one, parts) })),
    ...paged.map((one) => ({ encoding: one.encoding, prior: one.prior, ...likelihood(one, parts) })),
  ]
    .map((one) => ({ ...one, sum: one.prior + one.odd + one.words + plainLetter * one.plain }))
    .sort((a, b) => b.sum - a.sum);
  const texts = new Map<string, string>();
  const textOf = ({ encoding }: { encoding: string }) => {
    const text = texts.get(encoding) ?? parts.map((part) => textIn(encoding, part)).join("\n");
    texts.set(encoding, text);
    return text;
  };
  // Of encodings that read the same the usual one is named.
  const best = found
    .filter((one) => textOf(one) === textOf(found[0]!))
    .reduce((a, b) => (b.prior > a.prior ? b : a));
  const others = found
    .filter(
      (one, i) =>
        found.findIndex((other) => textOf(other) === textOf(one)) === i && textOf(one) !== textOf(best),
    )
    .slice(0, 2);
  const gap = (one: { sum: number }) => found[0]!.sum - one.sum;
  const near = others.filter((one) => gap(one) < certain(best.encoding, best.letters));
  const even = isPage(best.encoding) && near.some((one) => gap(one) < known);
  const refused = even || best.odd < best.letters * leastOf(best.encoding);
  const named = refused ? others : near.slice(0, 1);
  return {
    encoding: refused ? undefined : best.encoding,
    readings: readings(
      [best, ...named].map(({ encoding }) => encoding),
      parts,
    ),
  };
}

/** Some of the parts, from the first to the last, where they are long. */
function spread(parts: readonly Uint8Array[]): readonly Uint8Array[] {
  const each = Math.ceil(parts.reduce((sum, part) => sum + part.length, 0) / 4096);
  return each < 2 ? parts : parts.filter((_, i) => i % each === 0);
}

const isPage = (encoding: string): boolean =>
  encoding !== "windows-1252" && pages().some((one) => one.encoding === encoding);

/** Half of the letters of another script would be odd ones. */
const leastOf = (encoding: string): number =>
  encoding === "windows-1252" ? -9 : isPage(encoding) ? -5.5 : -13.5;

const textIn = (encoding: string, bytes: Uint8Array): string =>
  Array.from(unitsIn(encoding, bytes), (unit) =>
    unit === 0 || unit === 0xffff ? "\ufffd" : String.fromCharCode(unit),
  ).join("");

const unitsIn = (encoding: string, bytes: Uint8Array): Iterable<number> =>
  encoding === "utf-8"
    ? utf8Letters(bytes)
    : encoding === "windows-1252" || isPage(encoding)
      ? unitsOf(encoding, bytes)
      : lettersIn(encoding, bytes);

/** The first of the parts that the first two of the encodings read differently, as each of them reads it. */
function readings(encodings: readonly string[], parts: readonly Uint8Array[]): Reading[] {
  const [a, b] = encodings as [string, string | undefined];
  const part = parts.find((one) => b === undefined || textIn(a, one) !== textIn(b, one))!;
  return encodings.map((encoding) => ({
    encoding,
    text: Array.from(textIn(encoding, part)).slice(0, 24).join("").replace(/\p{C}/gu, "\ufffd"),
  }));
}

/** Letters of East Asia stand beside Latin ones (外径mm, max値), but not within a word of them. */
function mixed(encoding: string, part: Uint8Array): number {
  const text = textIn(encoding, part);
  let sum = 0;
  for (const [, before, after] of text.matchAll(/([a-z]*)[^\0-\x7f]+(?=([a-z]*))/g))
    sum -= before && after ? 8 : before!.length > 2 || after!.length > 2 ? 4 : 0;
  // Katakana of half width stand in words: one alone is °, ± or µ.
  for (const _ of text.matchAll(/(?<![ｦ-ﾟ])[ｦ-ﾟ](?![ｦ-ﾟ])/g)) sum -= 3;
  return sum;
}

/** Words that stand alone in the cells of tables, or in brackets behind a name: verdicts, places, colours, units. */
const cellWords: Readonly<Record<string, string>> = {
  ja: "良 否 合 不 良品 不良 合格 不合格 可 不可 有 無 大 中 小 上 下 左 右 前 後 内 外 高 低 赤 青 黄 緑 白 黒 円 個 本 枚 台 回 秒 分 件 名 年 月 日 万 千 Ω ℃ ％ φ Φ ± Ⅰ Ⅱ Ⅲ 済 未 優 男 女 鉄",
  zhHans:
    "良 否 是 好 坏 合格 不合格 良品 不良 次品 正常 异常 有 无 大 中 小 上 下 左 右 前 后 内 外 高 低 红 蓝 黄 绿 白 黑 元 个 台 次 秒 分 件 名 年 月 日 万 千 Ω ℃ ％ φ ± 优 男 女 铁 钢 铝",
  zhHant:
    "良 否 是 好 壞 合格 不合格 良品 不良 正常 異常 有 無 大 中 小 上 下 左 右 前 後 內 外 高 低 紅 藍 黃 綠 白 黑 元 個 台 秒 分 件 名 年 月 日 萬 千 Ω ℃ ％ 優 男 女 鐵 鋼 鋁",
  ko: "양호 불량 합격 불합격 정상 이상 양품 예 상 중 하 좌 우 대 소 고 저 원 개 회 분 초 명 년 월 일 만 천 도 Ω ℃ ％ 남 여 철 강",
};

const cellWordsIn = new Map<string, ReadonlySet<string>>();

/** Words of two katakana of half width. */
const halfWords = new Set(
  "ﾅｼ ｱﾘ ﾐﾘ ｷﾛ ﾄﾝ ﾏﾝ ｾﾝ ﾒﾝ ｴﾝ ｺｺ ﾏﾙ ﾀﾃ ﾖｺ ｳｴ ｼﾀ ｳﾗ ｵｸ ﾏｴ ｶﾝ ﾎﾝ ﾃﾝ ﾊｲ ｶﾘ ﾌｶ ｱﾂ ﾋﾒ ﾎｼ ｷｽ ｶｹ".split(" "),
);

/**
 * By how much likelier an encoding is that makes such a word of a whole part; and by how much less where the part would be one syllable of
 * Korean or one Latin letter with an accent, which are seldom words, or two katakana of half width that are none.
 */
function wholeWord(encoding: string, text: string): number {
  const language = languageOf[encoding];
  // A word of one such letter is seldom one, too: 철 of EUC-KR is ö.
  if (
    encoding === "utf-8" &&
    /^[^a-z]*[\u00e0-\u00e2\u00e4-\u00eb\u00f1\u00f3\u00f4\u00f6\u00f8\u00fa\u00fc][^a-z]*$/i.test(text)
  )
    return -1;
  if (encoding === "utf-8")
    return /^[^a-z]*[\u00e3\u00ec-\u00f0\u00f2\u00f5\u00f9\u00fb\u00fd-\u024f][^a-z]*$/i.test(text) ? -4 : 0;
  if (language === undefined) return 0;
  const known = cellWordsIn.get(language) ?? new Set(cellWords[language]!.split(" "));
  cellWordsIn.set(language, known);
  const word = text.replace(/^[\0-\x7f]+|[\0-\x7f]+$/g, "");
  if (known.has(word)) return 2.5;
  return /^[가-힣]$/.test(word) || (/^[ｦ-ﾝ]{2}$/.test(word) && !halfWords.has(word)) ? -2.5 : 0;
}

const languageOf: Readonly<Record<string, string>> = {
  shift_jis: "ja",
  "x-mac-japanese": "ja",
  "euc-jp": "ja",
  gb18030: "zhHans",
  big5: "zhHant",
  "euc-kr": "ko",
};

function measured({ encoding, likely }: Candidate, parts: readonly Uint8Array[]) {
  let [odd, letters, plain] = [0, 0, 0];
  for (const part of parts) {
    let [before, run] = [0, 0];
    for (const unit of encoding === "utf-8" ? utf8Letters(part) : lettersIn(encoding, part)) {
      if (unit > 0 && unit < 0x80) plain++;
      else {
        odd += unit === 0 ? wrongByte : likely(unit, before, run);
        letters++;
      }
      run = unit > 0 && unit < 0x80 ? 0 : run + 1;
      before = unit;
    }
    odd += wholeWord(encoding, textIn(encoding, part));
    if (encoding !== "utf-8" && encoding !== "windows-1252") odd += mixed(encoding, part);
  }
  return { odd, words: 0, letters, plain };
}

/** The letters as units of UTF-16; a byte that is none as 0. */
function* lettersIn(encoding: string, bytes: Uint8Array): Generator<number> {
  const { one, two, longer } = codesOf(encoding);
  for (let i = 0; i < bytes.length; ) {
    const [first, second] = [bytes[i]!, bytes[i + 1] ?? 0];
    const pair = two[first * 256 + second]!;
    const length = longer(first, second);
    if (one[first] !== 0) yield one[first]!;
    else if (pair !== 0) yield pair;
    else if (isLong(bytes, i, length)) yield 0xffff;
    else yield 0;
    i += one[first] !== 0 ? 1 : pair !== 0 ? 2 : isLong(bytes, i, length) ? length : 1;
  }
}

/** Whether a letter of three or four bytes stands there: of four, the last two are as the first. */
const isLong = (bytes: Uint8Array, at: number, length: number): boolean =>
  length > 0 &&
  bytes[at]! > 0x80 &&
  at + length <= bytes.length &&
  bytes[at + 2]! > 0x80 &&
  (length < 4 || isDigit(bytes[at + 3]!));

function* utf8Letters(bytes: Uint8Array): Generator<number> {
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i]!;
    const length =
      first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    const rest = bytes.subarray(i + 1, i + length);
    if (length === 0 || rest.length < length - 1 || rest.some((byte) => byte >> 6 !== 2)) {
      yield 0;
      i++;
      continue;
    }
    let code = length === 1 ? first : first & (0x7f >> length);
    for (const byte of rest) code = code * 64 + (byte & 63);
    yield code > 0xffff ? 0xffff : code;
    i += length;
  }
}

/** The letters of a list by their rank, most of them 0.9 of all; those beside it by `others`. */
function byRank(list: string, others: (unit: number) => number): Likely {
  const known = new Map<number, number>();
  const scale = Math.log((list.length + 30) / 30);
  for (let rank = 0; rank < list.length; rank++)
    known.set(list.charCodeAt(rank), Math.log(0.9 / ((rank + 30) * scale)));
  return (unit) => known.get(unit) ?? others(unit);
}

const sign = Math.log(0.02);
const [usual, seldom, rare] = [Math.log(2e-5), Math.log(5e-7), Math.log(1e-7)];
const isPrivate = (unit: number) => unit >= 0xe000 && unit <= 0xf8ff;

/** Letters that a standard has in its first level, which are those in use, between two pairs of bytes. */
function levels(encoding: string, first: number, last: number): (unit: number) => number {
  const { two } = codesOf(encoding);
  const inUse = new Set(two.subarray(first, last + 1));
  const known = new Set(two);
  return (unit) => (isPrivate(unit) ? oddLetter : inUse.has(unit) ? usual : known.has(unit) ? seldom : rare);
}

/** Signs of East Asia's tables, which stand alone in a cell or beside a word. */
const lone = new Set(
  Array.from(
    "℃％‰°′″±×÷○●△▲▽▼□■◇◆☆★◎※〒→←↑↓∞♂♀￥＄￠￡＃＆＊＠§〇々〆ー―／～｜…（）「」【】＋－＝≠＜＞≦≧ΩμφΦσΣδΔαβγθλρτπ" +
      "№㎜㎝㎞㎎㎏㏄㎡㍉㍑㈱㈲゛゜≒∠⊥√ⅠⅡⅢⅣⅤⅥⅰⅱⅲⅳⅴⅵ①②③④⑤⑥⑦⑧⑨⑩．，",
    (one) => one.charCodeAt(0),
  ),
);

const isDigit = (unit: number) => unit >= 0x30 && unit <= 0x39;
const isWideDigit = (unit: number) => unit >= 0xff10 && unit <= 0xff19;
const isWideLetter = (unit: number) =>
  (unit >= 0xff21 && unit <= 0xff3a) || (unit >= 0xff41 && unit <= 0xff5a);

/** Letters with numbers: units behind them (12.5℃, 3万), digits and letters of full width, which stand in rows (１２．５, ＯＫ). */
function withSigns(names: string, words: Likely): Likely {
  const units = new Set(Array.from(`℃％‰°゜㎜㎝㎞㎎㎏㏄㎡Ωμｍｃｋｇ${names}`, (one) => one.charCodeAt(0)));
  return (unit, before, run) => {
    const inNumber = isWideDigit(before) || before === 0xff0e || before === 0xff0c || before === 0xff0d;
    if (isWideDigit(unit)) return inNumber ? -2.5 : -5;
    if (isWideLetter(unit)) return isWideLetter(before) ? -3.5 : unit > 0xff3a && !units.has(unit) ? -9 : -6;
    if (isWideDigit(before) && (unit === 0xff0e || unit === 0xff0c)) return -2.5;
    const log = Math.max(words(unit, before, run), lone.has(unit) && run === 0 ? -7.5 : -Infinity);
    const counted = units.has(unit) && (isDigit(before) || isWideDigit(before));
    const kiloohms = unit === 0x3a9 && (before === 0x6b || before === 0x4d);
    return counted || kiloohms ? Math.max(log, -4.5) : log;
  };
}

const japaneseWords = () =>
  withSigns(
    "円万千百億個本枚回分秒時日月年台件人歳度点倍段級号番名箱袋組列行割銭",
    byRank(letters.ja, levels("shift_jis", 0x889f, 0x9872)),
  );

/** Katakana of half width stand in words, of which one alone, between letters of ASCII, is none. */
const japanese = (): Likely => {
  const whole = japaneseWords();
  const half = (unit: number) => unit >= 0xff61 && unit <= 0xff9f;
  return (unit, before) =>
    half(unit)
      ? Math.log(half(before) ? 0.012 : before < 0x80 ? 0.001 : 0.0003) + sounded(unit, before)
      : whole(unit, before, 0);
};

/** Of katakana of half width, small ones and the marks of a sound stand behind those that have it: ﾊﾞ, ﾎﾟ, ｼｮ, ﾌｨ. */
function sounded(unit: number, before: number): number {
  const [one, behind] = [String.fromCharCode(unit), String.fromCharCode(before)];
  if (one === "ﾞ") return "ｳｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ".includes(behind) ? 2.3 : -6;
  if (one === "ﾟ") return "ﾊﾋﾌﾍﾎ".includes(behind) ? 2.3 : -6;
  if ("ｬｭｮ".includes(one)) return "ｷｼﾁﾆﾋﾐﾘﾃﾌﾞﾟ".includes(behind) ? 1 : -4;
  if ("ｧｨｩｪｫ".includes(one)) return "ﾌﾃｳﾂｸｼﾁﾄﾞ".includes(behind) ? 1 : -4;
  if ("｡｢｣､･ｦ".includes(one)) return -2;
  return 0;
}

const western = (): Likely => {
  const shares: readonly (readonly [string, number])[] = [
    ["éèüöäßçñáíóúàâêôîåøæ°µ²±", 0.02],
    ["³×·ÄÖÜÉÅØÆÇÑÀãõëïùûìò", 0.006],
    ["–—’‘“”…•€™®©§½¼¾«»¿¡£ºª¹÷", 0.003],
    ["ŒœŠšŽžŸƒ†‡ˆ˜‰‹›‚„", 3e-5],
  ];
  const known = new Map(
    shares.flatMap(([all, share]) => [...all].map((one) => [one.charCodeAt(0), Math.log(share)])),
  );
  // In these languages few such letters stand side by side.
  return (unit, _, run) =>
    (known.get(unit) ?? Math.log(3e-4)) + Math.log(run === 0 ? 1 : run === 1 ? 0.1 : 0.002);
};

/** Signs of amounts and of technical words, which any language writes: ¥1,200, 4.7 kΩ, σ. */
const signs = new Set(Array.from("¥ΩμσΔφΦαβγθλπρτΣ", (one) => one.charCodeAt(0)));

/**
 * Letters of two bytes of UTF-8 that tables are written with, from one to the next. The others are those of phonetics, of Welsh, of
 * Esperanto, and pairs of bytes of other encodings: 鉄 and 銅 of EUC-JP are Ŵ and Ƽ.
 */
const pairsInUse: readonly (readonly [number, number])[] = [
  ..."\u0080ćČēĖěĞğĢģĪīĮıĶķĹľŁňŌōŐśŞťŪųŸžƒƒƠơƯưȘț\u02c6\u02dcΆώЀџҐғҚқҢңҮұҺһӘәӨөԱևאת",
].reduce<[number, number][]>(
  (all, one, i) => {
    if (i % 2 === 0) all.push([one.charCodeAt(0), 0]);
    else all.at(-1)![1] = one.charCodeAt(0);
    return all;
  },
  [
    [0x300, 0x323],
    [0x5b0, 0x5c2],
    [0x60c, 0x6f9],
  ],
);

/** Units between such letters that are none. */
const unassigned = new Set([0x38b, 0x38d, 0x3a2, 0x557, 0x558]);

/** Any language: the likeliest of those above, else a letter of another script. */
const any = (): Likely => {
  const all = [
    japaneseWords(),
    byRank(letters.zhHans, () => usual),
    byRank(letters.ko, () => usual),
    western(),
  ];
  return (unit, before) => {
    if (unit < 0x800 && !pairsInUse.some(([first, last]) => unit >= first && unit <= last)) return rare;
    // Marks stand upon a letter (macOS writes ö as two); elsewhere they are pairs of bytes of other encodings.
    const astray =
      (unit >= 0x300 && unit <= 0x36f && before < 0x41) ||
      (((unit >= 0x5b0 && unit <= 0x5c2) || (unit >= 0x64b && unit <= 0x652)) && before < 0x5b0);
    if (unassigned.has(unit)) return wrongByte;
    if (unit === 0xffff || isPrivate(unit) || astray) return rare;
    return Math.max(signs.has(unit) ? sign : usual, ...all.map((likely) => likely(unit, 0, 0)));
  };
};

interface Candidate {
  readonly encoding: string;
  readonly likely: Likely;
  /** how much likelier it is than others before a letter is seen, as a logarithm */
  readonly prior: number;
}

let made: readonly Candidate[] | undefined;

const candidates = (): readonly Candidate[] => [
  { encoding: "utf-8", likely: any(), prior: 2 },
  { encoding: "shift_jis", likely: japanese(), prior: 2 },
  { encoding: "x-mac-japanese", likely: japanese(), prior: -3 },
  { encoding: "euc-jp", likely: japanese(), prior: 0 },
  {
    encoding: "euc-kr",
    likely: withSigns(
      "원개만천도초분시일월년명번회대장",
      byRank(letters.ko, levels("euc-kr", 0xb0a1, 0xc8fe)),
    ),
    prior: 0,
  },
  {
    encoding: "gb18030",
    likely: withSigns(
      "元万千百亿个度秒分时日月年号次件台人岁倍点级名条张",
      byRank(letters.zhHans, levels("gb18030", 0xb0a1, 0xd7f9)),
    ),
    prior: 0,
  },
  {
    encoding: "big5",
    likely: withSigns(
      "元萬千百億個度秒分時日月年號次件台人歲倍點級名條張",
      byRank(letters.zhHant, levels("big5", 0xa440, 0xc67e)),
    ),
    prior: 0,
  },
  { encoding: "windows-1252", likely: western(), prior: 1 },
];
