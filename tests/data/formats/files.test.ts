import { readFileSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toFeatures } from "../../../src/data/columns/features.ts";
import { readCsvFile } from "../../../src/data/formats/csv/csvFile.ts";
import { loadTables } from "../../../src/data/load.ts";
import { loadDataset } from "../../../src/data/loadDataset.ts";
import { ndarray } from "../../../src/data/numpy/arrays.ts";
import { toRows } from "../../../src/data/rows/toRows.ts";

/** Files that pandas and NumPy wrote (tests/golden/files.py), and the numbers in them as Python's float.hex. */
const golden = join(import.meta.dirname, "../../golden/files");
const expected: { X: string[][]; y: number[]; names: string[] } = JSON.parse(
  readFileSync(join(golden, "expected.json"), "utf8"),
);
const X = expected.X.map((row) => row.map(fromHex));

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kiso-files-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, data: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, data);
  return path;
}

/** -0x1.8p+3 -> -12; a subnormal as 0x0.…p-1022 */
function fromHex(text: string): number {
  const [, sign, whole, fraction = "", exponent] = /^(-?)0x([01])\.?([0-9a-f]*)p([+-]\d+)$/.exec(text)!;
  const mantissa = BigInt(`0x${whole}${fraction}`);
  const power = Number(exponent) - 4 * fraction.length;
  // 2^power may be below the smallest double while the product is not: in two steps, each exact.
  const value = Number(mantissa) * 2 ** Math.max(power, -1000) * 2 ** Math.min(0, power + 1000);
  return sign ? -value : value;
}

const bits = (rows: unknown) =>
  (rows as number[][]).map((row) => row.map((x) => (Object.is(x, -0) ? "-0" : x)));

describe("files that pandas wrote", () => {
  test.each([
    "pandas.csv",
    "pandas-crlf.csv",
    "pandas-bom.csv",
    "pandas-excel-ja.csv",
    "pandas-utf16.csv",
    "pandas.tsv",
    "pandas-semicolon.csv",
    "pandas.csv.gz",
  ])("%s: every bit of every number, and the class names in three scripts", async (name) => {
    const { splits } = await loadDataset(join(golden, name));
    const train = splits.train!;
    expect(bits(train.features.tolist())).toEqual(bits(X));
    expect(train.featureNames).toEqual(["width", "length, mm", "depth"]);
    const sorted = ['crack, "deep"\nlong', "不良品", "良品"];
    const read = train.classNames.map((one) => one.replace("\r\n", "\n"));
    expect(read).toEqual(sorted);
    expect(Array.from(train.labels.data, (label) => read[Number(label)])).toEqual(expected.names);
  });

  test("the line of a row is right behind cells with newlines in them", async () => {
    const path = join(golden, "pandas.csv");
    const table = await readCsvFile(path);
    const lines = readFileSync(path, "utf8").split("\n");
    for (let row = 0; row < table.rows; row++) {
      const line = Number(/\(line (\d+)\)/.exec(table.where(row))![1]);
      expect(Number(lines[line - 1]!.split(",")[0])).toBe(X[row]![0]);
    }
  });

  test("columns that pandas numbered 0, 1, 2, 3 have a header", async () => {
    const { splits } = await loadDataset(join(golden, "pandas-numbered.csv"));
    expect(splits.train!.featureNames).toEqual(["0", "1", "2"]);
    expect(Array.from(splits.train!.labels.data)).toEqual(expected.y);
  });

  test("pandas.jsonl", async () => {
    const { splits } = await loadDataset(join(golden, "pandas.jsonl"), { label: "grade" });
    expect(splits.train!.nSamples).toBe(12);
    expect(splits.train!.features.get([0, 0])).toBeCloseTo(X[0]![0]!, 12);
    expect(splits.train!.classNames).toEqual(['crack, "deep"\nlong', "不良品", "良品"]);
  });
});

describe("files that NumPy wrote", () => {
  test("savetxt without a header: x0, x1, ..., label", async () => {
    const { splits } = await loadDataset(join(golden, "savetxt.csv"));
    expect(splits.train!.featureNames).toEqual(["x0", "x1", "x2"]);
    expect(bits(splits.train!.features.tolist())).toEqual(bits(X));
    expect(Array.from(splits.train!.labels.data)).toEqual(expected.y);
  });

  test.each(["Xy.npz", "matrix.npy"])("%s, bit for bit", async (name) => {
    const train = await loadDataset(join(golden, name), { split: "train" });
    expect(bits(train.features.tolist())).toEqual(bits(X));
    expect(Array.from(train.labels.data)).toEqual(expected.y);
  });

  test("x_train, y_train, x_test, y_test are splits; images are flattened and stay uint8; classes are common", async () => {
    const { splits } = await loadDataset(join(golden, "keras.npz"));
    expect(Object.keys(splits)).toEqual(["train", "test"]);
    expect(splits.train!.features.dtype).toBe("uint8");
    expect(splits.train!.features.shape).toEqual([4, 12]);
    expect(splits.train!.features.get([3, 11])).toBe(47);
    expect(splits.train!.classNames).toEqual(["1", "3"]);
    expect(Array.from(splits.test!.labels.data)).toEqual([0, 1]);
  });

  test("an array in Fortran's order keeps its rows, and float32 its type", async () => {
    const train = await loadDataset(join(golden, "fortran.npz"), { split: "train" });
    expect(train.features.dtype).toBe("float32");
    expect(train.features.tolist()).toEqual(X.slice(0, 12).map((row) => row.map(Math.fround)));
  });
});

