// Workbooks by two JavaScript libraries and one with a password, for the readers' tests. The libraries are no dependency of
// kiso's: in an empty folder  npm install exceljs@4.4.0 @e965/xlsx@0.20.3 hucre@1.0.0 , copy this page there, and
// node excel.mjs FOLDER
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import xlsx from "@e965/xlsx";
import ExcelJS from "exceljs";
import { writeXlsx } from "hucre";

const folder = process.argv[2];
const rows = Array.from({ length: 12 }, (_, i) => ({
  serial: 58 + i,
  code: `00${i}`,
  width: 10 + i / 8,
  share: i / 16,
  day: new Date(Date.UTC(2024, 1, 20 + i)),
  again: i % 2 === 0,
  verdict: i % 3 === 0 ? "不良品" : "良品",
}));
const names = ["製番", "コード", "外径", "歩留り", "測定日", "再検", "判定"];

const book = new ExcelJS.Workbook();
book.created = book.modified = new Date(0);
const sheet = book.addWorksheet("検査");
sheet.addRow(names);
for (const row of rows) {
  const added = sheet.addRow(Object.values(row));
  added.getCell(1).numFmt = "00000";
  added.getCell(4).numFmt = "0.0%";
  added.getCell(5).numFmt = "yyyy/mm/dd";
  added.getCell(7).value = {
    richText: [{ text: row.verdict.slice(0, 1), font: { bold: true } }, { text: row.verdict.slice(1) }],
  };
}
writeFileSync(join(folder, "exceljs.xlsx"), new Uint8Array(await book.xlsx.writeBuffer()));

const cells = xlsx.utils.aoa_to_sheet([names, ...rows.map(Object.values)], {
  cellDates: false,
  UTC: true,
  dateNF: "yyyy/mm/dd",
});
for (const i of rows.keys()) {
  cells[`A${i + 2}`].z = "00000";
  cells[`D${i + 2}`].z = "0.0%";
}
const workbook = xlsx.utils.book_new();
xlsx.utils.book_append_sheet(workbook, cells, "検査");
writeFileSync(
  join(folder, "sheetjs.xlsx"),
  xlsx.write(workbook, { type: "buffer", bookType: "xlsx", compression: true }),
);

const locked = {
  sheets: [
    {
      name: "検査",
      rows: [
        ["a", "b"],
        [1, 2],
      ],
    },
  ],
  encryption: { password: "kiso", spinCount: 1000 },
};
writeFileSync(join(folder, "locked.xlsx"), await writeXlsx(locked));
