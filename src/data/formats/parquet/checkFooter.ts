import type { AsyncBuffer, FileMetaData } from "hyparquet";
import { endOfStruct } from "./thrift.ts";

/** Walks over the footer's structure. Throws an Error where it is none. */
export async function checkFooter({ byteLength, slice }: AsyncBuffer): Promise<void> {
  if (byteLength < 12) throw new Error("it is too short");
  const end = new DataView(await slice(byteLength - 8, byteLength));
  if (end.getUint32(4, true) !== 0x31524150) throw new Error("its end is missing");
  const length = end.getUint32(0, true);
  if (length > byteLength - 12) throw new Error(`its footer is said to have ${length} bytes`);
  const footer = new DataView(await slice(byteLength - 8 - length, byteLength - 8));
  endOfStruct(footer, 0, length);
}

/** Holds the counts of rows and of cells to each other. Throws an Error where they are not of one file. */
export function checkRows({ num_rows, row_groups }: FileMetaData): void {
  let sum = 0n;
  for (const { num_rows: height, columns } of row_groups) {
    if (!(height >= 0n && height < 2n ** 53n)) throw new Error(`a row group is said to have ${height} rows`);
    sum += height;
    // A list of several is several cells; a row without any is one.
    for (const { meta_data } of columns)
      if (meta_data && !(meta_data.num_values >= height && meta_data.num_values < 2n ** 53n))
        throw new Error(`a column of ${height} rows is said to have ${meta_data.num_values} cells`);
  }
  if (sum !== num_rows)
    throw new Error(`it is said to have ${num_rows} rows, and its row groups have ${sum}`);
}
