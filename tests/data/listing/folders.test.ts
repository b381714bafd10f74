import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LoadedTables, loadTables } from "../../../src/data/load.ts";
import { UserError } from "../../../src/errors.ts";

let home = "";
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "kiso-folders-"));
});
afterAll(() => rm(home, { recursive: true }));

let count = 0;

/** Rows that no other file has. */
function csv(rows: number, header = "x,label"): string {
  const width = header.split(",").length;
  const lines = Array.from({ length: rows }, (_, i) =>
    [...Array(width - 1).fill(`${++count}.5`), "ab"[i % 2]].join(","),
  );
  return `${[header, ...lines].join("\n")}\n`;
}

const jsonl = (rows: number): string =>
  Array.from({ length: rows }, (_, i) => `{"x":${++count}.5,"label":"${"ab"[i % 2]}"}\n`).join("");

type Tree = Record<string, string | Uint8Array>;

async function folderOf(tree: Tree, links: Record<string, string> = {}): Promise<string> {
  const folder = await mkdtemp(join(home, "set-"));
  for (const [name, content] of Object.entries(tree)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  for (const [name, target] of Object.entries(links)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await symlink(target, join(folder, name));
  }
  return folder;
}

/** What was made of a tree: rows by part, what is not read, and what is said, with the folder's path left out. */
async function madeOf(tree: Tree, links?: Record<string, string>) {
  const folder = await folderOf(tree, links);
  const loaded: LoadedTables = await loadTables(folder);
  const short = (text: string) => text.replaceAll(`${folder}/`, "").replaceAll(folder, "DIR");
  return {
    rows: Object.fromEntries(Object.entries(loaded.tables).map(([part, table]) => [part, table.rows])),
    files: loaded.files.map(short),
    unread: Object.fromEntries(loaded.unread.map(({ file, why }) => [file, short(why)])),
    notes: loaded.notes.map(short),
    loaded,
  };
}

async function refusalOf(tree: Tree, links?: Record<string, string>): Promise<string> {
  const folder = await folderOf(tree, links);
  const error = await loadTables(folder).then(
    () => expect.unreachable("it should have been refused"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  const { message } = error as UserError;
  expect(message).not.toContain("\n");
  return message.replaceAll(`${folder}/`, "").replaceAll(folder, "DIR");
}

describe("parts", () => {
  test.each<[string, string[], Record<string, number>]>([
    ["capitals", ["Train.csv", "TEST.csv"], { train: 2, test: 2 }],
    ["folders with capitals", ["Train/a.csv", "Train/b.csv", "Test/a.csv"], { train: 4, test: 2 }],
    ["camel case", ["dataTrain.csv", "dataTest.csv"], { train: 2, test: 2 }],
    ["a suffix", ["iris_train.csv", "iris_test.csv", "iris_val.csv"], { train: 2, validation: 2, test: 2 }],
    ["Japanese", ["学習.csv", "検証.csv", "評価.csv"], { train: 2, validation: 2, test: 2 }],
    ["Japanese, half width", ["学習用.csv", "ﾃｽﾄ用.csv"], { train: 2, test: 2 }],
    ["within one folder", ["set/train.csv", "set/test.csv"], { train: 2, test: 2 }],
    ["the folder of all says nothing", ["mytest/train.csv", "mytest/test.csv"], { train: 2, test: 2 }],
    ["files that only look so", ["latest.csv", "contest.csv", "strain.csv"], { train: 6 }],
    ["names of no part", ["2024-01.csv", "2024-02.csv"], { train: 4 }],
    ["both parts in one name", ["test_train.csv"], { train: 2 }],
    ["test alone", ["test/a.csv", "test/b.csv"], { test: 4 }],
    ["a UCI pair", ["adult.csv", "adult.test.csv"], { train: 2, test: 2 }],
    ["names that differ in that word alone", ["iristrain.csv", "iristest.csv"], { train: 2, test: 2 }],
    ["UCI's parts", ["optdigits.tra", "optdigits.tes"], { train: 2, test: 2 }],
    ["UCI's data and test", ["adult.data", "adult.test"], { train: 2, test: 2 }],
    ["split= folders", ["split=train/a.csv", "split=test/a.csv"], { train: 2, test: 2 }],
  ])("%s", async (_, names, rows) => {
    const found = await madeOf(Object.fromEntries(names.map((name) => [name, csv(2)])));
    expect(found.rows).toEqual(rows);
    expect(found.files.sort()).toEqual([...names].sort());
    expect(found.unread).toEqual({});
  });

  test("files that name no part are the training rows where none else is, and that is said", async () => {
    const { rows, notes } = await madeOf({
      "2024-01.csv": csv(2),
      "2024-02.csv": csv(3),
      "test-piece.csv": csv(4),
    });
    expect(rows).toEqual({ train: 5, test: 4 });
    expect(notes).toEqual([
      "2024-01.csv, 2024-02.csv name no part: read as training rows, beside test-piece.csv (test)",
    ]);
  });

  test("beside training rows they are not read, and named", async () => {
    const { rows, unread, notes } = await madeOf({
      "train.csv": csv(2),
      "lot7.csv": csv(2),
      "test_train.csv": csv(2),
    });
    expect(rows).toEqual({ train: 2 });
    expect(unread).toEqual({
      "lot7.csv": "names no part, and train.csv does",
      "test_train.csv": "names more than one part",
    });
    expect(notes).toEqual([
      "not read: lot7.csv (names no part, and train.csv does); test_train.csv (names more than one part)",
    ]);
  });
});

describe("what is not rows", () => {
  test("is named in one line, by the reasons; what a system leaves and what describes the data is not spoken of", async () => {
    const { rows, unread, notes } = await madeOf({
      "a.csv": csv(2),
      "README.md": "",
      LICENSE: "",
      ".DS_Store": "",
      "Thumbs.db": "",
      "desktop.ini": "",
      "~$a.xlsx": "",
      "._a.csv": "",
      ".old.csv": csv(2),
      "1.docx": "",
      "2.docx": "",
      "3.docx": "",
      "4.docx": "",
      "b.csv.crdownload": "",
      "c.7z": "",
      "d.csv.bz2": "",
      "shot.png": "",
    });
    expect(rows).toEqual({ train: 2 });
    expect(Object.keys(unread)).toHaveLength(16);
    expect(notes).toEqual([
      "not read: .old.csv (hidden); 1.docx, 2.docx, 3.docx and 1 more (no data that kiso reads); b.csv.crdownload (an unfinished download); c.7z (packed: unpack it); d.csv.bz2 (packed: unpack it with bunzip2); shot.png (a picture beside tables)",
    ]);
  });

  test("alone in a folder is an error that names it", async () => {
    expect(await refusalOf({ "a.docx": "", "data.7z": "" })).toBe(
      "DIR: holds no data files (not read: a.docx (no data that kiso reads); data.7z (packed: unpack it)); put .csv, .tsv, .parquet, .jsonl, .npz or IDX files there, or images in a folder for each class",
    );
  });

  test("a line break in a name does not break the line", async () => {
    const { notes } = await madeOf({ "a.csv": csv(2), "odd\nname.docx": "" });
    expect(notes).toEqual(["not read: odd\\nname.docx (no data that kiso reads)"]);
    const { loaded } = await madeOf({ "odd\nname.csv": csv(2) });
    expect(loaded.tables.train!.where(0)).toMatch(/odd\\nname\.csv, row 1/);
  });

  test("a codebook and a sample of answers beside the rows", async () => {
    const { rows, unread } = await madeOf({
      "a.csv": csv(2, "height,width,label"),
      "codebook.csv": "height,mm\nwidth,mm\n",
      "columns list.csv": "name,unit\nheight,mm\nwidth,mm\nlabel,-\n",
      "sample_submission.csv": "id,answer\n1,a\n",
    });
    expect(rows).toEqual({ train: 2 });
    const why = "it describes the other files, whose columns it lacks";
    expect(unread).toEqual({ "codebook.csv": why, "columns list.csv": why, "sample_submission.csv": why });
  });

  test("other columns are an error all the same where nothing says what they are", async () => {
    expect(await refusalOf({ "a.csv": csv(2), "b.csv": csv(2, "y,label") })).toBe(
      'b.csv: no column "x", which a.csv has; files of one split must have the same columns',
    );
  });
});

describe("the same rows twice", () => {
  test("two formats: the more exact is read, the other named", async () => {
    const { rows, unread } = await madeOf({ "a.csv": csv(3), "a.jsonl": jsonl(3), "b.jsonl": jsonl(3) });
    expect(rows).toEqual({ train: 3 });
    expect(unread).toEqual({
      "a.jsonl": "a.csv is read instead",
      "b.jsonl": "the .csv files are read instead",
    });
  });

  test("each part has a format of its own", async () => {
    expect((await madeOf({ "train.csv": csv(3), "test.jsonl": jsonl(2) })).rows).toEqual({
      train: 3,
      test: 2,
    });
  });

  test("packed and unpacked, comma and tab", async () => {
    const rows = csv(3);
    const { unread } = await madeOf({
      "a.csv": rows,
      "a.csv.gz": gzipSync(rows),
      "a.tsv": rows.replaceAll(",", "\t"),
    });
    expect(unread).toEqual({ "a.csv.gz": "a.csv is read instead", "a.tsv": "a.csv is read instead" });
  });

  test("copies in one part are read once; one in another part is said", async () => {
    const rows = csv(3);
    const one = await madeOf({ "a.csv": rows, "a - コピー.csv": rows, "a (1).csv": rows, "b.csv": csv(3) });
    expect(one.rows).toEqual({ train: 6 });
    expect(Object.keys(one.unread).sort()).toEqual(["a (1).csv", "a - コピー.csv"]);
    expect(one.unread["a (1).csv"]).toBe("a copy of a.csv");
    const two = await madeOf({ "train.csv": rows, "test.csv": rows });
    expect(two.rows).toEqual({ train: 3, test: 3 });
    expect(two.notes).toEqual(["train.csv and test.csv are copies: the rows of test are those of train too"]);
  });

  test("a link to a file of the same part, to a folder of it, and in a circle", async () => {
    const { rows, unread } = await madeOf(
      { "2024/a.csv": csv(2), "2024/b.csv": csv(3) },
      { latest: "2024", "2024/up": "..", "x.csv": "2024/a.csv" },
    );
    expect(rows).toEqual({ train: 5 });
    expect(unread).toMatchObject({
      "2024/up": "a link that leads back to a folder that it lies in",
      "latest/a.csv": "a copy of 2024/a.csv",
      "x.csv": "a copy of 2024/a.csv",
    });
  });

  test("a link of a data file that leads nowhere is an error", async () => {
    expect(await refusalOf({ "a.csv": csv(2) }, { "b.csv": "gone.csv" })).toBe(
      "b.csv: no such file; check its name, or what it links to",
    );
    const { notes } = await madeOf({ "a.csv": csv(2) }, { old: "gone" });
    expect(notes).toEqual(["not read: old (a link that leads nowhere)"]);
  });
});

describe("packed files", () => {
  test("of each text format", async () => {
    const { rows } = await madeOf({
      "train.csv": csv(3),
      "test.csv.gz": gzipSync(csv(2)),
      "dev.jsonl.gz": gzipSync(jsonl(4)),
    });
    expect(rows).toEqual({ train: 3, validation: 4, test: 2 });
  });

  test("a name that says packed where the bytes are not, and the other way round", async () => {
    expect(await refusalOf({ "a.csv.gz": csv(2) })).toMatch(
      /^a\.csv\.gz: its name ends in \.gz, but it is not packed/,
    );
    expect(await refusalOf({ "a.csv": gzipSync(csv(2)) })).toMatch(
      /^a\.csv: is packed with gzip, though its name does not say so/,
    );
  });
});

describe("files that are something else than their name says", () => {
  test.each<[string, string, string | Uint8Array, string]>([
    [
      "a Git LFS pointer",
      "a.csv",
      "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
      "a.csv: is a Git LFS pointer, not the data; get the data with: git lfs pull",
    ],
    [
      "a pointer of Parquet",
      "a.parquet",
      "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
      "a.parquet: is a Git LFS pointer, not the data; get the data with: git lfs pull",
    ],
    [
      "a web page",
      "a.csv",
      "\n<!DOCTYPE html>\n<html><body>404</body></html>",
      "a.csv: is a web page, not data, perhaps one that reports an error or asks to sign in; download the file again",
    ],
    [
      "a server's error",
      "a.jsonl",
      '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
      "a.jsonl: is a server's error message, not data; download the file again",
    ],
    [
      "a workbook",
      "a.jsonl",
      Buffer.from("PK\x03\x04rest of it", "latin1"),
      "a.jsonl: is a workbook or a zip archive by its content; name it .xlsx or .zip",
    ],
    ["Parquet", "a.csv", "PAR1xx", "a.csv: is a Parquet file by its content; name it .parquet"],
    ["a PDF", "a.csv", "%PDF-1.4", "a.csv: is a PDF by its content; save its table as CSV"],
  ])("%s", async (_, name, content, message) => {
    expect(await refusalOf({ [name]: content })).toBe(message);
  });
});

test.each([
  ["a.csv.bz2", "a.csv.bz2: is packed: unpack it with bunzip2"],
  ["a.csv.xz", "a.csv.xz: is packed: unpack it with unxz"],
  ["a.csv.zst", "a.csv.zst: is packed: unpack it with unzstd"],
  ["a.tar.gz", "a.tar.gz: is packed: unpack it with tar xf"],
  ["a.tgz", "a.tgz: is packed: unpack it with tar xf"],
  ["a.parquet.gz", "a.parquet.gz: is packed: unpack it with gunzip"],
  ["a.7z", "a.7z: is packed: unpack it"],
  ["a.rar", "a.rar: is packed: unpack it"],
  ["a.csv.crdownload", "a.csv.crdownload: is an unfinished download: get it again"],
  ["a.csv.part", "a.csv.part: is an unfinished download: get it again"],
  ["a.feather", "a.feather: is a format that kiso does not read: write it as CSV or Parquet"],
  ["a.pkl", "a.pkl: is a format that kiso does not read: write it as CSV or Parquet"],
])("%s, named alone, is refused in a line with the mend", async (name, message) => {
  const folder = await folderOf({ [name]: "x" });
  await expect(loadTables(join(folder, name))).rejects.toThrow(`${folder}/${message}`);
});

test("pictures that are pointers", async () => {
  const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n";
  expect(await refusalOf({ "good/1.png": pointer, "bad/1.png": pointer })).toBe(
    "bad/1.png: is a Git LFS pointer, not the data; get the data with: git lfs pull",
  );
});

describe("folders that name a column", () => {
  test("numbers are numbers, words are words, signs are as they were; the label stays the last column", async () => {
    const { loaded, rows } = await madeOf({
      "lot=3/site=A%2FB/p.csv": csv(2),
      "lot=12/site=C/p.csv": csv(1),
      "lot=12/site=__HIVE_DEFAULT_PARTITION__/p.csv": csv(1),
    });
    expect(rows).toEqual({ train: 4 });
    const table = loaded.tables.train!;
    expect(table.columnNames).toEqual(["lot", "site", "x", "label"]);
    expect(table.columns.get("lot")).toMatchObject({ kind: "number", values: Float64Array.of(12, 12, 3, 3) });
    expect(table.columns.get("site")).toEqual({ kind: "text", values: ["C", "", "A/B", "A/B"] });
  });

  test("mixed depth is refused", async () => {
    expect(await refusalOf({ "lot=3/a.csv": csv(2), "b.csv": csv(2) })).toBe(
      "b.csv lies in no folder that names a column, and lot=3/a.csv in lot=; put all files into folders of the same columns",
    );
  });

  test("a column of the file's own must agree", async () => {
    expect((await madeOf({ "x=1/a.csv": "x,label\n1,a\n1,b\n" })).loaded.tables.train!.columnNames).toEqual([
      "x",
      "label",
    ]);
    expect(await refusalOf({ "x=1/a.csv": "x,label\n1,a\n2,b\n" })).toBe(
      'x=1/a.csv: has a column "x" of its own, whose cells are not all 1, as its folder says; rename the column or the folder',
    );
  });
});

describe("features and their labels in two files", () => {
  test.each([
    ["X_train.csv", "y_train.csv"],
    ["train_x.csv", "train_y.csv"],
    ["XTrain.csv", "YTrain.csv"],
    ["train/features.csv", "train/labels.csv"],
    ["学習_特徴量.csv", "学習_ラベル.csv"],
  ])("%s and %s are joined row by row, and that is said", async (x, y) => {
    const { loaded, rows, notes, files } = await madeOf({ [x]: "a,b\n1,2\n3,4\n", [y]: "grade\nOK\nNG\n" });
    expect(rows).toEqual({ train: 2 });
    expect(files).toEqual([x, y]);
    expect(loaded.tables.train!.columnNames).toEqual(["a", "b", "grade"]);
    expect(loaded.tables.train!.columns.get("grade")).toEqual({ kind: "text", values: ["OK", "NG"] });
    expect(notes).toEqual([`${y} holds the labels of ${x}, row by row`]);
  });

  test("each part has its own pair; a column that both have must agree", async () => {
    const { rows, loaded } = await madeOf({
      "X_train.csv": "id,a\n7,1\n8,2\n",
      "y_train.csv": "id,grade\n7,OK\n8,NG\n",
      "X_test.csv": "id,a\n9,1\n",
      "y_test.csv": "id,grade\n9,OK\n",
    });
    expect(rows).toEqual({ train: 2, test: 1 });
    expect(loaded.tables.test!.columnNames).toEqual(["id", "a", "grade"]);
    expect(
      await refusalOf({ "X_train.csv": "id,a\n7,1\n8,2\n", "y_train.csv": "id,grade\n7,OK\n9,NG\n" }),
    ).toBe(
      "y_train.csv, row 2 (line 3), column id: is not what X_train.csv, row 2 (line 3), column id has; put the rows of both files into the same order",
    );
  });

  test("arrays of NumPy", async () => {
    const npy = (shape: string, values: number[]) => {
      const head = `{'descr': '<f8', 'fortran_order': False, 'shape': ${shape}, }`;
      const padded = `${head.padEnd(117)}\n`;
      const bytes = Buffer.concat([
        Buffer.from("\x93NUMPY\x01\x00", "latin1"),
        Buffer.from([padded.length, 0]),
        Buffer.from(padded, "latin1"),
      ]);
      return Buffer.concat([bytes, Buffer.from(Float64Array.from(values).buffer)]);
    };
    const { loaded, rows, notes, unread } = await madeOf({
      "X_train.npy": npy("(3, 2)", [1, 2, 3, 4, 5, 6]),
      "y_train.npy": npy("(3,)", [0, 1, 0]),
      "X_test.npy": npy("(1, 2)", [7, 8]),
      "y_test.npy": npy("(1,)", [1]),
    });
    expect(rows).toEqual({ train: 3, test: 1 });
    expect(unread).toEqual({});
    expect(loaded.tables.train!.columns.get("X")).toMatchObject({ kind: "list", width: 2 });
    expect(loaded.tables.train!.columns.get("y")).toMatchObject({ values: Float64Array.of(0, 1, 0) });
    expect(notes).toEqual([
      "y_train.npy holds the labels of X_train.npy, row by row",
      "y_test.npy holds the labels of X_test.npy, row by row",
    ]);
  });

  test("words without a header, as numpy.savetxt writes them", async () => {
    const { loaded, rows } = await madeOf({ "X.csv": "1.5,2\n3.5,4\n5.5,6\n", "y.csv": "OK\nNG\nOK\n" });
    expect(rows).toEqual({ train: 3 });
    expect(loaded.tables.train!.columns.get("label")).toEqual({ kind: "text", values: ["OK", "NG", "OK"] });
  });

  test("rows that do not agree are refused; the same columns are rows of one table; x, y and z are axes", async () => {
    expect(await refusalOf({ "X_train.csv": "a,b\n1,2\n3,4\n", "y_train.csv": "grade\nOK\n" })).toBe(
      "y_train.csv: has 1 rows, and X_train.csv, whose labels it seems to hold, has 2; give each row its label, or name one of the files",
    );
    expect((await madeOf({ "x.csv": csv(2), "y.csv": csv(3) })).rows).toEqual({ train: 5 });
    expect((await madeOf({ "x.csv": csv(2), "y.csv": csv(3), "z.csv": csv(1) })).rows).toEqual({ train: 6 });
  });
});

describe("MNIST's files and NumPy's", () => {
  const idx = (n: number, seed: number) => {
    const head = Buffer.from([0, 0, 8, 3, 0, 0, 0, n, 0, 0, 0, 2, 0, 0, 0, 2]);
    return {
      images: Buffer.concat([head, Buffer.from(Array.from({ length: 4 * n }, (_, i) => (i * seed) % 251))]),
      labels: Buffer.from([0, 0, 8, 1, 0, 0, 0, n, ...Array.from({ length: n }, (_, i) => i % 2)]),
    };
  };

  test("test alone is told from train; labels without images are named", async () => {
    const { images, labels } = idx(4, 7);
    const files = { "t10k-images-idx3-ubyte": images, "t10k-labels-idx1-ubyte": labels };
    expect((await madeOf(files)).rows).toEqual({ test: 4 });
    const more = idx(3, 11);
    const both = await madeOf({
      ...files,
      "train-images-idx3-ubyte.gz": gzipSync(more.images),
      "train-labels-idx1-ubyte.gz": gzipSync(more.labels),
      "notes.docx": "",
    });
    expect(both.rows).toEqual({ train: 3, test: 4 });
    expect(both.files).toHaveLength(4);
    expect(both.unread).toEqual({ "notes.docx": "no data that kiso reads" });
  });
});

test("a README.md that declares the parts, as of a data set cloned from the Hub", async () => {
  const card = (yaml: string) => `---\nconfigs:\n${yaml}\n---\n# Parts\n`;
  const files = { "a.csv": csv(2), "b.csv": csv(3), "c.csv": csv(4) };
  const one = await madeOf({
    ...files,
    "README.md": card(
      "- config_name: x\n  data_files:\n  - {split: train, path: b.csv}\n  - {split: test, path: a.csv}",
    ),
  });
  expect(one.rows).toEqual({ train: 3, test: 2 });
  expect(one.unread).toMatchObject({ "c.csv": "not among the files that its README.md names" });
  const several = card(
    "- {config_name: x, data_files: a.csv}\n- {config_name: y, data_files: [b.csv, c.csv]}",
  );
  expect(await refusalOf({ ...files, "README.md": several })).toBe(
    'DIR has 2 configurations (x, y) and no default; choose one: config: "x"',
  );
  const folder = await folderOf({ ...files, "README.md": several });
  expect((await loadTables(folder, { config: "y" })).tables.train!.rows).toBe(7);
  expect(await refusalOf({ ...files, "README.md": card("- {config_name: x, data_files: d*.csv}") })).toBe(
    'DIR: its README.md says that the split "train" is d*.csv, and no file fits; ask the owner to mend the card, or download the files and give their folder',
  );
});

test("a path that is typed in other code points than the file's", async () => {
  const folder = await folderOf({ ["データ/ロット.csv".normalize("NFD")]: csv(2) });
  for (const form of ["NFC", "NFD"] as const) {
    expect((await loadTables(join(folder, "データ/ロット.csv".normalize(form)))).tables.train!.rows).toBe(2);
    expect((await loadTables(join(folder, "データ".normalize(form)))).tables.train!.rows).toBe(2);
  }
  await expect(loadTables(join(folder, "データ/ロッド.csv"))).rejects.toThrow("no such file or folder");
});

test.runIf(process.getuid?.() === 0)("a file that may not be opened is an error that says so", async () => {
  const folder = await folderOf({ "a.csv": csv(2), "b.csv": csv(2) });
  await chmod(home, 0o755);
  await chmod(folder, 0o755);
  await chmod(join(folder, "b.csv"), 0o600);
  const { seteuid } = process;
  seteuid!.call(process, 65534);
  try {
    const message = `${folder}/b.csv: may not be opened (permission denied); change its rights, or take it out`;
    await expect(loadTables(folder)).rejects.toThrow(message);
    await expect(loadTables(join(folder, "b.csv"))).rejects.toThrow(message);
  } finally {
    seteuid!.call(process, 0);
  }
});

test("files called as classes are: that their names are no column is said, and how they become one", async () => {
  const { notes } = await madeOf({ "OK.csv": csv(2), "NG.csv": csv(2) });
  expect(notes).toEqual([
    "OK.csv and NG.csv: the names of files are no column; to learn them as classes, put each file into a folder such as label=OK",
  ]);
  const { loaded } = await madeOf({ "label=OK/a.csv": "x\n1\n2\n", "label=NG/a.csv": "x\n3\n" });
  expect(loaded.tables.train!.columns.get("label")).toEqual({ kind: "text", values: ["NG", "OK", "OK"] });
  expect((await madeOf({ "a.csv": csv(2), "b.csv": csv(2) })).notes).toEqual([]);
});
