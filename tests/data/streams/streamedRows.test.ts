import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { fitEncoder } from "../../../src/data/columns/encoder.ts";
import { openCsvStream, readCsvFile } from "../../../src/data/formats/csv/csvFile.ts";
import { writeTable } from "../../../src/data/formats/write.ts";
import { openRowStream } from "../../../src/data/load.ts";
import { fitScaler } from "../../../src/data/rows/scale.ts";
import { toRows } from "../../../src/data/rows/toRows.ts";
import { groupKeys } from "../../../src/data/streams/groupKeys.ts";
import { rowParts } from "../../../src/data/streams/rowParts.ts";
import { RunningMoments } from "../../../src/data/streams/runningMoments.ts";
import { streamRows } from "../../../src/data/streams/streamedRows.ts";
import type { StreamedOptions } from "../../../src/data/streams/survey.ts";
import { Table } from "../../../src/data/table.ts";

describe("moments that come a part at a time", () => {
  const [n, d] = [1000, 3];
  const data = Float64Array.from(
    { length: n * d },
    (_, i) => 1e6 * (i % d) + Math.sin(i * i) * (1 + (i % d)),
  );
  test.each(["standard", "minmax", "none"] as const)("are those of all rows at once: %s", (kind) => {
    const moments = new RunningMoments(d);
    for (const [start, end] of [
      [0, 1],
      [1, 1],
      [1, 400],
      [400, 1000],
    ] as const)
      moments.add(
        data.subarray(start * d, end * d),
        Int32Array.from({ length: end - start }, (_, i) => i),
      );
    const [found, whole] = [moments.scaler(kind), fitScaler(kind, { shape: [n, d], data })];
    for (let j = 0; j < d; j++) {
      expect(found.offset[j]! / (whole.offset[j]! || 1)).toBeCloseTo(whole.offset[j] ? 1 : 0, 9);
      expect(found.scale[j]! / whole.scale[j]!).toBeCloseTo(1, 9);
    }
  });
});

describe("the part of a row", () => {
  const shares = { test: 0.2, validation: 0.25, sample: 0.5 };
  test("follows from seed and row alone, however the rows are cut", () => {
    const whole = rowParts(0, 1000, { seed: 7, shares });
    const second = rowParts(400, 600, { seed: 7, shares });
    expect(second.train.map((i) => i + 400)).toEqual(whole.train.filter((row) => row >= 400));
    expect(rowParts(0, 1000, { seed: 8, shares }).test).not.toEqual(whole.test);
    expect(rowParts(2 ** 32, 1000, { seed: 7, shares }).test).not.toEqual(whole.test);
  });

  test("has the shares that were asked for, each row in one", () => {
    const { train, test: tests, validation, sample } = rowParts(0, 100_000, { seed: 1, shares });
    expect([...train, ...tests, ...validation].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100_000 }, (_, i) => i),
    );
    // Four standard deviations of a binomial of so many rows are less than 0.006.
    expect(Math.abs(tests.length / 1e5 - 0.2)).toBeLessThan(0.006);
    expect(Math.abs(validation.length / 1e5 - 0.2)).toBeLessThan(0.006);
    expect(Math.abs(sample.length / train.length - 0.5)).toBeLessThan(0.01);
    const trains = new Set(train);
    expect(sample.every((row) => trains.has(row))).toBe(true);
  });
});

