import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { array, serializeNpy, serializeNpz } from "numpy-ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toFeatures } from "../../../src/data/columns/features.ts";
import { readCsvFile } from "../../../src/data/formats/csv/csvFile.ts";
import { writeTable } from "../../../src/data/formats/write.ts";
import { type LoadOptions, loadDataset } from "../../../src/data/loadDataset.ts";
import { UserError } from "../../../src/errors.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kiso-bad-"));
});
afterAll(() => rm(folder, { recursive: true }));

type Contents = string | Uint8Array;
interface Case {
  what: string;
  /** file names and what is in them; the first, or `source`, is loaded */
  files: Record<string, Contents>;
  source?: string;
  options?: LoadOptions;
  /** in full, with the folder left out */
  message: string;
}

const parquet = new Uint8Array(
  parquetWriteBuffer({
    columnData: [
      { name: "x", data: Float64Array.from({ length: 500 }, (_, i) => Math.sin(i)) },
      { name: "label", data: Int32Array.from({ length: 500 }, (_, i) => i % 2) },
    ],
  }),
);
const lists = (features: number[][]) =>
  new Uint8Array(
    parquetWriteBuffer({
      schema: [
        { name: "schema", num_children: 2 },
        { name: "features", converted_type: "LIST", repetition_type: "REQUIRED", num_children: 1 },
        { name: "list", repetition_type: "REPEATED", num_children: 1 },
        { name: "element", type: "DOUBLE", repetition_type: "REQUIRED" },
        { name: "labels", type: "INT32", repetition_type: "REQUIRED" },
      ],
      columnData: [
        { name: "features", data: features },
        { name: "labels", data: features.map((_, i) => i % 2) },
      ],
    }),
  );
const idx = (type: number, shape: number[], data: number[]) =>
  Uint8Array.from([0, 0, type, shape.length, ...shape.flatMap((n) => [0, 0, 0, n]), ...data]);
const npy = (rows: number[][]) => serializeNpy(array(rows));
const npz = (arrays: Record<string, unknown>) =>
  serializeNpz(new Map(Object.entries(arrays).map(([name, values]) => [name, array(values)])));

const good = "x,y\n1,a\n2,b\n";