describe("CSV", () => {
  test("an unquoted cell is trimmed, a quoted one is not; blank lines do not count as rows", async () => {
    const path = await write("spaces.csv", 'a, kind\n1 , good\n\n 2,"good "\n');
    const table = await readCsvFile(path);
    expect(table.columns.get("kind")).toEqual({ kind: "text", values: ["good", "good "] });
    expect(table.where(1)).toBe(`${path}, row 2 (line 4)`);
  });

  test("a column of numbers that turns to text after thousands of rows shows every cell as it stands", async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `${i},${i === 4321 ? "A7" : `0${i % 10}`}`);
    const table = await readCsvFile(await write("late.csv", `x,code\n${rows.join("\n")}\n`));
    const column = table.columns.get("code")!;
    expect(column.kind === "text" && column.values.slice(0, 3)).toEqual(["00", "01", "02"]);
    expect(column.kind === "text" && column.values[4321]).toBe("A7");
    expect(table.columns.get("x")!.kind).toBe("number");
  });

  test("quoted records cut anywhere by the reading in pieces", async () => {
    const cell = `"${'line one\nline ""two"", '.repeat(40)}"`;
    const n = 3000;
    const text = `x,note,label\n${Array.from({ length: n }, (_, i) => `${i},${cell},${i % 2}`).join("\n")}`;
    expect(text.length).toBeGreaterThan(2 ** 21);
    const table = await readCsvFile(await write("long.csv", text));
    const note = table.columns.get("note")!;
    const plain = 'line one\nline "two", '.repeat(40);
    expect(note.kind === "text" && note.values.every((value) => value === plain)).toBe(true);
    expect(table.rows).toBe(n);
    expect(table.where(2)).toContain("row 3 (line 84)");
  });

  test("Shift_JIS characters on both sides of a piece's end, and one beyond JIS X 0208", async () => {
    const unit = Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x87, 0x40, 0x2c, 0x31, 0x0a]); // 日本①,1\n
    const odd = Buffer.from("xxxx,1\n");
    const bytes = Buffer.concat([Buffer.from("kind,n\n"), odd, ...Array(150_000).fill(unit)]);
    const table = await readCsvFile(await write("ja.csv", bytes));
    const kind = table.columns.get("kind")!;
    expect(kind.kind === "text" && new Set(kind.values)).toEqual(new Set(["xxxx", "日本①"]));
    expect(table.rows).toBe(150_001);
  });

  test("old Mac line ends, semicolons, decimals with an exponent, a sign, a bare point", async () => {
    const table = await readCsvFile(await write("mac.csv", "a;b\r+1.5e3;.5\r-2.;1E-2\r"));
    expect(table.columns.get("a")).toMatchObject({ kind: "number", values: Float64Array.of(1500, -2) });
    expect(table.columns.get("b")).toMatchObject({ kind: "number", values: Float64Array.of(0.5, 0.01) });
  });
});

