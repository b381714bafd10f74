import { describe, expect, test } from "vitest";
import type { Pixels } from "../../../../src/data/images/pixels/pixels.ts";
import { RangeFinder, scaled } from "../../../../src/data/images/pixels/range.ts";
import { toRow } from "../../../../src/data/images/pixels/toRow.ts";

const picture = (data: Pixels["data"], channels = 1, white?: number): Pixels => ({
  height: 1,
  width: data.length / channels,
  channels,
  data,
  white,
});

describe("the range of a set", () => {
  test.each([
    [
      [0, 239],
      [0, 255],
    ],
    [
      [0, 256],
      [0, 1023],
    ],
    [
      [5, 1023],
      [0, 1023],
    ],
    [
      [5, 1024],
      [0, 4095],
    ],
    [
      [0, 4095],
      [0, 4095],
    ],
    [
      [0, 9000],
      [0, 16383],
    ],
    [
      [0, 16384],
      [0, 65535],
    ],
    [
      [0, 65520],
      [0, 65535],
    ],
    [
      [0, 0],
      [0, 255],
    ],
  ])("whole numbers %j use %j", (values, range) => {
    const finder = new RangeFinder();
    finder.add(picture(Uint16Array.from(values)));
    expect(finder.range()).toEqual(range);
  });

  test.each([
    [
      [0, 0.25, 1],
      [0, 1],
    ],
    [
      [0.5, 300.5],
      [0.5, 300.5],
    ],
    [
      [-1, 0, 7],
      [-1, 7],
    ],
    [
      [0, 12, 200],
      [0, 255],
    ],
    [
      [0, 70000],
      [0, 70000],
    ],
    [
      [2.5, 2.5],
      [2.5, 3.5],
    ],
  ])("decimal numbers %j use %j", (values, range) => {
    const finder = new RangeFinder();
    finder.add(picture(Float32Array.from(values)));
    expect(finder.range()).toEqual(range);
  });

  test("is that of all pictures, and alpha is no light", () => {
    const finder = new RangeFinder();
    finder.add(picture(Uint16Array.of(100, 65535, 900, 0), 2));
    finder.add(picture(Uint16Array.of(2000, 65535), 2));
    expect([finder.least, finder.most]).toEqual([100, 2000]);
    expect(finder.range()).toEqual([0, 4095]);
  });
});

describe("a row of more than 8 bits", () => {
  const spec = { height: 1, width: 2, channels: 1, range: [0, 4095] } as const;

  test("has each of its numbers, 0 to 255", () => {
    expect([...toRow(picture(Uint16Array.of(0, 4095)), spec)]).toEqual([0, 255]);
    const [low, high] = toRow(picture(Uint16Array.of(2000, 2001)), spec);
    expect(low).toBe(Math.fround((2000 * 255) / 4095));
    expect(high! - low!).toBeCloseTo(255 / 4095, 4);
  });

  test("takes a file's own white before the set's, and 8 bits as they are", () => {
    expect([...toRow(picture(Uint16Array.of(0, 1023), 1, 1023), spec)]).toEqual([0, 255]);
    expect([...toRow(picture(Uint8Array.of(7, 255)), spec)]).toEqual([7, 255]);
  });

  test("goes beyond 255 where a picture is brighter than the set", () => {
    expect(toRow(picture(Uint16Array.of(0, 8190)), spec)[1]).toBe(510);
  });

  test("alpha lies over black, and grey is the luma of decimal numbers", () => {
    expect([...toRow(picture(Uint16Array.of(4095, 65535, 4095, 0), 2), spec)]).toEqual([255, 0]);
    const colour = picture(Uint16Array.of(4095, 0, 0, 4095, 4095, 4095), 3);
    expect([...toRow(colour, spec)]).toEqual([
      Math.fround((Math.fround((4095 * 19595) / 65536) * 255) / 4095),
      255,
    ]);
  });

  test("without a range, of 16 bits the upper 8 are taken, of others their share of white", () => {
    const bytes = { height: 1, width: 2, channels: 1 } as const;
    expect(toRow(picture(Uint16Array.of(255, 65535)), bytes)).toEqual(Uint8Array.of(0, 255));
    expect(toRow(picture(Uint16Array.of(2048, 4095), 1, 4095), bytes)).toEqual(Uint8Array.of(128, 255));
  });
});

test("scaling is in place", () => {
  const light = Float32Array.of(10, 20, 30);
  expect([...scaled(light, [10, 30])]).toEqual([0, 127.5, 255]);
  expect(light[1]).toBe(127.5);
});
