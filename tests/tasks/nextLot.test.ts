import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { writeTable } from "../../src/data/formats/write.ts";
import { randomState } from "../../src/data/random/randomState.ts";
import { evaluate } from "../../src/tasks/evaluate.ts";
import type { TrainOptions } from "../../src/tasks/plan/options.ts";
import { predict } from "../../src/tasks/predict.ts";
import { train } from "../../src/tasks/train.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-lots-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Rows of two numbers and a class that follows from them. */
type Lot = readonly (readonly [w: string, h: string, good: boolean])[];

function lotOf(seed: number, rows: number): Lot {
  const { uniform } = randomState(seed);
  return Array.from({ length: rows }, () => {
    const [w, h] = [uniform(-3, 3), uniform(-3, 3)];
    return [w.toFixed(2), h.toFixed(2), w + h > 0] as const;
  });
}

type Written = string | Uint8Array;
type Write = (lot: Lot) => Written;

const table =
  (header: string, { between = ",", words = ["OK", "NG"], end = "\n" } = {}) =>
  (lot: Lot): string =>
    [
      ...(header === "" ? [] : [header]),
      ...lot.map(([w, h, good]) => [w, h, words[good ? 0 : 1]].join(between)),
      "",
    ].join(end);

const words = { words: ["良品", "不良品"] };
/** 良品, 不良品 and 判定 as they stand in a code page. */
const inBytes = (text: string, bytes: Readonly<Record<string, string>>): Uint8Array =>
  new Uint8Array(
    Buffer.concat(
      text
        .split(/(不良品|良品|判定|böse)/)
        .map((part) => (bytes[part] ? Buffer.from(bytes[part], "hex") : Buffer.from(part))),
    ),
  );
const shiftJis = { 良品: "97c79569", 不良品: "957397c79569", 判定: "94bb92e8" };
const eucJp = { 良品: "cec9c9ca", 不良品: "c9d4cec9c9ca", 判定: "c8bdc4ea" };
const latin1 = { böse: "62f67365" };
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le"));

let made = 0;
function file(name: string, contents: Written): string {
  const path = join(folder, `${made++}-${name}`);
  writeFileSync(path, contents);
  return path;
}

async function trained(
  data: string,
  options: Partial<TrainOptions> = {},
): Promise<{ run: string; notes: string[] }> {
  const run = join(folder, `run-${made++}`);
  const notes: string[] = [];
  for await (const report of train({ data, epochs: 30, learningRate: 0.1, out: run, ...options })) {
    if (report.kind === "read") notes.push(...report.notes);
  }
  return { run, notes };
}

async function answers(run: string, data: string): Promise<object[]> {
  const { rows } = await predict({ run, data: [data] });
  const found: object[] = [];
  for await (const part of rows()) for (let row = 0; row < part.rows; row++) found.push(part.record(row));
  return found;
}

const [first, next] = [lotOf(1, 80), lotOf(2, 30)];

const tensorsOf = (run: string): Buffer => {
  const bytes = readFileSync(join(run, "model.safetensors"));
  return bytes.subarray(8 + Number(bytes.readBigUInt64LE(0)));
};

const figuresOf = (evaluated: object) => {
  const { accuracy, loss } = evaluated as { accuracy: number; loss: number };
  return { accuracy, loss };
};

let plain: Promise<{ run: string; figures: object }> | undefined;
const plainModel = () => {
  plain ??= (async () => {
    const { run } = await trained(file("plain.csv", table("w,h,label")(first)));
    const figures = figuresOf(await evaluate({ run, data: file("plain.csv", table("w,h,label")(next)) }));
    return { run, figures };
  })();
  return plain;
};

