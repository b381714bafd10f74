import { describe, expect, test } from "vitest";
import { letterbox, sizeWithin } from "../../../../src/data/images/pixels/letterbox.ts";
import { resize } from "../../../../src/data/images/pixels/resize.ts";
import { deep, resized } from "../formats/golden.ts";

test.each(Object.keys(resized))(
  "decimal numbers at %s: those of Pillow's mode F, to float32's last bit",
  (size) => {
    const [width, height] = size.split("x").map(Number) as [number, number];
    const found = resize(Float32Array.from(deep), { height: 9, width: 13 }, { height, width }, 1);
    expect([...found]).toEqual(resized[size]);
  },
);

describe("a picture whose shape is kept", () => {
  const across = { height: 2, width: 4 };
  const square = { height: 4, width: 4 };

  test.each([
    [
      { height: 480, width: 640 },
      { height: 64, width: 64 },
      { height: 48, width: 64 },
    ],
    [
      { height: 640, width: 480 },
      { height: 64, width: 64 },
      { height: 64, width: 48 },
    ],
    [
      { height: 100, width: 100 },
      { height: 32, width: 48 },
      { height: 32, width: 32 },
    ],
    [
      { height: 3, width: 900 },
      { height: 32, width: 32 },
      { height: 1, width: 32 },
    ],
    [
      { height: 30, width: 40 },
      { height: 60, width: 80 },
      { height: 60, width: 80 },
    ],
    [
      { height: 33, width: 33 },
      { height: 32, width: 32 },
      { height: 32, width: 32 },
    ],
  ])("%j within %j is %j", (from, to, within) => {
    expect(sizeWithin(from, to)).toEqual(within);
  });

  test("lies in the middle; the rest has the median of its border, channel by channel", () => {
    const grey = Uint8Array.of(10, 10, 10, 90, 20, 10, 10, 10); // all of it is border: the median is 10
    expect([...letterbox(grey, across, square, 1)]).toEqual([
      ...[10, 10, 10, 10],
      ...grey,
      ...[10, 10, 10, 10],
    ]);
    const colour = Uint8Array.from({ length: 24 }, (_, i) => [5, 100, 200][i % 3]!);
    expect([...letterbox(colour, across, square, 3)]).toEqual(
      Array.from({ length: 48 }, (_, i) => [5, 100, 200][i % 3]),
    );
  });

  test("what lies within is what resizing makes of it", () => {
    const from = { height: 9, width: 13 };
    const picture = Float32Array.from(deep);
    const found = letterbox(picture, from, { height: 7, width: 7 }, 1);
    const inner = resize(picture, from, { height: 5, width: 7 }, 1);
    expect([...found.subarray(7, 42)]).toEqual([...inner]);
    expect(new Set(found.subarray(0, 7))).toEqual(new Set(found.subarray(42)));
    expect(picture).toContain(found[0]);
  });

  test("of the shape that is wanted is only resized", () => {
    const picture = Uint8Array.from(deep, (value) => value >> 8);
    const [from, to] = [
      { height: 9, width: 13 },
      { height: 18, width: 26 },
    ];
    expect(letterbox(picture, from, to, 1)).toEqual(resize(picture, from, to, 1));
  });
});
