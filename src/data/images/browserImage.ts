import { UserError } from "../../errors.ts";
import type { ImageSpec } from "./image.ts";
import { checkSize, fittedRow } from "./imageFit.ts";

/**
 * An image as a row of pixels, in a page or a Worker, by the browser's own decoder: a File or Blob, or the address of one. It is made as
 * in Node (same greys, same resizing); the decoders agree on PNG and BMP to the byte.
 */
export async function imageRow(image: Blob | string | URL, spec: ImageSpec): Promise<Uint8Array> {
  const { name, blob } = await blobOf(image);
  const bitmap = await createImageBitmap(blob, {
    colorSpaceConversion: "none",
    imageOrientation: "from-image",
  }).catch((cause: unknown) => {
    throw new UserError(
      `${name}: holds no image that this browser can decode; give a PNG, JPEG, WebP or BMP`,
      { cause },
    );
  });
  try {
    const { width, height } = bitmap;
    checkSize(name, bitmap, spec);
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context) throw new UserError(`${name}: this browser gives no canvas of ${width}×${height} pixels`);
    context.fillRect(0, 0, width, height); // black, under what is transparent
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    return fittedRow(name, { height, width, channels: 4, data }, spec);
  } finally {
    bitmap.close();
  }
}

async function blobOf(image: Blob | string | URL): Promise<{ name: string; blob: Blob }> {
  if (image instanceof Blob) return { name: image instanceof File ? image.name : "the image", blob: image };
  const name = String(image);
  const response = await fetch(image).catch((cause: unknown) => {
    throw new UserError(`${name}: cannot be fetched; check the address and the connection`, { cause });
  });
  if (!response.ok) throw new UserError(`${name}: the server answers ${response.status}; check the address`);
  return { name, blob: await response.blob() };
}
