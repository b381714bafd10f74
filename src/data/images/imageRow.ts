import { UserError } from "../../errors.ts";
import { readBytes } from "../../files.ts";
import { decodeImage, type ImageFile, readImageHeader } from "./decode.ts";
import type { ImageSpec, PixelRow } from "./image.ts";
import { checkSize, fittedRow, remarksOn } from "./imageFit.ts";

/** An image as a row, and how it differs from those that the model was trained on: words behind "is". */
export interface FittedImage {
  row: PixelRow;
  remarks: readonly string[];
}

/** One image as the row that a model trained on `spec` takes; an image of another kind is an error. */
export const imageRow = async (file: ImageFile, spec: ImageSpec): Promise<PixelRow> =>
  (await fittedImage(file, spec)).row;

/** As `imageRow`, with what is to be said of the image. */
export async function fittedImage(given: ImageFile, spec: ImageSpec): Promise<FittedImage> {
  const { name } = given;
  let bytes: Promise<Uint8Array> | undefined;
  const file: ImageFile = { ...given, read: () => (bytes ??= given.read()) }; // once, for the header and for the pixels
  const header = await readImageHeader(file);
  checkSize(name, header, spec);
  const pixels = await decodeImage(file, header);
  const remarks = header.loses === undefined ? [] : [header.loses];
  return { row: fittedRow(name, pixels, spec), remarks: [...remarks, ...remarksOn(pixels, spec)] };
}

/** A file of a picture, read when it is asked for. */
export const imageFileAt = (path: string, { maxPixels }: Pick<ImageFile, "maxPixels"> = {}): ImageFile => ({
  name: path,
  maxPixels,
  read: async () => {
    try {
      return await readBytes(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT")
        throw new UserError(`${path}: there is no such file; correct the name`, { cause: error });
      throw error;
    }
  },
});
