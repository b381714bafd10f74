import { describe, expect, test } from "vitest";
import { asProgram } from "../../../src/errors.ts";
import { goodAmong, goodClass, loneClassNote } from "../../../src/train/inspection/goodClass.ts";

describe("goodClass", () => {
  test.each([
    [["bad", "good"], "good"],
    [["NG", "OK"], "OK"],
    [["ＮＧ", "ＯＫ"], "ＯＫ"],
    [["OK品", "NG品"], "OK品"],
    [["不良品", "良品"], "良品"],
    [["不良", "良"], "良"],
    [["合格", "不合格"], "合格"],
    [["異常", "正常"], "正常"],
    [["fail", "Pass"], "Pass"],
    [["anomaly", "normal"], "normal"],
    [["positive", "negative"], "negative"],
    [["defect_free", "scratch"], "defect_free"],
    [["ok ", "crack"], "ok "],
    [["NG-samples", "OK-samples"], "OK-samples"],
    [["NGサンプル", "OKサンプル"], "OKサンプル"],
    [["不良品サンプル", "良品サンプル"], "良品サンプル"],
    [["ﾌﾘｮｳﾋﾝ", "ﾘｮｳﾋﾝ"], "ﾘｮｳﾋﾝ"],
    [["キズ", "リョウヒン"], "リョウヒン"],
    [["i.O.", "n.i.O."], "i.O."],
    [["clean", "dirty"], "clean"],
    [["teapots"], "teapots"],
    [["setosa", "virginica"], undefined],
    [["bad", "not good"], undefined],
  ])("of %j it is %j", (names, good) => expect(goodClass(names)).toBe(good));

  test.each([
    [["good", "OK"], '"good" and "OK" could each be the class of good parts; say which with good: "good"'],
    [
      ["OK", "OK-samples", "NG"],
      '"OK" and "OK-samples" could each be the class of good parts; say which with good: "OK"',
    ],
    ...[
      ["OK", "ok"],
      ["ok", "ｏｋ"],
    ].map((names): [string[], string] => [
      names,
      `"${names[0]}" and "${names[1]}" are one name of good parts in two ways of writing: write it in one, or say which is good with good: "${names[0]}", and the other counts as bad`,
    ]),
    ...["不良サンプル", "NG-samples", "ﾌﾘｮｳﾋﾝ", "defects"].map((name): [string[], string] => [
      [name],
      `every part is of class "${name}", and an inspector learns what good parts look like; add good parts, or say good: "${name}" if these are good`,
    ]),
    [
      ["NG"],
      'every part is of class "NG", and an inspector learns what good parts look like; add good parts, or say good: "NG" if these are good',
    ],
  ])("%j is refused", (names, message) => expect(() => goodClass(names)).toThrow(message));

  test("as it is named, in any way of writing that is one class's", () => {
    expect(goodClass(["A", "B"], "B")).toBe("B");
    expect(goodClass(["ＡＢ", "C"], "ab")).toBe("ＡＢ");
    expect(goodClass(["NG"], "NG")).toBe("NG");
    expect(() => goodClass(["bad", "good"], "fine")).toThrow(
      'there is no class "fine" of good parts; the classes are bad, good: name one of them with good',
    );
    expect(() => goodClass(["GOOD", "good"], "Good")).toThrow("there is no class");
  });

  test.each([
    [["bad", "good"], "good", "good"],
    [["GOOD", "dent"], "good", "GOOD"],
    [["OK", "NG"], "good", "OK"],
    [["dent", "crack"], "good", undefined],
  ])("other rows %j call the good parts of %j %j", (names, good, own) =>
    expect(goodAmong(names, good)).toBe(own),
  );

  test("one class of another name is taken for the good parts, and that is said", () => {
    const say = (names: string[], named?: string) => loneClassNote(names, named, asProgram);
    expect(say(["dent"])).toEqual([
      'every part is of class "dent", which is taken for the good parts; add good parts if these are not, or say good: "dent" if they are',
    ]);
    for (const quiet of [say(["良品"]), say(["dent"], "dent"), say(["a", "b"]), say([])])
      expect(quiet).toEqual([]);
  });
});
