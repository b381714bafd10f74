import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fma } from "../../../src/data/random/fma.ts";

/** x as mantissa · 2^exponent, both whole. */
function parts(x: number): [mantissa: bigint, exponent: number] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  return [x < 0 ? -mantissa : mantissa, Math.max(biased, 1) - 1075];
}

/** a·b + c in whole numbers, rounded once: Number(bigint) rounds to the nearest, ties to even. */
function exactFma(a: number, b: number, c: number): number {
  const [am, ae] = parts(a);
  const [bm, be] = parts(b);
  const [cm, ce] = parts(c);
  const e = Math.min(ae + be, ce);
  return timesPowerOfTwo(Number(((am * bm) << BigInt(ae + be - e)) + (cm << BigInt(ce - e))), e);
}

/** In two steps, since 2^e alone may be out of range; results of these tests are normal numbers, so both are exact. */
function timesPowerOfTwo(x: number, e: number): number {
  const half = Math.trunc(e / 2);
  return x * 2 ** half * 2 ** (e - half);
}

const mantissa = fc.bigInt({ min: 2n ** 52n, max: 2n ** 53n - 1n }).map(Number);
const sign = fc.constantFrom(-1, 1);
const float = (exponent: number) =>
  fc
    .tuple(sign, mantissa, fc.integer({ min: -exponent, max: exponent }))
    .map(([s, m, e]) => s * m * 2 ** (e - 52));

/** few bits set: sums and products end in ties, or cancel */
const sparse = fc
  .tuple(
    sign,
    fc.integer({ min: 0, max: 52 }),
    fc.integer({ min: 0, max: 52 }),
    fc.integer({ min: -60, max: 60 }),
  )
  .map(([s, i, j, e]) => s * (2 ** i + (i === j ? 0 : 2 ** j)) * 2 ** e);

const RUNS = { numRuns: 30_000 };

describe("a·b + c rounded once, against whole-number arithmetic", () => {
  test("numbers of like size", () => {
    fc.assert(
      fc.property(float(3), float(3), float(3), (a, b, c) => {
        expect(fma(a, b, c)).toBe(exactFma(a, b, c));
      }),
      RUNS,
    );
  });

  test("numbers of any size", () => {
    fc.assert(
      fc.property(float(100), float(100), float(220), (a, b, c) => {
        expect(fma(a, b, c)).toBe(exactFma(a, b, c));
      }),
      RUNS,
    );
  });

  test("numbers of few bits, where ties are frequent", () => {
    fc.assert(
      fc.property(sparse, sparse, sparse, (a, b, c) => {
        expect(fma(a, b, c)).toBe(exactFma(a, b, c));
      }),
      RUNS,
    );
  });

  test("c nearly -a·b: what is left is the rounding error of the product", () => {
    fc.assert(
      fc.property(float(20), float(20), fc.integer({ min: -4, max: 4 }), (a, b, ulps) => {
        const c = -a * b * (1 + ulps * 2 ** -52);
        expect(fma(a, b, c)).toBe(exactFma(a, b, c));
      }),
      RUNS,
    );
  });

  test("a·b half-way between two floats, and a crumb that tips it", () => {
    // the product of two odd numbers is odd: from 2^53 on, a tie
    const odd = fc.integer({ min: 2 ** 26 - 1, max: 2 ** 27 - 1 }).map((n) => n | 1);
    fc.assert(
      fc.property(odd, odd, sign, fc.integer({ min: 1, max: 900 }), (a, b, s, far) => {
        expect(fma(a, b, s * 2 ** -far)).toBe(exactFma(a, b, s * 2 ** -far));
      }),
      RUNS,
    );
  });
});

test("where a product and a sum, rounded one after the other, go wrong", () => {
  const a = 1 + 2 ** -30;
  expect(a * a - (1 + 2 ** -29)).toBe(0);
  expect(fma(a, a, -(1 + 2 ** -29))).toBe(2 ** -60);
  const b = 2 ** 27 - 1; // b² = 2^54 - 2^28 + 1 is a tie
  expect(fma(b, b, 2 ** -200) - fma(b, b, -(2 ** -200))).toBe(2);
});

test("zeros", () => {
  expect(fma(0, 5, 7)).toBe(7);
  expect(fma(3, 5, 0)).toBe(15);
  expect(fma(3, 5, -15)).toBe(0);
});
