import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import type { LookReport, TableLook } from "../../../src/report/look/lookReport.ts";
import { type LookOptions, look, lookedAt } from "../../../src/tasks/look/look.ts";
import { drawnRows } from "../../../src/tasks/look/read.ts";
import { normals, ownFolder, sensorLog } from "./sensors.ts";

const fileOf = ownFolder();

const golden: {
  columns: Record<string, (number | null)[]>;
  described: Record<string, Record<string, number>>;
  pearson: number[][];
  spearman: number[][];
  explained: number[];
  ng: number[];
  distance: Record<string, number>;
} = JSON.parse(readFileSync("tests/golden/look.json", "utf8"));

const tableOf = (report: LookReport): TableLook => {
  if (report.kind !== "table") throw new Error(report.kind);
  return report;
};
const lookAt = async (data: LookOptions["data"], options: Omit<LookOptions, "data"> = {}) =>
  tableOf(await look({ data, ...options }));
const column = ({ columns }: TableLook, name: string) => columns.find((one) => one.name === name)!;
const records = <T>(rows: number, of: (i: number) => T) => Array.from({ length: rows }, (_, i) => of(i));

describe("a log of sensors", async () => {
  const path = fileOf("sensors.csv", sensorLog());
  const report = await lookAt(path);
  const of = (name: string) => column(report, name);

  test("the label, its classes, the class to be found, and what always saying OK scores", () => {
    expect(report.label).toEqual({
      ...{ name: "判定", why: "by its name", task: "classify", taskAsked: false, missing: 0 },
      classes: [
        { name: "NG", rows: 30 },
        { name: "OK", rows: 570 },
      ],
      baseline: { name: "OK", accuracy: 0.95 },
      positive: { name: "NG", why: "by its name" },
    });
    expect([report.rows, report.lookedAt, report.columns.length]).toEqual([600, 600, 46]);
  });

  test("what each column is, and why it is no feature", () => {
    const kinds = Object.fromEntries(
      report.columns.map(({ name, kind, role }) => [name, `${kind}, ${role}`]),
    );
    expect(kinds).toMatchObject({
      serial: "id, left out",
      measured_at: "date, left out",
      machine: "category, feature",
      machine_code: "number, feature",
      sensor_1: "number, feature",
      setting: "constant, left out",
      判定: "category, label",
    });
    expect(of("setting").why).toBe("every row is 120");
    expect(of("measured_at").dates).toEqual({ first: "2024-03-01 08:00", last: "2024-03-04 05:53" });
    expect(of("machine").unique).toBe(3);
    expect(of("diameter")).toMatchObject({ missing: 15, numbers: { count: 585 } });
  });

  test("copies: the same, scaled though one has gaps, and a code of a name", () => {
    const copies = Object.fromEntries(
      report.columns.flatMap(({ name, copyOf }) => (copyOf ? [[name, copyOf]] : [])),
    );
    expect(Object.keys(copies)).toEqual(["machine_code", "diameter_inch", "sensor_1_copy"]);
    expect(copies.machine_code).toMatchObject({ column: "machine", how: "one to one" });
    expect(copies.diameter_inch).toMatchObject({ column: "diameter", how: "scaled", offset: 0 });
    expect(copies.diameter_inch!.factor).toBeCloseTo(1 / 25.4, 12);
    expect(copies.sensor_1_copy).toMatchObject({ column: "sensor_1", how: "same" });
  });

  test("what lies far outside, by its line and its id", () => {
    expect(of("sensor_5").outliers).toMatchObject({
      count: 1,
      rows: [{ row: 17, line: 18, id: { column: "serial", value: "A1048" }, value: 5000 }],
    });
    expect(of("sensor_8").outliers!.rows.map(({ line, value }) => [line, value])).toEqual([[402, -99]]);
    expect(of("sensor_5").histogram!.above).toBe(1);
    // A long tail is no slip: its far numbers are counted all the same.
    expect(of("current").outliers!.count).toBeGreaterThan(20);
    const far = report.columns.filter(({ outliers }) => outliers).map(({ name }) => name);
    expect(far).toEqual(["sensor_5", "sensor_8", "current"]);
  });

  test("which columns tell of the label, and that the others may be chance", () => {
    const telling = report.columns.filter(({ tells }) => tells?.beyondChance).map(({ name }) => name);
    expect(telling).toEqual(["diameter", "diameter_inch"]);
    expect(of("diameter_inch").tells).toMatchObject({ by: "distance", value: 1, class: null });
    expect(of("判定").tells).toBeNull();
  });

  test("histograms by class hold every row once", () => {
    for (const { histogram, numbers, role } of report.columns) {
      if (!histogram || role !== "feature") continue;
      expect(histogram.counts).toHaveLength(2);
      const drawn = histogram.counts.flat().reduce((sum, count) => sum + count, 0);
      expect(drawn + histogram.below + histogram.above).toBe(numbers!.count);
    }
  });

  test("the strongest pairs that are no copies", () => {
    const pairs = report.correlation!.strongest.map(({ a, b }) => `${a} ${b}`);
    expect(pairs.toSorted()).toEqual(["sensor_1 sensor_2", "sensor_1 sensor_3", "sensor_2 sensor_3"]);
    expect(report.correlation).toMatchObject({ columns: 41, of: 41, rows: 600 });
  });

  test("what training says and would stop at, and the rest as if that were mended", () => {
    expect(report.stops).toEqual([
      `${path}, row 8 (line 9), column diameter: the cell is empty, the first of 15 in 1 column; fill it in or delete the row, or train with missing: "mean", median or drop`,
    ]);
    expect(report.notes.join("\n")).toContain("column measured_at: dates or times, left out");
    expect(report.notes.join("\n")).toContain("column sensor_5 is 5000 in 1 row");
    expect(report.findings.map(({ kind }) => kind)).toEqual(["leak"]);
    expect(report.findings[0]!.message).toContain('"diameter_inch"');
  });

  test("the rate of NG of each category", () => {
    const { commonest } = of("machine");
    expect(commonest.map(({ name, rows }) => [name, rows])).toEqual([
      ["A", 200],
      ["B", 200],
      ["C", 200],
    ]);
    expect(commonest.reduce((sum, { positive }) => sum + positive!, 0)).toBe(30);
  });

  test("is plain JSON, and the same again", async () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(await lookAt(path)).toEqual(report);
  });
});

