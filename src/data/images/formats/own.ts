import type { ImageKind } from "../imageKind.ts";
import type { Pixels } from "../pixels/pixels.ts";
import { decodeBmp } from "./bmp.ts";
import { readBmpHeader } from "./bmpHeader.ts";
import { liesOnItsSide, orientationOf, upright } from "./exif.ts";
import { decodePng, readPngHeader } from "./png.ts";
import { decodePnm, readPnmHeader } from "./pnm.ts";
import { readTiffHeader } from "./tiff.ts";
import { type Codecs, decodeTiff, lostOfTiff, unreadTiff } from "./tiffPixels.ts";

/** What is known of an image before its pixels are decoded. */
export interface ImageHeader {
  /** as it is to be seen, turned upright */
  height: number;
  width: number;
  /** The file holds no colour. */
  grey: boolean;
  /** Its numbers have more than 8 bits. */
  deep?: boolean;
  /** what of the file does not come into a row, in words */
  loses?: string | undefined;
}

/** A format that is read by kiso itself, the same in Node and in a page. */
export interface OwnReader {
  header(bytes: Uint8Array): ImageHeader;
  pixels(bytes: Uint8Array, codecs: Codecs): Pixels | Promise<Pixels>;
  /** why this reader cannot read the pixels of a file whose header it can, in words */
  unread?(bytes: Uint8Array): string | undefined;
}

/** A camera has 100 million pixels at most; a file that claims more is a mistake, or was made to fill the memory. In millions. */
export const usualPixels = 100;

/** Whether a header claims more million pixels than may be, so that no memory is taken for it. */
export const isTooLarge = (
  { height, width }: { height: number; width: number },
  most: number = usualPixels,
): boolean => height * width > 1e6 * most;

const animated = "animated: the first frame is taken";

const png = (bytes: Uint8Array) => readPngHeader(bytes, orientationOf);

/** The formats with a reader here. Each throws an Error that says what is wrong with a file. */
export const ownReaders: Readonly<Partial<Record<ImageKind, OwnReader>>> = {
  bmp: {
    header(bytes) {
      const { width, height, grey, masks } = readBmpHeader(bytes);
      return { width, height, grey, deep: masks.some((mask, c) => c < 3 && bitsOf(mask) > 8) };
    },
    pixels: decodeBmp,
  },
  pnm: {
    header(bytes) {
      const { width, height, channels, most } = readPnmHeader(bytes);
      return { width, height, grey: channels === 1, deep: most > 255 };
    },
    pixels: decodePnm,
  },
  png: {
    header(bytes) {
      const { width, height, bits, type, orientation, ...more } = png(bytes);
      const loses = more.animated ? animated : undefined;
      const grey = type === 0 || type === 4;
      return { ...turned({ width, height }, orientation), grey, deep: bits === 16, loses };
    },
    pixels(bytes, { inflate }) {
      const header = png(bytes);
      return upright(decodePng(header, inflate), header.orientation);
    },
  },
  tiff: {
    header(bytes) {
      const header = readTiffHeader(bytes);
      const { width, height, bits, format, photometric, orientation } = header;
      const grey = photometric <= 1;
      const loses = lostOfTiff(header);
      const deep = bits > 8 || format === 2 || format === 3;
      return { ...turned({ width, height }, orientation), grey, deep, loses };
    },
    async pixels(bytes, codecs) {
      const { orientation } = readTiffHeader(bytes);
      return upright(finite(await decodeTiff(bytes, codecs)), orientation);
    },
    unread: (bytes) => unreadTiff(readTiffHeader(bytes)),
  },
};

const bitsOf = (mask: number): number => (mask === 0 ? 0 : 1 + Math.clz32(mask & -mask) - Math.clz32(mask));

const turned = ({ width, height }: { width: number; height: number }, orientation: number) =>
  liesOnItsSide(orientation) ? { width: height, height: width } : { width, height };

/** What is no number (a height that was not measured) is as dark as the darkest pixel; endless light as bright as the brightest. */
function finite(pixels: Pixels): Pixels {
  const { data } = pixels;
  if (!(data instanceof Float32Array) || data.every(Number.isFinite)) return pixels;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of data) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (most < least) throw new Error("none of its pixels is a number");
  const whole = data.map((value) =>
    Number.isFinite(value) ? value : value === Number.POSITIVE_INFINITY ? most : least,
  );
  return { ...pixels, data: whole, loses: "without a number in some pixels: those are taken as black" };
}
