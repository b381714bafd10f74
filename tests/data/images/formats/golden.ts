import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Pixels } from "../../../../src/data/images/pixels/pixels.ts";

interface Golden {
  files: Record<
    string,
    {
      bytes: string;
      height: number;
      width: number;
      channels: number;
      deep: boolean;
      white: number | null;
      values: number[];
    }
  >;
  /** (9, 13) numbers of 16 bits, and what Pillow's mode F makes of them at other sizes */
  deep: number[];
  resized: Record<string, number[]>;
}

const read = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../golden/imageFormats.json"), "utf8"),
) as Golden;

/** Pictures in the variants of their formats, and the pixels in them: tests/golden/imageFormats.py. */
export const goldenFiles = Object.entries(read.files).map(([name, file]) => {
  const { height, width, channels, deep, values, white } = file;
  const data = deep ? Float32Array.from(values) : Uint8Array.from(values);
  const pixels: Pixels = { height, width, channels, data, white: white ?? undefined };
  return { name, bytes: new Uint8Array(Buffer.from(file.bytes, "base64")), deep, pixels };
});

/** The bytes of one of them. */
export const goldenFile = (name: string): Uint8Array => goldenFiles.find((file) => file.name === name)!.bytes;

export const { deep, resized } = read;
