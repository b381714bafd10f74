// Tables of every format but Parquet.
import { gzipSync } from "node:zlib";
import { anyBytes, ofText } from "../mutate.mjs";
import { gzip, json, jsonl, unzipped, xml, zip, zipped } from "../structure.mjs";
import * as truth from "../truth.mjs";
import { files, sampled, text } from "./sample.mjs";

/** A table of 24 rows as text, with words, quotes and a gap. */
const rows = Array.from({ length: 24 }, (_, i) => [
  i / 4,
  i % 5 === 3 ? "" : i * 7,
  i % 2 ? "良品" : 'say "ng", x',
  i % 2 ? "ok" : "ng",
]);
const quoted = (cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : String(cell));
const csv = ["a,b,word,label", ...rows.map((row) => row.map(quoted).join(","))].join("\n");
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv, "utf16le")]);
const sjis = Buffer.from(csv.replaceAll("良品", "\x97\xc7\x95\x69"), "latin1");
const records = rows.map(([a, b, word, label]) => ({
  a,
  b: b === "" ? null : b,
  word,
  label,
  list: [a, 1, 2],
}));

function idx(shape, data) {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head[2] = 8;
  head[3] = shape.length;
  for (const [i, size] of shape.entries()) head.writeUInt32BE(size, 4 + 4 * i);
  return Buffer.concat([head, Buffer.from(data)]);
}
const images = idx(
  [6, 4, 4],
  Uint8Array.from({ length: 96 }, (_, i) => i * 2),
);
const labels = idx([6], [0, 1, 0, 1, 0, 1]);

const npzs = files(
  "files/Xy.npz",
  "files/keras.npz",
  "files/fortran.npz",
  "npz/words.npz",
  "npz/packed.npz",
  "npz/columns.npz",
);
const [xlsx, ods] = [
  files("excel/openpyxl.xlsx", "excel/libreoffice.xlsx", "excel/exceljs.xlsx"),
  files("excel/libreoffice.ods"),
];
const inJson = [json, ...ofText];
const idxFiles = { "t-images-idx3-ubyte": images, "t-labels-idx1-ubyte": labels };

export const tableFormats = {
  csv: text(
    [
      { "a.csv": Buffer.from(csv) },
      ...files("files/pandas.csv", "files/pandas-crlf.csv", "files/pandas-bom.csv"),
    ],
    { truth: truth.delimited(",") },
  ),
  "csv, other encodings": text([
    { "a.csv": utf16 },
    { "a.csv": sjis },
    ...files("files/pandas-utf16.csv", "files/pandas-excel-ja.csv"),
  ]),
  tsv: text([{ "a.tsv": Buffer.from(csv.replaceAll(",", "\t")) }, ...files("files/pandas.tsv")], {
    truth: truth.delimited("\t"),
  }),
  jsonl: text(
    [
      { "a.jsonl": Buffer.from(records.map((one) => JSON.stringify(one)).join("\n")) },
      ...files("files/pandas.jsonl"),
    ],
    { mutators: [jsonl, jsonl, ...ofText], truth: truth.jsonl },
  ),
  json: text(
    [
      { "a.json": Buffer.from(JSON.stringify(records)) },
      { "a.json": Buffer.from(JSON.stringify(records, null, 2)) },
    ],
    { mutators: [json, json, ...ofText], truth: truth.json },
  ),
  "csv.gz": sampled({ samples: [{ "a.csv.gz": gzipSync(csv) }], checked: true }),
  "csv.gz, packed again": sampled({
    samples: [{ "a.csv.gz": gzipSync(csv) }],
    mutators: [gzip(...ofText)],
  }),
  npy: sampled({ samples: files("files/matrix.npy"), truth: truth.npy }),
  npz: sampled({ samples: npzs, checked: true }),
  "npz, packed again": sampled({ samples: npzs, mutators: [zip(...anyBytes)], truth: truth.npz(unzipped) }),
  idx: sampled({ samples: [idxFiles], source: "t-images-idx3-ubyte", truth: truth.idx }),
  "idx.gz": sampled({
    samples: [{ "t-images-idx3-ubyte.gz": gzipSync(images), "t-labels-idx1-ubyte.gz": gzipSync(labels) }],
    source: "t-images-idx3-ubyte.gz",
    checked: true,
  }),
  xlsx: sampled({ samples: xlsx, checked: true }),
  ods: sampled({ samples: ods, checked: true }),
  "xlsx, packed again": sampled({ samples: xlsx, mutators: [zip(xml, ...ofText)] }),
  "ods, packed again": sampled({ samples: ods, mutators: [zip(xml, ...ofText)] }),
  "zip of tables": sampled({
    samples: [
      {
        "a.zip": zipped([
          ["train.csv", Buffer.from(csv)],
          ["test.csv", Buffer.from(csv)],
        ]),
      },
      {
        "a.zip": zipped([
          ["deep/a.jsonl", Buffer.from(records.map((one) => JSON.stringify(one)).join("\n"))],
        ]),
      },
    ],
    mutators: [zip(...ofText), ...anyBytes],
  }),
  // What the names and cells of a table become behind its reading: columns, classes, a network, one epoch.
  "csv, trained on": text([{ "a.csv": Buffer.from(csv) }], { load: "train" }),
  "jsonl, trained on": text(
    [{ "a.jsonl": Buffer.from(records.map((one) => JSON.stringify(one)).join("\n")) }],
    {
      load: "train",
      mutators: [jsonl, jsonl, ...inJson],
    },
  ),
};
