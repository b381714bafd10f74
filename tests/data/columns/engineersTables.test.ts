import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { selectRows } from "../../../src/data/columns/missing.ts";
import { unseenCategories } from "../../../src/data/columns/unseen.ts";
import { loadTables } from "../../../src/data/load.ts";
import { encode } from "../../../src/data/numpy/arrays.ts";
import { cellsOf } from "../../../src/data/table.ts";
import { asProgram } from "../../../src/errors.ts";
import { classNotes } from "../../../src/tasks/rows/classesCheck.ts";
import { fileReader } from "../../../src/tasks/rows/files.ts";
import { prepare } from "../../../src/tasks/rows/prepare.ts";
import { prepareStream } from "../../../src/tasks/rows/prepareStream.ts";
import { crossValidate } from "../../../src/tasks/train.ts";
import type { DataSpec } from "../../../src/train/run/experiment.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-engineers-"));
afterAll(() => rmSync(folder, { recursive: true }));

type Cells = readonly (string | number)[];

function file(rows: readonly Cells[], name = "parts.csv"): string {
  const path = join(folder, name);
  writeFileSync(path, `${rows.map((cells) => cells.join(",")).join("\n")}\n`);
  return path;
}

/** Of 24 rows: diameter, line, judgement; `change` alters some. */
function parts(change: (row: number) => Partial<{ d: string; line: string; judge: string }> = () => ({})) {
  const rows = Array.from({ length: 24 }, (_, i) => {
    const usual = { d: `${(i * 7) % 24}.5`, line: "ABC"[i % 3]!, judge: i % 2 ? "OK" : "NG" };
    const { d, line, judge } = { ...usual, ...change(i) };
    return [d, line, judge];
  });
  return [["d", "line", "judge"], ...rows];
}

const prepared = (rows: readonly Cells[], spec: Partial<DataSpec> = {}) => {
  const source = file(rows);
  return prepare(
    { source, testSize: 0.25, scale: "none", ...spec },
    0,
    fileReader(source, spec.test?.source),
  );
};

const refusal = async (rows: readonly Cells[], spec: Partial<DataSpec> = {}): Promise<string> => {
  const error = await prepared(rows, spec).then(
    () => new Error("it was taken"),
    (thrown: Error) => thrown,
  );
  return error.message.replaceAll(`${folder}/`, "");
};

