import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { textEncoder } from "../../../../src/data/formats/encodeText.ts";
import { codePages } from "../../../../src/data/formats/encoding/codePages.ts";
import { guessEncoding } from "../../../../src/data/formats/encoding/guess.ts";
import { codesOf, MultibyteDecoder } from "../../../../src/data/formats/encoding/multibyte.ts";
import { encodingNamed } from "../../../../src/data/formats/encoding/names.ts";
import { read, refusal } from "../csv/reads.ts";

/** What Python's codecs make of words and letters: tests/golden/encodings.py. */
const golden: {
  words: Record<string, Record<string, string>>;
  letters: Record<string, { letters: number; sha256: string }>;
} = JSON.parse(readFileSync(join(import.meta.dirname, "../../../golden/encodings.json"), "utf8"));

const pages: Record<string, string> = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../golden/code_pages.json"), "utf8"),
);

const macJapanese: Record<string, string> = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../golden/mac_japanese.json"), "utf8"),
);

const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));
const words = Object.entries(golden.words).flatMap(([codec, all]) =>
  Object.entries(all).map(([word, hex]) => [codec, word, bytesOf(hex)] as const),
);

describe("letters of two bytes are those of Python's codecs, one and all", () => {
  /** Letters that Unicode has had since, or that the Encoding Standard maps as Windows does. */
  const others: Record<string, Record<string, string>> = {
    euc_jp: { a1c1: "301c", a1c2: "2016", a1dd: "2212", a1f1: "00a2", a1f2: "00a3", a2cc: "00ac" },
  };
  test.each(Object.entries(golden.letters))("%s", (codec, { letters, sha256 }) => {
    const { two } = codesOf(encodingNamed(codec));
    const lines: string[] = [];
    const later =
      "a3a0 a6d9 a6da a6db a6dc a6dd a6de a6df a6ec a6ed a6f3 a8bc fe59 fe61 fe66 fe67 fe6d fe7e fe90 fea0";
    for (let pair = 0x8140; pair <= 0xfefe; pair++) {
      const [first, second] = [pair >> 8, pair & 255];
      const hex = pair.toString(16);
      const unit = two[pair]!;
      if (second < 0x40 || second === 0x7f || unit === 0 || (unit >= 0xe000 && unit <= 0xf8ff)) continue;
      if (codec === "euc_jp" && (first === 0xad || first >= 0xf5)) continue;
      if (codec === "gb18030" && later.includes(hex)) continue;
      const letter = others[codec]?.[hex] ?? unit.toString(16).padStart(4, "0");
      lines.push(`${hex} ${letter}`);
    }
    expect(lines.length).toBe(letters);
    expect(createHash("sha256").update(lines.join("\n")).digest("hex")).toBe(sha256);
  });

  test("Windows-1252 has its letters from 80 to 9f, which Node's TextDecoder has not", () => {
    const decoder = new MultibyteDecoder("windows-1252");
    expect(decoder.decode(bytesOf("80829196979899e9"), { stream: false })).toBe("€‚‘–—˜™é");
  });

  test.each(words.filter(([codec]) => codec !== "utf-8" && codec !== "iso2022_jp"))(
    "%s: %s, whole and byte by byte",
    (codec, word, bytes) => {
      const name = encodingNamed(codec);
      expect(new MultibyteDecoder(name).decode(bytes, { stream: false })).toBe(word);
      const decoder = new MultibyteDecoder(name);
      const cut = Array.from(bytes, (_, i) => decoder.decode(bytes.subarray(i, i + 1), { stream: true }));
      expect(cut.join("") + decoder.decode(new Uint8Array(), { stream: false })).toBe(word);
    },
  );
});

describe("the encoding of a single word is found out", () => {
  test.each(words.filter(([codec]) => codec !== "iso2022_jp"))("%s: %s", (codec, _, bytes) => {
    expect(guessEncoding([bytes])?.encoding).toBe(encodingNamed(codec));
  });
});

/** A table of numbers whose label is one of the words. */
function table(bytes: readonly Uint8Array[]): Uint8Array {
  const rows = bytes.map((one, i) => Buffer.concat([Buffer.from(`${i}.5,`), one, Buffer.from("\n")]));
  return new Uint8Array(Buffer.concat([Buffer.from("w,label\n"), ...rows]));
}

