import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { classesByName } from "../../src/data/classNames.ts";
import { loadTables } from "../../src/data/load.ts";
import { chooseLabel } from "../../src/data/rows/chooseLabel.ts";
import { settledRoles } from "../../src/data/rows/roles.ts";
import { cellsOf } from "../../src/data/table.ts";
import { fileReader } from "../../src/tasks/rows/files.ts";
import { readSource } from "../../src/tasks/rows/source.ts";

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
  [
    ["i.O", "n.i.O"],
    ["i.O", "n.i.O"],
  ],
  [
    ["годные", "брак"],
    ["годные", "брак"],
  ],
  [["lot1", "lot2"], undefined],
  [["lotA", "lotB"], undefined],
  [["day", "night"], undefined],
  [["партия", "партия"], undefined],
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

/** The same files as one table. */
async function tableOf(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), "kiso-names-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return (await loadTables(folder, { byName: true })).tables.train!;
}

const plain = "a,b\n1.5,2.5\n3.5,4.25\n";

test("names of files are classes where no column is the label, and that is said", async () => {
  const { classes, notes } = await trained({ "OK.csv": plain, "NG.csv": plain.replace("1.5", "9.5") });
  expect(classes).toEqual({ train: ["NG", "NG", "OK", "OK"] });
  expect(notes).toEqual([
    'NG.csv, OK.csv: no column is called as a label, so the names of the files are the classes (NG, OK), in the column "label"; label: "b" learns a column instead',
  ]);
});

test("columns that one file lacks are left out of the others, which is said", async () => {
  const more = (names: string) => `${names}\n9.5,2.5,x y\n8.5,4.25,z\n`;
  const { classes, names, notes } = await trained({ "OK.csv": plain, "NG.csv": more("b,a,備考") });
  expect(names).toEqual(["b", "a", "label"]);
  expect(classes).toEqual({ train: ["NG", "NG", "OK", "OK"] });
  expect(notes[0]).toBe(
    "NG.csv: the column 備考 is left out, for OK.csv has no such; write it into every file to learn from it",
  );
  // Also beside a column that is the label, and where each file has remarks of its own.
  const lots = await trained({
    "lot1.csv": "a,b,label,note\n1,2,u,ok\n3,4,v,so\n",
    "lot2.csv": "a,b,label,memo\n5,2,u,ok\n7,4,v,so\n",
  });
  expect([lots.names, lots.classes.train]).toEqual([
    ["a", "b", "label"],
    ["u", "v", "u", "v"],
  ]);
  expect(lots.notes).toHaveLength(2);
  const dropped = settledRoles(await tableOf({ "OK.csv": plain, "NG.csv": more("a,b,備考") }), {
    drop: ["備考"],
  });
  expect(dropped).toEqual({ drop: [] });
});

