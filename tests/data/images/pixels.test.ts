import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeImage, readImageHeader } from "../../../src/data/images/decode.ts";
import { toRow } from "../../../src/data/images/pixels/toRow.ts";

/** Made and read by Pillow: tests/golden/images.py. */
const folder = join(import.meta.dirname, "../../golden/images");
const { pixels, resized } = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as {
  pixels: Record<string, { width: number; height: number; grey: number[]; colour: number[] }>;
  resized: Record<string, number[]>;
};
const file = (name: string) => ({ name, read: () => readFile(join(folder, name)) });

describe.each(Object.keys(pixels))("%s", (name) => {
  const { width, height, grey, colour } = pixels[name]!;

  test("has Pillow's size and pixels, in grey and in colour", async () => {
    const header = await readImageHeader(file(name));
    expect([header.width, header.height]).toEqual([width, height]);
    const decoded = await decodeImage(file(name));
    expect([...toRow(decoded, { height, width, channels: 1 })]).toEqual(grey);
    expect([...toRow(decoded, { height, width, channels: 3 })]).toEqual(colour);
  });

  test("is grey where it holds no colour", async () => {
    expect((await readImageHeader(file(name))).grey).toBe(/grey|bits|sixteen|one/.test(name));
  });
});

test.each(Object.keys(resized))("resized to %s: the bytes of Pillow's BILINEAR", async (size) => {
  const [width, height] = size.split("x").map(Number) as [number, number];
  const decoded = await decodeImage(file("colour.png"));
  expect([...toRow(decoded, { height, width, channels: 3, resize: true })]).toEqual(resized[size]);
});

test("CMYK becomes colours near those that were printed", async () => {
  const { channels, data } = await decodeImage(file("cmyk.jpg"));
  expect(channels).toBe(3);
  const { colour } = pixels["colour.png"]!;
  const mean = colour.reduce((sum, value, i) => sum + Math.abs(value - data[i]!), 0) / colour.length;
  expect(mean).toBeLessThan(40);
});
