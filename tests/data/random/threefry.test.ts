import { expect, test } from "vitest";
import { threefry2x32, uniform24 } from "../../../src/data/random/threefry.ts";

/** From Random123's file of known answers (kat_vectors: threefry2x32, 20 rounds). */
test.each([
  { counter: [0, 0], key: [0, 0], words: [0x6b200159, 0x99ba4efe] },
  { counter: [0xffffffff, 0xffffffff], key: [0xffffffff, 0xffffffff], words: [0x1cb996fc, 0xbb002be7] },
  { counter: [0x243f6a88, 0x85a308d3], key: [0x13198a2e, 0x03707344], words: [0xc4923a9c, 0x483df7a0] },
] as const)("the published words for counter $counter", ({ counter, key, words }) => {
  expect(threefry2x32(key, counter)).toEqual(words);
});

test("numbers 2i and 2i + 1 are the upper 24 bits of the words for counter (i, 0)", () => {
  const [a, b] = threefry2x32([5, 9], [1, 0]);
  const drawn = uniform24(5, 9, 4);
  expect([...drawn.slice(2)]).toEqual([(a >>> 8) / 2 ** 24, (b >>> 8) / 2 ** 24]);
  expect(Float32Array.from(drawn)).toEqual(new Float32Array([...drawn]));
  expect([...Float32Array.from(drawn)]).toEqual([...drawn]);
});

test("an odd count is the beginning of a longer one, and another key draws others", () => {
  expect([...uniform24(1, 2, 7)]).toEqual([...uniform24(1, 2, 8).slice(0, 7)]);
  expect([...uniform24(1, 2, 7)]).not.toEqual([...uniform24(1, 3, 7)]);
  expect([...uniform24(1, 2, 7)]).not.toEqual([...uniform24(2, 2, 7)]);
});

test("100,000 numbers are spread evenly: mean and variance of the uniform distribution within 4 standard errors", () => {
  const n = 100_000;
  const drawn = uniform24(3, 0, n);
  const mean = drawn.reduce((s, u) => s + u, 0) / n;
  const variance = drawn.reduce((s, u) => s + (u - mean) ** 2, 0) / n;
  expect(Math.abs(mean - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / n));
  expect(Math.min(...drawn.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
  expect(Math.max(...drawn.slice(0, 50_000))).toBeLessThan(1);
});