describe("a model of one lot's file answers the next lot's file of the same kind", () => {
  test.each<[what: string, name: string, write: Write, notes: RegExp[], options?: Partial<TrainOptions>]>([
    ["plain", "a.csv", table("w,h,label"), []],
    ["years", "a.csv", table("2019,2020,label"), [/line 1 is read as the header/]],
    ["0, 1, 2", "a.csv", table("0,1,2", { words: ["1", "0"] }), [/line 1 is read as the header/]],
    ["no header", "a.csv", table(""), []],
    ["a title", "a.csv", table("lot of May\nw,h,label"), [/line 1 is a title/]],
    ["units", "a.csv", table("w,h,label\nmm,kg,"), [/line 2 holds units/]],
    ["two rows of header", "a.csv", table("寸法,,外観\n幅,高さ,判定"), [/a header of two rows/]],
    [
      "the header again",
      "a.csv",
      (lot) => table("w,h,label")(lot.slice(0, 9)) + table("w,h,label")(lot.slice(9)),
      [/line 11 is the header again/],
    ],
    [
      "a total and a footer",
      "a.csv",
      (lot) => `${table("w,h,label")(lot)}合計,1.5,\n以上\n`,
      [/is a total/, /is a footer/],
    ],
    [
      "semicolons, as Excel writes them",
      "a.csv",
      table("sep=;\nw;h;label", { between: ";", end: "\r\n" }),
      [],
    ],
    ["blanks in .txt", "a.txt", table("  w   h  label", { between: "   " }), []],
    ["blanks in .dat, no header", "a.dat", table("", { between: " " }), []],
    ["tabs in .data", "a.data", table("w\th\tlabel", { between: "\t" }), []],
    [
      ".asc with comments",
      "a.asc",
      table("# measured by X\n# w h label", { between: " " }),
      [/line 1 is a comment/],
    ],
    [".prn", "a.prn", table("w h label", { between: "  " }), []],
    [".csv.gz", "a.csv.gz", (lot) => gzipSync(table("w,h,label")(lot)), []],
    [".tsv.gz", "a.tsv.gz", (lot) => gzipSync(table("w\th\tlabel", { between: "\t" })(lot)), []],
    [
      "Shift_JIS",
      "a.csv",
      (lot) => inBytes(table("w,h,判定", words)(lot), shiftJis),
      [/is read as Shift_JIS/],
    ],
    ["EUC-JP", "a.csv", (lot) => inBytes(table("w,h,判定", words)(lot), eucJp), [/is read as EUC-JP/]],
    [
      "Windows-1252",
      "a.csv",
      (lot) => inBytes(table("w,h,label", { words: ["gut", "böse"] })(lot), latin1),
      [/is read as Windows-1252/],
    ],
    ["UTF-16", "a.csv", (lot) => utf16(table("w,h,判定", words)(lot)), []],
    [
      "JSON in Shift_JIS",
      "a.json",
      (lot) =>
        inBytes(
          JSON.stringify(
            lot.map(([w, h, good]) => ({ w: Number(w), h: Number(h), 判定: good ? "良品" : "不良品" })),
          ),
          shiftJis,
        ),
      [/is read as Shift_JIS/],
      { label: "判定" },
    ],
    [
      "JSON lines in EUC-JP",
      "a.jsonl",
      (lot) =>
        inBytes(
          lot
            .map(([w, h, good]) =>
              JSON.stringify({ w: Number(w), h: Number(h), 判定: good ? "良品" : "不良品" }),
            )
            .join("\n"),
          eucJp,
        ),
      [/is read as EUC-JP/],
      { label: "判定" },
    ],
  ])("%s", async (_, name, write, notes, options) => {
    const { run, notes: said } = await trained(file(name, write(first)), options);
    expect(said.filter((note) => note.includes(name))).toHaveLength(notes.length);
    for (const note of notes) expect(said).toContainEqual(expect.stringMatching(note));
    const fresh = file(name, write(next));
    expect(await answers(run, fresh)).toHaveLength(next.length);
    const evaluated = await evaluate({ run, data: fresh });
    expect(evaluated.kind).toBe("answers");
    // The rows are those of a plain file: so are the weights and the figures, bit for bit.
    const plain = await plainModel();
    expect(tensorsOf(run).equals(tensorsOf(plain.run))).toBe(true);
    expect(figuresOf(evaluated)).toEqual(plain.figures);
  });

  test("a file without a header, where the model's had one, and the other way round", async () => {
    const { run } = await trained(file("a.csv", table("w,h,label")(first)));
    const bare = file("b.csv", table("")(next));
    const { rows, notes } = await predict({ run, data: [bare] });
    expect(notes).toContainEqual(
      expect.stringContaining("has no header; its columns are read as the model's"),
    );
    const found: object[] = [];
    for await (const part of rows()) for (let row = 0; row < part.rows; row++) found.push(part.record(row));
    expect(found).toEqual(await answers(run, file("c.csv", table("w,h,label")(next))));

    // A file with a header goes by the places of one without.
    const other = await trained(bare);
    const named = file("c.csv", table("w,h,label")(first));
    const asked = await predict({ run: other.run, data: [named], columns: "all" });
    expect(asked.notes).toContainEqual(
      expect.stringMatching(/columns go by their places: "w" is x0, "h" is x1, and "label" is the label$/),
    );
    const again: object[] = [];
    for await (const part of asked.rows()) {
      expect(part.columns.slice(0, 3).map(({ name }) => name)).toEqual(["w", "h", "label (input)"]);
      for (let row = 0; row < part.rows; row++) again.push(part.record(row));
    }
    expect(again).toEqual(await answers(other.run, file("d.csv", table("")(first))));
    const measured = await evaluate({ run: other.run, data: named });
    const wanted = await evaluate({ run: other.run, data: file("d.csv", table("")(first)) });
    expect(figuresOf(measured)).toEqual(figuresOf(wanted));
    const unlabelled = first.map(([w, h]) => `${w},${h}\n`).join("");
    await expect(evaluate({ run: other.run, data: file("e.csv", unlabelled) })).rejects.toThrow(
      /has 2 columns and no header, as many as the model's features, so there is no label to measure against/,
    );
  });

  test("a label and an id stand before the rest, and the next lot has no header", async () => {
    const rows = (lot: Lot, labelled: boolean) =>
      lot
        .map(([w, h, good], i) => `${labelled ? `${good ? "OK" : "NG"},` : ""}${i + 1},${w},${h}\n`)
        .join("");
    const { run } = await trained(file("a.csv", `label,No,w,h\n${rows(first, true)}`));
    const wanted = await answers(run, file("b.csv", `label,No,w,h\n${rows(next, true)}`));
    for (const labelled of [true, false])
      expect(await answers(run, file("b.csv", rows(next, labelled)))).toEqual(wanted);
    await expect(answers(run, file("c.csv", table("")(next.map(([w, h]) => [w, h, true]))))).rejects.toThrow(
      /column h: "OK" is not a number/,
    );
    await expect(answers(run, file("c.csv", next.map(([w, h]) => `${w},${h}\n`).join("")))).rejects.toThrow(
      /has no header and 2 columns, which are not those of the model's file \(label, No, w, h\); give it a header/,
    );
  });

  test("a lot in another unit that no one wrote is said, in predict and evaluate", async () => {
    const { run } = await plainModel();
    const hundredfold = next.map(([w, h, good]) => [w, String(Number(h) * 100), good] as const);
    const data = file("b.csv", table("w,h,label")(hundredfold));
    const line = expect.stringMatching(/b\.csv: column h \(about .*, 100 times more; .* lies far from what/);
    const { rows, remarks } = await predict({ run, data: [data] });
    for await (const _ of rows());
    expect(remarks().filter((remark) => !remark.startsWith("drift: "))).toEqual([line]);
    expect(remarks().join("\n")).not.toMatch(/drift: h/);
    expect((await evaluate({ run, data })).notes).toContainEqual(line);
  });

  test("another unit in the place of the model's is refused", async () => {
    const { run } = await trained(file("a.csv", table("w,h,label\nmm,mm,")(first)));
    await expect(answers(run, file("b.csv", table("w,h,label\ncm,mm,")(next)))).rejects.toThrow(/cm.*mm/);
    await expect(answers(run, file("c.csv", table("w,h,label\n[mm],mm,")(next)))).resolves.toHaveLength(30);
  });
});

describe("the same rows in any format are the same model, which answers them all", () => {
  /** A column for each of what a format holds; a format joins by its name here. */
  const writers = ["csv", "tsv", "xlsx", "jsonl", "parquet", "npz"] as const;
  type Format = (typeof writers)[number];

  async function written(format: Format, lot: Lot): Promise<string> {
    const path = join(folder, `${made++}-lot.${format}`);
    const numbers = (of: 0 | 1) => Float64Array.from(lot, (row) => Number(row[of]));
    const good = lot.map(([, , is]) => (is ? 1 : 0));
    const y = { name: "label", values: Int32Array.from(good), integer: true };
    const columns =
      format === "npz"
        ? [
            {
              name: "X",
              values: Float64Array.from(lot.flatMap(([w, h]) => [Number(w), Number(h)])),
              width: 2,
            },
            { ...y, name: "y" },
          ]
        : [{ name: "w", values: numbers(0) }, { name: "h", values: numbers(1) }, y];
    await writeTable(path, columns);
    return path;
  }

  test("weights and answers are alike, bit for bit", async () => {
    const runs = await Promise.all(
      writers.map(async (format) => (await trained(await written(format, first))).run),
    );
    for (const run of runs) expect(tensorsOf(run).equals(tensorsOf(runs[0]!))).toBe(true);
    const fresh = await Promise.all(writers.map((format) => written(format, next)));
    const [wanted] = await Promise.all([answers(runs[0]!, fresh[0]!)]);
    for (const [i, run] of runs.entries())
      for (const [j, file] of fresh.entries()) {
        // A file of NumPy has no names: the model that it makes answers files without names.
        if (writers[i] === "npz" && writers[j] !== "npz") continue;
        expect([writers[i], writers[j], await answers(run, file)]).toEqual([writers[i], writers[j], wanted]);
      }
  });
});
