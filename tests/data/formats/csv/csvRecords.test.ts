import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RecordSplitter } from "../../../../src/data/formats/csv/csvRecords.ts";

/** What the splitter makes of a text that comes in pieces: cells and the line that they begin on. */
function records(pieces: readonly string[]): [string[], number][] {
  const found: [string[], number][] = [];
  const splitter = new RecordSplitter(
    {
      line: (text, start, end, line) => void found.push([text.slice(start, end).split(","), line]),
      record: (cells, line) => void found.push([cells, line]),
    },
    ",",
    "rows.csv",
  );
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return found;
}

describe("records of a text in pieces", () => {
  test("are those of the whole text, wherever it is cut", () => {
    const cell = fc.constantFrom(
      "1",
      "a b",
      '"x"',
      '"say ""so"""',
      '"two\nlines"',
      '""',
      '"a,b"',
      '"\n\n"',
      "",
    );
    const row = fc
      .tuple(
        cell.filter((one) => one !== ""),
        cell,
        cell,
      )
      .map((cells) => cells.join(","));
    const text = fc.tuple(fc.array(row, { maxLength: 6 }), fc.constantFrom("\n", "\r\n"));
    const cuts = fc.array(fc.nat(80), { maxLength: 6 });
    fc.assert(
      fc.property(text, cuts, ([rows, end], at) => {
        const whole = rows.map((one) => one + end).join("");
        const places = [0, ...at.map((one) => Math.min(one, whole.length)), whole.length].sort(
          (a, b) => a - b,
        );
        const pieces = places.map((place, i) => whole.slice(place, places[i + 1] ?? whole.length));
        expect(records(pieces)).toEqual(records([whole]));
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  test("a line of a million quotation marks, and one of ten thousand quoted cells, take no longer than they are long", () => {
    const start = performance.now();
    const marks = '""'.repeat(2 ** 20);
    const inPieces = Array.from({ length: 32 }, (_, i) => marks.slice(i << 16, (i + 1) << 16));
    expect(records(["a\n", ...inPieces, "\n"])).toEqual([
      [["a"], 1],
      [['"'.repeat(2 ** 20 - 1)], 2],
    ]);
    const wide = `${'"word",'.repeat(100_000)}"last"\n`;
    expect(records([wide])[0]![0].length).toBe(100_001);
    expect(performance.now() - start).toBeLessThan(8000);
  }, 60_000);

  test("a record longer than any is refused, and whether a quotation mark is open is said", () => {
    const long = "x".repeat(2 ** 24 + 1);
    expect(() => records(["a,b\n", long])).toThrow(
      "rows.csv, line 2: has more than 16,777,216 characters; a row is shorter",
    );
    expect(() => records(['a,b\n"', long])).toThrow(
      "rows.csv, line 2: has more than 16,777,216 characters: a quotation mark is opened and not closed",
    );
  });
});
