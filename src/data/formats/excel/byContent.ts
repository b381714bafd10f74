import { closeSync, openSync, readSync } from "node:fs";
import { readError } from "../../../files.ts";
import type { HowToRead } from "../../reading.ts";
import { Table } from "../../table.ts";
import { readCsvFile } from "../csv/csvFile.ts";

/** A workbook as a table, or as one for each part. What reads it is loaded when there is one. */
export async function readWorkbook(
  path: string,
  name = path,
  how: HowToRead = {},
): Promise<Table | Record<string, Table>> {
  const { readExcel } = await import("./excel.ts");
  return readExcel(path, name, how);
}

/** A .csv or .tsv file as a table; where it is a workbook by its content, it is read as one, and that is said. */
export async function readTextFile(
  path: string,
  name = path,
  how: HowToRead = {},
): Promise<Table | Record<string, Table>> {
  if (!isWorkbook(path)) return readCsvFile(path, name, how);
  const found = await readWorkbook(path, name, how);
  const note = `${name}: is a workbook by its content, and is read as one`;
  const noted = ({ columns, parts, traits }: Table) =>
    new Table(columns, parts, { ...traits, notes: [note, ...(traits.notes ?? [])] });
  if (found instanceof Table) return noted(found);
  return Object.fromEntries(Object.entries(found).map(([part, table]) => [part, noted(table)]));
}

/** Whether a file begins as a zip archive or as the container of Excel 97 does. */
export function isWorkbook(path: string): boolean {
  const head = Buffer.alloc(4);
  const file = openSync(path, "r");
  try {
    readSync(file, head);
  } catch (error) {
    throw readError(path, error);
  } finally {
    closeSync(file);
  }
  return ["504b0304", "d0cf11e0"].includes(head.toString("hex"));
}
