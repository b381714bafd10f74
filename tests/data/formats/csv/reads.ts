import { type CsvSource, csvStream, csvTable } from "../../../../src/data/formats/csv/csv.ts";
import type { HowToRead } from "../../../../src/data/reading.ts";
import { cellsOf, type Table } from "../../../../src/data/table.ts";

/** What a text is read as: its columns' names, rows by their cells, and what is said of it. */
export interface Read {
  names: string[];
  rows: string[][];
  notes: readonly string[];
  headerless: boolean;
}

/** A text of that name, in pieces of so many bytes. */
export function source(text: string | Uint8Array, name = "a.csv", piece = Infinity): CsvSource {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return {
    name,
    size: bytes.length,
    async *read() {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    },
  };
}

export function readAs(table: Table): Read {
  const cells = [...table.columns.values()].map(cellsOf);
  return {
    names: table.columnNames,
    rows: Array.from({ length: table.rows }, (_, row) => cells.map((column) => column[row]!)),
    notes: table.traits.notes ?? [],
    headerless: table.traits.headerless === true,
  };
}

/** Reads it whole, in small pieces and as a stream; all three must agree. */
export async function read(text: string | Uint8Array, how: HowToRead = {}, name?: string): Promise<Read> {
  const whole = readAs(await csvTable(source(text, name), how));
  const long = text.length > 10_000;
  const cut = readAs(await csvTable(source(text, name, long ? 4099 : 7), how));
  const stream = await csvStream(source(text, name, long ? 9001 : 101), how);
  const rows: string[][] = [];
  for await (const { table } of stream.read(0)) rows.push(...readAs(table).rows);
  const streamed = { ...whole, names: [...stream.columnNames], rows, notes: stream.notes ?? [] };
  for (const other of [cut, streamed])
    if (JSON.stringify(other) !== JSON.stringify(whole))
      throw new Error(`differs by its pieces: ${JSON.stringify(other)}, whole ${JSON.stringify(whole)}`);
  return whole;
}

/** The message of its refusal. */
export const refusal = (text: string | Uint8Array, how: HowToRead = {}): Promise<string> =>
  csvTable(source(text), how).then(
    (table) => `read as ${JSON.stringify(readAs(table))}`,
    ({ message }: Error) => message,
  );
