import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readCsv } from "../../../src/data/formats/csv/csv.ts";
import { readJsonl } from "../../../src/data/formats/jsonl.ts";
import { readParquet } from "../../../src/data/formats/parquet/parquet.ts";
import { writeTable } from "../../../src/data/formats/write.ts";
import { recordsTable } from "../../../src/data/memory.ts";
import { classesTakenNotes, labelTexts, readLabels } from "../../../src/data/rows/labels.ts";
import { concatTables, type Table } from "../../../src/data/table.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-labels-"));
afterAll(() => rmSync(folder, { recursive: true }));

const csv = (labels: readonly string[], learned = "label") =>
  readCsv(`x,${learned},z\n${labels.map((label, i) => `${i % 3}.5,${label},${i % 2}.25`).join("\n")}\n`, {
    name: "a.csv",
    header: true,
    learned,
  });

const classesOf = (table: Table, label = "label") => {
  const { labels, classNames } = readLabels(table, { label });
  return Array.from(labels, (c) => classNames[c]!);
};

describe("a label is its text", () => {
  test.each([
    ["plain whole numbers, by value", ["10", "9", "100", "9"], ["9", "10", "100"]],
    ["001 is not 1", ["001", "1", "010", "10"], ["001", "1", "010", "10"]],
    ["0 and 00 are two classes", ["0", "00", "0"], ["0", "00"]],
    ["1E2 is not 100", ["1E2", "100", "2E5"], ["100", "1E2", "2E5"]],
    ["17 digits", ["12345678901234567", "12345678901234568"], ["12345678901234567", "12345678901234568"]],
    ["a sign", ["+1", "1", "-1"], ["+1", "-1", "1"]],
    ["1 and 1.0 in one file", ["1", "1.0", "2"], ["1", "1.0", "2"]],
  ])("%s", async (_, labels, classes) => {
    const table = await csv(labels);
    expect(classesOf(table)).toEqual(labels);
    expect(readLabels(table, { label: "label" }).classNames).toEqual(classes);
  });

  test("whole numbers that all end in .0, as pandas writes them beside a gap, are whole numbers", async () => {
    expect(classesOf(await csv(["1.0", "0.0", "1.0"]))).toEqual(["1", "0", "1"]);
    expect(labelTexts(await csv(["1.0", "", "0.0"]), "label")).toEqual({
      texts: ["1", "", "0"],
      missing: [1],
    });
  });

  test("white space around it does not count, whatever its kind", async () => {
    const table = await csv(['"OK "', "OK", '" NG"', '"OK\u00a0"', '"\u3000OK"', '"OK\t"']);
    expect(classesOf(table)).toEqual(["OK", "OK", "NG", "OK", "OK", "OK"]);
  });

  test("of another file too, and of both together", async () => {
    const [first, second] = [await csv(["1", "2"]), await csv(["001", "2"])];
    expect(classesOf(concatTables([first, second]))).toEqual(["1", "2", "001", "2"]);
  });

  test("in a column that nobody would take for a label, where it is named", async () => {
    const table = await csv(["01", "1", "02"], "lane");
    expect(classesOf(table, "lane")).toEqual(["01", "1", "02"]);
  });

  test("a label with decimals is an amount", async () => {
    const table = await csv(["0.50", "1.50", "1.0"]);
    expect(() => readLabels(table, { label: "label" })).toThrow(
      'a.csv, row 1 (line 2), column label: the label 0.5 is not a whole number, so this is a regression: say task: "regress"',
    );
    expect(readLabels(table, { label: "label", task: "regress" }).labels).toEqual(
      Float64Array.of(0.5, 1.5, 1),
    );
  });

  test("in JSON and Parquet as in CSV", async () => {
    const [jsonl, parquet] = [join(folder, "a.jsonl"), join(folder, "a.parquet")];
    const codes = ["12345678901234567", "12345678901234569", "-12345678901234567", "7"];
    writeFileSync(jsonl, codes.map((code) => `{"x": 1, "label": ${code}, "note": "9${code}"}`).join("\n"));
    const table = await readJsonl(jsonl);
    expect(classesOf(table)).toEqual(codes);
    expect(labelTexts(table, "note").texts).toEqual(codes.map((code) => `9${code}`));
    await writeTable(parquet, [
      { name: "x", values: Float64Array.of(1, 2, 3) },
      { name: "label", text: ["001", "1", "01 "] },
    ]);
    expect(classesOf((await readParquet(parquet)) as Table)).toEqual(["001", "1", "01"]);
    const big = recordsTable(codes.map((code) => ({ x: 1, label: BigInt(code) })));
    expect(classesOf(big)).toEqual(codes);
  });
});

