import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Dress, undress } from "../../../../src/data/columns/cells/dress.ts";
import { isCensored, plainText, readNumeral } from "../../../../src/data/columns/cells/numerals.ts";
import { readingNotes } from "../../../../src/data/columns/cells/readingNotes.ts";
import { targetDress } from "../../../../src/data/columns/cells/target.ts";
import { encodeRows, fitEncoder } from "../../../../src/data/columns/encoder.ts";
import type { Encoder } from "../../../../src/data/columns/encoding.ts";
import { readCsv } from "../../../../src/data/formats/csv/csv.ts";
import { type Column, Table } from "../../../../src/data/table.ts";
import { asProgram } from "../../../../src/errors.ts";
import { messageOf } from "./messageOf.ts";

/** The column d of cells, beside a column of numbers that changes. */
function tableOf(
  cells: readonly string[],
  more: Record<string, readonly string[]> = {},
  file = "a.csv",
): Table {
  const x = Float64Array.from(cells, (_, i) => i);
  const columns: [string, Column][] = [
    ["x", { kind: "number", values: x }],
    ["d", { kind: "text", values: [...cells] }],
    ...Object.entries(more).map(([name, values]): [string, Column] => [
      name,
      { kind: "text", values: [...values] },
    ]),
  ];
  return new Table(new Map(columns), [{ file, rows: cells.length, lineOf: (row) => row + 2 }], {
    delimited: true,
  });
}

const columnOf = (table: Table, encoder: Encoder): number[] => {
  const { data, shape } = encodeRows(table, encoder);
  return Array.from({ length: table.rows }, (_, row) => data[row * shape[1] + 1]!);
};

