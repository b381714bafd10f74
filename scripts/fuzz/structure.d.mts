/** Names that JavaScript, a terminal, a file system or a spreadsheet takes for something else. */
export const names: readonly string[];
/** Files as a zip archive, with their checksums. */
export function zipped(files: readonly (readonly [name: string, data: Uint8Array])[]): Buffer;