describe("a word for a missing value", () => {
  const pandas =
    "#N/A,#N/A N/A,#NA,-1.#IND,-1.#QNAN,-NaN,-nan,1.#IND,1.#QNAN,<NA>,N/A,NA,NULL,NaN,None,n/a,nan,null";
  const known = [
    ...pandas.split(","),
    "#DIV/0!",
    "#VALUE!",
    "欠測",
    "欠損値",
    "未測定",
    "欠損",
    "-",
    "--",
    "－",
    "?",
    ...["―", "なし", "無し", "不明", "(blank)", "測定不能", ".", "#SPILL!"],
  ];
  test.each(known)("%s among numbers is an error that names the setting which fills it", async (word) => {
    const rows = parts((row) => (row === 6 || row === 9 ? { d: word } : {}));
    expect(await refusal(rows)).toBe(
      `parts.csv, row 7 (line 8), column d: the cell is ${word}, which is no value, the first of 2 in 1 column; fill it in or delete the row, or train with missing: "mean", median or drop`,
    );
    const { encoder, train, test: held } = await prepared(rows, { missing: "median" });
    expect(encoder.columns[0]).toMatchObject({ kind: "number", fill: expect.any(Number) });
    expect(train.nSamples + held!.nSamples).toBe(24);
    expect((await prepared(rows, { missing: "drop" })).notes).toEqual([
      `missing: "drop" left out 2 of 24 rows (the first: ${join(folder, "parts.csv")}, row 7 (line 8))`,
    ]);
  });

  test("that kiso does not know is counted, and how to say so is said", async () => {
    const rows = parts((row) => (row % 8 === 3 ? { d: "XX" } : {}));
    expect(await refusal(rows)).toBe(
      'parts.csv, row 4 (line 5), column d: "XX" is not a number (and 2 more such cells in this column); if it says that there is no value, leave the cells empty, and missing: "mean", median or drop takes care of them',
    );
    const two = parts((row) => (row % 8 === 3 ? { d: row === 11 ? "YY" : "XX" } : {}));
    expect(await refusal(two)).toContain(
      '(and 2 more such cells in this column: "XX" 2, "YY" 1 times); if it',
    );
    expect(await refusal(rows, { label: "d", task: "regress" })).toContain(
      'and missing: "drop" takes care of them',
    );
  });

  test.each([
    "ND",
    "N.D.",
    "OL",
    "<0.05",
    "＜0.05",
    ">100",
    "≧100",
    "100以上",
    "検出限界以下",
    "不検出",
    "<LOD",
  ])("%s tells a limit, and is no missing value", async (word) => {
    expect(await refusal(parts((row) => (row === 3 ? { d: word } : {})))).toBe(
      `parts.csv, row 4 (line 5), column d: "${word}" tells a limit, not a number; write the number that is to stand for it, or leave the cells empty, and missing: "mean", median or drop takes care of them`,
    );
  });

  test("is a class or a category where it stands among words", async () => {
    const dash = (row: number) => (row % 3 === 0 ? "-" : row % 3 === 1 ? "scratch" : "欠損");
    const { encoder, train } = await prepared(parts((row) => ({ line: dash(row), judge: dash(row) })));
    const categories = ["-", "scratch", "欠損"];
    expect(encoder.columns[1]).toMatchObject({ kind: "category", categories });
    expect(train.classNames).toEqual(categories);
    const fresh = file(
      [
        ["d", "line"],
        [1, "-"],
        [2, "-"],
      ],
      "new.csv",
    );
    const { tables } = await loadTables(fresh);
    expect(encode(tables.train!, encoder).tolist(), "also where all rows of a file hold it").toEqual([
      [1, 1, 0, 0],
      [2, 1, 0, 0],
    ]);
    expect(unseenCategories(tables.train!, encoder)).toEqual([]);
  });

  test("stays a class beside numbers, also in rows that are selected or come from several files", async () => {
    const rows = parts((row) => ({ judge: row % 2 ? "1" : "-" }));
    const { train, test: held } = await prepared(rows);
    expect(train.classNames).toEqual(["-", "1"]);
    expect([...held!.labels].sort()).toEqual([0, 0, 0, 1, 1, 1]);
    const gaps = parts((row) => ({ judge: row % 2 ? "1" : "-", ...(row < 4 ? { d: "" } : {}) }));
    const { train: left } = await prepared(gaps, { missing: "drop", testSize: 0 });
    expect([...left.labels]).toEqual(Array.from({ length: 20 }, (_, i) => i % 2));
  });
});

test("a file of good parts, all dashes, and one of defects are one table of categories", async () => {
  const both = join(folder, "both");
  mkdirSync(both);
  writeFileSync(join(both, "a.csv"), "d,defect,y\n1,-,0\n2,-,1\n,-,1\n");
  writeFileSync(join(both, "b.csv"), "d,defect,y\n?,scratch,0\n5,-,1\n6,dent,0\n");
  const table = (await loadTables(both)).tables.train!;
  expect(cellsOf(table.column("defect"))).toEqual(["-", "-", "-", "scratch", "-", "dent"]);
  const d = table.column("d");
  expect(d).toMatchObject({ kind: "number", gap: { row: 2, text: "" }, words: new Map([[3, "?"]]) });
  expect(cellsOf(selectRows(table, [1, 3, 4]).column("d")), "and of some of its rows").toEqual([
    "2",
    "?",
    "5",
  ]);
});