describe("figures held to pandas and scikit-learn", async () => {
  const names = Object.keys(golden.columns);
  const rows = records(golden.ng.length, (i) => ({
    ...Object.fromEntries(names.map((name) => [name, golden.columns[name]![i] ?? null])),
    result: golden.ng[i] ? "NG" : "OK",
  }));
  const report = await lookAt(rows, { missing: "mean" });

  test.each(names)("column %s", (name) => {
    const { numbers, tells, missing } = column(report, name);
    const known = golden.described[name]!;
    expect(numbers!.count).toBe(known.count);
    expect(missing).toBe(golden.ng.length - known.count!);
    expect([numbers!.q1, numbers!.median, numbers!.q3]).toEqual([known["25%"], known["50%"], known["75%"]]);
    expect(tells!.value).toBeCloseTo(golden.distance[name]!, 12);
  });

  test("correlations, pair by pair on the rows that have both", () => {
    const { names: drawn, pearson, spearman } = report.correlation!;
    expect(drawn).toEqual(names);
    for (const [own, known] of [
      [pearson, golden.pearson],
      [spearman, golden.spearman],
    ] as const)
      own.forEach((line, i) => {
        line.forEach((value, j) => {
          expect(Math.abs(value - known[i]![j]!), `${names[i]} and ${names[j]}`).toBeLessThan(1e-10);
        });
      });
  });

  test("principal components", () => {
    report.components!.explained.forEach((share, k) => {
      expect(Math.abs(share - golden.explained[k]!)).toBeLessThan(1e-10);
    });
    expect(report.components).toMatchObject({ columns: 6, rows: 80, filled: 80 * 6 - 465 });
  });
});

