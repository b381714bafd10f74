import { stat } from "node:fs/promises";
import { UserError } from "../errors.ts";
import { unpackedPieces } from "./bytes.ts";
import { CsvColumns, findDelimiter } from "./csvColumns.ts";
import { RecordSplitter } from "./csvRecords.ts";
import type { Table } from "./table.ts";

/** Bytes that are no character of the encoding. */
class WrongEncoding extends Error {}

/**
 * A .csv or .tsv file (or .gz of one) as a table, read in one pass in pieces.
 *
 * UTF-8, UTF-16 with a byte order mark, or Shift_JIS as Excel writes it in Japan: a file that is not UTF-8 is
 * read again as Shift_JIS. A column that looked like numbers at first and turns out to hold text is read again
 * as text, so that its cells are shown as they stand.
 */
export async function readCsv(path: string, name = path): Promise<Table> {
  const text = new Set<string>();
  let encoding: string | undefined;
  for (;;) {
    try {
      const columns = await readOnce(path, name, encoding, text);
      const turned = columns.turnedOutText();
      if (turned.length === 0) return columns.table();
      for (const column of turned) text.add(column);
    } catch (error) {
      if (!(error instanceof WrongEncoding)) throw error;
      if (encoding) {
        throw new UserError(`${name}: is neither UTF-8 nor Shift_JIS text; save it as UTF-8`, {
          cause: error,
        });
      }
      encoding = "shift_jis";
    }
  }
}

async function readOnce(
  path: string,
  name: string,
  encoding: string | undefined,
  text: ReadonlySet<string>,
): Promise<CsvColumns> {
  const { size } = await stat(path);
  const columns = new CsvColumns(name, path.endsWith(".gz") ? undefined : size, text);
  let splitter: RecordSplitter | undefined;
  let classicMac = false;
  for await (const piece of textPieces(path, name, encoding)) {
    if (piece === "") continue;
    if (!splitter) {
      if (piece.includes("\0")) throw new UserError(`${name}: is not a text file; save it as CSV (UTF-8)`);
      classicMac = piece.includes("\r") && !piece.includes("\n");
      const tab = /\.tsv(\.gz)?$/i.test(name);
      const delimiter = tab ? "\t" : findDelimiter(classicMac ? piece.replaceAll("\r", "\n") : piece);
      columns.delimiter = delimiter;
      splitter = new RecordSplitter(columns, delimiter, name);
    }
    splitter.push(classicMac ? piece.replaceAll("\r", "\n") : piece);
  }
  splitter?.end();
  columns.end();
  return columns;
}

/** The file's text in pieces; `encoding` undefined is UTF-8, or UTF-16 where a byte order mark says so. */
async function* textPieces(path: string, name: string, encoding: string | undefined): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  // One piece behind: a file of one piece is decoded whole, which Node does without a converter.
  let held: Uint8Array = new Uint8Array();
  for await (const bytes of unpackedPieces(path, name)) {
    decoder ??= new TextDecoder(encoding ?? markedEncoding(bytes) ?? "utf-8", { fatal: true });
    // A piece that ends within a character is not cut there: the decoder keeps the rest.
    if (held.length > 0) yield decode(decoder, held, true);
    held = bytes;
  }
  if (decoder) yield decode(decoder, held, false);
}

function decode(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch (error) {
    throw new WrongEncoding(decoder.encoding, { cause: error });
  }
}

function markedEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}
