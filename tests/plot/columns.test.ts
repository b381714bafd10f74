import { describe, expect, it } from "vitest";
import { scatterChart } from "../../src/plot/charts/scatter.ts";
import { histogramChart, histogramLegend } from "../../src/plot/columns/histogram.ts";
import { mark, parse, texts } from "./svgReading.ts";

const bars = (svg: string) => mark(parse(svg), "rect").flatMap((group) => [...group.children]);
const heightOf = (bar: Element) => Number(bar.getAttribute("height"));

describe("histogramChart", () => {
  it("draws each class by its own share, so that a rare one stands as high", async () => {
    const svg = await histogramChart({
      ...{ from: 0, width: 1, title: "外径" },
      counts: [
        [1, 3, 0],
        [100, 300, 0],
      ],
    });
    const heights = bars(svg).map(heightOf);
    expect(heights).toHaveLength(4);
    expect(heights[0]).toBeCloseTo(heights[2]!, 6);
    expect(heights[1]! / heights[0]!).toBeCloseTo(3, 1);
    expect(parse(svg).getAttribute("aria-label")).toBe("外径");
  });

  it("gives the class that is to be found the warm colour, as its legend does", async () => {
    const counts = [
      [2, 1],
      [5, 9],
    ];
    const colours = (svg: string) => [
      ...new Set([...svg.matchAll(/#(?:0072b2|d55e00)/g)].map(([one]) => one)),
    ];
    expect(colours(await histogramChart({ from: 0, width: 1, counts, positive: 0, title: "x" }))[0]).toBe(
      "#d55e00",
    );
    expect(colours(await histogramChart({ from: 0, width: 1, counts, positive: 1, title: "x" }))[0]).toBe(
      "#0072b2",
    );
    const legend = await histogramLegend(["NG", "OK"], 0);
    expect(colours(legend)[0]).toBe("#d55e00");
    expect(texts(legend)).toEqual(["NG", "OK"]);
  });

  it("marks whole numbers with whole ticks", async () => {
    const svg = await histogramChart({ from: 0.5, width: 1, counts: [[4, 5]], title: "sex" });
    expect(texts(svg)).toEqual(["1", "2"]);
  });
});

describe("scatterChart of numbers", () => {
  it("colours points along a ramp, and shows its ends", async () => {
    const svg = await scatterChart({
      facets: [{ x: [0, 1, 2, 3], y: [0, 1, 0, 1], value: [25, 346, 100, Number.NaN] }],
      valueName: "target",
      title: "diabetes.csv",
    });
    const dots = [...mark(parse(svg), "dot").at(-1)!.querySelectorAll("path, circle")];
    const fills = dots.map((dot) => dot.getAttribute("fill"));
    expect(new Set(fills).size).toBe(4);
    expect(fills).toContain("#9a9a9a");
    for (const text of ["target", "25", "346"]) expect(texts(svg)).toContain(text);
  });
});
