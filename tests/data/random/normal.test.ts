import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type NDArray, random } from "numpy-ts";
import { describe, expect, test } from "vitest";
import { normal, randn, seed } from "../../../src/data/random/normal.ts";
import { UserError } from "../../../src/errors.ts";

interface Golden {
  differentWithout: number;
  millions: { seed: number; sha256: string; head: number[]; after: number }[];
  short: { seed: number; base64: string }[];
  mixed: { call: string; args: never[]; base64: string }[];
}

const golden: Golden = JSON.parse(readFileSync("tests/golden/normals.json", "utf8"));

const bytes = ({ data }: NDArray) => Buffer.from(data.buffer, data.byteOffset, data.byteLength);
const sha256 = (a: NDArray) => createHash("sha256").update(bytes(a)).digest("hex");
const float64 = (base64: string) => [
  ...new Float64Array(Uint8Array.from(Buffer.from(base64, "base64")).buffer),
];
const numbers = (a: NDArray) => Array.from(a.data, Number);

describe("the same bits as NumPy's", () => {
  test.each(golden.millions)(
    "a million of seed $seed, and the stream stands where NumPy's does",
    (million) => {
      seed(million.seed);
      const z = randn(1000, 1000);
      expect(numbers(z).slice(0, 4)).toEqual(million.head);
      expect(sha256(z)).toBe(million.sha256);
      expect(Number(random.random_sample())).toBe(million.after);
    },
  );

  test.each(golden.short)("seed $seed", ({ seed: n, base64 }) => {
    seed(n);
    expect(numbers(randn(33))).toEqual(float64(base64));
  });

  test("odd and even counts among uniform draws and a permutation", () => {
    const calls: Record<string, (...args: never[]) => NDArray> = {
      randn,
      normal,
      uniform: (n) => random.uniform(-2, 3, n) as NDArray,
      permutation: (n) => random.permutation(n) as NDArray,
      random_sample: (n) => random.random_sample(n) as NDArray,
    };
    seed(3);
    for (const { call, args, base64 } of golden.mixed) {
      expect(numbers(calls[call]!(...args)), `${call}(${JSON.stringify(args)})`).toEqual(float64(base64));
    }
  });

  test("numpy-ts's own differ in as many places as NumPy's without fused multiply-add", () => {
    seed(0);
    const ours = randn(1_000_000).data as Float64Array;
    seed(0);
    const theirs = (random.randn(1_000_000) as NDArray).data as Float64Array;
    expect(ours.filter((z, i) => z !== theirs[i]).length).toBe(golden.differentWithout);
  });
});

test("one at a time or many at once, the numbers are the same", () => {
  seed(11);
  const many = numbers(randn(41));
  seed(11);
  expect(Array.from({ length: 41 }, () => numbers(randn(1))[0])).toEqual(many);
});

test("a seed forgets the normal that waits", () => {
  seed(4);
  const first = numbers(randn(1));
  seed(4);
  expect(numbers(randn(1))).toEqual(first);
  expect(numbers(randn(1))).not.toEqual(first);
});

test("shapes", () => {
  seed(0);
  expect(randn(3).shape).toEqual([3]);
  expect(randn(2, 3, 4).shape).toEqual([2, 3, 4]);
  expect(randn(0, 4).shape).toEqual([0, 4]);
  expect(normal(0, 1, [2, 2]).shape).toEqual([2, 2]);
});

test("what cannot be drawn is refused", () => {
  expect(() => normal(0, -1, 3)).toThrow(UserError);
  expect(() => normal(0, Number.NaN, 3)).toThrow("scale must be a number of 0 or more, not NaN");
  expect(() => randn(2, -1)).toThrow("[2, -1]");
  expect(() => randn(1.5)).toThrow(UserError);
  expect(() => seed(-1)).toThrow(UserError);
  expect(() => seed(2 ** 32)).toThrow(UserError);
});
