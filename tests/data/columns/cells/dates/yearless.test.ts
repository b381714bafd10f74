import { describe, expect, test } from "vitest";
import { calendarNotes } from "../../../../../src/data/columns/cells/dates/calendar.ts";
import { YearlessDays } from "../../../../../src/data/columns/cells/dates/yearless.ts";
import { readingNotes } from "../../../../../src/data/columns/cells/readingNotes.ts";
import { wrongRows } from "../../../../../src/data/columns/cells/wrongRows.ts";
import {
  type EncoderOptions,
  encodedNames,
  encodeRows,
  fitEncoder,
} from "../../../../../src/data/columns/encoder.ts";
import type { Encoder } from "../../../../../src/data/columns/encoding.ts";
import { readCsv } from "../../../../../src/data/formats/csv/csv.ts";
import { rowTimes } from "../../../../../src/data/rows/rowTimes.ts";
import type { Table } from "../../../../../src/data/table.ts";
import { asProgram } from "../../../../../src/errors.ts";

const range = <T>(n: number, of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i));
const two = (n: number) => String(n).padStart(2, "0");
/** Day i of the year 2024, from 29 December on. */
const dayOf = (i: number) => new Date(Date.UTC(2023, 11, 29 + i));
type Write = (day: number, month: number, i: number) => string;
const days = (write: Write, n = 60, step = 1): string[] =>
  range(n, (i) => write(dayOf(i * step).getUTCDate(), dayOf(i * step).getUTCMonth() + 1, i));

const tableOf = (name: string, cells: readonly string[], delimiter = ";"): Promise<Table> =>
  readCsv(
    [["w", name, "label"], ...cells.map((cell, i) => [((i * 37) % 11) / 8, cell, i % 2 ? "OK" : "NG"])]
      .map((row) => row.join(delimiter))
      .join("\n"),
    { name: "a.csv" },
  );
const kindOf = (table: Table, options: EncoderOptions = {}): string => {
  const { columns, leftOut } = fitEncoder(table, { label: "label", ...options });
  const [name] = table.columnNames.slice(1);
  return leftOut.find((one) => one.name === name)?.why ?? columns.find((one) => one.name === name)!.kind;
};

const pointed: Write = (d, m) => `${two(d)}.${two(m)}`;
const german: Write = (d, m) => `${two(d)}.${two(m)}.`;

describe("days without a year are left out, and said to be days", () => {
  test.each<[string, string, readonly string[], string?]>([
    ["as in German, two digits", "Datum", days(pointed), '; if they are decimals, say decimal: "."'],
    ["and by its cells alone", "x", days(pointed), '; if they are decimals, say decimal: "."'],
    ["not in turn", "x", days(pointed, 60, 17), '; if they are decimals, say decimal: "."'],
    ["few digits", "Prüfdatum", days((d, m) => `${d}.${m}`), '; if they are decimals, say decimal: "."'],
    ["few digits in turn", "x", days((d, m) => `${d}.${m}`), '; if they are decimals, say decimal: "."'],
    ["in Russian", "Дата", days((d, m) => `${d}.${m}`, 9), '; if they are decimals, say decimal: "."'],
    ["a point at the end", "Tag", days(german)],
    ["a point at the end, no name", "x", days(german, 40, 11)],
    [
      "with a weekday",
      "x",
      days((d, m, i) => `${["Fr", "Sa", "So", "Mo", "Di", "Mi", "Do"][i % 7]} ${german(d, m, i)}`),
    ],
    ["with a time", "Datum", days((d, m, i) => `${german(d, m, i)} ${i % 24}:30`)],
    ["strokes", "date", days((d, m) => `${d}/${m}`)],
    ["the month first", "date", days((d, m) => `${m}/${d}`)],
    ["strokes and two digits, no name", "x", days((d, m) => `${two(m)}/${two(d)}`, 50, 13)],
    ["hyphens", "test_date", days((d, m) => `${two(d)}-${two(m)}`)],
    ["hyphens in turn, newest first", "x", days((d, m) => `${d}-${m}`).reverse()],
    ["Japanese", "測定日", days((d, m) => `${m}月${d}日`)],
    ["Japanese, with a weekday", "x", days((d, m) => `${m}月${d}日（月）`)],
    ["Japanese, few of them", "x", days((d, m) => `${m}月${d}日`, 60).map((_, i, all) => all[i % 3]!)],
    ["English", "x", days((d, m) => `${d}-${["Dec", "Jan", "Feb"][m % 12]!}`)],
    ["few of them", "日付", days((d, m) => `${m}/${d}`).map((_, i) => `5/${28 + (i % 3)}`)],
    ["with a slip among them", "Datum", [...days(german), "morgen"]],
  ])("%s", async (_, name, cells, mend = "") => {
    const table = await tableOf(name, cells);
    expect(kindOf(table)).toBe(`days without a year such as ${cells[0]}`);
    expect(readingNotes(table, fitEncoder(table, { label: "label" }), asProgram)).toEqual([
      `column ${name}: days without a year such as ${cells[0]}, left out; with dates: true they become numbers (days since the first, month)${mend}`,
    ]);
    expect(calendarNotes(table, fitEncoder(table, { label: "label" }), {})).toEqual([]);
  });
});

