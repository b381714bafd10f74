// What is read: rows, columns, cells and files in great numbers.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  randomOf,
  writeArrays,
  writeMeasurements,
  writeParquet,
  writePieces,
  writeRepeated,
  writeSheet,
} from "./inputs.mjs";

const cli = join(import.meta.dirname, "../../dist/cli.js");
const once = ["--epochs", "1"];

/** One cell in a hundred is empty: of three columns, 1 - 0.99³ of the rows have a gap. */
const gaps = (folder, n) =>
  writeMeasurements(folder, n, (x, random) => (random() < 0.01 ? "" : x.toFixed(3)));
const all = ({ rows, accuracy }, n) => rows.train + rows.test === n && accuracy > 0.9;
const rowsAre =
  (count) =>
  ({ rows }, n) =>
    rows.train + rows.test === count(n);

/** Rows of n columns of numbers, the first of which tells the class. */
function writeWide(folder, columns, rows) {
  const random = randomOf(3);
  const header = Array.from({ length: columns }, (_, j) => `x${j}`);
  const line = (i) => {
    const cells = header.map((_, j) => (random() + (j === 0 ? i % 2 : 0)).toFixed(3));
    return `${cells.join(",")},${i % 2 ? "good" : "bad"}\n`;
  };
  return writePieces(folder, "wide.csv", rows, line, `${header.join(",")},quality\n`);
}

/** Names, each another, and a measurement that tells the class. */
function writeNames(folder, rows) {
  const random = randomOf(4);
  const line = (i) =>
    `n${Math.imul(i, 7919) >>> 0},${(random() + (i % 2)).toFixed(3)},${i % 2 ? "good" : "bad"}\n`;
  return writePieces(folder, "rows.csv", rows, line, "name,width,quality\n");
}

