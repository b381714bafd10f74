import { describe, expect, it } from "vitest";
import { importanceChart } from "../../../src/plot/charts/importance.ts";
import { reliabilityChart } from "../../../src/plot/charts/reliability.ts";
import { predictedChart, residualChart } from "../../../src/plot/charts/residuals.ts";
import { precisionRecallChart, rocChart } from "../../../src/plot/charts/roc.ts";
import { hasClearBorder, mark, parse, texts, translation } from "../svgReading.ts";

const hard = 'a <b> & "c" \u0001 良品 with a name that goes on and on';

/** Corners of a path that has only straight pieces. */
function corners(path: Element): [number, number][] {
  const d = path.getAttribute("d")!;
  let [x, y] = [0, 0];
  return [...d.matchAll(/([MLHV])(-?[\d.]+)(?:,(-?[\d.]+))?/g)].map(([, letter, a, b]) => {
    if (letter === "V") y = Number(a);
    else x = Number(a);
    if (b !== undefined) y = Number(b);
    return [x, y];
  });
}

const box = (rect: Element) =>
  (["x", "y", "width", "height"] as const).map((name) => Number(rect.getAttribute(name))) as [
    number,
    number,
    number,
    number,
  ];

describe("rocChart", () => {
  const curve = { name: "良品", x: [0, 0, 0.5, 1], y: [0, 0.5, 1, 1], area: 0.875 };

  it("rises from the lower left to the upper right, above the line of chance", async () => {
    const svg = parse(await rocChart({ curves: [curve] }));
    const [chance, line] = mark(svg, "line").map((group) => corners(group.querySelector("path")!));
    expect(line).toHaveLength(4);
    expect([line![0], line![3]]).toEqual([chance![0], chance![1]]); // both join the same two corners
    const [[x0, y0], [x1, y1]] = [chance![0]!, chance![1]!];
    expect(x1).toBeGreaterThan(x0);
    expect(y1).toBeLessThan(y0);
    expect(line![1]![0]).toBeCloseTo(x0, 6);
    expect(line![1]![1]).toBeCloseTo((y0 + y1) / 2, 6);
    expect(line![2]![0]).toBeCloseTo((x0 + x1) / 2, 6);
    expect(line![2]![1]).toBeCloseTo(y1, 6);
  });

  it("names each curve with its area, however long the name", async () => {
    const svg = await rocChart({ curves: [curve, { ...curve, name: hard, area: 0.5 }], title: hard });
    const read = texts(svg);
    expect(read).toContain("良品 0.875");
    expect(read.some((text) => /^a <b> & .*… 0\.500$/.test(text))).toBe(true);
    expect(await hasClearBorder(svg)).toBe(true);
  });

  it("keeps names apart that begin alike, and does not call all what is less", async () => {
    const name = (end: string) =>
      `unclassified defect of the outer surface that a person must look at: ${end}`;
    const curves = ["upper", "lower"].map((end) => ({ ...curve, name: name(end), area: 0.99996 }));
    const read = texts(await rocChart({ curves })).filter((text) => text.startsWith("unclassified"));
    expect(read).toEqual([expect.stringMatching(/upper >0\.999$/), expect.stringMatching(/lower >0\.999$/)]);
  });

  it("tells a class called 0 from its area", async () => {
    expect(texts(await rocChart({ curves: [{ ...curve, name: "0" }] }))).toContain("0: 0.875");
  });

  it("thins a hundred thousand points to what can be seen, and keeps the ends", async () => {
    const x = Float64Array.from({ length: 100_000 }, (_, i) => i / 99_999);
    const svg = await rocChart({ curves: [{ name: "a", x, y: x.map(Math.sqrt), area: 2 / 3 }] });
    expect(svg.length).toBeLessThan(40_000);
    const [chance, line] = mark(parse(svg), "line").map((group) => corners(group.querySelector("path")!));
    expect([line![0], line!.at(-1)]).toEqual([chance![0], chance![1]]);
  });
});

