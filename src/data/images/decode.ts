import type { Metadata } from "sharp";
import { UserError } from "../../errors.ts";
import { decodeBmp, isBmp, readBmpHeader } from "./bmp.ts";
import type { Pixels } from "./pixels.ts";

/** An image that is not decoded yet. */
export interface ImageFile {
  /** as messages call it */
  name: string;
  read: () => Promise<Uint8Array>;
}

export interface ImageHeader {
  height: number;
  width: number;
  /** The file holds no colour. */
  grey: boolean;
  /** what of the file does not come into a row, in words */
  loses?: string;
}

export const imageExtensions = ["png", "jpg", "jpeg", "webp", "bmp"];
const formats = ["png", "jpeg", "webp"];

/** A camera has 100 million pixels at most; a file that claims more is a mistake, or was made to fill the memory. */
const mostPixels = 1e8;

/** Loaded at the first image: sharp takes a tenth of a second. */
async function sharpOf(bytes: Uint8Array) {
  const { default: sharp } = await import("sharp");
  sharp.concurrency(1); // images are decoded side by side; within one, threads only cost
  sharp.cache(false);
  // Values as they stand in the file, without its colour profile: as Pillow gives them, and the same everywhere.
  return sharp(bytes, {
    limitInputPixels: mostPixels,
    failOn: "truncated",
    autoOrient: true,
    ignoreIcc: true,
  });
}

/** Size and kind of an image, turned upright as its EXIF says. Throws a UserError that names the file. */
export async function readImageHeader(file: ImageFile): Promise<ImageHeader> {
  const bytes = await bytesOf(file);
  const header = await orDamaged(file, () => (isBmp(bytes) ? bmpHeader(bytes) : sharpHeader(file, bytes)));
  if (header.height * header.width > mostPixels) throw tooLarge(file.name);
  return header;
}

/**
 * An image's pixels, 8 bits a channel. 16 bits keep their upper 8, an animation its first frame; CMYK becomes RGB, and
 * palettes become their colours.
 */
export async function decodeImage(file: ImageFile): Promise<Pixels> {
  const bytes = await bytesOf(file);
  return orDamaged(file, async () => {
    if (isBmp(bytes)) return decodeBmp(bytes);
    const image = await sharpOf(bytes);
    const { data, info } = await image.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
    return { height: info.height, width: info.width, channels: info.channels, data };
  });
}

function bmpHeader(bytes: Uint8Array): ImageHeader {
  const { width, height, grey } = readBmpHeader(bytes);
  return { width, height, grey };
}

async function sharpHeader({ name }: ImageFile, bytes: Uint8Array): Promise<ImageHeader> {
  const found = await (await sharpOf(bytes)).metadata();
  if (!formats.includes(found.format)) {
    throw new UserError(
      `${name}: is a ${found.format.toUpperCase()} image; kiso reads PNG, JPEG, WebP and BMP`,
    );
  }
  const loses = lost(found);
  return {
    height: found.autoOrient.height,
    width: found.autoOrient.width,
    grey: found.space === "b-w" || found.space === "grey16",
    loses,
  };
}

function lost(found: Metadata): string | undefined {
  if ((found.pages ?? 1) > 1) return "animated: the first frame is taken";
  if (found.depth === "ushort") return "of 16 bits a channel: the upper 8 are taken";
  if (found.space === "cmyk") return "CMYK: turned into RGB";
  return found.hasAlpha ? "transparent in places or may be: laid over black" : undefined;
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
    if (/unsupported image format/.test(error.message)) {
      throw new UserError(
        `${name}: holds no image: its bytes are of none of PNG, JPEG, WebP and BMP; get the image again or take it out`,
        { cause: error },
      );
    }
    if (/exceeds pixel limit/.test(error.message)) throw tooLarge(name);
    const why = error.message.replaceAll("\n", " ").trim();
    throw new UserError(`${name}: the image is damaged (${why}); get it again or take it out`, {
      cause: error,
    });
  }
}

const tooLarge = (name: string) =>
  new UserError(
    `${name}: has more than the ${mostPixels / 1e6} million pixels that kiso reads; make it smaller`,
  );
