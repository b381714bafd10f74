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

test.each([[[95, 99, 97, 90]], [[0, 50, 99, 100]], [[-999, -998, -997]], [[999, 999, 1001]], [[9, 1, 2, 3]]])(
  "%j holds none",
  (x) => expect(notes(x)).toEqual([]),
);

// A decimal point that slipped, a unit that is another, a sensor's 32767: what `predict` calls far off is said of training rows, too.
const ordinary = (n: number) => Array.from({ length: n }, (_, i) => 10 + ((i * 37) % 101) / 1000);
test.each([10005, 100.05, -1, 0, 32767, 1e30])("a slip among 300 measurements: %d", (slip) => {
  expect(notes(ordinary(300).with(7, slip))).toEqual([
    `column x is ${slip} in 1 row (rows in memory, row 8), far from the others, 10 to 10.1; one such cell can spoil what is learned; where it is a slip, correct it or leave it empty`,
  ]);
});

test("numbers with a long tail are no slips", () => {
  const lognormal = Array.from({ length: 300 }, (_, i) => Math.exp(2 * Math.tan(1.2 * Math.sin(i * i))));
  expect(notes(lognormal)).toEqual([]);
  expect(notes(ordinary(300).with(7, 10.2))).toEqual([]);
});
