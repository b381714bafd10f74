import { crc32 } from "node:zlib";
import type { Entry, ZipFile } from "yauzl";
import { oneLine } from "../listing/oneLine.ts";

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

/** Of the records at an archive's end: the last one, without its comment, and the two of archives beyond 4 GB. */
const [endRecord, zip64Records] = [22, 76];

/**
 * The files that an archive lists. Their number stands at its end: where it is too small, yauzl would leave the last ones out, and the
 * list would end before the place where it must. No checksum covers a name: it stands before the file's bytes too, and is compared. An
 * array of another name would be another column, and a workbook without the file of its formats would have numbers for dates.
 */
export async function* listed(zip: ZipFile): AsyncGenerator<Entry, void, void> {
  for await (const entry of zip.eachEntry()) {
    const { fileName: within } = await zip.readLocalFileHeaderPromise(entry);
    if (!within.equals(entry.fileNameRaw))
      throw new Error(
        `${oneLine(String(entry.fileName))} has another name before its bytes than in the list`,
      );
    yield entry;
  }
  const behind = zip.fileSize - endRecord - zip.comment.length - Number(zip.readEntryCursor);
  if (behind !== 0 && behind !== zip64Records) throw new Error("its list holds more files than it says");
}
