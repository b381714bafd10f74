import { stat } from "node:fs/promises";
import { openRowStream } from "../../data/load.ts";

/** A file whose rows as float64 take more than this is not read into memory. */
const mostBytes = 2 ** 29;

/** So many times larger may a Parquet file's rows be than the file: bytes for float64, and these compressed. */
const mostPacked = 64;

/** Whether a source is a file too large for memory. Small ones are told by their size, without loading any reader. */
export async function isLarge(source: string): Promise<boolean> {
  const found = await stat(source).catch(() => undefined);
  if (!found?.isFile() || found.size < mostBytes / mostPacked) return false;
  if (!/\.parquet$/i.test(source))
    return /\.(csv|tsv|tab|txt|dat|data|asc|prn)$/i.test(source) && found.size > mostBytes;
  const stream = await openRowStream(source);
  return stream !== undefined && stream.cells * 8 > mostBytes;
}
