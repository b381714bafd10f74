import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readNpz } from "../../../src/data/formats/npy.ts";

/** Archives that NumPy wrote (tests/golden/npz.py). */
const golden = join(import.meta.dirname, "../../golden/npz");
const read = (name: string) => readNpz(join(golden, `${name}.npz`), `${name}.npz`);
const words = ["良品", "OK", "良品", "不良😀"];
const X = [0.5, 1.25, 1.5, -2, 2.5, 3, 3.5, 4];

describe("an .npz whose labels are words", () => {
  test.each(["words", "packed", "big-endian", "bytes", "column"])("%s", async (name) => {
    const { train } = await read(name);
    expect([...train!.columns.keys()]).toEqual(["X", "y"]);
    expect(train!.column("X")).toMatchObject({ kind: "list", width: 2 });
    expect(train!.column("X")).toHaveProperty("values", Float64Array.from(X));
    expect(train!.column("y")).toEqual({ kind: "text", values: words });
  });

  test("in parts, each of which says what of it is not read", async () => {
    const { train, test: held } = await read("parts");
    expect([train!.rows, held!.rows]).toEqual([4, 2]);
    expect(held!.column("y")).toEqual({ kind: "text", values: words.slice(0, 2) });
    expect(train!.traits.notes).toEqual(["parts.npz: not read: ids_train, beside x_train and y_train"]);
  });
});

test("features alone are rows without labels", async () => {
  const { train } = await read("alone");
  expect([...train!.columns.keys()]).toEqual(["X"]);
});

test("arrays beside features and labels are named", async () => {
  const { train } = await read("more");
  expect(train!.traits.notes).toEqual(["more.npz: not read: feature_names, beside data and target"]);
});

test("an array a column: words are words, and dates are said to be dates", async () => {
  const { train } = await read("columns");
  expect(train!.column("label")).toEqual({ kind: "text", values: words });
  expect(train!.column("day")).toEqual({ kind: "unusable", reason: "it holds dates", rows: 4 });
});

test.each([
  [
    "objects",
    "objects.npz, array y: holds Python objects, which Python alone reads; save words as y.astype(str), numbers as X.astype(float)",
  ],
  [
    "cp932",
    'cp932.npz, array y: holds bytes that are no UTF-8; save it as words: numpy.char.decode(y, "cp932")',
  ],
])("%s is refused in one line", async (name, message) => {
  await expect(read(name)).rejects.toThrow(message);
});
