import { describe, expect, test } from "vitest";
import { encodeRows, fitEncoder } from "../../../src/data/columns/encoder.ts";
import { readCsv } from "../../../src/data/formats/csv/csv.ts";
import { concatTables } from "../../../src/data/table.ts";
import { classificationReport } from "../../../src/report/classification.ts";
import { reportHtml } from "../../../src/report/pages/html.ts";
import { reportText } from "../../../src/report/pages/text.ts";
import { whereabouts } from "../../../src/tasks/pages/whereabouts.ts";

/** Two lines of a title stand above the header, which is line 3; the lots' numbers have zeros in front. */
const lines = Array.from({ length: 12 }, (_, i) => {
  const heat = i === 4 ? "" : 80 + ((i * 7) % 12) / 2;
  return `AX-${String(100 + i)},000${(i * 37 + 11) % 90 < 10 ? "0" : ""}${(i * 37 + 11) % 90},${(25 + i / 1000).toFixed(3)},${heat},${"AB"[i % 2]},${i < 3 ? "NG" : "OK"}`;
});
const text = (rows: readonly string[], title: string) =>
  `${title}製番,lot no,diameter,heat,line,grade\n${rows.join("\n")}\n`;
const csv = (source: string, title = "") =>
  readCsv(new TextEncoder().encode(text(lines, title)), { name: source });

describe("a row's place", () => {
  const of = async (source: string, title?: string) => {
    const table = await csv(source, title);
    const encoder = fitEncoder(table, { label: "grade", missing: "mean" });
    return { table, encoder, features: encodeRows(table, encoder) };
  };

  test("is its number as Excel shows it, with its ids and its own values; a gap that was filled is empty", async () => {
    const { table, encoder, features } = await of("parts.csv");
    const placeOf = whereabouts(table, encoder, features);
    expect(placeOf(0, ["diameter", "line"])).toEqual({
      file: "parts.csv",
      line: 2,
      id: { 製番: "AX-100", "lot no": "00011" },
      values: { diameter: 25, line: "A" },
    });
    expect(placeOf(4, ["heat", "line", "no such"]).values).toEqual({ heat: "", line: "A" });
    expect(placeOf(5, ["heat"]).values).toEqual({ heat: 85.5 });
    expect(placeOf(11, []).values).toBeUndefined();
  });

  test("of rows that were chosen is theirs, and lines above the header count", async () => {
    const { table, encoder } = await of("parts.csv", "Final inspection\n2026-11-30\n");
    const rows = [7, 2];
    const own = encodeRows(table, encoder);
    const data = Float64Array.from(
      rows.flatMap((row) => Array.from(own.data.subarray(row * own.shape[1], (row + 1) * own.shape[1]))),
    );
    const placeOf = whereabouts(table, encoder, { shape: [2, own.shape[1]], data }, rows);
    expect(placeOf(0, ["diameter"])).toMatchObject({
      line: 11,
      id: { 製番: "AX-107" },
      values: { diameter: 25.007 },
    });
    expect(placeOf(1, ["line"])).toMatchObject({ line: 6, values: { line: "A" } });
  });

  test("names the file, where there are several", async () => {
    const table = concatTables([await csv("one.csv"), await csv("two.csv")]);
    const encoder = fitEncoder(table, { label: "grade", missing: "mean" });
    const placeOf = whereabouts(table, encoder, encodeRows(table, encoder));
    expect(placeOf(13, [])).toMatchObject({ file: "two.csv", line: 3 });
  });
});

describe("mistakes of OK and NG", () => {
  const report = (async () => {
    const table = await csv("parts.csv");
    const encoder = fitEncoder(table, { label: "grade", missing: "mean" });
    const placeOf = whereabouts(table, encoder, encodeRows(table, encoder));
    const labels = lines.map((line) => Number(line.endsWith("OK")));
    // Rows 0 and 1 are missed, the second for surer; rows 5 and 9 are over-rejected.
    const ng = [0.4, 0.1, 0.9, 0.1, 0.1, 0.6, 0.1, 0.1, 0.1, 0.95, 0.1, 0.1];
    const importance = {
      names: ["heat", "diameter", "line"],
      baseline: 1,
      importances: [0.1, 0.3, 0].map((mean) => ({ mean, std: 0 })),
      sample: { rows: 12, ofRows: 12, columns: 3, ofColumns: 3 },
    };
    return classificationReport(
      { labels, probabilities: ng.flatMap((p) => [p, 1 - p]), classNames: ["NG", "OK"], positive: "NG" },
      { title: "parts", placeOf, importance },
    );
  })();

  test("have the missed rows first, then the over-rejected, each with ids and the values of what matters", async () => {
    const { mistakes } = await report;
    expect(mistakes.map(({ index }) => index)).toEqual([1, 0, 9, 5]);
    expect(mistakes[0]).toEqual({
      row: 2,
      index: 1,
      line: 3,
      file: "parts.csv",
      id: { 製番: "AX-101", "lot no": "00048" },
      label: 0,
      predicted: 1,
      confidence: 0.9,
      values: { diameter: 25.001, heat: 83.5 },
    });
    expect(JSON.parse(JSON.stringify(await report))).toEqual(await report);
  });

  test("are a table of the page and of the terminal, numbered as Excel does", async () => {
    const found = reportText(await report);
    expect(found).toMatch(/^ +row +製番 +lot no +true +predicted +probability of NG +diameter +heat$/m);
    expect(found).toMatch(/^ +3 +AX-101 +00048 +NG +OK +10\.0% +25\.001 +83\.5$/m);
    const page = reportHtml(await report, { lang: "ja" });
    expect(page).toContain("「NG」の見逃しを先に、過検出を後に並べています。");
    expect(page).toContain("行番号は、parts.csv を Excel で開いたときの行番号です");
    expect(page).toContain("<li>11 行目 <small>95.0%</small></li>"); // behind the confusion matrix, too
  });
});
