import { nearest, SettingError, shown, UserError } from "../../../errors.ts";
import type { HowToRead } from "../../reading.ts";
import { Table } from "../../table.ts";
import { unpackedPieces } from "../bytes.ts";
import { csvTable } from "../csv/csv.ts";
import { Archive } from "./archive.ts";
import { contentOf, notRead } from "./content.ts";
import { type SheetCells, type Sheets, sheetCells } from "./sheetCells.ts";
import { sheetTable } from "./sheetTable.ts";
import { openWorkbook } from "./workbook.ts";

/**
 * A sheet of an .xlsx, .xlsm or .ods file as a table: the sheet that is asked for, else the first that holds rows.
 *
 * kiso reads the sheets itself, on yauzl (zip) and saxes (XML). The libraries for spreadsheets were tried: SheetJS on npm is
 * an old version with known holes, exceljs depends on packages that are no longer kept, read-excel-file gives no number
 * formats, and hucre, the best, leaves out grouped rows of .ods, refuses workbooks with a chart's sheet and makes dates of
 * numbers before one can look. What matters here is that nothing is lost in silence: formats, merges, hidden rows, formulas
 * without a result.
 */
export async function readExcel(path: string, name = path, how: HowToRead = {}): Promise<Table> {
  const pieces: Uint8Array[] = [];
  for await (const piece of unpackedPieces(path, name, how)) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  if (bytes.length === 0) throw new UserError(`${name}: is empty`);
  const content = contentOf(bytes);
  if (content === "text") {
    const table = await csvTable({ name, size: bytes.length, read: () => once(bytes) }, how);
    return noted(table, [`${name}: is text by its content, no workbook, and is read as CSV`]);
  }
  if (content !== "zip") throw notRead(bytes, name);
  const sheets = await openSheets(await Archive.open(bytes, name, how), name);
  const { cells, others } = await chosen(sheets, name, how);
  return sheetTable(cells, { name, others, how });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const noted = (table: Table, notes: readonly string[]): Table =>
  new Table(table.columns, table.parts, {
    ...table.traits,
    notes: [...notes, ...(table.traits.notes ?? [])],
  });

async function openSheets(archive: Archive, name: string): Promise<Sheets> {
  if (archive.has("mimetype") && /opendocument\.spreadsheet/.test(await archive.text("mimetype"))) {
    const { openOds } = await import("./ods.ts");
    return openOds(archive, name);
  }
  if (archive.has("xl/workbook.bin"))
    throw new UserError(
      `${name}: is a binary workbook (.xlsb), which kiso does not read; save it as .xlsx in Excel`,
    );
  if (!archive.has("[Content_Types].xml"))
    throw new UserError(`${name}: is a zip archive that holds no workbook; unpack it and name what is in it`);
  const workbook = await openWorkbook(archive, name);
  return {
    list: workbook.sheets,
    read: (index, first) => sheetCells(archive, workbook, workbook.sheets[index]!, { name, first }),
  };
}

/** Two rows with two cells: a header and a row of a feature and a label are no less. */
const holdsTable = ({ rows }: SheetCells): boolean =>
  rows.filter((cells) => cells !== undefined && cells.filter((cell) => cell !== undefined).length > 1)
    .length > 1;

/** The sheet to read, and the names of the others that hold something. */
async function chosen(
  { list, read }: Sheets,
  name: string,
  { sheet }: HowToRead,
): Promise<{ cells: SheetCells; others: string[] }> {
  if (list.length === 0) throw new UserError(`${name}: holds no sheet with cells`);
  if (sheet !== undefined) return { cells: await read(indexOf(list, sheet, name)), others: [] };
  // Hidden sheets hold lists for drop-down cells, or what was put away.
  const order = [...list.keys()].sort((a, b) => Number(list[a]!.hidden) - Number(list[b]!.hidden) || a - b);
  let found: SheetCells | undefined;
  const others: string[] = [];
  for (const index of order) {
    if (found) {
      if ((await read(index, true)).rows.length > 0)
        others.push(list[index]!.hidden ? `${list[index]!.name} (hidden)` : list[index]!.name);
      continue;
    }
    const cells = await read(index);
    if (holdsTable(cells)) found = cells;
    else if (cells.rows.length > 0) others.push(list[index]!.name);
  }
  if (!found)
    throw new UserError(
      `${name}: no sheet holds a table, a header and rows; its sheets are ${list.map((one) => one.name).join(", ")}`,
    );
  return { cells: found, others };
}

function indexOf(list: Sheets["list"], sheet: string, name: string): number {
  const names = list.map((one) => one.name);
  const same = (text: string) => text.normalize("NFKC").trim().toLowerCase();
  const exact = names.indexOf(sheet);
  if (exact >= 0) return exact;
  const alike = names.findIndex((one) => same(one) === same(sheet));
  if (alike >= 0) return alike;
  const number = Number(sheet);
  if (/^\d+$/.test(sheet) && number >= 1 && number <= names.length) return number - 1;
  const near = nearest(sheet, names);
  throw new SettingError(
    (say) =>
      `${name}: has no sheet ${shown(sheet)}${near === undefined ? "; its" : `; did you mean ${shown(near)}? Its`} sheets are ${names.map((one, i) => `${i + 1} ${one}`).join(", ")}; ${say("sheet", near ?? names[0]!)} reads one of them`,
  );
}