describe("folders, as the Hub names splits", () => {
  test("shards in order, test beside train, files of no split left out", async () => {
    await write("hub/data/train-00001-of-00002.csv", "x,label\n3,a\n4,b\n");
    await write("hub/data/train-00000-of-00002.csv", "x,label\n1,a\n2,b\n");
    await write("hub/data/test-00000-of-00001.csv", "label,x\nb,9\n");
    await write("hub/README.md", "text");
    const { splits, files, sha256 } = await loadDataset(join(folder, "hub"));
    expect(splits.train!.features.tolist()).toEqual([[1], [2], [3], [4]]);
    expect(splits.test!.features.tolist()).toEqual([[9]]);
    expect(splits.test!.labels.tolist()).toEqual([1]);
    expect(files.map((file) => file.slice(folder.length))).toEqual([
      "/hub/data/train-00000-of-00002.csv",
      "/hub/data/train-00001-of-00002.csv",
      "/hub/data/test-00000-of-00001.csv",
    ]);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test("a row of the second shard is named by its own file and line", async () => {
    await write("two/train-a.csv", "x,label\n1,a\n2,b\n");
    const second = await write("two/train-b.csv", "x,label\n3,a\nbad,b\n");
    await expect(loadDataset(join(folder, "two"))).rejects.toThrow(
      `${second}, row 2 (line 3), column x: "bad" is not a number; write a number there or delete the row`,
    );
  });

  test("the sha256 is that of the bytes", async () => {
    const path = await write("abc.csv", "x,label\n1,a\n2,b\n");
    const { createHash } = await import("node:crypto");
    const { sha256 } = await loadTables(path);
    expect(sha256).toBe(
      createHash("sha256")
        .update(await readFile(path))
        .digest("hex"),
    );
  });
});

describe("features for a trained network", () => {
  test("columns by name in any order, others left out", async () => {
    const table = await readCsvFile(await write("any.csv", "c,note,a\n1,x,2\n"));
    expect(ndarray(toFeatures(table, ["a", "c"])).tolist()).toEqual([[2, 1]]);
  });
  test("a file without a header by position, with the label or without", async () => {
    const names = ["x0", "x1", "x2"];
    const bare = await readCsvFile(await write("bare.csv", "1,2,3\n4,5,6\n"));
    expect(ndarray(toFeatures(bare, names)).tolist()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const labelled = await readCsvFile(await write("labelled.csv", "1,2,3,0\n4,5,6,1\n"));
    expect(ndarray(toFeatures(labelled, names)).tolist()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });
  test("elements of a list column by name, and the list whole under other names", async () => {
    const { tables } = await loadTables(
      await write("l.jsonl", '{"features":[1,2,3]}\n{"features":[4,5,6]}\n'),
    );
    expect(ndarray(toFeatures(tables.train!, ["features[2]", "features[0]"])).tolist()).toEqual([
      [3, 1],
      [6, 4],
    ]);
    expect(ndarray(toFeatures(tables.train!, ["p", "q", "r"])).tolist()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });
  test("lists and plain columns side by side make one matrix", async () => {
    const { tables } = await loadTables(
      await write("m.jsonl", '{"a":1,"v":[2,3],"b":4,"label":"x"}\n{"a":5,"v":[6,7],"b":8,"label":"y"}\n'),
    );
    const rows = toRows(tables.train!);
    expect(ndarray(rows.features).tolist()).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
    expect(rows.featureNames).toEqual(["a", "v[0]", "v[1]", "b"]);
  });
});

describe("classes", () => {
  test("words by code point, as Python sorts them; numbers by value", async () => {
    const words = await loadDataset(await write("w.csv", "x,label\n1,\u{1F600}\n2,\uFF21\n3,b\n4,B\n"));
    expect(words.splits.train!.classNames).toEqual(["B", "b", "\uFF21", "\u{1F600}"]);
    const numbers = await loadDataset(await write("n.csv", "x,label\n1,10\n2,9\n3,-1\n"));
    expect(numbers.splits.train!.classNames).toEqual(["-1", "9", "10"]);
    expect(numbers.splits.train!.labels.tolist()).toEqual([2, 1, 0]);
  });

  test("without a train split the classes of all splits are common", async () => {
    await write("c/test.csv", "x,label\n1,b\n2,c\n");
    await write("c/validation.csv", "x,label\n1,a\n2,c\n");
    const { splits } = await loadDataset(join(folder, "c"));
    expect(splits.test!.classNames).toEqual(["a", "b", "c"]);
    expect(splits.test!.labels.tolist()).toEqual([1, 2]);
  });
});

const fashion = "/usr/share/datasets/fashion-mnist";
const { existsSync } = await import("node:fs");
describe.skipIf(!existsSync(fashion))(
  "Fashion-MNIST (Debian's dataset-fashion-mnist; skipped where absent)",
  () => {
    test("IDX.gz: 60000 + 10000 images of uint8 and their labels, from the folder and from one file", async () => {
      const { splits, files } = await loadDataset(fashion);
      expect(files).toHaveLength(4);
      expect(splits.train!.features.shape).toEqual([60000, 784]);
      expect(splits.train!.features.dtype).toBe("uint8");
      expect(splits.test!.features.shape).toEqual([10000, 784]);
      // The mean pixel of the training images, as the data set's users scale by: 0.2860.
      let sum = 0;
      for (const pixel of splits.train!.features.data as Uint8Array) sum += pixel;
      expect(sum / splits.train!.features.size / 255).toBeCloseTo(0.286, 4);
      expect(Array.from(splits.train!.labels.data.slice(0, 5))).toEqual([9, 0, 0, 3, 0]);
      await copyFile(`${fashion}/t10k-images-idx3-ubyte.gz`, join(folder, "t10k-images-idx3-ubyte.gz"));
      await copyFile(`${fashion}/t10k-labels-idx1-ubyte.gz`, join(folder, "t10k-labels-idx1-ubyte.gz"));
      const one = await loadDataset(join(folder, "t10k-images-idx3-ubyte.gz"), { split: "train" });
      expect(one.nSamples).toBe(10000);
    });
  },
);
