import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { decodeImage, type ImageFile, readImageHeader } from "./decode.ts";
import type { ImageSpec } from "./image.ts";
import { checkSize, fittedRow } from "./imageFit.ts";
import { isImage } from "./imageFolder.ts";

/** One image as the row that a model trained on `spec` takes; an image of another kind is an error. */
export async function imageRow({ name, read }: ImageFile, spec: ImageSpec): Promise<Uint8Array> {
  let bytes: Promise<Uint8Array> | undefined;
  const file: ImageFile = { name, read: () => (bytes ??= read()) }; // once, for the header and for the pixels
  checkSize(name, await readImageHeader(file), spec);
  return fittedRow(name, await decodeImage(file), spec);
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
    `${path}: the folder holds no images; put PNG, JPEG, WebP or BMP files there, or name another`,
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
