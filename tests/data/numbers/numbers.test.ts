import { array, type NDArray } from "numpy-ts";
import { describe, expect, test } from "vitest";
import { numbers } from "../../../src/data/numbers/numbers.ts";
import { applyScaler } from "../../../src/data/numpy/arrays.ts";
import { fitScaler } from "../../../src/data/rows/scale.ts";

const X = array([
  [0, 1],
  [2, 3],
  [4, 5],
  [6, 8],
]);

describe("numbers are a view's own, not those of the array behind it", () => {
  test.each([
    ["a part of the rows, which lie together", X.slice("1:3"), [2, 3, 4, 5]],
    ["every second row", X.slice("::2"), [0, 1, 4, 5]],
    ["the rows backwards", X.slice("::-1"), [6, 8, 4, 5, 2, 3, 0, 1]],
    ["a column", X.slice(":", "1:2"), [1, 3, 5, 8]],
    ["transposed", X.T, [0, 2, 4, 6, 1, 3, 5, 8]],
    ["whole numbers of 64 bits", X.copy().astype("int64").slice("3:4"), [6, 8]],
  ])("%s", (_, view, own) => {
    expect(Array.from(numbers(view as NDArray))).toEqual(own);
  });

  test("an array's own numbers are not copied", () => {
    expect(numbers(X)).toBe(X.data);
  });

  test("so a scaler is fitted to the rows given, and scales them", () => {
    const scaler = fitScaler("minmax", X.slice("2:4"));
    expect(scaler).toEqual({ kind: "minmax", offset: [4, 5], scale: [2, 3] });
    expect(applyScaler(scaler, X.slice("3:4")).tolist()).toEqual([[1, 1]]);
  });
});