describe("a column in one dress", () => {
  test.each<[string, readonly string[], number[], Dress | undefined, string]>([
    [
      "a unit",
      ["6 mm", "23mm", "39 ㎜"],
      [6, 23, 39],
      { unit: "mm" },
      'numbers with "mm", read as numbers ("6 mm" is 6)',
    ],
    [
      "kilograms",
      ["12.5kg", "3 KG"],
      [12.5, 3],
      { unit: "kg" },
      'numbers with "kg", read as numbers ("12.5kg" is 12.5)',
    ],
    [
      "degrees",
      ["3℃", "25.5 °C", "-4 ℃"],
      [3, 25.5, -4],
      { unit: "°C" },
      'numbers with "°C", read as numbers ("3℃" is 3)',
    ],
    [
      "a product of units",
      ["5 N·m", "6 N・m", "7 Nm"],
      [5, 6, 7],
      { unit: "N·m" },
      'numbers with "N·m", read as numbers ("5 N·m" is 5)',
    ],
    [
      "a unit with exponents",
      ["5 N/mm²", "6.5 N/mm^2"],
      [5, 6.5],
      { unit: "N/mm^2" },
      'numbers with "N/mm^2", read as numbers ("5 N/mm²" is 5)',
    ],
    [
      "percent",
      ["5%", "５．１％", "12.5 %"],
      [0.05, 0.051, 0.125],
      { unit: "%" },
      'numbers with "%", in full-width digits, read as numbers ("5%" is 0.05)',
    ],
    [
      "yen",
      ["¥120", "￥1,200", "300円"],
      [120, 1200, 300],
      { unit: "¥", decimal: ".", thousands: true },
      'numbers with "¥", with marks for thousands, read as numbers ("￥1,200" is 1200); if it is 1.2, say decimal: ","',
    ],
    [
      "dollars, and a loss in parentheses",
      ["$1,234.50", "($5.25)"],
      [1234.5, -5.25],
      { unit: "$", decimal: "." },
      'numbers with "$", with marks for thousands, with parentheses for minus, read as numbers ("$1,234.50" is 1234.5)',
    ],
    [
      "thousands",
      ["1,234", "2,345", "999"],
      [1234, 2345, 999],
      { decimal: ".", thousands: true },
      'numbers with marks for thousands, read as numbers ("1,234" is 1234); if it is 1.234, say decimal: ","',
    ],
    [
      "thousands beside decimals",
      ["1,234.5", "2,345", "9.25"],
      [1234.5, 2345, 9.25],
      { decimal: "." },
      'numbers with marks for thousands, read as numbers ("1,234.5" is 1234.5)',
    ],
    [
      "millions",
      ["1,234,567", "2,345", "3"],
      [1234567, 2345, 3],
      { decimal: "." },
      'numbers with marks for thousands, read as numbers ("1,234,567" is 1234567)',
    ],
    [
      "blanks for thousands",
      ["1 234", "2\u00A0345", "3\u2009456", "4\u202F567.5"],
      [1234, 2345, 3456, 4567.5],
      undefined,
      'numbers with blanks for thousands, read as numbers ("1 234" is 1234)',
    ],
    [
      "as in Switzerland",
      ["1'234.5", "2’345"],
      [1234.5, 2345],
      undefined,
      'numbers with marks for thousands, read as numbers ("1\'234.5" is 1234.5)',
    ],
    [
      "as in Germany",
      ["1.234,5", "3,5", "1.234"],
      [1234.5, 3.5, 1234],
      { decimal: "," },
      'numbers with a comma for decimals, with marks for thousands, read as numbers ("1.234,5" is 1234.5)',
    ],
    [
      "decimal commas",
      ["3,5", "12,25", "1,234"],
      [3.5, 12.25, 1.234],
      { decimal: "," },
      'numbers with a comma for decimals, read as numbers ("3,5" is 3.5)',
    ],
    [
      "decimal commas below one",
      ["0,125", "0,250"],
      [0.125, 0.25],
      { decimal: "," },
      'numbers with a comma for decimals, read as numbers ("0,125" is 0.125)',
    ],
    [
      "full-width digits",
      ["１２．５", "－３", "4"],
      [12.5, -3, 4],
      undefined,
      'numbers in full-width digits, with another minus sign, read as numbers ("１２．５" is 12.5)',
    ],
    [
      "another minus",
      ["−12", "–3.5", "4"],
      [-12, -3.5, 4],
      undefined,
      'numbers with another minus sign, read as numbers ("−12" is -12)',
    ],
    [
      "triangles",
      ["▲12", "△1,200", "5"],
      [-12, -1200, 5],
      { decimal: ".", thousands: true },
      'numbers with ▲ or △ for minus, with marks for thousands, read as numbers ("△1,200" is -1200); if it is -1.2, say decimal: ","',
    ],
    [
      "parentheses",
      ["(12)", "5", "7.5"],
      [-12, 5, 7.5],
      undefined,
      'numbers with parentheses for minus, read as numbers ("(12)" is -12)',
    ],
    [
      "ten thousands",
      ["1.2万", "3万", "１０万"],
      [12000, 30000, 100000],
      { unit: "万" },
      'numbers with "万", in full-width digits, read as numbers ("1.2万" is 12000)',
    ],
    [
      "thousands in Japanese",
      ["3千円", "1.5千円"],
      [3000, 1500],
      { unit: "千円" },
      'numbers with "千円", read as numbers ("3千円" is 3000)',
    ],
    [
      "kilo",
      ["1.0k", "4.3k"],
      [1000, 4300],
      { unit: "k" },
      'numbers with "k", read as numbers ("1.0k" is 1000)',
    ],
    [
      "powers of ten",
      ["1.5×10³", "2.0×10^-2"],
      [1500, 0.02],
      undefined,
      'numbers with powers of ten, read as numbers ("1.5×10³" is 1500)',
    ],
    ["text", ["1", "2.5"], [1, 2.5], undefined, "numbers stored as text, read as numbers"],
    [
      "text of a spreadsheet",
      ['="12"', "'13"],
      [12, 13],
      undefined,
      'numbers in quotation marks, read as numbers ("=\\"12\\"" is 12)',
    ],
    [
      "1.234 stays a decimal",
      ["1.234 mm", "2.345 mm"],
      [1.234, 2.345],
      { unit: "mm" },
      'numbers with "mm", read as numbers ("1.234 mm" is 1.234)',
    ],
  ])("%s", (_, cells, values, dress, note) => {
    const table = tableOf(cells);
    const encoder = fitEncoder(table);
    expect(columnOf(table, encoder)).toEqual(values);
    const column = encoder.columns[1]!;
    expect(column).toEqual(dress ? { kind: "number", name: "d", dress } : { kind: "number", name: "d" });
    expect(readingNotes(table, encoder, asProgram)).toEqual([`column d: ${note}`]);
    // The next lot, and the encoder as JSON keeps it.
    const again: Encoder = JSON.parse(JSON.stringify(encoder));
    expect(columnOf(tableOf([...cells].reverse()), again)).toEqual([...values].reverse());
  });

  test("columns of which the same is to be said share a line", () => {
    const names = ["a", "b", "c", "e", "f", "g", "h"];
    const table = tableOf(["3,5", "4,5"], Object.fromEntries(names.map((name) => [name, ["1,5", "2,5"]])));
    expect(readingNotes(table, fitEncoder(table), asProgram)).toEqual([
      'columns d, a, b and 5 more: numbers with a comma for decimals, read as numbers ("3,5" is 3.5)',
    ]);
  });

  test("where the comma of one column stands for decimals, so does that of another that leaves it open", () => {
    const both = tableOf(["1,234", "2,345"], { e: ["3,5", "4,25"] });
    expect(columnOf(both, fitEncoder(both))).toEqual([1.234, 2.345]);
    const decimals = tableOf(["1,234", "2,345"], { e: ["3.5 mm", "4.25 mm"] });
    expect(columnOf(decimals, fitEncoder(decimals))).toEqual([1234, 2345]);
  });

  test("where semicolons divide the cells, a comma is for decimals, unless something shows that it is not", () => {
    const semicolons = (cells: readonly string[], more?: Record<string, readonly string[]>): Table => {
      const { columns, parts, traits } = tableOf(cells, more);
      return new Table(columns, parts, { ...traits, delimiter: ";" });
    };
    const decimals = semicolons(["5,095", "6,231"]);
    expect(columnOf(decimals, fitEncoder(decimals))).toEqual([5.095, 6.231]);
    expect(readingNotes(decimals, fitEncoder(decimals), asProgram)).toEqual([
      'column d: numbers with a comma for decimals, read as numbers ("5,095" is 5.095); if it is 5095, say decimal: "."',
    ]);
    expect(targetDress(decimals, "d", {})).toEqual({ decimal: "," });
    for (const [cells, more] of [
      [["5,095", "6,231", "999"], {}],
      [["5,095", "1,234,567"], {}],
      [["5,095", "6,231"], { e: ["2.5 mm", "3.5 mm"] }],
      [["5,095", "6,231.5"], {}],
    ] as const) {
      const table = semicolons(cells, more);
      expect(columnOf(table, fitEncoder(table))[0]).toBe(5095);
      expect(targetDress(table, "d", {})).toMatchObject({ decimal: "." });
    }
  });

  test("codes with zeros in front that are read as numbers are said", async () => {
    const notesOf = async (name: string, cells: readonly string[]) => {
      const lines = cells.map((cell, i) => `${cell},${(1.5 * i) % 7},${i % 2 ? "OK" : "NG"}`);
      const table = await readCsv([`${name},d,label`, ...lines].join("\n"), { name: "a.csv" });
      return readingNotes(table, fitEncoder(table, { label: "label" }), asProgram);
    };
    expect(await notesOf("mould", ["003", "011", "003", "027", "011", "027"])).toEqual([
      'column mould: zeros in front, as codes have, read as numbers (003, 011 as 3, 11); if they are codes, write a letter before each, or leave them out with drop: ["mould"]',
    ]);
    expect(await notesOf("month", ["03", "11", "03", "12", "11", "12"])).toEqual([]);
    expect(await notesOf("mould", ["103", "111", "103", "127", "111", "127"])).toEqual([]);
    expect(await notesOf("mould", ["0.5", "0.7", "0.5", "0.9", "0.7", "0.9"])).toEqual([]);
    expect(await notesOf("no", ["001", "002", "003", "004", "005", "006"])).toEqual([]);
    expect(await notesOf("flag", ["0", "1", "0", "1", "1", "0"])).toEqual([]);
  });

  test("the decimal mark can be said", () => {
    const table = tableOf(["1,234", "2,345"]);
    expect(columnOf(table, fitEncoder(table, { decimal: "," }))).toEqual([1.234, 2.345]);
    expect(messageOf(() => fitEncoder(tableOf(["1.5 mm", "2 mm"]), { decimal: "," }))).toBe(
      'a.csv, row 1 (line 2), column d: "1.5 mm" is not a number under decimal: ","; leave it out, or write all decimals one way',
    );
  });

  test("missing cells and words for them do not count, and are said once", () => {
    const table = tableOf(["6 mm", "", "-", "7 mm", "なし", "-"]);
    const encoder = fitEncoder(table, { missing: "mean" });
    expect(columnOf(table, encoder)).toEqual([6, 6.5, 6.5, 7, 6.5, 6.5]);
    expect(readingNotes(table, encoder, asProgram)).toEqual([
      'column d: numbers with "mm", read as numbers ("6 mm" is 6)',
      'column d: "-" 2 times, "なし" once, read as no value',
    ]);
    expect(messageOf(() => fitEncoder(tableOf(["6 mm", "-", "7 mm"])))).toContain(
      "row 2 (line 3), column d: the cell is -, which is no value",
    );
  });
});

