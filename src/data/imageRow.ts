import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { decodeImage, type ImageFile, readImageHeader } from "./decode.ts";
import { type ImageSpec, imageInWords } from "./image.ts";
import { isImage } from "./imageFolder.ts";
import { toRow } from "./pixels.ts";

/** One image as the row that a model trained on `spec` takes; an image of another kind is an error, not stretched in silence. */
export async function imageRow({ name, read }: ImageFile, spec: ImageSpec): Promise<Uint8Array> {
  let bytes: Promise<Uint8Array> | undefined;
  const file: ImageFile = { name, read: () => (bytes ??= read()) }; // once, for the header and for the pixels
  const { height, width } = await readImageHeader(file);
  if (!spec.resize && (height !== spec.height || width !== spec.width)) {
    throw new UserError(
      `${file.name}: has ${width}×${height} pixels, but the model takes images of ${imageInWords(spec)}; take the picture as those were taken, or train with --size to have all resized`,
    );
  }
  const pixels = await decodeImage(file);
  if (spec.channels === 1 && !spec.convert && pixels.channels >= 3 && isColoured(pixels)) {
    throw new UserError(
      `${file.name}: is in colour, but the model takes images of ${imageInWords(spec)}; take it in grey, or train with --grey to have all made grey`,
    );
  }
  return toRow(pixels, spec);
}

/** Whether some pixel is no grey; many cameras write grey as three equal channels. */
function isColoured({ channels, data }: { channels: number; data: ArrayLike<number> }): boolean {
  for (let i = 0; i < data.length; i += channels) {
    if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return true;
  }
  return false;
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
