import { crc32 } from "node:zlib";
import type { Entry, ZipFile } from "yauzl";

/**
 * The bytes of one file of a zip archive in pieces. yauzl holds it to the size that the list says; the checksum is compared here, so
 * that a file with a wrong bit throws and no digit of it is taken. So is its name, which stands before the bytes too and which no
 * checksum covers: an array of another name would be another column. `called`: what the file is in that error.
 */
export async function* entryPieces(
  zip: ZipFile,
  entry: Entry,
  called: string,
): AsyncGenerator<Uint8Array, void, void> {
  let sum = 0;
  const { fileName: within } = await zip.readLocalFileHeaderPromise(entry);
  if (!within.equals(entry.fileNameRaw))
    throw new Error(`${called} has another name before its bytes than in the list`);
  for await (const piece of await zip.openReadStreamPromise(entry)) {
    sum = crc32(piece, sum);
    yield piece;
  }
  if (sum !== entry.crc32) throw new Error(`the checksum of ${called} is wrong`);
}

/** Of the records at an archive's end: the last one, without its comment, and the two of archives beyond 4 GB. */
const [endRecord, zip64Records] = [22, 76];

/**
 * The files that an archive lists. Their number stands at its end: where it is too small, yauzl would leave the last ones out, and the
 * list would end before the place where it must.
 */
export async function* listed(zip: ZipFile): AsyncGenerator<Entry, void, void> {
  yield* zip.eachEntry();
  const behind = zip.fileSize - endRecord - zip.comment.length - Number(zip.readEntryCursor);
  if (behind !== 0 && behind !== zip64Records) throw new Error("its list holds more files than it says");
}
