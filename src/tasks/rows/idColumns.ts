import { parseNumber } from "../../data/columns/number.ts";
import type { WriteColumn } from "../../data/formats/writeColumn.ts";
import { type Column, cellsOf, type Table } from "../../data/table.ts";

/**
 * The columns that tell a table's rows apart, as a file of results has them, so that it can be joined to the rows.
 * Whether one holds numbers or words the first table decides: all that are written hold the same.
 */
export class IdColumns {
  readonly #names: readonly string[];
  #kinds: ReadonlyMap<string, "number" | "text"> | undefined;

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** Those that the first table has, and that are not called as one of the results. */
  of(table: Table, results: readonly WriteColumn[]): WriteColumn[] {
    const taken = new Set(results.map(({ name }) => name));
    this.#kinds ??= new Map(
      this.#names.flatMap((name) => {
        const kind = table.columns.get(name)?.kind;
        return (kind === "number" || kind === "text") && !taken.has(name) ? [[name, kind]] : [];
      }),
    );
    return Array.from(this.#kinds, ([name, kind]) => {
      const column = table.column(name);
      return kind === "text"
        ? { name, text: cellsOf(column) }
        : { name, values: numbersOf(column, table.rows) };
    });
  }
}

/** Beyond 2⁵³ a number stands for several ids, and would name a wrong one. */
function numbersOf(column: Column, rows: number): Float64Array {
  const { values } = column.kind === "number" ? column : { values: cellsOf(column).map(parseNumber) };
  return Float64Array.from({ length: rows }, (_, row) => {
    const value = values[row] ?? Number.NaN;
    return Math.abs(value) > Number.MAX_SAFE_INTEGER ? Number.NaN : value;
  });
}
