import { describe, expect, it } from "vitest";
import { ofOne, shortNames, textWidth } from "../../src/plot/text.ts";

describe("short names", () => {
  const over = "寸法不良（外径が公差上限を超えるもの）";
  const under = "寸法不良（外径が公差下限を下回るもの）";

  it("are as wide as there is room, and stay apart where they begin alike", () => {
    const short = shortNames([over, under, "良品"], 120, 12);
    for (const name of short) expect(textWidth(name, 12)).toBeLessThanOrEqual(120);
    expect(new Set(short).size).toBe(3);
    expect(short[0]).toMatch(/^寸法.*…上限を/);
    expect(short[1]).toMatch(/^寸法.*…下限を/);
    expect(short[2]).toBe("良品");
  });

  it("are cut at the end where that tells them apart, and are whole where they fit", () => {
    expect(shortNames([over, "dent"], 120, 12)[0]).toMatch(/^寸法不良（外径が公…$/);
    expect(shortNames([over, under], 300, 12)).toEqual([over, under]);
    expect(shortNames(["same", "same"], 100, 12)).toEqual(["same", "same"]);
    const names = [`${"a".repeat(40)}: upper`, `${"a".repeat(40)}: lower`, "a".repeat(40)];
    expect(shortNames(names, 120, 12)).toEqual(["aaaaa…: upper", "aaaaa…: lower", "aaaaa…a"]);
  });
});

describe("a score out of one", () => {
  it.each([
    [0.95238, "0.952"],
    [0.99951, ">0.999"],
    [1 - 1e-16, "1.000"],
    [-0.25, "−0.250"],
  ])("%d is %s", (value, text) => {
    expect(ofOne(value)).toBe(text);
  });
});
