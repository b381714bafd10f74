import { numberOf, readNumeral } from "../../columns/cells/numerals.ts";
import { isMissing } from "../../columns/noValue.ts";
import { isMeasured, type Span } from "../../numbers/summing.ts";
import type { Column, Numbers, Table } from "../../table.ts";

/** Cells of text that tell whether their column holds numbers. */
const sampled = 20;

/** The columns of a table as numbers, those of text with such a decimal mark; each is read when it is asked for. */
export class Figures {
  readonly #columns: readonly Column[];
  readonly #decimal: "." | ",";
  readonly #read = new Map<Column, Numbers | undefined>();

  constructor(table: Table, decimal: "." | ",") {
    // Those that need no reading come first: most rows are told by them.
    this.#columns = [...table.columns.values()].sort(
      (a, b) => Number(a.kind === "text") - Number(b.kind === "text"),
    );
    this.#decimal = decimal;
  }

  /** Those that measure the rows of a span. */
  *over(span: Span): Generator<Numbers> {
    for (const column of this.#columns) {
      if (!this.#read.has(column)) this.#read.set(column, this.#numbers(column, span));
      const values = this.#read.get(column);
      if (values && isMeasured(values, span)) yield values;
    }
  }

  #numbers(column: Column, { from, to, except }: Span): Numbers | undefined {
    if (column.kind === "number") return column.names ? undefined : column.values;
    if (column.kind !== "text") return undefined;
    const read = (cell: string): number => {
      const numeral = readNumeral(cell);
      return numeral ? numberOf(numeral, this.#decimal) : Number.NaN;
    };
    const cells = column.values;
    let seen = 0;
    // Words are no numbers: a few cells tell.
    for (let row = from; row < to && seen < sampled; row++) {
      if (except?.has(row) || isMissing(cells[row]!)) continue;
      if (Number.isNaN(read(cells[row]!))) return undefined;
      seen++;
    }
    return seen === 0
      ? undefined
      : Float64Array.from(cells, (cell) => (isMissing(cell) ? Number.NaN : read(cell)));
  }
}
