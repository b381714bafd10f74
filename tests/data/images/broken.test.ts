import { describe, expect, test } from "vitest";
import { decodeImage, readImageHeader } from "../../../src/data/images/decode.ts";
import { imageKind, unreadKind } from "../../../src/data/images/imageKind.ts";
import { goldenFile, goldenFiles } from "./formats/golden.ts";
import { pgm, pngBomb, tiff } from "./writers.ts";

/** What reading a file comes to: its message in one line. */
async function messageOf(bytes: Uint8Array): Promise<string> {
  const file = { name: "x", read: async () => bytes };
  const error = await readImageHeader(file)
    .then(() => decodeImage(file))
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  expect(error).toMatchObject({ name: "UserError" });
  const { message } = error as Error;
  expect(message).not.toContain("\n");
  return message;
}

const hex = (text: string) => Buffer.from(text, "hex");
const ascii = (text: string) => Buffer.from(text, "latin1");

/** A golden file with bytes of another value at some places. */
function changed(name: string, places: Readonly<Record<number, number>>): Uint8Array {
  const bytes = goldenFile(name).slice();
  for (const [at, value] of Object.entries(places)) bytes[Number(at)] = value;
  return bytes;
}

const damaged = (why: string) => `x: the image is damaged (${why}); get it again or take it out`;
const tooLarge =
  "x: has 40000×40000 pixels (1600 million), and 100 million is the limit; make it smaller, or if it is sound, maxPixels: 1600 (in millions) reads it";
const none =
  "x: holds no image: its bytes are of none of PNG, JPEG, WebP, BMP, GIF, TIFF, AVIF and PGM/PPM/PBM; get the image again or take it out";
const other = (kind: string) =>
  `x: is a ${kind} image; kiso reads PNG, JPEG, WebP, BMP, GIF, TIFF, AVIF and PGM/PPM/PBM: convert it, or take it out`;

/** The golden file with one bit of the chunk of this name changed, in its midst. */
function withWrongBit(name: string, chunk: string): Uint8Array {
  const bytes = goldenFile(name).slice();
  const at = Buffer.from(bytes).indexOf(chunk, 0, "latin1");
  bytes[at + 5]! ^= 1;
  return bytes;
}

