import { expect, test } from "vitest";
import { fitEncoder } from "../../../src/data/columns/encoder.ts";
import { standInNotes } from "../../../src/data/columns/standIns.ts";
import { recordsTable } from "../../../src/data/memory.ts";

const notes = (x: readonly number[]) => {
  const table = recordsTable(x.map((value, i) => ({ x: value, label: i % 2 ? "a" : "b" })));
  return standInNotes(table, fitEncoder(table, { label: "label" }));
};

test.each([
  [
    [2.3, -999, 2.1, 2.4, -999, 2.2],
    "column x is -999 in 2 rows (the first: rows in memory, row 2), far from the others, 2.1 to 2.4; if it stands for no value, leave those cells empty",
  ],
  [
    [12, 14, 9999, 13, 15],
    "column x is 9999 in 1 row (rows in memory, row 3), far from the others, 12 to 15; if it stands for no value, leave those cells empty",
  ],
  [[0, 1, 0, 99.9, 1], /^column x is 99\.9 in 1 row/],
])("%j", (x, note) => {
  expect(notes(x)).toEqual([typeof note === "string" ? note : expect.stringMatching(note)]);
});

test.each([
  [[95, 99, 97, 90]],
  [[0, 50, 99, 100]],
  [[-999, -998, -997]],
  [[999, 999, 1001]],
  [[9, 1, 2, 3]],
  [[5, 6, 980, 7]],
])("%j holds none", (x) => expect(notes(x)).toEqual([]));
