import type { SchemaElement } from "hyparquet-writer";
import { UserError } from "../../../errors.ts";
import { isInteger, listAt, rowsOf, type WriteColumn, type WritePieces } from "../writeColumn.ts";

/** A column's cells as hyparquet-writer takes them. */
interface Cells {
  name: string;
  data: Float64Array | BigInt64Array | unknown[];
  encoding?: "PLAIN";
}

/** Rows of the first row group, and of each that follows: a viewer has the first ones soon. */
const [firstGroup, laterGroups] = [1000, 100_000];

/** A Parquet file, a row group at a time; how the rows are cut into pieces makes no difference to its bytes. */
export async function* parquetBytes(pieces: WritePieces): AsyncGenerator<Uint8Array> {
  const { ByteWriter, ParquetWriter } = await import("hyparquet-writer");
  const writer = new ByteWriter();
  let file: InstanceType<typeof ParquetWriter> | undefined;
  let held: Cells[] = [];
  let group = firstGroup;
  let first: readonly WriteColumn[] | undefined;
  for await (const columns of pieces) {
    first ??= columns;
    checkSameKinds(first, columns);
    file ??= new ParquetWriter({ writer, schema: schemaOf(columns) });
    const rows = columns.length === 0 ? 0 : rowsOf(columns[0]!);
    let start = 0;
    while (heightOf(held) + rows - start >= group) {
      const end = start + group - heightOf(held);
      file.write({
        columnData: joined(held, cellsOf(columns, start, end)).map(encoded),
        rowGroupSize: group,
      });
      yield taken();
      held = [];
      start = end;
      group = laterGroups;
    }
    held = joined(held, cellsOf(columns, start, rows));
  }
  if (heightOf(held) > 0) file?.write({ columnData: held.map(encoded), rowGroupSize: group });
  file?.finish();
  yield taken();

  /** What was written since the last time. */
  function taken(): Uint8Array {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  }
}

/** A column of a Parquet file holds one kind of cells, which its first rows decide. */
function checkSameKinds(first: readonly WriteColumn[], columns: readonly WriteColumn[]): void {
  for (const [k, column] of columns.entries())
    if ("text" in column !== "text" in first[k]!)
      throw new UserError(
        `column ${column.name} holds numbers in some rows and text in others, which Parquet has no place for; write .csv or .jsonl`,
      );
}

function schemaOf(columns: readonly WriteColumn[]): SchemaElement[] {
  const required = { repetition_type: "REQUIRED" } as const;
  return [
    { name: "schema", num_children: columns.length },
    ...columns.flatMap((column): SchemaElement[] => {
      const { name } = column;
      if ("text" in column) return [{ name, type: "BYTE_ARRAY", converted_type: "UTF8", ...required }];
      if ("width" in column) {
        return [
          { name, converted_type: "LIST", ...required, num_children: 1 },
          { name: "list", repetition_type: "REPEATED", num_children: 1 },
          { name: "element", type: "DOUBLE", ...required },
        ];
      }
      return [{ name, type: isInteger(column) ? "INT64" : "DOUBLE", ...required }];
    }),
  ];
}

/** The cells of the rows start … end - 1. */
const cellsOf = (columns: readonly WriteColumn[], start: number, end: number): Cells[] =>
  columns.map((column) => {
    const { name } = column;
    const length = end - start;
    if ("text" in column) return { name, data: column.text.slice(start, end) };
    if ("width" in column) return { name, data: Array.from({ length }, (_, i) => listAt(column, start + i)) };
    const { values } = column;
    if (isInteger(column))
      return { name, data: BigInt64Array.from({ length }, (_, i) => BigInt(values[start + i]!)) };
    return { name, data: Float64Array.from({ length }, (_, i) => values[start + i]!) };
  });

/** A dictionary takes -0 for 0: where there is one, cells are written as they stand. */
const encoded = (cells: Cells): Cells =>
  cells.data.some(holdsMinusZero) ? { ...cells, encoding: "PLAIN" } : cells;

const holdsMinusZero = (cell: unknown): boolean =>
  Array.isArray(cell) ? cell.some(holdsMinusZero) : Object.is(cell, -0);

const heightOf = ([first]: readonly Cells[]): number => first?.data.length ?? 0;

const joined = (before: Cells[], after: Cells[]): Cells[] =>
  heightOf(before) === 0
    ? after
    : after.map(({ name, data }, k) => ({ name, data: [...before[k]!.data, ...data] }));
