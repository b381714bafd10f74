import { createServer } from "node:net";
import { parquetWriteBuffer } from "hyparquet-writer";
import { array, serializeNpz } from "numpy-ts";
import type { Contents } from "./kiso.ts";

/** A mistake, and the one line that kiso answers it with. */
export interface BadCase {
  what: string;
  files?: Readonly<Record<string, Contents>>;
  /** done to the folder after `files`; `run` in it holds a finished run of good.csv */
  before?: (folder: string) => void;
  argv: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** in full, without "kiso: " */
  message: string;
}

/** Eight rows of two classes that a line parts. */
export const good = "w,h,label\n1,2,a\n2,1,a\n1,1,a\n2,2,a\n5,6,b\n6,5,b\n5,5,b\n6,6,b\n";

const parquet = new Uint8Array(
  parquetWriteBuffer({
    columnData: [
      { name: "x", data: Float64Array.from({ length: 500 }, (_, i) => Math.sin(i)) },
      { name: "label", data: Int32Array.from({ length: 500 }, (_, i) => i % 2) },
    ],
  }),
);
const idx = (shape: readonly number[], data: readonly number[]) =>
  Uint8Array.from([0, 0, 8, shape.length, ...shape.flatMap((n) => [0, 0, 0, n]), ...data]);
const unlabelled = await serializeNpz(
  new Map([
    [
      "X",
      array([
        [1, 2],
        [3, 4],
      ]),
    ],
  ]),
);
/** A port of this machine that nobody listens to. */
async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>((done) =>
    server.listen(0, "127.0.0.1", () => done((server.address() as { port: number }).port)),
  );
  await new Promise((closed) => server.close(closed));
  return port;
}

const nobody = `http://127.0.0.1:${await closedPort()}`;

const csv = (text: string) => ({ files: { "a.csv": text }, argv: ["train", "a.csv"] });

