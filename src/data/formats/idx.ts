import { constants } from "node:buffer";
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { UserError } from "../../errors.ts";
import { readBytes } from "../../files.ts";
import type { ImageSpec } from "../images/image.ts";
import type { HowToRead } from "../reading.ts";
import { type Numbers, Table } from "../table.ts";
import { mostUnpacked, unpackedTooMuch } from "./unpacking.ts";

const NAME = /^(.*?)(images|labels)([-.]idx)\d-ubyte(\.gz)?$/;

export const isIdx = (name: string) => NAME.test(basename(name));
export const isIdxImages = (name: string) => NAME.exec(basename(name))?.[2] === "images";

/** The names that the labels of a file of images may have, and the other way round. */
export function idxPartners(path: string): string[] {
  const start = path.lastIndexOf("/") + 1;
  const [, before, what, idx, gz = ""] = NAME.exec(path.slice(start))!;
  const partner = what === "images" ? `${before}labels${idx}1-ubyte` : `${before}images${idx}3-ubyte`;
  return [...new Set([partner + gz, partner, `${partner}.gz`])].map((name) => path.slice(0, start) + name);
}

/** The labels that belong to a file of images, and the other way round. */
export function idxPartner(path: string): string {
  const candidates = idxPartners(path);
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found) return found;
  throw new UserError(
    `${path}: the ${isIdxImages(path) ? "labels" : "images"} that belong to it are not there; put ${basename(candidates[0]!)} beside it`,
  );
}

/** MNIST's format: images, (rows, height, width) bytes, and a file of labels beside it. Pixels stay uint8. */
export async function readIdx(imagesPath: string, labelsPath: string, how: HowToRead = {}): Promise<Table> {
  const [images, labels] = await Promise.all([readArray(imagesPath, how), readArray(labelsPath, how)]);
  const rows = images.shape[0]!;
  if (rows === 0) throw new UserError(`${imagesPath}: holds no images; get the file again`);
  if (labels.shape.length !== 1 || labels.shape[0] !== rows) {
    throw new UserError(
      `${labelsPath}: has ${labels.shape[0]} labels, but ${imagesPath} has ${rows} images; the two files do not belong together`,
    );
  }
  const [, height = 1, width = 1] = images.shape;
  const size = images.shape.slice(1).reduce((product, length) => product * length, 1);
  const isImage = images.shape.length === 3 && images.values instanceof Uint8Array;
  const image: ImageSpec = { height, width, channels: 1 };
  return new Table(
    new Map([
      ["pixels", { kind: "list", values: images.values, width: size, image: isImage ? image : undefined }],
      ["label", { kind: "number", values: labels.values }],
    ]),
    [{ file: imagesPath, rows }],
  );
}

/** Type codes of the format; big-endian values, except that a byte has no order. */
const TYPES: Readonly<Record<number, { size: number; read: (view: DataView, n: number) => Numbers }>> = {
  8: { size: 1, read: (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength) },
  9: { size: 1, read: (view) => new Int8Array(view.buffer, view.byteOffset, view.byteLength) },
  11: { size: 2, read: (view, n) => Int16Array.from({ length: n }, (_, i) => view.getInt16(2 * i)) },
  12: { size: 4, read: (view, n) => Int32Array.from({ length: n }, (_, i) => view.getInt32(4 * i)) },
  13: { size: 4, read: (view, n) => Float32Array.from({ length: n }, (_, i) => view.getFloat32(4 * i)) },
  14: { size: 8, read: (view, n) => Float64Array.from({ length: n }, (_, i) => view.getFloat64(8 * i)) },
};

async function readArray(path: string, how: HowToRead): Promise<{ shape: number[]; values: Numbers }> {
  const bytes = await unpacked(path, how);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = TYPES[bytes[2] ?? 0];
  const dimensions = bytes[3] ?? 0;
  const header = 4 + 4 * dimensions;
  if (bytes[0] !== 0 || bytes[1] !== 0 || !kind || dimensions === 0 || bytes.length < header) {
    throw new UserError(`${path}: is not an IDX file (wrong first bytes); get the file again`);
  }
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const n = shape.reduce((product, size) => product * size, 1);
  if (bytes.length - header !== n * kind.size) {
    throw new UserError(
      `${path}: holds ${bytes.length - header} bytes of data where its header promises ${n * kind.size}; get the file again`,
    );
  }
  return {
    shape,
    values: kind.read(new DataView(bytes.buffer, bytes.byteOffset + header, n * kind.size), n),
  };
}

async function unpacked(path: string, how: HowToRead): Promise<Uint8Array> {
  const bytes = await readBytes(path);
  if (!path.endsWith(".gz")) return bytes;
  const most = Math.min(mostUnpacked(bytes.length, how), constants.MAX_LENGTH);
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: most });
  } catch (error) {
    if (error instanceof RangeError) throw unpackedTooMuch(path, bytes.length, most, how);
    throw new UserError(`${path}: the gzip data is broken or cut short; get the file again`, {
      cause: error,
    });
  }
}
