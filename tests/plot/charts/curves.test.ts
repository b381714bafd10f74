import { describe, expect, it } from "vitest";
import { curvesChart } from "../../../src/plot/charts/curves.ts";
import { hasClearBorder, mark, parse, texts, translation } from "../svgReading.ts";

const x = [0, 5, 10, 15, 20, 25];
const train = { name: "train", x, y: [2.2, 1.1, 0.6, 0.3, 0.2, 0.1] };
const test = { name: "test", x, y: [2.3, 1.3, 0.8, 0.5, 0.45, 0.44] };

describe("curvesChart", () => {
  it("draws a falling loss as a falling line", async () => {
    const svg = parse(await curvesChart({ panels: [{ yLabel: "loss", series: [train] }] }));
    const dots = [...mark(svg, "dot")[0]!.children].map(translation);
    expect(dots).toHaveLength(6);
    for (let i = 1; i < dots.length; i++) {
      expect(dots[i]![0]).toBeGreaterThan(dots[i - 1]![0]); // epochs go right
      expect(dots[i]![1]).toBeGreaterThan(dots[i - 1]![1]); // down the page
    }
    // Equal steps of the epoch, and heights in proportion to the loss.
    const height = (i: number, j: number) => dots[j]![1] - dots[i]![1];
    expect(height(0, 1) / height(1, 2)).toBeCloseTo((2.2 - 1.1) / (1.1 - 0.6), 3);
    expect(dots[1]![0] - dots[0]![0]).toBeCloseTo(dots[5]![0] - dots[4]![0], 2);
  });

  it("draws two panels, a legend once, and one look for a name in both", async () => {
    const accuracy = { name: "train", x, y: [0.2, 0.5, 0.7, 0.8, 0.9, 0.95] };
    const svg = await curvesChart({
      panels: [
        { yLabel: "loss", series: [train, test] },
        { yLabel: "accuracy", series: [accuracy] },
      ],
      title: "Learning curves",
    });
    const read = texts(svg);
    expect(read).toEqual(expect.arrayContaining(["Learning curves", "loss", "accuracy"]));
    expect(read.filter((text) => text === "epoch")).toHaveLength(2);
    expect(read.filter((text) => text === "train")).toHaveLength(1);
    const strokes = mark(parse(svg), "line").map((line) => line.getAttribute("stroke"));
    expect(strokes).toHaveLength(3);
    expect(strokes[0]).not.toBe(strokes[1]);
    expect(strokes[2]).toBe(strokes[0]);
    const dashes = mark(parse(svg), "line").map((line) => line.getAttribute("stroke-dasharray"));
    expect(dashes[0]).not.toBe(dashes[1]); // told apart in grey, too
  });

  it("has no tick above the best that there is", async () => {
    const flat = { name: "accuracy", x, y: x.map(() => 0.94) };
    const highest = async (panel: { most?: number }) => {
      const svg = parse(await curvesChart({ panels: [{ yLabel: "accuracy", series: [flat], ...panel }] }));
      const ticks = [...mark(svg, "y-axis tick label")[0]!.querySelectorAll("text")];
      return Math.max(...ticks.map((tick) => Number(tick.textContent)));
    };
    expect(await highest({ most: 1 })).toBe(1);
    expect(await highest({})).toBeGreaterThan(1);
  });

  it("gives a name the look that it has in another picture, and explains only what it shows", async () => {
    const look = async (names?: string[]) => {
      const panel = { yLabel: "accuracy", series: [test, { ...train, name: "validation" }] };
      const svg = await curvesChart({ panels: [panel], ...(names ? { names } : {}) });
      expect(texts(svg)).not.toContain("train");
      return mark(parse(svg), "line").map((line) => line.getAttribute("stroke"));
    };
    const [first, second] = await look();
    expect(await look(["validation", "train", "test"])).toEqual([expect.not.stringMatching(first!), first]);
    expect(await look(["test", "validation"])).toEqual([first, second]);
  });

  it("has whole epochs only, even over three of them", async () => {
    const short = { name: "loss", x: [0, 1, 2], y: [3, 2, 1] };
    const svg = parse(await curvesChart({ panels: [{ yLabel: "loss", series: [short] }] }));
    const ticks = [...mark(svg, "x-axis tick label")[0]!.querySelectorAll("text")].map(
      (tick) => tick.textContent,
    );
    expect(ticks).toEqual(["0", "1", "2"]);
  });

  it("breaks the line at a loss that is not finite", async () => {
    const diverged = { name: "loss", x, y: [1, 2, Number.NaN, 4, Infinity, 6] };
    const svg = parse(await curvesChart({ panels: [{ yLabel: "loss", series: [diverged] }] }));
    const path = mark(svg, "line")[0]!.querySelector("path")!.getAttribute("d")!;
    expect(path.match(/M/g)).toHaveLength(3);
    expect(path).not.toMatch(/NaN|Infinity/);
    expect(mark(svg, "dot")[0]!.children).toHaveLength(4);
  });

  it.each([
    ["no epoch", [], []],
    ["one epoch", [0], [2.3]],
    ["a flat line", [0, 1, 2], [0.5, 0.5, 0.5]],
    ["a flat line at zero", [0, 1, 2], [0, 0, 0]],
    ["negative values", [0, 1, 2], [-1, -2, -4]],
    ["huge values", [0, 1, 2], [1e300, 1e12, 1]],
    [
      "100,000 epochs",
      Array.from({ length: 1e5 }, (_, i) => i),
      Array.from({ length: 1e5 }, (_, i) => 1 / (i + 1)),
    ],
  ])("draws %s", async (_, xs, ys) => {
    const svg = await curvesChart({ panels: [{ yLabel: "loss", series: [{ name: "loss", x: xs, y: ys }] }] });
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(await hasClearBorder(svg)).toBe(true);
    const dots = [...(mark(parse(svg), "dot")[0]?.children ?? [])];
    expect(dots.length).toBe(xs.length <= 32 ? xs.length : 12);
  });
});
