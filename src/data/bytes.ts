import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { UserError } from "../errors.ts";

const PIECE = 1 << 20;
const SMALLEST = 1 << 14;

/** The bytes of a file in pieces. Read by hand: a stream takes Node longer to begin than most files to read. */
export async function* filePieces(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    // A pipe says no size; of a file that grows meanwhile, the rest comes in small pieces.
    let { size: left } = await file.stat();
    for (;;) {
      const length = Math.min(PIECE, Math.max(left, SMALLEST));
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafeSlow(length), 0, length, null);
      if (bytesRead === 0) return;
      left -= bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** The bytes of a file in pieces, unpacked when its name ends in .gz. */
export async function* unpackedPieces(path: string, name: string): AsyncGenerator<Uint8Array> {
  if (!/\.gz$/i.test(path)) {
    yield* filePieces(path);
    return;
  }
  const file = createReadStream(path, { highWaterMark: PIECE });
  const unpacked = createGunzip({ chunkSize: PIECE });
  file.on("error", (error) => unpacked.destroy(error));
  try {
    yield* file.pipe(unpacked) as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_")) {
      throw new UserError(`${name}: the gzip data is broken or cut short; get the file again`, {
        cause: error,
      });
    }
    throw error;
  } finally {
    file.destroy();
  }
}
