import { describe, expect, test } from "vitest";
import { dateFeatures } from "../../../../../src/data/columns/cells/dates/dateColumn.ts";
import { readMoment } from "../../../../../src/data/columns/cells/dates/dates.ts";
import { monthOf } from "../../../../../src/data/columns/cells/dates/monthNames.ts";
import { readDayMonth } from "../../../../../src/data/columns/cells/dates/yearless.ts";
import { readingNotes } from "../../../../../src/data/columns/cells/readingNotes.ts";
import { type EncoderOptions, encodeRows, fitEncoder } from "../../../../../src/data/columns/encoder.ts";
import { readCsv } from "../../../../../src/data/formats/csv/csv.ts";
import { rowTimes } from "../../../../../src/data/rows/rowTimes.ts";
import { asProgram } from "../../../../../src/errors.ts";

const dayMs = 86_400_000;
const iso = (days: number) => new Date(days * dayMs).toISOString().slice(0, 10);
/** Forty days of 2024, Wednesday 31 January first. */
const days = Array.from({ length: 40 }, (_, i) => new Date(Date.UTC(2024, 0, 31 + 3 * i)));
const two = (n: number) => String(n).padStart(2, "0");
type Write = (year: number, month: number, day: number, i: number) => string;
const written = (write: Write) =>
  days.map((day, i) => write(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate(), i));

const tableOf = (name: string, cells: readonly string[]) =>
  readCsv(
    [["w", name, "label"], ...cells.map((cell, i) => [((i * 37) % 11) / 8, cell, i % 2 ? "OK" : "NG"])]
      .map((row) => row.join(";"))
      .join("\n"),
    { name: "a.csv" },
  );

async function readWith(name: string, cells: readonly string[], options: EncoderOptions = {}) {
  const table = await tableOf(name, cells);
  const encoder = fitEncoder(table, { label: "label", dates: true, ...options });
  const column = encoder.columns.find((one) => one.name === name);
  if (column?.kind !== "date") throw new Error(`${name} is ${JSON.stringify(column ?? encoder.leftOut)}`);
  const [first] = dateFeatures(table, column);
  return {
    encoder,
    column,
    days: Array.from(first!, (day) => day + Date.parse(column.first!) / dayMs),
    notes: readingNotes(table, encoder, asProgram),
  };
}

const thai = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค."];

describe("years of the Buddhist calendar are read as the years that they are, and said", () => {
  test.each<[what: string, write: Write, options?: EncoderOptions]>([
    ["2567-05-31", (y, m, d) => `${y + 543}-${two(m)}-${two(d)}`],
    ["31/05/2567", (y, m, d) => `${two(d)}/${two(m)}/${y + 543}`],
    ["5/31/2567", (y, m, d) => `${m}/${d}/${y + 543}`],
    ["31.5.2567", (y, m, d) => `${d}.${m}.${y + 543}`],
    ["31 พ.ค. 2567", (y, m, d) => `${d} ${thai[m - 1]} ${y + 543}`],
    ["31 พ.ค. 67", (y, m, d) => `${d} ${thai[m - 1]} ${y - 2000 + 43}`],
    ["31-May-2567", (y, m, d) => `${d}-${["Jan", "Feb", "Mar", "Apr", "May"][m - 1]}-${y + 543}`],
    ["some of them among others", (y, m, d, i) => `${i % 4 === 1 ? y + 543 : y}-${two(m)}-${two(d)}`],
  ])("%s", async (_, write, options) => {
    const cells = written(write);
    const { days: read, column, notes } = await readWith("day", cells, options);
    expect(read.map(iso)).toEqual(days.map((day) => day.toISOString().slice(0, 10)));
    expect(column.calendar).toBe("buddhist");
    expect(notes).toEqual([
      expect.stringMatching(
        /^column day: dates of the Buddhist calendar, .*days counted from 2024-01-31 \(".*" is 2024-0\d-\d\d\)$/,
      ),
    ]);
  });

  test("the leap day of 2567 is one, the year 2567 has none of the common calendar", async () => {
    const cells = written((y, m, d) => `${y + 543}-${two(m)}-${two(d)}`);
    expect((await readWith("day", [...cells, "2567-02-29"])).days.at(-1)).toBe(Date.UTC(2024, 1, 29) / dayMs);
    const usual = written((y, m, d) => `${y}-${two(m)}-${two(d)}`);
    expect(readMoment("2567-02-30")).toBeUndefined();
    expect((await readWith("day", usual)).column.calendar).toBeUndefined();
  });

  test("the last day of all contracts, 2500-12-31, is taken as it stands and said", async () => {
    const cells = written((y, m, d, i) => (i === 7 ? "2500-12-31" : `${y}-${two(m)}-${two(d)}`));
    const { days: read, column, notes } = await readWith("day", cells);
    expect(iso(read[7]!)).toBe("2500-12-31");
    expect(column.calendar).toBeUndefined();
    expect(notes).toEqual([expect.stringMatching(/\("2500-12-31" is 2500-12-31\); a year of the Buddhist/)]);
  });

  test("a model reads the next rows so, of either calendar, and the rows are in turn", async () => {
    const { encoder } = await readWith(
      "day",
      written((y, m, d) => `${y + 543}-${two(m)}-${two(d)}`),
    );
    const next = await tableOf("day", ["2567-05-31", "2024-05-31"]);
    const { data, shape } = encodeRows(next, encoder);
    expect(data[1]).toBe(121);
    expect(data[shape[1] + 1]).toBe(121);
    const mixed = await tableOf("day", ["2567-05-31", "2024-06-01", "2567-06-02", "2024-06-03"]);
    const times = rowTimes(mixed, "day");
    expect(Array.from(times, (time) => time - times[0]!)).toEqual([0, 24, 48, 72]);
  });

  test("in columns of year, month and day", async () => {
    const rows = written((y, m, d) => `${y + 543};${m};${d}`);
    const table = await readCsv(
      ["w;year;month;day;label", ...rows.map((row, i) => `${i % 7};${row};${i % 2 ? "OK" : "NG"}`)].join(
        "\n",
      ),
      { name: "a.csv" },
    );
    const encoder = fitEncoder(table, { label: "label", dates: true });
    expect(encoder.columns.find(({ kind }) => kind === "date")).toMatchObject({ first: "2024-01-31" });
  });
});

