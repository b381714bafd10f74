import { loadTables } from "../../data/load.ts";
import { type DataInMemory, memoryTables } from "../../data/memory.ts";
import type { HowToRead } from "../../data/reading.ts";
import { isLarge } from "./large.ts";
import type { RowReader } from "./prepare.ts";

/** Where rows lie: in a file, a folder, a shipped data set, on the Hub, or in memory. */
export type Place = string | DataInMemory;

/** Reads rows from wherever they lie; a file that is too large for memory is streamed. */
export const fileReader = (
  data: Place,
  test?: Place,
  { onProgress, signal }: Pick<HowToRead, "onProgress" | "signal"> = {},
): RowReader => {
  const reader: RowReader = {
    data: (asked) =>
      typeof data === "string"
        ? loadTables(data, { onProgress, signal, ...asked })
        : memoryTables(data, asked),
    test: (asked) =>
      typeof test === "string"
        ? loadTables(test, { onProgress, signal, ...asked })
        : memoryTables(test!, asked),
    old: (source, asked) => loadTables(source, { onProgress, signal, ...asked }),
    async stream(wanted, seed, spell) {
      if (typeof data !== "string") return undefined;
      const { stream, source, sha256 } = wanted;
      if (stream === undefined && (sha256 !== undefined || !(await isLarge(source)))) return undefined;
      const { prepareStream } = await import("./prepareStream.ts");
      return prepareStream(wanted, { seed, readTest: reader.test, spell });
    },
  };
  return reader;
};
