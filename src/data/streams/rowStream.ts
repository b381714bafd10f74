import type { FileReading } from "../reading.ts";
import type { Table } from "../table.ts";

/** A file of rows that is read anew at every pass, a part at a time: for what is larger than memory. */
export interface RowStream {
  readonly name: string;
  readonly rows: number;
  readonly columnNames: readonly string[];
  /** how its file was read, where it could have been read otherwise */
  readonly reading?: FileReading | undefined;
  /** what a reader should know of the file, a line each */
  readonly notes?: readonly string[];
  /** All its cells, of lists each element. */
  readonly cells: number;
  /** How many parts can each be read on their own: the row groups of a Parquet file; a CSV file is one. */
  readonly groups: number;
  /** A group's rows in turn, the columns `columns` of them; all when left out. Their names are those of the file. */
  read(group: number, columns?: readonly string[]): AsyncIterable<Piece>;
}

/** Consecutive rows, and the place of the first of them in the file, from 0. */
export interface Piece {
  table: Table;
  first: number;
}
