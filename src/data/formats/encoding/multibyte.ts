import { codePages } from "./codePages.ts";
import { fillMacJapanese } from "./macJapanese.ts";

/**
 * Encodings of one or two bytes a letter, decoded by tables. Each table is made by the platform's TextDecoder, but only of what
 * Node and browsers decode alike; Node has no letters of Windows-1252 from 80 to 9F and none of Korea's code page 949.
 */

/** Bytes that are no letter of the encoding. */
export class WrongBytes extends Error {}

export interface Codes {
  /** by byte the letter that it is alone; 0 where it is none */
  readonly one: Uint16Array;
  /** by first byte * 256 + second byte the letter; 0 where there is none */
  readonly two: Uint16Array;
  /** whether the letter is longer than two bytes: its length, else 0 */
  readonly longer: (first: number, second: number) => number;
  /** of letters longer than two bytes */
  readonly encoding: string;
}

type Range = readonly [first: number, last: number];

interface Plan {
  /** the platform's encoding that most of it is */
  readonly like?: string;
  readonly leads: readonly Range[];
  readonly trails: readonly Range[];
  /** letters that Node and browsers do not agree on */
  readonly without?: (first: number, second: number) => boolean;
  readonly fill?: (codes: Codes) => void;
  readonly longer?: Codes["longer"];
}

const plans: Readonly<Record<string, Plan>> = {
  shift_jis: {
    leads: [
      [0x81, 0x9f],
      [0xe0, 0xfc],
    ],
    trails: [
      [0x40, 0x7e],
      [0x80, 0xfc],
    ],
    fill: halfKatakana,
  },
  "x-mac-japanese": {
    like: "shift_jis",
    leads: [
      [0x81, 0x84],
      [0x88, 0x9f],
      [0xe0, 0xea],
    ],
    trails: [
      [0x40, 0x7e],
      [0x80, 0xfc],
    ],
    fill: (codes) => {
      halfKatakana(codes);
      fillMacJapanese(codes);
    },
  },
  "euc-jp": {
    leads: [[0xa1, 0xfe]],
    trails: [[0xa1, 0xfe]],
    fill: ({ two }) => {
      for (let byte = 0xa1; byte <= 0xdf; byte++) two[0x8e00 + byte] = 0xff61 + byte - 0xa1;
    },
    longer: (first) => (first === 0x8f ? 3 : 0),
  },
  "euc-kr": {
    leads: [[0xa1, 0xfd]],
    trails: [[0xa1, 0xfe]],
    without: (first) => first === 0xc9,
    fill: fillKorean,
  },
  gb18030: {
    leads: [[0x81, 0xfe]],
    trails: [
      [0x40, 0x7e],
      [0x80, 0xfe],
    ],
    fill: ({ one }) => {
      one[0x80] = 0x20ac;
    },
    longer: (_, second) => (second >= 0x30 && second <= 0x39 ? 4 : 0),
  },
  big5: {
    leads: [[0xa1, 0xf9]],
    trails: [
      [0x40, 0x7e],
      [0xa1, 0xfe],
    ],
    without: (first, second) =>
      (first === 0xc6 && second >= 0xa1) ||
      first === 0xc7 ||
      first === 0xc8 ||
      (first === 0xf9 && second === 0xfe) ||
      (first === 0xa3 && second >= 0xe1),
  },
  "windows-1252": {
    leads: [],
    trails: [],
    fill: ({ one }) => {
      for (let byte = 0xa0; byte <= 0xff; byte++) one[byte] = byte;
      for (const [i, letter] of [..."€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ"].entries())
        if (letter !== " ") one[0x80 + i] = letter.charCodeAt(0);
    },
  },
};

/** Whether `codesOf` has a table. */
export const isMultibyte = (encoding: string): boolean =>
  Object.hasOwn(plans, encoding) || Object.hasOwn(codePages, encoding);

/** A code page of single bytes. */
const pagePlan = (page: string): Plan => ({
  leads: [],
  trails: [],
  fill: ({ one }) => {
    for (let i = 0; i < 128; i++) if (page[i] !== "\ufffd") one[0x80 + i] = page.charCodeAt(i);
  },
});

/** Katakana of half width are single bytes. */
function halfKatakana({ one }: Codes): void {
  for (let byte = 0xa1; byte <= 0xdf; byte++) one[byte] = 0xff61 + byte - 0xa1;
}

const made = new Map<string, Codes>();