test("rows of one group have one part, in whatever piece they come", () => {
  const lots = Array.from({ length: 6000 }, (_, row) => `lot ${(row * 7919) % 500}`);
  const table = new Table(new Map([["lot", { kind: "text", values: lots }]]), [
    { file: "a.csv", rows: 6000 },
  ]);
  const keys = groupKeys(table, "lot", false);
  const shares = { test: 0.2, validation: 0.25, sample: 0.5 };
  const { train, test: tests, validation } = rowParts(0, 6000, { seed: 3, shares, keys });
  const partOf = new Map<string, Set<string>>();
  for (const [part, rows] of Object.entries({ train, tests, validation }))
    for (const row of rows) partOf.set(lots[row]!, (partOf.get(lots[row]!) ?? new Set()).add(part));
  expect([...partOf.values()].every((parts) => parts.size === 1)).toBe(true);
  // Five standard deviations of a binomial of 500 groups.
  expect(Math.abs(tests.length / 6000 - 0.2)).toBeLessThan(0.09);
  expect(Math.abs(validation.length / 6000 - 0.2)).toBeLessThan(0.09);
  const second = rowParts(4000, 2000, { seed: 3, shares, keys: keys.slice(8000) });
  expect(second.test.map((row) => row + 4000)).toEqual(tests.filter((row) => row >= 4000));
  expect(rowParts(0, 6000, { seed: 4, shares, keys }).test).not.toEqual(tests);
});