describe("what is no amount stays a word", () => {
  test.each<[string, readonly string[], string]>([
    ["machines", ["1号機", "2号機", "1号機", "3号機"], "category"],
    ["shifts", ["1直", "2直", "1直", "2直"], "category"],
    ["ranks", ["1st", "2nd", "3rd", "1st"], "category"],
    ["codes", ["1A", "1B", "2A", "2B", "1A"], "category"],
    ["sizes of which one is a number", ["S", "M", "L", "10 mm", "S"], "category"],
    ["circled numbers", ["①", "②", "①", "②"], "category"],
    ["ranges", ["10-20", "20-30", "10-20", "20-30"], "category"],
    ["drives", ["4WD", "2WD", "FF", "FR", "4WD"], "category"],
    ["free words", ["it is 5", "6 of them", "about 7", "no 8"], "every row differs"],
  ])("%s", (_, cells, kind) => {
    const { columns, leftOut } = fitEncoder(tableOf(cells));
    expect(leftOut[0]?.why ?? columns[1]!.kind).toBe(kind);
  });
});

describe("a column in several dresses is a line that names two cells", () => {
  const mixed = "; write the whole column in one unit";
  test.each<[string, readonly string[], string]>([
    [
      "mm and cm",
      ["6 mm", "7 mm", "6 cm"],
      `row 3 (line 4), column d: "6 cm" is written with cm, but "6 mm" (row 1 (line 2)) with mm${mixed}`,
    ],
    [
      "k and none",
      ["1.0k", "800", "800", "4.3k", "800"],
      `row 1 (line 2), column d: "1.0k" is written with k (and 1 more such cell in this column), but "800" (row 2 (line 3)) without a unit${mixed}`,
    ],
    [
      "k and M",
      ["1.0k", "2k", "3M"],
      `row 3 (line 4), column d: "3M" is written with M, but "1.0k" (row 1 (line 2)) with k${mixed}`,
    ],
    [
      "千 and 万",
      ["1.2万", "3千", "4万"],
      `row 2 (line 3), column d: "3千" is written with 千, but "1.2万" (row 1 (line 2)) with 万${mixed}`,
    ],
    [
      "万 and none",
      ["1.2万", "3万", "800"],
      `row 3 (line 4), column d: "800" is written without a unit, but "1.2万" (row 1 (line 2)) with 万${mixed}`,
    ],
    [
      "% and none",
      ["5%", "6%", "0.07"],
      `row 3 (line 4), column d: "0.07" is written without a unit, but "5%" (row 1 (line 2)) with %${mixed}`,
    ],
    [
      "¥ and $",
      ["¥5", "¥6", "$7"],
      `row 3 (line 4), column d: "$7" is written with $, but "¥5" (row 1 (line 2)) with ¥${mixed}`,
    ],
    [
      "mPa and MPa",
      ["5 mPa", "6 mPa", "7 MPa"],
      `row 3 (line 4), column d: "7 MPa" is written with MPa, but "5 mPa" (row 1 (line 2)) with mPa${mixed}`,
    ],
    [
      "comma and point",
      ["3,5", "4,25", "3.5"],
      'row 3 (line 4), column d: "3.5" and "3,5" (row 1 (line 2)) do not have one decimal mark; write all decimals with a point',
    ],
    [
      "a point that may be either",
      ["3,5", "4,25", "1.234"],
      'row 3 (line 4), column d: "1.234" may have a mark for thousands or for decimals, beside "3,5" (row 1 (line 2)); write decimals with a point and thousands without a mark',
    ],
    [
      "a word",
      ["6 mm", "7 mm", "8 mm", "9 mm", "broken"],
      'row 5 (line 6), column d: "broken" is not a number; write a number there or delete the row',
    ],
    [
      "about",
      ["6", "7", "約8"],
      'row 3 (line 4), column d: "約8" is not a number; write a number there or delete the row',
    ],
    [
      "a limit",
      ["6 mm", "<5 mm"],
      'row 2 (line 3), column d: "<5 mm" tells a limit, not a number; write the number that is to stand for it, or leave the cells empty, and missing: "mean", median or drop takes care of them',
    ],
  ])("%s", (_, cells, message) =>
    expect(messageOf(() => fitEncoder(tableOf(cells)))).toBe(`a.csv, ${message}`),
  );
});

