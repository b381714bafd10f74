import { letters } from "./letters.ts";
import { codesOf } from "./multibyte.ts";

/** What an encoding gives: the letters of a text that is not all ASCII, how likely they are. */
export interface Guess {
  encoding: string;
  /** the next best, where it is hardly worse */
  other?: string;
}

/**
 * Natural logarithms of how often a letter is met among those of its language, behind the letter `before` and behind so many in a
 * row, `run`, that are not ASCII.
 */
type Likely = (unit: number, before: number, run: number) => number;

/** A byte that is no letter, one that no one writes, and a letter that all the encodings share. */
const [wrongByte, oddLetter, plainLetter] = [-14, -16, Math.log(1 / 40)];

/**
 * The encoding of the parts of a text, in bytes, that are not ASCII, by the letters that it gives: those of which of Japanese,
 * Chinese, Korean and the languages of Western Europe are the likeliest? Nothing where none of them is likely at all.
 *
 * A page of our own: a table has few words, and of 124 such as 良品 or Größe in six encodings (tests/golden/encodings.py) chardet 2.2
 * knows 32 and jschardet 4.1 82.
 */
export function guessEncoding(parts: readonly Uint8Array[]): Guess | undefined {
  made ??= candidates();
  const found = made
    .map((one) => ({ encoding: one.encoding, ...measured(one, parts) }))
    .sort((a, b) => b.sum - a.sum);
  const [best, next] = found;
  // Half of the letters of another script, such as Cyrillic, would be odd ones.
  const least = best?.encoding === "windows-1252" ? -9 : -13.5;
  if (!best || best.odd < best.letters * least) return undefined;
  return { encoding: best.encoding, other: next && best.sum - next.sum < 7 ? next.encoding : undefined };
}

function measured({ encoding, likely, prior }: Candidate, parts: readonly Uint8Array[]) {
  let [sum, odd, count] = [prior, 0, 0];
  for (const part of parts) {
    let [before, run] = [0, 0];
    for (const unit of encoding === "utf-8" ? utf8Letters(part) : lettersIn(encoding, part)) {
      if (unit > 0 && unit < 0x80) sum += plainLetter;
      else {
        odd += unit === 0 ? wrongByte : likely(unit, before, run);
        count++;
      }
      run = unit > 0 && unit < 0x80 ? 0 : run + 1;
      before = unit;
    }
  }
  return { sum: sum + odd, odd, letters: count };
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
    else if (first > 0x80 && length > 0 && i + length <= bytes.length) yield 0xffff;
    else yield 0;
    i += one[first] !== 0 ? 1 : pair !== 0 ? 2 : first > 0x80 && length > 0 ? length : 1;
  }
}

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

const japaneseWords = () => byRank(letters.ja, levels("shift_jis", 0x889f, 0x9872));

/** Katakana of half width stand in words, of which one alone, between letters of ASCII, is none. */
const japanese = (): Likely => {
  const whole = japaneseWords();
  const half = (unit: number) => unit >= 0xff61 && unit <= 0xff9f;
  return (unit, before) =>
    half(unit) ? Math.log(half(before) ? 0.012 : before < 0x80 ? 0.001 : 0.0003) : whole(unit, before, 0);
};

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

/** Any language: the likeliest of those above, else a letter of another script. */
const any = (): Likely => {
  const all = [
    japaneseWords(),
    byRank(letters.zhHans, () => usual),
    byRank(letters.ko, () => usual),
    western(),
  ];
  return (unit) => {
    if (unit === 0xffff || isPrivate(unit)) return rare;
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
  { encoding: "euc-jp", likely: japanese(), prior: 0 },
  { encoding: "euc-kr", likely: byRank(letters.ko, levels("euc-kr", 0xb0a1, 0xc8fe)), prior: 0 },
  { encoding: "gb18030", likely: byRank(letters.zhHans, levels("gb18030", 0xb0a1, 0xd7f9)), prior: 0 },
  { encoding: "big5", likely: byRank(letters.zhHant, levels("big5", 0xa440, 0xc67e)), prior: 0 },
  { encoding: "windows-1252", likely: western(), prior: 1 },
];
