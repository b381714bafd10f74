import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { textEncoder } from "../../../src/data/formats/encodeText.ts";
import { numeral, SheetChanges, sheetText } from "../../../src/data/formats/sheetText.ts";
import { writeForPeople, writeTable } from "../../../src/data/formats/write.ts";
import type { WriteColumn } from "../../../src/data/formats/writeColumn.ts";
import { loadTables } from "../../../src/data/load.ts";
import { cellsOf } from "../../../src/data/table.ts";
import { readTable } from "./excel/book.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-sheet-"));
const at = (name: string) => join(folder, name);

async function* once(columns: readonly WriteColumn[]) {
  yield columns;
}

const columns: WriteColumn[] = [
  { name: "製番", text: ["00058", "00059", "A-1"] },
  {
    name: "外径",
    values: Float64Array.of(10.5, Number.NaN, 1 / 3),
    cells: (row) => (row === 1 ? "-" : undefined),
  },
  { name: "label", text: ["良品", "不良品", "=1+1"] },
  { name: "p", values: [0.123456789, 1e-9 / 3, 1], digits: 6 },
];

async function textOf(file: boolean, encoding?: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of sheetText(once(columns), { delimiter: ",", encoding, file })) parts.push(part);
  return Buffer.concat(parts);
}

describe("a table of text for people", () => {
  test("in a file: a byte order mark, lines as in Windows, codes that would lose their zeros in quotation marks", async () => {
    expect((await textOf(true)).toString("utf8")).toBe(
      '\uFEFF製番,外径,label,p\r\n"00058",10.5,良品,0.123457\r\n"00059",-,不良品,3.33333e-10\r\nA-1,0.3333333333333333,\'=1+1,1\r\n',
    );
  });

  test("on a pipe: neither mark nor carriage returns", async () => {
    expect((await textOf(false)).toString("utf8")).toBe(
      "製番,外径,label,p\n00058,10.5,良品,0.123457\n00059,-,不良品,3.33333e-10\nA-1,0.3333333333333333,'=1+1,1\n",
    );
  });

  test.each([
    [0.1 + 0.2, 6, "0.3"],
    [123456789, 6, "123456789"],
    [123456.789, 6, "123457"],
    [-0, undefined, "0"],
    [Number.NaN, 6, ""],
    [1e21, 6, "1e+21"],
    [Math.fround(0.1), 9, "0.100000001"],
  ] as const)("%d in %s digits is %s", (value, digits, text) => {
    expect(numeral(value, digits)).toBe(text);
  });

  test("9 digits give every float32 back", () => {
    for (let i = 0, bits = 1; i < 20_000; i++, bits = (bits * 16_807) % 2_147_483_647) {
      const value = new Float32Array(Uint32Array.of(bits).buffer)[0]!;
      if (Number.isFinite(value)) expect(Math.fround(Number(numeral(value, 9)))).toBe(value + 0);
    }
  });

  test("kiso reads its own file", async () => {
    await writeForPeople(at("own.csv"), once(columns.filter(({ name }) => name !== "外径")));
    const { columns: read } = (await loadTables(at("own.csv"))).tables.train!;
    expect(cellsOf(read.get("label")!)).toEqual(["良品", "不良品", "=1+1"]);
  });
});