describe("precisionRecallChart", () => {
  it("is a staircase that promises nothing between two thresholds, level to recall 0", async () => {
    const curve = { name: "a", x: [1, 0.5, 0], y: [0.4, 0.8, 1], area: 0.6 };
    const svg = parse(await precisionRecallChart({ curves: [curve], positives: 0.4 }));
    const [chance, line] = mark(svg, "line").map((group) => corners(group.querySelector("path")!));
    for (let i = 1; i < line!.length; i++) {
      const [[x0, y0], [x1, y1]] = [line![i - 1]!, line![i]!];
      expect(x0 === x1 || y0 === y1).toBe(true);
    }
    expect(line![0]![1]).toBeCloseTo(chance![0]![1], 6); // at recall 1 the precision is the share of positives
    const top = Math.min(...line!.map(([, y]) => y));
    expect(line!.at(-1)![0]).toBeCloseTo(chance![0]![0], 6);
    expect(line!.at(-1)![1]).toBe(top);
    // The highest step is at 0.8, not at the empty 1.
    const ticks = mark(svg, "y-axis tick label")[0]!.querySelectorAll("text");
    const at = [...ticks].find((tick) => tick.textContent === "0.8")!;
    expect(top).toBeCloseTo(translation(at)[1], 0);
  });
});

describe("reliabilityChart", () => {
  const bins = [
    { low: 0, high: 0.5, rows: 10, confidence: 0.4, accuracy: 0.8 },
    { low: 0.5, high: 1, rows: 30, confidence: 0.9, accuracy: 0.6 },
  ];

  it("draws accuracy, the gap to confidence either way, and the rows", async () => {
    const svg = await reliabilityChart({ bins, title: hard });
    const [accuracies, gaps, rows] = mark(parse(svg), "rect").map((group) => [...group.children].map(box));
    const height = (b: [number, number, number, number]) => b[3] + 1; // an inset of half a pixel on each side
    expect(height(accuracies![0]!) / height(accuracies![1]!)).toBeCloseTo(0.8 / 0.6, 2);
    expect(height(gaps![0]!) + 1).toBeCloseTo((height(accuracies![0]!) * 0.4) / 0.8, 0);
    expect(height(gaps![1]!) + 1).toBeCloseTo((height(accuracies![1]!) * 0.3) / 0.6, 0);
    expect(gaps![0]![1]).toBeGreaterThan(accuracies![0]![1]); // within the bar: more right than sure
    expect(gaps![1]![1]).toBeLessThan(accuracies![1]![1]); // above it: more sure than right
    expect(height(rows![1]!) / height(rows![0]!)).toBeCloseTo(3, 1);
    expect(await hasClearBorder(svg)).toBe(true);
  });

  it("draws the interval of a bin's accuracy about the top of its bar", async () => {
    const certain = bins.map((bin) => ({
      ...bin,
      interval: [bin.accuracy - 0.2, bin.accuracy + 0.1] as const,
    }));
    const svg = parse(await reliabilityChart({ bins: certain }));
    const accuracies = [...mark(svg, "rect")[0]!.children].map(box);
    const whiskers = [...mark(svg, "rule")[1]!.querySelectorAll("line")].map((line) =>
      (["x1", "y1", "y2"] as const).map((name) => Number(line.getAttribute(name))),
    );
    expect(whiskers).toHaveLength(2);
    const unit = (accuracies[0]![3] + 1) / 0.8; // px of an accuracy of 1
    whiskers.forEach(([x, y1, y2], i) => {
      const [left, top, width] = accuracies[i]!;
      expect(x).toBeCloseTo(left + width / 2, 0);
      expect(Math.abs(Math.max(y1!, y2!) - top - 0.2 * unit)).toBeLessThan(1); // an inset, and rounding
      expect(Math.abs(top - Math.min(y1!, y2!) - 0.1 * unit)).toBeLessThan(1);
    });
  });

  it("leaves an empty bin empty", async () => {
    const empty = { low: 0.5, high: 1, rows: 0, confidence: null, accuracy: null };
    const svg = parse(await reliabilityChart({ bins: [bins[0]!, empty] }));
    expect(mark(svg, "rect")[0]!.children).toHaveLength(1);
    expect(svg.outerHTML).not.toMatch(/NaN|Infinity/);
  });
});

