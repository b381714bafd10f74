import { describe, expect, test } from "vitest";
import { readCsv } from "../../../src/data/formats/csv/csv.ts";
import { recordsTable } from "../../../src/data/memory.ts";
import { chooseLabel, labelRank, type Task } from "../../../src/data/rows/chooseLabel.ts";

/** 24 rows: what is said of each column, by the first letter of its kind, fills it. */
const cells: Record<string, (row: number) => string> = {
  n: (row) => ((row * 37) % 24).toString(), // different whole numbers
  d: (row) => (((row * 37) % 24) / 8 + 0.1).toFixed(2),
  w: (row) => ["OK", "NG", "NG"][row % 3]!,
  c: (row) => String(row % 3),
  f: (row) => `remark ${row}`, // free text
};

const columns = (spec: string): [string, string][] =>
  spec.split(",").map((one) => one.split("=") as [string, string]);

function csv(spec: string) {
  const named = columns(spec);
  const rows = Array.from({ length: 24 }, (_, row) => named.map(([, kind]) => cells[kind]!(row)).join(","));
  return readCsv(`${[named.map(([name]) => name).join(","), ...rows].join("\n")}\n`, {
    name: "a.csv",
    header: true,
  });
}

const chosen = async (spec: string, task?: Task) => {
  const { label, why } = chooseLabel(await csv(spec), task);
  return `${label}: ${why}`;
};

