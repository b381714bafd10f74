import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeImage, type ImageFile, readImageHeader } from "../../../src/data/images/decode.ts";
import { loadTables } from "../../../src/data/load.ts";
import { SettingError } from "../../../src/errors.ts";
import { decodeImage as ofBytes } from "../../../src/model/file/nodeModel.ts";

/** Pictures of a few kilobytes whose pixels fill a memory: 120 million of one colour, in every format that packs them. */
const [width, height] = [12_000, 10_000];
const small = { width: 120, height: 100 };
const formats = ["png", "jpeg", "webp", "avif", "gif", "tiff"] as const;

/** Pictures of a ten-thousandth of that, held to as small a limit: the test is quick. */
const bytesOf = new Map<string, Buffer>();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kiso-large-"));
  for (const format of formats) {
    const image = sharp({ create: { ...small, channels: 3, background: "#208040" } });
    bytesOf.set(
      format,
      await (format === "tiff" ? image.tiff({ compression: "deflate" }) : image.toFormat(format)).toBuffer(),
    );
  }
  bytesOf.set("pgm", Buffer.concat([Buffer.from("P5 120 100 255\n"), Buffer.alloc(12_000)]));
  for (const part of ["a", "b"]) {
    await mkdir(join(folder, part));
    for (const name of ["1", "2"])
      await writeFile(join(folder, part, `${part}${name}.png`), bytesOf.get("png")!);
  }
});
afterAll(() => rm(folder, { recursive: true }));

const file = (format: string, maxPixels?: number): ImageFile => ({
  name: `x.${format}`,
  read: async () => bytesOf.get(format)!,
  maxPixels,
});
const limit = 0.01;
const words = (name: string) =>
  `${name}: has 120×100 pixels (0.0 million), and 0.01 million is the limit; make it smaller, or if it is sound, --max-pixels 1 (in millions) reads it`;
const asFlag = (name: string, value?: unknown) => `--${name.replace("maxPixels", "max-pixels")} ${value}`;
const refused = async (work: Promise<unknown>) => {
  const error = await work.catch((one: unknown) => one);
  expect(error).toBeInstanceOf(SettingError);
  return (error as SettingError).spelled(asFlag);
};

describe("a picture of more pixels than may be is refused, and the setting that its message names reads it", () => {
  test.each([...formats, "pgm"])("%s", async (format) => {
    expect(await refused(readImageHeader(file(format, limit)))).toBe(words(`x.${format}`));
    expect(await refused(decodeImage(file(format, limit)))).toBe(words(`x.${format}`));
    expect(await decodeImage(file(format, 0.012))).toMatchObject(small);
    expect(await refused(ofBytes(bytesOf.get(format)!, `x.${format}`, { maxPixels: limit }))).toBe(
      words(`x.${format}`),
    );
  });

  test("a folder of pictures, and one picture", async () => {
    for (const path of [folder, join(folder, "a/a1.png")]) {
      expect(await refused(loadTables(path, { maxPixels: limit }))).toBe(words(join(folder, "a/a1.png")));
      expect(Object.keys((await loadTables(path, { maxPixels: 0.02 })).tables)).toHaveLength(1);
    }
  });
});

test("a bomb's pixels are never made", async () => {
  const png = await sharp({ create: { width, height, channels: 3, background: "#208040" } })
    .png()
    .toBuffer();
  expect(png.length).toBeLessThan(2e6);
  const before = process.memoryUsage().rss;
  const name = "bomb.png";
  expect(await refused(decodeImage({ name, read: async () => png }))).toBe(
    "bomb.png: has 12000×10000 pixels (120.0 million), and 100 million is the limit; make it smaller, or if it is sound, --max-pixels 120 (in millions) reads it",
  );
  expect(process.memoryUsage().rss - before).toBeLessThan(1e8);
});