describe("a file's encoding is found out, and said", () => {
  test.each([
    ["cp932", "Shift_JIS"],
    ["euc_jp", "EUC-JP"],
    ["gb18030", "GB18030"],
    ["big5", "Big5"],
    ["cp949", "EUC-KR"],
    ["cp1252", "Windows-1252"],
    ["iso2022_jp", "ISO-2022-JP"],
  ])("%s", async (codec, name) => {
    const all = Object.entries(golden.words[codec]!).filter(([word]) => !word.includes(","));
    const found = await read(table(all.map(([, hex]) => bytesOf(hex))));
    expect(found.rows.map(([, word]) => word)).toEqual(all.map(([word]) => word));
    expect(found.notes).toEqual([
      `a.csv: is no UTF-8 text and is read as ${name}; encoding: … chooses another`,
    ]);
    expect((await read(table(all.map(([, hex]) => bytesOf(hex))), { encoding: codec })).notes).toEqual([]);
  });

  const text = "幅,判定\n1.5,良品\n2.5,不良品\n";
  const utf16 = (big: boolean, mark: boolean) => {
    const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, "utf16le");
    return new Uint8Array(big ? bytes.swap16() : bytes);
  };
  test.each<[what: string, bytes: Uint8Array, notes: string[]]>([
    ["UTF-8", new TextEncoder().encode(text), []],
    ["UTF-8 with its mark", new TextEncoder().encode(`\uFEFF${text}`), []],
    ["UTF-16, little end first", utf16(false, true), []],
    ["UTF-16, big end first", utf16(true, true), []],
    [
      "UTF-16 without its mark",
      utf16(false, false),
      ["a.csv: is no UTF-8 text and is read as UTF-16LE; encoding: … chooses another"],
    ],
    [
      "the same, big end first",
      utf16(true, false),
      ["a.csv: is no UTF-8 text and is read as UTF-16BE; encoding: … chooses another"],
    ],
  ])("%s", async (_, bytes, notes) => {
    const found = await read(bytes);
    expect(found).toMatchObject({ names: ["幅", "判定"], notes });
    expect(found.rows).toEqual([
      ["1.5", "良品"],
      ["2.5", "不良品"],
    ]);
  });

  const utf32 = (big: boolean, mark: boolean) => {
    const all = Array.from(mark ? `\uFEFF${text}` : text, (letter) => letter.codePointAt(0)!);
    const view = new DataView(new ArrayBuffer(4 * all.length));
    for (const [i, code] of all.entries()) view.setUint32(4 * i, code, !big);
    return new Uint8Array(view.buffer);
  };
  test.each([
    [false, true],
    [true, true],
    [false, false],
    [true, false],
  ])("UTF-32, big end first: %s, with its mark: %s", async (big, mark) => {
    const found = await read(utf32(big, mark));
    const name = big ? "UTF-32BE" : "UTF-32LE";
    expect(found).toMatchObject({ names: ["幅", "判定"] });
    expect(found.rows.at(-1)).toEqual(["2.5", "不良品"]);
    expect(found.notes).toEqual(
      mark ? [] : [`a.csv: is no UTF-8 text and is read as ${name}; encoding: … chooses another`],
    );
  });

  test.each(Array.from("¥Ωμσφ°±²ü"))("UTF-8 whose only sign is %s", async (sign) => {
    const cells = Array.from({ length: 60 }, (_, i) => `${sign}${100 + i * 7}`);
    const found = await read(new TextEncoder().encode(`price,label\n${cells.join(",a\n")},b\n`));
    expect(found.notes.filter((note) => note.includes("UTF-8"))).toEqual([]);
    expect(found.rows[0]![0]).toBe(cells[0]);
  });

  test("words that are few, far down a long file", async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `${i},OK`).join("\n");
    const bytes = Buffer.concat([Buffer.from(`w,label\n${lines}\n1,`), bytesOf("97c7956991ba0a")]);
    const { rows: found } = await read(new Uint8Array(bytes));
    expect([found.length, found.at(-1)]).toEqual([20_001, ["1", "良品村"]]);
  });
});

