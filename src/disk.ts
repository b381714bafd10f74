import { UserError } from "./errors.ts";

/** Whether there are files to read and write: in Node, Bun and Deno, not in a page. */
export const hasDisk = (): boolean => globalThis.process?.getBuiltinModule !== undefined;

/**
 * Node's modules for files and their paths, which Bun and Deno have too. They are asked for, not imported, so that the pages
 * that save and load run in a browser as they are; there they are refused when a file is asked for.
 */
export function disk() {
  if (!hasDisk()) {
    const old = globalThis.process?.versions?.node;
    throw new UserError(
      old === undefined
        ? "there are no files here, as there are in Node; load from a URL, a Blob or bytes, and save by model.toBytes()"
        : `Node ${old} is too old to be asked for its modules; update it to 20.16 or newer`,
    );
  }
  return {
    fs: process.getBuiltinModule("node:fs/promises"),
    path: process.getBuiltinModule("node:path"),
    fileURLToPath: process.getBuiltinModule("node:url").fileURLToPath,
  };
}
