declare module "lzma" {
  /** LZMA of bytes, with a file's head of 13 bytes before it; bytes are signed. */
  export function compress(bytes: readonly number[], mode: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9): number[];
}
