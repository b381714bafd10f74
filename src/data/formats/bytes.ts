import { closeSync, createReadStream, fstatSync, openSync, readSync, statSync } from "node:fs";
import { createGunzip } from "node:zlib";
import { UserError } from "../../errors.ts";
import { readError } from "../../files.ts";
import type { HowToRead } from "../reading.ts";
import { checkUnpacked } from "./unpacking.ts";

const PIECE = 1 << 20;
const SMALLEST = 1 << 14;

/**
 * The bytes of a file in pieces. Each is read while everything waits: Node's thread pool takes longer to answer than a
 * piece to read, and a stream longer to begin than most files.
 */
export async function* filePieces(path: string): AsyncGenerator<Uint8Array> {
  const file = openSync(path, "r");
  try {
    // A pipe says no size; the rest of a file that grows meanwhile comes in small pieces.
    let { size: left } = fstatSync(file);
    for (;;) {
      const buffer = Buffer.allocUnsafeSlow(Math.min(PIECE, Math.max(left, SMALLEST)));
      const length = read(file, buffer, path);
      if (length === 0) return;
      left -= length;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

/** As readSync, whose errors do not name the file. */
function read(file: number, buffer: Buffer, path: string): number {
  try {
    return readSync(file, buffer);
  } catch (error) {
    throw readError(path, error);
  }
}

/** The bytes of a file in pieces, unpacked when its name ends in .gz. */
export async function* unpackedPieces(
  path: string,
  name: string,
  how: HowToRead = {},
): AsyncGenerator<Uint8Array> {
  if (!/\.gz$/i.test(path)) {
    yield* filePieces(path);
    return;
  }
  const file = createReadStream(path, { highWaterMark: PIECE });
  const unpacked = createGunzip({ chunkSize: PIECE });
  file.on("error", (error) => unpacked.destroy(error));
  try {
    const { size } = statSync(path);
    let all = 0;
    for await (const piece of file.pipe(unpacked) as AsyncIterable<Uint8Array>) {
      all += piece.length;
      checkUnpacked(name, size, all, how);
      yield piece;
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_")) {
      throw new UserError(`${name}: the gzip data is broken or cut short; get the file again`, {
        cause: error,
      });
    }
    throw readError(path, error);
  } finally {
    file.destroy();
  }
}
