import { describe, expect, test } from "vitest";
import {
  meaningOf,
  meaningOfId,
  momentText,
  withZeros,
  type Zeros,
} from "../../../../src/data/formats/excel/numberFormat.ts";

describe("what a number format says of a number", () => {
  test.each([
    ["General", "number"],
    ["0", "number"],
    ["0.00", "number"],
    ["#,##0;[Red]-#,##0", "number"],
    ["0.00E+00", "number"],
    ["##0.0E+0", "number"],
    ['"¥"#,##0', "number"],
    ["[$¥-411]#,##0", "number"],
    ["[$-409]#,##0.00", "number"],
    ['0.0"mm"', "number"],
    ["0.0\\m\\m", "number"],
    ['0"日"', "number"],
    ["# ?/?", "number"],
    ["@", "number"],
    ["_-* #,##0_-;-* #,##0_-", "number"],
    ["[<1]0.000;0.0", "number"],
    ["0%", "percent"],
    ["0.0%;[Red]-0.0%", "percent"],
    ['0"%"', "number"],
    ["yyyy/m/d", "date"],
    ["yyyy-mm-dd", "date"],
    ['yyyy"年"m"月"d"日"', "date"],
    ['[$-411]ggge"年"m"月"d"日"', "date"],
    ["[$-F800]dddd, mmmm dd, yyyy", "date"],
    ["d-mmm", "date"],
    ["m/d", "date"],
    ["mmm-yy", "date"],
    ["aaa", "date"],
    ["[$-411]e.m.d", "date"],
    ["yyyy-mm-dd hh:mm:ss", "date and time"],
    ["m/d/yyyy h:mm", "date and time"],
    ["h:mm", "time"],
    ["h:mm:ss AM/PM", "time"],
    ["mm:ss.0", "time"],
    ['h"時"mm"分"', "time"],
    ["[$-F400]h:mm:ss AM/PM", "time"],
    ["[h]:mm:ss", "duration"],
    ["[mm]:ss", "duration"],
  ])("%s is a %s", (code, meaning) => {
    expect(meaningOf(code)).toBe(meaning);
  });

  test.each([
    [9, "percent"],
    [14, "date"],
    [22, "date and time"],
    [20, "time"],
    [31, "date"],
    [46, "duration"],
    [0, "number"],
    [3, "number"],
    [49, "number"],
  ])("format %i, which has no code in the file", (id, meaning) => {
    expect(meaningOfId(id)).toBe(meaning);
  });
});

describe("numbers that are shown with zeros before them", () => {
  test.each([
    ["00000", 58, "00058"],
    ["00000", 123456, "123456"],
    ['"LOT-"0000', 58, "LOT-0058"],
    ["000\\-0000", 1_000_001, "100-0001"],
    ["000-0000", 12, "000-0012"],
    ["00", 0, "00"],
  ])("%s shows %i as %s", (code, value, text) => {
    const meaning = meaningOf(code);
    expect(withZeros(value, meaning as Zeros)).toBe(text);
  });

  test.each(["0", "00.0", '00"分"', "#0", "0,000", "00%"])("%s is no format of an id", (code) => {
    expect(typeof meaningOf(code)).toBe("string");
  });
});

describe("moments as text", () => {
  test.each([
    [45_351, "date", false, "2024-02-29"],
    [45_351.5, "date", false, "2024-02-29 12:00:00"],
    [45_351, "date and time", false, "2024-02-29 00:00:00"],
    [45_351.999_999_999, "date and time", false, "2024-03-01 00:00:00"],
    [1, "date", false, "1900-01-01"],
    [59, "date", false, "1900-02-28"],
    [60, "date", false, "1900-02-29"], // the day that Excel has and no calendar
    [61, "date", false, "1900-03-01"],
    [0.354_166_666_666_667, "time", false, "08:30:00"],
    [0.5, "date", false, "12:00:00"],
    [45_351.25, "time", false, "2024-02-29 06:00:00"],
    [0, "date", true, "1904-01-01"],
    [43_889, "date", true, "2024-02-29"],
    [0.5 + 0.123 / 86_400, "time", false, "12:00:00.123"],
  ] as const)("%d as a %s (from 1904: %s) is %s", (serial, meaning, is1904, text) => {
    expect(momentText(serial, meaning, is1904)).toBe(text);
  });

  test.each([-1, 2_958_466])("%d is no date, as Excel shows it", (serial) => {
    expect(momentText(serial, "date", false)).toBeUndefined();
  });
});
