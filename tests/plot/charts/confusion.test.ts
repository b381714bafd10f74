import { describe, expect, it } from "vitest";
import { countsOf } from "../../../src/model/metrics/confusion.ts";
import { confusionChart } from "../../../src/plot/charts/confusion.ts";
import { inkOn } from "../../../src/plot/palette.ts";
import { hasClearBorder, mark, parse, texts } from "../svgReading.ts";

const square = (k: number, f: (i: number, j: number) => number) =>
  Array.from({ length: k }, (_, i) => Array.from({ length: k }, (_, j) => f(i, j)));

describe("confusionChart", () => {
  it("writes every count, rows true and columns predicted", async () => {
    const svg = await confusionChart({
      matrix: [
        [1950, 12],
        [3, 35],
      ],
      classNames: ["良品", "不良品"],
      title: "混同行列",
      trueLabel: "正解",
      predictedLabel: "予測",
    });
    const counts = mark(parse(svg), "text")[0]!;
    expect([...counts.querySelectorAll("text")].map((text) => text.textContent)).toEqual([
      "1950",
      "12",
      "3",
      "35",
    ]);
    // 12 good parts taken for bad: first row, second column.
    const [good, falseAlarm, missed] = [...mark(parse(svg), "cell")[0]!.children];
    expect(falseAlarm!.getAttribute("y")).toBe(good!.getAttribute("y"));
    expect(Number(falseAlarm!.getAttribute("x"))).toBeGreaterThan(Number(good!.getAttribute("x")));
    expect(Number(missed!.getAttribute("y"))).toBeGreaterThan(Number(good!.getAttribute("y")));
    expect(texts(svg)).toEqual(expect.arrayContaining(["混同行列", "正解", "予測"]));
    expect(texts(svg).filter((text) => text === "不良品")).toHaveLength(2);
  });

  it("shades by the share of the true class, so that a rare class shows", async () => {
    const svg = await confusionChart({
      matrix: [
        [10000, 0],
        [2, 8],
      ],
      classNames: ["a", "b"],
    });
    const [, , , rare] = [...mark(parse(svg), "cell")[0]!.children].map((cell) => cell.getAttribute("fill")!);
    expect(inkOn(rare!)).toBe("#fff"); // 8 of 10 is dark, however few 8 are beside 10000
  });

  it("writes counts so that they can be read on dark and light cells", async () => {
    const svg = await confusionChart({
      matrix: square(6, (i, j) => (i === j ? 60 : i * j)),
      classNames: [..."abcdef"],
    });
    const cells = [...mark(parse(svg), "cell")[0]!.children].map((cell) => cell.getAttribute("fill")!);
    const counts = [...mark(parse(svg), "text")[0]!.querySelectorAll("text")];
    expect(counts).toHaveLength(36);
    for (const [i, count] of counts.entries()) {
      if (count.textContent === "0") continue; // zeros are grey on white on purpose
      expect(contrast(cells[i]!, count.getAttribute("fill")!)).toBeGreaterThan(4.5);
    }
  });

  it.each([2, 10, 30, 60])("fits %i classes with long names", async (k) => {
    const classNames = Array.from({ length: k }, (_, i) => `${i} とても長いクラスの名前 <&> with words`);
    const svg = await confusionChart({
      matrix: square(k, (i, j) => (i === j ? 100 : (i * j) % 3)),
      classNames,
      title: `${k}`,
    });
    expect(await hasClearBorder(svg)).toBe(true);
    expect(mark(parse(svg), "cell")[0]!.children).toHaveLength(k * k);
    // With 60 classes a count would be too small to read and is left to the shade.
    expect(texts(svg).filter((text) => text === "100")).toHaveLength(k <= 30 ? k : 0);
  });

  it("draws of more classes those that are mixed up most, says so, and shades by the rows of the whole class", async () => {
    const k = 400;
    const matrix = Array.from({ length: k }, (_, i) =>
      Array.from({ length: k }, (_, j) => 3 * Number(i === j)),
    );
    matrix[7]![390] = 2;
    matrix[7]![391] = 1;
    const classNames = matrix.map((_, i) => `class ${i}`);
    const svg = await confusionChart({ matrix, classNames });
    expect(mark(parse(svg), "cell")[0]!.children).toHaveLength(60 * 60);
    const shown = texts(svg);
    expect(shown).toContain("The 60 of 400 classes that are mixed up most: 3 of 3 mistakes");
    expect(shown).toEqual(expect.arrayContaining(["class 7", "class 390", "class 391"]));
    expect(shown).not.toContain("class 100");
    // The counts that are not 0 are the same picture.
    expect(await confusionChart({ matrix: countsOf(matrix), classNames })).toBe(svg);
  });

  it("draws a class that never occurs", async () => {
    const svg = await confusionChart({
      matrix: [
        [5, 0],
        [0, 0],
      ],
      classNames: ["a", "b"],
    });
    expect(svg).not.toContain("NaN");
  });
});

/** WCAG's contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const hex = /^#(.)(.)(.)$/.exec(colour);
    const rgb = hex ? hex.slice(1).map((c) => Number.parseInt(c + c, 16)) : colour.match(/\d+/g)!.map(Number);
    const [r, g, b] = rgb.map((c) =>
      c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((p, q) => p - q);
  return (light! + 0.05) / (dark! + 0.05);
}