describe("what is none", () => {
  test.each<[string, string, readonly string[], string]>([
    ["diameters near ten", "dia", range(40, (i) => `10.${two(1 + ((i * 7) % 12))}`), "number"],
    [
      "diameters with a zero in front",
      "dia",
      range(40, (i) => `0${4 + ((i * 5) % 3)}.${two((i * 17) % 100)}`),
      "number",
    ],
    ["small numbers", "width", range(40, (i) => `${1 + ((i * 7) % 9)}.${1 + ((i * 5) % 9)}`), "number"],
    ["numbers that rise", "temp", range(40, (i) => (5 + i / 7).toFixed(1)), "number"],
    ["elapsed days", "day", range(40, (i) => `${1 + (i % 9)}.5`), "number"],
    ["decimals in a column of days", "Tag", range(40, (i) => `${1 + (i % 30)}.${i % 10}`), "number"],
    ["inches", "size", range(40, (i) => ["1/2", "3/4", "3/8", "5/8", "1/4"][i % 5]!), "category"],
    ["ages", "age", range(40, (i) => ["1-5", "6-10", "11-15"][i % 3]!), "category"],
    [
      "cavities",
      "pos",
      range(40, (i) => `${1 + (i % 4)}-${1 + ((i >> 2) % 8)}`),
      "free text: 32 different in 40 rows",
    ],
    [
      "places of shelves",
      "place",
      range(60, (i) => `${two(1 + ((i * 7) % 20))}-${two(1 + ((i * 5) % 6))}`),
      "every row differs",
    ],
    [
      "part numbers",
      "品番",
      range(60, (i) => `${two(1 + ((i * 7) % 28))}-${two(1 + ((i * 5) % 12))}`),
      "category",
    ],
    ["places on trays", "pos", range(96, (i) => `${1 + (i >> 4)}-${1 + (i % 16)}`), "every row differs"],
    ["sections", "part", range(40, (i) => `${1 + (i % 4)}.${1 + (i % 3)}.`), "category"],
    ["scores", "score", range(40, (i) => `${i % 4}-${(i * 3) % 5}`), "category"],
    ["versions", "fw", range(40, (i) => ["1.1", "1.2", "2.1"][i % 3]!), "number"],
  ])("%s", async (_, name, cells, kind) => {
    const table = await tableOf(name, cells, ",");
    expect(kindOf(table)).toBe(kind);
    const notes = readingNotes(table, fitEncoder(table, { label: "label" }), asProgram);
    expect(notes.filter((note) => note.includes("year"))).toEqual([]);
  });

  test("numbers with so many decimals are days by chance in no column of 200", () => {
    let state = 1;
    const random = () => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    };
    const found = range(200, (k) => {
      const column = new YearlessDays("x");
      for (let i = 0; i < 30; i++) {
        const value = (1 + k / 8) * (0.5 + random());
        column.add(k % 2 ? value.toFixed(1) : value.toFixed(2).padStart(5, "0"));
      }
      return column.found;
    });
    expect(found.filter(Boolean)).toEqual([]);
  });

  test("a point that was said to be for decimals", async () => {
    const table = await tableOf("Datum", days(pointed));
    expect(kindOf(table, { decimal: "." })).toBe("number");
    expect(kindOf(await tableOf("Datum", days(german)), { decimal: "." })).toMatch(/^days without a year/);
    expect(kindOf(table, { decimal: "," })).toMatch(/^days without a year/);
  });

  test("such days say nothing of the decimal mark of other columns", async () => {
    const table = await readCsv(
      [
        "d;v;label",
        ...days(pointed).map((cell, i) => `${cell};${1 + (i % 9)},${two(i)}5;${i % 2 ? "OK" : "NG"}`),
      ].join("\n"),
    );
    expect(fitEncoder(table, { label: "label" }).columns).toMatchObject([
      { name: "v", dress: { decimal: "," } },
    ]);
  });
});

