import { describe, expect, it } from "vitest";
import { figure, ofOne, shortNames, textWidth, tickFigure } from "../../src/plot/text.ts";

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

describe("a tick", () => {
  const labels = (ticks: number[]) => ticks.map(tickFigure);

  it.each([
    [
      [1990, 1995, 2000],
      ["1990", "1995", "2000"],
    ],
    [
      [101_320, 101_325, 101_330],
      ["101320", "101325", "101330"],
    ],
    [
      [12_100, 12_150, 12_200],
      ["12100", "12150", "12200"],
    ],
    [
      [-1000.5, -1000, -999.5],
      ["−1000.5", "−1000", "−999.5"],
    ],
    [
      [1e7, 2e7, 3e7],
      ["1e7", "2e7", "3e7"],
    ],
    [
      [0, 0.1, 0.2, 0.1 + 0.2],
      ["0", "0.1", "0.2", "0.3"],
    ],
    [
      [1, 1.0005, 1.001],
      ["1", "1.0005", "1.001"],
    ],
  ])("of %j has the digits that tell it from its neighbour", (ticks, expected) => {
    expect(labels(ticks)).toEqual(expected);
  });

  it("alone, or about zero, is written as any figure", () => {
    expect(labels([1234])).toEqual([figure(1234)]);
    expect(labels([-2e-7, 0, 2e-7])).toEqual(["−2e−7", "0", "2e−7"]);
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
