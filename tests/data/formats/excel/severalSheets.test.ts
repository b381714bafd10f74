import { expect, test } from "vitest";
import { readExcel } from "../../../../src/data/formats/excel/excel.ts";
import type { HowToRead } from "../../../../src/data/reading.ts";
import { chooseLabel } from "../../../../src/data/rows/chooseLabel.ts";
import { cellsOf, Table } from "../../../../src/data/table.ts";
import { howOf } from "../../../../src/tasks/rows/newRows.ts";
import { book, partsOf, readTable, rowsXml, written, zipped } from "./book.ts";

type Cells = (string | number | null)[][];

/** Rows of measurements that begin with a number, whose sheet is told by it. */
const plain = (from: number, count = 3): Cells => [
  ["長さ", "幅", "高さ"],
  ...Array.from({ length: count }, (_, i) => [from + i + 0.5, 2 * i + 0.25, i + from / 8]),
];
const labelled = (from: number, count = 3): Cells =>
  plain(from, count).map((row, i) => [...row, i === 0 ? "判定" : i % 2 ? "OK" : "NG"]);
const pairs: Cells = [
  ["作成者", "山田"],
  ["日付", "4月1日"],
  ["版", "2"],
];
const without = (cells: Cells): Cells => cells.map((row) => row.slice(0, -1));
const formula: Cells = [
  ["長さ", "幅"],
  [1, "<c><f>A2*2</f></c>"],
];

const trained: HowToRead = { byName: true };

const bookOf = (sheets: Readonly<Record<string, Cells>>, states = {}) =>
  book({
    sheets: Object.fromEntries(Object.entries(sheets).map(([name, cells]) => [name, rowsXml(cells)])),
    states,
  });

async function read(sheets: Readonly<Record<string, Cells>>, how: HowToRead = trained, states = {}) {
  const found = await readExcel(await bookOf(sheets, states), "book.xlsx", how);
  const tables = found instanceof Table ? { train: found } : found;
  const first = Object.values(tables)[0]!;
  const rows = Object.entries(tables).map(([part, table]) => [
    part,
    Array.from(table.column("長さ").kind === "number" ? cellsOf(table.column("長さ")) : [], Number),
  ]);
  return { tables, first, rows: Object.fromEntries(rows), notes: first.traits.notes };
}

const of = (...starts: number[]) => starts.flatMap((from) => [from + 0.5, from + 1.5, from + 2.5]);

