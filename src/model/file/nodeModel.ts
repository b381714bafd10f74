import { fileURLToPath } from "node:url";
import { decodeImage as decodeFile } from "../../data/images/decode.ts";
import type { Pixels } from "../../data/images/pixels/pixels.ts";
import { UserError } from "../../errors.ts";
import { readBytes } from "../../files.ts";
import { Model, type ModelOptions } from "../model.ts";
import type { ImageDecoder } from "../rows/imageRows.ts";
import type { ModelSource } from "./source.ts";

/**
 * Decodes an image file with sharp: its path, its address, a Blob or its bytes. `maxPixels`: million pixels that it may have, 100 when
 * left out; `loadModel(run, { decode: (image, name) => decodeImage(image, name, { maxPixels: 400 }) })` answers larger ones.
 */
export const decodeImage = (
  image: Parameters<ImageDecoder>[0],
  name: string,
  { maxPixels }: { maxPixels?: number } = {},
): Promise<Pixels> => decodeFile({ name, read: () => bytesOf(image, name), maxPixels });

/**
 * `Model.load` for a program that has files: images are decoded here too, and may be given by their paths.
 *
 * ```ts
 * const model = await loadModel("runs/parts-1");
 * const [verdict] = await model.judge(["new/0001.png"]);
 * ```
 */
export const loadModel = (source: ModelSource, options: ModelOptions = {}): Promise<Model> =>
  Model.load(source, { decode: decodeImage, ...options });

async function bytesOf(image: Blob | Uint8Array | string | URL, name: string): Promise<Uint8Array> {
  if (image instanceof Uint8Array) return image;
  if (image instanceof Blob) return new Uint8Array(await image.arrayBuffer());
  const isFile = image instanceof URL ? image.protocol === "file:" : !/^(?:https?:\/\/|data:)/i.test(image);
  if (isFile) return readBytes(image instanceof URL ? fileURLToPath(image) : image);
  const response = await fetch(image).catch((cause: unknown) => {
    throw new UserError(`${name}: cannot be fetched; check the address and the connection`, { cause });
  });
  if (!response.ok) throw new UserError(`${name}: the server answers ${response.status}; check the address`);
  return new Uint8Array(await response.arrayBuffer());
}
