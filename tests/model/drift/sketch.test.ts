import { describe, expect, test } from "vitest";
import {
  cellOf,
  cellsFor,
  mostCells,
  readSketch,
  sketchNumbers,
  written,
} from "../../../src/model/drift/sketch.ts";

const columnOf = (values: readonly number[], cells = 64) =>
  sketchNumbers("x", Float64Array.from(values), cells)!;

describe("the sketch of a column", () => {
  test("has a cell for each number, where few differ", () => {
    expect(columnOf([3, 1, 3, 3, Number.NaN])).toEqual({
      column: "x",
      least: 1,
      edges: [1, 3],
      counts: [1, 3],
      single: true,
      missing: 1,
    });
  });

  test("has cells of about as many rows, and one for a number that many rows have", () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i < 300 ? 0 : i / 1000));
    const { edges, counts, single, least } = columnOf(values, 10);
    expect({ single, least }).toEqual({ single: false, least: 0 });
    expect(edges[0]).toBe(0);
    expect(counts).toEqual([300, 100, 100, 100, 100, 100, 100, 100]);
    expect(edges.at(-1)).toBe(0.999);
  });

  test("counts each of its own rows in the cell where it was, however long its digits are", () => {
    for (const scale of [1 / 3, 1e9 / 7, 1e-12 / 3, -2 / 3]) {
      const values = Array.from({ length: 700 }, (_, i) => 1000 * scale + scale * Math.floor(i / 2));
      const { edges, counts } = columnOf(values);
      const found = new Array<number>(counts.length).fill(0);
      for (const value of values) found[cellOf(value, edges)]!++;
      expect(found).toEqual(counts);
    }
  });

  test("takes numbers for one that differ by less than it keeps", () => {
    const near = columnOf([1, 1 + 1e-9, 2, 2 + 1e-9, 2 + 2e-9, 9]);
    expect(near.edges).toHaveLength(near.counts.length);
    expect(near.edges.every((edge, i) => i === 0 || edge > near.edges[i - 1]!)).toBe(true);
    expect(near.counts.reduce((sum, count) => sum + count)).toBe(6);
    expect(readSketch(written(near), undefined)).toEqual(near);
    const pictures = columnOf(Array.from({ length: 300 }, (_, i) => 40 + Math.floor(i / 3) * 1e-7 + (i % 3)));
    expect(readSketch(written(pictures), undefined)).toEqual(pictures);
  });

  test("is small: a model of ten thousand columns keeps less than a megabyte", () => {
    const wide = 10_000;
    const values = Float64Array.from({ length: 500 }, (_, i) => Math.sin(i) * 1000);
    const one = JSON.stringify(written(sketchNumbers("spectrum[1234]", values, cellsFor(wide))!));
    expect(one.length * wide).toBeLessThan(1.5e6);
    expect(cellsFor(40)).toBe(64);
    expect(cellsFor(1_000_000) * Math.min(1_000_000, mostCells / cellsFor(1_000_000))).toBeLessThanOrEqual(
      mostCells,
    );
  });

  test("is read as it was written; what was changed by hand is none", () => {
    const sketch = columnOf([2, 1, 4.5, 4.5, 8]);
    expect(readSketch(JSON.parse(JSON.stringify(written(sketch))), undefined)).toEqual(sketch);
    const of = { column: "c", counts: "3 4" };
    expect(readSketch(of, ["A", "B"])).toMatchObject({ categories: ["A", "B"], counts: [3, 4], missing: 0 });
    for (const [one, categories] of [
      [of, ["A"]],
      [of, undefined],
      [{ ...of, counts: "3 x" }, ["A", "B"]],
      [{ ...of, counts: "3 -4" }, ["A", "B"]],
      [{ ...written(sketch), edges: "1 1 2 3" }, undefined],
      [{ ...written(sketch), edges: "1" }, undefined],
      [{ ...written(sketch), least: undefined }, undefined],
      [{ column: "x", counts: 3 as unknown as string }, undefined],
    ] as const)
      expect(readSketch(one, categories), JSON.stringify(one)).toBeUndefined();
  });
});