describe("predictedChart", () => {
  it("has one scale on both axes: what is right lies on the diagonal", async () => {
    const svg = parse(await predictedChart({ truth: [1, 5, 9, 4], predicted: [1, 5, 9, 7] }));
    const [[x0, y0], [x1, y1]] = corners(mark(svg, "line")[0]!.querySelector("path")!) as [
      [number, number],
      [number, number],
    ];
    expect((y0 - y1) / (x1 - x0)).toBeCloseTo(1, 6);
    const dots = [...mark(svg, "dot")[0]!.children].map(translation);
    const above = dots.map(([x, y]) => y0 - (x - x0) - y);
    expect(above.slice(0, 3).every((distance) => Math.abs(distance) < 0.01)).toBe(true);
    expect(above[3]).toBeCloseTo(((x1 - x0) * 3) / 8, 1); // predicted too high: above
  });

  it.each([
    ["equal", [3, 3], [3, 3]],
    ["no", [], []],
    ["not finite", [1, Number.NaN, Infinity], [1, 2, 3]],
  ])("draws %s values", async (_, truth, predicted) => {
    for (const svg of [
      await predictedChart({ truth, predicted }),
      await residualChart({ truth, predicted }),
    ]) {
      expect(svg).not.toMatch(/NaN|Infinity/);
      expect(await hasClearBorder(svg)).toBe(true);
    }
  });

  it("has ticks that say where they stand, far from zero too", async () => {
    const truth = Float64Array.from({ length: 60 }, (_, i) => 1990 + i / 2);
    const svg = parse(await predictedChart({ truth, predicted: truth }));
    for (const axis of ["x-axis tick label", "y-axis tick label"]) {
      const ticks = [...mark(svg, axis)[0]!.querySelectorAll("text")].map((tick) => Number(tick.textContent));
      expect(ticks).toEqual(
        [1990, 1995, 2000, 2005, 2010, 2015, 2020].filter((tick) => ticks.includes(tick)),
      );
      expect(ticks.length).toBeGreaterThan(4);
    }
  });

  it.each([1, 2, 3, 7, 1234])("counts %i rows in whole numbers", async (rows) => {
    const bins = [{ low: 0, high: 1, rows, confidence: 0.5, accuracy: 0.5 }];
    const values = new Float64Array(rows).fill(1);
    for (const svg of [
      await reliabilityChart({ bins }),
      await residualChart({ truth: values, predicted: values }),
    ]) {
      const ticks = [...mark(parse(svg), "y-axis tick label").at(-1)!.querySelectorAll("text")].map(
        (tick) => tick.textContent!,
      );
      expect(ticks.length).toBeGreaterThan(1);
      for (const tick of ticks) expect(tick).toMatch(/^\d+$|^\d+(\.\d+)?k$/);
    }
  });

  it("draws two thousand of many rows", async () => {
    const truth = Float64Array.from({ length: 50_000 }, (_, i) => i);
    const svg = parse(await predictedChart({ truth, predicted: truth }));
    expect(mark(svg, "dot")[0]!.children).toHaveLength(2000);
  });
});

describe("residualChart", () => {
  it("counts every row once, zero on an edge", async () => {
    const truth = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 3 + 1);
    const svg = parse(await residualChart({ truth, predicted: new Float64Array(1000) }));
    const bars = [...mark(svg, "rect")[0]!.children].map(box);
    const zero = Number(mark(svg, "rule")[0]!.querySelector("line")!.getAttribute("x1"));
    const edges = bars.flatMap(([x, , width]) => [x - 0.5, x + width + 0.5]);
    expect(Math.min(...edges.map((edge) => Math.abs(edge - zero)))).toBeLessThan(0.02);
    // The area is the rows: those above zero, 1000 · (1 - acos(1/3)/π), stand right of it.
    const area = (side: (x: number) => boolean) =>
      bars.filter(([x]) => side(x)).reduce((sum, [, , , height]) => sum + height + 0.5, 0);
    const right = area((x) => x > zero) / (area((x) => x > zero) + area((x) => x < zero));
    expect(right).toBeCloseTo(1 - Math.acos(1 / 3) / Math.PI, 1);
  });
});

describe("importanceChart", () => {
  it("has bars as long as the means, whiskers of one deviation, to the left of zero too", async () => {
    const bars = [
      { name: hard, mean: 0.4, std: 0.1 },
      { name: "長さ", mean: -0.1, std: 0.05 },
    ];
    const svg = await importanceChart({ bars, title: "T" });
    const page = parse(svg);
    const [first, second] = [...mark(page, "bar")[0]!.children].map(box);
    expect(first![2] / second![2]).toBeCloseTo(4, 1);
    expect(second![0] + second![2]).toBeCloseTo(first![0], 1); // they meet at zero
    const whiskers = [...mark(page, "rule")[0]!.children].map((line) =>
      ["x1", "x2"].map((name) => Number(line.getAttribute(name))),
    );
    const unit = first![2] / 0.4;
    expect(whiskers[0]![1]! - whiskers[0]![0]!).toBeCloseTo(0.2 * unit, 1);
    expect((whiskers[0]![0]! + whiskers[0]![1]!) / 2).toBeCloseTo(first![0] + first![2], 1);
    expect(first![1]).toBeLessThan(second![1]);
    expect(await hasClearBorder(svg)).toBe(true);
  });

  it("draws features that change nothing", async () => {
    const svg = await importanceChart({ bars: [{ name: "a", mean: 0, std: 0 }] });
    expect(svg).not.toMatch(/NaN/);
  });
});