describe("a number to predict", async () => {
  const next = normals(9);
  const rows = records(300, (i) => {
    const x = next();
    return { x, noise: next(), kind: i % 2 ? "a" : "b", strength: 10 + 3 * x + 0.5 * next() + (i % 2) };
  });
  const { report: found, plots } = await lookedAt({ data: rows, label: "strength" });
  const report = tableOf(found);

  it("is told from classes by its cells, and drawn against the columns that go with it", () => {
    expect(report.label).toMatchObject({ task: "regress", taskAsked: false, classes: [], baseline: null });
    expect(column(report, "strength").histogram!.counts).toHaveLength(1);
    expect(column(report, "x").tells).toMatchObject({ by: "spearman", beyondChance: true });
    expect(column(report, "noise").tells!.beyondChance).toBe(false);
    expect(plots.against!.map(({ name }) => name)).toEqual(["x", "noise"]);
    expect(report.correlation!.strongest[0]).toMatchObject({ a: "x", b: "strength" });
    const [a, b] = column(report, "kind").commonest;
    expect(Math.abs(a!.mean! - b!.mean!)).toBeGreaterThan(0.5);
  });

  it("stays classes where that is asked for", async () => {
    const grades = records(90, (i) => ({ x: i % 7, level: i % 30 }));
    expect((await lookAt(grades, { label: "level" })).label!.task).toBe("regress");
    expect((await lookAt(grades, { label: "level", task: "classify" })).label!.classes).toHaveLength(30);
    const few = records(90, (i) => ({ x: i % 7, level: i % 5 }));
    expect((await lookAt(few, { label: "level" })).label!.task).toBe("classify");
  });
});

describe("tables that training refuses", () => {
  it("a table without a label is looked at, and why there is none is said", async () => {
    const path = fileOf("sensor.csv", "t1,t2\n1.5,2.5\n2.5,3.25\n3.5,1.75\n4.5,9.5\n");
    const report = await lookAt(path);
    expect(report.label).toBeNull();
    expect(report.noLabel).toContain("no label column found");
    expect(column(report, "t1").numbers!.count).toBe(4);
  });

  it("cells that are no numbers, lines that are no rows: each is said, none ends it", async () => {
    const rows = records(40, (i) => `${i % 9},${i * 0.5 + 1},${i % 3 ? "OK" : "NG"}`);
    rows[12] = "x?,3,OK";
    rows.push("1,2,3,4,5");
    const report = await lookAt(fileOf("slips.csv", `a,b,result\n${rows.join("\n")}\n`));
    expect(report.stops.join("\n")).toMatch(/slips\.csv, line 42:/);
    expect(report.stops.join("\n")).toMatch(/slips\.csv, row 13 \(line 14\), column a/);
    expect(report.label!.classes.map(({ name }) => name)).toEqual(["NG", "OK"]);
  });

  it("a class of one row", async () => {
    const rows = records(30, (i) => ({ a: i % 7, result: i === 4 ? "odd" : i % 2 ? "OK" : "NG" }));
    const report = await lookAt(rows);
    expect(report.stops).toHaveLength(1);
    expect(report.stops[0]).toContain('class "odd" has one row');
  });

  it("but what was misspelt is an error", async () => {
    const rows = records(10, (i) => ({ a: i, result: i % 2 }));
    await expect(look({ data: rows, label: "reslut" })).rejects.toThrow('no column "reslut"');
    await expect(look({ data: rows, positive: "NG" })).rejects.toBeInstanceOf(UserError);
    await expect(look({ data: rows, drop: ["b"] })).rejects.toThrow('asks for "b"');
    await expect(look({ data: rows, out: "a.pdf" })).rejects.toThrow(".html");
    await expect(look({ data: rows, lable: "a" } as LookOptions)).rejects.toThrow(
      'there is no setting "lable"',
    );
    await expect(look({ data: fileOf("empty.csv", "a,b\n") })).rejects.toBeInstanceOf(UserError);
  });
});

describe("roles", () => {
  it("are those of training", async () => {
    const rows = records(60, (i) => ({ lot: i % 6, a: Math.sin(i), b: Math.cos(i), no: i, result: i % 2 }));
    const report = await lookAt(rows, { group: "lot", drop: ["b"], id: ["no"] });
    expect(report.columns.map(({ name, why }) => [name, why])).toEqual([
      ["lot", "the group"],
      ["a", null],
      ["b", "dropped, as asked"],
      ["no", "an id, as asked"],
      ["result", null],
    ]);
  });
});

