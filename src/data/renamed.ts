import { SettingError, UserError } from "../errors.ts";
import type { ReadTables } from "./readTables.ts";
import { type Column, Table } from "./table.ts";

/** Calls what lies in one folder as if it lay in another: files of an archive by the archive's name. */
export class Renaming {
  readonly #from: string;
  readonly #to: string;

  constructor(from: string, to: string) {
    this.#from = from;
    this.#to = to;
  }

  text(text: string): string {
    return text.replaceAll(this.#from, this.#to);
  }

  /** The same mistake, in the other names. */
  error(error: unknown): unknown {
    if (error instanceof SettingError) return new SettingError((say) => this.text(error.spelled(say)));
    return error instanceof UserError ? new UserError(this.text(error.message), { cause: error }) : error;
  }

  read({ tables, files, unread, notes }: ReadTables): ReadTables {
    return {
      tables: Object.fromEntries(Object.entries(tables).map(([part, table]) => [part, this.#table(table)])),
      files,
      unread: unread.map(({ file, why }) => ({ file, why: this.text(why) })),
      notes: notes.map((note) => this.text(note)),
    };
  }

  #table({ columns, parts, traits }: Table): Table {
    const { notes, regions } = traits;
    return new Table(
      new Map([...columns].map(([name, column]) => [name, this.#column(column)])),
      parts.map((part) => ({
        ...part,
        file: this.text(part.file),
        names: part.names?.map((name) => this.text(name)),
      })),
      {
        ...traits,
        notes: notes?.map((note) => this.text(note)),
        regions: regions && new Map([...regions].map(([name, region]) => [this.text(name), region])),
      },
    );
  }

  #column(column: Column): Column {
    if (column.kind !== "unusable" || !column.images) return column;
    return {
      ...column,
      images: column.images.map((image) => ({ ...image, name: this.text(image.name) })),
    };
  }
}
