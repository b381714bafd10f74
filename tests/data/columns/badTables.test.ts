import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unseenCategories, unseenInWords } from "../../../src/data/columns/unseen.ts";
import { loadTables } from "../../../src/data/load.ts";
import { encode } from "../../../src/data/numpy/arrays.ts";
import { UserError } from "../../../src/errors.ts";
import { Model } from "../../../src/model/model.ts";
import { fileReader } from "../../../src/tasks/rows/files.ts";
import { prepare } from "../../../src/tasks/rows/prepare.ts";
import type { DataSpec } from "../../../src/train/run/experiment.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kiso-tables-"));
});
afterAll(() => rm(folder, { recursive: true }));

type Contents = string | Uint8Array;
type Spec = Partial<DataSpec>;

const lines = (header: string, n: number, row: (i: number) => string) =>
  `${header}\n${Array.from({ length: n }, (_, i) => row(i)).join("\n")}\n`;
const colours = ["red", "green", "blue"];
/** 24 parts, each with a size, a colour and a grade. */
const parts = lines(
  "size,colour,grade",
  24,
  (i) => `${(i * 7) % 24}.5,${colours[i % 3]},${i % 2 ? "good" : "bad"}`,
);
const replaced = (row: number, line: string, text = parts) =>
  text
    .split("\n")
    .map((old, i) => (i === row ? line : old))
    .join("\n");

async function file(name: string, contents: Contents): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, contents);
  return path;
}

async function train(contents: Contents, spec: Spec = {}, name = "parts.csv") {
  const source = await file(name, contents);
  return prepare(
    { source, testSize: 0.25, scale: "standard", ...spec },
    0,
    fileReader(source, spec.test?.source),
  );
}

async function predict(training: string, fresh: Contents, spec: Spec = {}, name = "new.csv") {
  const { encoder } = await train(training, spec);
  const { tables } = await loadTables(await file(name, fresh));
  return {
    features: encode(tables.train!, encoder),
    notes: unseenCategories(tables.train!, encoder).map(unseenInWords),
  };
}

/** The one line that a mistake is answered with, the folder left out. */
async function refusal(mistake: () => Promise<unknown>): Promise<string> {
  const error = await mistake().then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  expect(error.message).not.toContain("\n");
  return error.message.replaceAll(`${folder}/`, "");
}

const gaps = replaced(8, ",red,good", replaced(5, "3.5,,good"));

