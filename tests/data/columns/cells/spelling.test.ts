import { describe, expect, test } from "vitest";
import { readingNotes } from "../../../../src/data/columns/cells/readingNotes.ts";
import { spellingKey } from "../../../../src/data/columns/cells/spelling.ts";
import { encodedNames, encodeRows, fitEncoder, withNames } from "../../../../src/data/columns/encoder.ts";
import type { Encoder } from "../../../../src/data/columns/encoding.ts";
import { unseenCategories } from "../../../../src/data/columns/unseen.ts";
import { recordsTable } from "../../../../src/data/memory.ts";
import { type Column, Table } from "../../../../src/data/table.ts";
import { asProgram } from "../../../../src/errors.ts";
import { Model } from "../../../../src/model/model.ts";

const tableOf = (columns: Record<string, readonly (string | number)[]>): Table =>
  new Table(
    new Map(
      Object.entries(columns).map(([name, cells]): [string, Column] => [
        name,
        typeof cells[0] === "string"
          ? { kind: "text", values: cells.map(String) }
          : { kind: "number", values: Float64Array.from(cells, Number) },
      ]),
    ),
    [{ file: "a.csv", rows: Object.values(columns)[0]!.length }],
  );
const rowsOf = (table: Table, encoder: Encoder): number[][] => {
  const { data, shape } = encodeRows(table, encoder);
  return Array.from({ length: shape[0] }, (_, i) => [...data.subarray(i * shape[1], (i + 1) * shape[1])]);
};

test.each([
  ["外径（mm）", "外径(mm)"],
  ["ＮＣ－１", "NC-1"],
  ["NC\u22121", "NC-1"],
  ["ｶﾅ", "カナ"],
  [" a  b\u3000", "a b"],
  ["5\u00A0mm", "5 mm"],
  ["a\u200Bb", "ab"],
  ["㎜", "mm"],
  ["か\u3099", "が"],
  ["10〜20", "10～20"],
])("%s and %s are one name", (a, b) => expect(spellingKey(a)).toBe(spellingKey(b)));

test.each([
  ["NG", "ng"],
  ["a-b", "ab"],
  ["a b", "ab"],
  ["１", "2"],
])("%s and %s are two", (a, b) => expect(spellingKey(a)).not.toBe(spellingKey(b)));

describe("names of columns", () => {
  const encoder = fitEncoder(tableOf({ "外径（mm）": [1, 2], "line no": ["A", "B"], y: [0, 1] }), {
    label: "y",
  });

  test("are found in another width, in tables and in records", () => {
    const fresh = tableOf({ "line　no": ["B", "A"], "外径(mm)": [3, 4] });
    expect(rowsOf(fresh, encoder)).toEqual([
      [3, 0, 1],
      [4, 1, 0],
    ]);
    expect(() => rowsOf(tableOf({ 外径: [1], "line no": ["A"] }), encoder)).toThrow(
      'a.csv: no column "外径（mm）"; its columns are 外径, line no',
    );
  });

  test("that become the same stay apart: the very same one is meant", () => {
    const both = tableOf({ "外径(mm)": [7, 8], "外径（mm）": [3, 4], "line no": ["B", "A"] });
    expect(rowsOf(both, encoder)[0]).toEqual([3, 0, 1]);
    const twins = fitEncoder(tableOf({ "d(mm)": [1, 2], "d（mm）": [3, 4] }));
    expect(encodedNames(twins)).toEqual(["d(mm)", "d（mm）"]);
    expect(rowsOf(tableOf({ "d（mm）": [3, 4], "d(mm)": [1, 2] }), twins)[0]).toEqual([1, 3]);
    // Two that are written alike, neither of them as the model has it: none is meant.
    expect(() => rowsOf(tableOf({ "外径(mm) ": [1], " 外径(mm)": [2], "line no": ["A"] }), encoder)).toThrow(
      'no column "外径（mm）"',
    );
  });

  test("of a label, too", () => {
    expect(withNames(tableOf({ "判定(最終)": ["OK"] }), ["判定（最終）"]).columnNames).toEqual([
      "判定（最終）",
    ]);
  });

  test("a model takes records with such names", async () => {
    const model = new Model({
      network: { sizes: [3, 2], activation: "sigmoid" },
      dtype: "float64",
      featureNames: encodedNames(encoder),
      classNames: ["a", "b"],
      encoder,
      scaler: { kind: "none", offset: [0, 0, 0], scale: [1, 1, 1] },
      parameters: {
        "dense1.weight": { shape: [3, 2], data: Float64Array.of(1, 2, 3, 4, 5, 6) },
        "dense1.bias": { shape: [1, 2], data: Float64Array.of(0, 0) },
      },
    });
    const [a, b] = await model.predict([
      { "外径(mm)": 0.5, "line　no": "Ａ" },
      { "外径（mm）": 0.5, "line no": "A" },
    ]);
    expect(a).toEqual(b);
    expect(a).not.toHaveProperty("unseen");
    model.dispose();
  });
});

