import { crc32, inflateSync, constants as zlib } from "node:zlib";
import type { Metadata } from "sharp";
import { UserError } from "../../errors.ts";
import { fromCmyk } from "./formats/cmyk.ts";
import { jpegComponents } from "./formats/jpeg.ts";
import { type ImageHeader, isTooLarge, type OwnReader, ownReaders, usualPixels } from "./formats/own.ts";
import { checkChunks } from "./formats/png.ts";
import type { Codecs } from "./formats/tiffPixels.ts";
import { damaged, noImage, tooLarge, unreadFormat } from "./imageErrors.ts";
import { type ImageKind, imageKind } from "./imageKind.ts";
import type { Pixels } from "./pixels/pixels.ts";
import { Turns } from "./pixels/turns.ts";

/** An image that is not decoded yet. */
export interface ImageFile {
  /** as messages call it */
  name: string;
  read: () => Promise<Uint8Array>;
  /** million pixels that it may have; 100 when left out */
  maxPixels?: number | undefined;
}

/** Loaded at the first image: sharp takes a tenth of a second. `most`: million pixels. */
async function sharpOf(bytes: Uint8Array, most: number) {
  const { default: sharp } = await import("sharp");
  sharp.concurrency(1); // images are decoded side by side; within one, threads only cost
  sharp.cache(false);
  // Values as they stand in the file, without its colour profile: as Pillow gives them, and the same everywhere.
  return sharp(bytes, {
    limitInputPixels: most === Number.POSITIVE_INFINITY ? false : Math.floor(1e6 * most),
    failOn: "truncated",
    autoOrient: true,
    ignoreIcc: true,
  });
}

/** Size and kind of an image, turned upright as its EXIF says. Throws a UserError that names the file. */
export async function readImageHeader(file: ImageFile): Promise<ImageHeader> {
  return headerOf(file, await bytesOf(file));
}

async function headerOf(file: ImageFile, bytes: Uint8Array): Promise<ImageHeader> {
  const kind = kindOf(file.name, bytes);
  const header = await orDamaged(file, () => ownReader(kind, bytes)?.header(bytes) ?? sharpHeader(bytes));
  if (isTooLarge(header, file.maxPixels)) throw tooLarge(file.name, header, file.maxPixels);
  return header;
}

/** Of pictures that are decoded side by side, all together: each takes up to 8 bytes a pixel, and again as much on the way. */
export const pixelsAtOnce = 1e8;

const turns = new Turns(pixelsAtOnce);

/**
 * An image's pixels: bytes, or whole or decimal numbers where the file has more than 8 bits. An animation gives its first frame, a file of
 * several pages the first; CMYK becomes RGB, and palettes become their colours. Large pictures are decoded one after another.
 */
export async function decodeImage(file: ImageFile, known?: ImageHeader): Promise<Pixels> {
  const bytes = await bytesOf(file);
  const { height, width } = known ?? (await headerOf(file, bytes));
  const { maxPixels = usualPixels } = file;
  const kind = kindOf(file.name, bytes);
  return turns.take(height * width, () =>
    orDamaged(file, async () => {
      const own = ownReader(kind, bytes);
      if (own === undefined || own.unread?.(bytes) !== undefined) return sharpPixels(bytes, kind, maxPixels);
      return own.pixels(bytes, codecs(maxPixels));
    }),
  );
}

function kindOf(name: string, bytes: Uint8Array): ImageKind {
  const kind = imageKind(bytes);
  if (kind === undefined) throw unreadFormat(name, bytes) ?? noImage(name);
  return kind;
}

/** PNG of 8 bits goes through sharp, which is faster and gives the same bytes; of 16 bits it would keep the upper 8. */
const ownReader = (kind: ImageKind, bytes: Uint8Array): OwnReader | undefined =>
  kind === "png" && bytes[24] !== 16 ? undefined : ownReaders[kind];

const codecs = (maxPixels: number): Codecs => ({
  // What stands behind a stream is passed over; what a cut one holds is given, and found too short.
  inflate: (stream, size) => {
    const found = inflateSync(stream, {
      finishFlush: zlib.Z_SYNC_FLUSH,
      maxOutputLength: Math.max(1, 2 * size) + 65536,
    });
    return new Uint8Array(found.buffer, found.byteOffset, Math.min(size, found.length));
  },
  jpeg: (bytes) => sharpPixels(bytes, "jpeg", maxPixels),
});

async function sharpPixels(bytes: Uint8Array, kind: ImageKind, maxPixels: number): Promise<Pixels> {
  // sharp takes a palette or a transparent colour with a wrong bit for the right one.
  if (kind === "png") checkChunks(bytes, (chunk) => crc32(chunk));
  const image = await sharpOf(bytes, maxPixels);
  if (kind === "jpeg" && jpegComponents(bytes) === 4) {
    // The inks themselves: sharp would bring them to RGB through a profile of its own.
    const raw = image.pipelineColourspace("cmyk").toColourspace("cmyk").raw({ depth: "uchar" });
    const { data, info } = await raw.toBuffer({ resolveWithObject: true });
    return { height: info.height, width: info.width, channels: 3, data: fromCmyk(new Uint8Array(data), 255) };
  }
  const { data, info } = await image.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
  return { height: info.height, width: info.width, channels: info.channels, data };
}

async function sharpHeader(bytes: Uint8Array): Promise<ImageHeader> {
  // A header takes no memory, whatever it claims.
  const found = await (await sharpOf(bytes, Number.POSITIVE_INFINITY)).metadata();
  return {
    height: found.autoOrient.height,
    width: found.autoOrient.width,
    grey: found.space === "b-w" || found.space === "grey16",
    loses: lost(found),
  };
}

function lost(found: Metadata): string | undefined {
  if ((found.pages ?? 1) > 1)
    return found.format === "tiff"
      ? `of ${found.pages} pages: the first is taken`
      : "animated: the first frame is taken";
  if (found.depth === "ushort") return "of more than 8 bits a channel: the upper 8 are taken";
  if (found.space === "cmyk") return "CMYK: turned into RGB";
  return undefined;
}

async function bytesOf({ name, read }: ImageFile): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await read();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "ENOENT")
      throw new UserError(`${name}: no such file; check its name, or what it links to`, { cause: error });
    const why = error.code === "EACCES" || error.code === "EPERM" ? "permission denied" : error.message;
    throw new UserError(`${name}: cannot be read: ${why}; change its rights or take it out of the folder`, {
      cause: error,
    });
  }
  if (bytes.length === 0)
    throw new UserError(`${name}: the image is empty (0 bytes); get it again or take it out`);
  return bytes;
}

async function orDamaged<T>({ name }: ImageFile, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    throw damaged(name, error);
  }
}
