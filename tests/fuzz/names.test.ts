import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { names, zipped } from "../../scripts/fuzz/structure.mjs";
import type { RowRecord } from "../../src/data/columns/records.ts";
import { loadTables } from "../../src/data/load.ts";
import type { Table } from "../../src/data/table.ts";
import { UserError } from "../../src/errors.ts";
import { Model } from "../../src/model/model.ts";
import { train } from "../../src/tasks/train.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-names-"));
afterAll(() => rmSync(folder, { recursive: true }));

const values = Float64Array.from({ length: 8 }, (_, i) => i / 2);
const labels = Array.from(values, (_, i) => (i % 2 ? "ok" : "ng"));
type Files = Record<string, string | Uint8Array>;

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const delimited =
  (mark: string) =>
  (name: string, words: readonly string[]): string =>
    [[name, "result"], ...words.map((word, i) => [String(values[i]), word])]
      .map((row) => row.map(quoted).join(mark))
      .join("\n");
const records = (name: string, words: readonly string[]) =>
  words.map((word, i) => `{${JSON.stringify(name)}:${values[i]},"result":${JSON.stringify(word)}}`);

/** An array of numbers, or of words, as numpy.save writes it. */
function npy(data: Float64Array | readonly string[]): Uint8Array {
  const width = data instanceof Float64Array ? 0 : Math.max(1, ...data.map((word) => [...word].length));
  const descr = width === 0 ? "<f8" : `<U${width}`;
  const head = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${data.length},), }`;
  const padded = `${head.padEnd(117)}\n`;
  const words = Buffer.alloc(4 * width * data.length);
  if (!(data instanceof Float64Array))
    for (const [i, word] of data.entries())
      for (const [j, letter] of [...word].entries())
        words.writeUInt32LE(letter.codePointAt(0)!, 4 * (i * width + j));
  const body = data instanceof Float64Array ? Buffer.from(data.buffer) : words;
  const start = Buffer.from("\x93NUMPY\x01\x00\x00\x00", "latin1");
  start.writeUInt16LE(padded.length, 8);
  return Buffer.concat([start, Buffer.from(padded, "latin1"), body]);
}

const xml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const office = "http://schemas.openxmlformats.org";
function workbook(sheet: string, rows: readonly (readonly string[])[]): Uint8Array {
  const cells = rows.map(
    (row, i) =>
      `<row r="${i + 1}">${row.map((cell, j) => `<c r="${"AB"[j]}${i + 1}" t="inlineStr"><is><t xml:space="preserve">${xml(cell)}</t></is></c>`).join("")}</row>`,
  );
  const parts = {
    "[Content_Types].xml": `<Types xmlns="${office}/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="${xml(sheet).replaceAll('"', "&quot;")}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${office}/spreadsheetml/2006/main"><sheetData>${cells.join("")}</sheetData></worksheet>`,
  };
  return zipped(Object.entries(parts).map(([name, part]) => [name, Buffer.from(part)]));
}

/** A file of two columns, one of numbers by a name and one of words, in every format that has names. */
const readers: Readonly<Record<string, (name: string, words: readonly string[]) => Files>> = {
  csv: (name, words) => ({ "a.csv": delimited(",")(name, words) }),
  tsv: (name, words) => ({ "a.tsv": delimited("\t")(name, words) }),
  jsonl: (name, words) => ({ "a.jsonl": records(name, words).join("\n") }),
  json: (name, words) => ({ "a.json": `[${records(name, words).join(",\n")}]` }),
  npz: (name, words) => ({
    "a.npz": zipped([
      [`${name}.npy`, npy(values)],
      ["result.npy", npy(words)],
    ]),
  }),
  parquet: (name, words) => ({
    "a.parquet": new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name, data: Array.from(values) },
          { name: "result", data: [...words] },
        ],
      }),
    ),
  }),
  xlsx: (name, words) => ({
    "a.xlsx": workbook("s", [[name, "result"], ...words.map((word, i) => [String(values[i]), word])]),
  }),
};

