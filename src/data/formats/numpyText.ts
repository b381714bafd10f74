import type { Entry } from "yauzl";
import { UserError } from "../../errors.ts";
import { isLitter } from "../listing/litter.ts";
import { nameInOneLine, oneLine } from "../listing/oneLine.ts";
import type { HowToRead } from "../reading.ts";
import type { Column } from "../table.ts";
import { checkUnpacked } from "./unpacking.ts";
import { entryPieces, listed } from "./zipEntry.ts";

/** An array that numpy-ts does not read, as its bytes tell: of words, of dates, or of what no table holds. */
export interface OtherArray {
  shape: readonly number[];
  column: Column;
}

/** The arrays of an .npz by their names, as .npy files. yauzl reads the list; checksums are compared. */
export async function npzEntries(
  bytes: Buffer,
  file: string,
  how: HowToRead,
): Promise<ReadonlyMap<string, Buffer>> {
  const { fromBufferPromise } = await import("yauzl");
  const zip = await fromBufferPromise(bytes);
  const entries: Entry[] = [];
  for await (const entry of listed(zip)) entries.push(entry);
  checkUnpacked(
    file,
    bytes.length,
    entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0),
    how,
  );
  const found = new Map<string, Buffer>();
  for (const entry of entries) {
    if (entry.fileName.endsWith("/") || isLitter(entry.fileName)) continue;
    const name = nameInOneLine(entry.fileName.replace(/\.npy$/, ""));
    if (!entry.fileName.endsWith(".npy") || found.has(name))
      throw new UserError(
        `${file}: ${oneLine(entry.fileName)} in it is ${found.has(name) ? "there twice" : "no array (.npy)"}; save the arrays alone, with numpy.savez`,
      );
    const pieces: Uint8Array[] = [];
    for await (const piece of entryPieces(zip, entry, oneLine(entry.fileName))) pieces.push(piece);
    found.set(name, Buffer.concat(pieces));
  }
  return found;
}

/**
 * An array of an .npz whose items are no numbers: words (`<U4`, `S4`) as a column of text, dates as one that cannot be
 * used. Throws a UserError for Python objects, which only Python can unpickle, and for records.
 * (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html)
 */
export function otherArray(bytes: Buffer, where: string): OtherArray {
  const { descr, shape, data } = headerOf(bytes, where);
  const rows = shape[0] ?? 0;
  const cells = shape.reduce((product, size) => product * size, 1);
  const [, order, kind, size] = /^([<>|=]?)([a-zA-Z])(\d*)/.exec(descr) ?? [];
  if (kind === "U" || kind === "S") {
    if (cells !== rows)
      return { shape, column: { kind: "unusable", reason: "it holds several words a row", rows } };
    const width = Number(size) * (kind === "U" ? 4 : 1);
    if (data.length !== width * rows)
      throw new UserError(`${where}: is cut short; save it again with numpy.savez`);
    const read = kind === "U" ? (order === ">" ? utf32BE : utf32LE) : utf8(where);
    const values = Array.from({ length: rows }, (_, i) => read(data.subarray(i * width, (i + 1) * width)));
    return { shape, column: { kind: "text", values } };
  }
  if (kind === "M" || kind === "m")
    return { shape, column: { kind: "unusable", reason: "it holds dates", rows } };
  const what = kind === "O" ? "Python objects, which Python alone reads" : `items of the type ${descr}`;
  const mend =
    kind === "O"
      ? "save words as y.astype(str), numbers as X.astype(float)"
      : "save an array for each of its fields";
  throw new UserError(`${where}: holds ${what}; ${mend}`);
}

/** What stands before the items: their type, and the shape. */
export function headerOf(bytes: Buffer, where: string): { descr: string; shape: number[]; data: Buffer } {
  const long = bytes[6] !== 1;
  const [start, length] = long ? [12, bytes.readUInt32LE(8)] : [10, bytes.readUInt16LE(8)];
  const header = bytes.toString("latin1", start, start + length);
  const descr = /'descr':\s*(?:'([^']*)'|(\[.*?\])\s*,\s*'fortran)/s.exec(header);
  const shape = /'shape':\s*\(([^)]*)\)/.exec(header);
  if (!descr || !shape) throw new UserError(`${where}: has no NumPy header; save it again with numpy.savez`);
  return {
    descr: descr[1] ?? descr[2]!,
    shape: shape[1]!
      .split(",")
      .filter((size) => size.trim() !== "")
      .map(Number),
    data: bytes.subarray(start + length),
  };
}

/** NumPy fills a word up with zeros. */
function utf32(cell: Buffer, codeAt: (cell: Buffer, at: number) => number): string {
  let text = "";
  for (let at = 0; at < cell.length; at += 4) {
    const code = codeAt(cell, at);
    if (code === 0) break;
    text += String.fromCodePoint(code);
  }
  return text;
}

const utf32LE = (cell: Buffer) => utf32(cell, (from, at) => from.readUInt32LE(at));
const utf32BE = (cell: Buffer) => utf32(cell, (from, at) => from.readUInt32BE(at));

const utf8 = (where: string) => {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  return (cell: Buffer): string => {
    const end = cell.indexOf(0);
    try {
      return decoder.decode(end < 0 ? cell : cell.subarray(0, end));
    } catch (error) {
      throw new UserError(
        `${where}: holds bytes that are no UTF-8; save it as words: numpy.char.decode(y, "cp932")`,
        {
          cause: error,
        },
      );
    }
  };
};
