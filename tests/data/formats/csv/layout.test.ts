import { describe, expect, test } from "vitest";
import { fitEncoder } from "../../../../src/data/columns/encoder.ts";
import { csvTable, readCsv } from "../../../../src/data/formats/csv/csv.ts";
import type { HowToRead } from "../../../../src/data/reading.ts";
import { read, readAs, refusal, source } from "./reads.ts";

const rows = [
  ["1.2", "3.4", "OK"],
  ["2.2", "1.4", "NG"],
  ["3.3", "4.5", "OK"],
  ["4.1", "2.2", "NG"],
];
const body = `${rows.map((row) => row.join(",")).join("\n")}\n`;
const wide = `No,lot,w,h,t,label\n${rows.map((row, i) => [i + 1, "L1", ...row.slice(0, 2), 180 + i / 2, row[2]].join(",")).join("\n")}\n`;
const names = ["w", "h", "label"];
const aTitle = "the header is line 2; header: 1 chooses another line";

describe("what stands around a table is no part of it, and is said in a line", () => {
  test.each<[what: string, text: string, notes: string[], how?: HowToRead]>([
    ["nothing, nothing is said", `w,h,label\n${body}`, []],
    ["a title", `lot 7 of May\nw,h,label\n${body}`, [`line 1 is a title (lot 7 of May), ${aTitle}`]],
    [
      "a title, beside it empty cells",
      `検査成績書,,\nw,h,label\n${body}`,
      [`line 1 is a title (検査成績書), ${aTitle}`],
    ],
    [
      "who measured, and when",
      `測定日,2024/01/02\nロット,A-1\n\nw,h,label\n${body}`,
      [
        "lines 1 and 2 are a title (測定日, 2024/01/02), the header is line 4; header: 1 chooses another line",
      ],
    ],
    [
      "the same with empty cells beside it",
      `測定日,2024/01/02,\nロット,A-1,\n,,\nw,h,label\n${body}`,
      ["lines 1 to 3 are a title (測定日, 2024/01/02), the header is line 4; header: 1 chooses another line"],
    ],
    [
      "comments",
      `# made by X\n# on Monday, late\nw,h,label\n${body}`,
      ["lines 1 and 2 are comments, not rows"],
    ],
    ["a comment of MATLAB", `% made by X\nw,h,label\n${body}`, ["line 1 is a comment, not rows"]],
    ["NumPy's header", `# w,h,label\n${body}`, []],
    ["NumPy's header below a comment", `# by X\n# w,h,label\n${body}`, ["line 1 is a comment, not rows"]],
    ["units", `w,h,label\nmm,mm,\n${body}`, ["line 2 holds units (mm, mm), not a row"]],
    [
      "units in brackets, and none",
      `w,h,label\n[N],(℃),-\n${body}`,
      ["line 2 holds units ([N], (℃), -), not a row"],
    ],
    [
      "units made of others",
      `w,h,label\nkgf/cm2,m/s²,[-]\n${body}`,
      ["line 2 holds units (kgf/cm2, m/s², [-]), not a row"],
    ],
    [
      "wide units",
      `w,h,label\n（ｍｍ）,（μｍ）,\n${body}`,
      ["line 2 holds units (（ｍｍ）, （μｍ）), not a row"],
    ],
    [
      "types",
      `w,h,label\nfloat,float,str\n${body}`,
      ["line 2 says what the columns hold (float, float, str), not a row"],
    ],
    [
      "types and roles, as Orange writes them",
      `w,h,label\ncontinuous,continuous,discrete\n,,class\n${body}`,
      [
        "line 2 says what the columns hold (continuous, continuous, discrete), not a row",
        "line 3 says what the columns are for (class), not a row",
      ],
    ],
    [
      "units in words",
      `w,h,label\nミリ,秒,単位なし\n${body}`,
      ["line 2 holds units (ミリ, 秒, 単位なし), not a row"],
    ],
    [
      "units that are called so",
      `w,h,label\nmm,mm,単位\n${body}`,
      ["line 2 holds units (mm, mm, 単位), not a row"],
    ],
    ["the line `sep=` of Excel", `sep=,\nw,h,label\n${body}`, []],
    ["以上", `w,h,label\n${body}以上\n`, ["line 6 is a footer (以上), not a row"]],
    [
      "以上 with empty cells beside it",
      `w,h,label\n${body}以上,,\n`,
      ["line 6 is a footer (以上), not a row"],
    ],
    [
      "a count of rows",
      `w,h,label\n${body}\n4 rows selected.\n`,
      ["line 7 is a footer (4 rows selected.), not a row"],
    ],
    ["a count of rows in Japanese", `w,h,label\n${body}4件\n`, ["line 6 is a footer (4件), not a row"]],
    [
      "who checked, apart",
      `w,h,label\n${body}\n検査員 山田\n`,
      ["line 7 is a footer (検査員 山田), not a row"],
    ],
    ["a total", `w,h,label\n${body}合計,11.5,\n`, ["line 6 is a total (合計, 11.5), not a row"]],
    [
      "a total with fewer cells",
      `w,h,label\n${body}合計,11.5\n`,
      ["line 6 is a total (合計, 11.5), not a row"],
    ],
    [
      "a total and a mean, and a blank row before",
      `w,h,label\n${body},,\nTotal,11.5,\nMean,2.9,\n`,
      ["lines 7 and 8 are totals (Total, 11.5), not rows"],
    ],
    [
      "the header again, as joined files have it",
      `w,h,label\n${body.slice(0, 22)}w,h,label\n${body.slice(22)}`,
      ["line 4 is the header again, not a row"],
    ],
    [
      "a whole report again",
      `lot 1\nw,h,label\nmm,mm,\n${body.slice(0, 22)}合計,4.8,\n\nlot 2\nw,h,label\nmm,mm,\n${body.slice(22)}合計,6.7,\n以上\n`,
      [
        `line 1 is a title (lot 1), ${aTitle}`,
        "line 3 holds units (mm, mm), not a row",
        "lines 6 and 13 are totals (合計, 4.8), not rows",
        "line 8 is a title within the table (lot 2), not a row",
        "lines 9 and 10 are the header again, not rows",
        "line 14 is a footer (以上), not a row",
      ],
    ],
    [
      "a table as PostgreSQL prints it",
      `  w  |  h  | label \n-----+-----+-------\n${body.replaceAll(",", " | ")}(4 rows)\n`,
      ["line 2 is a rule (-----+-----+-------), not a row", "line 7 is a footer ((4 rows)), not a row"],
    ],
    [
      "a line that was told",
      `a,b,c\n2,3,x\nw,h,label\n${body}`,
      ["lines 1 and 2 are a title (a, b, c), the header is line 3; header: 1 chooses another line"],
      { header: 3 },
    ],
    ["a line that was told, and is the first", `w,h,label\n${body}`, [], { header: 1 }],
  ])("%s", async (_, text, notes, how) => {
    const found = await read(text, how);
    expect(found).toEqual({ names, rows, notes: notes.map((note) => `a.csv: ${note}`), headerless: false });
  });

  const named = "part,w,h,label";
  const parts = rows.map((row, i) => `P${i},${row.join(",")}`).join("\n");
  const unitWords =
    "Unit Units UoM Einheit Maßeinheit Unité Unidad Unità Unidade Eenheid Enhet Jednostka Birim Единица Ед.изм. μονάδα 単位 单位 單位 단위 หน่วย Egység".split(
      " ",
    );
  test.each(unitWords)("units behind a word, right below the header or below limits: %s", async (word) => {
    const row = `${word},mm,degC,`;
    const below = await read(`${named}\n${row}\n${parts}\n`);
    expect(below.names).toEqual(["part", "w", "h", "label"]);
    expect(below.notes).toEqual([`a.csv: line 2 holds units (${word}, mm, degC), not a row`]);
    expect(below.rows).toHaveLength(4);
    const limits = "USL,5,6,\nLSL,1,1,\n";
    const third = readAs(await csvTable(source(`${named}\n${limits}${row}\n${parts}\n`)));
    expect(third.rows).toEqual(below.rows);
    expect(third.notes[0]).toBe(`a.csv: line 4 holds units (${word}, mm, degC), not a row`);
  });

  test("tolerances below the header are no names", async () => {
    const found = await read(`${named}\nToleranz,±0.5,12.0±0.3,\n規格,+0.1/-0.2,11.9～12.5,\n${parts}\n`);
    expect(found.names).toEqual(["part", "w", "h", "label"]);
    expect(found.rows).toHaveLength(4);
    expect(found.notes).toEqual([
      "a.csv: line 2 holds tolerances (Toleranz, ±0.5, 12.0±0.3), not a row",
      "a.csv: line 3 holds tolerances (規格, +0.1/-0.2, 11.9～12.5), not a row",
    ]);
  });

  test("a group above names that are letters is a header of two rows, not one of units", async () => {
    const found = await read(
      `,電気,,外観\nNo,V,A,label\n${rows.map((row, i) => `${i + 1},${row.join(",")}`).join("\n")}\n`,
    );
    expect(found.names).toEqual(["No", "電気_V", "電気_A", "外観_label"]);
  });

  test("a total in a column of words", async () => {
    const { rows: found, notes } = await read(
      "品番,w,判定\nA1,1.2,OK\nA2,2.2,NG\nA3,4,OK\n合計,7.4,\n平均,2.5,\n",
    );
    expect(found.map(([name]) => name)).toEqual(["A1", "A2", "A3"]);
    expect(notes).toEqual(["a.csv: lines 5 and 6 are totals (合計, 7.4), not rows"]);
  });

  test("a class that is called as a total is, is a class", async () => {
    const text = "kind,w\nmax,1.5\nmin,2.5\nmin,2.6\nmax,1.5\n";
    expect((await read(text)).rows).toHaveLength(4);
  });

  test("the title of a file without a header", async () => {
    expect(await read("lot 7 of May\n1.5,2.5,a\n3.5,4.5,b\n")).toMatchObject({
      names: ["x0", "x1", "label"],
      rows: [
        ["1.5", "2.5", "a"],
        ["3.5", "4.5", "b"],
      ],
      notes: ["a.csv: line 1 is a title (lot 7 of May), there is no header"],
    });
  });

  test("long files: the header again, units, totals and footer behind thousands of rows, line for line", async () => {
    const part = Array.from({ length: 3000 }, (_, i) => `${i},${i / 10},${i % 2 === 0 ? "OK" : "NG"}`).join(
      "\n",
    );
    const found = await read(`w,h,label\nmm,mm,\n${part}\nw,h,label\nmm,mm,\n${part}\n合計,1,\n以上,,\n`);
    expect(found.rows).toHaveLength(6000);
    expect(found.rows[3000]).toEqual(["0", "0", "OK"]);
    expect(found.notes.slice(1)).toEqual([
      "a.csv: lines 3003 and 3004 are the header again, not rows",
      "a.csv: line 6006 is a footer (以上), not a row".replace("6006", "6006"),
      "a.csv: line 6005 is a total (合計, 1), not a row",
    ]);
  });
});

