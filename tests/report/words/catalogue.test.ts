import { expect, test } from "vitest";
import { isForPeople, leftIn, messages, somePhrase } from "../../../scripts/messages.mjs";
import { Translator } from "../../../src/report/words/catalogue/translator.ts";
import { catalogues } from "../../../src/report/words/ja/japanese.ts";

const japanese = new Translator(...Object.values(catalogues), { [somePhrase]: "それ" });

test("every line for people has its Japanese", () => {
  const missing = messages((file) => !isForPeople(file)).flatMap(({ file, line, samples }) =>
    samples
      .filter((sample) => leftIn(sample, (one) => japanese.text(one)).length > 0)
      .map((sample) => `${file}:${line}  ${sample}`),
  );
  // node scripts/messages.mjs FOLDER lists them
  expect(missing).toEqual([]);
});

test("a Japanese line has every name and number of its English one", () => {
  const holes = (text: string) =>
    [...text.matchAll(/\{[#*!+,&~@]?([^{}|]+)\}/g)].map(([, name]) => name!).sort();
  for (const page of Object.values(catalogues))
    for (const [english, other] of Object.entries(page)) {
      const names = holes(english);
      expect(new Set(names).size, english).toBe(names.length);
      expect([...new Set(holes(other))], english).toEqual(names);
    }
});

test("the line of columns, part by part", () => {
  const line =
    "columns  x number · a number number, missing: 3 · d date (weekday, hour) · s 3 categories, missing: b · l list of 4 numbers · x1 with x2 · id left out: every row differs";
  expect(japanese.text(line)).toBe(
    "列     x 数値 · a number 数値（欠損は 3） · d 日付（weekday, hour） · s 3 区分（欠損は b） · l 数値 4 個の並び · x1（x2 と一組） · id 不使用: 全行が違う値",
  );
  expect(japanese.text("columns  12 of numbers · 3 of dates")).toBe("列     数値 12 列 · 日付 3 列");
});