describe("months by their names, with a year and without", () => {
  test.each<[cell: string, day: string]>([
    ["31. Mai 2024", "2024-05-31"],
    ["1. März 2024", "2024-03-01"],
    ["31 mai 2024", "2024-05-31"],
    ["1er août 2024", "2024-08-01"],
    ["31 de mayo de 2024", "2024-05-31"],
    ["31 maggio 2024", "2024-05-31"],
    ["31 maja 2024", "2024-05-31"],
    ["31. května 2024", "2024-05-31"],
    ["31 мая 2024 г.", "2024-05-31"],
    ["31 травня 2024", "2024-05-31"],
    ["31 Mayıs 2024", "2024-05-31"],
    ["31 toukokuuta 2024", "2024-05-31"],
    ["31 Μαΐου 2024", "2024-05-31"],
    ["3rd of May 2024", "2024-05-03"],
    ["May-31-2024", "2024-05-31"],
    ["31 мая 2024 08:30", "2024-05-31"],
  ])("%s", (cell, day) => {
    expect(iso(readMoment(cell)!.days!)).toBe(day);
  });

  test.each<[cell: string, day: number, month: number]>([
    ["1 янв", 1, 1],
    ["1 янв.", 1, 1],
    ["12 мая", 12, 5],
    ["1. Mai", 1, 5],
    ["1.Mai", 1, 5],
    ["15 août", 15, 8],
    ["15 de mayo", 15, 5],
    ["5 ledna", 5, 1],
    ["16 ก.ย.", 16, 9],
    ["8th of August", 8, 8],
    ["May-07", 7, 5],
    ["Jan-3", 3, 1],
    ["1-Jan", 1, 1],
    ["May 1", 1, 5],
    ["５月１日", 1, 5],
  ])("%s", (cell, day, month) => {
    expect(readDayMonth(cell)?.numbers).toEqual([day, month]);
  });

  test.each(["Mark 5", "Deck 3", "12 Pro", "5 LED", "5 sets", "3 min", "Section 4", "Mayor 1"])(
    "%s is none",
    (cell) => {
      expect(readDayMonth(cell)).toBeUndefined();
      expect(monthOf(cell.replace(/[\d ]/g, ""))).toBe(0);
    },
  );

  test.each<[what: string, name: string, cells: readonly string[], kind: string]>([
    [
      "days of few months",
      "x",
      days.map((_, i) => `${1 + (i % 9)} янв`),
      "days without a year such as 1 янв",
    ],
    ["gears of generations", "x", days.map((_, i) => `${1 + (i % 9)} gen`), "number"],
    ["sets", "x", days.map((_, i) => `${1 + (i % 9)} set`), "number"],
    ["months of years", "x", days.map((_, i) => `Jan-2${i % 4}`), "category"],
    ["types", "x", days.map((_, i) => `Mark ${i % 5}`), "category"],
  ])("a column: %s", async (_, name, cells, kind) => {
    const { columns, leftOut } = fitEncoder(await tableOf(name, cells), { label: "label" });
    expect(
      leftOut.find((one) => one.name === name)?.why ?? columns.find((one) => one.name === name)?.kind,
    ).toBe(kind);
  });
});
