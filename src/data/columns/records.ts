import { nearest, UserError } from "../../errors.ts";
import { type Part, Table } from "../table.ts";
import { ValueColumn } from "./valueColumn.ts";

/** A cell as a form, a server or a file of JSON gives it: a number, a word, a date, a list of numbers, or no value. */
export type RawCell = number | bigint | boolean | string | Date | null | undefined | ArrayLike<number>;

/** A raw row by the names of its columns; more columns than the model looks at may stand in it. */
export type RowRecord = Readonly<Record<string, RawCell>>;

/**
 * Records as the columns of a table: all names that occur, in the order in which they first do. A record that lacks a cell has
 * no value there. A name that only one letter or so tells from another, which the record lacks, is a mistake.
 */
export class RecordColumns {
  readonly #columns = new Map<string, ValueColumn>();
  #records = 0;

  /** `where`: what the record is called in an error */
  add(record: object, where: string): void {
    const cells = record as Record<string, unknown>;
    for (const name of Object.keys(cells)) if (!this.#columns.has(name)) this.#begin(name, cells, where);
    for (const [name, column] of this.#columns) column.add(cells[name]);
    this.#records++;
  }

  #begin(name: string, record: Record<string, unknown>, where: string): void {
    const lacking = [...this.#columns.keys()].filter((known) => !Object.hasOwn(record, known));
    const near = this.#records > 0 ? nearest(name, lacking) : undefined;
    // temp2 beside temp1 is another column, not a slip.
    if (near !== undefined && near.replace(/\d+/g, "") !== name.replace(/\d+/g, ""))
      throw new UserError(
        `${where}: "${name}" is not in the rows before; did you mean "${near}"? Its columns are ${[...this.#columns.keys()].join(", ")}`,
      );
    const column = new ValueColumn();
    for (let row = 0; row < this.#records; row++) column.add(undefined);
    this.#columns.set(name, column);
  }

  /** Nothing where no record was added. */
  table(part: Part): Table | undefined {
    if (this.#records === 0) return undefined;
    return new Table(new Map([...this.#columns].map(([name, one]) => [name, one.column()])), [part]);
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
