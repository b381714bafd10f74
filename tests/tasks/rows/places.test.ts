import { describe, expect, test } from "vitest";
import { fitEncoder, readAs } from "../../../src/data/columns/encoder.ts";
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
      "the same unit in another spelling",
      "No,w(mm),t [℃],ok",
      "No,w[㎜],t (degC),ok",
      ['"w[㎜]" as w(mm), "t (degC)" as t [℃]'],
    ],
    [
      "the model's unit beside another",
      "No,w(mm),h,ok",
      "No,w(cm),w [mm],h,ok",
      ['"w [mm]" as w(mm)', "a column that the model's file did not have is not looked at: w(cm)"],
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

  const lines = (head: string, units: string, rows: string) =>
    [head, ...(units === "" ? [] : [units]), rows, ""].join("\n");
  const unitsTried = async (learned: readonly [string, string], lot: readonly [string, string]) => {
    const table = await read(lines(...learned, "1,1.5,3.25,OK\n2,2.5,4.5,NG\n3,1.25,0.5,OK"), true);
    const encoder = fitEncoder(table, { label: "ok" });
    const found = await read(lines(...lot, "1,1.5,3.25\n2,2.5,4.5"), true);
    return readAs(asModel({ label: "ok", encoder }, found)?.named(found) ?? found, encoder).columnNames;
  };

  test.each<[learned: [string, string], lot: [string, string], error: string]>([
    [
      ["No,t,p,ok", ",°C,bar,"],
      ["No,t [°F],p", ""],
      'column "t [°F]" is in °F, but the model learned "t" in °C; convert the numbers to °C and call the column "t"',
    ],
    [["No,t,p,ok", ",°C,bar,"], ["No,t (F),p (psi)", ""], "in °C (and 1 more such column); convert"],
    [
      ["No,t,p,ok", ",mm,mPa,"],
      ["No,t,p (MPa)", ""],
      'column "p (MPa)" is in MPa, but the model learned "p" in mPa;',
    ],
    [["No,t,p,ok", ",mm,,"], ["No,t_cm,p", ""], 'column "t_cm" is in cm, but the model learned "t" in mm;'],
    [
      ["No,t,p,ok", ",mm,,"],
      ["No,t,p", ",cm,"],
      "the number is written with cm, but the model learned the column with mm;",
    ],
    [
      ["No,t (mm),p,ok", ""],
      ["No,t (mm),p", ",cm,"],
      'column "t (mm)" is in cm, but the model learned "t (mm)" in mm; convert the numbers to mm',
    ],
    [
      ["No,t (mm),p,ok", ""],
      ["No,t,p", ",inch,"],
      'column "t" is in inch, but the model learned "t (mm)" in mm;',
    ],
    [
      ["No,t mm,p mm,ok", ""],
      ["No,t mm,p mm", ",cm,cm"],
      'column "t mm" is in cm, but the model learned "t mm" in mm (and 1 more such column);',
    ],
    [["No,t mm,p,ok", ""], ["No,t cm,p", ""], 'column "t cm" is in cm, but the model learned "t mm" in mm;'],
    [
      ["No,t (µg/L),p,ok", ""],
      ["No,t (mg/L),p", ""],
      'column "t (mg/L)" is in mg/L, but the model learned "t (µg/L)" in μg/L; convert the numbers to μg/L and call the column "t (µg/L)"',
    ],
  ])("another unit is refused: %j, %j", async (learned, lot, error) => {
    await expect(unitsTried(learned, lot)).rejects.toThrow(error);
  });

  test.each<[learned: [string, string], lot: [string, string]]>([
    [
      ["No,t,p,ok", ",°C,bar,"],
      ["No,t (℃),p [BAR]", ""],
    ],
    [
      ["No,t,p,ok", ",µg/L,MPa,"],
      ["No,t [ug/l],p (N/mm²)", ""],
    ],
    [
      ["No,t (mm),p [C],ok", ""],
      ["No,t,p", ",㎜,°C"],
    ],
    [
      ["No,t mm,p,ok", ""],
      ["No,t mm,p", ",mm,"],
    ],
    [
      ["No,t (min),p (A),ok", ""],
      ["No,t (min),p (A)", ",°C,V"],
    ],
    [
      ["No,t,p,ok", ""],
      ["No,t (cm),p", ""],
    ],
  ])("the same unit, or what may be none, is read: %j, %j", async (learned, lot) => {
    expect(await unitsTried(learned, lot)).toHaveLength(3);
  });
});
