import type { SchemaElement } from "hyparquet-writer";
import { isInteger, listAt, rowsOf, type WriteColumn, type WritePieces } from "./writeColumn.ts";

/** A column's cells as hyparquet-writer takes them. */
interface Cells {
  name: string;
  data: readonly unknown[];
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
  for await (const columns of pieces) {
    file ??= new ParquetWriter({ writer, schema: schemaOf(columns) });
    const cells = columns.map(cellsOf);
    held = cells.map(({ name, data }, k) => ({ name, data: [...(held[k]?.data ?? []), ...data] }));
    let start = 0;
    while (heightOf(held) - start >= group) {
      file.write({ columnData: cut(held, start, start + group), rowGroupSize: group });
      yield taken();
      start += group;
      group = laterGroups;
    }
    held = cut(held, start);
  }
  if (heightOf(held) > 0) file?.write({ columnData: cut(held, 0), rowGroupSize: group });
  file?.finish();
  yield taken();

  /** What was written since the last time. */
  function taken(): Uint8Array {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  }
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

function cellsOf(column: WriteColumn): Cells {
  const { name } = column;
  if ("text" in column) return { name, data: column.text };
  if ("width" in column)
    return { name, data: Array.from({ length: rowsOf(column) }, (_, row) => listAt(column, row)) };
  const { values } = column;
  return { name, data: isInteger(column) ? Array.from(values, BigInt) : Array.from(values) };
}

const heightOf = ([first]: readonly Cells[]): number => first?.data.length ?? 0;

const cut = (columns: readonly Cells[], start: number, end?: number) =>
  columns.map(({ name, data }) => ({ name, data: data.slice(start, end) }));
