import { describe, expect, test } from "vitest";
import { findDelimiter } from "../../../../src/data/formats/csv/delimiter.ts";
import { read, refusal } from "./reads.ts";

describe("the delimiter is the one that cuts lines into as many cells", () => {
  test.each<[text: string, delimiter: string, name?: string]>([
    ["a,b\n1,2\n", ","],
    ["a;b;c\n1;2;3\n", ";"],
    ["a\tb\n1\t2\n", "\t"],
    ["a|b|c\n1|2|3\n", "|"],
    ["a，b\n1，2\n", "，"],
    ["a;b;label\n3,5;4,2;OK\n1,5;2,2;NG\n", ";"],
    ["3,5;4,2\n1,5;2,2\n", ";"],
    ["1,5;7\n2,5;8\n", ";"],
    ["1.234,5;7\n2,5;8\n", ";"],
    ["t;f;label\n12,569 °C;1371,8;OK\n12,664 °C;1553,5;NG\n", ";"],
    ["t;f;label\n12,569°C;1.371,8 N;OK\n12,664°C;1.553,5 N;NG\n", ";"],
    ["t;p;label\n<0,05;12,50 €;OK\n0,12;9,99 €;NG\n", ";"],
    ["t;f;label\n12,5 ± 0,1;3,2;OK\n12,6 ± 0,2;3,3;NG\n", ";"],
    ["Temp, innen;Kraft, N;Urteil\n12,5;3,2;OK\n12,6;3,3;NG\n", ";"],
    ["t;who;f\n12,5 °C;Schmidt, Max;3,1\n12,6 °C;Huber, Eva;3,2\n", ";"],
    ["a,b,c\n5,2;3,OK\n6,2;4,NG\n", ","],
    ["a,b,c\n1,A1;A2,OK\n2,A1;A3,NG\n", ","],
    ["t;label\n12,5 °C;NG\n12,6 °C;OK\n12,7 °C;OK\n", ";"],
    ["3,5\t4,2\n1,5\t2,2\n", "\t"],
    ["3,5|4,2\n1,5|2,2\n", "|"],
    ["name,tags\nx,a;b\ny,c;d\n", ","],
    ["x,a;b\ny,c;d\n", ","],
    ['name;remark\nx;"a, b, c"\ny;"d, e"\n', ";"],
    ["report, of May, by X\na;b;c;d\n1;2;3;4\n2;3;4;5\n", ";"],
    ["sep=|\na|b;c;d\n", "|"],
    ['"sep=;"\na;b\n', ";"],
    ["a b c\n1 2 3\n2 3 4\n", " "],
    ["  1.5   2.5 good\n 11.5  12.5 bad\n", " "],
    ["5.1 3,5 a\n4.9 3,0 b\n", " "],
    ["a\n1\n2\n", ","],
    ["two words\nand three more\nor four of them\n", ","],
    ["time\n2024-01-01 10:00\n2024-01-01 10:05\n", ","],
    ["a,b\n1,2\n", ",", "a.tsv"],
    ["a\tb,c\n1\t2,3\n", "\t", "a.tsv"],
    ["a\tb,c\n1\t2,3\n", "\t", "a.tab.gz"],
  ])("%j", (text, delimiter, name) => {
    expect(findDelimiter(text, name)).toBe(delimiter);
  });
});

describe("dialects", () => {
  const wanted = {
    names: ["w", "h", "label"],
    rows: [
      ["1.5", "2.5", "good"],
      ["3.5", "4.5", "not good"],
    ],
    headerless: false,
  };
  test.each<[what: string, text: string]>([
    ["semicolons, lines of Windows", "w;h;label\r\n1.5;2.5;good\r\n3.5;4.5;not good\r\n"],
    ["bars and blanks around", "w | h | label\n1.5 | 2.5 | good\n3.5 | 4.5 | not good\n"],
    ["blanks, words in quotation marks", '  w  h  label\n 1.5  2.5 good\n 3.5 4.5 "not good"'],
    ["lines of classic Macs", "w,h,label\r1.5,2.5,good\r3.5,4.5,not good\r"],
    ["all in quotation marks", '"w","h","label"\n"1.5","2.5","good"\n"3.5","4.5","not good"\n'],
    ["blank lines between", "w,h,label\n\n1.5,2.5,good\n\n\n3.5,4.5,not good\n\n"],
    ["the end of a text as DOS has it", "w,h,label\n1.5,2.5,good\n3.5,4.5,not good\n\x1a"],
  ])("%s", async (_, text) => {
    expect(await read(text)).toMatchObject(wanted);
  });

  test("a delimiter that was told", async () => {
    expect((await read("a,b;c,d\n1,2;3,4\n", { delimiter: ";" })).names).toEqual(["a,b", "c,d"]);
    expect((await read("a/b\n1/2\n", { delimiter: "/" })).rows).toEqual([["1", "2"]]);
    expect((await read("a b\nx  y\n", { delimiter: " " })).rows).toEqual([["x", "y"]]);
    expect(await refusal("a,b\n", { delimiter: "||" })).toBe(
      'delimiter: "||" must be one character, such as delimiter: ";", and a blank for any number of blanks',
    );
  });

  test.each([
    ['w h\n1 "a\n', "a.csv, line 2: text follows a closing quotation mark"],
    ['w h\n1.5 2\n2.5 3\n4 a"b\n', "a.csv, line 4: a quotation mark stands inside an unquoted cell"],
  ])("between blanks, %j is refused", async (text, message) => {
    expect(await refusal(text)).toContain(message);
  });
});
