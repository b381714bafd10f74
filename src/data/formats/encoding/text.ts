import { asProgram, SettingError, type Spell, UserError } from "../../../errors.ts";
import { allNames } from "../../listing/oneLine.ts";
import { isMultibyte, MultibyteDecoder } from "./multibyte.ts";
import { encodingName, encodingNamed } from "./names.ts";
import { Utf32Decoder } from "./utf32.ts";

/** The bytes of a text, which can be read from the beginning as often as needed. */
export interface ByteSource {
  /** as messages call it */
  readonly name: string;
  read(): AsyncIterable<Uint8Array>;
}

/** Bytes that are no text of the encoding that they were read in. */
export class WrongEncoding extends Error {}

/** What a text is encoded in. */
export interface Encoded {
  /** nothing: UTF-8, or what a byte order mark says */
  readonly encoding: string | undefined;
  /** what is to be said of it */
  readonly note?: string | undefined;
}

/**
 * The source's text in pieces. Without an encoding it is what a byte order mark says, else UTF-8, and where it is plainly
 * neither a `WrongEncoding` is thrown: `foundEncoding` then tells what it is.
 */
export async function* textPieces(source: ByteSource, encoding: string | undefined): AsyncGenerator<string> {
  let decoder: Decoder | undefined;
  let first = true;
  // One piece behind: a source of one piece is decoded whole, which Node does without a converter.
  let held: Uint8Array = new Uint8Array();
  for await (const bytes of source.read()) {
    decoder ??= decoderOf(settled(source.name, markedEncoding(bytes), encoding));
    // A piece that ends within a character is not cut there: the decoder keeps the rest.
    if (held.length > 0) {
      yield await checked(decode(decoder, held, true), held, { encoding, first });
      first = false;
    }
    held = bytes;
  }
  if (decoder) yield await checked(decode(decoder, withoutEnd(held), false), held, { encoding, first });
}

/** What a byte order mark says; an error where another encoding was asked for. */
function settled(name: string, marked: string | undefined, asked: string | undefined): string {
  if (marked === undefined || asked === undefined || marked === asked) return marked ?? asked ?? "utf-8";
  if (/^utf-(16|32)/.test(marked) && marked.slice(0, 6) === asked.slice(0, 6)) return marked;
  throw new SettingError(
    (say) =>
      `${name}: begins with the mark of ${encodingName(marked)}, so it is no ${encodingName(asked)} text; leave out ${say("encoding")}`,
  );
}

interface Decoder {
  decode(bytes: Uint8Array, options: { stream: boolean }): string;
}

function decoderOf(encoding: string): Decoder {
  if (encoding.startsWith("utf-32")) return new Utf32Decoder(encoding);
  return isMultibyte(encoding) ? new MultibyteDecoder(encoding) : new TextDecoder(encoding, { fatal: true });
}

function decode(decoder: Decoder, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch (error) {
    throw new WrongEncoding("", { cause: error });
  }
}

/** The letters of the languages are loaded where they are looked at: most texts are UTF-8. */
const guessed = async (parts: readonly Uint8Array[]) => (await import("./guess.ts")).guessEncoding(parts);

/** DOS ends a text with a byte of its own (Ctrl-Z), which is no part of it. */
const withoutEnd = (bytes: Uint8Array): Uint8Array => (bytes.at(-1) === 0x1a ? bytes.subarray(0, -1) : bytes);

/** So much of a text is looked at. */
const headLength = 1 << 18;

const twoBytes = /[\u0080-\u07ff]/;
const moreBytes = /[\u0800-\uffff]/;

