import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { decodeImage, type ImageFile, readImageHeader } from "./decode.ts";
import type { ImageSpec, PixelRow } from "./image.ts";
import { checkSize, fittedRow, remarksOn } from "./imageFit.ts";
import { isImage } from "./imageFolder.ts";
import { formatsInWords } from "./imageKind.ts";

/** An image as a row, and how it differs from those that the model was trained on: words behind "is". */
export interface FittedImage {
  row: PixelRow;
  remarks: readonly string[];
}

/** One image as the row that a model trained on `spec` takes; an image of another kind is an error. */
export const imageRow = async (file: ImageFile, spec: ImageSpec): Promise<PixelRow> =>
  (await fittedImage(file, spec)).row;

/** As `imageRow`, with what is to be said of the image. */
export async function fittedImage({ name, read }: ImageFile, spec: ImageSpec): Promise<FittedImage> {
  let bytes: Promise<Uint8Array> | undefined;
  const file: ImageFile = { name, read: () => (bytes ??= read()) }; // once, for the header and for the pixels
  const header = await readImageHeader(file);
  checkSize(name, header, spec);
  const pixels = await decodeImage(file);
  const remarks = header.loses === undefined ? [] : [header.loses];
  return { row: fittedRow(name, pixels, spec), remarks: [...remarks, ...remarksOn(pixels, spec)] };
}

/** The image files of a path: itself, or those within a folder, in the order of their names. */
export async function imageFilesOf(path: string): Promise<ImageFile[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return [fileAt(path)];
  const names = await readdir(path, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`${path}: cannot be read: ${error.message}; change its rights, or name another`, {
      cause: error,
    });
  });
  const images = names.filter((name) => isImage(name) && !/(^|\/)\./.test(name)).sort();
  if (images.length > 0) return images.map((name) => fileAt(join(path, name)));
  throw new UserError(
    `${path}: the folder holds no images; put ${formatsInWords} files there, or name another`,
  );
}

const fileAt = (path: string): ImageFile => ({
  name: path,
  read: async () => {
    try {
      return await readFile(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT")
        throw new UserError(`${path}: there is no such file; correct the name`, { cause: error });
      throw error;
    }
  },
});