describe("with dates they are days of any year, and months", () => {
  const featuresOf = (table: Table, encoder: Encoder) => {
    const { data, shape } = encodeRows(table, encoder);
    return range(shape[0], (i) => [...data.subarray(i * shape[1] + 1, (i + 1) * shape[1])]);
  };
  const again = (encoder: Encoder): Encoder => JSON.parse(JSON.stringify(encoder));

  test("the model keeps how they are read, and reads other ways to write them", async () => {
    const table = await tableOf("Datum", ["05.01", "31.01", "01.03", "05.10", "29.02", "10.12"]);
    const encoder = fitEncoder(table, { label: "label", dates: true });
    expect(encoder.columns[1]).toEqual({
      kind: "date",
      name: "Datum",
      parts: ["days", "month"],
      first: "2000-01-05",
      order: "dmy",
      yearless: "two",
    });
    expect(encodedNames(encoder)).toEqual(["w", "Datum_days", "Datum_month"]);
    expect(featuresOf(table, encoder)).toEqual([
      [0, 1],
      [26, 1],
      [56, 3],
      [274, 10],
      [55, 2],
      [340, 12],
    ]);
    expect(readingNotes(table, encoder, asProgram)).toEqual([
      "column Datum: days without a year, read as day, month, as days, month, days counted from 01-05",
    ]);
    // A file that tells less, as of numbers alone; whole dates of whatever year; another way of writing.
    for (const [name, cells] of [
      ["Datum", ["05.10", "31.01"]],
      ["Datum", ["2024-10-05", "2023-01-31"]],
      ["Datum", ["5-Oct", "31 Jan"]],
      ["Datum", ["5/10", "31/1"]],
    ] as const)
      expect(featuresOf(await tableOf(name, cells), again(encoder))).toEqual([
        [274, 10],
        [26, 1],
      ]);
    const wrong = await tableOf("Datum", ["05.10.", "32.01.", "01.02.", "02.02."]);
    expect(() => featuresOf(wrong, again(encoder))).toThrow(
      'a.csv, row 2 (line 3), column Datum: "32.01." is not a date as those of the column',
    );
    expect([...wrongRows(wrong, encoder)]).toEqual([
      [1, { column: "Datum", reason: '"32.01." is not a date' }],
    ]);
  });

  test("a number that a reader made of a day is that day, or refused where its zero may be lost", async () => {
    const numbers = (...values: number[]) =>
      readCsv(["w,d,label", ...values.map((value, i) => `${i},${value},OK`)].join("\n"));
    const fit = async (write: Write) =>
      fitEncoder(await tableOf("d", days(write, 40, 9)), { label: "label", dates: true, dateOrder: "dmy" });
    const padded = await fit(pointed);
    expect(featuresOf(await numbers(5.1, 5.01), padded).map(([, month]) => month)).toEqual([10, 1]);
    const few = fitEncoder(
      await tableOf(
        "Datum",
        days((d, m) => `${d}.${m}`, 40, 9),
      ),
      {
        label: "label",
        dates: true,
      },
    );
    expect(few.columns[1]).toMatchObject({ yearless: "few" });
    const renamed: Encoder = {
      ...few,
      columns: few.columns.map((one) => ({ ...one, name: one.name === "Datum" ? "d" : one.name })),
    };
    expect(featuresOf(await numbers(5.4, 5.12), renamed).map(([, month]) => month)).toEqual([4, 12]);
    const lost = await numbers(5.4, 5.1);
    expect(() => encodeRows(lost, renamed)).toThrow("row 2 (line 3), column d: 5.1 is not a date");
  });

  test("the order is that of the cells, of the name, or asked for", async () => {
    const orderOf = async (name: string, cells: readonly string[], options: EncoderOptions = {}) =>
      fitEncoder(await tableOf(name, cells), { label: "label", dates: true, ...options }).columns.find(
        (one) => one.name === name,
      );
    const open = range(20, (i) => `${1 + ((i * 5) % 12)}/${1 + ((i * 7) % 11)}`);
    await expect(orderOf("date", open)).rejects.toThrow(
      'a.csv, row 1 (line 2), column date: "1/1" can be read as day and month or the other way round, and no cell of the column tells which; say dateOrder: "dmy" or dateOrder: "mdy" (d day, m month, y year)',
    );
    expect(await orderOf("date", open, { dateOrder: "mdy" })).toMatchObject({ order: "mdy" });
    expect(await orderOf("日付", open, { dateOrder: "dmy" })).toMatchObject({ order: "dmy" });
    const pointedOpen = open.map((cell) => cell.replace("/", "."));
    expect(await orderOf("Datum", pointedOpen)).toMatchObject({ order: "dmy" });
    expect(await orderOf("日付", pointedOpen)).toMatchObject({ order: "mdy" });
    expect(await orderOf("Datum", pointedOpen, { dateOrder: "mdy" })).toMatchObject({ order: "mdy" });
    const table = await tableOf("Datum", pointedOpen);
    expect(readingNotes(table, fitEncoder(table, { label: "label", dates: true }), asProgram)).toEqual([
      'column Datum: days without a year, read as day, month, as days, month, days counted from 01-01; if it is the other way round, say dateOrder: "mdy"',
    ]);
    // 13 is no month.
    expect(await orderOf("date", [...open, "1/13"])).toMatchObject({ order: "mdy" });
    expect(await orderOf("date", [...open, "13/1"])).toMatchObject({ order: "dmy" });
  });

  test("a word among them is an error, and times of the day a feature", async () => {
    const cells = [...days(german), "morgen"];
    const table = await tableOf("Datum", cells);
    expect(() => fitEncoder(table, { label: "label", dates: true })).toThrow(
      'column Datum: "morgen" is not a date; write one there or delete the row',
    );
    const timed = await tableOf(
      "Datum",
      days((d, m, i) => `${german(d, m, i)} ${i % 24}:30`),
    );
    expect(encodedNames(fitEncoder(timed, { label: "label", dates: true }))).toEqual([
      "w",
      "Datum_days",
      "Datum_month",
      "Datum_hour",
    ]);
  });

  test("rows are in turn by them within a year alone", async () => {
    const within = await tableOf("Datum", days(german).slice(3));
    expect(rowTimes(within, "Datum")[1]! - rowTimes(within, "Datum")[0]!).toBe(24);
    const across = await tableOf("Datum", days(german));
    expect(() => rowTimes(across, "Datum")).toThrow(
      "holds days without a year, some early and some late in one",
    );
  });
});
