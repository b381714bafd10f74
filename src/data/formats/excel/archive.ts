import type { Entry, ZipFile } from "yauzl";
import { UserError } from "../../../errors.ts";
import type { HowToRead } from "../../reading.ts";
import { checkUnpacked } from "../unpacking.ts";
import { entryPieces, listed } from "../zipEntry.ts";

/** The files within a zip archive, which .xlsx and .ods are. yauzl reads its list. */
export class Archive {
  readonly #name: string;
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(name: string, zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#name = name;
    this.#zip = zip;
    this.#entries = entries;
  }

  static async open(bytes: Uint8Array, name: string, how: HowToRead = {}): Promise<Archive> {
    const { fromBufferPromise } = await import("yauzl");
    const entries = new Map<string, Entry>();
    try {
      const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      let all = 0;
      for await (const entry of listed(zip)) {
        all += entry.uncompressedSize;
        entries.set(entry.fileName.toLowerCase(), entry);
      }
      checkUnpacked(name, bytes.length, all, how);
      return new Archive(name, zip, entries);
    } catch (error) {
      throw error instanceof UserError ? error : broken(name, error);
    }
  }

  /** Some programs spell a file's name in the archive and in the list of parts differently: the standard knows no case. */
  has(path: string): boolean {
    return this.#entries.has(path.toLowerCase());
  }

  /** The bytes of one file in pieces. */
  async *pieces(path: string): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(path.toLowerCase());
    if (!entry) throw broken(this.#name, new Error(`it has no ${path}`));
    try {
      yield* entryPieces(this.#zip, entry, path);
    } catch (error) {
      throw error instanceof UserError ? error : broken(this.#name, error);
    }
  }

  async text(path: string): Promise<string> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this.pieces(path)) pieces.push(piece);
    return Buffer.concat(pieces).toString("utf8");
  }
}

/** A spreadsheet that cannot be read as it is. */
export const broken = (name: string, cause: unknown): UserError =>
  new UserError(
    `${name}: is broken or cut short (${(cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, "")}); get the file again, or open it in Excel or LibreOffice and save it anew`,
    { cause },
  );
