import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { cos } from "../../../src/data/numbers/cos.ts";
import { chromiumPath, launchChromium, noChromium } from "../../chromium.ts";
import { bundle } from "../../engine/bundle.ts";

/** From 0 to π, whole numbers, and what is near to multiples of π/4 and π/2, where the method changes. */
const steps = 100_000;
const numbers = [
  ...Array.from({ length: steps + 1 }, (_, i) => Math.PI * (i / steps)),
  ...Array.from({ length: 50_000 }, (_, i) => -i),
  ...Array.from({ length: 60_000 }, (_, i) => (i * Math.PI) / 2),
  ...Array.from({ length: 60_000 }, (_, i) => ((i * Math.PI) / 2) * (1 - 1e-14)),
  ...[0.25, 0.5, 0.75, 1].flatMap((share) =>
    [-3, -2, -1, 0].map((ulps) => Math.PI * share * (1 + ulps * 2 ** -53)),
  ),
  2 ** -27,
  2 ** -30,
  0.3,
  0.78125,
];
/** Of what Math.cos of Node 20 (V8 11.3) gives for these numbers. */
const hash = "27f86c93d5232f99be8a1a381c73611465d6f5712de2e29346ced6f76ef6ac6d";
const sha256 = (bits: ArrayLike<number>) =>
  createHash("sha256")
    .update(new Uint8Array(Uint32Array.from(bits).buffer))
    .digest("hex");
const bitsOf = (f: (x: number) => number) => new Uint32Array(Float64Array.from(numbers, f).buffer);

describe("cos", () => {
  test("is within a unit of the last place, and what Math.cos was in Node 20", () => {
    expect(sha256(bitsOf(cos))).toBe(hash);
    if (process.versions.v8.startsWith("11.3")) expect(sha256(bitsOf(Math.cos))).toBe(hash);
    let apart = 0;
    for (const x of numbers) apart = Math.max(apart, Math.abs(cos(x) - Math.cos(x)));
    expect(apart).toBeLessThanOrEqual(2 ** -52);
    expect([cos(0), cos(Math.PI)]).toEqual([1, -1]);
  });

  test.skipIf(chromiumPath === undefined)(
    `is the same in Chromium${chromiumPath ? "" : ` (${noChromium})`}`,
    async () => {
      const script = await bundle(`
        import { cos } from ${JSON.stringify(resolve("src/data/numbers/cos.ts"))};
        window.bits = (numbers) => [...new Uint32Array(Float64Array.from(numbers, cos).buffer)];`);
      const browser = await launchChromium();
      const page = await browser.newPage();
      await page.addScriptTag({ type: "module", content: script });
      await page.waitForFunction("window.bits");
      expect(sha256(await page.evaluate<number[]>(`window.bits(${JSON.stringify(numbers)})`))).toBe(hash);
      await browser.close();
    },
  );
});
