import { UserError } from "../../errors.ts";
import { offer, type Part, Table } from "../table.ts";
import { ValueColumn } from "./valueColumn.ts";

/** A cell as a form, a server or a file of JSON gives it: a number, a word, a date, a list of numbers, or no value. */
export type RawCell = number | bigint | boolean | string | Date | null | undefined | ArrayLike<number>;

/** A raw row by the names of its columns; more columns than the model looks at may stand in it. */
export type RowRecord = Readonly<Record<string, RawCell>>;

/** Records as the columns of a table, which are those of the first; a record may lack a cell, but has no other. */
export class RecordColumns {
  #columns: Map<string, ValueColumn> | undefined;
  #names: readonly string[] = [];

  /** `where`: what the record is called in an error */
  add(record: object, where: string): void {
    if (!this.#columns) {
      this.#names = Object.keys(record);
      this.#columns = new Map(this.#names.map((name) => [name, new ValueColumn()]));
    }
    for (const name of Object.keys(record)) {
      if (!this.#columns.has(name))
        throw new UserError(`${where}: "${name}" is not in the first row${offer(name, this.#names)}`);
    }
    for (const [name, column] of this.#columns) column.add((record as Record<string, unknown>)[name]);
  }

  /** Nothing where no record was added. */
  table(part: Part): Table | undefined {
    return (
      this.#columns &&
      new Table(new Map([...this.#columns].map(([name, one]) => [name, one.column()])), [part])
    );
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
