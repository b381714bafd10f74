import { checkNames, SettingError, UserError } from "../../../errors.ts";
import { excelNotes } from "../../columns/cells/excelHabits.ts";
import { textOf } from "../../columns/cells/formulas.ts";
import { type HowToRead, readerNames } from "../../reading.ts";
import type { RowStream } from "../../streams/rowStream.ts";
import { Table } from "../../table.ts";
import { SideBySide } from "../blocks/sideBySide.ts";
import {
  askedEncoding,
  type ByteSource,
  type Encoded,
  foundEncoding,
  textPieces,
  undecodable,
  WrongEncoding,
} from "../encoding/text.ts";
import { withoutSummaries } from "../summaries/summaries.ts";
import { CsvColumns } from "./csvColumns.ts";
import { CsvMargins, FormulaTexts } from "./csvMargins.ts";
import { BlankCells, RecordSplitter } from "./csvRecords.ts";
import { findDelimiter } from "./delimiter.ts";
import { daysAmong } from "./names.ts";

/** The bytes of a CSV; of a name that ends in .tsv, tabs divide the cells. */
export interface CsvSource extends ByteSource {
  /** in bytes where known: it tells how many rows to make room for */
  readonly size: number | undefined;
}

/**
 * CSV as a table: text, bytes, or a `Blob` such as the `File` of a page's form. Delimiter, encoding, header, units and totals are
 * found, and `traits.notes` says how it was read where it could have been read otherwise. Bytes are UTF-8, UTF-16, Shift_JIS,
 * EUC-JP, ISO-2022-JP, EUC-KR, GB18030, Big5 or Windows-1252, or as `encoding` says. A `File` whose name ends in .gz is unpacked.
 *
 * Throws a `UserError` that names the line where a row has too many cells, a quotation mark is never closed, or bytes are no text.
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
  checkNames("readCsv", options, ["name", ...readerNames]);
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
 * A source as a table, read in one pass in pieces. What is not UTF-8 is read again as what it is. A column that looked
 * like numbers at first and turns out to hold text is read again as text, so that its cells are shown as they stand.
 */
export async function csvTable(source: CsvSource, how: HowToRead = {}): Promise<Table> {
  const { last, notes } = await settled(source, how, source.size);
  const table = withoutSummaries(plainTexts(last.table()));
  const { columns, parts, traits } = table;
  const more = excelNotes(table);
  if (notes.length === 0 && more.length === 0) return table;
  return new Table(columns, parts, { ...traits, notes: [...notes, ...(traits.notes ?? []), ...more] });
}

/** Takes the apostrophes away that keep a spreadsheet from running texts (formulas.ts). */
function plainTexts(table: Table): Table {
  for (const column of table.columns.values()) {
    if (column.kind !== "text") continue;
    const { values } = column;
    for (let row = 0; row < values.length; row++)
      if (values[row]!.startsWith("'")) values[row] = textOf(values[row]!);
  }
  return table;
}

/** Rows of a piece of a stream. */
const pieceRows = 1 << 16;

/**
 * The same as a stream. What a column is and how the text is encoded is known only at the end, so that the source is read
 * once before.
 */
export async function csvStream(source: CsvSource, how: HowToRead = {}): Promise<RowStream> {
  const { rows, last, pass, notes } = await settled(source, how, undefined, pieceRows);
  const { columnNames } = last;
  const { reading, notes: more = [] } = last.traits;
  return {
    name: source.name,
    rows,
    columnNames,
    reading,
    notes: [...notes, ...more],
    cells: rows * columnNames.length,
    groups: 1,
    async *read() {
      let first = 0;
      for await (const columns of passes(source, { ...pass, without: new Set(last.without) }, pieceRows)) {
        const table = plainTexts(columns.table());
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
  /** the lines that are no rows, where they are known */
  without: ReadonlySet<number>;
  formulas: FormulaTexts;
  /** what is to be said of what stands beside the table */
  beside: string[];
  how: HowToRead;
}

/** Reads a source again and again until it is known how. */
async function settled(source: CsvSource, how: HowToRead, size: number | undefined, piece = Infinity) {
  const text = new Set<string>();
  let encoded: Encoded = askedEncoding(how.encoding);
  for (;;) {
    const { encoding, note } = encoded;
    try {
      const formulas = new FormulaTexts();
      const beside: string[] = [];
      const pass: Pass = { encoding, text, size, without: new Set(), formulas, beside, how };
      const turned = new Set<string>();
      let rows = 0;
      let last: CsvColumns | undefined;
      for await (const columns of passes(source, pass, piece)) {
        last = columns;
        for (const column of columns.turnedOutText()) turned.add(column);
        rows += columns.rows;
        if (piece !== Infinity) columns.clear();
      }
      for (const column of daysAmong(last!.traits.codes)) if (!text.has(column)) turned.add(column);
      const notes = [...(note === undefined ? [] : [note]), ...beside, ...formulas.note(source.name)];
      if (turned.size === 0) return { rows, last: last!, pass, notes };
      for (const column of turned) text.add(column);
    } catch (error) {
      if (!(error instanceof WrongEncoding)) throw error;
      if (encoding !== undefined) throw await undecodable(source, encoding, how.encoding !== undefined);
      encoded = await foundEncoding(source, how.spell);
    }
  }
}

/** The source's columns whenever they hold `piece` rows or more, and at its end. */
async function* passes(source: CsvSource, pass: Pass, piece: number): AsyncGenerator<CsvColumns> {
  const { name } = source;
  let columns: CsvColumns | undefined;
  let tables: SideBySide | undefined;
  let splitter: RecordSplitter | undefined;
  let [head, classicMac] = ["", false];
  const begin = () => {
    classicMac = head.includes("\r") && !head.includes("\n");
    const text = classicMac ? head.replaceAll("\r", "\n") : head;
    const delimiter = told(pass.how) ?? findDelimiter(text, name);
    columns = new CsvColumns({ ...pass, name, delimiter });
    const margins = new CsvMargins(columns, delimiter, pass.formulas);
    tables = new SideBySide(margins, { delimiter, name, how: pass.how, notes: pass.beside });
    splitter = new RecordSplitter(delimiter === " " ? new BlankCells(margins) : tables, delimiter, name);
    splitter.push(text);
    head = "";
  };
  for await (const read of textPieces(source, pass.encoding)) {
    if (splitter) splitter.push(classicMac ? read.replaceAll("\r", "\n") : read);
    else {
      head += read;
      if (head.length >= headLength) begin();
    }
    if (columns && columns.rows >= piece) yield columns;
  }
  if (!splitter) begin();
  splitter!.end();
  tables!.end();
  columns!.end();
  yield columns!;
}

/** So much of a text is looked at before its delimiter and its line ends are settled. */
const headLength = 1 << 14;

/** The delimiter that was asked for. */
function told({ delimiter }: HowToRead): string | undefined {
  if (
    delimiter === undefined ||
    (typeof delimiter === "string" && delimiter.length === 1 && !/["\r\n]/.test(delimiter))
  )
    return delimiter;
  throw new SettingError(
    (say) =>
      `${say("delimiter", delimiter)} must be one character, such as ${say("delimiter", ";")}, and a blank for any number of blanks`,
  );
}