describe("a label that is missing", () => {
  test.each(["", "#N/A", "NaN", "N/A", "null", "#DIV/0!", "未測定", "<NA>", '" "'])("%s", async (word) => {
    const table = await csv(["OK", "NG", word, "OK", word]);
    const found = word.trim() === "" || word === '" "' ? "" : ` (the cell is ${word})`;
    expect(() => readLabels(table, { label: "label" })).toThrow(
      `a.csv, row 3 (line 4), column label: the label is missing${found}, the first of 2; fill in the class or delete the row, or leave such rows out with missing: "drop"`,
    );
    expect(labelTexts(table, "label").missing).toEqual([2, 4]);
  });

  const classes = ["OK", "NG", "OK", "NG", "OK", "NG", "OK"];
  test.each<[labels: string[], why: string]>([
    [
      [...classes, ""],
      "row 8 (line 9), column label: the label is missing, in the last row alone (1.5, 1.25); if it sums up or limits the others, delete it or leave it out",
    ],
    [
      ["", ...classes],
      "row 1 (line 2), column label: the label is missing, in the first row alone (0.5, 0.25); if it sums up or limits the others, delete it or leave it out",
    ],
    [
      ["", "", ...classes],
      "row 1 (line 2), column label: the label is missing, in the first 2 rows alone, of which this is one (0.5, 0.25); if they sum up or limit the others, delete them or leave them out",
    ],
  ])("at one end of the table it may be a total's or a limit's: %j", async (labels, why) => {
    const table = await csv(labels);
    expect(() => readLabels(table, { label: "label" })).toThrow(
      `a.csv, ${why} with missing: "drop", else fill in the class`,
    );
  });

  const rare = (word: string) => [word, ...Array.from({ length: 30 }, (_, i) => (i % 2 ? "OK" : "NG"))];
  test.each(["-", "--", "なし", "None", "none", "?", "－"])("%s in a row of many", async (word) => {
    const table = await csv(rare(word));
    expect(() => readLabels(table, { label: "label" })).toThrow(
      `the label is missing (the cell is ${word}); fill in the class or delete the row, or give it a name if it is a class`,
    );
  });

  test("a word that occurs often, or beside あり, is a class", async () => {
    const often = Array.from({ length: 30 }, (_, i) => (i % 3 ? "-" : "scratch"));
    expect(new Set(classesOf(await csv(often)))).toEqual(new Set(["-", "scratch"]));
    const beside = ["なし", ...Array.from({ length: 30 }, () => "あり")];
    expect(new Set(classesOf(await csv(beside)))).toEqual(new Set(["なし", "あり"]));
  });

  test("a rare defect is a class, whatever it means among numbers", async () => {
    for (const word of ["欠損", "欠", "不明"]) expect(classesOf(await csv(rare(word)))[0]).toBe(word);
  });

  test("what the model knows as a class is one, in a lot where it is rare", async () => {
    const table = await csv(rare("-"));
    expect(
      Array.from(readLabels(table, { label: "label", classNames: ["-", "NG", "OK"] }).labels).slice(0, 3),
    ).toEqual([0, 1, 2]);
  });
});

