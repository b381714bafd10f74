import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { standardAxes, standardScores } from "../../../src/data/numbers/standardAxes.ts";

const golden: {
  columns: Record<string, (number | null)[]>;
  explained: number[];
  components: number[][];
  scores: number[][];
} = JSON.parse(readFileSync("tests/golden/look.json", "utf8"));

const columns = Object.values(golden.columns);
const [n, d] = [columns[0]!.length, columns.length];
const data = Float64Array.from({ length: n * d }, (_, i) => columns[i % d]![Math.floor(i / d)] ?? Number.NaN);

describe("standardAxes", () => {
  const found = standardAxes({ shape: [n, d], data }, 6);

  it("are scikit-learn's PCA behind its StandardScaler, gaps at the mean", () => {
    found.explained.forEach((share, k) => {
      expect(Math.abs(share - golden.explained[k]!)).toBeLessThan(1e-10);
      found.axes[k]!.forEach((entry, j) => {
        expect(Math.abs(entry - golden.components[k]![j]!), `PC${k + 1}, column ${j}`).toBeLessThan(1e-10);
      });
    });
    const scores = standardScores(found, data);
    golden.scores.forEach((row, i) => {
      row.forEach((score, k) => {
        expect(Math.abs(scores[i * 6 + k]! - score)).toBeLessThan(1e-10);
      });
    });
  });

  it("do not depend on the unit of a column", () => {
    const inches = data.map((value, i) => (i % d === 0 ? value / 25.4 : value));
    const again = standardAxes({ shape: [n, d], data: inches }, 2);
    again.explained.forEach((share, k) => {
      expect(Math.abs(share - found.explained[k]!)).toBeLessThan(1e-12);
    });
  });

  it("of many columns are those that few would have, to what iteration gives", () => {
    const wide = Float64Array.from(
      { length: 50 * 200 },
      (_, i) => Math.sin(i * i) + (i % 200 < 60 ? Math.cos(Math.floor(i / 200)) : 0),
    );
    const { axes, explained } = standardAxes({ shape: [50, 200], data: wide }, 3);
    expect(axes).toHaveLength(3);
    for (const axis of axes) expect(axis.reduce((sum, v) => sum + v * v, 0)).toBeCloseTo(1, 10);
    expect(explained[0]).toBeGreaterThan(explained[1]!);
  });

  it("leave a column that does not vary at 0", () => {
    const flat = Float64Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? 7 : Math.sin(i)));
    const { axes } = standardAxes({ shape: [10, 3], data: flat }, 2);
    for (const axis of axes) expect(axis[0]).toBe(0);
  });
});
