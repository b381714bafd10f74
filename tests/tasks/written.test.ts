import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onePiece, writeForPeople, writeTable } from "../../src/data/formats/write.ts";
import { loadTables } from "../../src/data/load.ts";
import { skippedPieces } from "../../src/data/skippedRows.ts";
import { cellsOf } from "../../src/data/table.ts";
import { embed } from "../../src/tasks/embed.ts";
import { judge } from "../../src/tasks/judge.ts";
import type { TrainOptions } from "../../src/tasks/plan/options.ts";
import { predict, predictionsCsv, writePredictions, writeSkipped } from "../../src/tasks/predict.ts";
import { train } from "../../src/tasks/train.ts";

/**
 * Every table that kiso writes, of names that would run in a spreadsheet: columns, classes, categories, file names. None of them
 * begins a cell of a CSV; in .xlsx they are text, and kiso reads all of them back to the letter.
 */
const hostile = "=cmd|' /C calc'!A0";
const names = [hostile, "@SUM(A1)", "+工程", "判定"];
const steps = ['=HYPERLINK("http://a.example","x")', "-A1", "\t=1+1", "a;=1+1"];
const classes = ["-NG", "@OK"];

let folder: string;
const at = (name: string) => join(folder, name);
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const lot = "=cmd.csv";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kiso-written-"));
  const rows = Array.from({ length: 80 }, (_, i) => [
    String(i % 7),
    String(-i / 8),
    quoted(steps[i % 4]!),
    classes[i % 7 > 3 ? 0 : 1]!,
  ]);
  await writeFile(at(lot), [names.map(quoted), ...rows].map((row) => `${row.join()}\n`).join(""));
  await writeFile(
    at("wrong.csv"),
    [names.map(quoted), ["=1+1", "2", "-A1", "@OK"], ...rows].map((row) => `${row.join()}\n`).join(""),
  );
  await trained("answers", {});
  await trained("distances", { task: "siamese", good: "@OK", embedding: 2 });
});
afterAll(() => rm(folder, { recursive: true }));

async function trained(out: string, options: Partial<TrainOptions>): Promise<void> {
  for await (const _ of train({ data: at(lot), epochs: 2, out: at(out), ...options }));
}

/** The cells of a CSV, without kiso's reader. */
function cellsOfText(text: string, delimiter: string): string[] {
  const cells: string[] = [];
  const cell = new RegExp(`"((?:[^"]|"")*)"|([^"${delimiter}\\r\\n]+)`, "g");
  for (const [, inMarks, bare] of text.replace("\uFEFF", "").matchAll(cell))
    cells.push(inMarks?.replaceAll('""', '"') ?? bare!);
  return cells;
}

const number = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const dangerous = (cell: string): boolean => /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell) && !number.test(cell);
const pieceOf = (cell: string): string[] =>
  cell.split(/[;,|\t\r\n]/).map((one) => one.replace(/^[\s"]+/, ""));

async function predicted(): Promise<Awaited<ReturnType<typeof predict>>> {
  return predict({ run: at("answers"), data: [at(lot)], columns: "all" });
}
const skipped = () => [
  { file: lot, line: 2, reason: '-1 "x"', column: hostile, cells: { [hostile]: "=1+1", "@x": "\r-A1" } },
];

const writers: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  predict: async (path) => writePredictions(path, (await predicted()).rows()),
  "predict to a pipe": async (path) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of predictionsCsv((await predicted()).rows())) pieces.push(piece);
    await writeFile(path, Buffer.concat(pieces));
  },
  "rows set aside by predict": (path) =>
    writeSkipped(path, skipped()).then(async (written) => writeFile(path, await readFile(written!))),
  "rows set aside by train": (path) => writeForPeople(path, skippedPieces(skipped())),
  judge: async (path) => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      for await (const _ of judge({ run: "distances", parts: [lot], out: path }));
    } finally {
      process.chdir(before);
    }
  },
  embed: (path) => embed({ run: at("distances"), data: at(lot), out: path }),
  writeTable: (path) =>
    writeTable(path, [
      { name: hostile, values: [-1.5, 2, 1e-7] },
      { name: "@x", text: ["-NG", "", "\t=1"] },
      { name: "=v", values: [-1, 2, 3, -4, 5, 6], width: 2 },
    ]),
  writeForPeople: (path) =>
    writeForPeople(
      path,
      onePiece([
        { name: "=x", text: ["+y", "'=z'", "-1"] },
        { name: "n", values: [1, -2, 3] },
      ]),
    ),
};

const kinds = (name: string) =>
  /pipe|rows set aside by predict/.test(name) ? ["csv"] : ["csv", "tsv", "xlsx"];

describe.each(Object.keys(writers))("%s", (name) => {
  test.each(kinds(name))("as .%s", async (kind) => {
    const path = at(`${name}.${kind}`);
    await writers[name]!(path);
    if (kind === "xlsx") {
      const table = (await loadTables(path)).tables.train!;
      expect(table.columnNames.some((one) => one.startsWith("'"))).toBe(false);
      return;
    }
    const text = await readFile(path, "utf8");
    const cells = cellsOfText(text, kind === "csv" ? "," : "\t");
    expect(cells.filter(dangerous)).toEqual([]);
    expect(
      cells
        .filter((cell) => !number.test(cell))
        .flatMap(pieceOf)
        .filter(dangerous),
    ).toEqual([]);
    // At least one cell was one, or this shows nothing.
    expect(cells.some((cell) => cell.startsWith("'"))).toBe(true);
  });
});

test("what predict wrote reads back to the letter, and is said", async () => {
  const path = at("back.csv");
  const [note, ...more] = await writePredictions(path, (await predicted()).rows());
  expect(more).toEqual([]);
  expect(note).toContain(
    `back.csv: an apostrophe stands before what a spreadsheet would run, in ${hostile} (`,
  );
  expect(note).toMatch(
    /and \d more; kiso reads it without one, and a name that ends in \.xlsx keeps the texts$/,
  );
  const before = (await loadTables(at(lot))).tables.train!;
  const back = (await loadTables(path)).tables.train!;
  expect(back.columnNames.slice(0, 4)).toEqual(names);
  for (const one of names) expect(cellsOf(back.column(one))).toEqual(cellsOf(before.column(one)));
  expect(new Set(cellsOf(back.column("label")))).toEqual(new Set(classes));
});

test("no other page writes a table of text", () => {
  const pages = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((page) =>
    page.endsWith(".ts"),
  );
  const writing = pages.filter((page) =>
    /\b(writeTable|writeForPeople|writePieces|sheetText|delimitedBytes)\(/.test(
      readFileSync(join("src", page), "utf8"),
    ),
  );
  expect(writing.sort()).toEqual([
    "data/formats/sheetText.ts",
    "data/formats/write.ts",
    "graph/inspection/inspection.ts", // in an example
    "tasks/blobs.ts", // of numbers
    "tasks/embed.ts",
    "tasks/judge.ts",
    "tasks/pages/kept.ts",
    "tasks/pages/runPages.ts", // counts, and classes as writeForPeople writes them
    "tasks/predict.ts",
  ]);
});