test.each<[string, Record<string, Cells>, HowToRead, object, string[]]>([
  [
    "parts",
    { train: labelled(1), test: labelled(9) },
    trained,
    { train: of(1), test: of(9) },
    ['its sheets are parts by their names: train train; test test (sheet: "train" reads one alone)'],
  ],
  [
    "parts in Japanese, in any order, beside a cover and notes",
    { 表紙: pairs, テスト: labelled(9), 学習: labelled(1), 検証: labelled(20), メモ: [["済"]] },
    trained,
    { train: of(1), test: of(9), validation: of(20) },
    [
      'its sheets are parts by their names: test テスト; train 学習; validation 検証 (sheet: "テスト" reads one alone)',
      'the sheets 表紙 (it has other columns), メモ are not read; sheet: "表紙" reads the first of them',
    ],
  ],
  [
    "rows to test on without the label",
    { train: labelled(1), test: without(labelled(9)) },
    trained,
    { train: of(1), test: of(9) },
    ['its sheets are parts by their names: train train; test test (sheet: "train" reads one alone)'],
  ],
  [
    "all the data beside its parts",
    { 全データ: [...labelled(1), ...labelled(9).slice(1)], 学習: labelled(1), テスト: labelled(9) },
    trained,
    { train: of(1), test: of(9) },
    [
      'its sheets are parts by their names: train 学習; test テスト (sheet: "学習" reads one alone)',
      'the sheet 全データ (its name says no part, as others do) is not read; sheet: "全データ" reads it',
    ],
  ],
  [
    "rows to test on that are learned",
    { train: labelled(1, 8), test: labelled(1) },
    trained,
    { train: [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5], test: of(1) },
    [
      'its sheets are parts by their names: train train; test test (sheet: "train" reads one alone)',
      "the rows of test all lie in train too",
    ],
  ],
  [
    "classes",
    { 良品: plain(1), 不良品: plain(9) },
    trained,
    { train: of(1, 9) },
    [
      'no column is called as a label, so the names of the sheets are the classes (良品, 不良品), in the column "label"; label: "高さ" learns a column instead',
    ],
  ],
  [
    "letters, and all the data",
    {
      A: plain(1),
      B: plain(9),
      C: plain(20),
      全データ: [...plain(9), ...plain(1).slice(1), ...plain(20).slice(1)],
    },
    trained,
    { train: of(1, 9, 20) },
    [
      'no column is called as a label, so the names of the sheets are the classes (A, B, C), in the column "label"; label: "高さ" learns a column instead',
      'the sheet 全データ (it holds the rows of the others) is not read; sheet: "全データ" reads it',
    ],
  ],
  [
    "months, with sums and a copy",
    { 集計: plain(30), "4月": labelled(1), "5月": labelled(9), "5月 (2)": labelled(9), 合計: labelled(40) },
    trained,
    { train: of(1, 9) },
    [
      'the sheets 4月, 5月 have the same columns and are read one after another (sheet: "4月" reads one alone)',
      'the sheets 集計 (it has other columns), 5月 (2) (its rows all lie in 5月), 合計 (its name says no rows) are not read; sheet: "集計" reads the first of them',
    ],
  ],
  [
    "classes are rows where a column is the label, and where rows are answered",
    { OK: labelled(1), NG: labelled(9) },
    trained,
    { train: of(1, 9) },
    ['the sheets OK, NG have the same columns and are read one after another (sheet: "OK" reads one alone)'],
  ],
  [
    "cities are asked about",
    { 東京: plain(1), 大阪: plain(9) },
    {},
    { train: of(1, 9) },
    [
      'the sheets 東京, 大阪 have the same columns and are read one after another (sheet: "東京" reads one alone)',
    ],
  ],
  [
    "several sheets of more rows before one",
    { 一覧: plain(1), ロット1: labelled(2), ロット2: labelled(9) },
    trained,
    { train: of(2, 9) },
    [
      'the sheets ロット1, ロット2 have the same columns and are read one after another (sheet: "ロット1" reads one alone)',
      'the sheet 一覧 (it has other columns) is not read; sheet: "一覧" reads it',
    ],
  ],
  [
    "a sheet that cannot be read",
    { "4月": labelled(1), "5月": labelled(9), "6月": formula },
    trained,
    { train: of(1, 9) },
    [
      'the sheets 4月, 5月 have the same columns and are read one after another (sheet: "4月" reads one alone)',
      "book.xlsx, sheet 6月, cell B2: holds a formula without its result, which a program wrote that does not calculate; open the file in Excel or LibreOffice and save it (this sheet is not read)",
    ],
  ],
  [
    "what a model knows is read, wherever it stands",
    {
      部品: [
        ["長さ", "型番"],
        [7.5, "a"],
        [8.5, "b"],
        [9.5, "c"],
        [3.5, "d"],
      ],
      検査: plain(1),
    },
    { known: ["長さ", "幅", "高さ"] },
    { train: of(1) },
    ['the sheet 検査 is read; 部品 (it has other columns) holds cells too (sheet: "部品" reads it)'],
  ],
])("%s", async (_, sheets, how, rows, notes) => {
  const found = await read(sheets, how);
  expect(found.rows).toEqual(rows);
  expect(found.notes).toEqual(
    notes.map((line) => (line.startsWith("book.xlsx") ? line : `book.xlsx: ${line}`)),
  );
});

test("hidden sheets are named, and not read", async () => {
  const { rows, notes } = await read({ OK: plain(1), NG: plain(9), 旧: plain(20) }, trained, {
    旧: "hidden",
  });
  expect(rows).toEqual({ train: of(1, 9) });
  expect(notes![1]).toBe('book.xlsx: the sheet 旧 (hidden) is not read; sheet: "旧" reads it');
});

