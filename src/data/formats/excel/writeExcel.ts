import { Readable } from "node:stream";
import { eastAsianWidth } from "get-east-asian-width";
import { UserError } from "../../../errors.ts";
import { numeral } from "../sheetText.ts";
import { rowsOf, type WriteColumn, type WritePieces } from "../writeColumn.ts";
import { lettersOf } from "./sheetCells.ts";

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;

/** What every workbook of one sheet has. Style 1 is that of the header, bold; style 2 that of text. Both say that a cell is text, so that nothing is run when it is edited. */
const fixed: Readonly<Record<string, string>> = {
  "[Content_Types].xml": `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/></Types>`,
  "_rels/.rels": `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/styles.xml": `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/><xf xfId="0" numFmtId="49" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
};

const mostRows = 2 ** 20;
const mostColumns = 2 ** 14;
const longestText = 32_767;

/** A table as an .xlsx file of one sheet: a bold header that stays in sight, numbers as numbers, texts as texts. */
export async function* excelBytes(pieces: WritePieces, path: string): AsyncGenerator<Uint8Array> {
  const { ZipFile } = await import("yazl");
  const zip = new ZipFile();
  // The same rows give the same bytes, whenever they are written.
  const options = { mtime: new Date(2000, 0, 1), forceDosTimestamp: true, compress: true };
  for (const [name, xml] of Object.entries(fixed)) zip.addBuffer(Buffer.from(head + xml), name, options);
  const output = zip.outputStream as Readable;
  const failed = (error: Error) => output.destroy(error);
  zip.on("error", failed);
  zip.addReadStreamLazy("xl/worksheets/sheet1.xml", options, (take) =>
    take(null, Readable.from(sheetXml(pieces, path), { objectMode: false }).on("error", failed)),
  );
  zip.end();
  yield* output;
}

async function* sheetXml(pieces: WritePieces, path: string): AsyncGenerator<Buffer> {
  let row = 0;
  for await (const columns of pieces) {
    const cells = columns.flatMap(cellsOf);
    if (cells.length > mostColumns)
      throw new UserError(
        `Cannot write ${path}: a sheet holds ${mostColumns} columns, and these are ${cells.length}; write .csv or .parquet.`,
      );
    if (row === 0)
      yield Buffer.from(`${top(columns, cells)}${rowXml(row++, cells, (cell) => [cell.name, 1])}`);
    const rows = columns.length === 0 ? 0 : rowsOf(columns[0]!);
    for (let start = 0; start < rows; start += 1000) {
      let xml = "";
      for (let i = start; i < Math.min(rows, start + 1000); i++)
        xml += rowXml(row++, cells, (cell) => cell.at(i));
      if (row > mostRows)
        throw new UserError(
          `Cannot write ${path}: a sheet holds ${mostRows} rows, and these are more; write .csv or .parquet.`,
        );
      yield Buffer.from(xml);
    }
  }
  if (row === 0) yield Buffer.from(top([], []));
  yield Buffer.from(
    `</sheetData><ignoredErrors><ignoredError sqref="A1:XFD${mostRows}" numberStoredAsText="1"/></ignoredErrors></worksheet>`,
  );
}

/** What a cell holds, and its style. */
type Cell = number | readonly [text: string, style: number];

interface SheetColumn {
  readonly name: string;
  at(row: number): Cell;
}

const text = 2;

function cellsOf(column: WriteColumn): SheetColumn[] {
  const { name } = column;
  if ("text" in column) return [{ name, at: (row) => [column.text[row]!, text] }];
  if ("width" in column) {
    const { values, width } = column;
    return Array.from({ length: width }, (_, j) => ({
      name: `${name}[${j}]`,
      at: (row) => values[row * width + j]!,
    }));
  }
  const { values, cells } = column;
  if (!cells) return [{ name, at: (row) => values[row]! }];
  return [
    {
      name,
      at(row) {
        const own = cells(row);
        return own !== undefined && keepsText(own, values[row]!) ? [own, text] : values[row]!;
      },
    },
  ];
}

/** Whether a number's own text says more than the number: 00058, a code of 17 digits, a dash that stands for no value. */
const keepsText = (cell: string, value: number): boolean =>
  /^[-+]?0\d/.test(cell) || Math.abs(value) > Number.MAX_SAFE_INTEGER || (Number.isNaN(value) && cell !== "");

function rowXml(row: number, columns: readonly SheetColumn[], at: (column: SheetColumn) => Cell): string {
  let xml = `<row r="${row + 1}">`;
  for (const [k, column] of columns.entries()) xml += cellXml(`${letters(k)}${row + 1}`, at(column));
  return `${xml}</row>`;
}

function cellXml(place: string, cell: Cell): string {
  if (typeof cell === "number" && Number.isFinite(cell)) return `<c r="${place}"><v>${numeral(cell)}</v></c>`;
  const [value, style] = typeof cell === "number" ? [numeral(cell), text] : cell;
  if (value === "") return "";
  if (value.length > longestText)
    throw new UserError(
      `cell ${place} holds ${value.length} characters, and one of a sheet at most ${longestText}; write .csv or .parquet`,
    );
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

const known: string[] = [];
const letters = (column: number): string => {
  known[column] ??= lettersOf(column);
  return known[column];
};

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML has no place for control characters and halves of pairs, and Excel writes them as _x0007_. */
const escaped = (value: string): string =>
  value
    .replaceAll(/_x[0-9A-Fa-f]{4}_/g, (found) => `_x005F${found}`)
    .replaceAll(
      /[\p{Cs}\ufffe\uffff]|[^\P{Cc}\t\n]/gu,
      (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    )
    .replaceAll(/[&<>"]/g, (one) => entities[one]!);

/** The beginning of a sheet: its header stays in sight, and columns are as wide as what the first rows hold. */
function top(columns: readonly WriteColumn[], cells: readonly SheetColumn[]): string {
  const rows = Math.min(100, columns.length === 0 ? 0 : rowsOf(columns[0]!));
  const widths = cells.map(({ name, at }) => {
    let most = 1.15 * widthOf(name);
    for (let row = 0; row < rows; row++) {
      const cell = at(row);
      most = Math.max(most, widthOf(typeof cell === "number" ? numeral(cell, 9) : cell[0]));
    }
    return Math.min(60, Math.max(8, most + 2));
  });
  const cols = widths.map(
    (width, k) => `<col min="${k + 1}" max="${k + 1}" width="${width.toFixed(1)}" customWidth="1"/>`,
  );
  return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${cols.length > 0 ? `<cols>${cols.join("")}</cols>` : ""}<sheetData>`;
}

/** In half-width characters, of the widest line. */
const widthOf = (value: string): number =>
  value
    .slice(0, 200)
    .split("\n")
    .reduce(
      (most, line) =>
        Math.max(
          most,
          [...line].reduce((sum, one) => sum + eastAsianWidth(one.codePointAt(0)!), 0),
        ),
      0,
    );
