import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import { readExcel } from "../../../../src/data/formats/excel/excel.ts";
import { Table } from "../../../../src/data/table.ts";

const office = "http://schemas.openxmlformats.org/officeDocument/2006";
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** The parts of a workbook as XML, as little as there may be. A sheet is the content of its `<worksheet>`. */
export interface RawBook {
  readonly sheets: Readonly<Record<string, string>>;
  /** the content of `<sst>` */
  readonly strings?: string;
  /** format codes; style i + 1 has code i, style 0 none */
  readonly formats?: readonly string[];
  readonly is1904?: boolean;
  /** states of the sheets, such as hidden */
  readonly states?: Readonly<Record<string, string>>;
  /** more files, or others in their place */
  readonly more?: Readonly<Record<string, string>>;
}

/** A worksheet's rows: texts, numbers, or the XML of a whole cell without its place, `<c t="b"><v>1</v></c>`. */
export function rowsXml(rows: readonly (readonly (string | number | null)[])[], top = 1, left = 0): string {
  const letters = (k: number): string =>
    (k < 26 ? "" : letters(Math.floor(k / 26) - 1)) + String.fromCharCode(65 + (k % 26));
  const cell = (value: string | number | null, r: number, k: number): string => {
    const place = `r="${letters(k + left)}${r}"`;
    if (value === null) return "";
    if (typeof value === "number") return `<c ${place}><v>${value}</v></c>`;
    if (value.startsWith("<c")) return value.replace("<c", `<c ${place}`);
    return `<c ${place} t="inlineStr"><is><t xml:space="preserve">${value.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</t></is></c>`;
  };
  return `<sheetData>${rows.map((row, i) => `<row r="${top + i}">${row.map((value, k) => cell(value, top + i, k)).join("")}</row>`).join("")}</sheetData>`;
}

export function partsOf({
  sheets,
  strings,
  formats = [],
  is1904,
  states = {},
  more,
}: RawBook): Record<string, string> {
  const names = Object.keys(sheets);
  const rels = (list: readonly (readonly [string, string])[]) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${office}/relationships/${type}" Target="${target}"/>`).join("")}</Relationships>`;
  return {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    "_rels/.rels": rels([["officeDocument", "xl/workbook.xml"]]),
    "xl/_rels/workbook.xml.rels": rels([
      ...names.map((_, i) => ["worksheet", `worksheets/sheet${i + 1}.xml`] as const),
      ["sharedStrings", "sharedStrings.xml"],
      ["styles", "/xl/styles.xml"],
    ]),
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}/relationships"><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" state="${states[name] ?? "visible"}" r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/sharedStrings.xml": `<sst xmlns="${main}">${strings ?? ""}</sst>`,
    "xl/styles.xml": `<styleSheet xmlns="${main}"><numFmts>${formats.map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")}"/>`).join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join("")}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      Object.values(sheets).map((xml, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `<worksheet xmlns="${main}">${xml}</worksheet>`,
      ]),
    ),
    ...more,
  };
}

/** Files as a zip archive. */
export async function zipped(parts: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), path);
  zip.end();
  return buffer(zip.outputStream);
}

const folder = mkdtempSync(join(tmpdir(), "kiso-excel-"));

/** Writes a file in a folder of its own and gives its path. */
export function written(name: string, bytes: string | Uint8Array): string {
  const path = join(mkdtempSync(join(folder, "f-")), name);
  writeFileSync(path, bytes);
  return path;
}

export const book = async (raw: RawBook, name = "book.xlsx"): Promise<string> =>
  written(name, await zipped(partsOf(raw)));

/** A workbook that is one table. */
export async function readTable(...file: Parameters<typeof readExcel>): Promise<Table> {
  const found = await readExcel(...file);
  if (found instanceof Table) return found;
  throw new Error(`${file[0]} is several tables: ${Object.keys(found).join(", ")}`);
}