/** A text as it is, where it is plainly text of the encoding that it was read in. */
async function checked(
  text: string,
  bytes: Uint8Array,
  { encoding, first }: { encoding: string | undefined; first: boolean },
): Promise<string> {
  if (encoding !== undefined && encoding !== "utf-8") return text;
  // Valid UTF-8, but of another encoding: UTF-16 without a mark, ISO-2022-JP.
  if ((first && text.includes("\0")) || (encoding === undefined && text.includes("\x1b")))
    throw new WrongEncoding();
  // Pairs of bytes that are letters of UTF-8 may be letters elsewhere: katakana of half width, two Chinese words.
  const head = encoding === undefined && first ? text.slice(0, headLength) : "";
  if (twoBytes.test(head) && !moreBytes.test(head)) {
    const parts = new OddParts();
    parts.add(bytes.subarray(0, headLength));
    const guess = await guessed(parts.all);
    if (guess.encoding !== "utf-8" || guess.readings.length > 1) throw new WrongEncoding();
  }
  return text;
}

function markedEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe && bytes[2] === 0 && bytes[3] === 0) return "utf-32le";
  if (bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0xfe && bytes[3] === 0xff) return "utf-32be";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "utf-8" : undefined;
}

/**
 * What `read` makes of a source's text, whatever it is encoded in, with what is to be said of that: it is called again where the
 * text turns out to be no UTF-8. Throws a `UserError` that names the line where bytes are no text.
 */
export async function readText<T>(
  source: ByteSource,
  { encoding: asked, spell }: { readonly encoding?: string | undefined; readonly spell?: Spell | undefined },
  read: (pieces: AsyncIterable<string>) => Promise<T>,
): Promise<{ value: T; note: string | undefined }> {
  let { encoding, note } = askedEncoding(asked);
  for (;;) {
    try {
      return { value: await read(textPieces(source, encoding)), note };
    } catch (error) {
      if (!(error instanceof WrongEncoding)) throw error;
      if (encoding !== undefined) throw await undecodable(source, encoding, asked !== undefined);
      ({ encoding, note } = await foundEncoding(source, spell));
    }
  }
}

/** The encoding that was asked for. */
export const askedEncoding = (name: string | undefined): Encoded => ({
  encoding: name === undefined ? undefined : encodingNamed(name),
});

