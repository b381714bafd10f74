import { describe, expect, test } from "vitest";
import { numberOf, readNumeral } from "../../../../src/data/columns/cells/numerals.ts";
import { readingNotes } from "../../../../src/data/columns/cells/readingNotes.ts";
import { encodeRows, fitEncoder } from "../../../../src/data/columns/encoder.ts";
import type { Encoder } from "../../../../src/data/columns/encoding.ts";
import { type Column, Table } from "../../../../src/data/table.ts";
import { asProgram } from "../../../../src/errors.ts";

describe("a number with what stands around it on a drawing", () => {
  test.each<[string, number, string]>([
    ["φ12.569", 12.569, "φ"],
    ["Φ12.5", 12.5, "φ"],
    ["Ø12,5", 12.5, "φ"],
    ["⌀ 12.5 mm", 12.5, "φ mm"],
    ["Ф12", 12, "φ"],
    ["dia. 12.5", 12.5, "φ"],
    ["Sφ3", 3, "Sφ"],
    ["□10", 10, "□"],
    ["R0.5", 0.5, "R"],
    ["SR3.5", 3.5, "SR"],
    ["C0.5", 0.5, "C"],
    ["t=0.5", 0.5, "t="],
    ["OD=12.5㎜", 12.5, "OD= mm"],
    ["12.569±0.1", 12.569, "±0.1"],
    ["-5 ± 0.10", -5, "±0.1"],
    ["12.5+/-0.1", 12.5, "±0.1"],
    ["12.5 (±0.1)", 12.5, "±0.1"],
    ["12.5 +0.1/-0.1", 12.5, "±0.1"],
    ["12.5 +0.1/-0.2", 12.5, "+0.1/-0.2"],
    ["12.5+0.1-0.2", 12.5, "+0.1/-0.2"],
    ["12.5 −0.2/+0.1", 12.5, "+0.1/-0.2"],
    ["12,5 +0,1 0", 12.5, "+0.1/0"],
    ["10 0/-0.05", 10, "0/-0.05"],
    ["１２．５±０．１", 12.5, "±0.1"],
    ["12.5 ± 0.1 mm", 12.5, "mm ±0.1"],
    ["12.5mm±0.1mm", 12.5, "mm ±0.1"],
    ["100±5%", 100, "±5%"],
    ["2e-5±1e-6", 2e-5, "±0.000001"],
    ["φ12.5±0.05", 12.5, "φ ±0.05"],
    ["φ12H7", 12, "φ H7"],
  ])("%s is %d, and wears %s", (cell, value, unit) => {
    const numeral = readNumeral(cell)!;
    expect(numberOf(numeral, numeral.core.includes(",") ? "," : ".")).toBe(value);
    expect(numeral.unit).toBe(unit);
  });

  test.each([
    ...[
      "R5",
      "C3",
      "t1",
      "M8",
      "M3.5",
      "H7",
      "±0.1",
      "10-20",
      "10-20-30",
      "+81 90-1234",
      "03-1234-5678",
      "12.5mm±0.1cm",
    ],
    ...["12%±1%", "A=B", "φ", "φ12 φ13", "12.5±0.1±0.2", "2024-01-05", "10:30", "1-2+3"],
  ])("%s is none", (cell) => expect(readNumeral(cell)).toBeUndefined());

  test.each<[string, number, string]>([
    ["๓.๗๔", 3.74, "Thai"],
    ["१२.५", 12.5, "Devanagari"],
    ["١٢٫٥", 12.5, "Arabic-Indic"],
    ["‏-١٬٢٣٤٫٥", -1234.5, "Arabic-Indic"],
    ["٥٪", 5, "Arabic-Indic"],
    ["۱۲٫۵", 12.5, "Persian"],
    ["১২", 12, "Bengali"],
    ["᠑", Number.NaN, ""],
    ["1๒", Number.NaN, ""],
    ["١۲", Number.NaN, ""],
  ])("%s is %d in %s digits", (cell, value, script) => {
    const numeral = readNumeral(cell);
    expect(numeral ? numberOf(numeral, ".") : Number.NaN).toBe(value);
    expect(numeral?.dress[0] ?? "").toBe(script);
  });
});

function tableOf(cells: readonly string[]): Table {
  const columns: [string, Column][] = [
    ["x", { kind: "number", values: Float64Array.from(cells, (_, i) => (i * 7) % 5) }],
    ["d", { kind: "text", values: [...cells] }],
  ];
  return new Table(new Map(columns), [{ file: "a.csv", rows: cells.length, lineOf: (row) => row + 2 }], {
    delimited: true,
  });
}
const columnOf = (table: Table, encoder: Encoder): number[] => {
  const { data, shape } = encodeRows(table, encoder);
  return Array.from({ length: table.rows }, (_, row) => data[row * shape[1] + 1]!);
};