describe("a header of two rows", () => {
  const said = (lines: string, shown: string, second: number) =>
    `a.csv: lines ${lines} are a header of two rows (${shown}); header: ${second} takes the second alone`;
  test.each<[what: string, text: string, names: string[]]>([
    ["a group for each column", `寸法,,外観\n幅,高さ,判定\n${body}`, ["寸法_幅", "寸法_高さ", "外観_判定"]],
    ["as pandas writes a MultiIndex", `dim,dim,look\nw,h,label\n${body}`, ["dim_w", "dim_h", "look_label"]],
    [
      "no group over the first column",
      `,寸法,\nw,h,判定\n${body}`.replace(",寸法,", ",寸法,外観"),
      ["w", "寸法_h", "外観_判定"],
    ],
    ["cells merged downwards", `No,寸法,判定\n,幅,\n${body}`, ["No", "寸法_幅", "判定"]],
  ])("%s", async (_, text, wanted) => {
    const found = await read(text);
    expect(found.names).toEqual(wanted);
    expect(found.rows).toEqual(rows);
    expect(found.notes).toEqual([said("1 and 2", wanted.join(", "), 2)]);
    if (!text.includes("\n,"))
      expect((await read(text, { header: 2 })).names).toEqual(text.split("\n")[1]!.split(","));
  });

  test("two names for each column: neither is taken, and both ways out are said", async () => {
    const text = `w,h,label\n幅,高さ,判定\n${body}`;
    expect(await refusal(text)).toBe(
      'a.csv, line 2: looks like a second header (幅, 高さ, 判定): words where the rows below hold numbers; header: 2 takes its names, header: 1 those of line 1 (then delete line 2, or leave it out with onError: "skip")',
    );
    expect((await read(text, { header: 2 })).names).toEqual(["幅", "高さ", "判定"]);
  });

  test("a table below lines of as many cells", async () => {
    expect(await refusal("測定日,2024/01/02\nロット,7\n\nx,y\n1,2.5\n3,4.5\n5,6.6\n")).toBe(
      'a.csv, line 4: looks like the header (x, y): words where the rows below hold numbers; header: 4 takes its names, header: 1 those of line 1 (then delete line 4, or leave it out with onError: "skip")',
    );
  });
});