/** What a text that is not plainly UTF-8 is encoded in: all its bytes are looked at. */
export async function foundEncoding(source: ByteSource, say: Spell = asProgram): Promise<Encoded> {
  const { name } = source;
  const parts = new OddParts();
  let head: Uint8Array | undefined;
  const shift: number[] = [];
  let [zeros, evenZeros, controls, length] = [0, 0, 0, 0];
  for await (const bytes of source.read()) {
    head ??= bytes.subarray(0, 1 << 16);
    parts.add(bytes);
    for (let i = bytes.indexOf(0); i >= 0; i = bytes.indexOf(0, i + 1)) {
      zeros++;
      if ((length + i) % 2 === 0) evenZeros++;
    }
    const escaped = shift.length > 0 ? 0 : bytes.indexOf(0x1b);
    if (escaped >= 0 && shift.length < 8) shift.push(...bytes.subarray(escaped, escaped + 8));
    for (let i = 0; i < bytes.length; i++) if (bytes[i]! < 9) controls++;
    length += bytes.length;
  }
  const read = (encoding: string, more = ""): Encoded => ({
    encoding,
    note: `${name}: is no UTF-8 text and is read as ${encodingName(encoding)}${more}; ${say("encoding", "…")} chooses another`,
  });
  const marked = markedEncoding(head!);
  if (marked) return { encoding: marked };
  const wide = unmarkedUtf32(head!);
  if (wide !== undefined) return read(wide);
  // Of UTF-16, a letter of ASCII is a byte and a zero, on one side throughout.
  if (zeros > length / 10) {
    const side = evenZeros / zeros;
    if (length % 2 === 0 && (side < 0.05 || side > 0.95)) return read(side < 0.05 ? "utf-16le" : "utf-16be");
    throw notText(name);
  }
  if (controls > length / 100) throw notText(name);
  if (shift.length > 0 && parts.all.length === 0) {
    const text = String.fromCharCode(...shift.slice(1, 8));
    if (/^(\$[B@]|\([JI])/.test(text)) return read("iso-2022-jp");
    if (/^\$[()]/.test(text))
      throw new UserError(
        `${name}: is text of ISO-2022-KR or ISO-2022-CN, which kiso does not read; save it as UTF-8`,
      );
  }
  if (parts.all.length === 0) return { encoding: "utf-8" };
  const { encoding, readings } = await guessed(parts.all);
  if (encoding === undefined) {
    const texts = readings.map((one) => `${JSON.stringify(one.text)} (${encodingName(one.encoding)})`);
    throw new SettingError(
      (spell) =>
        `${name}: is no UTF-8 text, and kiso cannot tell its encoding: the first word with other letters is ${allNames(texts, "or")}; say which with ${spell("encoding", "…")}, or save it as UTF-8`,
    );
  }
  const [best, other] = readings;
  if (encoding === "utf-8")
    return {
      encoding,
      note:
        other &&
        `${name}: is read as UTF-8, its first word with other letters as ${JSON.stringify(best!.text)}; ${say("encoding", other.encoding)} would read ${JSON.stringify(other.text)}`,
    };
  if (other === undefined) return read(encoding);
  return {
    encoding,
    note: `${name}: is no UTF-8 text and is read as ${encodingName(encoding)}, its first word with other letters as ${JSON.stringify(best!.text)}; ${say("encoding", other.encoding)} would read ${JSON.stringify(other.text)}`,
  };
}

const notText = (name: string): UserError =>
  new UserError(`${name}: is not a text file; save it as CSV (UTF-8)`);

/** A text in UTF-32 begins with a letter of ASCII or not far beyond, of which two or three bytes are zero. */
function unmarkedUtf32([a, b, c, d]: Uint8Array): string | undefined {
  if (a === 0 && b === 0 && (c !== 0 || d !== 0)) return "utf-32be";
  return a !== 0 && c === 0 && d === 0 ? "utf-32le" : undefined;
}

/** Words of a text that are not all ASCII, in bytes that come in pieces, each word once: what stands beside numbers (12.5℃) with one of them. */
class OddParts {
  readonly #parts = new Map<string, Uint8Array>();
  #size = 0;
  /** the beginning of a word that the next piece goes on with */
  #rest: Uint8Array = new Uint8Array();

  add(bytes: Uint8Array): void {
    const start = this.#rest.length === 0 ? 0 : bytes.findIndex(isEdge);
    const word = start < 0 ? bytes : bytes.subarray(0, start);
    const whole = new Uint8Array(this.#rest.length + word.length);
    whole.set(this.#rest);
    whole.set(word, this.#rest.length);
    if (start < 0 && whole.length <= longest) {
      this.#rest = whole;
      return;
    }
    this.#words(whole);
    if (start < 0) {
      this.#rest = new Uint8Array();
      return;
    }
    const end = Math.max(start, bytes.findLastIndex(isEdge) + 1, bytes.length - longest);
    this.#words(bytes.subarray(start, end));
    this.#rest = bytes.slice(end);
  }

  #words(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length && this.#size < 1 << 16; i++) {
      if (bytes[i]! < 0x80) continue;
      let [start, end] = [i, i + 1];
      while (start > 0 && !isEdge(bytes[start - 1]!)) start--;
      while (end < bytes.length && !isEdge(bytes[end]!)) end++;
      const part = bytes.slice(start, Math.min(end, start + longest));
      const key = withoutNumbers(part);
      if (!this.#parts.has(key)) {
        this.#parts.set(key, part);
        this.#size += part.length;
      }
      i = end;
    }
  }

  get all(): readonly Uint8Array[] {
    this.#words(this.#rest);
    this.#rest = new Uint8Array();
    return [...this.#parts.values()];
  }
}

/** The bytes as a key, with one digit for each number. */
function withoutNumbers(bytes: Uint8Array): string {
  const key: number[] = [];
  for (const byte of bytes) {
    const digit = byte >= 0x30 && byte <= 0x39;
    if (digit && key.at(-1) === 0x30) continue;
    // A point within a number; the sign before it is another word's.
    key.push(digit ? 0x30 : byte);
    if (key.length > 2 && digit && key.at(-2) === 0x2e && key.at(-3) === 0x30) key.length -= 2;
  }
  return key.join();
}

/** Of a word so many bytes are looked at. */
const longest = 4096;

/** Blanks, control characters, quotation marks, commas and semicolons are no part of a letter in any encoding. */
const isEdge = (byte: number): boolean => byte <= 0x22 || byte === 0x2c || byte === 0x3b;

/** The error for bytes that are no text of an encoding: it names the first line with such bytes. */
export async function undecodable(
  source: ByteSource,
  encoding: string | undefined,
  asked: boolean,
): Promise<UserError> {
  const { name } = source;
  const found = await firstWrong(source, encoding);
  const is = encodingName(found.encoding);
  if (found.zero)
    return new UserError(
      `${name}, line ${found.line}: holds a byte of zero, which no text does: the file was damaged there, or cut; get it again`,
    );
  return new SettingError((say) => {
    const mend = asked
      ? `leave out ${say("encoding")}, and kiso finds out which it is`
      : `mend the line, or choose another encoding with ${say("encoding", "…")}`;
    return `${name}, line ${found.line}: the bytes ${hex(found.bytes)} are no ${is} text; ${mend}`;
  });
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");

/** Decodes line by line: in none of the encodings is a newline part of a letter, but of UTF-16 it is two bytes. */
async function firstWrong(source: ByteSource, encoding: string | undefined) {
  let [rest, line]: [Uint8Array, number] = [new Uint8Array(), 0];
  let is: string | undefined;
  const wrong = (bytes: Uint8Array) => {
    line++;
    const zero = !/^utf-(16|32)/.test(is!) && bytes.includes(0);
    if (!zero && decodes(is!, bytes)) return undefined;
    let [good, bad] = [0, bytes.length + 1];
    while (bad - good > 1) {
      const middle = (good + bad) >> 1;
      if (decodes(is!, bytes.subarray(0, middle), true)) good = middle;
      else bad = middle;
    }
    // The last letter before may be the half of one.
    while (good > 0 && !decodes(is!, bytes.subarray(0, good))) good--;
    return { encoding: is!, line, zero, bytes: bytes.subarray(good, good + 4) };
  };
  for await (const read of source.read()) {
    is ??= markedEncoding(read) ?? encoding ?? "utf-8";
    const bytes = new Uint8Array(rest.length + read.length);
    bytes.set(rest);
    bytes.set(read, rest.length);
    let start = 0;
    for (let end = lineEnd(bytes, 0, is); end >= 0; end = lineEnd(bytes, start, is)) {
      const found = wrong(bytes.subarray(start, end));
      if (found) return found;
      start = end;
    }
    rest = bytes.slice(start);
  }
  return wrong(withoutEnd(rest)) ?? { encoding: is ?? "utf-8", line, zero: false, bytes: new Uint8Array() };
}

/** Behind the next newline; -1 where there is none. */
function lineEnd(bytes: Uint8Array, from: number, encoding: string): number {
  for (let i = bytes.indexOf(10, from); i >= 0; i = bytes.indexOf(10, i + 1)) {
    if (!/^utf-(16|32)/.test(encoding)) return i + 1;
    if (encoding.startsWith("utf-32")) {
      const last = encoding === "utf-32be" ? i : i + 3;
      if (last % 4 === 3 && [1, 2, 3].every((far) => bytes[last === i ? i - far : i + far] === 0))
        return last + 1;
      continue;
    }
    const big = encoding === "utf-16be";
    if (i % 2 === (big ? 1 : 0) && bytes[big ? i - 1 : i + 1] === 0) return big ? i + 1 : i + 2;
  }
  return -1;
}

function decodes(encoding: string, bytes: Uint8Array, stream = false): boolean {
  try {
    decoderOf(encoding).decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}
