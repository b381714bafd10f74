import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { cellsOf } from "../../../src/data/table.ts";
import { book, readTable, rowsXml } from "../../data/formats/excel/book.ts";
import { kiso, kisoJson, workshop } from "../kiso.ts";

const { root, folder } = workshop("excel");

/** A form as factories have it: a title, who measured, a header of two rows, units, rows, the mean of all. */
function form(lot: string, first: number, rows: number) {
  const body = Array.from({ length: rows }, (_, i) => {
    const width = 10 + Math.sin(1.7 * (first + i));
    const shown = `<c s="1"><v>${first + i}</v></c>`;
    return [
      shown,
      i % 5 === 0 ? `${lot}-${i / 5 + 1}` : null,
      width,
      width / 3,
      `<c s="2"><v>${0.9 + width / 200}</v></c>`,
      width > 10 ? "不良品" : "良品",
    ];
  });
  const merges = Array.from(
    { length: Math.floor(rows / 5) },
    (_, k) => `<mergeCell ref="B${6 + 5 * k}:B${10 + 5 * k}"/>`,
  );
  const xml = rowsXml([
    [`検査成績書 ${lot}`],
    ["担当", "佐藤"],
    [],
    ["製番", "ロット", "寸法", null, "歩留り", "判定"],
    [null, null, "外径(mm)", "内径(mm)", null, null],
    ...body,
    ["平均", null, 10, 3.3, '<c s="2"><v>0.95</v></c>', null],
  ]);
  const header = `<mergeCell ref="A1:F1"/><mergeCell ref="A4:A5"/><mergeCell ref="B4:B5"/><mergeCell ref="C4:D4"/><mergeCell ref="E4:E5"/><mergeCell ref="F4:F5"/>`;
  return book(
    {
      sheets: { 検査: `${xml}<mergeCells>${header}${merges.join("")}</mergeCells>` },
      formats: ["00000", "0.0%"],
    },
    `${lot}.xlsx`,
  );
}

let [learned, next, run] = ["", "", ""];
beforeAll(async () => {
  [learned, next, run] = [await form("L1", 58, 60), await form("L2", 1000, 25), join(root, "run")];
});

describe("a form of Excel's", () => {
  test("is learned from: what is no row is said", async () => {
    const { code, stdout } = await kiso(["train", learned, "--epochs", "200", "--lr", "0.5", "--out", run], {
      cwd: root,
    });
    expect(code).toBe(0);
    expect(stdout).toContain("60 rows");
    expect(stdout).toContain(
      "48 cells that are merged with the one above hold their text".replace("their", "its"),
    );
    expect(stdout).toContain("percentages are read as Excel keeps them, 12% as 0.12 (歩留り)");
    expect(stdout).toMatch(/lines 4 and 5 are a header of two rows/);
    expect(stdout).toMatch(/line 66 .*total.*平均|平均/);
    const { featureNames } = JSON.parse(readFileSync(join(run, "model.json"), "utf8"));
    expect(featureNames).toEqual(expect.arrayContaining(["寸法_外径(mm)", "寸法_内径(mm)", "歩留り"]));
  });

  test("the next lot is answered right, in a workbook with all its columns", async () => {
    const out = join(folder(), "answers.xlsx");
    const { code } = await kiso(["predict", run, next, "--out", out], { cwd: root });
    expect(code).toBe(0);
    const table = await readTable(out);
    expect(table.rows).toBe(25);
    const cells = (name: string) => cellsOf(table.column(name));
    expect(table.columnNames.slice(0, 7)).toEqual([
      "製番",
      "ロット",
      "寸法_外径(mm)",
      "寸法_内径(mm)",
      "歩留り",
      "判定",
      "label",
    ]);
    const right = cells("label").filter((label, row) => label === cells("判定")[row]);
    expect(right.length).toBeGreaterThanOrEqual(23);
    expect(cells("ロット")[4]).toBe("L2-1");
    const { accuracy } = await kisoJson<{ accuracy: number }>(["evaluate", run, next], { cwd: root });
    expect(accuracy).toBe(right.length / 25);
  });

  test("--columns says what stands beside the answers, --out-encoding how the text is written", async () => {
    const out = join(folder(), "answers.csv");
    const { stdout } = await kiso(
      ["predict", run, next, "--columns", "判定, ロット", "--out-encoding", "cp932", "--out", out],
      { cwd: root },
    );
    expect(stdout).toContain("25 rows, each with its label");
    const text = new TextDecoder("shift_jis", { fatal: true }).decode(readFileSync(out));
    expect(text.split("\r\n")[0]).toBe("判定,ロット,label,probability,p(不良品),p(良品)");
    const none = await kiso(["predict", run, next, "--columns", "none"], { cwd: root });
    expect(none.stdout).toMatch(/^label,probability,/);
    const wrong = await kiso(["predict", run, next, "--columns", "判断"], { cwd: root });
    expect(wrong).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no column "判断" to write beside the answers; did you mean "判定"?'),
    });
    const unknown = await kiso(["predict", run, next, "--out-encoding", "sjis-x"], { cwd: root });
    expect(unknown).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining('there is no encoding "sjis-x"'),
    });
  });

  test("the sheet that was asked for is the model's: --sheet", async () => {
    const rows = (shift: number) =>
      rowsXml([
        ["x", "label"],
        ...Array.from({ length: 20 }, (_, i) => [i + shift / 10 + 0.25, i < 10 ? "a" : "b"]),
      ]);
    const two = await book({ sheets: { 一月: rows(0), 二月: rows(1) } }, "two.xlsx");
    const { code, stdout } = await kiso(["train", two, "--sheet", "二月", "--epochs", "2", "--out", "two"], {
      cwd: root,
    });
    expect({ code, said: stdout.includes("holds cells too") }).toEqual({ code: 0, said: false });
    expect(JSON.parse(readFileSync(join(root, "two", "config.json"), "utf8")).data.reading).toEqual({
      sheet: "二月",
    });
    const one = await book({ sheets: { 一月: rows(0) } }, "one.xlsx");
    const other = await kiso(["predict", "two", one], { cwd: root });
    expect(other.code).toBe(0);
    expect(other.stderr).toContain(
      'has no sheet "二月", which the model learned from; its only sheet, 一月, is read (--sheet 一月 chooses one)',
    );
    const refused = await kiso(["predict", "two", one, "--sheet", "二月"], { cwd: root });
    expect(refused.stderr).toContain(
      'has no sheet "二月"; did you mean "一月"? Its sheets are 1 一月; --sheet 一月 reads one of them',
    );
    expect((await kiso(["predict", "two", one, "--sheet", "1"], { cwd: root })).code).toBe(0);
  });
});