describe("a label of amounts", () => {
  const amounts = (n: number, different: number): Cells[] => [
    ["x", "target"],
    ...Array.from({ length: n }, (_, i) => [i / 7, 25 + (i < different ? i : i % different)]),
  ];

  test("that held-out rows cannot be cut from: --task regress is named", async () => {
    // 214 of 442, as the diabetes data of scikit-learn.
    expect(await refusal(amounts(442, 240))).toContain(
      "240 different values in 442 rows, too many to be classes",
    );
    expect(await refusal(amounts(442, 240))).toContain('say task: "regress"');
    const once = [...amounts(442, 212), [1, 1000], [2, 1001]];
    expect(await refusal(once)).toBe(
      'parts.csv, column target: 214 different whole numbers in 444 rows, of which 1000 stands in one; if they are amounts, say task: "regress"; if they are classes, one row cannot be both trained on and held out: add rows, name test rows with test, or train on all rows with testSize: 0',
    );
    const { train } = await prepared(once, { task: "regress" });
    expect(train.labels).toContain(25);
  });

  test("too rare for the folds: --task regress is named", async () => {
    const source = file(amounts(442, 220));
    await expect(crossValidate({ data: source, scale: "none", folds: 5 }).next()).rejects.toThrow(
      /too few for 5 folds .*; if column target holds amounts, say task: "regress"$/,
    );
  });

  test("few whole numbers are classes", async () => {
    expect(await refusal([...amounts(40, 4), [1, 1000]])).toContain('class "1000" has one row');
  });
});

test("serial numbers of more digits than a double holds are ids, not amounts", async () => {
  const serials = (digits: string) =>
    prepared([
      ["製造番号", "d", "judge"],
      ...Array.from({ length: 24 }, (_, i) => [`${digits}${10 + i}`, i / 8, i % 2 ? "OK" : "NG"]),
    ]);
  expect((await serials("202405010000000")).encoder.leftOut).toEqual([
    { name: "製造番号", why: "an id: more digits than a number holds" },
  ]);
  expect((await serials("2024050100")).encoder.leftOut).toEqual([
    { name: "製造番号", why: "an id: every row differs" },
  ]);
});

test.each<[classes: readonly string[], note: string | undefined]>([
  [
    ["OK", "O.K.", "NG"],
    '"OK" and "O.K." differ in the way of writing alone; if they are one, write it one way',
  ],
  [
    ["NG", "NG.", "OK"],
    '"NG" and "NG." differ in the way of writing alone; if they are one, write it one way',
  ],
  [["ОК", "OK", "NG"], '"ОК" and "OK" differ in the way of writing alone; if they are one, write it one way'],
  [["OK", "NG", "〇"], '"OK" and "〇" may both be of good parts; if they are, write them one way'],
  [["良品", "不良品", "✕"], '"不良品" and "✕" may both be of bad parts; if they are, write them one way'],
  [["A", "A-", "B", "B+"], undefined],
  [["○", "×"], undefined],
  [["x", "o", "b"], undefined],
  [["1.1", "11"], undefined],
  [["OK", "NG", "o"], undefined],
])("classes %j", (classes, note) => {
  expect(classNotes("judge", classes, asProgram)).toEqual(
    note === undefined ? [] : [`column judge: the classes ${note}`],
  );
});

test("classes that differ in the way of writing alone are named", async () => {
  const rows = parts((row) => ({ judge: row % 2 ? "NG" : row % 4 ? "OK" : "ＯＫ" }));
  expect((await prepared(rows)).notes).toEqual([
    'column judge: the classes "OK" and "ＯＫ" differ in the way of writing alone; if they are one, write it one way',
  ]);
  expect((await prepared(parts())).notes).toEqual([]);
});