describe("the classes of a model in another file", () => {
  const taken = async (labels: readonly string[], classNames: readonly string[]) => {
    const table = await csv(labels);
    return {
      labels: Array.from(readLabels(table, { label: "label", classNames }).labels),
      notes: classesTakenNotes(table, "label", classNames),
    };
  };

  test("as a number of another writing, and in wide characters, which is said", async () => {
    expect(await taken(["1.0", "0.0"], ["0", "1"])).toEqual({ labels: [1, 0], notes: [] });
    expect(await taken(["1.0", "0"], ["0", "1"])).toEqual({
      labels: [1, 0],
      notes: ['column label: "1.0" is taken for the class "1"'],
    });
    expect(await taken(["1", "0"], ["0.0", "1.0"])).toEqual({
      labels: [1, 0],
      notes: [
        'column label: "1" is taken for the class "1.0"',
        'column label: "0" is taken for the class "0.0"',
      ],
    });
    expect((await taken(["ＯＫ", "NG"], ["NG", "OK"])).labels).toEqual([1, 0]);
    expect(await taken(["ok", "OK", "Ng"], ["NG", "OK"])).toEqual({
      labels: [1, 1, 0],
      notes: [
        'column label: "ok" is taken for the class "OK"',
        'column label: "Ng" is taken for the class "NG"',
      ],
    });
    expect((await taken(["ＯＫ", "ok"], ["OK", "ok"])).labels).toEqual([0, 1]);
  });

  test.each<[known: readonly string[], written: readonly string[]]>([
    [
      ["NG", "OK"],
      ["O.K.", "ok.", "OK.", "o.k", "O K", "ＯＫ．", "ОК", "O\u200bK", "o。k。", "O・K"],
    ],
    [
      ["OK", "NG"],
      ["N.G.", "ng.", "n g", "ＮＧ", "NG。"],
    ],
    [
      ["×", "○"],
      ["〇", "◯", "⭕", "⭕\ufe0f", "⚪", "o", "O", "Ｏ", "о", "〇."],
    ],
    [
      ["○", "×"],
      ["✕", "✖", "✗", "✘", "❌", "☓", "╳", "⨯", "x", "Ｘ", "Х"],
    ],
    [
      ["bad", "no defect"],
      ["No.defect", "no  defect", "NODEFECT"],
    ],
  ])("the last of %j is meant by %j, which is said", async (known, written) => {
    for (const text of written)
      expect(await taken([known[0]!, text], known)).toEqual({
        labels: [0, 1],
        notes: [`column label: "${text}" is taken for the class "${known[1]}"`],
      });
  });

  test.each([
    [
      ["OK", "O.K."],
      ["OK", "o.k."],
      [0, 1],
    ], // each is written as one of two: neither is taken for the other
    [
      ["A", "A-"],
      ["A", "A-", "B"],
      [0, 1],
    ],
    [
      ["x", "×"],
      ["x", "×"],
      [0, 1],
    ],
  ])("%s of %s are classes of their own", async (labels, classNames, numbers) => {
    expect((await taken(labels.slice(0, 1), classNames)).labels).toEqual(numbers.slice(0, 1));
    expect((await taken(labels, classNames)).labels).toEqual(numbers);
  });

  test.each([
    [["A-"], ["A", "B"], 'class "A-" is unknown'],
    [["R1.5"], ["R15", "Q3"], 'class "R1.5" is unknown'],
    [["o.k"], ["OK", "O.K."], 'class "o.k" is unknown'],
    [["◎"], ["○", "×"], 'class "◎" is unknown'],
    [["〇"], ["NG", "OK"], 'class "〇" is unknown; did you mean "OK"? the classes are NG, OK'],
    [["✕"], ["NG", "OK"], 'class "✕" is unknown; did you mean "NG"?'],
    [["×"], ["不良", "良品"], 'class "×" is unknown; did you mean "不良"?'],
    [["1", "10"], ["001", "010"], 'class "1" is unknown'],
    [["001"], ["1", "2"], 'class "001" is unknown; did you mean "1"? the classes are 1, 2'],
    [["ok"], ["OK", "Ok"], 'class "ok" is unknown; did you mean "OK"?'],
    [["1.0", "7"], ["1", "1.0"], 'class "7" is unknown'],
  ])("%s of %s", async (labels, classNames, message) => {
    await expect(taken(labels, classNames)).rejects.toThrow(message);
  });
});
