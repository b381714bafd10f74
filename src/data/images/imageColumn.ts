import { UserError } from "../../errors.ts";
import type { HowToRead } from "../reading.ts";
import type { Column } from "../table.ts";
import type { ImageFile } from "./decode.ts";

/** A column of images as Parquet files on the Hub hold them: records of an encoded file and the name that it had. */
export class ImageColumn {
  readonly #images: ImageFile[] = [];

  /** `where`: file and column, for messages */
  readonly #where: string;
  readonly #how: HowToRead;

  constructor(where: string, how: HowToRead) {
    this.#where = where;
    this.#how = how;
  }

  addAll(values: ArrayLike<unknown>): void {
    for (let i = 0; i < values.length; i++) this.#add(values[i]);
  }

  #add(value: unknown): void {
    const row = `${this.#where}, row ${this.#images.length + 1}`;
    const { bytes, path } = isRecord(value) ? value : {};
    if (!(bytes instanceof Uint8Array)) {
      throw new UserError(
        `${row}: the image is missing${typeof path === "string" ? ` (only its path ${path} is there)` : ""}; get the file again, or delete the row`,
      );
    }
    const name = typeof path === "string" ? `${row} (${path})` : row;
    this.#images.push({ name, read: async () => bytes, maxPixels: this.#how.maxPixels });
  }

  column(): Column {
    const images = this.#images;
    return { kind: "unusable", reason: "it holds images", rows: images.length, images };
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
