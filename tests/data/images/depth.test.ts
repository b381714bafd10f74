import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { asFlag } from "../../../src/cli/terminal/spelling.ts";
import { readImageHeader } from "../../../src/data/images/decode.ts";
import type { WantedImage } from "../../../src/data/images/image.ts";
import { fittedImage, imageFileAt } from "../../../src/data/images/imageRow.ts";
import { loadTables } from "../../../src/data/load.ts";
import { goldenFile } from "./formats/golden.ts";
import { floatTiff, pgm, png16 } from "./writers.ts";

const root = mkdtempSync(join(tmpdir(), "kiso-depth-"));
afterAll(() => rmSync(root, { recursive: true }));

function folderOf(files: Readonly<Record<string, Uint8Array>>): string {
  const folder = mkdtempSync(join(root, "set-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** What loading a set gives: the spec, the rows, and the notes without the folder's name. */
async function loaded(files: Readonly<Record<string, Uint8Array>>, image?: WantedImage) {
  const folder = folderOf(files);
  const { tables, notes, image: spec } = await loadTables(folder, { image, spell: asFlag });
  const column = tables.train!.column("image");
  if (column.kind !== "list") throw new Error("no images");
  return {
    folder,
    spec: spec!,
    values: column.values,
    notes: notes.map((note) => note.replaceAll(`${folder}/`, "")),
  };
}

/** 2 × 2 pixels. */
const four = (a: number, b: number, c: number, d: number) => png16(2, [a, b, c, d]);

const camera = {
  "bad/0.png": four(0, 1, 2, 3),
  "bad/1.png": four(16, 17, 40, 100),
  "good/0.png": four(2000, 2001, 2015, 3983),
  "good/1.png": four(900, 901, 902, 903),
};

describe("12 bits in files of 16", () => {
  test("are found over the set, said, kept, and none of their steps is lost", async () => {
    const { spec, values, notes } = await loaded(camera);
    expect(spec).toEqual({ height: 2, width: 2, channels: 1, range: [0, 4095] });
    expect(notes).toEqual([
      "the 4 images have 16 bits a channel and use 12 of them (the largest number is 3983): 0 is taken for black, 4095 for white; --bits 16 takes them as they are",
    ]);
    expect(values).toBeInstanceOf(Float32Array);
    expect(new Set(values).size).toBe(16);
    expect(values[9]).toBeCloseTo((2001 * 255) / 4095, 4);
  });

  test.each([undefined, { height: 3, width: 5, resize: "pad", bits: "found" } as const])(
    "the next lot is read as the model's own was, to the bit; what is brighter is said (%j)",
    async (wanted) => {
      const { folder, spec, values } = await loaded(camera, wanted);
      const again = await loaded(camera, spec);
      expect(again.values).toEqual(values);
      expect(again.notes).toEqual([]);
      const file = imageFileAt(join(folder, "good/0.png"));
      const { row, remarks } = await fittedImage(file, spec);
      const size = spec.height * spec.width;
      expect(row).toEqual(values.slice(2 * size, 3 * size));
      expect(remarks).toEqual([]);
      const dark = await loaded({ "a/0.png": four(0, 1, 2, 3), "b/0.png": four(3, 2, 1, 0) }, spec);
      expect(dark.spec).toEqual(spec);
      expect([...dark.values]).toEqual(
        wanted ? [...dark.values] : [0, 1, 2, 3, 3, 2, 1, 0].map((v) => Math.fround((v * 255) / 4095)),
      );
      const next = await loaded({ "a/0.png": four(0, 1, 2, 5000), "b/0.png": four(3, 2, 1, 0) }, spec);
      expect(next.notes).toEqual(["a/0.png is brighter than what is white to the model (4095)"]);
    },
  );

  test("--bits says what a dark set cannot", async () => {
    const { spec, notes } = await loaded(
      { "a/0.png": four(0, 1, 2, 3), "b/0.png": four(3, 2, 1, 0) },
      { bits: 12 },
    );
    expect(spec.range).toEqual([0, 4095]);
    expect(notes).toEqual([]);
    await expect(loaded(camera, { bits: 10 })).rejects.toThrow(
      "bits: 10 goes up to 1023, but the images hold 3983; leave it out, or give the camera's bits",
    );
    const bytes = { "a/0.pgm": pgm(2, [1, 2]), "b/0.pgm": pgm(2, [3, 4]) };
    await expect(loaded(bytes, { bits: 12 })).rejects.toThrow(
      "bits: 12 is of images of more than 8 bits a channel, and none here has more; leave it out",
    );
  });

  test("all 16 bits need no word", async () => {
    const { spec, notes } = await loaded({ ...camera, "good/2.png": four(0, 1, 65535, 7) });
    expect(spec.range).toEqual([0, 65535]);
    expect(notes).toEqual([]);
  });

  test("a file that says its white is taken by it", async () => {
    const { spec, values, notes } = await loaded({
      "a/0.pgm": pgm(2, [0, 4095], 4095),
      "b/0.pgm": pgm(2, [1023, 0], 1023),
    });
    expect(spec).toEqual({ height: 1, width: 2, channels: 1, range: [0, 255] });
    expect([...values]).toEqual([0, 255, 255, 0]);
    expect(notes).toEqual([]);
  });

  test("some of 8 bits among them are said, and come on the same scale", async () => {
    const { values, notes } = await loaded({ "a/0.png": png16(2, [0, 4095]), "b/0.pgm": pgm(2, [51, 255]) });
    expect([...values]).toEqual([0, 255, 51, 255]);
    expect(notes).toEqual([
      "1 of 2 images have 16 bits a channel and use 12 of them (the largest number is 4095): 0 is taken for black, 4095 for white; --bits 16 takes them as they are",
      "1 of 2 images have 8 bits a channel, the others more (the first: a/0.png): 255 is taken for their white",
    ]);
  });

  test("a set of 8 bits is as it was: bytes, and no range", async () => {
    const { spec, values } = await loaded({ "a/0.pgm": pgm(2, [1, 2]), "b/0.pgm": pgm(2, [3, 255]) });
    expect(spec).toEqual({ height: 1, width: 2, channels: 1 });
    expect(values).toEqual(Uint8Array.of(1, 2, 3, 255));
  });
});

describe("a model whose card has no range, as all of earlier kisos", () => {
  const spec = { height: 2, width: 2, channels: 1 } as const;

  test("takes the upper 8 of 16 bits, as it did, and says so", async () => {
    const { values, notes } = await loaded(
      { "a/0.png": four(255, 256, 4095, 65535), "b/0.png": four(0, 0, 0, 0) },
      spec,
    );
    expect(values).toEqual(Uint8Array.of(0, 1, 15, 255, 0, 0, 0, 0));
    expect(notes).toEqual([
      "2 images are of more than 8 bits a channel, where the model was trained on 8: the upper 8 are taken (the first: a/0.png)",
    ]);
  });

  test("says where the upper 8 bits hold next to nothing, as of 12 bits in a file of 16", async () => {
    const { notes } = await loaded({ "a/0.png": four(255, 256, 4095, 0), "b/0.png": four(0, 0, 0, 0) }, spec);
    expect(notes).toContain(
      "a/0.png is all but black when its upper 8 bits are taken (no number is above an eighth of 65535): save it with 8 bits",
    );
  });

  test("refuses decimal numbers", async () => {
    await expect(
      loaded({ "a/0.tif": floatTiff(2, [1, 2, 3, 4.5]), "b/0.tif": floatTiff(2, [1, 2, 3, 4]) }, spec),
    ).rejects.toThrow(
      /a\/0\.tif: holds decimal numbers or numbers below 0, but the model was trained on images of 8 bits/,
    );
  });
});

describe("decimal numbers", () => {
  test("of 0 to 1 are light; others lie between the least and the most", async () => {
    const light = await loaded({ "a/0.tif": floatTiff(2, [0, 0.5]), "b/0.tif": floatTiff(2, [0.25, 0.75]) });
    expect(light.spec.range).toEqual([0, 1]);
    expect([...light.values]).toEqual([0, 127.5, 63.75, 191.25]);
    expect(light.notes).toEqual([]);
    const heights = await loaded({ "a/0.tif": floatTiff(2, [-3.5, 0]), "b/0.tif": floatTiff(2, [1, 6.5]) });
    expect(heights.spec.range).toEqual([-3.5, 6.5]);
    expect(heights.notes).toEqual([
      "the 2 images hold decimal numbers, or such below 0, from -3.5 to 6.5: -3.5 is taken for black, 6.5 for white",
    ]);
    expect([...heights.values]).toEqual([0, 89.25, 114.75, 255]);
    const next = await loaded(
      { "a/0.tif": floatTiff(2, [-4, 1]), "b/0.tif": floatTiff(2, [1, 6.5]) },
      heights.spec,
    );
    expect(next.notes).toEqual(["a/0.tif is darker than what is black to the model (-3.5)"]);
  });

  test("what was not measured is as dark as what is darkest in its picture, and said", async () => {
    const { values, notes } = await loaded({
      "a/0.tif": floatTiff(2, [Number.NaN, 0.5]),
      "b/0.tif": floatTiff(2, [0, Number.POSITIVE_INFINITY, 0.25, 1].slice(0, 2)),
    });
    expect([...values]).toEqual([127.5, 127.5, 0, 0]);
    expect(notes).toEqual([
      "2 images are without a number in some pixels: those are taken as black (the first: a/0.tif)",
    ]);
  });
});

describe("--size and pictures of other shapes", () => {
  const wide = { "a/0.pgm": pgm(4, [9, 9, 9, 9, 9, 9, 9, 9]), "b/0.pgm": pgm(2, [1, 2, 3, 4]) };
  const size = { height: 4, width: 4, bits: "found" } as const;

  test("their shape is kept and the rest is their border, said with both shapes and the flag", async () => {
    const { spec, values, notes } = await loaded(wide, { ...size, resize: "pad" });
    expect(spec).toEqual({ height: 4, width: 4, channels: 1, resize: "pad" });
    expect([...values.subarray(0, 16)]).toEqual(Array(16).fill(9));
    expect(notes).toEqual([
      "1 of 2 images (the first: a/0.pgm, 4×2) are not of the shape of 4×4: their shape is kept, and what is left has the colour of their border; --stretch stretches them instead",
    ]);
    expect((await loaded(wide, spec)).notes).toEqual([]);
  });

  test("stretched, as every model of earlier kisos takes them, they fill it", async () => {
    const across = { "a/0.pgm": pgm(2, [0, 200]), "b/0.pgm": pgm(2, [0, 0]) };
    const stretched = await loaded(across, { height: 2, width: 2, channels: 1, resize: true });
    expect([...stretched.values]).toEqual([0, 200, 0, 200, 0, 0, 0, 0]);
    const kept = await loaded(across, { height: 2, width: 2, channels: 1, resize: "pad" });
    expect([...kept.values]).toEqual([0, 200, 200, 200, 0, 0, 0, 0]);
  });

  test("pictures of the shape that is wanted are brought to it without a word, to the same bytes either way", async () => {
    const square = {
      "a/0.pgm": pgm(
        4,
        Array.from({ length: 16 }, (_, i) => i * 16),
      ),
      "b/0.pgm": pgm(2, [1, 2, 3, 4]),
    };
    const kept = await loaded(square, { height: 3, width: 3, bits: "found", resize: "pad" });
    const stretched = await loaded(square, { height: 3, width: 3, bits: "found", resize: true });
    expect(kept.values).toEqual(stretched.values);
    expect(kept.notes).toEqual([]);
  });

  test("without --size, unequal pictures are refused with the flag", async () => {
    await expect(loaded(wide)).rejects.toThrow(
      /b\/0\.pgm has 2×2 pixels, .*a\/0\.pgm has 4×2; images must have one size: bring them to one with size: {"height":2,"width":4}$/,
    );
  });
});

describe("what a format holds beside its picture is said", () => {
  test.each([
    ["pages.tif", "of 3 pages: the first is taken"],
    ["stack.tif", "of 4 pages: the first is taken"],
    ["animated.gif", "animated: the first frame is taken"],
    ["animated.webp", "animated: the first frame is taken"],
    ["cmyk.jpg", "CMYK: turned into RGB"],
    ["CMYK-tiff_lzw.tif", "CMYK: turned into RGB"],
    ["greyAlpha.tif", "transparent in places: laid over black"],
    ["v4.bmp", "transparent in places: laid over black"],
    ["full.jpg", undefined],
    ["grey4095.pgm", undefined],
  ])("%s: %s", async (name, remark) => {
    const file = { name, read: async () => goldenFile(name) };
    const { height, width, deep } = await readImageHeader(file);
    const spec = { height, width, channels: 3, range: deep ? ([0, 4095] as const) : undefined } as const;
    const own = (await fittedImage(file, spec)).remarks.filter((one) => !one.startsWith("brighter"));
    expect(own).toEqual(remark === undefined ? [] : [remark]);
  });
});
