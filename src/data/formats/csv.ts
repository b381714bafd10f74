import { stat } from "node:fs/promises";
import { UserError } from "../../errors.ts";
import type { RowStream } from "../streams/rowStream.ts";
import type { Table } from "../table.ts";
import { unpackedPieces } from "./bytes.ts";
import { CsvColumns, findDelimiter } from "./csvColumns.ts";
import { CsvMargins } from "./csvMargins.ts";
import { RecordSplitter } from "./csvRecords.ts";

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
  const { size } = await stat(path);
  const { last } = await settled(path, name, path.endsWith(".gz") ? undefined : size);
  return last.table();
}

/** Rows of a piece of a stream. */
const pieceRows = 1 << 16;

/**
 * The same files as a stream. What a column is and how the text is encoded is known only at the file's end, so that it
 * is read once before.
 */
export async function openCsvStream(path: string, name = path): Promise<RowStream> {
  const { rows, columnNames, passed } = await settled(path, name, undefined, pieceRows);
  return {
    name,
    rows,
    columnNames,
    cells: rows * columnNames.length,
    groups: 1,
    async *read() {
      let first = 0;
      for await (const columns of passes(path, name, passed, pieceRows)) {
        const table = columns.table();
        if (table.rows > 0) yield { table, first };
        first += table.rows;
        columns.clear();
      }
    },
  };
}

/** How a file is to be read: what is found out by reading it. */
interface Pass {
  encoding: string | undefined;
  /** columns that are not numbers */
  text: ReadonlySet<string>;
  /** in bytes where known: it tells how many rows to make room for */
  size: number | undefined;
}

/** Reads a file again and again until it is known how. */
async function settled(path: string, name: string, size: number | undefined, piece = Infinity) {
  const text = new Set<string>();
  let encoding: string | undefined;
  for (;;) {
    try {
      const passed: Pass = { encoding, text, size };
      const turned = new Set<string>();
      let rows = 0;
      let last: CsvColumns | undefined;
      for await (const columns of passes(path, name, passed, piece)) {
        last = columns;
        for (const column of columns.turnedOutText()) turned.add(column);
        rows += columns.rows;
        if (piece !== Infinity) columns.clear();
      }
      if (turned.size === 0) return { rows, columnNames: last!.columnNames, passed, last: last! };
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

/** The file's columns whenever they hold `piece` rows or more, and at its end. */
async function* passes(
  path: string,
  name: string,
  { encoding, text, size }: Pass,
  piece: number,
): AsyncGenerator<CsvColumns> {
  const columns = new CsvColumns(name, size, text);
  let splitter: RecordSplitter | undefined;
  let classicMac = false;
  for await (const read of textPieces(path, name, encoding)) {
    if (read === "") continue;
    if (!splitter) {
      if (read.includes("\0")) throw new UserError(`${name}: is not a text file; save it as CSV (UTF-8)`);
      classicMac = read.includes("\r") && !read.includes("\n");
      const tab = /\.tsv(\.gz)?$/i.test(name);
      const delimiter = tab ? "\t" : findDelimiter(classicMac ? read.replaceAll("\r", "\n") : read);
      columns.delimiter = delimiter;
      splitter = new RecordSplitter(new CsvMargins(columns, delimiter), delimiter, name);
    }
    splitter.push(classicMac ? read.replaceAll("\r", "\n") : read);
    if (columns.rows >= piece) yield columns;
  }
  splitter?.end();
  columns.end();
  yield columns;
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