test.each<[string, Record<string, string>]>([
  ["the label", { "1.csv": "a,b,label\n1,2,u\n3,4,v\n", "2.csv": "a,b\n1,3\n2,4\n" }],
  [
    "a last column that may be the label",
    { "1.csv": "a,b,kind\n1,2,u\n3,4,v\n", "2.csv": "a,b\n1,3\n2,4\n" },
  ],
  ["a number that may have another name", { "1.csv": "a,b,label\n1,2,u\n", "2.csv": "a,c,label\n1,3,v\n" }],
  ["most columns", { "OK.csv": "a,b,c\n1,2,3\n", "NG.csv": "a,d,e\n1,u,v\n" }],
])("files of other columns are refused where one lacks %s", async (_, files) => {
  await expect(tableOf(files)).rejects.toThrow("files of one split must have the same columns");
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
  const said = await chosen({ "good.csv": bare, "bad.csv": bare.replace("1.5", "9.5") });
  expect(said.said).toBe("label: the names of the files");
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

const measured = (from: number, names = "area,age,price") =>
  `${names}\n${from}.5,2.5,3.25\n${from}.25,4.25,1.5\n${from}.75,1.25,2.5\n`;

/** What a training is told of a folder: the label and why, or the line of the error. */
async function chosen(files: Readonly<Record<string, string>>, how: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), "kiso-names-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { tables, sha256 } = await loadTables(folder, { byName: true, ...how });
  try {
    const { label, why } = chooseLabel(tables.train!);
    return { said: `${label}: ${why}`, classes: cellsOf(tables.train!.column(label)), sha256, folder };
  } catch (error) {
    return { said: (error as Error).message, classes: [], sha256, folder };
  }
}

test.each([
  ["good and bad", ["OK.csv", "NG.csv"], "area,age,price", {}, "label: the names of the files"],
  ["letters", ["A.csv", "B.csv"], "area,age,price", {}, "label: the names of the files"],
  [
    "kinds, of columns alike",
    ["setosa.csv", "virginica.csv"],
    "sepal_width,petal_length,petal_width",
    {},
    "label: the names of the files",
  ],
  ["外径 beside 内径", ["金型甲.csv", "金型乙.csv"], "高さ,内径,外径", {}, "label: the names of the files"],
  ["folders", ["OK/1.csv", "NG/1.csv"], "area,age,price", {}, "label: the names of the folders"],
  [
    "folders below one",
    ["lots/OK/4月.csv", "lots/NG/sub/4月.csv"],
    "area,age,price",
    {},
    "label: the names of the folders",
  ],
  [
    "cities are asked about",
    ["tokyo.csv", "osaka.csv"],
    "area,age,price",
    {},
    /no label column found \(the last, "price", holds numbers with decimals, not classes; say task: "regress" .*; or learn the names of the files \(osaka, tokyo\) as the classes with label: "label"$/,
  ],
  [
    "so are lots",
    ["lot1.csv", "lot2.csv"],
    "area,age,price",
    {},
    /learn the names of the files \(lot1, lot2\) as the classes with label: "label"$/,
  ],
  [
    "cities where they are asked for",
    ["tokyo.csv", "osaka.csv"],
    "area,age,price",
    { learned: "label", byName: "any" },
    "label: the names of the files",
  ],
  [
    "lots where they are asked for",
    ["lot1.csv", "lot2.csv"],
    "area,age,price",
    { learned: "label", byName: "any" },
    "label: the names of the files",
  ],
  [
    "a column of the name",
    ["OK.csv", "NG.csv"],
    "area,age,label",
    { byName: "any", learned: "label" },
    "label: by its name",
  ],
  [
    "nothing of a regression",
    ["OK.csv", "NG.csv"],
    "area,age,price",
    { byName: false },
    /no label column found/,
  ],
])("%s", async (_, [one, two], names, how, said) => {
  const found = await chosen({ [one!]: measured(1, names), [two!]: measured(9, names) }, how);
  if (typeof said === "string") expect(found.said).toBe(said);
  else expect(found.said).toMatch(said);
});

test("a file that is renamed to another class is another set of data", async () => {
  const [a, b] = [measured(1), measured(2)];
  const first = await chosen({ "1_OK.csv": a, "2_NG.csv": b });
  const other = await chosen({ "1_NG.csv": a, "2_OK.csv": b });
  expect([first.classes[0], other.classes[0]]).toEqual(["OK", "NG"]);
  expect(first.sha256).not.toBe(other.sha256);
});

test("rows to test on have the classes of their files' names, and so does a lot that is measured", async () => {
  const train = await chosen({ "OK.csv": measured(1), "NG.csv": measured(9) });
  const lot = await chosen({ "OK_1.csv": measured(2), "NG_2.csv": measured(8) });
  const { folder } = await chosen({ "OK.csv": measured(2), "NG.csv": measured(8) });
  const source = fileReader(train.folder, folder);
  const spec = {
    source: train.folder,
    test: { source: folder, sha256: "" },
    testSize: 0,
    scale: "standard" as const,
  };
  const read = await readSource(spec, source);
  expect(read.labelWhy).toBe("the names of the files");
  expect(cellsOf(read.test!.column("label"))).toEqual(["NG", "NG", "NG", "OK", "OK", "OK"]);
  expect(lot.classes.slice(0, 3)).toEqual(["NG", "NG", "NG"]);
});

test("folders of words are classes where no column can be the label, and said; files of such words, lots and months are not", async () => {
  const rows = (mean: number) =>
    `外径,荷重\n${Array.from({ length: 6 }, (_, i) => `${mean + i / 100},${1400.5 + i}`).join("\n")}\n`;
  const { classes, notes } = await trained({
    "απο/1.csv": rows(12),
    "απο/2.csv": rows(12.001),
    "κατα/1.csv": rows(13),
  });
  expect(new Set(classes.train)).toEqual(new Set(["απο", "κατα"]));
  expect(notes).toContainEqual(
    expect.stringMatching(/the names of the folders are the classes \(απο, κατα\), in the column "label"; /),
  );
  for (const [one, other] of [
    ["απο", "κατα"],
    ["lotA/1", "lotB/1"],
    ["январь/1", "февраль/1"],
    ["lundi/1", "mardi/1"],
    ["day/1", "night/1"],
  ])
    expect((await trained({ [`${one}.csv`]: rows(12), [`${other}.csv`]: rows(13) })).classes.train).toBe(
      undefined,
    );
});
