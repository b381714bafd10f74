import { asProgram, nearest, SettingError, shown, UserError } from "../../../errors.ts";
import type { HowToRead } from "../../reading.ts";
import { Table } from "../../table.ts";
import { unpackedPieces } from "../bytes.ts";
import { csvTable } from "../csv/csv.ts";
import { Archive } from "./archive.ts";
import { contentOf, notRead } from "./content.ts";
import { readSheets } from "./severalSheets.ts";
import { type Sheets, sheetCells } from "./sheetCells.ts";
import { sheetTable } from "./sheetTable.ts";
import { openWorkbook } from "./workbook.ts";

/**
 * The sheets of an .xlsx, .xlsm or .ods file: the one that is asked for, else the first that holds rows and those that belong to it, as
 * one table or as one for each part.
 *
 * kiso reads the sheets itself, on yauzl (zip) and saxes (XML). The libraries for spreadsheets were tried: SheetJS on npm is
 * an old version with known holes, exceljs depends on packages that are no longer kept, read-excel-file gives no number
 * formats, and hucre, the best, leaves out grouped rows of .ods, refuses workbooks with a chart's sheet and makes dates of
 * numbers before one can look. What matters here is that nothing is lost in silence: formats, merges, hidden rows, formulas
 * without a result.
 */
export async function readExcel(
  path: string,
  name = path,
  how: HowToRead = {},
): Promise<Table | Record<string, Table>> {
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
  const { list } = sheets;
  if (list.length === 0) throw new UserError(`${name}: holds no sheet with cells`);
  const asked = how.sheet === undefined ? usualSheet(list, how) : indexOf(list, how.sheet, name);
  if (asked !== undefined) return sheetTable(await sheets.read(asked), { name, others: [], how });
  const found = await readSheets(sheets, name, how);
  if (how.usualSheet === undefined) return found;
  const tables = found instanceof Table ? { train: found } : found;
  const first = Object.values(tables)[0]!;
  const read = [...new Set(first.parts.map(({ file }) => file))].join(", ");
  const note = `${name}: has no sheet ${shown(how.usualSheet)}, which the model learned from; ${list.length === 1 ? `its only sheet, ${list[0]!.name},` : read} is read (${(how.spell ?? asProgram)("sheet", list[0]!.name)} chooses one)`;
  const told = noted(first, [note]);
  return found instanceof Table ? told : { ...found, [Object.keys(found)[0]!]: told };
}

/** The sheet that a model learned from, where the workbook has it. */
function usualSheet(list: Sheets["list"], { usualSheet: usual }: HowToRead): number | undefined {
  const same = (text: string) => text.normalize("NFKC").trim().toLowerCase();
  const index = usual === undefined ? -1 : list.findIndex((one) => same(one.name) === same(usual));
  return index < 0 ? undefined : index;
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
    charts: workbook.charts,
    read: (index, first) => sheetCells(archive, workbook, workbook.sheets[index]!, { name, first }),
  };
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