const folder = mkdtempSync(join(tmpdir(), "kiso-streamed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a stream counts its cells, of lists each element: by them a file is told too large for memory", async () => {
  const rows = 2500;
  const label = { name: "label", values: new Int32Array(rows) };
  const features = { name: "features", values: new Float64Array(rows * 12), width: 12 };
  const [lists, table] = [join(folder, "lists.parquet"), join(folder, "table.csv")];
  await writeTable(lists, [features, label]);
  await writeTable(table, [features, label]);
  for (const path of [lists, table]) expect((await openRowStream(path))!.cells).toBe(rows * 13);
});

describe("what all rows say, though few are kept", () => {
  const rows = 70_000; // more than a piece of a CSV stream
  /** size, colour, label and amount, each row as `change` leaves it. */
  function csv(name: string, change: (cells: string[], row: number) => void): string {
    const lines = Array.from({ length: rows }, (_, row) => {
      const cells = [String(row % 97), row % 2 ? "red" : "blue", "ab"[row % 2]!, String(row % 31)];
      change(cells, row);
      return cells.join(",");
    });
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, ["size,colour,label,amount", ...lines, ""].join("\n"));
    return path;
  }
  const streamed = async (path: string, options: Partial<StreamedOptions> = {}) =>
    streamRows(await openCsvStream(path), {
      ...{ label: "label", task: "classify", scale: "standard", testSize: 0.2, validation: 0 },
      ...{ seed: 0, kept: 500, ...options },
    });
  const messageOf = (failing: Promise<unknown>): Promise<string> =>
    failing.then(
      () => "nothing was thrown",
      (error: Error) => `${error.name}: ${error.message}`,
    );
  const inMemory = async (path: string) => fitEncoder(await readCsvFile(path), { label: "label" });

  const bad: Record<string, (cells: string[], row: number) => void> = {
    "a word": (cells, row) => {
      if (row === 69_000) cells[0] = "oops";
    },
    "three decimal commas": (cells, row) => {
      if (row === 100 || row > 69_997) cells[0] = '"1,5"';
      else cells[0] += ".5";
    },
    "a unit at the end": (cells, row) => {
      if (row === 69_998) cells[0] = "12 mm";
    },
    "two units": (cells, row) => {
      cells[0] += row > 69_000 ? " cm" : " mm";
    },
    "empty cells": (cells, row) => {
      if (row > 69_990) cells[0] = "";
    },
    "an empty category": (cells, row) => {
      if (row === 69_990) cells[1] = "";
    },
    "lost characters": (cells, row) => {
      if (row === 69_990) cells[1] = "r\uFFFDd";
    },
  };
  test.each(Object.keys(bad))("%s is one line, the same for each seed and in memory", async (name) => {
    const path = csv(name, bad[name]!);
    const wanted = await messageOf(inMemory(path));
    expect(wanted).toMatch(/^UserError: .*\.csv, row \d+ \(line \d+\), column \w+: /);
    for (const seed of [0, 1, 2]) expect(await messageOf(streamed(path, { seed }))).toBe(wanted);
  });

  test("totals and limits that stay rows, with their lines", async () => {
    const lines = Array.from(
      { length: 60 },
      (_, i) => `P${i % 7},${(i * 37) % 11}.5,${(i * 5) % 7},${"ab"[i % 2]}`,
    );
    const path = join(folder, "totals.csv");
    const write = (more: string[]) =>
      writeFileSync(
        path,
        ["part,d,h,label", ...lines.slice(0, 30), ...more, ...lines.slice(30), ""].join("\n"),
      );
    const notes = async () => (await streamed(path, { missing: "mean" })).notes;
    write(["小計,15.5,,a"]);
    expect(await notes()).toContain(
      `${path}: line 32 (小計, 15.5, a) looks like a total, a mean or a limit and stays a row, since the file is read in parts; delete it`,
    );
    write(["小計,15.5,,a", "USL,12,,b"]);
    expect(await notes()).toContain(
      `${path}: lines 32 and 33 (小計, 15.5, a) look like totals, means or limits and stay rows, since the file is read in parts; delete them`,
    );
    write([]);
    expect(await notes()).toEqual([]);
  });

  test("a target that is none is the same line as well", async () => {
    const path = csv("target", (cells, row) => {
      if (row > 69_000) cells[3] = "much";
    });
    const regress = { label: "amount", task: "regress" as const };
    const wanted = await messageOf(readCsvFile(path).then((table) => toRows(table, regress)));
    expect(wanted).toContain('row 69002 (line 69003), column amount: "much" is not a number (and 998 more');
    for (const seed of [0, 1]) expect(await messageOf(streamed(path, { ...regress, seed }))).toBe(wanted);
  });

  test("categories are those of all training rows, filled in with the most frequent one", async () => {
    const path = csv("late", (cells, row) => {
      cells[1] = row > 69_900 ? (row % 2 ? "" : "late") : row % 3 ? "red" : "blue";
    });
    const { encoder, sample } = await streamed(path, { missing: "mean" });
    expect(encoder.columns[1]).toMatchObject({ kind: "category", categories: ["blue", "late", "red"] });
    expect(encoder.columns[1]).toMatchObject({ fill: "red" });
    expect(sample.nSamples).toBeLessThan(600);
  });

  test("a mean is that of all training rows, a median that of the sample", async () => {
    // A jump in the last hundred rows, of which a sample of 500 holds hardly one.
    const size = (row: number) => (row > 69_900 ? 1e6 : row % 97);
    const path = csv("gaps", (cells, row) => {
      cells[0] = row % 5 === 2 ? "" : String(size(row));
    });
    const all = Array.from({ length: rows }, (_, row) => row).filter((row) => row % 5 !== 2);
    const mean = all.reduce((sum, row) => sum + size(row), 0) / all.length;
    for (const seed of [0, 1]) {
      const { encoder } = await streamed(path, { missing: "mean", testSize: 0, seed });
      expect(encoder.columns[0]).toMatchObject({ name: "size", fill: expect.closeTo(mean, 6) });
      // Rows that are held out are not looked at.
      const { encoder: held } = await streamed(path, { missing: "mean", testSize: 0.005, seed });
      expect(held.columns[0]).not.toMatchObject({ fill: expect.closeTo(mean, 6) });
      const { encoder: of } = await streamed(path, { missing: "median", seed });
      const [found] = of.columns;
      // Of 400 numbers from 0 to 96 the median's standard deviation is 2.4.
      expect(Math.abs((found!.kind === "number" ? found!.fill! : 0) - 48)).toBeLessThan(10);
    }
  });

  test("a column of many words, of numbers and of one number", async () => {
    const path = csv("kinds", (cells, row) => {
      if (row > 69_900) cells[1] = `word ${row}`;
      cells[3] = row === 69_500 ? "8" : "7";
    });
    const { encoder } = await streamed(path);
    expect(encoder).toEqual(await inMemory(path));
    expect(encoder.leftOut).toEqual([{ name: "colour", why: "free text: 101 different in 70000 rows" }]);
    expect(encoder.columns.map(({ name }) => name)).toEqual(["size", "amount"]);
  });
});