describe("names", () => {
  test.each<[what: string, text: string, names: string[], notes: string[]]>([
    ["blanks around them", " w , h ,label\n1,2,a\n2,3,b\n", names, []],
    [
      "blanks within quotation marks, line ends",
      '" w ","長さ\n(mm)",label\n1,2,a\n2,3,b\n',
      ["w", "長さ (mm)", "label"],
      [],
    ],
    ["a byte order mark", "\uFEFFw,h,label\n1,2,a\n2,3,b\n", names, []],
    [
      "pandas' index",
      ",w,label\n0,1.5,a\n1,2.5,b\n",
      ["Unnamed: 0", "w", "label"],
      ['the first column has no name and names the rows; it is called "Unnamed: 0"'],
    ],
    [
      "row names as R writes them",
      "w,h,label\nS1,1.2,3.4,OK\nS2,2.2,3.1,NG\n",
      ["rownames", ...names],
      ['the first column has no name and names the rows; it is called "rownames"'],
    ],
    [
      "the same by write.table, which numbers the rows",
      '"w" "h" "label"\n"1" 1.2 3.4 "OK"\n"2" 2.2 3.1 "not good"\n',
      ["rownames", ...names],
      ['the first column has no name and names the rows; it is called "rownames"'],
    ],
    ["a number sign that is a name", "#,w,label\n1,1.5,a\n2,2.5,b\n", ["#", "w", "label"], []],
    ["percent signs", "%C,%Mn,label\n1,1.5,a\n2,2.5,b\n", ["%C", "%Mn", "label"], []],
  ])("%s", async (_, text, wanted, notes) => {
    const found = await read(text);
    expect([found.names, found.notes]).toEqual([wanted, notes.map((note) => `a.csv: ${note}`)]);
    expect(found.rows).toHaveLength(2);
  });

  test("a column without a name and without a cell is called as pandas calls it, and left out as empty", async () => {
    const rows = [1, 2, 3, 4].map((i) => `${i}.5,,${(i * i) / 4},,${i % 2 ? "a" : "b"}`);
    const table = await readCsv(`번호,,길이(mm),,판정\n${rows.join("\n")}\n`, { name: "a.csv" });
    expect(table.columnNames).toEqual(["번호", "Unnamed: 1", "길이(mm)", "Unnamed: 3", "판정"]);
    expect(fitEncoder(table, { label: "판정" }).leftOut).toEqual([
      { name: "Unnamed: 1", why: "every cell is empty" },
      { name: "Unnamed: 3", why: "every cell is empty" },
    ]);
  });

  test.each([
    ["w,w,label\n1,2,a\n2,3,b\n", 'a.csv, line 1: two columns are called "w"; give each its own name'],
    [
      "title\nw, w ,label\n1,2,a\n2,3,b\n",
      'a.csv, line 2: two columns are called "w"; give each its own name',
    ],
    [
      "w,ｗ,label\n1,2,a\n2,3,b\n",
      'a.csv, line 1: the columns "w" and "ｗ" have one name, but for the width of its letters; give each its own',
    ],
    ["w,,label\n1,2,a\n2,3,b\n", "a.csv, line 1: column 2 of the header has no name; name it or delete it"],
    [
      `A,,C,t,label\n5,1,2,3,a\nNo,w,h,t,label\n${"1,2,3,4,a\n2,3,3.5,4,b\n".repeat(3)}`,
      "a.csv, line 1: column 2 of the header has no name; name it or delete it; if the header is line 3, say header: 3",
    ],
  ])("%j is refused", async (text, message) => {
    expect(await refusal(text)).toBe(message);
  });
});

