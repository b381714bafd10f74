import fc from "fast-check";
import { expect, test } from "vitest";
import { parseNumber, scanNumber } from "../../../src/data/columns/number.ts";

/** The cell in the middle of a line: what stands beside it is none of its business. */
const scanned = (cell: string) => scanNumber(`7${cell}7`, 1, 1 + cell.length);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const places = fc.nat(20);

test.each([
  ["as JavaScript writes it", finite.map(String)],
  ["near 1, where most measurements are", fc.double({ min: -1e3, max: 1e3, noNaN: true }).map(String)],
  [
    "with places",
    fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), places).map(([x, k]) => x.toFixed(k)),
  ],
  ["as numpy.savetxt writes it", finite.map((x) => x.toExponential(18))],
  ["of up to 30 digits", fc.stringMatching(/^-?\d{1,15}\.\d{0,15}$/)],
  ["small, with zeros before its digits", fc.stringMatching(/^-?0?\.0{0,20}\d{1,18}$/)],
])("a number %s has the bits that Number gives", (_, cells) => {
  fc.assert(
    fc.property(cells, (cell) => {
      const value = scanned(cell);
      // What is not plainly a number is left to parseNumber: here long whole parts with a point.
      if (!Number.isNaN(value)) expect(value).toBe(Number(cell));
      expect(parseNumber(cell)).toBe(Number(cell));
    }),
    { numRuns: 2000, seed: 1 },
  );
});

test.each(
  "0 -0 007 1. .5 -.5 0.1 123456789.123456789 0.00000000001 9007199254740993 1e5 1.5e-3 1E+2 1e400".split(
    " ",
  ),
)("%s is read at once", (cell) => expect(scanned(cell)).toBe(Number(cell)));

test.each([
  "",
  "-",
  ".",
  "-.",
  "1e",
  "1e+",
  "e5",
  ".e5",
  "--1",
  "1-1",
  "1.2.3",
  " 1",
  "1 ",
  "1,5",
  "0x10",
  "1_0",
  "inf",
  "1e5x",
  "1é",
])("%j is not plainly a number", (cell) => expect(scanned(cell)).toBeNaN());
