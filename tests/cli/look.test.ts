import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { TableLook } from "../../src/report/look/lookReport.ts";
import { displayWidth } from "../../src/report/pages/width.ts";
import { sensorLog } from "../tasks/look/sensors.ts";
import { kiso, kisoJson } from "./kiso.ts";

const cwd = mkdtempSync(join(tmpdir(), "kiso-look-cli-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
writeFileSync(join(cwd, "log.csv"), sensorLog(200));

describe("kiso look", () => {
  test("says what is in a table in 80 columns, and writes its page into look/", async () => {
    const { code, stdout, stderr } = await kiso(["look", "log.csv", "--lang", "en"], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    const lines = stdout.trimEnd().split("\n");
    for (const line of lines) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    expect(lines[0]).toBe("read   log.csv: 200 rows, 46 columns");
    expect(stdout).toContain("always saying “OK” would score 95.0%");
    expect(stdout).toMatch(/^copied diameter_inch: 0\.0393701 × diameter$/m);
    expect(stdout).toMatch(/^stops {2}log\.csv, row 8 \(line 9\), column diameter: the cell is empty/m);
    expect(lines.slice(-2)).toEqual(["wrote  look/log.html", "next   kiso train log.csv --missing mean"]);
    expect(readFileSync(join(cwd, "look", "log.html"), "utf8")).toMatch(/^<!doctype html>\n<html lang="en">/);
  });

  test("in Japanese, and again over its own page", async () => {
    const { code, stdout } = await kiso(["look", "log.csv"], { cwd, env: { KISO_LANG: "ja" } });
    expect(code).toBe(0);
    for (const said of [
      "読込   log.csv: 200 行、46 列",
      "いつも「OK」と答えると正解率 95.0%",
      "次は   kiso train",
    ])
      expect(stdout).toContain(said);
    expect(readFileSync(join(cwd, "look", "log.html"), "utf8")).toContain('<html lang="ja">');
  });

  test("one JSON object, whose rows and columns are those of the file", async () => {
    const found = await kisoJson<TableLook & { out: string }>(
      ["look", "log.csv", "--label", "判定", "--missing", "median", "--out", "page.html", "--json"],
      { cwd },
    );
    expect([found.rows, found.columns.length, found.label!.why, found.out]).toEqual([
      200,
      46,
      "as asked",
      "page.html",
    ]);
    expect(found.stops).toEqual([]);
    expect(existsSync(join(cwd, "page.html"))).toBe(true);
  });

  test.each([
    ["a label that is not there", ["log.csv", "--label", "hantei"], 'no column "hantei"'],
    ["a page that is none", ["log.csv", "--out", "a.png"], "--out a.png: what is seen is written as a page"],
    ["a page in a folder that is not there", ["log.csv", "--out", "no/a.html"], "Cannot write no/a.html"],
    ["a page over the data", ["log.csv", "--out", "log.html", "--encoding", "utf-9"], "utf-9"],
    ["no such file", ["lag.csv"], "lag.csv: no such file or folder"],
    ["a class that is not there", ["log.csv", "--positive", "NGG"], 'did you mean "NG"?'],
  ])("%s ends with exit 2 and one line, and writes nothing", async (_, argv, message) => {
    const { code, stdout, stderr } = await kiso(["look", ...argv, "--lang", "en"], { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(existsSync(join(cwd, "log.html"))).toBe(false);
  });

  test("writes no page into the data that it looks at", async () => {
    const lot = join(cwd, "lot");
    mkdirSync(lot);
    writeFileSync(join(lot, "a.csv"), sensorLog(60));
    const { code, stdout } = await kiso(["look", ".", "--lang", "en"], { cwd: lot });
    expect(code).toBe(0);
    expect(stdout).toContain("no page is written, since look/ would lie within the data");
    expect(existsSync(join(lot, "look"))).toBe(false);
  });
});