describe("the next lot", () => {
  const learned = (cells: readonly string[]) => fitEncoder(tableOf(cells));
  const next = (encoder: Encoder, cells: readonly string[]) => columnOf(tableOf(cells, {}, "b.csv"), encoder);
  const numbers = (values: number[], dress?: Dress) =>
    new Table(
      new Map<string, Column>([
        ["x", { kind: "number", values: Float64Array.from(values, (_, i) => i) }],
        ["d", { kind: "number", values: Float64Array.from(values), dress }],
      ]),
      [{ file: "b.csv", rows: values.length }],
      { delimited: true },
    );

  test.each<[string, readonly string[], readonly string[], number[]]>([
    ["the same unit, spelled otherwise", ["6 mm", "7 mm"], ["8mm", "９ ㎜", "10"], [8, 9, 10]],
    ["the unit is understood", ["6 mm", "7 mm"], ["8", "9.5"], [8, 9.5]],
    ["yen behind the number", ["¥5", "¥1,200"], ["300円", "¥4,000"], [300, 4000]],
    ["percent", ["5%", "6%"], ["7 %", "８％"], [0.07, 0.08]],
    ["ambiguous thousands are those of the model", ["1,234", "5,678"], ["9,876"], [9876]],
    ["ambiguous decimals are those of the model", ["1,5", "2,25"], ["9,876"], [9.876]],
    ["full width where none was", ["1.5", "2.5 "], ["１．５", "−2"], [1.5, -2]],
    ["true and false where there were 1 and 0", ["1", "0"], ["TRUE", "False"], [1, 0]],
  ])("%s", (_, cells, fresh, values) => expect(next(learned(cells), fresh)).toEqual(values));

  const alike = "; write the numbers as those of the training rows";
  test.each<[string, readonly string[], readonly string[], string]>([
    [
      "another unit",
      ["6 mm", "7 mm"],
      ["8 mm", "9 cm"],
      `row 2 (line 3), column d: "9 cm" is written with cm, but the model learned the column with mm${alike}, in mm`,
    ],
    [
      "a unit where none was",
      ["6", "7"],
      ["8 mm", "9 mm"],
      `row 1 (line 2), column d: "8 mm" is written with mm, but the model learned the column without a unit (and 1 more such cell in this column)${alike}`,
    ],
    [
      "a scale that is not said",
      ["5%", "6%"],
      ["0.07"],
      `row 1 (line 2), column d: "0.07" is written without a unit, but the model learned the column with %${alike}, in %`,
    ],
    [
      "another scale",
      ["1.2万", "3万"],
      ["5千"],
      `row 1 (line 2), column d: "5千" is written with 千, but the model learned the column with 万${alike}, in 万`,
    ],
    [
      "a decimal comma where points were",
      ["1.5", "2.25 "],
      ["3,5"],
      'row 1 (line 2), column d: "3,5" is not a number; write decimals with a point',
    ],
    [
      "thousands that may be decimals",
      ["1.5", "2.25 "],
      ["3,456"],
      'row 1 (line 2), column d: "3,456" is not a number; write 3456 if it is thousands, 3.456 if it is a decimal',
    ],
    [
      "a decimal point where commas were",
      ["1,5", "2,25"],
      ["3.5", "4,5"],
      `row 1 (line 2), column d: "3.5" has a decimal point, but the model learned the column with decimal commas${alike}`,
    ],
  ])("%s", (_, cells, fresh, message) =>
    expect(messageOf(() => next(learned(cells), fresh))).toBe(`b.csv, ${message}`),
  );

  test("numbers of a file or a program are taken where no scale is missing", () => {
    expect(columnOf(numbers([8, 9.5]), learned(["6 mm", "7 mm"]))).toEqual([8, 9.5]);
    expect(columnOf(numbers([0.05, 0.5], { unit: "%" }), learned(["5%", "6%"]))).toEqual([0.05, 0.5]);
    expect(messageOf(() => columnOf(numbers([5, 6]), learned(["5%", "6%"])))).toBe(
      `b.csv, row 1, column d: 5 is written without a unit, but the model learned the column with %${alike}, in %`,
    );
    expect(messageOf(() => columnOf(numbers([5, 6], { unit: "cm" }), learned(["5 mm", "6 mm"])))).toContain(
      "the number is written with cm, but the model learned the column with mm",
    );
    // German thousands, which a reader takes for decimals.
    expect(messageOf(() => columnOf(numbers([1.234, 12.345]), learned(["1,5", "2,25"])))).toContain(
      "a point may stand for thousands here",
    );
    expect(columnOf(numbers([1.25, 12.5]), learned(["1,5", "2,25"]))).toEqual([1.25, 12.5]);
    // Decimals that were taken for thousands in training.
    expect(messageOf(() => columnOf(numbers([3.093, 8.138]), learned(["5,095", "6,231"])))).toContain(
      "3.093 has a point, where the model learned the column with commas that it took for thousands: one of them may be decimals",
    );
    expect(columnOf(numbers([3093.5, 812]), learned(["5,095", "6,231"]))).toEqual([3093.5, 812]);
    expect(columnOf(numbers([3.093]), learned(["1,234.5", "2,345"]))).toEqual([3.093]);
  });
});

