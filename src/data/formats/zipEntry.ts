import { crc32 } from "node:zlib";
import type { Entry, ZipFile } from "yauzl";

/**
 * The bytes of one file of a zip archive in pieces. yauzl holds it to the size that the list says; the checksum is compared here, so
 * that a file with a wrong bit throws and no digit of it is taken. `called`: what the file is in that error.
 */
export async function* entryPieces(
  zip: ZipFile,
  entry: Entry,
  called: string,
): AsyncGenerator<Uint8Array, void, void> {
  let sum = 0;
  for await (const piece of await zip.openReadStreamPromise(entry)) {
    sum = crc32(piece, sum);
    yield piece;
  }
  if (sum !== entry.crc32) throw new Error(`the checksum of ${called} is wrong`);
}