describe("training", () => {
  test.each<[string, Contents, Spec, string]>([
    [
      "missing cells in two columns",
      gaps,
      {},
      'parts.csv, row 8 (line 9), column size: the cell is empty, the first of 2 in 2 columns; fill it in or delete the row, or train with missing: "mean", median or drop',
    ],
    [
      "a missing category",
      replaced(5, "3.5,,good"),
      {},
      'parts.csv, row 5 (line 6), column colour: the cell is empty; fill it in or delete the row, or train with missing: "mean", median or drop',
    ],
    [
      "NA, as R writes it",
      replaced(5, "NA,red,good"),
      {},
      'parts.csv, row 5 (line 6), column size: the cell is NA, which is no value; fill it in or delete the row, or train with missing: "mean", median or drop',
    ],
    [
      "infinity is not a missing cell",
      replaced(5, "inf,red,good"),
      { missing: "mean" },
      "parts.csv, row 5 (line 6), column size: Infinity is not a finite number; fill in a number or delete the row",
    ],
    [
      "every row lacks a cell under drop",
      lines("a,b,y", 6, (i) => (i % 2 ? `,${i},x` : `${i},,z`)),
      { missing: "drop" },
      'parts.csv: missing: "drop" leaves no row, since each lacks a cell; fill them with missing: "mean" or median',
    ],
    [
      "one class is left after drop",
      lines("a,y", 6, (i) => (i < 3 ? `${i},x` : ",z")),
      { missing: "drop" },
      'parts.csv, column y: every row is of class "x"; a classifier needs at least two classes; to learn what good parts look like from these alone, say task: "siamese"',
    ],
    [
      "a word among numbers",
      replaced(5, "big,red,good"),
      {},
      'parts.csv, row 5 (line 6), column size: "big" is not a number; write a number there or delete the row',
    ],
    [
      "a unit in some rows",
      replaced(5, "3.5 mm,red,good"),
      {},
      'parts.csv, row 5 (line 6), column size: "3.5 mm" is written with mm, but "0.5" (row 1 (line 2)) without a unit; write the whole column in one unit',
    ],
    [
      "a number as in Germany",
      replaced(5, '"1.234,5",red,good'),
      {},
      'parts.csv, row 5 (line 6), column size: "1.234,5" and "0.5" (row 1 (line 2)) do not have one decimal mark; write all decimals with a point',
    ],
    [
      "one decimal comma",
      replaced(5, '"3,5",red,good'),
      {},
      'parts.csv, row 5 (line 6), column size: "3,5" and "0.5" (row 1 (line 2)) do not have one decimal mark; write all decimals with a point',
    ],
    [
      "no column but ids, dates and constants",
      lines("id,day,line,y", 12, (i) => `${i},2024-01-${10 + i},7,${i % 2 ? "a" : "b"}`),
      {},
      "parts.csv: no column can be a feature (id: an id: every row differs; day: dates or times; line: every row is 7); add columns of numbers, or make numbers of dates with dates: true",
    ],
    [
      "free text alone",
      lines("note,y", 12, (i) => `it is ${i},${i % 2 ? "a" : "b"}`),
      {},
      "parts.csv: no column can be a feature (note: every row differs); add columns of numbers",
    ],
    [
      "a column of empty cells alone",
      lines("a,y", 12, (i) => `,${i % 2 ? "a" : "b"}`),
      { missing: "mean" },
      "parts.csv: no column can be a feature (a: every cell is empty); add columns of numbers",
    ],
    [
      "text that lost its encoding",
      replaced(5, "3.5,r\uFFFDd,good", replaced(9, "4.5,r\uFFFDd,bad")),
      {},
      'parts.csv, row 5 (line 6), column colour: "r\uFFFDd" holds characters that were lost when the file was saved in a wrong encoding; save it from the source again as UTF-8',
    ],
    [
      "UTF-8 and Shift_JIS in one file",
      Uint8Array.from([
        ...new TextEncoder().encode("色,y\n赤,a\n"),
        0x90,
        0xc2,
        0x2c,
        0x62,
        0x0a,
        0xff,
        0xff,
        0x0a,
      ]),
      {},
      "parts.csv, line 3: the bytes 90 C2 2C 62 are no UTF-8 text; mend the line, or choose another encoding with encoding: …",
    ],
    [
      "a class of one row",
      replaced(5, "3.5,red,scrap"),
      {},
      'parts.csv: class "scrap" has one row, which cannot be both trained on and held out; add rows, name test rows with test, or train on all rows with testSize: 0',
    ],
    [
      "a label of words that nearly all differ",
      lines("size,name", 24, (i) => `${i}.5,part ${i}`),
      {},
      "parts.csv, column name: has 24 different values in 24 rows, too many to be classes; choose another with label",
    ],
    [
      "a label of numbers that nearly all differ",
      lines("size,weight", 24, (i) => `${i}.5,${100 + 3 * i}`),
      {},
      'parts.csv, column weight: has 24 different values in 24 rows, too many to be classes; choose another with label, or say task: "regress" to predict it as a number',
    ],
    [
      "decimals for a label",
      lines("size,weight", 24, (i) => `${i},${i}.5`),
      { label: "weight" },
      'parts.csv, row 1 (line 2), column weight: the label 0.5 is not a whole number, so this is a regression: say task: "regress", or choose a column of classes with label',
    ],
    [
      "a missing label under mean",
      replaced(5, "3.5,red,"),
      { missing: "mean" },
      'parts.csv, row 5 (line 6), column grade: the label is missing; fill in the class or delete the row, or leave such rows out with missing: "drop"',
    ],
    [
      "too few rows to validate",
      parts,
      { validation: 0.02 },
      "parts.csv: validation: 0.02 holds out 1 of 18 rows, but both parts need at least one row of each of the 2 classes; say validation: 0.12 (up to 0.88), or watch by none with validation: 0",
    ],
  ])("%s", async (_, contents, spec, message) => {
    expect(await refusal(() => train(contents, spec))).toBe(message);
  });
});

