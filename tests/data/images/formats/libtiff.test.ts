import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp, { type TiffOptions } from "sharp";
import { describe, expect, test } from "vitest";
import { decodeImage, readImageHeader } from "../../../../src/data/images/decode.ts";
import { readTiffHeader } from "../../../../src/data/images/formats/tiff.ts";
import { unreadTiff } from "../../../../src/data/images/formats/tiffPixels.ts";

const photo = sharp(readFileSync(join(import.meta.dirname, "../../../golden/images/colour.png"))).resize(
  150,
  70,
);
const decoded = (bytes: Uint8Array) => decodeImage({ name: "x.tif", read: async () => bytes });

describe("TIFF as libtiff writes it", () => {
  const losslessly = ["none", "lzw", "deflate", "packbits"] as const;
  const ways: TiffOptions[] = losslessly.flatMap((compression) => [
    { compression, predictor: "none" },
    { compression, predictor: "horizontal" },
    { compression, tile: true, tileWidth: 64, tileHeight: 32 },
    { compression, bigtiff: true },
    { compression, pyramid: true, tile: true, tileWidth: 64, tileHeight: 64 },
  ]);

  test.each(ways)("%j has the pixels that were given", async (options) => {
    const { data } = await photo.clone().raw().toBuffer({ resolveWithObject: true });
    const found = await decoded(await photo.clone().tiff(options).toBuffer());
    expect([found.width, found.height, found.channels]).toEqual([150, 70, 3]);
    expect(Buffer.from(found.data as Uint8Array).equals(data)).toBe(true);
  });

  test.each([
    { compression: "jpeg", quality: 80 },
    { compression: "jpeg", quality: 95, tile: true, tileWidth: 64, tileHeight: 64 },
  ] satisfies TiffOptions[])("%j has the pixels that libtiff finds", async (options) => {
    const bytes = await photo.clone().tiff(options).toBuffer();
    const data = await sharp(bytes).raw().toBuffer();
    expect(Buffer.from((await decoded(bytes)).data as Uint8Array).equals(data)).toBe(true);
  });

  test("16 bits are whole", async () => {
    const deep = photo.clone().greyscale().linear(200, 33).toColourspace("grey16");
    const raw = await deep.clone().raw({ depth: "ushort" }).toBuffer();
    const values = new Uint16Array(raw.buffer, raw.byteOffset, raw.length / 2);
    const bytes = await sharp(values, { raw: { width: 150, height: 70, channels: 1 } })
      .toColourspace("grey16")
      .tiff({ compression: "lzw" })
      .toBuffer();
    expect([...(await decoded(bytes)).data]).toEqual([...values]);
  });

  test("a fax is left to libtiff, and is read in Node alone", async () => {
    const bytes = await photo
      .clone()
      .greyscale()
      .threshold(100)
      .toColourspace("b-w")
      .tiff({ compression: "ccittfax4", bitdepth: 1 })
      .toBuffer();
    expect(unreadTiff(readTiffHeader(bytes))).toBe("it is compressed by CCITT fax 4");
    const { width, height } = await readImageHeader({ name: "fax.tif", read: async () => bytes });
    expect([width, height]).toEqual([150, 70]);
    const expected = await photo.clone().greyscale().threshold(100).raw().toBuffer();
    const { data, channels } = await decoded(bytes);
    expect([...data].filter((_, i) => i % channels === 0)).toEqual([...expected]);
  });
});