describe("which column is the label", () => {
  test.each([
    ["x=n,y=n,area=d,result=w", "result: by its name"],
    ["判定=w,外径=d,ロット=n", "判定: by its name"],
    ["合否=w,a=d,b=n", "合否: by its name"],
    ["a=d,良否=w,備考=f", "良否: by its name"],
    ["a=d,結果=w,時刻=n", "結果: by its name"],
    ["区分=w,a=d,b=n", "区分: by its name"],
    ["ラベル=c,a=d,b=n", "ラベル: by its name"],
    ["クラス=c,a=d,b=n", "クラス: by its name"],
    ["分類=w,a=d,b=n", "分類: by its name"],
    ["種別=w,a=d,b=n", "種別: by its name"],
    ["grade=w,a=d,b=n", "grade: by its name"],
    ["Quality=c,a=d,b=n", "Quality: by its name"],
    ["OUTCOME=c,a=d,b=n", "OUTCOME: by its name"],
    ["verdict=w,a=d,b=n", "verdict: by its name"],
    ["judgement=w,a=d,b=n", "judgement: by its name"],
    ["status=w,a=d,b=n", "status: by its name"],
    ["category=w,a=d,b=n", "category: by its name"],
    ["ｒｅｓｕｌｔ=w,a=d,b=n", "ｒｅｓｕｌｔ: by its name"],
    [" ﾗﾍﾞﾙ =w,a=d,b=n", "ﾗﾍﾞﾙ: by its name"],
    ["pass/fail=w,a=d,b=n", "pass/fail: by its name"],
    ["OK/NG=w,a=d,b=n", "OK/NG: by its name"],
    ["OK_NG=w,a=d,b=n", "OK_NG: by its name"],
    ["判定(OK/NG)=w,a=d,b=n", "判定(OK/NG): by its name"],
    ["判定（最終）=w,a=d,b=n", "判定（最終）: by its name"],
    ["判定結果=w,a=d,b=n", "判定結果: by its name"],
    ["外観判定=w,a=d,b=n", "外観判定: by its name"],
    ["inspection_result=w,a=d,b=n", "inspection_result: by its name"],
    ["resultCode=c,a=d,b=n", "resultCode: by its name"],
    ["class_name=w,a=d,b=n", "class_name: by its name"],
    ["ClassLabel=w,a=d,b=n", "ClassLabel: by its name"],
    ["Machine failure=c,a=d,b=n", "Machine failure: by its name"],
  ])("%s", async (spec, wanted) => expect(await chosen(spec)).toBe(wanted));

  test.each([
    ["status=w,a=d,判定=w", '判定: by its name, before "status"'],
    ["grade=w,category=w,a=d,label=c", 'label: by its name, before "grade", "category"'],
    // What cannot be classes is no candidate: a measured result, a remark in each row.
    ["result=d,a=d,判定=w", "判定: by its name"],
    ["quality=d,a=d,ok?=c", "ok?: by its name"],
    ["結果=f,a=d,良否=w", "良否: by its name"],
    // Nothing is called so: the last column.
    ["a=d,b=n,strength=c", "strength: the last column"],
    ["a=d,type=w,kind=w", "kind: the last column"],
    ["a=d,kind=w,No.=n", "kind: the last column that is no id"],
    ["a=d,kind=w,備考=f,測定日時=n", "kind: the last column that is no id"],
    ["a=d,kind=w,machine_no=c", "machine_no: the last column"],
    // y is a label, but not beside x.
    ["x1=d,x2=d,y=c,z=n", "y: by its name"],
    ["x=n,y=n,w=c", "w: the last column"],
    ["y=c,a=d,label=w", 'label: by its name, before "y"'],
  ])("%s", async (spec, wanted) => expect(await chosen(spec)).toBe(wanted));

  test.each([
    ["a=d,b=n,strength=d", "strength: the last column"],
    ["a=d,strength=d,note=f", "strength: the last column of numbers"],
    ["a=d,strength=d,No.=n", "strength: the last column that is no id"],
    ["品質=d,a=d,b=n", "品質: by its name"],
    ["判定=w,a=d,strength=d", "strength: the last column"],
    ["x=d,y=d", "y: by its name"],
  ])("regress %s", async (spec, wanted) => expect(await chosen(spec, "regress")).toBe(wanted));

  test("what is called label is meant so: that it cannot be is said where it is read", async () => {
    expect(await chosen("label=d,a=d,b=c")).toBe("label: by its name");
    expect(await chosen("label=w,a=d,b=d", "regress")).toBe("label: by its name");
  });

  test("a spectrum's last wavelength is never the label", async () => {
    const spectrum = Array.from({ length: 12 }, (_, i) => `w${400 + 10 * i}=c`).join(",");
    expect(await chosen(`ripeness=w,${spectrum}`)).toBe(
      'ripeness: the only column beside the 12 from "w400" to "w510"',
    );
    await expect(chosen(`ripe=w,farm=w,${spectrum}`)).rejects.toThrow(
      'a.csv: no label column found (the last, "w510", is one of 12 alike, such as a spectrum); name it with label; its columns are ripe, farm',
    );
    const numbers = Array.from({ length: 12 }, (_, i) => `${i}=c`).join(",");
    expect(await chosen(numbers)).toBe("11: the last column");
  });

  test.each([
    ["判定=w,合否=w,a=d", 'a.csv: "判定" and "合否" could each be the label; choose one with label'],
    [
      "label=w,class=w,target=c,a=d",
      'a.csv: "label", "class" and "target" could each be the label; choose one with label',
    ],
    ["a=d,b=d", 'a.csv: no label column found (the last, "b", holds numbers with decimals'],
  ])("%s is asked about", async (spec, message) => {
    await expect(chosen(spec)).rejects.toThrow(message);
  });

  test("y beside a list called x is a label, in a file that has no last column", () => {
    const records = Array.from({ length: 6 }, (_, i) => ({ x: [i, 1], y: i % 2, w: 1 }));
    expect(chooseLabel(recordsTable(records))).toEqual({ label: "y", why: "by its name" });
    expect(chooseLabel(recordsTable(records.map(({ y }) => ({ x: y * 2, y }))))).toEqual({
      label: "y",
      why: "by its name",
    });
    expect(() => chooseLabel(recordsTable(records.map(({ y }) => ({ x: 1, y, z: 2 }))))).toThrow(
      "no label column found",
    );
  });
});

test.each([
  "x",
  "a",
  "width",
  "外径",
  "id",
  "name",
  "type",
  "測定値",
  "値",
  "判定日",
  "判定者",
  "classroom",
  "results_dir2",
])("%s is no label's name", (name) => expect(labelRank(name)).toBe(undefined));