test("a column that one class's sheet has alone is left out, which is said", async () => {
  const more = plain(9).map((row, i) => [...row, i === 0 ? "不良内容" : "キズ"]);
  for (const sheets of <Record<string, Cells>[]>[
    { OK: plain(1), NG: more },
    { NG: more, OK: plain(1), 表紙: pairs },
  ]) {
    const { first, rows, notes } = await read(sheets);
    expect(new Set(rows.train)).toEqual(new Set(of(1, 9)));
    expect(new Set(cellsOf(first.column("label")))).toEqual(new Set(["OK", "NG"]));
    expect(notes!.at(-1)).toBe(
      "book.xlsx, sheet NG: the column 不良内容 is left out, for sheet OK has no such; write it into every sheet to learn from it",
    );
  }
  // Lots are no classes: what has other columns is named.
  const lots = await read({ "4月": labelled(1), "5月": labelled(9).map((row) => [...row, "x"]) });
  expect(lots.rows).toEqual({ train: of(1) });
});

test("a chart is named beside sheets that are read", async () => {
  const raw = partsOf({ sheets: { OK: rowsXml(plain(1)), NG: rowsXml(plain(9)) } });
  const rels = "xl/_rels/workbook.xml.rels";
  const relation = '<Relationship Id="rId9" Type="http://x/chartsheet" Target="chartsheets/sheet1.xml"/>';
  raw[rels] = raw[rels]!.replace("</Relationships>", `${relation}</Relationships>`);
  raw["xl/workbook.xml"] = raw["xl/workbook.xml"]!.replace(
    "</sheets>",
    `<sheet name="グラフ" sheetId="9" r:id="rId9"/></sheets>`,
  );
  const table = await readTable(written("chart.xlsx", await zipped(raw)), "book.xlsx", trained);
  expect(table.traits.notes![1]).toBe("book.xlsx: the sheet グラフ (a chart) is not read");
});

test("each row has its sheet's class, and is called by its sheet", async () => {
  const { first } = await read({
    学習_OK: plain(1),
    学習_NG: plain(9),
    テスト_OK: plain(20),
    テスト_NG: plain(30),
  });
  expect(cellsOf(first.column("label"))).toEqual(["OK", "OK", "OK", "NG", "NG", "NG"]);
  expect(chooseLabel(first)).toEqual({ label: "label", why: "the names of the sheets" });
  expect(first.where(3)).toBe("book.xlsx, sheet 学習_NG, row 1 (line 2)");
  expect(first.source).toBe("book.xlsx");
});

test("names that may be classes are offered, and taken where they are asked for", async () => {
  const cities = { 東京: plain(1), 大阪: plain(9) };
  const ordinary = Object.fromEntries(
    Object.entries(cities).map(([city, rows]) => [
      city,
      rows.map((row, i) => (i === 0 ? ["長さ", "area", "price"] : row)),
    ]),
  );
  const { first } = await read(ordinary);
  expect(() => chooseLabel(first)).toThrow(
    'or learn the names of the sheets (東京, 大阪) as the classes with label: "label"',
  );
  const asked = await read(ordinary, { byName: "any", learned: "label" });
  expect(cellsOf(asked.first.column("label"))).toEqual(["東京", "東京", "東京", "大阪", "大阪", "大阪"]);
});

test("a remark that is true of several sheets is one line", async () => {
  const wide = (from: number): Cells =>
    plain(from).map((row, i) => [...row, null, ...(i === 1 ? ["注", 1] : [])]);
  const { notes } = await read({ OK: wide(1), NG: wide(9) });
  expect(notes).toHaveLength(2);
  expect(notes![1]).toBe(
    "book.xlsx, sheets OK, NG: E2:F2, beside the table and behind an empty column, is not read",
  );
});

test("a sheet that a model learned from is read where it is, else what there is, unless it was asked for", async () => {
  const model = { reading: { sheet: "検査" }, featureNames: ["長さ", "幅", "高さ"], label: "label" };
  const path = await bookOf({ 記録: plain(1), 検査: plain(9) });
  const found = (await readExcel(path, "lot.xlsx", howOf(model, {}))) as Table;
  expect([found.rows, found.traits.notes]).toEqual([3, []]);
  const next = await bookOf({ 五月: plain(1) });
  const other = (await readExcel(next, "lot.xlsx", howOf(model, {}))) as Table;
  expect([other.rows, other.traits.notes]).toEqual([
    3,
    [
      'lot.xlsx: has no sheet "検査", which the model learned from; its only sheet, 五月, is read (sheet: "五月" chooses one)',
    ],
  ]);
  await expect(readExcel(next, "lot.xlsx", howOf(model, { sheet: "検査" }))).rejects.toThrow(
    'lot.xlsx: has no sheet "検査"',
  );
});
