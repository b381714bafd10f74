import { stat } from "node:fs/promises";
import { openRowStream } from "../data/rowStream.ts";

/** A file whose rows as float64 take more than this is not read into memory. */
const mostBytes = 2 ** 29;

/** Whether a source is a file too large for memory. Small ones are told by their size, without loading any reader. */
export async function isLarge(source: string): Promise<boolean> {
  const found = await stat(source).catch(() => undefined);
  if (!found?.isFile() || found.size < mostBytes / 8) return false;
  if (!/\.parquet$/i.test(source)) return /\.(csv|tsv)$/i.test(source) && found.size > mostBytes;
  const stream = await openRowStream(source);
  return stream !== undefined && stream.rows * stream.columnNames.length * 8 > mostBytes;
}
