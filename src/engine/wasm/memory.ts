import { UserError } from "../../errors.ts";

/** Grows the memory to hold `bytes`. */
export function reserve(memory: WebAssembly.Memory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / 65536);
  if (missing <= 0) return;
  try {
    memory.grow(missing);
  } catch {
    throw new UserError(
      `the wasm engine needs ${Math.ceil(bytes / 2 ** 20)} MB for this graph, more than its memory can grow to ` +
        "(4 GB at most); take a smaller batch or network",
    );
  }
}
