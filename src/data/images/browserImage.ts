import { UserError } from "../../errors.ts";
import type { ImageSpec, PixelRow } from "./image.ts";
import { fittedRow } from "./imageFit.ts";

/**
 * An image as a row of pixels, in a page or a Worker: a File or Blob, or the address of one. It is made as in Node: PNG, BMP, TIFF and
 * PGM/PPM by kiso's own readers, JPEG, WebP, GIF and AVIF by the browser's decoder. Chromium's gives Node's very pixels but for AVIF, whose
 * colours of half the size each decoder spreads its own way.
 */
export async function imageRow(image: Blob | string | URL, spec: ImageSpec): Promise<PixelRow> {
  const { name, blob } = await blobOf(image);
  const { decodeInPage } = await import("./pageDecoder.ts"); // the readers of formats: only for a page that has files
  return fittedRow(name, await decodeInPage(name, new Uint8Array(await blob.arrayBuffer())), spec);
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
