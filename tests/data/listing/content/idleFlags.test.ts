import { expect, test } from "vitest";
import { idleNotes } from "../../../../src/data/listing/content/idleFlags.ts";
import type { HowToRead } from "../../../../src/data/reading.ts";

test.each<[files: readonly string[], how: HowToRead, idle: readonly string[]]>([
  [["a.csv"], { sheet: "1" }, ["sheet"]],
  [
    ["a.jsonl"],
    { sheet: "1", delimiter: ";", header: false, encoding: "cp932" },
    ["sheet", "delimiter", "header"],
  ],
  [["a.xlsx"], { sheet: "1", delimiter: ";", header: 2, encoding: "cp932" }, ["delimiter", "encoding"]],
  [["a.ods", "b.csv"], { sheet: "1", delimiter: ";" }, []],
  [["a.parquet"], { encoding: "cp932", header: false }, ["encoding", "header"]],
  [["a.npz"], { encoding: "cp932", labels: "l.csv" }, ["encoding", "labels"]],
  [["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"], { delimiter: "\t" }, ["delimiter"]],
  [["d/OK/1.png", "d/NG/2.jpg"], { sheet: "1", encoding: "cp932", labels: "folders" }, ["sheet", "encoding"]],
  [["d/labels.csv", "d/1.png"], { delimiter: ";", encoding: "cp932", labels: "d/labels.csv" }, []],
  [["a.csv.gz"], { encoding: "cp932", delimiter: ";", header: true }, []],
  [["a.csv"], { labels: "folders" }, ["labels"]],
  [["a.txt", "b.dat"], { delimiter: " ", header: 3 }, []],
  // What it holds is not known by its name.
  [["data.zip"], { sheet: "1" }, []],
  [["noending"], { sheet: "1" }, []],
  // A model remembers how its training files were read; the sheet is asked for.
  [["next.parquet"], { known: ["x"], encoding: "cp932", header: false, delimiter: ";" }, []],
  [["next.csv"], { known: ["x"], sheet: "2" }, ["sheet"]],
  [["a.csv"], {}, []],
])("of %j, %j says nothing of %j", (files, how, idle) => {
  const notes = idleNotes("data", files, how);
  expect(notes).toHaveLength(idle.length);
  for (const [i, way] of idle.entries())
    expect(notes[i]).toMatch(new RegExp(`^data: ${way}: .* has no effect here: it is of `));
});
