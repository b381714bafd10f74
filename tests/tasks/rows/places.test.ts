import { describe, expect, test } from "vitest";
import { fitEncoder } from "../../../src/data/columns/encoder.ts";
import { readCsv } from "../../../src/data/formats/csv/csv.ts";
import { asModel } from "../../../src/tasks/rows/places.ts";

const read = (text: string, header: boolean) => readCsv(text, { name: header ? "b.csv" : "a.csv", header });
const bare = "OK,1.5,red,3.25\nNG,2.5,blue,4.5\nOK,3.5,red,0.75\n";

/** Of a model of a file without a header whose label is x0. */
const modelOf = async (label: string) => {
  const table = await read(bare, false);
  return { label, encoder: fitEncoder(table, { label }) };
};

const tried = async (text: string, { label = "x0", asked }: { label?: string; asked?: string } = {}) => {
  const table = await read(text, true);
  const found = asModel(await modelOf(label), table, asked);
  return found && { note: found.notes[0], names: found.named(table).columnNames };
};

describe("a file with a header by a model of one without", () => {
  test.each<[what: string, text: string, names: string[], said: string]>([
    [
      "as many",
      "ok,w,colour,h\nOK,1,red,2.5\n",
      ["x0", "x1", "x2", "label"],
      '"w" is x1, "colour" is x2, "h" is label, and "ok" is the label',
    ],
    [
      "without the label",
      "w,colour,h\n1,red,2.5\n",
      ["x1", "x2", "label"],
      '"w" is x1, "colour" is x2, "h" is label',
    ],
    [
      "the label behind",
      "w,colour,h,判定\n1,red,2.5,OK\n",
      ["x1", "x2", "label", "x0"],
      '"h" is label, and "判定" is the label',
    ],
    [
      "a name that says nothing",
      "a,b,c,d\nOK,1,red,2.5\n",
      ["x0", "x1", "x2", "label"],
      'and "a" is the label',
    ],
  ])("%s", async (_, text, names, said) => {
    const found = await tried(text);
    expect(found?.names).toEqual(names);
    expect(found?.note).toMatch(
      /^b.csv: has a header, and the model was trained on a file without one, so its/,
    );
    expect(found?.note).toContain(said);
  });

  test.each<[what: string, text: string, error: string]>([
    [
      "words for numbers",
      "label,w,colour,h\nOK,red,1,2.5\n",
      'b.csv, column w: holds words such as "red" and stands where x1 did, which held numbers;',
    ],
    [
      "numbers for words",
      "label,w,v,h\nOK,1,7,2.5\n",
      "b.csv, column v: holds numbers such as 7 and stands where x2 did, which held words;",
    ],
    [
      "too many",
      "label,w,colour,h,more\nOK,1,red,2.5,3\n",
      "has a header and 5 columns; the model was trained on a file without one, of 3 columns and a label",
    ],
    [
      "a label too many",
      "w,h,判定\n1,2.5,OK\n",
      'has 3 columns, as many as the model\'s features, and "判定" is called as a label',
    ],
  ])("refuses %s", async (_, text, error) => {
    await expect(tried(text)).rejects.toThrow(error);
  });

  test("goes by names where one is the model's, or its file had a header, or none has", async () => {
    expect(await tried("x1,w\n1,2\n")).toBeUndefined();
    const named = await read("label,w,colour,h\nOK,1.5,red,3.25\nNG,2.5,blue,4.5\n", true);
    expect(
      asModel({ label: "label", encoder: fitEncoder(named, { label: "label" }) }, named),
    ).toBeUndefined();
    expect(asModel(await modelOf("x0"), await read(bare, false))).toBeUndefined();
  });

  test("the label by its name in the file", async () => {
    const found = await tried("w,colour,h,kept\n1,red,2.5,OK\n", { asked: "kept" });
    expect(found?.names).toEqual(["x1", "x2", "label", "x0"]);
  });
});

describe("a file whose names are nearly the model's", () => {
  const model = async (header: string) => {
    const table = await read(`${header}\n1,1.5,3.25,OK\n2,2.5,4.5,NG\n3,1.25,0.5,OK\n`, true);
    const label = table.columnNames.at(-1)!;
    return { label, encoder: fitEncoder(table, { label }) };
  };
  test.each<[what: string, model: string, file: string, notes: string[], names?: string[]]>([
    ["the same", "No,w,h,ok", "No,w,h,ok", []],
    ["in another order, without id and label", "No,w,h,ok", "h,w", []],
    [
      "another case",
      "No,Width,Height,ok",
      "No,width,HEIGHT,ok",
      ['"width" as Width, "HEIGHT" as Height'],
      ["No", "Width", "Height", "ok"],
    ],
    ["blanks within", "No,外径 平均,w,ok", "No,外径平均,w,ok", ['"外径平均" as 外径 平均']],
    ["a unit less", "No,w(mm),h[kg],ok", "No,w,h,ok", ['"w" as w(mm), "h" as h[kg]']],
    ["a unit more", "No,w,h,ok", "No,w（mm）,h,ok", ['"w（mm）" as w']],
    [
      "without the groups above",
      "No,寸法_幅,寸法_高さ,外観_判定",
      "No,幅,高さ,判定",
      ['"幅" as 寸法_幅, "高さ" as 寸法_高さ, "判定" as 外観_判定'],
    ],
    [
      "with groups above",
      "No,幅,高さ,判定",
      "No,寸法_幅,寸法_高さ,外観_判定",
      ['"寸法_幅" as 幅, "寸法_高さ" as 高さ, "外観_判定" as 判定'],
    ],
    [
      "another unit: w(mm) is missing, which is refused in a line that offers w(cm)",
      "No,w(mm),h,ok",
      "No,w(cm),h,ok",
      [],
    ],
    ["two that could be meant: refused alike", "No,a_w,b_w,ok", "No,w,x,ok", []],
    [
      "more columns, an id among them",
      "No,w,h,ok",
      "No,w,h,ok,温度,serial",
      ["a column that the model's file did not have is not looked at: 温度"],
    ],
  ])("%s", async (_, header, file, notes, names) => {
    const table = await read(
      `${file}\n${file
        .split(",")
        .map((_, k) => k + 1)
        .join(",")}\n`,
      true,
    );
    const found = asModel(await model(header), table);
    expect((found?.notes ?? []).map((note) => note.replace("b.csv: ", ""))).toEqual(
      notes.map((note) => (note.includes(" as ") ? `columns are read as the model's: ${note}` : note)),
    );
    if (names) expect(found?.named(table).columnNames).toEqual(names);
  });
});