/** The table of one of the encodings. */
export function codesOf(encoding: string): Codes {
  let codes = made.get(encoding);
  if (!codes) {
    codes = makeCodes(encoding, plans[encoding] ?? pagePlan(codePages[encoding]!));
    made.set(encoding, codes);
  }
  return codes;
}

function makeCodes(
  encoding: string,
  { leads, trails, without, fill, longer = () => 0, like = encoding }: Plan,
): Codes {
  const codes = { one: new Uint16Array(256), two: new Uint16Array(1 << 16), longer, encoding };
  for (let byte = 1; byte < 0x80; byte++) codes.one[byte] = byte;
  const pairs: number[] = [];
  for (const [a, b] of leads)
    for (let first = a; first <= b; first++)
      for (const [c, d] of trails)
        for (let second = c; second <= d; second++)
          if (!without?.(first, second)) pairs.push(first * 256 + second);
  if (pairs.length > 0) {
    // All in one text, a line each: a line that is not one letter is none of the encoding.
    const bytes = new Uint8Array(3 * pairs.length);
    for (const [i, pair] of pairs.entries()) bytes.set([pair >> 8, pair & 255, 10], 3 * i);
    const lines = new TextDecoder(like).decode(bytes).split("\n");
    for (const [i, pair] of pairs.entries()) {
      const letter = lines[i]!;
      if (letter.length === 1 && letter !== "\uFFFD") codes.two[pair] = letter.charCodeAt(0);
    }
  }
  fill?.(codes);
  return codes;
}

/**
 * Code page 949 has the 8822 syllables that KS X 1001 lacks, in the order of Unicode, in the places that it leaves free:
 * https://encoding.spec.whatwg.org/#index-euc-kr
 */
function fillKorean({ two }: Codes): void {
  two[0xa2e6] = 0x20ac;
  two[0xa2e7] = 0xae;
  const known = new Set(two.subarray(0xb0a1, 0xc8ff));
  const free = (first: number, second: number) =>
    (second >= 0x41 && second <= 0x5a) ||
    (second >= 0x61 && second <= 0x7a) ||
    (second >= 0x81 && second <= (first <= 0xa0 ? 0xfe : 0xa0));
  let syllable = 0xac00;
  for (let first = 0x81; first <= 0xc6; first++) {
    for (let second = 0x41; second <= 0xfe; second++) {
      if (!free(first, second)) continue;
      while (known.has(syllable)) syllable++;
      if (syllable > 0xd7a3) return;
      two[first * 256 + second] = syllable++;
    }
  }
}

const utf16 = new TextDecoder("utf-16le", { ignoreBOM: true });

/** Decodes bytes that come in pieces; throws `WrongBytes`. */
export class MultibyteDecoder {
  readonly #codes: Codes;
  /** a letter's first bytes, which ended the piece before */
  #held: Uint8Array = new Uint8Array();

  constructor(encoding: string) {
    this.#codes = codesOf(encoding);
  }

  /** `stream`: more will follow */
  decode(piece: Uint8Array, { stream }: { readonly stream: boolean }): string {
    const { one, two } = this.#codes;
    const bytes = this.#held.length === 0 ? piece : joined(this.#held, piece);
    const units = new Uint16Array(bytes.length);
    let [i, n] = [0, 0];
    while (i < bytes.length) {
      const first = bytes[i]!;
      const alone = one[first]!;
      if (alone !== 0) {
        units[n++] = alone;
        i++;
        continue;
      }
      const left = bytes.length - i;
      const unit = left > 1 ? two[first * 256 + bytes[i + 1]!]! : 0;
      if (unit !== 0) {
        units[n++] = unit;
        i += 2;
        continue;
      }
      const length = left > 1 ? this.#codes.longer(first, bytes[i + 1]!) : 2;
      if (length > left && first > 0x7f) {
        if (stream) break;
        throw new WrongBytes();
      }
      if (length === 0 || first < 0x80) throw new WrongBytes();
      for (const letter of longLetter(this.#codes.encoding, bytes.subarray(i, i + length)))
        units[n++] = letter;
      i += length;
    }
    this.#held = bytes.slice(i);
    return utf16.decode(units.subarray(0, n));
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** A letter of three or four bytes as one or two units of UTF-16: as many as it has bytes at most. */
function longLetter(encoding: string, bytes: Uint8Array): number[] {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (text.length <= 2) return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  } catch {}
  throw new WrongBytes();
}
