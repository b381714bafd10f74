import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { flangeDefects } from "../../../src/data/parts/kinds/flange/defects.ts";
import { type PartKind, partKinds } from "../../../src/data/parts/kinds/kinds.ts";
import { type Box, drawPart } from "../../../src/data/parts/parts.ts";
import { circle, nearNormal } from "../../../src/data/random/draws.ts";
import { chromiumPath, launchChromium, noChromium, served } from "../../chromium.ts";
import { bundle } from "../../engine/bundle.ts";

const size = 64;
const inside = ({ x, y, width, height }: Box, place: number, side: number) => {
  const [px, py] = [place % side, Math.floor(place / side)];
  return px >= x && px < x + width && py >= y && py < y + height;
};

describe.each(flangeDefects)("a part with a %s", (kind) => {
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

describe.each(Object.keys(partKinds) as PartKind[])("a %s", (kind) => {
  const { defects, seen, ...one } = partKinds[kind];
  const size = 48;
  const channels = "colour" in one ? 3 : 1;
  const whole = [4, 5].map((number) => drawPart({ kind, seed: 8, number, size }));

  test("is of its channels, neither black nor burnt out, and never the same twice", () => {
    for (const part of whole) {
      expect(part.channels).toBe(channels);
      expect(part.pixels).toHaveLength(size * size * channels);
      const mean = part.pixels.reduce((sum, value) => sum + value, 0) / part.pixels.length;
      expect(mean).toBeGreaterThan(25);
      expect(mean).toBeLessThan(225);
      expect(part.pixels.filter((value) => value === 255).length).toBeLessThan(0.05 * part.pixels.length);
    }
    expect(new Set(whole.map(({ pixels }) => pixels.join())).size).toBe(whole.length);
  });

  test.each([...defects])(
    "with %s differs where its mask is, to be seen, and somewhere else each time",
    (defect) => {
      const hurt = [4, 5].map((number) => drawPart({ kind, seed: 8, number, size }, defect));
      hurt.forEach((part, i) => {
        const { mask, box } = part.defect!;
        const apart = Array.from({ length: size * size }, (_, k) =>
          Math.max(
            ...Array.from({ length: channels }, (_, c) =>
              Math.abs(part.pixels[k * channels + c]! - whole[i]!.pixels[k * channels + c]!),
            ),
          ),
        );
        expect(apart.filter((by, k) => by > 0 && (mask[k] !== 255 || !inside(box, k, size)))).toEqual([]);
        const faintest = Math.max(6, (size / 64) ** 2 * seen.pixels);
        expect(apart.filter((by) => by >= seen.levels).length).toBeGreaterThanOrEqual(faintest);
        expect(mask.filter((value) => value === 255).length).toBeLessThan(0.3 * size * size);
      });
      expect(new Set(hurt.map((part) => part.defect!.mask.join())).size).toBe(hurt.length);
    },
  );
});

test("the parts of a seed share a design: a label's number, a board's layout", () => {
  const row = (seed: number, number: number) =>
    drawPart({ kind: "board", seed, number, size: 48 }).pixels.map((value) => (value > 150 ? 1 : 0));
  const alike = (a: Uint8Array, b: Uint8Array) => a.filter((value, k) => value === 1 && b[k] === 1).length;
  expect(alike(row(1, 0), row(1, 1))).toBeGreaterThan(2 * alike(row(1, 0), row(2, 0)));
});

test.each([
  [{ kind: "nut" as PartKind }, undefined, 'there is no kind of part "nut"; there are flange, steel,'],
  [{ kind: "screw" as const }, "stain", 'screw has no defect "stain"; there are worn thread, bent tip,'],
  [{ size: 16 }, undefined, "parts are drawn from 32 to 1024 pixels wide, not 16"],
])("%o with %s is refused", (options, defect, message) => {
  expect(() => drawPart({ seed: 0, number: 0, ...options }, defect)).toThrow(message);
});

describe("a seed", () => {
  /** The hashes of the bytes of four flanges at two sizes, and of a part of each other kind, drawn by Node 20. */
  const known = "8b11c1411e518adaf899e185048255e63f28ad154b6d5455ae65c0e7b16764af";
  const knownKinds = "34d4ba56ebb7bde6eb7c44f2f2e25875e701e1265a5b94e70bf30cbd666969bf";
  const draw = (part: typeof drawPart, defects: readonly string[]) =>
    [undefined, ...defects].flatMap((defect) =>
      [32, 64].map((side) => [...part({ seed: 7, number: 1, size: side }, defect).pixels]),
    );
  const drawKinds = (
    part: typeof drawPart,
    kinds: Readonly<Record<string, { defects: readonly string[] }>>,
  ) =>
    Object.entries(kinds).flatMap(([kind, { defects }]) =>
      [undefined, defects[0]].map((defect) => [
        ...part({ kind: kind as PartKind, seed: 7, number: 2, size: 48 }, defect).pixels,
      ]),
    );
  const hash = (pictures: number[][]) => createHash("sha256").update(JSON.stringify(pictures)).digest("hex");

  test("draws the same bits in every Node", () => {
    expect(hash(draw(drawPart, flangeDefects))).toBe(known);
    expect(hash(drawKinds(drawPart, partKinds))).toBe(knownKinds);
  });

  test("draws them in Chromium too", async (context) => {
    if (chromiumPath === undefined) return context.skip(noChromium);
    const script = await bundle(`
      import { drawPart } from ${JSON.stringify(resolve("src/data/parts/parts.ts"))};
      import { flangeDefects } from ${JSON.stringify(resolve("src/data/parts/kinds/flange/defects.ts"))};
      import { partKinds } from ${JSON.stringify(resolve("src/data/parts/kinds/kinds.ts"))};
      window.pictures = [
        (${draw.toString()})(drawPart, flangeDefects),
        (${drawKinds.toString()})(drawPart, partKinds),
      ];`);
    const files = { "/": '<script type="module" src="/page.mjs"></script>', "/page.mjs": script };
    const [flanges, kinds] = await served(files, async (origin) => {
      const browser = await launchChromium();
      try {
        const page = await browser.newPage();
        await page.goto(origin);
        await page.waitForFunction("window.pictures", undefined, { timeout: 60_000 });
        return await page.evaluate<number[][][]>("window.pictures");
      } finally {
        await browser.close();
      }
    });
    expect(hash(flanges!)).toBe(known);
    expect(hash(kinds!)).toBe(knownKinds);
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
