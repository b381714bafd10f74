import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { defectKinds } from "../../../src/data/parts/defects.ts";
import { type Box, drawPart } from "../../../src/data/parts/parts.ts";
import { circle, nearNormal } from "../../../src/data/random/draws.ts";
import { chromiumPath, launchChromium, noChromium, served } from "../../chromium.ts";
import { bundle } from "../../engine/bundle.ts";

const size = 64;
const inside = ({ x, y, width, height }: Box, place: number, side: number) => {
  const [px, py] = [place % side, Math.floor(place / side)];
  return px >= x && px < x + width && py >= y && py < y + height;
};

describe.each(defectKinds)("a part with a %s", (kind) => {
  const parts = Array.from({ length: 25 }, (_, number) => ({
    whole: drawPart({ seed: 3, number, size }),
    hurt: drawPart({ seed: 3, number, size }, kind),
  }));

  test("differs from the same part without it in its box alone, up to all four sides", () => {
    for (const { whole, hurt } of parts) {
      const { box } = hurt.defect!;
      const changed = [...hurt.pixels.keys()].filter((k) => hurt.pixels[k] !== whole.pixels[k]);
      expect(changed.filter((k) => !inside(box, k, size))).toEqual([]);
      const xs = changed.map((k) => k % size);
      const ys = changed.map((k) => Math.floor(k / size));
      expect([Math.min(...xs), Math.max(...xs)]).toEqual([box.x, box.x + box.width - 1]);
      expect([Math.min(...ys), Math.max(...ys)]).toEqual([box.y, box.y + box.height - 1]);
      expect(box.width * box.height).toBeLessThan(size * size * 0.3);
    }
  });

  test("can be seen: at least eight pixels differ by more than four deviations of the noise", () => {
    for (const { whole, hurt } of parts) {
      const clear = hurt.pixels.filter((value, k) => Math.abs(value - whole.pixels[k]!) >= 22);
      expect(clear.length).toBeGreaterThanOrEqual(8);
    }
  });

  test("is never the same twice", () => {
    expect(new Set(parts.map(({ hurt }) => hurt.pixels.join())).size).toBe(parts.length);
    expect(new Set(parts.map(({ hurt }) => Object.values(hurt.defect!.box).join())).size).toBeGreaterThan(15);
  });
});

describe("a seed", () => {
  /** The hash of the bytes of four parts at two sizes, drawn by Node 20. */
  const known = "8b11c1411e518adaf899e185048255e63f28ad154b6d5455ae65c0e7b16764af";
  const draw = (part: typeof drawPart, kinds: readonly (typeof defectKinds)[number][]) =>
    [undefined, ...kinds].flatMap((kind) =>
      [32, 64].map((side) => [...part({ seed: 7, number: 1, size: side }, kind).pixels]),
    );
  const hash = (pictures: number[][]) => createHash("sha256").update(JSON.stringify(pictures)).digest("hex");

  test("draws the same bits in every Node", () => {
    expect(hash(draw(drawPart, defectKinds))).toBe(known);
  });

  test("draws them in Chromium too", async (context) => {
    if (chromiumPath === undefined) return context.skip(noChromium);
    const script = await bundle(`
      import { drawPart } from ${JSON.stringify(resolve("src/data/parts/parts.ts"))};
      import { defectKinds } from ${JSON.stringify(resolve("src/data/parts/defects.ts"))};
      window.pictures = (${draw.toString()})(drawPart, defectKinds);`);
    const files = { "/": '<script type="module" src="/page.mjs"></script>', "/page.mjs": script };
    const pictures = await served(files, async (origin) => {
      const browser = await launchChromium();
      try {
        const page = await browser.newPage();
        await page.goto(origin);
        await page.waitForFunction("window.pictures", undefined, { timeout: 60_000 });
        return await page.evaluate<number[][]>("window.pictures");
      } finally {
        await browser.close();
      }
    });
    expect(hash(pictures)).toBe(known);
  });

  test("of another number draws another part", () => {
    const one = drawPart({ seed: 0, number: 0 }).pixels;
    expect(drawPart({ seed: 0, number: 1 }).pixels).not.toEqual(one);
    expect(drawPart({ seed: 1, number: 0 }).pixels).not.toEqual(one);
  });
});

test("the circle is round, to nine digits", () => {
  for (let turns = -1.3; turns < 2; turns += 0.0137) {
    const [cos, sin] = circle(turns);
    expect(cos).toBeCloseTo(Math.cos(2 * Math.PI * turns), 9);
    expect(sin).toBeCloseTo(Math.sin(2 * Math.PI * turns), 9);
  }
});

test("nearNormal has mean 0, deviation 1, no tail beyond 2·√3", () => {
  const values = Float64Array.from({ length: 20_000 }, (_, place) => nearNormal([1, 2], place));
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + x * x, 0) / values.length;
  expect(Math.abs(mean)).toBeLessThan(0.02);
  expect(Math.abs(variance - 1)).toBeLessThan(0.03);
  expect(Math.max(...values)).toBeLessThan(2 * Math.sqrt(3));
});