describe("many columns alike", async () => {
  const next = normals(2);
  const spectra = records(60, (i) =>
    Object.fromEntries([
      ...records(50, (j) => [
        `nm_${400 + 10 * j}`,
        Math.exp(-(((j - 25) / 9) ** 2)) * (1 + (i % 2)) + 0.01 * next(),
      ]),
      ["quality", i % 2 ? "good" : "bad"],
    ]),
  );
  const { report, plots } = await lookedAt({ data: spectra as Record<string, number>[] });

  it("are one family, whose means are a curve of each class", () => {
    expect(column(tableOf(report), "nm_400").family).toBe(50);
    expect(tableOf(report).correlation!.strongest).toEqual([]);
    const { at, size, means } = plots.family!;
    expect([at![0], at!.at(-1), size]).toEqual([400, 890, undefined]);
    const [bad, good] = means.map(({ values }) => values[25]!);
    expect(good! / bad!).toBeCloseTo(2, 1);
  });

  it("are a picture where their two numbers fill a rectangle", async () => {
    const { plots, report } = await lookedAt({ data: "digits" });
    expect(plots.family).toMatchObject({ size: { height: 8, width: 8 }, at: undefined });
    expect(plots.family!.means.map(({ name }) => name)).toEqual("0123456789".split(""));
    expect(report.label!.task).toBe("classify");
    expect(tableOf(report).columns.every(({ outliers }) => outliers === null)).toBe(true);
  });
});

describe("copies, in all ways", () => {
  const copies = async (of: Record<string, (i: number) => number | string | null>) => {
    const rows = records(60, (i) =>
      Object.fromEntries([
        ...Object.entries(of).map(([name, cell]) => [name, cell(i)]),
        ["result", i % 2 ? "OK" : "NG"],
      ]),
    );
    const { columns } = await lookAt(rows as Record<string, number>[], { missing: "mean" });
    return Object.fromEntries(
      columns.flatMap(({ name, copyOf }) => (copyOf ? [[name, `${copyOf.how} ${copyOf.column}`]] : [])),
    );
  };
  const wave = (i: number) => Math.sin(3 * i * i);

  test.each([
    ["Fahrenheit of Celsius", { c: wave, f: (i: number) => 1.8 * wave(i) + 32 }, { f: "scaled c" }],
    ["its negative", { a: wave, b: (i: number) => -wave(i) }, { b: "scaled a" }],
    [
      "both with other gaps",
      { a: (i: number) => (i === 3 ? null : wave(i)), b: (i: number) => (i === 9 ? null : wave(i)) },
      { b: "same a" },
    ],
    ["rounded is no copy", { a: wave, b: (i: number) => Number(wave(i).toFixed(2)) }, {}],
    ["a shuffled one is no copy", { a: wave, b: (i: number) => wave((i * 7) % 60) }, {}],
    ["a squared one is no copy", { a: (i: number) => i * i * 0.37, b: (i: number) => i ** 4 + wave(i) }, {}],
    [
      "words for numbers",
      { code: (i: number) => (i * 7) % 4, name: (i: number) => "abcd"[(i * 7) % 4]! },
      { name: "one to one code" },
    ],
    ["the label again", { code: (i: number) => i % 2, a: wave }, { result: "one to one code" }],
    [
      "three alike are copies of the first",
      { a: wave, b: wave, c: (i: number) => 2 * wave(i) },
      { b: "same a", c: "scaled a" },
    ],
    ["numbers that all differ have no code", { a: wave, b: (i: number) => Math.cos(5 * i * i) }, {}],
  ])("%s", async (_, of, expected) => {
    expect(await copies(of)).toEqual(expected);
  });
});

test("of very many rows a sample is looked at, drawn by the seed", async () => {
  const text = ["x,result"];
  for (let i = 0; i < 210_000; i++) text.push(`${i % 977},${i % 20 ? "OK" : "NG"}`);
  const report = await lookAt(fileOf("many.csv", text.join("\n")));
  expect(report.rows).toBe(210_000);
  expect(Math.abs(report.lookedAt - 200_000)).toBeLessThan(1000);
  const [ng] = report.label!.classes;
  expect(ng!.rows / report.lookedAt).toBeCloseTo(0.05, 2);
  const drawn = (seed: number) => drawnRows(1e6, 40, seed)!;
  expect(Math.abs(drawn(0).length - 2 ** 22 / 40)).toBeLessThan(2000);
  expect(drawn(0)).toEqual(drawn(0));
  expect(drawn(1)).not.toEqual(drawn(0));
  expect(drawnRows(20_000, 200, 0)).toBeUndefined();
});
