import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Column, Table } from "../../../src/data/table.ts";
import { InputColumns } from "../../../src/tasks/rows/inputColumns.ts";
import { kiso, kisoJson, workshop } from "../kiso.ts";

/** Tables as engineers have them, from end to end. */
const { folder } = workshop("tables");

const csv = (head: string, rows: readonly (readonly unknown[])[]) =>
  `${[head, ...rows.map((row) => row.join(","))].join("\n")}\n`;

/** Diameter and line of 40 parts: the wide ones are NG. */
const parts = Array.from({ length: 40 }, (_, i) => {
  const wide = i % 4 === 0;
  return {
    serial: `S${1000 + i}`,
    d: (wide ? 12 : 10) + (i % 7) / 10,
    line: "AB"[i % 2],
    judge: wide ? "NG" : "OK",
  };
});

const train = (cwd: string, ...argv: string[]) =>
  kiso(["train", "parts.csv", "--progress", "none", "--out", "run", ...argv], { cwd });

describe("the label column that train found by itself", () => {
  const rows = parts.map(({ d, judge }) => [d, judge]);
  const evaluated = (cwd: string, file: string) =>
    kisoJson<{ rows: number; classNames: string[] }>(["evaluate", "run", file], { cwd });

  test("is found by evaluate where it is no longer the last", async () => {
    const cwd = folder({
      "parts.csv": csv("d,judge", rows),
      "new.csv": csv(
        "judge,d,comment",
        rows.slice(0, 8).map(([d, judge]) => [judge, d, "checked"]),
      ),
    });
    expect((await train(cwd)).code).toBe(0);
    expect(await evaluated(cwd, "new.csv")).toMatchObject({ rows: 8, classNames: ["NG", "OK"] });
    writeFileSync(
      join(cwd, "usual.csv"),
      csv("target,d,comment", [
        ["OK", 10, "x"],
        ["NG", 12, "y"],
      ]),
    );
    expect(await evaluated(cwd, "usual.csv"), "or called as usual").toMatchObject({ rows: 2 });
    const said = await kiso(["evaluate", "run", "usual.csv"], { cwd });
    expect(said.stdout).toContain(
      'note   the run learned "judge", which is not there; measured against "target" by its name',
    );
    writeFileSync(
      join(cwd, "none.csv"),
      csv("d,comment", [
        [10, "OK"],
        [12, "NG"],
      ]),
    );
    const { code, stderr } = await kiso(["evaluate", "run", "none.csv"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('none.csv: has no column "judge", which the run learned');
  });

  test("a run that does not say it is asked as before", async () => {
    const cwd = folder({
      "parts.csv": csv("d,sorted", rows),
      "new.csv": csv(
        "sorted,d",
        rows.map(([d, j]) => [j, d]),
      ),
    });
    expect((await train(cwd)).code).toBe(0);
    const path = join(cwd, "run", "model.json");
    const { label, sha256: _, ...older } = JSON.parse(readFileSync(path, "utf8"));
    expect(label).toBe("sorted");
    writeFileSync(path, JSON.stringify(older));
    expect(await evaluated(cwd, "parts.csv")).toMatchObject({ rows: 8 });
    const { code, stderr } = await kiso(["evaluate", "run", "new.csv"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("new.csv: no label column found");
  });
});

describe("plot takes what train takes", () => {
  const mixed = parts.map(({ serial, d, line, judge }) => [serial, d, line, "2024-01-05", judge]);
  interface Plotted {
    rows: number;
    features: number;
    classes: number;
    notes?: string[];
  }
  const plotted = (cwd: string, ...argv: string[]) =>
    kisoJson<Plotted>(["plot", "parts.csv", "--out", "p.svg", ...argv], { cwd });

  test("words become categories, and it is said what is left out", async () => {
    const cwd = folder({ "parts.csv": csv("serial,d,line,day,judge", mixed) });
    const { rows, features, classes, notes } = await plotted(cwd);
    expect({ rows, features, classes }).toEqual({ rows: 40, features: 3, classes: 2 });
    expect(notes).toEqual([
      "column serial is left out: every row differs",
      "column day is left out: dates or times",
    ]);
    const svg = readFileSync(join(cwd, "p.svg"), "utf8");
    for (const word of ["OK", "NG", "PC1"]) expect(svg).toContain(word);
    expect((await train(cwd)).code).toBe(0);
    const { featureNames } = JSON.parse(readFileSync(join(cwd, "run", "model.json"), "utf8"));
    expect(featureNames, "as train makes them").toHaveLength(features);
  });

  test("missing cells by the same rule", async () => {
    const gaps = mixed.map((cells, i) => (i < 3 ? [cells[0], "欠測", ...cells.slice(2)] : cells));
    const cwd = folder({ "parts.csv": csv("serial,d,line,day,judge", gaps) });
    const { code, stderr } = await kiso(["plot", "parts.csv", "--out", "p.svg"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("parts.csv, row 1 (line 2), column d: the cell is 欠測, which is no value");
    expect(await plotted(cwd, "--missing", "drop")).toMatchObject({ rows: 37 });
    expect(await plotted(cwd, "--missing", "mean")).toMatchObject({ rows: 40 });
  });
});

describe("predict takes ids along", () => {
  const rows = parts.map(({ serial, d, judge }, i) => [1000 + i, serial, d, judge]);

  test("the columns that train left out because every row differs stand before the label", async () => {
    const cwd = folder({
      "parts.csv": csv("id,serial,d,judge", rows),
      "new.csv": csv("d,serial,id,note", [
        [10.1, "S-7", 7, "x"],
        [12.2, "S-3", "", "y"],
        [12.1, "S-4", "9007199254740993", "z"],
      ]),
      "bare.csv": csv("d", [[10.1]]),
    });
    expect((await train(cwd)).code).toBe(0);
    const { stdout } = await kiso(["predict", "run", "new.csv"], { cwd });
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toBe("id,serial,label,probability,p(NG),p(OK)");
    const ids = lines.slice(1).map((line) => line.split(",").slice(0, 2));
    // 2⁵³ + 1 is no double: the id is its text.
    expect(ids).toEqual([
      ["7", "S-7"],
      ["", "S-3"],
      ["9007199254740993", "S-4"],
    ]);
    expect((await kiso(["predict", "run", "bare.csv"], { cwd })).stdout).toMatch(/^label,probability,/);
    const both = await kiso(["predict", "run", "new.csv", "--out", "out.jsonl"], { cwd });
    expect(both.code).toBe(0);
    const first = JSON.parse(readFileSync(join(cwd, "out.jsonl"), "utf8").split("\n")[0]!);
    expect(first).toMatchObject({ id: "7", serial: "S-7", label: expect.stringMatching(/^(OK|NG)$/) });
    const { predictions } = await kisoJson<{ predictions: object[] }>(["predict", "run", "new.csv"], { cwd });
    expect(Object.keys(predictions[0]!), "--json keeps its shape").toEqual([
      "row",
      "label",
      "probability",
      "probabilities",
    ]);
  });

  test("as text, to the letter; as numbers where all are written as numbers are", () => {
    const table = (id: Column, rows = 2) =>
      new Table(
        new Map([
          ["id", id],
          ["label", id],
        ]),
        [{ file: "a.csv", rows }],
      );
    const words: Column = { kind: "text", values: ["A1", "12"] };
    const numbers: Column = { kind: "number", values: Float64Array.of(7, 8) };
    const gap: Column = { kind: "number", values: Float64Array.of(7, Number.NaN) };
    const label = [{ name: "label", text: ["OK", "NG"] }];
    const first = new InputColumns("ids", ["id", "absent"]);
    expect(first.of(table(numbers), label)).toEqual([
      { name: "id", values: Float64Array.of(7, 8), cells: expect.any(Function) },
    ]);
    expect(first.of(table(words), label)).toEqual([{ name: "id", text: ["A1", "12"] }]);
    expect(first.of(table(gap), label)).toEqual([{ name: "id", text: ["7", ""] }]);
    const second = new InputColumns("ids", ["id"]);
    expect(second.of(table(words), label)).toEqual([{ name: "id", text: ["A1", "12"] }]);
    expect(second.of(table(numbers), label)).toEqual([{ name: "id", text: ["7", "8"] }]);
  });

  test("a column that is called as a result keeps its cells under another name, and that is said", () => {
    const id: Column = { kind: "text", values: ["A1"] };
    const rows = new Table(
      new Map([
        ["label", id],
        ["label (input)", id],
      ]),
      [{ file: "a.csv", rows: 1 }],
    );
    const beside = new InputColumns("all", []);
    const names = beside.of(rows, [{ name: "label", text: ["OK"] }]).map(({ name }) => name);
    expect(names).toEqual(["label (input)'", "label (input)"]);
    expect(beside.notes).toEqual([
      `a.csv: its column "label" is written as "label (input)'", since "label" is the answer`,
    ]);
  });
});
