import { UserError } from "../../errors.ts";
import { exifOfWebp, orientationOf, upright } from "./formats/exif.ts";
import { inflate } from "./formats/inflate.ts";
import { isTooLarge, ownReaders } from "./formats/own.ts";
import { damaged, noImage, tooLargeHere, unreadFormat } from "./imageErrors.ts";
import { imageKind } from "./imageKind.ts";
import type { Pixels } from "./pixels/pixels.ts";

/** The pixels of an image's bytes, as `decodeImage` of kiso/node gives them. */
export async function decodeInPage(name: string, bytes: Uint8Array): Promise<Pixels> {
  if (bytes.length === 0) throw new UserError(`${name}: the image is empty (0 bytes); get it again`);
  const kind = imageKind(bytes);
  if (kind === undefined) throw unreadFormat(name, bytes) ?? noImage(name);
  try {
    const own = ownReaders[kind];
    if (own) {
      const header = own.header(bytes);
      if (isTooLarge(header)) throw tooLargeHere(name, header);
      const why = own.unread?.(bytes);
      if (why === undefined)
        return await own.pixels(bytes, { inflate, jpeg: (jpeg) => byBrowser(jpeg, name) });
      throw new UserError(`${name}: ${why}, which a page does not read; save it as PNG`);
    }
    if (kind !== "webp") return await byBrowser(bytes, name);
    const { exif, plain } = exifOfWebp(bytes);
    return upright(await byBrowser(plain, name), exif ? orientationOf(exif) : 1);
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    throw damaged(name, error);
  }
}

/** Red, green, blue and alpha, by the browser's own decoder: values as they stand in the file, without its colour profile. */
async function byBrowser(bytes: Uint8Array, name: string): Promise<Pixels> {
  const bitmap = await createImageBitmap(new Blob([bytes.slice()]), {
    colorSpaceConversion: "none",
    imageOrientation: "from-image",
    premultiplyAlpha: "none", // so that laying it over black rounds once
  });
  try {
    const { width, height } = bitmap;
    if (isTooLarge(bitmap)) throw tooLargeHere(name, bitmap);
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error(`this browser gives no canvas of ${width}×${height} pixels`);
    context.fillRect(0, 0, width, height); // black, under what is transparent
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    return { height, width, channels: 4, data };
  } finally {
    bitmap.close();
  }
}
