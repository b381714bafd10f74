import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { textEncoder } from "../../../../src/data/formats/encodeText.ts";
import { guessEncoding } from "../../../../src/data/formats/encoding/guess.ts";
import { foundEncoding } from "../../../../src/data/formats/encoding/text.ts";
import { loadTables } from "../../../../src/data/load.ts";
import { cellsOf } from "../../../../src/data/table.ts";
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

/**
 * Two bytes of EUC-JP, GB18030, EUC-KR and Big5 are letters of all of them: words that tables are known to hold decide. ％ and φ are the
 * same bytes in two of them.
 */
describe("one sign or word throughout a table of numbers is read in its own encoding, but for those that others share", () => {
  test.each<[encoding: string, signs: string, shared: string]>([
    ["shift_jis", japanese, ""],
    ["windows-1252", western, ""],
    ["euc-jp", japanese, ""],
    ["gb18030", chinese, "％ φ"],
    ["euc-kr", korean, ""],
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

/** Words that `guess.ts` does not know as words of cells, one a file; of some a byte or two are a usual letter elsewhere. */
test.each([
  [
    "euc-jp",
    "表 裏 新 旧 東 西 南 北 春 夏 秋 冬 朝 昼 夜 甲 乙 丙 丁 鉄 木 紙 布 人 犬 割 欠 傷 錆 汚 凹 凸 穴 溝 軸 板 管 棒 線 点 面 角 丸 太 細 厚 薄 重 軽 長 短 早 遅 劣 正 誤 真 偽 強 弱 熱 冷 水 油 気 粉 合否 判定 外径 長さ 幅 硬さ 傷あり 傷なし 手直し 廃棄 再検 保留 検査 測定",
    { right: 58, refused: 1, "wrong, said": 21, silent: 0 },
  ],
  [
    "gb18030",
    "表 里 新 旧 东 西 南 北 春 夏 秋 冬 甲 乙 丙 丁 铁 木 纸 裂 划痕 缺陷 废品 返工 直径 长度 宽度 厚 薄 重 轻 长 短 正 反 水 油",
    { right: 19, refused: 2, "wrong, said": 16, silent: 0 },
  ],
  // C3 B6, 철, is ö in UTF-8: said.
  [
    "euc-kr",
    "앞 뒤 동 서 남 북 봄 여름 가을 겨울 철 동판 긁힘 균열 결함 폐기 재검 보류 직경 길이 너비 두께 두꺼움 물 기름",
    { right: 20, refused: 0, "wrong, said": 5, silent: 0 },
  ],
  [
    "shift_jis",
    "表 裏 新 旧 東 西 南 北 春 夏 秋 冬 朝 昼 夜 甲 乙 丙 丁 鉄 木 紙 布 人 犬 割 欠 傷 錆 汚 凹 凸 穴 溝 軸 板 管 棒 線 点 面 角 丸 太 細 厚 薄 重 軽 長 短",
    { right: 50, refused: 0, "wrong, said": 1, silent: 0 },
  ],
])("one word of one or two letters in a file, %s: %s", (codec, words, counts) => {
  const found = { right: 0, refused: 0, "wrong, said": 0, silent: 0 };
  const encode = textEncoder(codec);
  for (const word of words.split(" ")) {
    const { encoding, readings } = guessEncoding([encode(word)]);
    if (encoding === undefined) found.refused++;
    else if (readings[0]!.text === word) found.right++;
    else found[readings.length > 1 ? "wrong, said" : "silent"]++;
  }
  expect(found).toEqual(counts);
});

test("two letters of EUC-JP that are letters of UTF-8 as well are read as Japanese, and said; what may be either is said of UTF-8 too", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kiso-signs-"));
  const file = join(folder, "a.csv");
  const reading = async (text: string) => {
    writeFileSync(file, textEncoder("euc-jp")(text));
    const { tables, notes } = await loadTables(file);
    return { cells: cellsOf(tables.train!.column("label")), note: notes[0]?.replace(file, "a.csv") };
  };
  const found = await reading("w,label\n1.5,鉄\n2.5,銅\n");
  expect(found.cells).toEqual(["鉄", "銅"]);
  expect(found.note).toMatch(
    /^a\.csv: is no UTF-8 text and is read as EUC-JP, its first word .* as "鉄"; |^a\.csv: is no UTF-8 text and is read as EUC-JP; /,
  );
  const either = await reading("w,label\n1.5,短\n2.5,NG\n");
  expect(either.cells[0]).toBe("û");
  expect(either.note).toMatch(
    /^a\.csv: is read as UTF-8, its first word with other letters as "û"; encoding: \S+ would read "\S+"$/,
  );
  rmSync(folder, { recursive: true });
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
