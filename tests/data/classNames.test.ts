import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { classesByName } from "../../src/data/classNames.ts";
import { loadTables } from "../../src/data/load.ts";
import { cellsOf } from "../../src/data/table.ts";

test.each([
  [
    ["OK", "NG"],
    ["OK", "NG"],
  ],
  [
    ["良品", "不良品"],
    ["良品", "不良品"],
  ],
  [
    ["lot5_OK_1", "lot5_OK_2", "lot5_NG_1"],
    ["OK", "OK", "NG"],
  ],
  [
    ["train_good", "train_bad"],
    ["good", "bad"],
  ],
  [
    ["iris_setosa", "iris_versicolor"],
    ["setosa", "versicolor"],
  ],
  [
    ["A", "B", "C"],
    ["A", "B", "C"],
  ],
  [["lot1", "lot2"], undefined],
  [["4月", "5月"], undefined],
  [["January", "February"], undefined],
  [["OK", "summary"], undefined],
  [["2024-04-01", "2024-04-02"], undefined],
])("%j", (names, classes) => {
  expect(classesByName(names)).toEqual(classes);
});

/** A folder of files, read as a training for classes reads it. */
async function trained(files: Readonly<Record<string, string>>, byName = true) {
  const folder = mkdtempSync(join(tmpdir(), "kiso-names-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { tables, notes } = await loadTables(folder, { byName });
  const classes = Object.entries(tables).map(([part, table]) => [
    part,
    table.columns.has("label") ? cellsOf(table.column("label")) : undefined,
  ]);
  return { classes: Object.fromEntries(classes), names: tables.train!.columnNames, notes };
}

const plain = "a,b\n1.5,2.5\n3.5,4.25\n";

test("names of files are classes where no column is the label, and that is said", async () => {
  const { classes, notes } = await trained({ "OK.csv": plain, "NG.csv": plain.replace("1.5", "9.5") });
  expect(classes).toEqual({ train: ["NG", "NG", "OK", "OK"] });
  expect(notes).toEqual([
    'NG.csv, OK.csv: no column is called as a label, so the names of the files are the classes (NG, OK), in the column "label"; label: "b" learns a column instead',
  ]);
});

test("in each part", async () => {
  const found = await trained({
    "train/OK.csv": plain,
    "train/NG.csv": plain.replace("1.5", "9.5"),
    "test/OK.csv": plain.replace("1.5", "8.5"),
    "test/NG.csv": plain.replace("1.5", "7.5"),
  });
  expect(found.classes).toEqual({ train: ["NG", "NG", "OK", "OK"], test: ["NG", "NG", "OK", "OK"] });
});

test("without a header the last column is none", async () => {
  const bare = "1.5,2.5\n3.5,4.25\n5.5,6.25\n";
  const { classes, names } = await trained({ "good.csv": bare, "bad.csv": bare.replace("1.5", "9.5") });
  expect(names).toEqual(["x0", "x1", "label"]);
  expect(classes).toEqual({ train: ["bad", "bad", "bad", "good", "good", "good"] });
});

test("not where a column is the label, and not unless asked", async () => {
  const labelled = "a,判定\n1.5,x\n3.5,y\n";
  const lots = await trained({ "OK.csv": labelled, "NG.csv": labelled.replace("1.5", "9.5") });
  expect(lots.names).toEqual(["a", "判定"]);
  expect(lots.notes[0]).toContain("the names of files are no column");
  const asked = await trained({ "A.csv": plain, "B.csv": plain.replace("1.5", "9.5") }, false);
  expect(asked).toMatchObject({ names: ["a", "b"], notes: [] });
});