describe("text in other encodings", () => {
  test.each([
    ["shift_jis", "製番①髙−〜ｱ\\Ⅱ"],
    ["cp932", "纊鋐"],
    ["euc-jp", "製番,良品"],
    ["euc-kr", "불량품"],
    ["gbk", "不良品"],
    ["big5", "不良品"],
    ["windows-1252", "Größe €"],
    ["iso-8859-2", "žluť"],
    ["utf-16le", "製番𠮷"],
    ["utf-8", "製番𠮷"],
  ])("%s decodes to what was written", (encoding, text) => {
    const label = encoding === "cp932" ? "shift_jis" : encoding;
    // Node 20 takes windows-1252 for ISO 8859-1.
    const decoded = new TextDecoder(label, { fatal: true })
      .decode(textEncoder(encoding)(text))
      .replace("\u0080", "€");
    expect(decoded).toBe(text.replace("−", encoding === "shift_jis" ? "－" : "−").replace("〜", "～"));
  });

  test("as Windows does where a character has two codes", () => {
    expect([...textEncoder("shift_jis")("∵Ⅰ纊")]).toEqual([0x81, 0xe6, 0x87, 0x54, 0xfa, 0x5c]);
  });

  test("what the encoding has not is told, with the text", async () => {
    expect(() => textEncoder("shift_jis")("製番,𠮷野\r\n")).toThrow(
      'shift_jis has no character "𠮷" (in "𠮷野"); write utf-8',
    );
    expect(() => textEncoder("windows-1252")("良")).toThrow("windows-1252 has no character");
    expect(() => textEncoder("sjis2004")).toThrow('there is no encoding "sjis2004"; did you mean "sjis"?');
    expect(() => textEncoder("iso-2022-jp")).toThrow("kiso does not write iso-2022-jp");
    expect((await textOf(true, "shift_jis")).subarray(0, 4)).toEqual(Buffer.from([0x90, 0xbb, 0x94, 0xd4]));
  });
});

describe("an .xlsx file", () => {
  test("reads back: numbers to the bit, texts to the letter", async () => {
    const odd = ["00058", " a\tb\nc ", "<&>\"'", "\u0007bell", "_x0041_", "=1+1"];
    const values = [0.1, 1 / 3, -1e300, 5e-324, 123456789012345680000, Number.NaN];
    await writeTable(at("odd.xlsx"), [
      { name: "x", values },
      { name: "v", values: values.flatMap((x) => [x, 1]), width: 2 },
      { name: "code", text: odd },
    ]);
    const table = await readTable(at("odd.xlsx"));
    const x = table.column("x");
    expect(x.kind === "number" && [...x.values]).toEqual(values);
    expect(table.columnNames).toEqual(["x", "v[0]", "v[1]", "code"]);
    expect(cellsOf(table.column("code"))).toEqual(odd.map((text) => text.trim()));
  });

  test("the same rows give the same bytes, in one piece or several", async () => {
    const piece = (from: number, to: number): WriteColumn[] => [
      { name: "n", values: Array.from({ length: to - from }, (_, i) => from + i) },
      { name: "word", text: Array.from({ length: to - from }, (_, i) => `w${from + i}`) },
    ];
    await writeForPeople(at("one.xlsx"), once(piece(0, 2500)));
    await writeForPeople(
      at("two.xlsx"),
      (async function* () {
        yield piece(0, 1200);
        yield piece(1200, 2500);
      })(),
    );
    expect(readFileSync(at("two.xlsx")).equals(readFileSync(at("one.xlsx")))).toBe(true);
  });

  test("more than a sheet holds is refused, and nothing is left", async () => {
    const long = once([{ name: "x", values: new Float64Array(2 ** 20) }]);
    await expect(writeForPeople(at("long.xlsx"), long)).rejects.toThrow(
      `Cannot write ${at("long.xlsx")}: a sheet holds 1048576 rows, and these are more; write .csv or .parquet.`,
    );
    const wide = once([{ name: "x", values: new Float64Array(2 ** 15), width: 2 ** 15 }]);
    await expect(writeForPeople(at("wide.xlsx"), wide)).rejects.toThrow(
      "a sheet holds 16384 columns, and these are 32768",
    );
    await expect(
      writeForPeople(at("text.xlsx"), once([{ name: "x", text: ["x".repeat(40_000)] }])),
    ).rejects.toThrow("cell A2 holds 40000 characters");
    for (const name of ["long.xlsx", "wide.xlsx", "text.xlsx"]) expect(existsSync(at(name))).toBe(false);
  });

  test("openpyxl reads it: text stays text, numbers are numbers, the header is bold", async ({ skip }) => {
    if (!existsSync("/usr/lib/python3/dist-packages/openpyxl")) skip("needs Debian's python3-openpyxl");
    await writeTable(at("py.xlsx"), columns.slice(0, 3));
    const script =
      "import openpyxl,sys,json; s=openpyxl.load_workbook(sys.argv[1]).active; print(json.dumps([[[c.value, c.data_type, c.font.b] for c in r] for r in s.iter_rows()], ensure_ascii=True), s.freeze_panes)";
    const found = execFileSync("/usr/bin/python3", ["-c", script, at("py.xlsx")], { encoding: "utf8" });
    expect(found).toContain('[["00058", "s", false], [10.5, "n", false], ["\\u826f\\u54c1", "s", false]]');
    expect(found).toContain('["=1+1", "s", false]');
    expect(found).toContain('[["\\u88fd\\u756a", "s", true]');
    expect(found.trim()).toMatch(/A2$/);
  });
});

