import { imageRow } from "../../data/images/browserImage.ts";
import { type ImageSpec, pixelCount } from "../../data/images/image.ts";
import { fittedRow } from "../../data/images/imageFit.ts";
import type { Pixels } from "../../data/images/pixels/pixels.ts";
import { hasDisk } from "../../disk.ts";
import { shown, UserError } from "../../errors.ts";

/**
 * Pixels that are decoded: a canvas's ImageData or a camera's frame, or numbers from 0 to 255 of the size that the model takes where none
 * is said. `white` is the number that is white in a frame of more than 8 bits, such as 4095; as the model's training files when left out.
 */
export type GivenPixels =
  | {
      readonly width: number;
      readonly height: number;
      readonly data: Pixels["data"];
      readonly channels?: number;
      readonly white?: number;
    }
  | { readonly pixels: ArrayLike<number> };

/** An image as it is given: a file (its bytes, a Blob, its path or address), or its pixels. */
export type GivenImage = Blob | Uint8Array | ArrayBuffer | string | URL | GivenPixels;

/** What makes pixels of an image file's bytes where there is no browser's decoder: `decodeImage` of kiso/node. */
export type ImageDecoder = (image: Blob | Uint8Array | string | URL, name: string) => Promise<Pixels>;

/** Whether a row is an image, not a list of its pixels. */
export const isImage = (thing: unknown): thing is GivenImage =>
  typeof thing === "string" ||
  thing instanceof URL ||
  thing instanceof Blob ||
  thing instanceof ArrayBuffer ||
  thing instanceof Uint8Array ||
  (typeof thing === "object" &&
    thing !== null &&
    !Array.isArray(thing) &&
    ("pixels" in thing || "data" in thing));

/** So many images are decoded side by side. Where several cannot be read, the first of them is named. */
const together = 16;

/** Images as rows of pixels, (n, height · width · channels), with the name of each. */
export async function imageRows(
  who: string,
  images: readonly unknown[],
  spec: ImageSpec,
  decode?: ImageDecoder,
): Promise<{ data: Float64Array; names: string[] }> {
  const size = pixelCount(spec);
  const data = new Float64Array(images.length * size);
  const names = images.map((image, i) => nameOf(image) ?? `${who}, image ${i + 1}`);
  for (let start = 0; start < images.length; start += together) {
    const some = images.slice(start, start + together);
    const read = await Promise.allSettled(
      some.map((image, i) => rowOf(image, names[start + i]!, spec, decode)),
    );
    for (const [i, row] of read.entries()) {
      if (row.status === "rejected") throw row.reason;
      data.set(row.value, (start + i) * size);
    }
  }
  return { data, names };
}

function nameOf(image: unknown): string | undefined {
  if (typeof image === "string" || image instanceof URL) return String(image);
  return typeof File === "function" && image instanceof File ? image.name : undefined;
}

async function rowOf(
  image: unknown,
  name: string,
  spec: ImageSpec,
  decode?: ImageDecoder,
): Promise<ArrayLike<number>> {
  if (!isImage(image))
    throw new UserError(`${name}: is ${shown(image)}; give an image file, its bytes or its pixels`);
  if (typeof image === "object" && "pixels" in image) return ownPixels(image.pixels, name, spec);
  if (typeof image === "object" && "data" in image) {
    const { width, height, data, white } = image;
    const channels = image.channels ?? data.length / (width * height);
    if (!Number.isInteger(channels) || data.length !== width * height * channels)
      throw new UserError(`${name}: ${data.length} numbers are no ${width}×${height} image`);
    return fittedRow(name, { width, height, channels, data, white }, spec);
  }
  const file = image instanceof ArrayBuffer ? new Uint8Array(image) : image;
  if (decode) return fittedRow(name, await decode(file, name), spec);
  if (typeof createImageBitmap === "function")
    return imageRow(file instanceof Uint8Array ? new File([file.slice()], name) : file, spec);
  const how = hasDisk() ? ' with { decode: decodeImage } of "kiso/node"' : "";
  throw new UserError(`${name}: nothing here decodes image files; load the model${how}, or give { pixels }`);
}

function ownPixels(pixels: ArrayLike<number>, name: string, spec: ImageSpec): ArrayLike<number> {
  const bad = Array.prototype.findIndex.call(pixels, (value) => !Number.isFinite(value));
  if (bad >= 0) throw new UserError(`${name}: number ${bad} of its pixels is ${pixels[bad]}; give 0 to 255`);
  if (pixels.length === pixelCount(spec)) return pixels;
  throw new UserError(
    `${name}: has ${pixels.length} numbers, where ${spec.width}×${spec.height} pixels of ${spec.channels === 1 ? "grey" : "colour"} are ${pixelCount(spec)}`,
  );
}