const cases = async (): Promise<Case[]> => [
  {
    what: "an empty file",
    files: { "a.csv": "" },
    message: "a.csv: is empty; a CSV file has a header and rows of data",
  },
  {
    what: "blank lines alone",
    files: { "a.csv": "\n\r\n\n" },
    message: "a.csv: is empty; a CSV file has a header and rows of data",
  },
  {
    what: "a header alone",
    files: { "a.csv": "x,label\n" },
    message: "a.csv: has a header but no rows; add rows of data",
  },
  {
    what: "a row too short",
    files: { "a.csv": "x,w,label\n1,2,a\n3,b\n" },
    message:
      'a.csv, line 3: 2 cells, but the header has 3; mend or delete the line (a cell that holds "," needs quotation marks), or leave such lines out with onError: "skip"',
  },
  {
    what: "a row too long, past the sample, after a cell with a newline",
    files: { "a.csv": `x,label\n1,"a\nb"\n${"2,c\n".repeat(300)}3,c,d\n` },
    message:
      'a.csv, line 304: 3 cells, but the header has 2; mend or delete the line (a cell that holds "," needs quotation marks), or leave such lines out with onError: "skip"',
  },
  {
    what: "a ragged file without a header",
    files: { "a.csv": "1,2,0\n3,1\n" },
    message:
      'a.csv, line 2: 2 cells, but the first row has 3; mend or delete the line (a cell that holds "," needs quotation marks), or leave such lines out with onError: "skip"',
  },
  {
    what: "a word in a column of numbers",
    files: { "a.csv": "x,w,label\n1,2,a\n3,four,b\n5,six,a\n" },
    message:
      'a.csv, row 2 (line 3), column w: "four" is not a number (and 1 more such cell in this column); write a number there or delete the row',
  },
  {
    what: "a decimal comma",
    files: { "a.csv": "x;label\n1;a\n2,5;b\n" },
    message: 'a.csv, row 2 (line 3), column x: "2,5" is not a number; write decimals with a point',
  },
  {
    what: "a hexadecimal number",
    files: { "a.csv": "x,label\n0x10,a\n2,b\n" },
    message:
      'a.csv, row 1 (line 2), column x: "0x10" is not a number; write a number there or delete the row',
  },
  {
    what: "a column of words among the features",
    files: { "a.csv": "name,x,label\nbolt,1,a\nnut,2,b\n" },
    message:
      'a.csv, row 1 (line 2), column name: "bolt" is not a number, nor is any other cell of the column; leave the column out or turn it into numbers',
  },
  {
    what: "an empty cell",
    files: { "a.csv": "x,w,label\n1,2,a\n3,,b\n4,,b\n5,,a\n" },
    message:
      "a.csv, row 2 (line 3), column w: the cell is empty (and 2 more such cells in this column); fill in a number or delete the row",
  },
  {
    what: "NA",
    files: { "a.csv": "x,label\n1,a\nNA,b\n" },
    message: "a.csv, row 2 (line 3), column x: NA is not a finite number; fill in a number or delete the row",
  },
  {
    what: "NaN",
    files: { "a.csv": "x,label\nNaN,a\n1,b\n" },
    message:
      "a.csv, row 1 (line 2), column x: NaN is not a finite number; fill in a number or delete the row",
  },
  {
    what: "infinity",
    files: { "a.csv": "x,label\n1,a\n-inf,b\n" },
    message:
      "a.csv, row 2 (line 3), column x: -Infinity is not a finite number; fill in a number or delete the row",
  },
  {
    what: "a label column that is not there",
    files: { "a.csv": "width,depth,grade\n1,2,a\n2,3,b\n" },
    options: { label: "grad" },
    message: 'a.csv: no label column "grad"; did you mean "grade"? Its columns are width, depth, grade',
  },
  {
    what: "a label column that is not there, and none like it",
    files: { "a.csv": "width,depth,grade\n1,2,a\n2,3,b\n" },
    options: { label: "zzzzzz" },
    message: 'a.csv: no label column "zzzzzz"; its columns are width, depth, grade',
  },
  {
    what: "two columns that could be the label",
    files: { "a.csv": "x,label,target\n1,a,b\n2,b,a\n" },
    message: 'a.csv: "label" and "target" could each be the label; choose one with label',
  },
  {
    what: "a last column with decimals",
    files: { "a.csv": "x,w\n1,0.5\n2,0.25\n" },
    message:
      'a.csv: no label column found (the last, "w", holds numbers with decimals, not classes; say task: "regress" to predict them); name it with label, one of x, w',
  },
  {
    what: "a regression target",
    files: { "a.csv": "x,target\n1,1\n2,12.5\n" },
    message:
      'a.csv, row 2 (line 3), column target: the label 12.5 is not a whole number, so this is a regression: say task: "regress", or choose a column of classes with label',
  },
  {
    what: "labels of one class",
    files: { "a.csv": "x,label\n1,good\n2,good\n" },
    message:
      'a.csv, column label: every row is of class "good"; a classifier needs at least two classes; to learn what good parts look like from these alone, say task: "siamese"',
  },
  {
    what: "a missing label of words",
    files: { "a.csv": "x,label\n1,good\n2,\n3,bad\n" },
    message:
      'a.csv, row 2 (line 3), column label: the label is missing; fill in the class or delete the row, or leave such rows out with missing: "drop"',
  },
  {
    what: "a missing label of numbers",
    files: { "a.csv": "x,label\n1,0\n2,\n3,1\n" },
    message:
      'a.csv, row 2 (line 3), column label: the label is missing; fill in the class or delete the row, or leave such rows out with missing: "drop"',
  },
  {
    what: "no features",
    files: { "a.csv": "label\na\nb\n" },
    message: 'a.csv: no feature columns, only the label "label"; add columns of numbers',
  },
  {
    what: "a column named twice",
    files: { "a.csv": "x,x,label\n1,2,a\n2,3,b\n" },
    message: 'a.csv, line 1: two columns are called "x"; give each its own name',
  },
  {
    what: "a first column without a name, whose cells do not tell rows apart",
    files: { "a.csv": ",x,label\n0,1,a\n0,2,b\n" },
    message:
      "a.csv, line 1: column 1 of the header has no name (pandas writes its index so: save with index=False); name it or delete it",
  },
  {
    what: "a quotation mark that is never closed",
    files: { "a.csv": 'x,label\n1,a\n2,"b\n3,c\n' },
    message: "a.csv, line 3: a quotation mark is never closed",
  },
  {
    what: "a quotation mark inside a cell",
    files: { "a.csv": 'x,label\n1,a\n2,5" pipe\n3,6" pipe\n' },
    message:
      'a.csv, line 3: a quotation mark stands inside an unquoted cell; put the whole cell in quotation marks and write "" for the mark',
  },
  {
    what: "bytes of an encoding that could be several",
    files: { "a.csv": Uint8Array.of(0x78, 0x2c, 0x79, 0x0a, 0xf8, 0xe5, 0xe7, 0xe1, 0x2c, 0x31, 0x0a) },
    message:
      'a.csv: is no UTF-8 text, and kiso cannot tell its encoding: the first word with other letters is "шезб" (Windows-1251), "רוחב" (Windows-1255) or "ψεηα" (Windows-1253); say which with encoding: …, or save it as UTF-8',
  },
  {
    what: "a binary file",
    files: { "a.csv": "\x89PNG\r\n\x1a\n\0\0" },
    message: "a.csv: is not a text file; save it as CSV (UTF-8)",
  },
  {
    what: "the beginning of a workbook",
    files: { "a.csv": "PK\x03\x04\0\0" },
    message:
      "a.csv: is broken or cut short (End of central directory record signature not found. Either not a zip file, or file is truncated); get the file again, or open it in Excel or LibreOffice and save it anew",
  },
  {
    what: "a gzip file cut short",
    files: { "a.csv.gz": gzipSync(good.repeat(1000)).subarray(0, 40) },
    message: "a.csv.gz: the gzip data is broken or cut short; get the file again",
  },
  {
    what: "a Parquet file cut in half",
    files: { "a.parquet": parquet.subarray(0, parquet.length / 2) },
    message: "a.parquet: is not a whole Parquet file (its end is missing); get the file again",
  },
  {
    what: "an empty Parquet file",
    files: { "a.parquet": "" },
    message: "a.parquet: is empty; get the file again",
  },
  {
    what: "Parquet lists of unequal length",
    files: { "a.parquet": lists([[1, 2], [3, 4], [5]]) },
    message:
      "a.parquet, column features: its lists differ in length: 2 in row 1, 1 in row 3; features must be numbers: leave the column out",
  },
  {
    what: "lists that hold nothing",
    files: { "a.jsonl": '{"l":[],"label":"a"}\n{"l":[],"label":"b"}\n' },
    message: 'a.jsonl: no feature columns, only the label "label"; add columns of numbers',
  },
  {
    what: "NaN in a list",
    files: {
      "a.parquet": lists([
        [1, 2],
        [3, Number.NaN],
      ]),
    },
    message:
      "a.parquet, row 2, column features[1]: NaN is not a finite number; fill in a number or delete the row",
  },
  {
    what: "a Parquet file without a usual label",
    files: {
      "a.parquet": new Uint8Array(
        parquetWriteBuffer({
          columnData: [
            { name: "a", data: [1, 2] },
            { name: "lable", data: [0, 1] },
          ],
        }),
      ),
    },
    message:
      'a.parquet: no label column found; name it with label; did you mean "lable"? Its columns are a, lable',
  },
  {
    what: "dates among the features",
    files: {
      "a.parquet": new Uint8Array(
        parquetWriteBuffer({
          columnData: [
            { name: "day", data: [new Date(0), new Date(1)] },
            { name: "y", data: [0, 1] },
          ],
        }),
      ),
    },
    message: "a.parquet, column day: it holds dates; features must be numbers: leave the column out",
  },
  {
    what: "a line that is no JSON",
    files: { "a.jsonl": '{"x":1,"y":0}\n{"x":2,"y":}\n' },
    message: 'a.jsonl, line 2: is not JSON: {"x":2,"y":}; write one JSON object a line',
  },
  {
    what: "a JSON line that is no object",
    files: { "a.jsonl": "[1,2]\n" },
    message: 'a.jsonl, row 1: is not a JSON object; write {"column": value, ...}',
  },
  {
    what: "a JSON key misspelt",
    files: { "a.jsonl": '{"x":1,"label":0}\n{"x":2,"lable":1}\n' },
    message:
      'a.jsonl, line 2: "lable" is not in the rows before; did you mean "label"? Its columns are x, label',
  },
  {
    what: "no JSON at all",
    files: { "a.jsonl": "" },
    message: "a.jsonl: is empty; write one JSON object a line",
  },
  {
    what: "an .npz without features",
    files: { "a.npz": await npz({ weights: [[1, 2]], bias: [1, 2, 3] }) },
    message:
      "a.npz: no arrays X and y (it holds weights, bias); save them as numpy.savez(file, X=..., y=...)",
  },
  {
    what: "an .npz with fewer labels than rows",
    files: { "a.npz": await npz({ X: [[1], [2], [3]], y: [0, 1] }) },
    message: "a.npz: X has 3 rows, but y has 2; each row needs its label",
  },
  {
    what: "an .npz that is none",
    files: { "a.npz": "not a zip" },
    message:
      "a.npz: is not a whole NumPy file of numbers (End of central directory record signature not found. Either not a zip file, or file is truncated); save it again with numpy.savez",
  },
  {
    what: "an .npy of one dimension",
    files: { "a.npy": serializeNpy(array([1, 2, 3])) },
    message: "a.npy: is an array of shape (3); a .npy file must be a matrix whose last column is the label",
  },
  {
    what: "NaN in an .npy",
    files: {
      "a.npy": npy([
        [1, 0],
        [Number.NaN, 1],
      ]),
    },
    message: "a.npy, row 2, column x0: NaN is not a finite number; fill in a number or delete the row",
  },
  {
    what: "IDX images without labels",
    files: { "train-images-idx3-ubyte": idx(8, [2, 1, 1], [1, 2]) },
    message:
      "train-images-idx3-ubyte: the labels that belong to it are not there; put train-labels-idx1-ubyte beside it",
  },
  {
    what: "IDX data cut short",
    files: {
      "train-images-idx3-ubyte": idx(8, [2, 1, 2], [1, 2]),
      "train-labels-idx1-ubyte": idx(8, [2], [0, 1]),
    },
    message: "train-images-idx3-ubyte: holds 2 bytes of data where its header promises 4; get the file again",
  },
  {
    what: "IDX labels of another file",
    files: {
      "train-images-idx3-ubyte": idx(8, [2, 1, 1], [1, 2]),
      "train-labels-idx1-ubyte": idx(8, [3], [0, 1, 1]),
    },
    message:
      "train-labels-idx1-ubyte: has 3 labels, but train-images-idx3-ubyte has 2 images; the two files do not belong together",
  },
  {
    what: "an empty folder",
    files: { "d/notes.txt": "hello" },
    source: "d",
    message:
      "d: holds no data files (not read: notes.txt (no data that kiso reads)); put .csv, .tsv, .parquet, .jsonl, .npz or IDX files there, or images in a folder for each class",
  },
  {
    what: "a folder with a shard missing",
    files: { "d/train-00000-of-00002.csv": good },
    source: "d",
    message:
      "d/train-00001-of-00002.csv: is missing, though the files beside it count it; get it, or rename them",
  },
  {
    what: "shards with other columns",
    files: { "d/train-a.csv": good, "d/train-b.csv": "x,z\n1,a\n" },
    source: "d",
    message:
      'd/train-b.csv: no column "y", which d/train-a.csv has; files of one split must have the same columns',
  },
  {
    what: "a class that training never saw",
    files: { "d/train.csv": "x,y\n1,good\n2,bad\n", "d/test.csv": "x,y\n1,god\n" },
    source: "d",
    message:
      'd/test.csv, row 1 (line 2), column y: class "god" is unknown; did you mean "good"? the classes are bad, good',
  },
  {
    what: "a test split without one of the features",
    files: { "d/train.csv": "x,w,y\n1,2,a\n2,3,b\n", "d/test.csv": "x,y\n1,a\n" },
    source: "d",
    message: 'd/test.csv: no column "w"; its columns are x, y',
  },
  {
    what: "a split that is not there",
    files: { "a.csv": good },
    options: { split: "trian" },
    message: 'a.csv: no split "trian"; did you mean "train"? It has train',
  },
  {
    what: "a kind of file that kiso does not read",
    files: { "a.docx": "PK" },
    message:
      "a.docx: kiso does not read this kind of file; it reads .csv, .tsv, .tab, .txt, .dat, .data, .asc, .prn, .xlsx, .xlsm, .ods, .parquet, .jsonl, .json, .npy, .npz, IDX and images",
  },
  {
    what: "a file that does not exist",
    files: {},
    source: "nowhere.csv",
    message:
      "nowhere.csv: no such file or folder; kiso ships digits, iris, lesson, and OWNER/NAME is looked up on the Hugging Face Hub",
  },
];

