import { describe, expect, test } from "vitest";
import { decodeImage, readImageHeader } from "../../../../src/data/images/decode.ts";
import { inflate } from "../../../../src/data/images/formats/inflate.ts";
import { ownReaders } from "../../../../src/data/images/formats/own.ts";
import { imageKind } from "../../../../src/data/images/imageKind.ts";
import type { Pixels } from "../../../../src/data/images/pixels/pixels.ts";
import { toRow } from "../../../../src/data/images/pixels/toRow.ts";
import { goldenFiles } from "./golden.ts";

const inColour = (pixels: Pixels) => [
  ...toRow(pixels, { height: pixels.height, width: pixels.width, channels: 3 }),
];

/** sharp gives grey as three channels; what comes into a row is what counts. */
function expectPixels(found: Pixels, expected: Pixels, deep: boolean): void {
  expect([found.width, found.height]).toEqual([expected.width, expected.height]);
  if (deep) {
    expect(found.channels).toBe(expected.channels);
    expect(found.white).toBe(expected.white);
    expect(Array.from(found.data)).toEqual(Array.from(expected.data));
  } else expect(inColour(found)).toEqual(inColour(expected));
}

describe.each(goldenFiles)("$name", ({ name, bytes, pixels, deep }) => {
  const file = { name, read: async () => bytes };

  test("has the pixels that were put in", async () => {
    expectPixels(await decodeImage(file), pixels, deep);
  });

  test("has a header that says its size and depth", async () => {
    const header = await readImageHeader(file);
    expect([header.width, header.height, header.deep ?? false]).toEqual([pixels.width, pixels.height, deep]);
    expect(header.grey).toBe(
      /^(grey|bits|deep12(?!Colour)|text(?!\.ppm)|[1LF]-|I16|float(16|32|64)|signed|whiteIs|turned16|lowFirst|one|deflate|stack|tilesMany)/.test(
        name,
      ),
    );
  });

  const own = ownReaders[imageKind(bytes)!];
  test.runIf(own)("is read the same by kiso's own reader with its own inflate, as a page does", async () => {
    const jpeg = (strip: Uint8Array) => decodeImage({ name, read: async () => strip });
    expectPixels(await own!.pixels(bytes, { inflate, jpeg }), pixels, deep);
  });

  test("cut short, it is refused in one line or whole all the same, and never takes long", async () => {
    for (const share of [0.2, 0.6, 0.95]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * share));
      const error = await decodeImage({ name, read: async () => cut }).then(
        (found) => expectPixels(found, pixels, deep),
        (reason: Error) => reason,
      );
      if (!error) continue;
      expect(error).toMatchObject({ name: "UserError" });
      expect(error.message).toMatch(/^[^\n]+$/);
      expect(error.message.startsWith(`${name}: `)).toBe(true);
    }
  });
});
