import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadTables } from "../../../../src/data/load.ts";
import { cellsOf, type Table } from "../../../../src/data/table.ts";
import { book, partsOf, type RawBook, readTable, rowsXml, written, zipped } from "./book.ts";

const rows = [
  ["id", "width", "label"],
  ["a", 1.5, "良品"],
  ["b", 2.5, "不良品"],
  ["c", 3.5, "良品"],
] as const;
const small = rowsXml(rows);

const cells = (table: Table) =>
  Object.fromEntries(table.columnNames.map((name) => [name, cellsOf(table.column(name))]));
const plain = { id: ["a", "b", "c"], width: ["1.5", "2.5", "3.5"], label: ["良品", "不良品", "良品"] };

const read = async (raw: RawBook, how = {}) => readTable(await book(raw), "book.xlsx", how);

describe("how a workbook may be written", () => {
  const shared = (strings: string): RawBook => ({
    sheets: {
      a: rowsXml([
        ['<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>'],
        [1, '<c t="s"><v>2</v></c>'],
        [2, '<c t="s"><v>3</v></c>'],
      ]),
    },
    strings,
  });

  test("shared texts: runs of rich text are joined, readings of Japanese (furigana) are no text, escapes are undone", async () => {
    const table = await read(
      shared(
        `<si><t>幅</t></si><si><r><rPr><b/></rPr><t>判</t></r><r><t>定</t></r><rPh sb="0" eb="2"><t>ハンテイ</t></rPh><phoneticPr fontId="1"/></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t xml:space="preserve"> A&amp;B_x000D__x005F_x </t></si>`,
      ),
    );
    expect(cells(table)).toEqual({ 幅: ["1", "2"], 判定: ["東京", "A&B\r_x"] });
  });

  test("texts in their cells, with readings", async () => {
    const inline = `<c t="inlineStr"><is><r><t>東</t></r><r><t>京</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>`;
    const table = await read({
      sheets: {
        a: rowsXml([
          ["x", "place"],
          [1, inline],
          [2, "大阪"],
        ]),
      },
    });
    expect(cells(table).place).toEqual(["東京", "大阪"]);
  });

  test("prefixed names, the strict edition's addresses, no places of cells", async () => {
    const parts = partsOf({ sheets: { a: small } });
    const strict = Object.fromEntries(
      Object.entries(parts).map(([path, xml]) => [
        path,
        xml
          .replaceAll(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
          )
          .replaceAll(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
          ),
      ]),
    );
    const sheet = "xl/worksheets/sheet1.xml";
    strict[sheet] = strict[sheet]!.replaceAll(/<(\/?)(\w)/g, "<$1x:$2")
      .replace("xmlns=", "xmlns:x=")
      .replaceAll(/ r="[A-Z]*\d+"/g, "");
    const table = await readTable(written("strict.xlsx", await zipped(strict)));
    expect(cells(table)).toEqual(plain);
  });

  test("parts whose names are spelled otherwise than the list spells them", async () => {
    const { "xl/sharedStrings.xml": strings, ...parts } = partsOf(
      shared("<si><t>x</t></si><si><t>y</t></si><si><t>a</t></si><si><t>b</t></si>"),
    );
    const table = await readTable(
      written("case.xlsx", await zipped({ ...parts, "xl/SharedStrings.xml": strings! })),
    );
    expect(cells(table)).toEqual({ x: ["1", "2"], y: ["a", "b"] });
  });

  test("booleans, errors, dates in words, results of formulas", async () => {
    const table = await read({
      sheets: {
        a: rowsXml([
          ["flag", "value", "day", "word"],
          [
            '<c t="b"><v>1</v></c>',
            '<c t="e"><v>#DIV/0!</v></c>',
            '<c t="d"><v>2024-02-29T12:30:00Z</v></c>',
            '<c t="str"><f>"a"&amp;B1</f><v>ab</v></c>',
          ],
          [
            '<c t="b"><v>0</v></c>',
            '<c t="e"><v>#SPILL!</v></c>',
            '<c t="d"><v>2024-03-01</v></c>',
            '<c t="str"><f>""</f><v></v></c>',
          ],
          ['<c t="b"><f>A2</f><v>1</v></c>', "<c><f>1+1</f><v>2</v></c>", "<c><v/></c>", "b"],
        ]),
      },
    });
    expect(cells(table)).toEqual({
      flag: ["True", "False", "True"],
      value: ["", "", "2"],
      day: ["2024-02-29 12:30:00", "2024-03-01", ""],
      word: ["ab", "", "b"],
    });
  });

  test("numbers have the bits that the file gives them", async () => {
    const values = [
      "0.1",
      "1E-3",
      "-0",
      "5E-324",
      "1.7976931348623157E+308",
      "0.30000000000000004",
      "12345678901234567890",
    ];
    const xml = rowsXml([["x", "y"], ...values.map((value) => [`<c><v>${value}</v></c>`, "a"])]);
    const column = (await read({ sheets: { a: xml } })).column("x");
    expect(column.kind === "number" && [...column.values]).toEqual(values.map((value) => Number(value) + 0));
  });

  test.each([
    [
      "a text that is not there",
      { sheets: { a: rowsXml([["x", '<c t="s"><v>7</v></c>']]) } },
      "cell B1 names a text that the file has not",
    ],
    [
      "a number that is none",
      { sheets: { a: rowsXml([["x", "<c><v>1,5</v></c>"]]) } },
      "cell B1 should hold a number, found 1,5",
    ],
    ["XML that ends early", { sheets: { a: "<sheetData><row>" } }, "unclosed tag|unexpected close tag"],
    [
      "a cell beyond every sheet",
      { sheets: { a: '<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>' } },
      "a cell stands in row 1, column 16385",
    ],
    [
      "a cell of a format that is not there",
      { sheets: { a: rowsXml([["x", '<c s="9"><v>45000</v></c>']]) } },
      "cell B1 names a format that the file has not",
    ],
    [
      "a list of sheets without the sheet",
      { sheets: { a: small }, more: { "xl/workbook.xml": "<a/>" } },
      "holds no sheet with cells",
    ],
  ])("%s is told as broken", async (_, raw, said) => {
    await expect(read(raw)).rejects.toThrow(new RegExp(said));
  });

  test("one wrong bit is found by the checksum", async () => {
    const raw = partsOf({ sheets: { a: small } });
    const bytes = await zipped(raw);
    const name = Buffer.from("xl/worksheets/sheet1.xml");
    // The checksum in the archive's list, 30 bytes before the name.
    const at = bytes.lastIndexOf(name) - 30;
    bytes[at] = bytes[at]! ^ 1;
    await expect(readTable(written("bit.xlsx", bytes), "bit.xlsx")).rejects.toThrow(
      "bit.xlsx: is broken or cut short (the checksum of xl/worksheets/sheet1.xml is wrong); get the file again, or open it in Excel or LibreOffice and save it anew",
    );
  });

  test("a file that is cut short", async () => {
    const bytes = readFileSync(await book({ sheets: { a: small } }));
    await expect(readTable(written("cut.xlsx", bytes.subarray(0, 900)), "cut.xlsx")).rejects.toThrow(
      /^cut.xlsx: is broken or cut short \(/,
    );
  });
});

describe("which sheet", () => {
  const cover = rowsXml([["検査成績書"], ["2024年4月"]]);
  const three = { 表紙: cover, 検査: small, 前月: small };

  test("the first that holds a table; the others are named", async () => {
    const { traits, rows: count } = await read({ sheets: three });
    expect(count).toBe(3);
    expect(traits.notes).toEqual([
      'book.xlsx: the sheet 検査 is read; 表紙, 前月 (its rows all lie in 検査) hold cells too (sheet: "表紙" reads the first of them)',
    ]);
  });

  test("hidden sheets come last, and are named as hidden", async () => {
    const { traits } = await read({ sheets: { 一覧: small, 検査: small }, states: { 一覧: "veryHidden" } });
    expect(traits.notes![0]).toContain("the sheet 検査 is read; 一覧 (hidden) holds cells too");
  });

  test("nothing is said where the others are empty, or hold a chart", async () => {
    const raw = partsOf({ sheets: { 検査: small, Sheet2: "<sheetData/>" } });
    const rels = "xl/_rels/workbook.xml.rels";
    raw[rels] = raw[rels]!.replace(
      "</Relationships>",
      `<Relationship Id="rId9" Type="http://x/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>`,
    );
    raw["xl/workbook.xml"] = raw["xl/workbook.xml"]!.replace(
      "<sheets>",
      `<sheets><sheet name="グラフ" sheetId="9" r:id="rId9"/>`,
    );
    const table = await readTable(written("chart.xlsx", await zipped(raw)));
    expect(cells(table)).toEqual(plain);
    expect(table.traits.notes).toEqual([]);
  });

  test.each(["前月", "３", "3", " 前月 "])("%s by name or number", async (sheet) => {
    const other = {
      ...three,
      前月: rowsXml([
        ["x", "label"],
        [1, "a"],
        [2, "b"],
      ]),
    };
    const found = await read({ sheets: other }, { sheet: sheet === "３" ? "3" : sheet });
    expect(found.columnNames).toEqual(["x", "label"]);
    expect(found.traits.notes).toEqual([]);
  });

  test("a name that is none is told with the list", async () => {
    await expect(read({ sheets: three }, { sheet: "前年" })).rejects.toThrow(
      'book.xlsx: has no sheet "前年"; did you mean "前月"? Its sheets are 1 表紙, 2 検査, 3 前月',
    );
    await expect(read({ sheets: three }, { sheet: "4" })).rejects.toThrow('has no sheet "4"');
  });

  test("a workbook without a table", async () => {
    await expect(read({ sheets: { 表紙: cover } })).rejects.toThrow(
      "book.xlsx: no sheet holds a table, a header and rows; its sheets are 表紙",
    );
  });
});

describe("where the table stands", () => {
  test("anywhere: empty rows above and empty columns to the left are none of it", async () => {
    const table = await read({ sheets: { a: rowsXml(rows, 4, 2) } });
    expect(cells(table)).toEqual(plain);
    expect(table.where(0)).toBe("book.xlsx, row 1 (line 5)");
  });

  test("what stands beside it, behind an empty column, is named and not read", async () => {
    const beside = rows.map((row, i) => [...row, null, ...(i === 1 ? ["良品", 80] : [])]);
    const table = await read({ sheets: { a: rowsXml(beside) } });
    expect(cells(table)).toEqual(plain);
    expect(table.traits.notes).toEqual([
      "book.xlsx: E2:F2, beside the table and behind an empty column, is not read",
    ]);
  });

  test("columns of the table may stand behind an empty one", async () => {
    const divided = rows.map((row) => [row[0], null, row[1], row[2]]);
    expect(cells(await read({ sheets: { a: rowsXml(divided) } }))).toEqual(plain);
  });

  test("a cell far to the right or below does not fill a memory", async () => {
    const far = small.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>');
    expect(cells(await read({ sheets: { a: far } }))).toEqual(plain);
  });

  test("text that Excel made dates of, among numbers and codes", async () => {
    const day = '<c s="1"><v>45323</v></c>';
    const raw = {
      formats: ["m/d"],
      sheets: {
        a: rowsXml([
          ["code", "label"],
          ["3-4A", "a"],
          [day, "b"],
          ["7-8A", "a"],
        ]),
      },
    };
    const table = await read(raw);
    expect(cells(table).code).toEqual(["3-4A", "2024-02-01", "7-8A"]);
    expect(table.traits.notes).toEqual([
      'book.xlsx, column code: 1 of 3 cells is a date (A3: "2024-02-01"); Excel makes dates of what looks like one, such as 1/2 or 2-1',
    ]);
  });

  test("percentages beside plain numbers, and codes that were too long for Excel", async () => {
    const half = '<c s="1"><v>0.5</v></c>';
    const raw = {
      formats: ["0%"],
      sheets: {
        a: rowsXml([
          ["yield", "code", "label"],
          [half, 1, "a"],
          [50, 1234567890123450, "b"],
          [half, 3, "a"],
        ]),
      },
    };
    expect((await read(raw)).traits.notes).toEqual([
      "book.xlsx: percentages are read as Excel keeps them, 12% as 0.12 (yield)",
      'book.xlsx, column yield: numbers stand beside percentages (A3: "50"); write all of them as percentages or none',
      'book.xlsx, column code: 1 number has more digits than the 15 that Excel keeps (B3: "1234567890123450"); the last were lost when they were typed, so keep such codes as text',
    ]);
  });
});

describe("files whose name says something else", () => {
  test("a .csv that is a workbook is read as one, and said", async () => {
    const { tables, notes } = await loadTables(await book({ sheets: { a: small } }, "lot.csv"));
    expect(cells(tables.train!)).toEqual(plain);
    expect(notes).toEqual([
      expect.stringMatching(/lot\.csv: is a workbook by its content, and is read as one$/),
    ]);
  });

  test("an .xlsx that is CSV is read as CSV, and said", async () => {
    const { tables, notes } = await loadTables(
      written("lot.xlsx", "id,width,label\na,1.5,良品\nb,2.5,不良品\nc,3.5,良品\n"),
    );
    expect(cells(tables.train!)).toEqual(plain);
    expect(notes).toEqual([
      expect.stringMatching(/lot\.xlsx: is text by its content, no workbook, and is read as CSV$/),
    ]);
  });

  test.each([
    [
      "lot.xls",
      "<html><body><table><tr><td>1</td></tr></table></body></html>",
      "is a web page (HTML) with the name of a spreadsheet",
    ],
    [
      "lot.xls",
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
      "is a workbook in the XML of Excel 2003 (SpreadsheetML), which kiso does not read; open it in Excel or LibreOffice and save it as .xlsx",
    ],
    [
      "lot.xml",
      '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>',
      "is a workbook in the XML of Excel 2003 (SpreadsheetML), which kiso does not read; open it in Excel or LibreOffice and save it as .xlsx",
    ],
    [
      "lot.csv",
      '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>',
      "is a workbook in the XML",
    ],
    ["lot.xml", "<?xml version='1.0'?><rows/>", "is XML; save it as CSV"],
    ["lot.xls", "<?xml version='1.0'?><rows/>", "is XML, not a workbook"],
    ["lot.xlsx", Uint8Array.of(0x1f, 0x8b, 0, 0, 0), "is no spreadsheet"],
    ["lot.xlsx", "", "is empty"],
  ])("%s that is something else", async (name, content, said) => {
    await expect(loadTables(written(name, content))).rejects.toThrow(`${name}: ${said}`);
  });

  test("archives that hold no workbook, and binary workbooks", async () => {
    const docx = written("lot.xlsx", await zipped({ "word/document.xml": "<a/>" }));
    await expect(loadTables(docx)).rejects.toThrow("is a zip archive that holds no workbook");
    const xlsb = written("lot.xlsb", await zipped({ "xl/workbook.bin": "" }));
    await expect(loadTables(xlsb)).rejects.toThrow(
      "is a binary workbook (.xlsb), which kiso does not read; save it as .xlsx in Excel",
    );
  });
});
