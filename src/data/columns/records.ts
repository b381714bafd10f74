import { nearest, UserError } from "../../errors.ts";
import { namesInAll } from "../listing/oneLine.ts";
import { type Column, type Part, Table } from "../table.ts";
import { ValueColumn } from "./valueColumn.ts";

/** A cell as a form, a server or a file of JSON gives it: a number, a word, a date, a list of numbers, or no value. */
export type RawCell = number | bigint | boolean | string | Date | null | undefined | ArrayLike<number>;

/** A raw row by the names of its columns; more columns than the model looks at may stand in it. */
export type RowRecord = Readonly<Record<string, RawCell>>;

/** Cells without a value, of which a table of records may have so many: each takes 8 bytes. */
const mostEmpty = 50_000_000;
/** Among more names than these none is a slip of another. */
const mostAlike = 200;

/**
 * Records as the columns of a table: all names that occur, in the order in which they first do. A record that lacks a cell has
 * no value there. A name that only one letter or so tells from another, which the record lacks, is a mistake.
 */
export class RecordColumns {
  readonly #columns = new Map<string, ValueColumn>();
  #records = 0;
  #given = 0;

  /** `where`: what the record is called in an error */
  add(record: object, where: string): void {
    const cells = record as Record<string, unknown>;
    const names = Object.keys(cells);
    for (const name of names) {
      const column = this.#columns.get(name) ?? this.#begin(name, cells, where);
      column.fill(this.#records);
      column.add(cells[name]);
    }
    this.#records++;
    this.#given += names.length;
    const { size } = this.#columns;
    if (size * this.#records - this.#given > mostEmpty)
      throw new UserError(
        `${where}: ${size.toLocaleString("en-US")} different names in ${this.#records.toLocaleString("en-US")} records leave more than ${mostEmpty.toLocaleString("en-US")} cells without a value, which is the limit; give records the same names`,
      );
  }

  #begin(name: string, record: Record<string, unknown>, where: string): ValueColumn {
    const mayBeSlip = this.#records > 0 && this.#columns.size <= mostAlike && name.length <= 100;
    const lacking = () => [...this.#columns.keys()].filter((known) => !Object.hasOwn(record, known));
    const near = mayBeSlip ? nearest(name, lacking()) : undefined;
    // temp2 beside temp1 is another column, not a slip.
    if (near !== undefined && near.replace(/\d+/g, "") !== name.replace(/\d+/g, ""))
      throw new UserError(
        `${where}: "${name}" is not in the rows before; did you mean "${near}"? Its columns are ${namesInAll([...this.#columns.keys()])}`,
      );
    const column = new ValueColumn();
    this.#columns.set(name, column);
    return column;
  }

  /** Nothing where no record was added. */
  table(part: Part): Table | undefined {
    if (this.#records === 0) return undefined;
    const columns = new Map<string, Column>();
    for (const [name, column] of this.#columns) {
      column.fill(this.#records);
      columns.set(name, column.column());
    }
    return new Table(columns, [part]);
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
