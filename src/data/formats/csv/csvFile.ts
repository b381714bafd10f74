import { stat } from "node:fs/promises";
import type { HowToRead } from "../../reading.ts";
import type { RowStream } from "../../streams/rowStream.ts";
import type { Table } from "../../table.ts";
import { unpackedPieces } from "../bytes.ts";
import { type CsvSource, csvStream, csvTable } from "./csv.ts";

/** A .csv or .tsv file, or .gz of one, as a table. */
export const readCsvFile = async (path: string, name = path, how: HowToRead = {}): Promise<Table> =>
  csvTable(await source(path, name, how), how);

/** The same files as a stream. */
export const openCsvStream = async (path: string, how: HowToRead = {}, name = path): Promise<RowStream> =>
  csvStream(await source(path, name, how), how);

async function source(path: string, name: string, how: HowToRead): Promise<CsvSource> {
  const { size } = await stat(path);
  return { name, size: path.endsWith(".gz") ? undefined : size, read: () => unpackedPieces(path, name, how) };
}
