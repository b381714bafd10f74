import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileWriter, ParquetWriter } from "hyparquet-writer";
import { beforeAll, describe, expect, test } from "vitest";
import { unseenInWords, withUnseen } from "../../../src/data/columns/unseen.ts";
import { writeForPeople, writeTable } from "../../../src/data/formats/write.ts";
import type { WritePieces } from "../../../src/data/formats/writeColumn.ts";
import type { Table } from "../../../src/data/table.ts";
import { Model } from "../../../src/model/model.ts";
import { type PredictedRows, predictions } from "../../../src/tasks/predict.ts";
import { type ColumnsBeside, InputColumns } from "../../../src/tasks/rows/inputColumns.ts";
import { newRows } from "../../../src/tasks/rows/newRows.ts";
import { kiso, kisoJson, workshop } from "../kiso.ts";

const { root, folder } = workshop("predict");
/** A CSV file of so many rows comes in two pieces, a Parquet file in a piece for its first 1000 and four more. */
const rows = 120_000;
const [run, numbersRun, csv, parquet] = ["run", "numbers", "rows.csv", "rows.parquet"].map((name) =>
  join(root, name),
) as [string, string, string, string];

/** Rows of two numbers and a colour, of which training knows red and blue. */
function columns(
  n: number,
  colour = (i: number): string => (i % 2 ? "red" : "blue"),
  x1 = (i: number) => i % 7,
) {
  const label = Int32Array.from({ length: n }, (_, i) => (i * 7919) % 3);
  return [
    { name: "x0", values: Float64Array.from(label, (k, i) => 3 * k + Math.sin(i * 1.7)) },
    { name: "x1", values: Float64Array.from(label, (_, i) => x1(i)) },
    { name: "colour", text: Array.from(label, (_, i) => colour(i)) },
    { name: "label", values: label },
  ];
}

beforeAll(async () => {
  const known = join(root, "known.csv");
  await writeTable(known, columns(600));
  const training = ["--epochs", "3", "--seed", "1"];
  await kisoJson(["train", known, ...training, "--reject", "0.05", "--out", run], { cwd: root });
  const regress = ["--label", "x0", "--task", "regress"];
  await kisoJson(["train", known, ...training, ...regress, "--out", numbersRun], { cwd: root });
  await writeTable(csv, columns(rows));
  await writeTable(parquet, columns(rows));
});

/** What `kiso predict` does with files that do not fit into memory, here done with files that would. */
async function streamed(sources: string[], from = run) {
  const model = await Model.load(from);
  const wanted = { split: undefined, image: model.card.image, columns: undefined };
  const asked = await newRows(sources, wanted, async (source) => source !== "iris");
  const pieces = (beside: ColumnsBeside = "all") =>
    predictions(model, asked.tables(), { beside: new InputColumns(beside, []) });
  return { model, asked, pieces };
}

/** A file told too large for memory, though little is in it: 1000 more columns have one's place in it, and a gap of 8 MB. */
function manyColumns(path: string, written: ReturnType<typeof columns>, more: number): void {
  const required = { repetition_type: "REQUIRED" } as const;
  const writer = fileWriter(path);
  const file = new ParquetWriter({
    writer,
    schema: [
      { name: "root", num_children: written.length },
      ...written.map(({ name, text }) =>
        text
          ? { name, type: "BYTE_ARRAY" as const, converted_type: "UTF8" as const, ...required }
          : { name, type: "DOUBLE" as const, ...required },
      ),
    ],
  });
  const columnData = written.map(({ name, text, values }) => ({
    name,
    data: text ?? Float64Array.from(values!),
  }));
  file.write({ columnData, rowGroupSize: Infinity });
  writer.appendBytes(new Uint8Array(2 ** 23));
  for (let j = 0; j < more; j++) {
    const { meta_data, ...chunk } = file.row_groups[0]!.columns[0]!;
    file.schema.push({ name: `more ${j}`, type: "DOUBLE", ...required });
    file.row_groups[0]!.columns.push({
      ...chunk,
      meta_data: { ...meta_data!, path_in_schema: [`more ${j}`] },
    });
  }
  file.schema[0]!.num_children! += more;
  file.finish();
}

