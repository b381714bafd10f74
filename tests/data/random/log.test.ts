import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type NDArray, random } from "numpy-ts";
import { describe, expect, test } from "vitest";
import { log } from "../../../src/data/random/log.ts";
import { INVERSES, LN2_HIGH, LN2_LOW, LOGS, NEAR_ONE, NEAR_ZERO } from "../../../src/data/random/logTable.ts";

const golden: { logs: Record<string, string>; powersOfTwo: string; table: string } = JSON.parse(
  readFileSync("tests/golden/normals.json", "utf8"),
);

const sha256 = (values: Float64Array) =>
  createHash("sha256").update(new Uint8Array(values.buffer)).digest("hex");

describe("the same bits as the C library's log with fused multiply-add", () => {
  random.seed(5);
  const u = Float64Array.from((random.random_sample(200_000) as NDArray).data as Float64Array);

  const moved: Record<string, (u: number, k: number) => number> = {
    u: (u) => u,
    "1 - u/8": (u) => 1 - u / 8,
    "1 + u/8": (u) => 1 + u / 8,
    "u * 2**(k % 2000 - 1000)": (u, k) => u * 2 ** ((k % 2000) - 1000),
  };
  test.each(Object.entries(golden.logs))("%s", (name, digest) => {
    expect(sha256(u.map((value, k) => log(moved[name]!(value, k))))).toBe(digest);
  });

  test("every power of 2, the subnormal ones too", () => {
    expect(sha256(Float64Array.from({ length: 1024 + 1074 }, (_, k) => log(2 ** (k - 1074))))).toBe(
      golden.powersOfTwo,
    );
  });
});

test("every figure as it stands in the C library", () => {
  const bytes = Uint8Array.from(Buffer.from(golden.table, "base64"));
  const table = [...INVERSES].flatMap((inverse, i) => [inverse, LOGS[i]!]);
  expect([LN2_HIGH, LN2_LOW, ...NEAR_ZERO, ...NEAR_ONE, ...table]).toEqual([
    ...new Float64Array(bytes.buffer),
  ]);
});

test("where a logarithm has no finite value", () => {
  expect(log(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(log(-0)).toBe(Number.NEGATIVE_INFINITY);
  expect(log(-1)).toBeNaN();
  expect(log(Number.NaN)).toBeNaN();
  expect(log(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  expect(log(1)).toBe(0);
});