/** Data that cannot be learned from. */
export const badData: BadCase[] = [
  { what: "an empty file", ...csv(""), message: "a.csv: is empty; a CSV file has a header and rows of data" },
  {
    what: "a header alone",
    ...csv("w,h,label\n"),
    message: "a.csv: has a header but no rows; add rows of data",
  },
  {
    what: "a ragged row",
    ...csv("w,h,label\n1,2,a\n3,b\n"),
    message:
      'a.csv, line 3: 2 cells, but the header has 3; mend or delete the line (a cell that holds "," needs quotation marks), or leave such lines out with --on-error skip',
  },
  {
    what: "text in a column of numbers",
    ...csv(good.replace("5,6", "five,6")),
    message:
      'a.csv, row 5 (line 6), column w: "five" is not a number; write a number there or delete the row',
  },
  {
    what: "NaN",
    ...csv(good.replace("5,6", "5,NaN")),
    message:
      "a.csv, row 5 (line 6), column h: the cell is NaN, which is no value; fill it in or delete the row, or train with --missing mean, median or drop",
  },
  {
    what: "infinity",
    ...csv(good.replace("5,6", "Infinity,6")),
    message:
      "a.csv, row 5 (line 6), column w: Infinity is not a finite number; fill in a number or delete the row",
  },
  {
    what: "an empty cell",
    ...csv(good.replace("5,6", ",6")),
    message:
      "a.csv, row 5 (line 6), column w: the cell is empty; fill it in or delete the row, or train with --missing mean, median or drop",
  },
  {
    what: "a missing label",
    ...csv(good.replace("5,6,b", "5,6,")),
    message:
      "a.csv, row 5 (line 6), column label: the label is missing; fill in the class or delete the row, or leave such rows out with --missing drop",
  },
  {
    what: "a label column that is not there",
    files: { "a.csv": good },
    argv: ["train", "a.csv", "--label", "lable"],
    message: 'a.csv: no label column "lable"; did you mean "label"? Its columns are w, h, label',
  },
  {
    what: "labels of one class",
    ...csv("w,h,label\n1,2,a\n2,1,a\n"),
    message:
      'a.csv, column label: every row is of class "a"; a classifier needs at least two classes; to learn what good parts look like from these alone, say --task siamese',
  },
  {
    what: "a class of one row",
    ...csv(`${good}9,9,c\n`),
    message:
      'a.csv: class "c" has one row, which cannot be both trained on and held out; add rows, name test rows with --test, or train on all rows with --test-size 0',
  },
  {
    what: "decimal labels",
    ...csv("w,h,target\n1,2,0.5\n2,1,1.25\n5,5,3.1\n"),
    message:
      "a.csv, row 1 (line 2), column target: the label 0.5 is not a whole number, so this is a regression: say --task regress, or choose a column of classes with --label",
  },
  {
    what: "two columns of one name",
    ...csv("w,w,label\n1,2,a\n2,1,b\n"),
    message: 'a.csv, line 1: two columns are called "w"; give each its own name',
  },
  {
    what: "a Parquet file cut in half",
    files: { "a.parquet": parquet.slice(0, parquet.length / 2) },
    argv: ["train", "a.parquet"],
    message: "a.parquet: is not a whole Parquet file (its end is missing); get the file again",
  },
  {
    what: "text in a file that is named .parquet",
    files: { "a.parquet": good },
    argv: ["train", "a.parquet"],
    message: "a.parquet: is not a whole Parquet file (its end is missing); get the file again",
  },
  {
    what: "a line that is no JSON",
    files: { "a.jsonl": '{"x":1,"label":"a"}\n{"x":2,"label"\n' },
    argv: ["train", "a.jsonl"],
    message: 'a.jsonl, line 2: is not JSON: {"x":2,"label"; write one JSON object a line',
  },
  {
    what: "an .npz without labels",
    files: { "a.npz": unlabelled },
    argv: ["train", "a.npz"],
    message: "a.npz: no label column found; name it with --label; its columns are X",
  },
  {
    what: "IDX data cut short",
    files: {
      "train-images-idx3-ubyte": idx([2, 2, 2], [1, 2, 3]),
      "train-labels-idx1-ubyte": idx([2], [0, 1]),
    },
    argv: ["train", "train-images-idx3-ubyte"],
    message: "train-images-idx3-ubyte: holds 3 bytes of data where its header promises 8; get the file again",
  },
  {
    what: "IDX images without their labels",
    files: { "train-images-idx3-ubyte": idx([1, 2, 2], [1, 2, 3, 4]) },
    argv: ["train", "train-images-idx3-ubyte"],
    message:
      "train-images-idx3-ubyte: the labels that belong to it are not there; put train-labels-idx1-ubyte beside it",
  },
  {
    what: "a folder without data",
    files: { "d/notes.txt": "nothing" },
    argv: ["train", "d"],
    message:
      "d: holds no data files (not read: notes.txt (no data that kiso reads)); put .csv, .tsv, .parquet, .jsonl, .npz or IDX files there, or images in a folder for each class",
  },
  {
    what: "shards with other columns",
    files: {
      "d/train-00000-of-00002.csv": good,
      "d/train-00001-of-00002.csv": "w,z,label\n1,2,a\n",
    },
    argv: ["train", "d"],
    message:
      'd/train-00001-of-00002.csv: no column "h", which d/train-00000-of-00002.csv has; files of one split must have the same columns',
  },
  {
    what: "a test file with a class that training lacks",
    files: { "a.csv": good, "test.csv": "w,h,label\n1,2,a\n3,4,c\n" },
    argv: ["train", "a.csv", "--test", "test.csv"],
    message: 'test.csv, row 2 (line 3), column label: class "c" is unknown; the classes are a, b',
  },
  {
    what: "a test file without one of the features",
    files: { "a.csv": good, "test.csv": "w,label\n1,a\n3,b\n" },
    argv: ["train", "a.csv", "--test", "test.csv"],
    message: 'test.csv: no column "h"; its columns are w, label',
  },
  {
    what: "a test file that is not there",
    files: { "a.csv": good },
    argv: ["train", "a.csv", "--test", "tset.csv"],
    message:
      "tset.csv: no such file or folder; kiso ships digits, iris, lesson, and OWNER/NAME is looked up on the Hugging Face Hub",
  },
  {
    what: "a folder of test rows alone",
    files: { "d/test.csv": good, "d/validation.csv": good },
    argv: ["train", "d"],
    message:
      "d has no train split, only validation, test; name one of its files, or call those to learn from train",
  },
  {
    what: "no such file",
    argv: ["train", "mydata.csv"],
    message:
      "mydata.csv: no such file or folder; kiso ships digits, iris, lesson, and OWNER/NAME is looked up on the Hugging Face Hub",
  },
  {
    what: "a shipped name misspelt",
    argv: ["train", "irsi"],
    message:
      'irsi: no such file or folder; did you mean "iris"? kiso ships digits, iris, lesson, and OWNER/NAME is looked up on the Hugging Face Hub',
  },
  {
    what: "a spreadsheet",
    files: { "a.docx": "PK" },
    argv: ["train", "a.docx"],
    message:
      "a.docx: kiso does not read this kind of file; it reads .csv, .tsv, .tab, .txt, .dat, .data, .asc, .prn, .xlsx, .xlsm, .ods, .parquet, .jsonl, .json, .npy, .npz, IDX and images",
  },
  {
    what: "no network",
    argv: ["train", "someone/something"],
    env: { HF_ENDPOINT: nobody },
    message: `someone/something is no local path, and the Hub cannot be reached at ${nobody} (ECONNREFUSED): connect, or give a local file or folder`,
  },
  {
    what: "a port that fetch does not ask",
    argv: ["train", "someone/something"],
    env: { HF_ENDPOINT: "http://127.0.0.1:9" },
    message:
      "someone/something is no local path, and http://127.0.0.1:9 cannot be asked (bad port); check HF_ENDPOINT",
  },
  {
    what: "an endpoint that is no address",
    argv: ["train", "someone/something"],
    env: { HF_ENDPOINT: "huggingface.co" },
    message: 'HF_ENDPOINT is "huggingface.co", which is no web address; write it as https://huggingface.co',
  },
  {
    what: "offline, and nothing in the cache",
    argv: ["plot", "someone/something", "--out", "a.png"],
    env: { HF_HUB_OFFLINE: "1", HF_HOME: "cache" },
    message:
      "someone/something at main is not in the cache cache/hub, and HF_HUB_OFFLINE is set; unset it, or give a local file or folder",
  },
  {
    what: "a picture of data that are bad",
    files: { "a.csv": "w,h,label\n1,2\n" },
    argv: ["plot", "a.csv", "--out", "a.png"],
    message:
      'a.csv, line 2: 2 cells, but the header has 3; mend or delete the line (a cell that holds "," needs quotation marks)',
  },
];