describe("bytes that are no text are an error, wherever they stand", () => {
  const other = "mend the line, or choose another encoding with encoding: …";
  const utf8 = (rows: number) =>
    Buffer.from(
      `w,判定\n${Array.from({ length: rows }, (_, i) => `${i},${i % 2 === 0 ? "良品" : "不良品"}`).join("\n")}\n`,
    );
  test.each<[what: string, bytes: Uint8Array, message: string]>([
    [
      "in UTF-8",
      Buffer.concat([utf8(3), bytesOf("312ce38a0a")]),
      `a.csv, line 5: the bytes E3 8A 0A are no UTF-8 text; ${other}`,
    ],
    [
      "in UTF-8, thousands of lines down",
      Buffer.concat([utf8(90_000), bytesOf("312cff0a")]),
      `a.csv, line 90002: the bytes FF 0A are no UTF-8 text; ${other}`,
    ],
    [
      "in Shift_JIS",
      Buffer.concat([
        bytesOf("772c94bb92e80a"),
        bytesOf("312c97c795690a312c9573976f95690a312c97ff0a322c97c795690a332c95738797956920"),
      ]),
      "a.csv, line 4: the bytes 97 FF 0A are no Shift_JIS text",
    ],
    [
      "a byte of zero",
      Buffer.concat([utf8(30), Buffer.from("3,\0\0\n4,良品\n")]),
      "a.csv, line 32: holds a byte of zero, which no text does: the file was damaged there, or cut; get it again",
    ],
    [
      "a letter cut at the end",
      Buffer.concat([utf8(3), bytesOf("342ce889")]),
      `a.csv, line 5: the bytes E8 89 are no UTF-8 text; ${other}`,
    ],
    [
      "UTF-32 that is cut",
      new Uint8Array(Buffer.from("fffe0000770000", "hex")),
      "a.csv, line 1: the bytes 77 00 00 are no UTF-32LE text",
    ],
    [
      "a picture",
      new Uint8Array(Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")),
      "a.csv: is not a text file; save it as CSV (UTF-8)",
    ],
  ])("%s", async (_, bytes, message) => {
    expect(await refusal(new Uint8Array(bytes))).toContain(message);
  });

  test("Russian is read, told or not", async () => {
    const bytes = new Uint8Array(
      Buffer.from("772cd0e5e7f3ebfcf2e0f20a312cc3eee4e5ed0a322cc1f0e0ea0a", "hex"),
    );
    const found = await read(bytes);
    expect(found).toMatchObject({ names: ["w", "Результат"] });
    expect(found.notes).toEqual([
      "a.csv: is no UTF-8 text and is read as Windows-1251; encoding: … chooses another",
    ]);
    expect(await read(bytes, { encoding: "cp1251" })).toMatchObject({ names: ["w", "Результат"] });
  });

  test("an encoding that was told, and is not the file's", async () => {
    const bytes = new TextEncoder().encode("w,判定\n1,良品\n");
    expect(await refusal(bytes, { encoding: "euc-jp" })).toContain(
      "a.csv, line 1: the bytes E5 88 A4 E5 are no EUC-JP text; leave out encoding, and kiso finds out which it is",
    );
    const marked = new TextEncoder().encode("\uFEFFw,判定\n1,良品\n");
    expect(await refusal(marked, { encoding: "cp932" })).toBe(
      "a.csv: begins with the mark of UTF-8, so it is no Shift_JIS text; leave out encoding",
    );
    expect(await refusal(bytes, { encoding: "shift-jsi" })).toContain(
      'there is no encoding "shift-jsi"; did you mean "shift_jis"?',
    );
  });
});

/** tests/golden/code_pages.py */
test.each(Object.entries(pages))("the letters of %s are those of Python's codec", (name, sha256) => {
  expect(createHash("sha256").update(codePages[name]!).digest("hex").slice(0, 16)).toBe(sha256);
  const bytes = Uint8Array.from({ length: 128 }, (_, i) => 128 + i).filter(
    (_, i) => codePages[name]![i] !== "\ufffd",
  );
  const text = new MultibyteDecoder(name).decode(bytes, { stream: false });
  expect(textEncoder(name)(text)).toEqual(bytes);
});

/** tests/golden/mac_japanese.pl */
test("the letters of Mac OS Japanese are those of Perl's codec", () => {
  const decoder = () => new MultibyteDecoder("x-mac-japanese");
  for (const [code, letter] of Object.entries(macJapanese)) {
    const bytes = new Uint8Array(Buffer.from(code, "hex"));
    expect([code, decoder().decode(bytes, { stream: false })]).toEqual([code, letter]);
  }
  const plain = "寸法Ａ，ﾏｸﾛ ±10%\n";
  expect(decoder().decode(textEncoder("cp932")(plain), { stream: false })).toBe(plain);
  // Letters that Windows and UTF-8 have not, and those that it writes as several.
  for (const code of ["8554", "85ad", "eb41", "fa40"])
    expect(() => decoder().decode(new Uint8Array(Buffer.from(code, "hex")), { stream: false })).toThrow();
});

test("a table of a Macintosh is read as Shift_JIS where it is that, and else as Mac Japanese, with a line; Windows' ① stays Windows'", async () => {
  const bytes = (first: string) =>
    Buffer.concat([
      Buffer.from(first, "hex"),
      textEncoder("cp932")("外径(mm),判定\n12.5,良品\n12.7,不良品\n12.4,良品\n12.9,不良品\n"),
    ]);
  const mac = await read(new Uint8Array(bytes("8540")));
  expect([mac.names, mac.rows[1]]).toEqual([
    ["①外径(mm)", "判定"],
    ["12.7", "不良品"],
  ]);
  expect(mac.notes[0]).toMatch(/^a\.csv: is no UTF-8 text and is read as Mac Japanese[;,]/);
  const windows = await read(new Uint8Array(bytes("8740")));
  expect([windows.names[0], windows.notes[0]]).toEqual([
    "①外径(mm)",
    "a.csv: is no UTF-8 text and is read as Shift_JIS; encoding: … chooses another",
  ]);
  const asked = await read(new Uint8Array(bytes("8740")), { encoding: "x-mac-japanese" });
  expect(asked.names[0]).toBe("㈰外径(mm)");
});

test("a character that an encoding lacks is named, never written as another", () => {
  for (const one of ["✓", "😀"])
    for (const encoding of ["cp932", "euc-jp", "cp437"])
      expect(() => textEncoder(encoding)(`a,${one}\n`)).toThrow(`has no character "${one}"`);
  expect(Buffer.from(textEncoder("cp932")("髙①㈱")).toString("hex")).toBe("fbfc8740878a");
});

test.each([
  ["utf-8", "utf8 UTF-8 utf_8_sig u8 ascii"],
  ["shift_jis", "sjis Shift-JIS shift_jis cp932 CP932 MS932 windows-31j csshiftjis mskanji"],
  ["euc-jp", "EUC-JP eucjp euc_jp ujis"],
  ["iso-2022-jp", "iso2022_jp ISO-2022-JP iso2022jp csISO2022JP"],
  ["euc-kr", "euckr cp949 uhc ks_c_5601-1987 korean"],
  ["gb18030", "gbk gb2312 cp936 GB18030 chinese"],
  ["big5", "big5 cp950 Big5-HKSCS"],
  ["windows-1252", "latin1 latin-1 iso-8859-1 iso8859_1 cp1252 l1"],
  ["utf-16le", "utf-16 utf_16 utf-16le utf_16_le unicode"],
  ["utf-16be", "utf-16be utf_16_be"],
  ["windows-1251", "cp1251 windows-1251"],
  ["iso-8859-2", "latin2 iso8859_2"],
  ["macintosh", "mac_roman"],
  ["x-mac-japanese", "x-mac-japanese MacJapanese mac_japanese cp10001"],
  ["windows-874", "tis-620 TIS620 cp874 windows-874 iso-8859-11 874"],
  ["cp437", "cp437 IBM437 ibm-437 437"],
  ["cp850", "cp850 850"],
  ["cp852", "cp852 ibm852"],
  ["ibm866", "cp866 866 ibm866"],
  ["koi8-r", "koi8_r KOI8-R"],
  ["utf-32le", "utf-32 utf_32_le UTF-32LE"],
  ["utf-32be", "utf-32be"],
])("%s has the names %s", (encoding, names) => {
  for (const name of names.split(" ")) expect([name, encodingNamed(name)]).toEqual([name, encoding]);
});
