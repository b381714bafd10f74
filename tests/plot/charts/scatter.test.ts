import { describe, expect, it } from "vitest";
import { scatterChart } from "../../../src/plot/charts/scatter.ts";
import { svgToPixels } from "../../../src/plot/png.ts";
import { hasClearBorder, mark, parse, texts, translation } from "../svgReading.ts";

/** Four sets of unlike extents, so that axes which are not shared would show. */
const facets = [1, 2, 3, 5].map((spread) => {
  const angle = Array.from({ length: 60 }, (_, i) => i * 2.4);
  return {
    title: `std_samples=${spread}`,
    x: Float64Array.from(angle, (a, i) => spread * Math.cos(a) * (i / 60)),
    y: Float64Array.from(angle, (a, i) => spread * Math.sin(a) * (i / 30) + 3),
    label: Int32Array.from(angle, (_, i) => i % 5),
  };
});

/** Places of the points, facet by facet in reading order (Plot writes them column by column). */
function pointsByFacet(svg: string): [number, number][][] {
  const dots = mark(parse(svg), "dot").at(-1)!; // the first is the legend's
  const groups = [...dots.children].map((group) => ({ at: translation(group), points: [...group.children] }));
  groups.sort((a, b) => a.at[1] - b.at[1] || a.at[0] - b.at[0]);
  return groups.map(({ points }) => points.map(translation));
}

describe("scatterChart", () => {
  it("draws every point of four facets on one pair of axes", async () => {
    const groups = pointsByFacet(await scatterChart({ facets, columns: 2, palette: "turbo" }));
    expect(groups.map((group) => group.length)).toEqual([60, 60, 60, 60]);
    // Shared axes: pixel = slope · value + offset with the same slope and offset in every facet.
    const lineThrough = (values: ArrayLike<number>, pixels: readonly number[]) => {
      const order = pixels.map((_, i) => i).sort((i, j) => values[i]! - values[j]!);
      const [low, high] = [order[0]!, order.at(-1)!];
      const slope = (pixels[high]! - pixels[low]!) / (values[high]! - values[low]!);
      return { slope, offset: pixels[low]! - slope * values[low]! };
    };
    const xs = facets.map(({ x }, f) =>
      lineThrough(
        x,
        groups[f]!.map(([px]) => px),
      ),
    );
    const ys = facets.map(({ y }, f) =>
      lineThrough(
        y,
        groups[f]!.map(([, py]) => py),
      ),
    );
    expect(xs[0]!.slope).toBeGreaterThan(0);
    expect(ys[0]!.slope).toBeLessThan(0); // up is positive
    facets.forEach(({ x, y }, f) => {
      groups[f]!.forEach(([px, py], i) => {
        expect(Math.abs(px - (xs[3]!.slope * x[i]! + xs[3]!.offset))).toBeLessThan(0.05);
        expect(Math.abs(py - (ys[3]!.slope * y[i]! + ys[3]!.offset))).toBeLessThan(0.05);
      });
    });
  });

  it("titles each facet and lays them out 2 × 2", async () => {
    const svg = await scatterChart({ facets, columns: 2 });
    expect(texts(svg)).toEqual(expect.arrayContaining(facets.map(({ title }) => title)));
    const places = [...mark(parse(svg), "dot").at(-1)!.children].map(translation);
    expect(new Set(places.map(([x]) => x)).size).toBe(2);
    expect(new Set(places.map(([, y]) => y)).size).toBe(2);
    expect(new Set(places.map(String)).size).toBe(4);
  });

  it("puts coloured pixels into all four facets", async () => {
    const { width, height, data } = await svgToPixels(
      await scatterChart({ facets, columns: 2, palette: "turbo" }),
    );
    const coloured = [0, 0, 0, 0];
    for (let y = 90; y < height - 60; y++) {
      for (let x = 64; x < width; x++) {
        const [r, g, b] = data.subarray(4 * (y * width + x));
        if (Math.max(r!, g!, b!) - Math.min(r!, g!, b!) > 100) {
          coloured[(x < width / 2 + 20 ? 0 : 1) + (y < height / 2 + 20 ? 0 : 2)]!++;
        }
      }
    }
    for (const count of coloured) expect(count).toBeGreaterThan(400);
  });

  it("colours by turbo with one shape, or by the safe palette with a shape for each class", async () => {
    const looks = async (palette: "turbo" | "safe") => {
      const legend = mark(parse(await scatterChart({ facets, palette })), "dot")[0]!;
      const entries = [...legend.children];
      return {
        colours: new Set(entries.map((entry) => entry.getAttribute("fill"))).size,
        shapes: new Set(entries.map((entry) => entry.getAttribute("d"))).size,
      };
    };
    expect(await looks("turbo")).toEqual({ colours: 5, shapes: 1 });
    expect(await looks("safe")).toEqual({ colours: 5, shapes: 5 });
  });

  it("gives a point the look that the legend gives its class", async () => {
    const one = { x: [0, 1, 2], y: [0, 1, 2], label: [2, 0, 1] };
    const dots = mark(parse(await scatterChart({ facets: [one], classNames: ["a", "b", "c"] })), "dot");
    const fills = (group: Element) =>
      [...group.querySelectorAll("path")].map((path) => path.getAttribute("fill"));
    const [a, b, c] = fills(dots[0]!);
    expect(new Set([a, b, c]).size).toBe(3);
    expect(fills(dots[1]!)).toEqual([c, a, b]);
  });

  it("escapes names that look like markup and cuts long ones", async () => {
    const classNames = [
      "<script>alert(1)</script>",
      "R&D \"q\" 'r'",
      "line\nend\u0000",
      "長い名前".repeat(20),
      "良品",
    ];
    const svg = await scatterChart({ facets, classNames, title: "a < b & c", xLabel: "<x>", yLabel: "&y;" });
    expect(svg).not.toContain("<script");
    expect(svg).toContain("&lt;script&gt;");
    const read = texts(svg);
    expect(read).toEqual(
      expect.arrayContaining(["a < b & c", "<x>", "&y;", "R&D \"q\" 'r'", "line end\ufffd", "良品"]),
    );
    expect(read.some((text) => /^(長い名前)+.*…$/.test(text) && text.length < 20)).toBe(true);
    await svgToPixels(svg); // resvg's strict XML parser accepts it
  });

  it("keeps everything inside the page, however long the words", async () => {
    const long = "とても長い特徴量の名前".repeat(12);
    const labelled = facets.map((facet) => ({ ...facet, title: long }));
    const svg = await scatterChart({
      facets: labelled,
      classNames: Array.from({ length: 5 }, (_, i) => `${"wide CLASS name ".repeat(8)}${i}`),
      title: long,
      xLabel: long,
      yLabel: long,
    });
    expect(await hasClearBorder(svg)).toBe(true);
  });

  it("leaves out points that are not finite and draws points without labels", async () => {
    const svg = await scatterChart({ facets: [{ x: [1, Number.NaN, 3, Infinity], y: [1, 2, 3, 4] }] });
    expect(pointsByFacet(svg).map((group) => group.length)).toEqual([2]);
    expect(mark(parse(svg), "dot")).toHaveLength(1); // no legend
  });

  it("refuses a label that has no name", async () => {
    const one = { x: [0], y: [0], label: [3] };
    await expect(scatterChart({ facets: [one], classNames: ["a", "b"] })).rejects.toThrow(
      "label 3 has no name",
    );
  });

  it("gives the same bytes for the same data", async () => {
    const draw = () => scatterChart({ facets, columns: 2, palette: "turbo" });
    expect(await draw()).toBe(await draw());
  });
});
