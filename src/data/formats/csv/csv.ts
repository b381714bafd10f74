import { checkNames, UserError } from "../../../errors.ts";
import { fileReadingNames, type HowToRead } from "../../reading.ts";
import type { RowStream } from "../../streams/rowStream.ts";
import type { Table } from "../../table.ts";
import { CsvColumns, findDelimiter } from "./csvColumns.ts";
import { CsvMargins } from "./csvMargins.ts";
import { RecordSplitter } from "./csvRecords.ts";

/** Bytes that are no character of the encoding. */
class WrongEncoding extends Error {}

/** The bytes of a CSV, which can be read from the beginning as often as needed. */
export interface CsvSource {
  /** as messages call it; of a name that ends in .tsv, tabs divide the cells */
  readonly name: string;
  /** in bytes where known: it tells how many rows to make room for */
  readonly size: number | undefined;
  read(): AsyncIterable<Uint8Array>;
}

/**
 * CSV as a table: text, bytes, or a `Blob` such as the `File` of a page's form. The first row is the header where it
 * holds no number; the delimiter is found. Bytes are UTF-8, UTF-16 with a byte order mark, or Shift_JIS as Excel writes
 * it in Japan. A `File` whose name ends in .tsv has tabs, one that ends in .gz is unpacked.
 *
 * Throws a `UserError` that names the line where a row has too many cells or a quotation mark is never closed.
 *
 * @example
 * import { readCsv } from "kiso";
 *
 * const table = await readCsv("width,height,label\n3,4,good\n5,6,bad\n");
 * console.log(table.rows, [...table.columns.keys()]); // 2 [ 'width', 'height', 'label' ]
 */
export async function readCsv(
  csv: string | Uint8Array | ArrayBuffer | Blob,
  options: { readonly name?: string | undefined } & HowToRead = {},
): Promise<Table> {
  checkNames("readCsv", options, ["name", "spell", ...fileReadingNames]);
  const blob = csv instanceof Blob ? csv : undefined;
  const name = options.name ?? (blob && "name" in blob ? String(blob.name) : "the CSV");
  if (blob)
    return csvTable(
      { name, size: packed(name) ? undefined : blob.size, read: () => pieces(blob, name) },
      options,
    );
  if (typeof csv !== "string" && !(csv instanceof Uint8Array) && !(csv instanceof ArrayBuffer))
    throw new UserError(
      "readCsv takes text, bytes or a Blob; a file is read by loadTables of kiso/node, or in a page as the File of a form",
    );
  const bytes = typeof csv === "string" ? new TextEncoder().encode(csv) : new Uint8Array(csv);
  return csvTable(
    {
      name,
      size: bytes.length,
      async *read() {
        yield bytes;
      },
    },
    options,
  );
}

const packed = (name: string) => /\.gz$/i.test(name);

async function* pieces(blob: Blob, name: string): AsyncGenerator<Uint8Array> {
  const stream = packed(name) ? blob.stream().pipeThrough(new DecompressionStream("gzip")) : blob.stream();
  const reader = stream.getReader(); // Safari does not iterate over streams
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    if (!packed(name)) throw error;
    throw new UserError(`${name}: the gzip data is broken or cut short; get the file again`, {
      cause: error,
    });
  } finally {
    reader.releaseLock();
  }
}

/**
 * A source as a table, read in one pass in pieces. What is not UTF-8 is read again as Shift_JIS. A column that looked
 * like numbers at first and turns out to hold text is read again as text, so that its cells are shown as they stand.
 */
export async function csvTable(source: CsvSource, _how: HowToRead = {}): Promise<Table> {
  const { last } = await settled(source, source.size);
  return last.table();
}

/** Rows of a piece of a stream. */
const pieceRows = 1 << 16;

/**
 * The same as a stream. What a column is and how the text is encoded is known only at the end, so that the source is read
 * once before.
 */
export async function csvStream(source: CsvSource, _how: HowToRead = {}): Promise<RowStream> {
  const { rows, columnNames, passed } = await settled(source, undefined, pieceRows);
  return {
    name: source.name,
    rows,
    columnNames,
    cells: rows * columnNames.length,
    groups: 1,
    async *read() {
      let first = 0;
      for await (const columns of passes(source, passed, pieceRows)) {
        const table = columns.table();
        if (table.rows > 0) yield { table, first };
        first += table.rows;
        columns.clear();
      }
    },
  };
}

/** How a source is to be read: what is found out by reading it. */
interface Pass {
  encoding: string | undefined;
  /** columns that are not numbers */
  text: ReadonlySet<string>;
  /** in bytes where known: it tells how many rows to make room for */
  size: number | undefined;
}

/** Reads a source again and again until it is known how. */
async function settled(source: CsvSource, size: number | undefined, piece = Infinity) {
  const text = new Set<string>();
  let encoding: string | undefined;
  for (;;) {
    try {
      const passed: Pass = { encoding, text, size };
      const turned = new Set<string>();
      let rows = 0;
      let last: CsvColumns | undefined;
      for await (const columns of passes(source, passed, piece)) {
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
        throw new UserError(`${source.name}: is neither UTF-8 nor Shift_JIS text; save it as UTF-8`, {
          cause: error,
        });
      }
      encoding = "shift_jis";
    }
  }
}

/** The source's columns whenever they hold `piece` rows or more, and at its end. */
async function* passes(
  source: CsvSource,
  { encoding, text, size }: Pass,
  piece: number,
): AsyncGenerator<CsvColumns> {
  const { name } = source;
  const columns = new CsvColumns(name, size, text);
  let splitter: RecordSplitter | undefined;
  let classicMac = false;
  for await (const read of textPieces(source, encoding)) {
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

/** The source's text in pieces; `encoding` undefined is UTF-8, or UTF-16 where a byte order mark says so. */
async function* textPieces(source: CsvSource, encoding: string | undefined): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  // One piece behind: a source of one piece is decoded whole, which Node does without a converter.
  let held: Uint8Array = new Uint8Array();
  for await (const bytes of source.read()) {
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
