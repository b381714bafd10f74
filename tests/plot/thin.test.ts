import { expect, test } from "vitest";
import { curvesChart } from "../../src/plot/charts/curves.ts";
import { mostLinePoints, pieceOf, thinned } from "../../src/plot/thin.ts";
import { texts } from "./svgReading.ts";

const x = Float64Array.from({ length: 1_000_000 }, (_, i) => i);
const y = x.map((i) => Math.sin(i / 1e5) + (i === 123_456 ? 50 : 0) - (i === 777_777 ? 50 : 0));

test("a line of a million points keeps its ends, and of each piece the lowest and the highest", () => {
  const line = thinned({ name: "loss", x, y });
  expect(line.x.length).toBeLessThanOrEqual(mostLinePoints + 2);
  const at = (i: number) => Array.from(line.y)[Array.from(line.x).indexOf(i)];
  for (const i of [0, 123_456, 777_777, 999_999]) expect(at(i)).toBe(y[i]);
  const xs = Array.from(line.x);
  expect(xs).toEqual([...new Set(xs)].sort((a, b) => a - b));
  expect(pieceOf(1_000_000)).toBe(1000);
});

test("a gap stays one where a whole piece is not finite; few points are all drawn", () => {
  const broken = y.map((value, i) => (i >= 500_000 && i < 600_000 ? Number.NaN : value));
  const line = thinned({ name: "loss", x, y: broken });
  const within = Array.from(line.y).filter((_, k) => line.x[k]! >= 500_000 && line.x[k]! < 600_000);
  expect(within.length).toBeGreaterThan(50);
  expect(within.every(Number.isNaN)).toBe(true);
  expect(Array.from(line.y).filter(Number.isNaN)).toHaveLength(within.length);
  const few = { name: "loss", x: x.subarray(0, mostLinePoints), y: y.subarray(0, mostLinePoints) };
  expect(thinned(few)).toBe(few);
});

test("the axis says what is left out", async () => {
  const svg = await curvesChart({ panels: [{ yLabel: "loss", series: [{ name: "loss", x, y }] }] });
  expect(texts(svg)).toContain("epoch (the lowest and the highest of every 1000)");
  expect(svg.length).toBeLessThan(60_000);
});