test("so are all of more than two, and marks that look the same", async () => {
  const marked = ["○", "×", "〇", "x", "◯", "✕"];
  const rows = parts((row) => ({ judge: marked[row % 6]! }));
  expect((await prepared(rows)).notes.toSorted()).toEqual([
    'column judge: the classes "x", "×" and "✕" differ in the way of writing alone; if they are one, write it one way',
    'column judge: the classes "○", "◯" and "〇" differ in the way of writing alone; if they are one, write it one way',
  ]);
});

describe("a column that is nearly constant", () => {
  const rows = (n: number, alarm: (row: number) => number | string, name = "alarm"): Cells[] => [
    ["x", name, "judge"],
    ...Array.from({ length: n }, (_, i) => [(i % 97) / 7, alarm(i), i % 2 ? "OK" : "NG"]),
  ];
  const notes = async (cells: Cells[], spec: Partial<DataSpec> = {}) =>
    (await prepared(cells, spec)).notes.map((note) => note.replaceAll(`${folder}/`, ""));

  test("is noted, and stays a feature", async () => {
    expect(await notes(rows(100, (i) => (i === 41 ? 1 : 0)))).toEqual([
      "column alarm is 0 in all but 1 of 100 rows (parts.csv, row 42 (line 43)), too few to learn from and to test by; if it is not known to matter, leave it out",
    ]);
    const { encoder } = await prepared(rows(100, (i) => (i === 41 ? 1 : 0)));
    expect(encoder.columns.map(({ name }) => name)).toEqual(["x", "alarm"]);
    expect(await notes(rows(3000, (i) => (i % 1000 === 0 ? i : -1.5)))).toEqual([
      expect.stringMatching(/^column alarm is -1.5 in all but 3 of 3000 rows \(the first: parts.csv, row 1 /),
    ]);
    const gaps = rows(300, (i) => (i < 150 ? "" : i === 200 ? 7 : 8));
    expect(await notes(gaps, { missing: "mean" })).toEqual([
      expect.stringMatching(/^column alarm is 8 in all but 1 of 150 rows \(parts.csv, row 201 /),
    ]);
  });

  test.each<[string, Cells[]]>([
    ["two of a hundred", rows(100, (i) => (i > 97 ? 1 : 0))],
    ["four of three thousand", rows(3000, (i) => (i % 1000 === 0 || i === 7 ? 1 : 0))],
    ["a row of few", rows(99, (i) => (i === 41 ? 1 : 0))],
    ["a constant, which is left out", rows(100, () => 0)],
    ["a column that varies", rows(100, (i) => i % 13)],
  ])("%s is none", async (_, cells) => expect(await notes(cells)).toEqual([]));

  test("of a streamed file a sample is looked at", async () => {
    const source = file(rows(3000, (i) => (i === 41 || i === 42 ? 1 : 0)));
    const asked = { source, testSize: 0, scale: "none", stream: { buffer: 0 } } as const;
    expect((await prepareStream(asked, { seed: 0 })).notes).toEqual([
      expect.stringMatching(
        /^in a sample of the training rows column alarm is 0 in all but 2 of 3000 rows \(the first: .*row 42 /,
      ),
    ]);
    const amounts = file([["x", "n"], ...Array.from({ length: 300 }, (_, i) => [(i % 97) / 7, i % 30])]);
    expect((await prepareStream({ ...asked, source: amounts }, { seed: 0 })).notes).toEqual([
      'column n has 30 whole numbers for classes; if they are amounts, say task: "regress"',
    ]);
  });

  test("a pixel is none", async () => {
    const pixels = Array.from({ length: 9 }, (_, k) => `pixel${k}`);
    const cells = [
      [...pixels, "judge"],
      ...Array.from({ length: 100 }, (_, i) => [
        ...pixels.map((_, k) => (k === 0 ? Number(i === 5) : i % (k + 2))),
        i % 2 ? "OK" : "NG",
      ]),
    ];
    expect(await notes(cells)).toEqual([]);
  });
});