const all = await cases();

describe("bad input gets one line that says what, where and how to mend it", () => {
  test.each(all.map((one) => [one.what, one] as const))("%s", async (_what, one) => {
    const home = await mkdtemp(join(folder, "case-"));
    for (const [name, contents] of Object.entries(one.files)) {
      await mkdir(dirname(join(home, name)), { recursive: true });
      await writeFile(join(home, name), contents);
    }
    const source = join(home, one.source ?? Object.keys(one.files)[0]!);
    const error: unknown = await loadDataset(source, one.options).then(
      () => undefined,
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message.replaceAll(`${home}/`, "")).toBe(one.message);
  });

  test("a shipped name misspelt", async () => {
    await expect(loadDataset("digit")).rejects.toThrow(
      'digit: no such file or folder; did you mean "digits"? kiso ships digits, iris, lesson, and OWNER/NAME is looked up on the Hugging Face Hub',
    );
  });

  test("features that a trained network needs and the file lacks", async () => {
    const path = join(folder, "predict.csv");
    await writeFile(path, "width,hight\n1,2\n");
    const table = await readCsvFile(path);
    expect(() => toFeatures(table, ["width", "height", "depth"])).toThrow(
      `${path}: no column "height" (and 1 more of the 3 features); did you mean "hight"? Its columns are width, hight`,
    );
  });

  test("every Parquet file cut anywhere, or with bytes changed, is refused or read whole: never a crash of another kind", async () => {
    const path = join(folder, "fuzz.parquet");
    for (let k = 0; k < 60; k++) {
      const bytes = k < 30 ? parquet.slice(0, Math.floor((parquet.length * k) / 30)) : parquet.slice();
      if (k >= 30)
        bytes.fill(
          k * 7,
          Math.floor((bytes.length * (k - 30)) / 31),
          Math.floor((bytes.length * (k - 29)) / 31),
        );
      await writeFile(path, bytes);
      const error: unknown = await loadDataset(path).then(
        () => undefined,
        (thrown) => thrown,
      );
      if (error !== undefined || k < 30) expect(error, `variant ${k}: ${error}`).toBeInstanceOf(UserError);
    }
  });
});

describe("writing", () => {
  const columns = [{ name: "x", values: [1, 2] }];
  test("an unknown extension", async () => {
    await expect(writeTable(join(folder, "a.ods"), columns)).rejects.toThrow(
      `Cannot write ${folder}/a.ods: its name must end in .csv, .tsv, .xlsx, .jsonl, .parquet or .npz.`,
    );
  });
  test("text into .npz leaves the file that is there", async () => {
    const path = join(folder, "keep.npz");
    await writeFile(path, "old");
    await expect(writeTable(path, [{ name: "y", text: ["a"] }])).rejects.toThrow(
      `Cannot write ${path}: column y holds text, and .npz holds numbers; write .csv or .parquet.`,
    );
    expect(await readFile(path, "utf8")).toBe("old");
  });
  test("a folder that does not exist", async () => {
    await expect(writeTable(join(folder, "no/a.csv"), columns)).rejects.toThrow(UserError);
  });
  test("no half file is left behind", async () => {
    expect((await readdir(folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