describe("training a regression", () => {
  const priced = lines("size,price", 24, (i) => `${i},${i * 3 + 0.25}`);
  const regress = { task: "regress" } as const;
  test.each<[string, string, Spec, string]>([
    [
      "a label of words",
      parts,
      { label: "grade" },
      'parts.csv, column grade: holds words ("bad"), and a regression predicts numbers; leave out task: "regress", or choose a column of numbers with label',
    ],
    [
      "a word among the label's numbers",
      replaced(4, "3,cheap", priced),
      {},
      'parts.csv, row 4 (line 5), column price: "cheap" is not a number; write a number there or delete the row',
    ],
    [
      "a decimal comma in the label",
      replaced(4, '3,"9,25"', priced),
      {},
      'parts.csv, row 4 (line 5), column price: "9,25" and "0.25" (row 1 (line 2)) do not have one decimal mark; write all decimals with a point',
    ],
    [
      "a missing target",
      replaced(4, "3,", priced),
      {},
      "parts.csv, row 4 (line 5), column price: the cell is empty; fill in a number or delete the row",
    ],
    [
      "a target that never changes",
      lines("size,price", 9, (i) => `${i},5`),
      {},
      "parts.csv, column price: every row is 5; there is nothing to predict",
    ],
    [
      "two rows",
      lines("size,price", 2, (i) => `${i},${i}`),
      {},
      "parts.csv: testSize: 0.25 holds out 1 of 2 rows, but both parts need at least two; add rows, name test rows with test, or train on all rows with testSize: 0",
    ],
    [
      "a label that is not there",
      priced,
      { label: "prise" },
      'parts.csv: no label column "prise"; did you mean "price"? Its columns are size, price',
    ],
  ])("%s", async (_, contents, spec, message) => {
    expect(await refusal(() => train(contents, { ...regress, ...spec }))).toBe(message);
  });
});

describe("predicting", () => {
  test.each<[string, string, Spec, string]>([
    ["a column that is missing", "size\n3.5\n", {}, 'new.csv: no column "colour"; its columns are size'],
    [
      "a column that was renamed",
      "size,color\n3.5,red\n",
      {},
      'new.csv: no column "colour"; did you mean "color"? Its columns are size, color',
    ],
    [
      "both are missing",
      "a,b\n3.5,red\n",
      {},
      'new.csv: no column "size" (and 1 more of the 2 columns); its columns are a, b',
    ],
    [
      "words where numbers were",
      "size,colour\nbig,red\nsmall,red\n",
      {},
      'new.csv, row 1 (line 2), column size: "big" is not a number, nor is any other cell of the column; leave the column out or turn it into numbers',
    ],
    [
      "a gap that training did not have",
      "size,colour\n1.5,red\n,red\n",
      {},
      'new.csv, row 2 (line 3), column size: the cell is empty; fill it in or delete the row, or train with missing: "mean", median or drop',
    ],
    [
      "a gap under drop",
      "size,colour\n1.5,\n",
      { missing: "drop" },
      'new.csv, row 1 (line 2), column colour: the cell is empty; the model was trained with missing: "drop", so it knows no such rows: fill it in or delete the row',
    ],
    [
      "a decimal comma",
      'size,colour\n"1,5",red\n',
      {},
      'new.csv, row 1 (line 2), column size: "1,5" is not a number; write decimals with a point',
    ],
    ["no rows", "size,colour\n", {}, "new.csv: has no rows"],
  ])("%s", async (_, fresh, spec, message) => {
    expect(await refusal(() => predict(parts, fresh, spec))).toBe(message);
  });

  test("lists where categories were", async () => {
    const fresh = parquetWriteBuffer({
      columnData: [
        { name: "size", data: [1.5] },
        { name: "colour", data: [[1, 2]], type: "JSON" },
      ],
    });
    expect(await refusal(() => predict(parts, new Uint8Array(fresh), {}, "new.parquet"))).toMatch(
      /^new\.parquet, column colour: holds categories \(blue, green, red\) in the training data, here /,
    );
  });

  test("a file without a header has too few columns", async () => {
    const bare = lines("", 24, (i) => `${(i * 7) % 24}.5,${i}.25,${i % 2}`).slice(1);
    expect(await refusal(() => predict(bare, "1.5\n2.5\n"))).toBe(
      "new.csv: has 1 columns, but the model was trained on 2 and a label",
    );
  });
});