describe("a column of them", () => {
  test.each<[string, readonly string[], number[], string]>([
    [
      "diameters",
      ["φ12.5", "Φ 12.6", "⌀12.7"],
      [12.5, 12.6, 12.7],
      'with "φ", read as numbers ("φ12.5" is 12.5)',
    ],
    ["radii", ["R0.5", "R1", "R2"], [0.5, 1, 2], 'with "R", read as numbers ("R0.5" is 0.5)'],
    [
      "one tolerance",
      ["12.5±0.1", "12.6 ± 0.10", "12.4+/-0.1"],
      [12.5, 12.6, 12.4],
      'with "±0.1", read as numbers ("12.5±0.1" is 12.5)',
    ],
    [
      "one fit",
      ["φ12.5H7", "φ12.6H7", "φ12.4H7"],
      [12.5, 12.6, 12.4],
      'with "φ H7", read as numbers ("φ12.5H7" is 12.5)',
    ],
    [
      "two limits and a comma",
      ["12,5 +0,1/-0,2", "12,6 +0,1/-0,2", "12,4 +0,1/-0,2"],
      [12.5, 12.6, 12.4],
      'with "+0.1/-0.2", with a comma for decimals, read as numbers ("12,5 +0,1/-0,2" is 12.5)',
    ],
    ["Thai digits", ["๓.๗", "๔.๘", "5"], [3.7, 4.8, 5], 'in Thai digits, read as numbers ("๓.๗" is 3.7)'],
    [
      "Arabic digits",
      ["١٢٫٥", "١٣٫٥", "٩"],
      [12.5, 13.5, 9],
      'in Arabic-Indic digits, read as numbers ("١٢٫٥" is 12.5)',
    ],
  ])("%s", (_, cells, values, note) => {
    const table = tableOf(cells);
    const encoder = fitEncoder(table);
    expect(columnOf(table, encoder)).toEqual(values);
    expect(readingNotes(table, encoder, asProgram)).toEqual([`column d: numbers ${note}`]);
    const again: Encoder = JSON.parse(JSON.stringify(encoder));
    expect(columnOf(tableOf([...cells].reverse()), again)).toEqual([...values].reverse());
  });

  test("another lot may leave the dress away, and wears no other", () => {
    const encoder = fitEncoder(tableOf(["φ12.5±0.1", "φ12.6±0.1", "φ12.7±0.1"]));
    expect(columnOf(tableOf(["12.5", "12.6"]), encoder)).toEqual([12.5, 12.6]);
    expect(() => columnOf(tableOf(["φ12.5±0.2", "12.6"]), encoder)).toThrow(
      'a.csv, row 1 (line 2), column d: "φ12.5±0.2" is written with φ ±0.2, but the model learned the column with φ ±0.1; write the numbers as those of the training rows, in φ ±0.1',
    );
  });

  test.each<[string, readonly string[], string]>([
    [
      "tolerances that differ",
      ["12.5±0.1", "12.6±0.2", "12.4±0.1"],
      "its numbers have different tolerances (±0.1, ±0.2); write value and tolerance in columns of their own",
    ],
    [
      "a tolerance here and there",
      ["12.5", "12.6±0.2", "12.4"],
      "its numbers have different tolerances (±0.2, none); write value and tolerance in columns of their own",
    ],
    [
      "fits that differ",
      ["φ12H7", "φ12g6", "φ12H8"],
      "its numbers have different tolerances (H7, g6); write value and tolerance in columns of their own",
    ],
  ])("%s: left out, with the reason", (_, cells, why) =>
    expect(fitEncoder(tableOf(cells)).leftOut).toEqual([{ name: "d", why }]),
  );

  test.each<[string, readonly string[]]>([
    ["radii that may be codes", ["R5", "R10", "R5", "R10"]],
    ["screws", ["M8", "M10", "M8", "M10"]],
    ["corners", ["C1", "C2", "C1", "C2"]],
    ["fits alone", ["H7", "g6", "H7", "g6"]],
  ])("%s are categories", (_, cells) => expect(fitEncoder(tableOf(cells)).columns[1]!.kind).toBe("category"));

  test.each<[string, readonly string[], string]>([
    [
      "φ and none",
      ["φ12.5", "12.6", "φ12.4"],
      'row 2 (line 3), column d: "12.6" is written without a unit, but "φ12.5" (row 1 (line 2)) with φ',
    ],
    [
      "φ and R",
      ["φ12.5", "R12.6", "φ12.4"],
      'row 2 (line 3), column d: "R12.6" is written with R, but "φ12.5" (row 1 (line 2)) with φ',
    ],
    [
      "two scripts in one cell",
      ["12.5", "1๒.6", "12.4", "12.7"],
      'row 2 (line 3), column d: "1๒.6" is not a number',
    ],
  ])("%s: a line that names the cell", (_, cells, message) =>
    expect(() => fitEncoder(tableOf(cells))).toThrow(message),
  );
});