describe("lines of another number of cells", () => {
  const mend =
    'mend or delete the line (a cell that holds "," needs quotation marks), or leave such lines out with onError: "skip"';
  test.each([
    ["too few", "1,2\n3,4,NG\n", `2 cells, but the header has 3; ${mend}`],
    ["too many", "1,2,OK,4\n3,4,NG\n", `4 cells, but the header has 3; ${mend}`],
    [
      "a remark",
      "検査員 山田\n3,4,NG\n",
      `1 cell, but the header has 3; it looks like a title or a footer (検査員 山田); ${mend}`,
    ],
    [
      "a remark at the end, not apart",
      "検査員 山田\n",
      `1 cell, but the header has 3; it looks like a title or a footer (検査員 山田); ${mend}`,
    ],
    [
      "a total that others follow",
      "小計,x\n3,4,NG\n",
      `2 cells, but the header has 3; it looks like a total; ${mend}`,
    ],
    ["a file cut short", "3.", `1 cell, but the header has 3; ${mend}`],
  ])("%s", async (_, line, message) => {
    expect(await refusal(`w,h,label\n1,2,OK\n${line}`)).toBe(`a.csv, line 3: ${message}`);
  });

  test("are set aside where that is asked, and counted", async () => {
    const text = `w,h,label\n${body}1,2\n1,2,3,4\n5,6,OK\n`;
    const found = await read(text, { onError: "skip" });
    expect(found.rows).toEqual([...rows, ["5", "6", "OK"]]);
    expect(found.notes).toEqual([
      'a.csv: lines 6 and 7 are set aside (the first: 2 cells, but the header has 3); onError: "stop" stops at such a line',
    ]);
  });
});

