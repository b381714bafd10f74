import { describe, expect, test } from "vitest";
import { madeUpDefects } from "../../../src/train/inspection/madeUp.ts";

/** Ten smooth pictures of 24 × 16 pixels. */
const image = { height: 16, width: 24, channels: 1 } as const;
const size = 16 * 24;
const smooth = Float64Array.from(
  { length: 10 * size },
  (_, i) => 90 + 40 * Math.sin((i % size) / 30) + ((i / size) % 7),
);
const good = { data: smooth, features: size, rows: [0, 1, 2, 3, 4, 5, 6, 7, 8], image };

describe("made-up defects", () => {
  test("lie on a good part, change some of its pixels and leave most, within black and white", () => {
    const made = madeUpDefects(good, { count: 200, seed: 1 });
    let changed = 0;
    for (let i = 0; i < 200; i++) {
      const from = smooth.subarray((i % 9) * size, ((i % 9) + 1) * size);
      const own = made.subarray(i * size, (i + 1) * size);
      const pixels = own.filter((value, j) => Math.abs(value - from[j]!) > 1).length;
      expect(pixels).toBeLessThan(0.6 * size);
      if (pixels > 0) changed++;
      expect(own.every((value) => value >= 0 && value <= 255)).toBe(true);
    }
    // A patch of a smooth picture may look like what it covers.
    expect(changed).toBeGreaterThan(170);
  });

  test("follow from the seed and their place alone, and differ", () => {
    const some = madeUpDefects(good, { count: 5, seed: 1 });
    expect(madeUpDefects(good, { count: 9, seed: 1 }).subarray(0, 5 * size)).toEqual(some);
    expect(madeUpDefects(good, { count: 5, seed: 2 })).not.toEqual(some);
    expect(some.subarray(0, size)).not.toEqual(
      madeUpDefects(good, { count: 10, seed: 1 }).subarray(9 * size),
    );
  });

  test("of one good part alone, of one grey and in colour", () => {
    const flat = { data: new Float64Array(27).fill(7), features: 27, rows: [0] };
    const made = madeUpDefects(
      { ...flat, image: { height: 3, width: 3, channels: 3 } },
      { count: 30, seed: 0 },
    );
    expect(made.every((value) => value >= 0 && value <= 255)).toBe(true);
    expect(made.some((value) => value !== 7)).toBe(true);
  });

  test("of measurements, some lie far out; what never varies stays", () => {
    const data = Float64Array.from({ length: 60 }, (_, i) => (i % 3 === 2 ? 5 : Math.floor(i / 3) % 4));
    const rows = Array.from({ length: 20 }, (_, i) => i);
    const made = madeUpDefects({ data, features: 3, rows }, { count: 100, seed: 0 });
    const out = (j: number) =>
      Array.from({ length: 100 }, (_, i) => made[3 * i + j]!).filter((value) => value < -0.5 || value > 3.5)
        .length;
    expect(out(0) + out(1)).toBeGreaterThan(80);
    expect(Array.from({ length: 100 }, (_, i) => made[3 * i + 2]).every((value) => value === 5)).toBe(true);
  });
});
