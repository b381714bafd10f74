import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, describe, expect, test } from "vitest";
import { targetDress, withTarget } from "../../../../src/data/columns/cells/target.ts";
import { encodeRows, fitEncoder } from "../../../../src/data/columns/encoder.ts";
import type { Encoder } from "../../../../src/data/columns/encoding.ts";
import { loadTables } from "../../../../src/data/load.ts";
import { type Column, Table } from "../../../../src/data/table.ts";
import { fileReader } from "../../../../src/tasks/rows/files.ts";
import { howOf } from "../../../../src/tasks/rows/newRows.ts";
import { prepare } from "../../../../src/tasks/rows/prepare.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-target-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tableOf = (cells: readonly string[]): Table =>
  new Table(new Map<string, Column>([["y", { kind: "text", values: [...cells] }]]), [
    { file: "a.csv", rows: cells.length, lineOf: (row) => row + 2 },
  ]);

describe("what a regression learns, in a dress", () => {
  test.each<[string, string[], object | undefined, number[]]>([
    ["a unit", ["12.5 MPa", "13 MPa"], { unit: "MPa" }, [12.5, 13]],
    ["decimal commas", ["12,5", "13,25"], { decimal: "," }, [12.5, 13.25]],
    ["full width", ["１２．５", "13"], undefined, [12.5, 13]],
  ])("%s", (_, cells, dress, values) => {
    const table = tableOf(cells);
    const found = targetDress(table, "y", {});
    expect(found).toEqual(dress);
    const column = withTarget(table, "y", found).column("y");
    expect(column.kind === "number" && [...column.values]).toEqual(values);
  });

  test("in two units is a line that names both", () => {
    expect(() => targetDress(tableOf(["1 MPa", "2 MPa", "3 kPa"]), "y", {})).toThrow(
      '"3 kPa" is written with kPa, but "1 MPa" (row 1 (line 2)) with MPa; write the whole column in one unit',
    );
  });

  test("is kept by the model's encoder, said, and asked of the next lot", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i / 8},${2 * i + 0.5} MPa`);
    const source = join(folder, "parts.csv");
    writeFileSync(source, `d,y\n${rows.join("\n")}\n`);
    const { encoder, train, notes } = await prepare(
      { source, task: "regress", label: "y", testSize: 0, scale: "none" },
      0,
      fileReader(source),
    );
    expect(encoder.target).toEqual({ unit: "MPa" });
    expect([...train.labels].slice(0, 3)).toEqual([0.5, 2.5, 4.5]);
    expect(notes).toContain('column y: numbers with "MPa", read as numbers');
    expect(() => withTarget(tableOf(["5 kPa"]), "y", encoder.target)).toThrow(
      '"5 kPa" is written with kPa, but the model learned the column with MPa',
    );
  });
});

describe("a Parquet file, and CSV of the same rows", () => {
  const n = 24;
  const ok = Array.from({ length: n }, (_, i) => i % 3 === 0);
  const days = Array.from({ length: n }, (_, i) => new Date(Date.UTC(2024, 0, 1 + 3 * i, 6 * (i % 4))));
  const x = Array.from({ length: n }, (_, i) => i / 7);
  const write = async () => {
    const parquet = join(folder, "rows.parquet");
    const columnData = [
      { name: "x", data: x },
      { name: "ok", data: ok },
      { name: "at", data: days },
    ];
    writeFileSync(parquet, new Uint8Array(parquetWriteBuffer({ columnData })));
    const csv = join(folder, "rows.csv");
    const lines = x.map((one, i) => `${one},${ok[i] ? "TRUE" : "FALSE"},${days[i]!.toISOString()}`);
    writeFileSync(csv, `x,ok,at\n${lines.join("\n")}\n`);
    return Promise.all([parquet, csv].map(async (path) => (await loadTables(path)).tables.train!));
  };

  test("have one spelling of booleans and one reading of dates, and predict each other", async () => {
    const tables = await write();
    const encoders = tables.map((table) => fitEncoder(table, { dates: true }));
    expect(encoders[0]).toEqual(encoders[1]);
    expect(encoders[0]!.columns).toMatchObject([
      { kind: "number" },
      { kind: "category", categories: ["False", "True"] },
      { kind: "date", parts: ["days", "month", "weekday", "hour"], first: "2024-01-01" },
    ]);
    const rows = (table: Table, encoder: Encoder) => [...encodeRows(table, encoder).data];
    expect(rows(tables[0]!, encoders[1]!)).toEqual(rows(tables[1]!, encoders[0]!));
  });
});

describe("points beside decimal commas", () => {
  const n = 24;
  const rows = (line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i)).join("\n");
  const druck = (i: number) => (i === 3 ? "850" : i === 4 ? "6.000" : `${1 + (i % 7)}.${101 + 37 * i}`);
  const druecke = (i: number) => (i === 3 ? 0.85 : Number(druck(i))) * 1000;
  const weg = (i: number) => `${i % 9},${10 + ((i * 7) % 80)}`;
  const said = "with a point for decimals where other columns have a comma, read as numbers";
  const both = 'if it is 1101, say decimal: ","';
  const files = {
    features: `Druck;Weg;Ergebnis\n${rows((i) => `${druck(i)};${weg(i)};${i % 2 ? "OK" : "NG"}`)}\n`,
    label: `x;Kraft\n${rows((i) => `${weg(i)};${druck(i)}`)}\n`,
    unit: `x;Kraft\n${rows((i) => `${weg(i)};${druck(i)} N`)}\n`,
    short: `Druck;Weg;Ergebnis\n${rows((i) => `${(i * 5) % 11}.${1 + (i % 9)};${weg(i)};${i % 2 ? "OK" : "NG"}`)}\n`,
    plain: `Druck;Weg;Ergebnis\n${rows((i) => `${druck(i)};${i % 9}.25;${i % 2 ? "OK" : "NG"}`)}\n`,
    commas: `x,Kraft\n${rows((i) => `${i % 9}.25,"${druck(i).replace(".", ",")}"`)}\n`,
  };
  const read = (name: keyof typeof files, decimal?: "," | ".") => {
    const source = join(folder, `${name}.csv`);
    writeFileSync(source, files[name]);
    const classes = files[name].includes("Ergebnis");
    const asked = classes ? { label: "Ergebnis" } : { label: "Kraft", task: "regress" as const };
    const roles = decimal === undefined ? undefined : { decimal };
    return prepare({ source, ...asked, testSize: 0, scale: "none", roles }, 0, fileReader(source));
  };
  const notes = (all: readonly string[]) =>
    all.filter((note) => /Druck|Kraft/.test(note) && !note.includes("far from the others"));

  test.each<[keyof typeof files, string[]]>([
    ["features", [`column Druck: numbers ${said} ("1.101" is 1.101); ${both}`]],
    ["label", [`column Kraft: numbers ${said} ("1.101" is 1.101); ${both}`]],
    ["unit", [`column Kraft: numbers with "N", ${said} ("1.101" is 1.101); ${both}`]],
    ["short", []],
    ["plain", []],
    [
      "commas",
      [
        'column Kraft: numbers with a comma for thousands, read as numbers ("1,101" is 1101); if it is 1.101, say decimal: ","',
      ],
    ],
  ])("%s: what is said without a word on the mark", async (name, expected) => {
    expect(notes((await read(name)).notes)).toEqual(expected);
  });

  test.each(["features", "label", "unit"] as const)(
    "%s: are for thousands where commas are said",
    async (name) => {
      const { train, encoder, notes: all } = await read(name, ",");
      const values =
        name === "features"
          ? Array.from({ length: n }, (_, i) => train.features.data[2 * i]!)
          : [...train.labels];
      expect(values.map(Math.round)).toEqual(Array.from({ length: n }, (_, i) => Math.round(druecke(i))));
      expect(notes(all).join()).toContain("a point for thousands, read as numbers");
      const dress = name === "features" ? encoder.columns[0] : encoder.target;
      expect(JSON.stringify(dress)).toContain('"decimal":",","thousands":true');
      if (name !== "features") return;
      // New rows are read as those were, and a point that cannot be for thousands is refused.
      const next = join(folder, "next.csv");
      const how = howOf({ encoder, featureNames: ["Druck", "Weg"] }, {});
      writeFileSync(next, "Druck;Weg\n6.000;1,5\n850;2,5\n");
      const table = await loadTables(next, how);
      expect([...encodeRows(table.tables.train!, encoder).data]).toEqual([6000, 1.5, 850, 2.5]);
      writeFileSync(next, "Druck;Weg\n6.25;1,5\n850;2,5\n");
      const odd = await loadTables(next, how);
      expect(() => encodeRows(odd.tables.train!, encoder)).toThrow(
        "6.25 has a decimal point, but the model learned the column with points for thousands",
      );
    },
  );

  test("stay decimals where one of them cannot be for thousands", async () => {
    const { train } = await read("short", ",");
    expect(train.features.data[0]).toBe(0.1);
  });
});
