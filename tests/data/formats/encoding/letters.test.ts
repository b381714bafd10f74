import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { guessEncoding } from "../../../../src/data/formats/encoding/guess.ts";
import { isMultibyte, MultibyteDecoder } from "../../../../src/data/formats/encoding/multibyte.ts";
import { read } from "../csv/reads.ts";

type Word = readonly [text: string, hex: string];

/** Words of inspection tables in 27 languages, and in the bytes of Python's codecs: tests/golden/letters.py. */
const golden: { language: string; codec: string; set: string; header: Word[]; classes: Word[] }[] =
  JSON.parse(
    gunzipSync(readFileSync(join(import.meta.dirname, "../../../golden/letters.json.gz"))).toString(),
  );

const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

const decoded = (encoding: string, bytes: Uint8Array): string =>
  isMultibyte(encoding)
    ? new MultibyteDecoder(encoding).decode(bytes, { stream: false })
    : new TextDecoder(encoding).decode(bytes);

/** Files: a word of the header and two classes, one of them alone, and the classes alone. */
function* files({ header, classes }: (typeof golden)[number]): Generator<readonly Word[]> {
  for (let i = 0; i < classes.length; i += 2) {
    const pair = classes.slice(i, i + 2);
    yield pair;
    for (const one of header) yield [one, ...pair];
  }
  for (const one of header) yield [one];
}

type Outcome = "right" | "said" | "refused" | "wrong, said" | "wrong";

function outcome(words: readonly Word[]): Outcome | undefined {
  const odd = words.filter(([text]) => /[^\0-\x7f]/.test(text));
  if (odd.length === 0) return undefined;
  const { encoding, readings } = guessEncoding(odd.map(([, hex]) => bytesOf(hex)));
  if (encoding === undefined) return "refused";
  const right = odd.every(([text, hex]) => decoded(encoding, bytesOf(hex)) === text);
  if (readings.length > 1) return right ? "said" : "wrong, said";
  return right ? "right" : "wrong";
}

/** Of each encoding how many files: right, right with the next best said, refused, wrong with the right or another said, wrong. */
function rates(set: string): Record<string, string> {
  const counts: Record<string, Record<Outcome, number>> = {};
  for (const one of golden.filter((all) => all.set === set))
    for (const words of files(one)) {
      const found = outcome(words);
      counts[one.codec] ??= { right: 0, said: 0, refused: 0, "wrong, said": 0, wrong: 0 };
      if (found) counts[one.codec]![found]++;
    }
  return Object.fromEntries(
    Object.entries(counts).map(([codec, of]) => [codec, Object.values(of).join(" ")]),
  );
}

describe("a table with one to three words that are not ASCII: right, said, refused, wrong but said, wrong", () => {
  test("of words that were held back until the rules stood", () => {
    expect(rates("last")).toEqual({
      cp1250: "40 33 13 11 0",
      cp1251: "55 13 0 0 0",
      cp1252: "107 16 0 0 0",
      cp1253: "17 0 0 0 0",
      cp1254: "5 12 0 5 0",
      cp1255: "6 9 1 1 0",
      cp1256: "27 5 2 0 0",
      cp1257: "4 8 2 11 0",
      cp437: "51 46 5 4 0",
      cp737: "16 1 0 0 0",
      cp775: "7 8 7 3 0",
      cp850: "64 51 4 4 0",
      cp852: "30 46 6 15 0",
      cp857: "4 13 4 1 0",
      cp862: "13 3 1 0 0",
      cp866: "31 3 0 0 0",
      cp874: "16 1 0 0 0",
      iso8859_2: "34 39 14 10 0",
      iso8859_5: "62 6 0 0 0",
      iso8859_7: "17 0 0 0 0",
      koi8_r: "32 2 0 0 0",
      koi8_u: "10 7 0 0 0",
      mac_cyrillic: "13 14 4 3 0",
      mac_roman: "46 63 6 8 0",
    });
  });

  test("of the words that the rules were made with", () => {
    expect(rates("tune")).toEqual({
      cp1250: "65 33 5 7 0",
      cp1251: "58 10 0 0 0",
      cp1252: "95 27 0 0 0",
      cp1253: "16 1 0 0 0",
      cp1254: "9 6 0 2 0",
      cp1255: "6 6 3 2 0",
      cp1256: "23 9 0 2 0",
      cp1257: "3 20 6 0 0",
      cp437: "41 60 4 1 0",
      cp737: "13 3 0 1 0",
      cp775: "5 24 0 0 0",
      cp850: "50 67 4 1 0",
      cp852: "51 31 11 17 0",
      cp857: "8 8 0 1 0",
      cp862: "12 3 1 1 0",
      cp866: "31 3 0 0 0",
      cp874: "15 1 0 1 0",
      iso8859_2: "41 51 8 10 0",
      iso8859_5: "66 2 0 0 0",
      iso8859_7: "16 1 0 0 0",
      koi8_r: "33 1 0 0 0",
      koi8_u: "15 2 0 0 0",
      mac_cyrillic: "12 17 5 0 0",
      mac_roman: "41 63 13 5 0",
    });
  });
});

test("the same words in UTF-8 are read as that, and nothing is said", () => {
  const odd = (words: readonly Word[]) =>
    words.filter(([text]) => /[^\0-\x7f]/.test(text)).map(([text]) => new TextEncoder().encode(text));
  const guesses = golden
    .flatMap((one) => [...files(one)])
    .map(odd)
    .filter((words) => words.length > 0)
    .map(guessEncoding);
  expect(guesses.length).toBeGreaterThan(2000);
  expect(guesses.filter(({ encoding, readings }) => encoding !== "utf-8" || readings.length > 1)).toEqual([]);
});

const table = (words: readonly string[], codec: string): Uint8Array => {
  const known = golden.filter((one) => one.codec === codec).flatMap((one) => [...one.header, ...one.classes]);
  const hex = (word: string) => bytesOf(known.find(([text]) => text === word)![1]);
  const [header, ...classes] = words.map(hex);
  const rows = classes.map((one, i) => Buffer.concat([Buffer.from(`${i}.5,`), one, Buffer.from("\n")]));
  return new Uint8Array(
    Buffer.concat([Buffer.from("w,"), header!, Buffer.from("\n"), ...rows, ...rows, ...rows]),
  );
};

test.each([
  ["cp874", "ผลการตรวจ ผ่าน ไม่ผ่าน", "Windows-874"],
  ["cp1251", "Результат годен брак", "Windows-1251"],
  ["koi8_r", "Результат годен брак", "KOI8-R"],
  ["cp866", "Результат годен брак", "cp866"],
  ["iso8859_5", "Результат годен брак", "ISO-8859-5"],
  ["cp1253", "Αποτέλεσμα καλό κακό", "Windows-1253"],
  ["cp1256", "النتيجة سليم معيب", "Windows-1256"],
])("%s: %s", async (codec, words, name) => {
  const found = await read(table(words.split(" "), codec));
  expect([found.names[1], ...found.rows.slice(0, 2).map(([, word]) => word)]).toEqual(words.split(" "));
  expect(found.notes.filter((note) => note.includes("UTF-8"))).toEqual([
    `a.csv: is no UTF-8 text and is read as ${name}; encoding: … chooses another`,
  ]);
});