describe("categories", () => {
  const cells = ["ＮＣ－１", "NC-2", "NC-1", "NC-2 ", "NC-2"];
  const table = tableOf({ x: [1, 2, 3, 4, 5], line: cells });
  const encoder = fitEncoder(table);

  test("that differ in width or white space alone are one, as it was spelled first, and this is said once", () => {
    expect(encoder.columns[1]).toEqual({ kind: "category", name: "line", categories: ["NC-2", "ＮＣ－１"] });
    expect(rowsOf(table, encoder).map((row) => row.slice(1))).toEqual([
      [0, 1],
      [1, 0],
      [0, 1],
      [1, 0],
      [1, 0],
    ]);
    expect(readingNotes(table, encoder, asProgram)).toEqual([
      'column line: "NC-1" is read as "ＮＣ－１", from which it differs in width or white space alone',
      'column line: "NC-2 " is read as "NC-2", from which it differs in width or white space alone',
    ]);
  });

  test("of new rows are found among them", () => {
    const fresh = tableOf({ x: [1, 2, 3], line: ["NC－1", "ＮＣ-2", "nc-2"] });
    expect(rowsOf(fresh, encoder).map((row) => row.slice(1))).toEqual([
      [0, 1],
      [1, 0],
      [0, 0],
    ]);
    expect(unseenCategories(fresh, encoder)).toMatchObject([{ value: "nc-2", cells: 1 }]);
  });
});

describe("true and false", () => {
  const x = [1, 2, 3];
  const forms: Record<string, Table> = {
    "of pandas": tableOf({ x, ok: ["True", "False", "True"] }),
    "of Excel": tableOf({ x, ok: ["TRUE", "FALSE", "TRUE"] }),
    "in small letters": tableOf({ x, ok: ["true", "false", "true"] }),
    "of a program": recordsTable([
      { x: 1, ok: true },
      { x: 2, ok: false },
      { x: 3, ok: true },
    ]),
    mixed: tableOf({ x, ok: ["TRUE", "false", "True"] }),
  };

  test.each(Object.keys(forms))("%s are one column, whatever the model was trained on", (name) => {
    const encoder = fitEncoder(forms[name]!);
    expect(encoder.columns[1]).toEqual({ kind: "category", name: "ok", categories: ["False", "True"] });
    for (const other of Object.values(forms)) {
      expect(rowsOf(other, encoder)).toEqual([
        [1, 0, 1],
        [2, 1, 0],
        [3, 0, 1],
      ]);
      expect(unseenCategories(other, encoder)).toEqual([]);
    }
    expect(rowsOf(tableOf({ x, ok: [1, 0, 1] }), encoder)).toEqual(rowsOf(forms.mixed!, encoder));
  });

  test("0 and 1 in numbers stay numbers, and a model of them takes booleans", () => {
    const numbers = tableOf({ x, ok: [1, 0, 1] });
    const encoder = fitEncoder(numbers);
    expect(encoder.columns[1]!.kind).toBe("number");
    for (const form of Object.values(forms)) expect(rowsOf(form, encoder)).toEqual(rowsOf(numbers, encoder));
  });

  test("are left out where they never change", () => {
    const constant = fitEncoder(tableOf({ x, ok: ["TRUE", "true", "True"] }));
    expect(constant.leftOut).toEqual([{ name: "ok", why: "every row is True" }]);
  });

  test("a model of an earlier kiso knows them, too", () => {
    const encoder: Encoder = {
      columns: [
        { kind: "number", name: "x" },
        { kind: "category", name: "ok", categories: ["false", "true"] },
      ],
      leftOut: [],
    };
    for (const form of Object.values(forms)) expect(rowsOf(form, encoder)[0]).toEqual([1, 0, 1]);
  });
});
