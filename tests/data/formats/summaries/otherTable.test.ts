import { describe, expect, test } from "vitest";
import { readCsv } from "../../../../src/data/formats/csv/csv.ts";
import { refusal } from "../csv/reads.ts";
import { book, readTable, rowsXml } from "../excel/book.ts";

const parts = Array.from({ length: 12 }, (_, i) => [
  `P${i}`,
  12 + ((i * 7) % 12) / 100,
  1400 + ((i * 5) % 12),
  i % 4 ? "OK" : "NG",
]);
const upright = ["part,d,h,判定", ...parts.map(String)].join("\n");
const machines = ["machine,speed", "M1,100", "M2,120", "M3,130"];

describe("another table below the first is said, and not read", () => {
  const mend = "not read; give it a file (or a sheet) of its own to read it";
  const long = Array.from({ length: 500 }, (_, i) => `M${i},${i}`);
  test.each<[what: string, below: string[], lines: string, shown: string]>([
    ["narrower", ["", ...machines], "15 to 18", "machine, speed"],
    ["below a title", ["", "表2 設備", ...machines], "15 to 19", "表2 設備"],
    ["wider", ["", "a,b,c,d,e,f", "1,2,3,4,5,6"], "15 and 16", "a, b, c, d, e, f"],
    ["as wide", ["", "lot,x,y,class", "L1,1,2,A", "L2,2,3,B"], "15 to 17", "lot, x, y, class"],
    [
      "padded with empty cells",
      [",,,", ...machines.map((line) => `${line},,`)],
      "15 to 18",
      "machine, speed",
    ],
    ["padded, as wide", [",,,", "lot,x,y,class", "L1,1,2,A", "L2,2,3,B"], "15 to 17", "lot, x, y, class"],
    ["longer than lines wait", ["", "machine,speed", ...long], "15 to 515", "machine, speed"],
    ["two of them", ["", ...machines, "", "a,b,c", "1,2,3"], "15, 16, 17 and 3 more", "machine, speed"],
  ])("%s", async (_, below, lines, shown) => {
    const table = await readCsv([upright, ...below].join("\n"), { name: "a.csv" });
    expect(table.rows).toBe(12);
    expect(table.column("d").kind).toBe("number");
    expect(table.traits.notes).toEqual([`a.csv: lines ${lines} are another table (${shown}), ${mend}`]);
  });

  test("in a sheet", async () => {
    const rows = [["part", "d", "h", "判定"], ...parts, [], ["machine", "speed"], ["M1", 100], ["M2", 120]];
    const table = await readTable(await book({ sheets: { a: rowsXml(rows) } }), "book.xlsx");
    expect(table.rows).toBe(12);
    expect(table.traits.notes?.filter((note) => note.includes("another table"))).toEqual([
      `book.xlsx: lines 15 to 17 are another table (machine, speed), ${mend}`,
    ]);
  });

  test.each([
    ["a row without a cell", [",,,", "P90,12.05,1403,OK", "P91,12.07,1404,OK"], 15],
    ["a blank line", ["", "P90,12.05,1403,OK", "P91,12.07,1404,OK"], 14],
  ])("%s within the table divides nothing", async (_, more, rows) => {
    const table = await readCsv([upright, ...more].join("\n"), { name: "a.csv" });
    expect(table.rows).toBe(rows);
    expect(table.traits.notes ?? []).toEqual([]);
  });

  test("who measured is a footer", async () => {
    const table = await readCsv([upright, "", "検査員,山田", "日付,2024/01/02"].join("\n"), {
      name: "a.csv",
    });
    expect(table.traits.notes).toEqual(["a.csv: lines 15 and 16 are footers (検査員, 山田), not rows"]);
  });
});

describe("a table on its side is refused, with the mend", () => {
  const turned = ["part", "d", "h", "判定"].map((name, k) =>
    [name, ...parts.map((part) => part[k])].join(","),
  );
  const mend =
    "transpose it (in a spreadsheet: copy, paste special, transpose), so that each part is a row; if each row is a part already, delete that line, or say header: true";
  test.each<[what: string, lines: string[], why: string]>([
    [
      "names of parts on top",
      turned,
      "line 4 (判定, NG, OK, OK, OK, NG, OK, OK, OK, NG, …) holds words where lines 2 and 3 (d, h) hold numbers",
    ],
    [
      "no names of parts",
      turned.slice(1),
      "line 3 (判定, NG, OK, OK, OK, NG, OK, OK, OK, NG, …) holds words where lines 1 and 2 (d, h) hold numbers",
    ],
    [
      "the classes on top",
      [turned[3]!, ...turned.slice(1, 3)],
      "line 1 (判定, NG, OK, OK, OK, NG, OK, OK, OK, NG, …) holds words where lines 2 and 3 (d, h) hold numbers",
    ],
    [
      "a class by another name, below",
      [...turned.slice(0, 3), turned[3]!.replace("判定", "ランク別")],
      "line 4 (ランク別, NG, OK, OK, OK, NG, OK, OK, OK, NG…) holds words where lines 2 and 3 (d, h) hold numbers",
    ],
  ])("%s", async (_, lines, why) => {
    expect(await refusal(lines.join("\n"))).toBe(
      `a.csv: seems to lie on its side, a column for each part: ${why}; ${mend}`,
    );
  });

  test.each([
    ["an upright table", upright],
    [
      "a wide one of few rows",
      `part,${parts.map((_, i) => `d${i}`)}\nP1,${parts.map((_, i) => i)}\nP2,${parts.map((_, i) => 9 - i)}\n`,
    ],
    [
      "units below the names",
      `part,d,h,w,v\nUnit,mm,mm,N,N\n${parts.map(([name, d, h]) => `${name},${d},${h},${d},${h}`).join("\n")}\n`,
    ],
    [
      "groups above the names",
      `lot,A,A,B,B\npart,a1,a2,b1,b2\n${parts.map(([name, d, h]) => `${name},${d},${h},${d},${h}`).join("\n")}\n`,
    ],
  ])("nothing is refused of %s", async (_, text) => {
    expect(await refusal(text)).toMatch(/^read as/);
  });
});
