import { builds, packed } from "./kernels.generated.ts";

// `packed` is imported before all else: in a bundle the base64 then stands first, as engine.ts says.

import { unlzma } from "./lzma.ts";

/**
 * All modules, one after the other. In `dist/bundled`, which Node loads, they are base64 alone; the command line has them in
 * a file, which scripts/build.mjs puts in the place of this page.
 */
export function unpackedKernels(): Uint8Array<ArrayBuffer> {
  const text = atob(packed);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  const size = builds.float32Fast[1];
  return bytes.length === size ? bytes : unlzma(bytes, size);
}