export const tables = [
  {
    what: "rows with gaps, --missing drop",
    sizes: [250_000, 1_000_000],
    make: (folder, n) => ["train", gaps(folder, n), "--missing", "drop", ...once],
    right: ({ rows, accuracy }, n) =>
      Math.abs((rows.train + rows.test) / n - 0.99 ** 3) < 0.001 && accuracy > 0.9,
  },
  ...["mean", "median"].map((how) => ({
    what: `rows with gaps, --missing ${how}`,
    sizes: [250_000, 1_000_000],
    make: (folder, n) => ["train", gaps(folder, n), "--missing", how, ...once],
    right: all,
  })),
  {
    what: "rows with gaps, no flag",
    sizes: [250_000, 1_000_000],
    make: (folder, n) => ["train", gaps(folder, n)],
    says: /--missing/,
  },
  {
    what: "rows of CSV",
    sizes: [2_500_000, 10_000_000],
    make: (folder, n) => ["train", writeMeasurements(folder, n), ...once],
    right: all,
  },
  {
    what: "rows of CSV, no flag, to the report's end",
    sizes: [100_000, 400_000],
    make: (folder, n) => ["train", writeMeasurements(folder, n)],
    right: (answer, n, folder) =>
      all(answer, n) && statSync(join(folder, answer.run, "report.html")).size < 3e6,
  },
  {
    what: "rows predicted",
    sizes: [250_000, 1_000_000],
    make(folder, n) {
      execFileSync(process.execPath, [cli, "train", "iris", "--epochs", "1", "--out", "run"], {
        cwd: folder,
        stdio: "ignore",
      });
      const random = randomOf(12);
      const names = ["sepal", "petal"].flatMap((leaf) => [`${leaf} length (cm)`, `${leaf} width (cm)`]);
      const line = () => `${names.map(() => (1 + 6 * random()).toFixed(1)).join(",")}\n`;
      writePieces(folder, "new.csv", n, line, `${names.join(",")}\n`);
      return ["predict", "run", "new.csv", "--out", "answers.csv"];
    },
    right: (_, n, folder) =>
      readFileSync(join(folder, "answers.csv"), "latin1").trimEnd().split("\n").length === n + 1,
  },
  {
    what: "columns of CSV",
    sizes: [5_000, 20_000],
    make: (folder, n) => ["train", writeWide(folder, n, 40), ...once],
    right: rowsAre(() => 40),
  },
  {
    what: "columns of a header alone",
    sizes: [25_000, 100_000],
    make: (folder, n) => ["train", writeWide(folder, n, 0)],
    says: /has a header but no rows/,
  },
  {
    what: 'MB of "" in a line',
    sizes: [4, 16],
    make: (folder, n) => ["train", writeRepeated(folder, "quotes.csv", '""', n)],
    says: /has a header but no rows/,
  },
  {
    what: "MB of a line of CSV, commas",
    sizes: [150, 600],
    make: (folder, n) => ["train", writeRepeated(folder, "line.csv", "1.25,", n)],
    says: /has more than 16,777,216 characters/,
  },
  {
    what: "MB of a line of CSV, one word",
    sizes: [150, 600],
    make: (folder, n) => ["train", writeRepeated(folder, "line.csv", "x", n)],
    says: /has more than 16,777,216 characters/,
  },
  {
    what: "MB of a line of CSV, an open quote",
    sizes: [150, 600],
    make: (folder, n) => ["train", writeRepeated(folder, "line.csv", "x,y\n", n, 'a,b\n1,"')],
    says: /a quotation mark is opened and not closed/,
  },
  {
    what: "categories in a column",
    sizes: [250_000, 1_000_000],
    make: (folder, n) => ["train", writeNames(folder, n), ...once],
    right: all,
  },
  {
    what: "categories in a column that --features names",
    sizes: [250_000, 1_000_000],
    make: (folder, n) => ["train", writeNames(folder, n), "--features", "name", "width", ...once],
    says: /every row differs/,
  },
  {
    what: "rows, each of another class",
    sizes: [250_000, 1_000_000],
    make: (folder, n) => ["train", writeNames(folder, n), "--label", "name", ...once],
    says: /too many to be classes/,
  },
  {
    what: "MB of a line of JSON",
    sizes: [250, 1_000],
    make: (folder, n) => ["train", writeRepeated(folder, "line.jsonl", "1.25, ", n, '{"a": [')],
    says: /has more than 67,108,864 characters/,
  },
  {
    what: "MB of a text in JSON",
    sizes: [15, 60],
    make: (folder, n) => [
      "train",
      writeRepeated(folder, "text.jsonl", "x", n, '{"a": 1234567890123456789, "b": "', '"}\n'),
    ],
    says: /no label column found/,
  },
  ...[
    ["lists within lists, a line of JSON", "deep.jsonl", (n) => "[".repeat(n) + "]".repeat(n)],
    ["objects within objects, an array of JSON", "deep.json", (n) => `${'{"a":'.repeat(n)}1${"}".repeat(n)}`],
    [
      "lists around a code, a line of JSON",
      "deep.jsonl",
      (n) => `${"[".repeat(n)}1234567890123456789${"]".repeat(n)}`,
    ],
  ].map(([what, file, deep]) => ({
    what,
    sizes: [1_000_000, 4_000_000],
    make(folder, n) {
      const isArray = file.endsWith(".json");
      const random = randomOf(11);
      const record = (i) =>
        `{"a": ${i ? "[]" : deep(n)}, "width": ${(random() + (i % 2)).toFixed(3)}, "quality": "${i % 2 ? "good" : "bad"}"}`;
      const line = (i) => (isArray && i ? "," : "") + record(i) + (isArray ? "" : "\n");
      return ["train", writePieces(folder, file, 40, line, isArray ? "[" : "", isArray ? "]" : ""), ...once];
    },
    right: rowsAre(() => 40),
  })),
  {
    what: "columns of Parquet",
    sizes: [1_250, 5_000],
    make(folder, n) {
      const random = randomOf(5);
      const column = (j) => Float64Array.from({ length: 200 }, (_, i) => random() + (j === 0 ? i % 2 : 0));
      const numbers = Array.from({ length: n }, (_, j) => ({
        name: `x${j}`,
        data: column(j),
        type: "DOUBLE",
      }));
      const quality = {
        name: "quality",
        data: Array.from({ length: 200 }, (_, i) => (i % 2 ? "good" : "bad")),
      };
      return ["train", writeParquet(folder, "wide.parquet", [...numbers, quality]), ...once];
    },
    right: rowsAre(() => 200),
  },
  {
    what: "rows of a workbook",
    sizes: [250_000, 1_000_000],
    async make(folder, n) {
      const random = randomOf(6);
      const row = (i) =>
        i === 0
          ? ["width", "quality"]
          : [Math.round(1e3 * (random() + (i % 2))) / 1e3, i % 2 ? "good" : "bad"];
      return ["train", await writeSheet(folder, "rows.xlsx", n + 1, row), ...once];
    },
    right: ({ rows }, n) => rows.train + rows.test === n,
  },
  {
    what: "columns of a workbook",
    sizes: [4_096, 16_384],
    async make(folder, n) {
      const random = randomOf(7);
      const names = [...Array.from({ length: n - 1 }, (_, j) => `x${j}`), "quality"];
      const row = (i) =>
        i === 0
          ? names
          : names.map((_, j) => (j === n - 1 ? (i % 2 ? "good" : "bad") : Math.round(1e3 * random()) / 1e3));
      return ["train", await writeSheet(folder, "wide.xlsx", 41, row), ...once];
    },
    right: rowsAre(() => 40),
  },
  {
    what: "arrays in an .npz",
    sizes: [2_500, 10_000],
    async make(folder, n) {
      const random = randomOf(8);
      const arrays = Array.from({ length: n }, (_, j) => [
        `x${j}`,
        Float64Array.from({ length: 40 }, random),
      ]);
      arrays.push(["label", Float64Array.from({ length: 40 }, (_, i) => i % 2)]);
      return ["train", await writeArrays(folder, "many.npz", arrays), ...once];
    },
    right: rowsAre(() => 40),
  },
  {
    what: "files of CSV in a folder",
    sizes: [5_000, 20_000],
    make(folder, n) {
      mkdirSync(join(folder, "lots"));
      const random = randomOf(9);
      const line = (i) =>
        `${(random() + (i % 2)).toFixed(3)},${random().toFixed(3)},${i % 2 ? "good" : "bad"}\n`;
      for (let i = 0; i < n; i++)
        writeFileSync(
          join(folder, "lots", `lot${i}.csv`),
          `width,height,quality\n${[0, 1, 2, 3].map(line).join("")}`,
        );
      return ["train", "lots", ...once];
    },
    right: rowsAre((n) => 4 * n),
  },
  {
    what: "rows of JSON in one array",
    sizes: [1_250_000, 5_000_000],
    make(folder, n) {
      const random = randomOf(10);
      const row = (i) =>
        `${i ? "," : "["}{"width": ${(random() + (i % 2)).toFixed(3)}, "quality": "${i % 2 ? "good" : "bad"}"}\n`;
      return ["train", writePieces(folder, "rows.json", n, row, "", "]"), ...once];
    },
    right: rowsAre((n) => n),
  },
  {
    what: "rows of JSON, each with a name of its own",
    sizes: [10_000, 40_000],
    make(folder, n) {
      const row = (i) => `{"part${i}": ${i}, "quality": "${i % 2 ? "good" : "bad"}"}\n`;
      return ["train", writePieces(folder, "rows.jsonl", n, row), ...once];
    },
    says: /cells without a value/,
  },
];
