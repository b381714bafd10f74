import { describe, expect, test } from "vitest";
import {
  type AugmentSpec,
  augmenter,
  type ImageRows,
  type Placement,
  place,
} from "../../../src/data/images/augment.ts";

const rows: ImageRows = { height: 5, width: 5, channels: 2, white: [2, 4] };
const size = 50;
/** Three images, every number another. */
const features = Float64Array.from({ length: 3 * size }, (_, k) => ((k * 37) % 151) / 10 - 5);
const image = features.subarray(size, 2 * size);
const at = (x: number, y: number, c: number) => image[(y * 5 + x) * 2 + c]!;

const still: Placement = { right: 0, down: 0, turns: 0, mirrorX: 1, mirrorY: 1 };
function placed(change: Partial<Placement>): Float64Array {
  const into = new Float64Array(size).fill(Number.NaN);
  place(rows, { ...still, ...change }, features, size, into);
  return into;
}
/** The image whose number at (x, y, c) is `of` that. */
const wanted = (of: (x: number, y: number, c: number) => number) =>
  Float64Array.from({ length: size }, (_, k) => of(Math.floor(k / 2) % 5, Math.floor(k / 10), k % 2));
const clamp = (i: number) => Math.max(0, Math.min(4, i));

describe("placing an image", () => {
  test("nowhere else is the identity", () => {
    expect(placed({})).toEqual(image);
  });

  test("by whole pixels moves the numbers as they are; the border goes on", () => {
    expect(placed({ right: 2, down: -1 })).toEqual(wanted((x, y, c) => at(clamp(x - 2), clamp(y + 1), c)));
  });

  test("by half a pixel is the mean of two neighbours", () => {
    expect(placed({ right: 0.5 })).toEqual(
      wanted((x, y, c) => (x === 0 ? at(0, y, c) : 0.5 * at(x - 1, y, c) + 0.5 * at(x, y, c))),
    );
  });

  test("a quarter turn of a square is exact, as numpy.rot90 with k = -1; four of them are none", () => {
    expect(placed({ turns: 0.25 })).toEqual(wanted((x, y, c) => at(y, 4 - x, c)));
    expect(placed({ turns: 0.5 })).toEqual(wanted((x, y, c) => at(4 - x, 4 - y, c)));
    expect(placed({ turns: 1 })).toEqual(image);
  });

  test("mirrored is exact: left for right, top for bottom", () => {
    expect(placed({ mirrorX: -1 })).toEqual(wanted((x, y, c) => at(4 - x, y, c)));
    expect(placed({ mirrorY: -1 })).toEqual(wanted((x, y, c) => at(x, 4 - y, c)));
  });

  test("a turn by a small angle keeps the middle, and all between the least and the most", () => {
    const turned = placed({ turns: 7 / 360 });
    expect([turned[24], turned[25]]).toEqual([at(2, 2, 0), at(2, 2, 1)]);
    expect(Math.min(...turned)).toBeGreaterThanOrEqual(Math.min(...image));
    expect(Math.max(...turned)).toBeLessThanOrEqual(Math.max(...image));
    expect(turned).not.toEqual(image);
  });
});

describe("augmenting", () => {
  const varied = (spec: AugmentSpec, seed: number, row: number, epoch: number) => {
    const into = new Float64Array(size).fill(Number.NaN);
    augmenter(spec, rows, { seed })(features, row, epoch, into);
    return into;
  };
  const all: AugmentSpec = { shift: 1.5, rotate: 15, flip: "both", brightness: 0.2, noise: 0.05 };

  test("by nothing is the identity", () => {
    expect(varied({}, 1, 1, 0)).toEqual(image);
    expect(varied({ shift: 0, rotate: 0, brightness: 0, noise: 0 }, 1, 1, 7)).toEqual(image);
  });

  test("is the same for seed, epoch and row, whatever was drawn before; another for each other", () => {
    const augment = augmenter(all, rows, { seed: 4 });
    const into = new Float64Array(size);
    augment(features, 2, 9, into);
    augment(features, 1, 3, into);
    expect(into).toEqual(varied(all, 4, 1, 3));
    for (const other of [varied(all, 5, 1, 3), varied(all, 4, 1, 4), varied(all, 4, 0, 3)])
      expect(other).not.toEqual(into);
  });

  test("brightness adds one share of white to all pixels of a channel, evenly from -b to b", () => {
    const shares = Array.from({ length: 400 }, (_, epoch) => {
      const into = varied({ brightness: 0.25 }, 0, 1, epoch);
      const light = (into[0]! - image[0]!) / 2;
      for (let k = 0; k < size; k++)
        expect((into[k]! - image[k]!) / (k % 2 === 0 ? 2 : 4)).toBeCloseTo(light, 12);
      return light;
    });
    expect(Math.max(...shares)).toBeLessThanOrEqual(0.25);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(-0.25);
    expect(Math.abs(mean(shares))).toBeLessThan(0.03);
    expect(mean(shares.map((x) => x * x))).toBeCloseTo(0.25 ** 2 / 3, 2);
  });

  test("noise has the deviation that was asked for, and every number its own", () => {
    const draws = Array.from({ length: 300 }, (_, epoch) => varied({ noise: 0.1 }, 0, 1, epoch));
    const z = draws.flatMap((into) =>
      [...into].map((value, k) => (value - image[k]!) / (k % 2 === 0 ? 2 : 4)),
    );
    expect(Math.abs(mean(z))).toBeLessThan(0.004);
    expect(Math.sqrt(mean(z.map((x) => x * x)))).toBeCloseTo(0.1, 2);
    expect(new Set(z).size).toBeGreaterThan(0.9 * z.length);
  });

  test("every second image is mirrored, and shifts reach to all sides", () => {
    const mirrored = wanted((x, y, c) => at(4 - x, y, c));
    const flips = Array.from({ length: 400 }, (_, epoch) => varied({ flip: "horizontal" }, 0, 1, epoch));
    const count = flips.filter((into) => into.join() === mirrored.join()).length;
    expect(flips.filter((into) => into.join() === image.join()).length + count).toBe(400);
    expect(Math.abs(count - 200)).toBeLessThan(40);
  });

  test.each([
    [{ rotate: 200 }, "augment: rotate from 0 to 180 degrees, found 200"],
    [{ noise: -0.1 }, "augment: noise from 0 to 1 of white, found -0.1"],
    [{ shift: Number.NaN }, "augment: shift from 0 to 1000 pixels, found NaN"],
  ])("%j is refused", (spec, message) => {
    expect(() => augmenter(spec, rows)).toThrow(message);
  });
});

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