describe("the cells of a CSV beside the answers", () => {
  test("stand as they stood: ids, zeros at the end, words for no value; in a workbook numbers are numbers", async () => {
    const cwd = folder({
      "lot.csv": `製番,d,w,備考\n${Array.from(
        { length: 30 },
        (_, i) => `000${10 + i},${10 + (i % 7)}.50,${i % 7 < 3 ? "OK" : "NG"},x`,
      )
        .join("\n")
        .replaceAll(",x", "")}\n`.replace("製番,d,w,備考", "製番,d,判定"),
      "next.csv": "製番,d,other,code\n00058,10.50,1.10,007\n00059,16.50,NA,1E2\n00060,12.50,-,=1+1\n",
    });
    expect(
      (await kiso(["train", "lot.csv", "--epochs", "100", "--lr", "0.5", "--out", "run"], { cwd })).code,
    ).toBe(0);
    const { code, stderr } = await kiso(["predict", "run", "next.csv", "--out", "out.csv"], { cwd });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'note   out.csv: a spreadsheet that opens it makes numbers or dates of 製番 ("00058"), code ("007"); a name that ends in .xlsx keeps the texts\n' +
        'note   out.csv: an apostrophe stands before what a spreadsheet would run, in code ("=1+1"); kiso reads it without one, and a name that ends in .xlsx keeps the texts\n',
    });
    const lines = readFileSync(join(cwd, "out.csv"), "utf8").split("\r\n");
    expect(lines.slice(0, 4).map((line) => line.split(",").slice(0, 5).join(","))).toEqual([
      "\uFEFF製番,d,other,code,label",
      '"00058",10.50,1.10,"007",OK',
      '"00059",16.50,NA,"1E2",NG',
      '"00060",12.50,-,\'=1+1,OK',
    ]);
    expect((await kiso(["predict", "run", "next.csv", "--out", "out.xlsx"], { cwd })).code).toBe(0);
    const table = await readTable(join(cwd, "out.xlsx"));
    expect(cellsOf(table.column("code"))).toEqual(["007", "1E2", "=1+1"]);
    expect(cellsOf(table.column("d"))).toEqual(["10.5", "16.5", "12.5"]);
    const { stdout } = await kiso(["predict", "run", "next.csv"], { cwd });
    expect(stdout.split("\n").map((line) => line.split(",").slice(0, 2).join(","))).toEqual([
      "製番,label",
      "00058,OK",
      "00059,NG",
      "00060,OK",
      "",
    ]);
  });
});