describe("LibreOffice opens what kiso writes", () => {
  /** The cells that LibreOffice shows, as CSV in which texts stand in quotation marks. */
  function shown(name: string, infilter: string[] = []): string {
    const csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true";
    const profile = `-env:UserInstallation=file://${at("profile")}`;
    const argv = ["--headless", profile, ...infilter, "--convert-to", csv, "--outdir", at("shown"), at(name)];
    execFileSync("soffice", argv, { stdio: "ignore" });
    return readFileSync(at(join("shown", name.replace(/\.\w+$/, ".csv"))), "utf8");
  }

  test.for(["lot.csv", "lot.xlsx"])(
    "%s shows Japanese, keeps 00058 and runs no formula",
    { timeout: 120_000 },
    async (name, { skip }) => {
      await writeForPeople(at(name), once(columns));
      if (!existsSync("/usr/bin/soffice")) skip("needs Debian's libreoffice-calc");
      const lines = shown(name, name.endsWith(".csv") ? ["--infilter=CSV:44,34,76,1,,0,true"] : []).split(
        "\n",
      );
      expect(lines[0]!.replace("\uFEFF", "")).toBe('"製番","外径","label","p"');
      expect(lines[1]).toBe(
        '"00058",10.5,"良品",0.123457'.replace(
          "0.123457",
          name.endsWith(".csv") ? "0.123457" : "0.123456789",
        ),
      );
      expect(lines[3]).toContain(name.endsWith(".csv") ? "'=1+1" : '"=1+1"');
    },
  );
});

/** What LibreOffice makes of cells of a .csv, bare and in quotation marks: tests/golden/csv_in_sheets.py. */
const inSheets: readonly { text: string; bare: string; quoted: string }[] = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../golden/csv-in-sheets.json"), "utf8"),
);

describe("texts that a spreadsheet changes when it opens a .csv", () => {
  const notes = (texts: readonly string[]) => {
    const changes = new SheetChanges();
    changes.add([{ name: "製番", text: texts }]);
    return changes.notes("out.csv");
  };

  test("quotation marks make no difference to LibreOffice", () => {
    for (const { bare, quoted } of inSheets) expect(quoted).toBe(bare);
  });

  test.each(inSheets)(
    "$text is $bare in LibreOffice, and is said where that is another",
    ({ text, bare }) => {
      const said = [
        `out.csv: a spreadsheet that opens it makes numbers or dates of 製番 ("${text}"); a name that ends in .xlsx keeps the texts`,
      ];
      if (bare !== text) expect(notes(["A", text])).toEqual(said);
    },
  );

  test("days are said too, which Excel makes dates of; ordinary words and numbers are not", () => {
    expect(notes(["1-2"])).toHaveLength(1);
    expect(notes(["A-1", "58", "0", "0.5", "良品", "2024年", ""])).toEqual([]);
  });

  test("cells of a column of numbers count as they stand in their file", () => {
    const changes = new SheetChanges();
    changes.add([{ name: "no", values: [58, 59], cells: (row) => `000${58 + row}` }]);
    changes.add([{ name: "p", values: [0.5, 1e-9] }]);
    expect(changes.notes("a.csv")[0]).toContain('of no ("00058");');
  });
});
