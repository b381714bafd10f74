import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { np } from "../../../src/numpy.ts";

const { array, arange, ones, zeros } = np;

describe("an array of the numpy entry", () => {
  test("prints in Node as NumPy prints it", () => {
    const golden = JSON.parse(readFileSync("tests/golden/printed.json", "utf8"));
    for (const name of ["a matrix", "normals that wrap", "three axes", "summarised", "bool"]) {
      const { shape, dtype, numbers, text } = golden.find((one: { name: string }) => one.name === name);
      expect(inspect(array(numbers, dtype).reshape(...shape))).toBe(text);
    }
  });

  test("prints what a view shows, not the array behind it", () => {
    const x = arange(12).reshape(3, 4);
    expect(inspect(x.slice("1:3", "2"))).toBe("[ 6. 10.]");
    expect(inspect(x.T.slice("0:2"))).toBe("[[0. 4. 8.]\n [1. 5. 9.]]");
  });

  test("prints integers of 64 bits and scalars", () => {
    expect(inspect(array([1, -20], "int64"))).toBe("[  1 -20]");
    expect(inspect(array(3.5))).toBe("3.5");
    expect(inspect(zeros([0, 3]))).toBe("[]");
  });

  test("prints within an object, line below line", () => {
    expect(inspect({ W: ones([2, 2]) })).toBe("{\n  W: [[1. 1.]\n   [1. 1.]]\n}");
  });
});