describe("what is no mistake", () => {
  test("columns in another order, and others among them", async () => {
    const { features } = await predict(parts, "colour,weight,size\ngreen,9,3.5\n");
    expect(features.tolist()).toEqual([[3.5, 0, 1, 0]]);
  });

  test("an unseen category is none of the known ones, and is said", async () => {
    const { features, notes } = await predict(parts, "size,colour\n1,red\n2,mauve\n3,mauve\n");
    expect(features.tolist()).toEqual([
      [1, 0, 0, 1],
      [2, 0, 0, 0],
      [3, 0, 0, 0],
    ]);
    expect(notes.map((note) => note.replace(`${folder}/`, ""))).toEqual([
      'new.csv, row 2 (line 3), column colour: "mauve" (and 1 more such cell) is none of the 3 categories that were trained on (blue, green, red); taken as none of them',
    ]);
  });

  test("a headerless file goes by position, with a column left out", async () => {
    const bare = lines("", 24, (i) => `7,${(i * 7) % 24}.5,${i % 2}`).slice(1);
    expect((await predict(bare, "7,1.5\n7,2.5\n")).features.tolist()).toEqual([[1.5], [2.5]]);
  });

  test("dropped rows are counted, and those that stay keep their place in the file", async () => {
    const { notes, train: rows, test: held } = await train(gaps, { missing: "drop" });
    expect(rows.nSamples + held!.nSamples).toBe(22);
    expect(notes[0]!.replace(`${folder}/`, "")).toBe(
      'missing: "drop" left out 2 of 24 rows (the first: parts.csv, row 5 (line 6))',
    );
    const bad = replaced(20, "x,red,good", gaps);
    expect(await refusal(() => train(bad, { missing: "drop" }))).toContain("row 20 (line 21), column size");
  });

  test("whole numbers for classes are said to be many", async () => {
    const { notes } = await train(lines("size,y", 100, (i) => `${i}.5,${i % 25}`));
    expect(notes).toEqual([
      'column y has 25 whole numbers for classes; if they are amounts, say task: "regress"',
    ]);
  });

  test("scales are the training rows' alone: a wild test row changes nothing", async () => {
    const first = await train(parts);
    const rows = parts.trim().split("\n");
    const test = await file(
      "test.csv",
      `${rows[0]}\n${rows
        .slice(1, 5)
        .map((row) => `9${row}`)
        .join("\n")}\n`,
    );
    const named = await train(parts, { test: { source: test, sha256: "" }, testSize: 0 });
    const alone = await train(parts, { testSize: 0 });
    expect(named.scaler).toEqual(alone.scaler);
    expect(first.scaler).not.toEqual(alone.scaler);
  });
});

test("a model folder from a newer kiso", async () => {
  await file("model.json", JSON.stringify({ format: "kiso-model", formatVersion: 99 }));
  await file("model.safetensors", "");
  expect((await refusal(() => Model.load(folder))).replace(folder, "RUN")).toBe(
    "model.json has format version 99, this kiso reads up to 4; update kiso",
  );
});