describe("dressing and undressing", () => {
  const digits = fc.tuple(
    fc.integer({ min: 0, max: 10 ** 9 }),
    fc.integer({ min: 0, max: 999_999 }).map((n) => String(n).replace(/0+$/, "")),
    fc.boolean(),
  );
  const grouped = (whole: number, mark: string) => String(whole).replaceAll(/\B(?=(\d{3})+$)/g, mark);
  const wide = (text: string) =>
    text.replaceAll(/[0-9.,-]/g, (one) => String.fromCodePoint(one.codePointAt(0)! + 0xfee0));
  const minuses = ["-", "−", "－", "▲", "△", "("] as const;
  const units = [undefined, "mm", "kg", "℃", "N·m", "%", "円", "¥", "$", "万", "千円", "k", "N/mm²"] as const;
  const powers: Record<string, number> = { "%": -2, 万: 4, 千円: 3, k: 3 };

  test("give the number back, to the bit", () => {
    fc.assert(
      fc.property(
        digits,
        fc.constantFrom(...units),
        fc.constantFrom(...minuses),
        fc.constantFrom("", ",", " ", "'", "\u2009", "\u00A0"),
        fc.constantFrom(".", ","),
        fc.constantFrom("", " ", "\u3000"),
        fc.boolean(),
        ([whole, fraction, negative], unit, minus, mark, decimal, blank, isWide) => {
          const thousands = mark === decimal ? "." : mark;
          const number = `${grouped(whole, thousands)}${fraction === "" ? "" : decimal + fraction}`;
          const shown = isWide ? wide(number) : number;
          const before = unit === "¥" || unit === "$" ? unit : "";
          const behind = before === "" && unit !== undefined ? `${blank}${unit}` : "";
          const worn = `${before}${shown}${behind}`;
          const cell = !negative ? worn : minus === "(" ? `(${worn})` : `${minus}${worn}`;
          const power = powers[unit ?? ""] ?? 0;
          const plain = `${negative ? "-" : ""}${whole}.${fraction || 0}${power === 0 ? "" : `e${power}`}`;
          expect(undress(cell, { unit: unit && plainText(unit), decimal }), cell).toBe(Number(plain));
        },
      ),
      { numRuns: 3000, seed: 11 },
    );
  });

  test("no other text is a number, and none is taken for another", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const numeral = readNumeral(text);
        if (numeral) expect(numeral.core).toMatch(/^[\d.,' ]+$/);
      }),
      { numRuns: 3000, seed: 12 },
    );
  });

  test.each([
    "0x10",
    "10-20",
    "1.2.3",
    "A12",
    "",
    "mm",
    "10x20",
    "10:30",
    "1,23,456",
    "5²",
    "約12",
    "≒12",
    "12*",
    "2024-01-05",
    "Ⅳ",
    "½",
    "12 34",
  ])("%s is no number", (cell) => expect(readNumeral(cell)).toBeUndefined());

  test.each([
    "<0.05",
    "＜0.05",
    ">100",
    "≦5",
    "≧ 5",
    "ND",
    "n.d.",
    "N.D.",
    "<LOD",
    "OL",
    "100以上",
    "5未満",
    "検出限界以下",
    "不検出",
    "OVER",
  ])("%s tells a limit", (cell) => expect(isCensored(cell)).toBe(true));
});
