import { describe, expect, test } from "vitest";
import { textEncoder } from "../../../../src/data/formats/encodeText.ts";
import { guessEncoding } from "../../../../src/data/formats/encoding/guess.ts";
import { foundEncoding } from "../../../../src/data/formats/encoding/text.ts";
import { read } from "../csv/reads.ts";

const number = (i: number) => String(100 + ((i * 7919) % 9000) / 10);

/** Where a sign or a word stands in the cells of a table whose other text is ASCII. */
const places: Record<string, (sign: string, i: number) => string> = {
  behind: (sign, i) => number(i) + sign,
  ahead: (sign, i) => sign + number(i),
  alone: (sign, i) => (i % 3 === 0 ? "" : sign),
  "in parentheses": (sign, i) => `${number(i)}(${sign})`,
};

/** What a table of 30 rows with one sign in that place is read as: right, right with another said, the other encoding. */
async function reading(encoding: string, encode: (text: string) => Uint8Array, cell: (i: number) => string) {
  const rows = Array.from({ length: 30 }, (_, i) => `${number(i + 5)};${cell(i)};${i % 2 ? "OK" : "NG"}\n`);
  const bytes = encode(`w;t;label\n${rows.join("")}`);
  const source = {
    name: "a.csv",
    async *read() {
      yield bytes;
    },
  };
  const found = await foundEncoding(source).catch(() => ({ encoding: "refused", note: "" }));
  const said = found.note?.includes("its first word") === true;
  if (found.encoding === encoding) return said ? "said" : "right";
  return `${found.encoding}${said ? ", said" : ""}`;
}

const japanese =
  "℃ ㎜ μm Ω ％ ° ± № 円 万 千 個 本 枚 回 秒 × ○ ● △ ー 〇 ◎ １２ ＡＢＣ ＯＫ ＮＧ 良 否 合格 不良 有 無 合 不 可 優 大 中 小 ㎏ ㎝ ③ Φ φ m㎡ ﾐﾘ → 左 右 上 下 未 済 台 名 検 赤 青 ⅰ Ⅱ 月 以上";
const chinese = "℃ ％ 元 万 个 度 φ ± 合格 不合格 良 是 否";
const korean = "℃ ％ 원 개 만 도 양호 불량 합격";
const western = "° µ ² ³ Ø ± § € « » N° nº £ ‰ °C m² m³ × ½ µm ©";

/** Two bytes of EUC-JP, GB18030, EUC-KR and Big5 are letters of all of them: one alone may be read as the other's, which is said. */
describe("one sign or word throughout a table of numbers is read in its own encoding, but for those that others share", () => {
  test.each<[encoding: string, signs: string, shared: string]>([
    ["shift_jis", japanese, ""],
    ["windows-1252", western, ""],
    ["euc-jp", japanese, "Ω 円 万 千 個 不良 中 左 台 赤 Ⅱ"],
    ["gb18030", chinese, "℃ ％ 万 φ ±"],
    ["euc-kr", korean, "도"],
  ])("%s: %s, all but %s", async (encoding, signs, shared) => {
    const encode = textEncoder(encoding);
    const wrong = new Map<string, string>();
    for (const sign of signs.split(" "))
      for (const cell of Object.values(places)) {
        const found = await reading(encoding, encode, (i) => cell(sign, i));
        if (found !== "right" && found !== "said") wrong.set(sign, found);
      }
    expect([...wrong.keys()].join(" ")).toBe(shared);
    for (const found of wrong.values()) expect(found).toContain(", said");
  });
});

test.each([
  ["windows-1252", "Maß", "Ausschuß"],
  ["windows-1252", "Diamètre", "rejeté"],
  ["windows-1250", "Průměr", "špatný"],
  ["windows-1250", "Średnica", "zły"],
  ["windows-1251", "Диаметр", "годен"],
  ["windows-1254", "Ağırlık", "kötü"],
  ["windows-1252", "Force", "bon"],
  ["windows-1250", "Force", "bon"],
  ["windows-1251", "Force", "bon"],
])("%s: blanks that are no ends of lines between thousands beside %s, %s", async (encoding, name, word) => {
  const rows = Array.from({ length: 30 }, (_, i) => `${1 + (i % 9)}\u00a0${371 + i},8;${word}\n`);
  const found = await read(textEncoder(encoding)(`${name};label\n${rows.join("")}`), { delimiter: ";" });
  expect(found.names).toEqual([name, "label"]);
  expect(found.rows[0]).toEqual(["1\u00a0371,8", word]);
});

test("marks upon letters, as macOS writes them, are UTF-8", async () => {
  const names = ["Gro\u0308ße", "e\u0301tat"];
  const found = await read(new TextEncoder().encode(`${names.join()},label\n1,2,a\n3,4,b\n`));
  expect([found.names.slice(0, 2), found.notes]).toEqual([names, []]);
});

test("one sign behind each of thousands of numbers counts once", async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `${i / 8}℃,${i % 2 ? "OK" : "NG"}\n`);
  const bytes = textEncoder("shift_jis")(`t,label\n${rows.join("")}1℃,再測定\n`);
  const found = await read(bytes, { delimiter: "," });
  expect(found.rows.at(-1)![1]).toBe("再測定");
});

test("four thousand letters without a blank are looked at in seconds", () => {
  const word = Uint8Array.from({ length: 4096 }, (_, i) => 0xe0 + ((i * 7) % 30));
  const start = performance.now();
  guessEncoding([word]);
  expect(performance.now() - start).toBeLessThan(8000);
}, 30_000);