async function* columnsOf(pieces: AsyncIterable<PredictedRows>): WritePieces {
  for await (const { columns } of pieces) yield columns;
}

describe("a file too large for memory", () => {
  test.each([
    { name: "rows.csv", kind: "csv" },
    { name: "rows.csv", kind: "parquet" },
    { name: "rows.parquet", kind: "tsv" },
    { name: "rows.parquet", kind: "jsonl" },
    { name: "rows.parquet", kind: "parquet" },
    { name: "rows.parquet", kind: "npz", from: numbersRun },
  ])("is predicted to the same bytes as one read whole: $name to .$kind", async ({ name, kind, from }) => {
    const [whole, parts] = [join(folder(), `whole.${kind}`), join(folder(), `parts.${kind}`)];
    await kisoJson(["predict", from ?? run, name, "--out", whole], { cwd: root });
    const { asked, pieces } = await streamed([join(root, name)], from);
    expect(asked.rows).toBe(rows);
    await writeForPeople(parts, columnsOf(pieces(kind === "npz" ? "none" : "all")));
    expect(readFileSync(parts).equals(readFileSync(whole))).toBe(true);
  });

  test("of lists, as the Hub has them, too", async () => {
    const n = 3000;
    const lists = (file: string) =>
      writeTable(join(root, file), [
        {
          name: "features",
          values: Float64Array.from({ length: n * 4 }, (_, i) => Math.sin(i) + (i % 12)),
          width: 4,
        },
        { name: "label", values: Int32Array.from({ length: n }, (_, i) => i % 3) },
      ]);
    await lists("lists.parquet");
    const listRun = join(root, "lists");
    await kisoJson(["train", "lists.parquet", "--epochs", "2", "--out", listRun], { cwd: root });
    const [whole, parts] = [join(folder(), "whole.csv"), join(folder(), "parts.csv")];
    await kisoJson(["predict", listRun, "lists.parquet", "--out", whole], { cwd: root });
    const { pieces } = await streamed([join(root, "lists.parquet")], listRun);
    await writeForPeople(parts, columnsOf(pieces()));
    expect(readFileSync(parts, "utf8")).toBe(readFileSync(whole, "utf8"));
  });

  test("is read a part at a time, and each part is answered before the next is read", async () => {
    for (const source of [csv, parquet]) {
      const { model, asked } = await streamed([source]);
      const read: number[] = [];
      async function* watched(): AsyncGenerator<Table> {
        for await (const table of asked.tables()) {
          read.push(table.rows);
          yield table;
        }
      }
      const answered: number[] = [];
      for await (const piece of predictions(model, watched())) {
        answered.push(piece.rows);
        expect(read).toEqual(answered);
      }
      expect(Math.max(...read)).toBeLessThan(0.7 * rows);
      expect(read.reduce((sum, n) => sum + n)).toBe(rows);
    }
  });

  test("goes on counting rows, and has its categories noted once, with the first and the number of all", async () => {
    const odd = join(folder(), "odd.csv");
    await writeTable(
      odd,
      columns(rows, (i) => (i % 50_000 === 40_000 ? "mauve" : "red")),
    );
    const { stderr } = await kiso(["predict", run, odd], { cwd: root });
    expect(stderr).toContain(
      'odd.csv, row 40001 (line 40002), column colour: "mauve" (and 1 more such cell)',
    );
    const { pieces } = await streamed([odd]);
    let unseen: PredictedRows["unseen"] = [];
    let next = 0;
    for await (const piece of pieces()) {
      unseen = withUnseen(unseen, piece.unseen);
      expect(piece.record(0)).toMatchObject({ row: next });
      next += piece.rows;
    }
    const noted = unseen.map(unseenInWords).map((line) => `note   ${line}\n`);
    expect(noted).toEqual([stderr.replaceAll(/^note {3}drift: .*\n/gm, "")]);
  });

  test.each(["csv", "parquet"])(
    "a bad cell of a late row is named, and the old file stays: %s",
    async (kind) => {
      const here = folder();
      const [bad, out] = [join(here, `bad.${kind}`), join(here, "out.csv")];
      await writeTable(
        bad,
        columns(rows, undefined, (i) => (i === rows - 5 ? Number.NaN : 1)),
      );
      writeFileSync(out, "old");
      const { stderr } = await kiso(["predict", run, bad], { cwd: root });
      const line = kind === "csv" ? ` (line ${rows - 3})` : "";
      expect(stderr).toContain(`bad.${kind}, row ${rows - 4}${line}, column x1: `);
      const { pieces } = await streamed([bad]);
      const failed = writeForPeople(out, columnsOf(pieces()));
      await expect(failed).rejects.toThrow(
        stderr
          .replace(/^kiso: /, "")
          .replace("leave such rows out with --on-error skip", 'train with missing: "mean", median or drop')
          .trim(),
      );
      expect(readFileSync(out, "utf8")).toBe("old");
      expect(readdirSync(here).sort()).toEqual([`bad.${kind}`, "out.csv"]);
    },
  );

  test("a bad cell among rows that were printed: the line says how far what is printed can be used", async () => {
    const n = 70_000;
    const large = join(folder(), "large.parquet");
    manyColumns(
      large,
      columns(n, undefined, (i) => (i === n - 5 ? Number.NaN : 1)),
      1000,
    );
    const printed = 2 * 32_768; // pieces of the one row group
    const wrong = `large.parquet, row ${n - 4}, column x1: `;
    const text = await kiso(["predict", run, large], { cwd: root });
    expect(text).toMatchObject({ code: 2, stderr: expect.stringContaining(wrong) });
    expect(text.stderr).toContain(
      `(what is printed ends with row ${printed}, and is whole as far as that)\n`,
    );
    const lines = text.stdout.split("\n");
    expect(lines.length).toBe(1 + printed + 1);
    expect(lines.at(-1)).toBe("");
    const json = await kiso(["predict", run, large, "--json"], { cwd: root });
    expect(json).toMatchObject({ code: 2, stderr: expect.stringContaining(wrong) });
    expect(json.stderr).toContain(`(what is printed ends with row ${printed}, within its JSON object`);
    expect(json.stdout).toContain(`{"row":${printed - 1},`);
    expect(json.stdout).not.toContain(`{"row":${printed},`);
    const out = join(folder(), "out.csv");
    const filed = await kiso(["predict", run, large, "--columns", "none", "--out", out], {
      cwd: root,
    });
    expect(filed.stderr).not.toContain("printed");
    expect(existsSync(out)).toBe(false);
  });

  test.each(["csv", "parquet"])("a missing column is refused in the same words: %s", async (kind) => {
    const lacking = join(folder(), `lacking.${kind}`);
    await writeTable(
      lacking,
      columns(2000).filter(({ name }) => name !== "x1"),
    );
    const { stderr, code } = await kiso(["predict", run, lacking], { cwd: root });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('no column "x1"') });
    const { pieces } = await streamed([lacking]);
    await expect(pieces().next()).rejects.toThrow(stderr.replace(/^kiso: /, "").trim());
  });

  test("stands between others, whose columns are the same", async () => {
    const { asked, pieces } = await streamed([csv, parquet]);
    expect(asked.rows).toBe(2 * rows);
    let last: object = {};
    for await (const piece of pieces()) last = piece.record(piece.rows - 1);
    expect(last).toMatchObject({ row: 2 * rows - 1 });
    await expect(streamed([csv, "iris"])).rejects.toThrow(/^iris.*: no column "x0", which .*rows.csv has/);
  });
});

test("--json is one object however many rows: those of the file", async () => {
  const some = join(folder(), "some.csv");
  await writeTable(some, columns(2345));
  const out = join(folder(), "out.jsonl");
  const found = await kisoJson<{ rows: number; out: string; predictions: { row: number; label: string }[] }>(
    ["predict", run, some, "--out", out],
    { cwd: root },
  );
  expect(found).toMatchObject({ run, rows: 2345, classNames: ["0", "1", "2"], out });
  expect(found).toMatchObject({
    notes: [`${some}: its column "label" is written as "label (input)", since "label" is the answer`],
  });
  const written = readFileSync(out, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(found.predictions.map(({ row, label }) => ({ row, label: label ?? "none of these" }))).toEqual(
    written.map(({ label }, row) => ({ row, label })),
  );
});
