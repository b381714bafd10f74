import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { exp, power } from "../../../src/data/numbers/exp.ts";
import { chromiumPath, launchChromium, noChromium } from "../../chromium.ts";
import { bundle } from "../../engine/bundle.ts";

/** Numbers of every size, and where the method changes. */
const program = `
  import { exp } from ${JSON.stringify(resolve("src/data/numbers/exp.ts"))};
  import { threefryWords } from ${JSON.stringify(resolve("src/data/random/threefry.ts"))};
  export function numbers() {
    const words = new Uint32Array(2);
    const any = new Float64Array(words.buffer);
    const found = [0, -0, 1, -1, Infinity, -Infinity, 709.782712893384, 709.7827128933841];
    found.push(-745.1332191019411, -745.1332191019412, 2 ** -28, -(2 ** -28), -708.3, -709, -740);
    for (let i = 0; i < 40000; i++) {
      threefryWords(1, 2, i, 0, words);
      const share = words[0] / 2 ** 32 - 0.5;
      found.push(any[0] || 0.5, share * 1600, share * 80, share * 4, share * 1e-7);
    }
    return found;
  }
  export const bits = (f) => new Uint32Array(Float64Array.from(numbers(), f).buffer);
`;
/** The hash of what Math.exp of Node 20 (V8 11.3) gives for these numbers. */
const hash = "8b89fdd3ac8e975a1112766e3886dda51efa5b7d9fb0fb551c62382326c1f867";
const sha256 = (bits: ArrayLike<number>) =>
  createHash("sha256")
    .update(new Uint8Array(Uint32Array.from(bits).buffer))
    .digest("hex");

describe("exp", () => {
  test("is e^x to the last bit but one, and what Math.exp was in Node 20 to the last", async () => {
    const script = await bundle(`${program} export { exp };`, { platform: "node" });
    const { numbers, bits } = await import(
      `data:text/javascript;base64,${Buffer.from(script).toString("base64")}`
    );
    const found = bits(exp);
    expect(sha256(found)).toBe(hash);
    if (process.versions.v8.startsWith("11.3")) expect(sha256(bits(Math.exp))).toBe(hash);
    for (const x of numbers() as number[]) {
      const [own, other] = [exp(x), Math.exp(x)];
      const isNear = Object.is(own, other) || Math.abs(own - other) <= Math.max(2 ** -1074, other * 2 ** -52);
      expect(isNear, String(x)).toBe(true);
    }
  });

  test.skipIf(chromiumPath === undefined)(
    `is the same in Chromium${chromiumPath ? "" : ` (${noChromium})`}`,
    async () => {
      const script = await bundle(`${program} window.bits = () => [...bits(exp)];`);
      const browser = await launchChromium();
      const page = await browser.newPage();
      await page.addScriptTag({ type: "module", content: script });
      await page.waitForFunction("window.bits");
      expect(sha256(await page.evaluate<number[]>("window.bits()"))).toBe(hash);
      await browser.close();
    },
  );
});

test("power multiplies", () => {
  expect([power(3, 0), power(3, 1), power(3, 5), power(-2, 3), power(2, 1000)]).toEqual([
    1,
    3,
    243,
    -8,
    2 ** 1000,
  ]);
  for (let n = 0; n < 5000; n += 7) expect(Math.abs(power(0.999, n) / 0.999 ** n - 1)).toBeLessThan(1e-13);
});
