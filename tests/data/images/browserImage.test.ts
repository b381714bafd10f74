import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeImage } from "../../../src/data/images/decode.ts";
import type { ImageSpec } from "../../../src/data/images/image.ts";
import { fittedRow } from "../../../src/data/images/imageFit.ts";
import { chromiumPath, launchChromium, noChromium } from "../../chromium.ts";
import { bundle } from "../../engine/bundle.ts";
import { goldenFiles } from "./formats/golden.ts";

const folder = join(import.meta.dirname, "../../golden/images");
const { pixels, resized } = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as {
  pixels: Record<string, { width: number; height: number; grey: number[]; colour: number[] }>;
  resized: Record<string, number[]>;
};

describe.skipIf(chromiumPath === undefined)(`in Chromium${chromiumPath ? "" : ` (${noChromium})`}`, () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchChromium();
    page = await browser.newPage();
    const script = await bundle(`
      import { imageRow } from ${JSON.stringify(resolve("src/data/images/browserImage.ts"))};
      window.row = async (name, base64, spec) => {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        return imageRow(new File([bytes], name), spec).then((row) => [...row], (error) => error.name + ": " + error.message);
      };`);
    await page.addScriptTag({ type: "module", content: script });
    await page.waitForFunction("window.row");
  });
  afterAll(() => browser?.close());

  const row = (name: string, spec: ImageSpec, bytes: Uint8Array = readFileSync(join(folder, name))) =>
    page.evaluate<number[] | string>(
      `window.row(${JSON.stringify(name)}, "${Buffer.from(bytes).toString("base64")}", ${JSON.stringify(spec)})`,
    );

  const alpha = /alpha|Alpha/;
  const lossy = /jpg|lossy|sixteen/;
  test.each(Object.keys(pixels).filter((name) => !lossy.test(name) && !alpha.test(name)))(
    "%s: Pillow's pixels, in grey and in colour",
    async (name) => {
      const { width, height, grey, colour } = pixels[name]!;
      expect(await row(name, { width, height, channels: 1, convert: true })).toEqual(grey);
      expect(await row(name, { width, height, channels: 3 })).toEqual(colour);
    },
  );

  test.each(Object.keys(pixels).filter((name) => lossy.test(name) || alpha.test(name)))(
    "%s: within the rounding of another decoder",
    async (name) => {
      const { width, height, colour } = pixels[name]!;
      const found = (await row(name, { width, height, channels: 3 })) as number[];
      expect(Math.max(...found.map((value, i) => Math.abs(value - colour[i]!)))).toBeLessThanOrEqual(3);
    },
  );

  test("every file has Node's very pixels, at its own size and at another", async () => {
    const differing: string[] = [];
    for (const { name, bytes, pixels, deep } of goldenFiles) {
      const { width, height } = pixels;
      const range = deep ? ([0, 4095] as const) : undefined;
      const decoded = await decodeImage({ name, read: async () => bytes });
      for (const spec of [
        { width, height, channels: 3, range },
        { width: 8, height: 8, channels: 1, convert: true, resize: "pad", range },
      ] satisfies ImageSpec[]) {
        const found = await row(name, spec, bytes);
        if (JSON.stringify(found) !== JSON.stringify([...fittedRow(name, decoded, spec)]))
          differing.push(`${name}: ${typeof found === "string" ? found : "other pixels"}`);
      }
    }
    expect(differing).toEqual([]);
  });

  test("a colour profile is applied by neither: the numbers are the file's", async () => {
    const { default: sharp } = await import("sharp");
    const source = sharp(readFileSync(join(folder, "colour.png")));
    for (const [name, bytes] of [
      ["p3.png", await source.clone().withIccProfile("p3", { attach: true }).png().toBuffer()],
      ["p3.jpg", await source.clone().withIccProfile("p3", { attach: true }).jpeg().toBuffer()],
    ] as const) {
      expect((await sharp(bytes).metadata()).icc?.length, name).toBeGreaterThan(100);
      const spec: ImageSpec = { width: 12, height: 9, channels: 3 };
      const node = fittedRow(name, await decodeImage({ name, read: async () => bytes }), spec);
      expect(await row(name, spec, bytes), name).toEqual([...node]);
    }
  });

  test("what a page does not read is one line", async () => {
    const { default: sharp } = await import("sharp");
    const spec: ImageSpec = { width: 12, height: 9, channels: 1 };
    const grey = sharp(readFileSync(join(folder, "grey.png")))
      .threshold(100)
      .toColourspace("b-w");
    const fax = await grey.tiff({ compression: "ccittfax4", bitdepth: 1 }).toBuffer();
    expect(await row("fax.tif", spec, fax)).toBe(
      "UserError: fax.tif: it is compressed by CCITT fax 4, which a page does not read; save it as PNG",
    );
    expect(await row("cut.jpg", spec, readFileSync(join(folder, "colour.jpg")).subarray(0, 500))).toMatch(
      /^UserError: cut\.jpg: the image is damaged \(.+\); get it again or take it out$/,
    );
    expect(await row("empty.png", spec, Buffer.alloc(0))).toBe(
      "UserError: empty.png: the image is empty (0 bytes); get it again",
    );
  });

  test("AVIF differs by 1 where colours have full size; where they have half, each decoder spreads them its own way", async () => {
    const { default: sharp } = await import("sharp");
    const photo = sharp(readFileSync(join(folder, "colour.png"))).resize(96, 72);
    const far = async (chromaSubsampling: "4:4:4" | "4:2:0") => {
      const bytes = await photo.clone().avif({ quality: 80, chromaSubsampling }).toBuffer();
      const spec: ImageSpec = { width: 96, height: 72, channels: 3 };
      const node = fittedRow("a.avif", await decodeImage({ name: "a.avif", read: async () => bytes }), spec);
      const found = (await row("a.avif", spec, bytes)) as number[];
      return found.reduce((most, value, i) => Math.max(most, Math.abs(value - node[i]!)), 0);
    };
    expect(await far("4:4:4")).toBeLessThanOrEqual(1);
    expect(await far("4:2:0")).toBeGreaterThan(1);
  });

  test.each(Object.keys(resized))("resized to %s: Pillow's pixels", async (size) => {
    const [width, height] = size.split("x").map(Number) as [number, number];
    expect(await row("colour.png", { width, height, channels: 3, resize: true })).toEqual(resized[size]);
  });

  test("no image, and one of another size or in colour, are named", async () => {
    const spec: ImageSpec = { width: 12, height: 9, channels: 1 };
    expect(await row("note.png", spec, Buffer.from("hello"))).toBe(
      "UserError: note.png: holds no image: its bytes are of none of PNG, JPEG, WebP, BMP, GIF, TIFF, AVIF and PGM/PPM/PBM; get the image again or take it out",
    );
    expect(await row("one.png", spec)).toBe(
      "UserError: one.png: has 1×1 pixels, but the model takes images of 12×9 grey; take the picture as those were taken, or train with size to have all resized",
    );
    expect(await row("colour.png", spec)).toBe(
      "UserError: colour.png: is in colour, but the model takes images of 12×9 grey; take it in grey, or train with grey to have all made grey",
    );
  });
});
