import { createHash } from "node:crypto";
import { filePieces } from "./formats/bytes.ts";

/** The SHA-256 of a file's bytes, hexadecimal. */
export const fileSha256 = (path: string): Promise<string> => filesSha256([path]);

/** The SHA-256 of the files' bytes; with `names`, of these too, since the folder of an image says its class. */
export async function filesSha256(paths: readonly string[], names?: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const [i, path] of paths.entries()) {
    if (names) hash.update(`${names[i]}\0`);
    for await (const piece of filePieces(path)) hash.update(piece);
  }
  return hash.digest("hex");
}