test("a header that a model's file had in another line is looked for by the model's names", async () => {
  const known = names;
  for (const [text, line] of [
    [`lot,7,\nby,me,\nw,h,label\n${body}`, 3],
    [`lot,7,\nw,h,label\n${body}`, 2],
    [`w,h,label\n${body}`, 1],
  ] as const) {
    const found = await read(text, { header: 3, known });
    expect(found.names).toEqual(names);
    expect(found.notes.join("\n")).toContain(line === 1 ? "" : `the header is line ${line}`);
  }
});

test.each([
  [
    "測定日,2024/01/02,,担当,佐藤,\n\n",
    "line 1 is a title (測定日, 2024/01/02, 担当, 佐藤), the header is line 3",
  ],
  [
    "測定日,2024/01/02,,担当,,佐藤\n",
    "line 1 is a title (測定日, 2024/01/02, 担当, 佐藤), the header is line 2",
  ],
  [",,,,測定日,2024/01/02\n", "line 1 is a title (測定日, 2024/01/02), the header is line 2"],
  ["検査表,,,,,\n部署,検査,,担当,佐藤,\n,,,,,\n", "lines 1 to 3 are a title (検査表), the header is line 4"],
])("pairs of a name and a value with a gap between them are a title: %j", async (above, note) => {
  const found = await read(above + wide);
  expect(found.names).toEqual(["No", "lot", "w", "h", "t", "label"]);
  expect(found.rows.length).toBe(4);
  expect(found.notes).toEqual([`a.csv: ${note}; header: 1 chooses another line`]);
});
