/** Columns to write: numbers, text, or (rows, width) flattened row after row. */
export type WriteColumn =
  | {
      name: string;
      values: ArrayLike<number>;
      integer?: boolean;
      /** significant digits that a table for people shows; all when left out */
      digits?: number;
      /** a cell as it stands in the file that it came from, where that is not the number in short: for people and as an id */
      cells?: (row: number) => string | undefined;
    }
  | { name: string; text: readonly string[] }
  | { name: string; values: ArrayLike<number>; width: number };

/** A table's rows, some of them at a time: every piece has the same columns. */
export type WritePieces = AsyncIterable<readonly WriteColumn[]>;

/** A column's height. */
export function rowsOf(column: WriteColumn): number {
  if ("text" in column) return column.text.length;
  return "width" in column ? column.values.length / column.width : column.values.length;
}

/** The numbers of one row of lists. */
export const listAt = ({ values, width }: { values: ArrayLike<number>; width: number }, row: number) =>
  Array.from({ length: width }, (_, j) => values[row * width + j]!);

/** Whether numbers are stored as whole ones, int64, as pandas and `datasets` write them; the others are doubles. */
export function isInteger({ integer, values }: { integer?: boolean; values: ArrayLike<number> }): boolean {
  const typed = ArrayBuffer.isView(values);
  return integer ?? (typed && !(values instanceof Float64Array || values instanceof Float32Array));
}