/** The table of files, or the one line that refuses them. */
async function read(files: Files, source: string): Promise<Table | string> {
  const at = join(folder, "read");
  rmSync(at, { recursive: true, force: true });
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(at, name)), { recursive: true });
    writeFileSync(join(at, name), bytes);
  }
  try {
    const { tables, notes } = await loadTables(join(at, source));
    for (const note of notes) expect(note).not.toMatch(/[\n\r]/);
    return Object.values(tables)[0]!;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

/** What a format cannot hold: it is refused, or written as another name. */
const bare = (name: string) => Buffer.from(name).toString();
const isText = (reader: string) => reader === "csv" || reader === "tsv";
const isControl = /\p{Cc}/u;

/** The name of a column as kiso has it, or how its file is refused. */
function columnName(reader: string, name: string): string | RegExp {
  if (isText(reader) && name.includes("\0")) return /: is not a text file; save it as CSV \(UTF-8\)$/;
  if (isText(reader)) return name.trim() === "" ? "Unnamed: 0" : bare(name.replace("\n", " "));
  if (reader === "npz" && /\.\.\/|^[A-Z]:/.test(name))
    return /: is not a whole NumPy file of numbers \(.*path: .*\); save/;
  if (reader === "npz") return isControl.test(name) ? JSON.stringify(name).slice(1, -1) : bare(name);
  if (reader === "xlsx" && name.trim() === "") return "Unnamed: 0";
  if (reader === "xlsx" && isControl.test(name) && !name.includes("\n")) return /.+/;
  if (reader === "xlsx") return bare(name.replace("\n", " "));
  return reader === "parquet" ? bare(name) : name;
}

/** The text of a cell as kiso has it: numpy cuts zeros off, Excel blanks. */
function keptText(reader: string, name: string): string {
  if (reader === "npz") return name.replace(/\0+$/, "");
  if (reader === "xlsx") return bare(name.trim());
  return reader.startsWith("json") ? name : bare(name);
}

const short = (name: string) => JSON.stringify(name.length > 30 ? `${name.slice(0, 30)}…` : name);
const named = names.map((name) => [short(name), name] as const);

describe.each(Object.keys(readers))("%s", (reader) => {
  test.each(named)("a column called %s", async (_, name) => {
    const files = readers[reader]!(name, labels);
    const found = await read(files, Object.keys(files)[0]!);
    const wanted = columnName(reader, name);
    if (wanted instanceof RegExp) return expect(found).toMatch(wanted);
    if (typeof found === "string") throw new Error(found);
    expect([...found.columns.keys()]).toEqual([wanted, "result"]);
    expect(found.columns.get(wanted)).toMatchObject({ kind: "number", values });
    expect(found.columns.get("result")).toMatchObject({ kind: "text", values: labels });
  });

  test.each(named)("a class called %s", async (_, name) => {
    const words = labels.map((label) => (label === "ok" ? name : label));
    const files = readers[reader]!("x", words);
    const found = await read(files, Object.keys(files)[0]!);
    if (isText(reader) && name.includes("\0")) return expect(found).toMatch(/: is not a text file/);
    if (reader === "xlsx" && isControl.test(name) && !name.includes("\n")) return expect(found).toMatch(/.+/);
    if (typeof found === "string") throw new Error(found);
    const kept = keptText(reader, name);
    expect(found.columns.get("x")).toMatchObject({ values });
    expect(found.columns.get("result")).toMatchObject({
      values: words.map((word) => (word === name ? kept : word)),
    });
  });
});

test.each(named)("a sheet called %s", async (_, name) => {
  const rows = labels.map((label, i) => [String(values[i]), label]);
  const found = await read({ "a.xlsx": workbook(name, [["x", "result"], ...rows]) }, "a.xlsx");
  if (isControl.test(name) && !name.includes("\n")) return expect(found).toMatch(/a\.xlsx: /);
  if (typeof found === "string") throw new Error(found);
  expect(found.columns.get("x")).toMatchObject({ values });
});

/** Those that a folder or a file can have. */
const onDisk = named.filter(([, name]) => !/^ ?$|[/\0\ud800]/.test(name) && Buffer.byteLength(name) < 200);

test.each(onDisk)("a file called %s", async (_, name) => {
  const found = await read({ [`${name}.csv`]: delimited(",")("x", labels) }, `${name}.csv`);
  if (typeof found === "string") throw new Error(found);
  expect(found.columns.get("x")).toMatchObject({ values });
  const beside = {
    [`${name}.csv`]: delimited(",")("x", labels),
    "a.csv": delimited(",")("x", labels.toReversed()),
  };
  const both = await read(beside, ".");
  if (typeof both === "string") throw new Error(both);
  expect(both.rows).toBe(2 * labels.length);
});

// Folders that begin with two lines are a system's, as for Python's datasets.
test.each(onDisk.filter(([, name]) => !name.startsWith("__")))(
  "a folder of pictures called %s is the class",
  async (_, name) => {
    const png = (level: number) =>
      sharp({ create: { width: 4, height: 4, channels: 3, background: { r: level, g: 9, b: 200 } } })
        .png()
        .toBuffer();
    const pictures: Files = {};
    for (let i = 0; i < 4; i++) pictures[`${i % 2 ? name : "ng"}/${i}.png`] = await png(40 * i);
    const found = await read(pictures, ".");
    if (typeof found === "string") throw new Error(found);
    const { values: classes } = found.columns.get("label") as { values: string[] };
    expect(classes.toSorted()).toEqual([name, name, "ng", "ng"].toSorted());
  },
);

// What is read is learned, saved and asked.
test.each(named)("a model of a column and a class called %s", async (_, name) => {
  const words = labels.map((label) => (label === "ok" ? name : label));
  const rows: RowRecord[] = records(name, words).map((line) => JSON.parse(line));
  const run = train({ data: rows, label: "result", hidden: [2], epochs: 1, testSize: 0.25, engine: "wasm" });
  const trained = (async () => {
    for await (const report of run) if (report.kind === "trained") return report.model;
    return undefined;
  })();
  if (name.trim() === "") return expect(trained).rejects.toThrow(/column result: the label is/);
  const model = await Model.load((await trained)!.toBytes());
  expect(model.card.featureNames).toEqual([name]);
  expect(model.card.classNames.toSorted()).toEqual([name, "ng"].toSorted());
  const [first] = await model.predict(rows);
  expect(["ng", name]).toContain(first!.label);
  expect(first!.probabilities!.every(Number.isFinite)).toBe(true);
});