describe("files that are no pictures, damaged, or too large", () => {
  test.each<[string, Uint8Array, string]>([
    ["words", ascii("hello"), none],
    ["words that begin with BM", ascii("BMW,Audi,Toyota,Honda\n1,2,3,4\n"), none],
    ["words that begin with P1", ascii("P1,P2,P3\n1,2,3\n"), none],
    ["zeros", new Uint8Array(5000), none],
    ["nothing", new Uint8Array(), "x: the image is empty (0 bytes); get it again or take it out"],
    ["HEIC", hex("0000001c66747970686569630000000068656963"), other("HEIC")],
    ["JPEG XL", hex("ff0a7f0100"), other("JPEG XL")],
    ["JPEG 2000", hex("0000000c6a5020200d0a870a"), other("JPEG 2000")],
    ["Photoshop", ascii("8BPS\0\x01"), other("Photoshop")],
    ["SVG", ascii('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), other("SVG")],
    ["PFM", ascii("Pf\n2 2\n-1.0\n"), other("PFM")],
    [
      "a palette with a wrong bit",
      withWrongBit("palette8.png", "PLTE"),
      damaged("its chunk PLTE is not as it was written"),
    ],
    [
      "a transparent colour with a wrong bit",
      withWrongBit("colourKey.png", "tRNS"),
      damaged("its chunk tRNS is not as it was written"),
    ],
    [
      "the same in 16 bits",
      withWrongBit("grey16Key.png", "tRNS"),
      damaged("its chunk tRNS is not as it was written"),
    ],
    ["a PNG of 40000 × 40000, 8 bits", pngBomb(40000, 40000, 8), tooLarge],
    ["a PNG of 40000 × 40000, 16 bits", pngBomb(40000, 40000, 16), tooLarge],
    ["a PGM of 40000 × 40000", ascii("P5 40000 40000 255\n1234"), tooLarge],
    ["a TIFF of 40000 × 40000", tiff(40000, 40000, Uint8Array.of(1), {}), tooLarge],
    ["a BMP of 40000 × 40000", changed("colour24.bmp", { 18: 64, 19: 156, 22: 64, 23: 156 }), tooLarge],
    ["a PNG of 100 × 100 with 1000 bytes", pngBomb(100, 100, 16), damaged("it is cut short")],
    ["a TIFF of 100 × 100 with 1 byte", tiff(100, 100, Uint8Array.of(1), {}), damaged("it is cut short")],
    ["a PGM of no width", ascii("P5 0 4 255\n"), damaged("its size is 0×4")],
    ["a TIFF of no height", tiff(4, 1, Uint8Array.of(1), { 257: 0 }), damaged("its size is 4×0")],
    ["a BMP of no width", changed("colour24.bmp", { 18: 0 }), damaged("its size is 0×9")],
    ["a PGM with words", ascii("P2 2 1 255 1 x\n"), damaged('"x" stands where a number should')],
    [
      "a PGM brighter than it says",
      pgm(2, [1, 200], 100),
      damaged("it holds 200, but its largest value is said to be 100"),
    ],
    [
      "a PGM of no light",
      ascii("P5 2 1 0\n12"),
      damaged("its largest value is said to be 0, not 1 to 65535"),
    ],
    [
      "a PNG whose data was changed",
      changed("grey16.png", { 60: 77 }),
      damaged("its chunk IDAT is not as it was written"),
    ],
    [
      "a camera's mosaic",
      tiff(2, 1, Uint8Array.of(1, 2), { 262: 32803 }),
      damaged("its pixels are of the kind 32803, which kiso does not read"),
    ],
    [
      "a TIFF of five channels",
      tiff(1, 1, Uint8Array.of(1, 2, 3, 4, 5), { 277: 5 }),
      damaged("its 5 channels are not said to be colours"),
    ],
    [
      "a TIFF whose white is 0, of decimal numbers",
      tiff(1, 1, Uint8Array.of(0, 0, 0, 0), { 258: 32, 262: 0, 339: 3 }),
      damaged("its white is 0, of numbers of 32 bits behind a point"),
    ],
  ])("%s", async (name, bytes, message) => {
    const found = await messageOf(bytes);
    expect(found, name).toBe(message);
  });
});

test("formats are told by their bytes alone", () => {
  const kinds = new Map(goldenFiles.map(({ name, bytes }) => [name, imageKind(bytes.subarray(0, 64))]));
  for (const [name, kind] of kinds) {
    const extension = name.slice(name.lastIndexOf(".") + 1);
    const named = { jpg: "jpeg", tif: "tiff", pgm: "pnm", ppm: "pnm", pbm: "pnm" }[extension] ?? extension;
    expect(kind, name).toBe(named);
    expect(unreadKind(goldenFile(name)), name).toBeUndefined();
  }
});

test("bytes that were changed anywhere give a picture or one line, and never take long", async () => {
  let state = 12345;
  const random = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
  const own = goldenFiles.filter(({ name }) => /\.(bmp|tiff?|p[gpb]m)$|16.*\.png$/.test(name));
  for (const { name, bytes } of own) {
    for (let trial = 0; trial < 30; trial++) {
      const broken = bytes.slice();
      for (let i = 0; i <= random(3); i++) broken[random(broken.length)] = random(256);
      const file = { name, read: async () => broken };
      const started = performance.now();
      const error = await readImageHeader(file)
        .then(() => decodeImage(file))
        .then(
          () => undefined,
          (reason: Error) => reason,
        );
      if (error) expect(error, `${name}: ${error.stack}`).toMatchObject({ name: "UserError" });
      expect(performance.now() - started, name).toBeLessThan(5000);
    }
  }
});
