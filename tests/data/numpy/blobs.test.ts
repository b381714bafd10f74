import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { NDArray } from "numpy-ts";
import { describe, expect, test } from "vitest";
import { type BlobsOptions, blobs } from "../../../src/data/numpy/blobs.ts";
import { UserError } from "../../../src/errors.ts";

interface Packed {
  shape: number[];
  sha256: string;
  base64?: string;
  head?: number[] | number[][];
}

type Golden = { name: string; options: BlobsOptions } & Record<"X" | "y" | "centers", Packed>;

const goldens: Golden[] = JSON.parse(readFileSync("tests/golden/blobs.json", "utf8"));

function bytes({ data }: NDArray): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

function expectSameBits(found: NDArray, golden: Packed): void {
  expect(found.shape).toEqual(golden.shape);
  if (golden.base64 !== undefined) {
    expect(bytes(found).toString("hex")).toBe(Buffer.from(golden.base64, "base64").toString("hex"));
  } else {
    const width = golden.shape.slice(1).reduce((product, n) => product * n, 1);
    expect(Array.from((found.data as Float64Array).subarray(0, 4 * width))).toEqual(golden.head!.flat());
  }
  expect(createHash("sha256").update(bytes(found)).digest("hex")).toBe(golden.sha256);
}

describe("the same bits as scikit-learn's make_blobs", () => {
  test.each(goldens)("$name", ({ options, X, y, centers }) => {
    const drawn = blobs(options);
    expectSameBits(drawn.centers, centers);
    expectSameBits(drawn.X, X);
    expectSameBits(drawn.y, y);
  });

  test("the goldens use every option", () => {
    const used = new Set(goldens.flatMap(({ options }) => Object.keys(options)));
    expect([...used].sort()).toEqual(
      ["centerBox", "centers", "clusterStd", "nFeatures", "nSamples", "seed", "shuffle"].sort(),
    );
  });
});

test("the seed is 0 unless told otherwise, and a draw does not depend on the one before", () => {
  const first = blobs({ nSamples: 7 });
  blobs({ nSamples: 3, nFeatures: 1, seed: 1 });
  expect(bytes(blobs({ nSamples: 7, seed: 0 }).X)).toEqual(bytes(first.X));
  expect(bytes(blobs({ nSamples: 7, seed: 1 }).X)).not.toEqual(bytes(first.X));
});

test("shuffling changes the order of the rows and nothing else", () => {
  const options = { nSamples: 50, centers: 4, seed: 3 };
  const rows = ({ X, y }: { X: NDArray; y: NDArray }) =>
    (X.tolist() as number[][]).map((row, i) => `${(y.tolist() as number[])[i]}: ${row}`);
  const shuffled = rows(blobs(options));
  const inOrder = rows(blobs({ ...options, shuffle: false }));
  expect(shuffled).not.toEqual(inOrder);
  expect(shuffled.sort()).toEqual(inOrder.sort());
});

describe("a mistake gets one line", () => {
  const mistakes: [BlobsOptions, RegExp][] = [
    [{ nSamples: 0 }, /nSamples must be a whole number of 1 or more, not 0/],
    [{ nSamples: 1e11, nFeatures: 4 }, /100000000000 rows of 4 features .*; ask for 67108864 rows at most/],
    [{ nSamples: 2.5 }, /nSamples must be a whole number of 1 or more, not 2.5/],
    [{ nSamples: [] }, /nSamples gives no centre any row/],
    [{ nSamples: [0, 0] }, /nSamples gives no centre any row/],
    [{ nSamples: [3, -1] }, /nSamples of centre 1 must be a whole number of rows, not -1/],
    [{ nFeatures: 0 }, /nFeatures must be a whole number of 1 or more, not 0/],
    [{ centers: 0 }, /centers must be a whole number of 1 or more, not 0/],
    [{ centers: [] }, /centers is empty/],
    [{ centers: [[1, 2], [3]] }, /centre 1 has 1 coordinates, centre 0 has 2/],
    [{ centers: [[1, Number.NaN]] }, /centre 0, coordinate 1 must be a finite number, not NaN/],
    [{ nSamples: [2, 2], centers: 2 }, /centers must be their coordinates or be left out, not 2/],
    [{ nSamples: [2, 2], centers: [[1]] }, /nSamples lists 2 centres and centers 1/],
    [{ clusterStd: [1, 2] }, /clusterStd has 2 values for 3 centres/],
    [{ clusterStd: -1 }, /clusterStd must be a finite number of 0 or more, not -1/],
    [{ clusterStd: [1, 1, Number.POSITIVE_INFINITY] }, /clusterStd .* not Infinity/],
    [{ centerBox: [Number.NEGATIVE_INFINITY, 1] }, /centerBox must be two finite numbers/],
    [{ seed: -1 }, /a seed is a whole number from 0 to 4294967295, not -1/],
    [{ seed: 2 ** 32 }, /not 4294967296/],
    [{ seed: 0.5 }, /not 0.5/],
  ];
  test.each(mistakes)("%j", (options, message) => {
    expect(() => blobs(options)).toThrow(UserError);
    expect(() => blobs(options)).toThrow(message);
  });
});
