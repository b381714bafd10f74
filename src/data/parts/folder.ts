import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { checkNames, UserError } from "../../errors.ts";
import { makeFolder, writeError, writeFileAtomic } from "../../files.ts";
import { type PartKind, partKinds } from "./kinds/kinds.ts";
import { drawPart } from "./parts.ts";

export interface PartsOptions {
  good: number;
  bad: number;
  seed: number;
  /** the side of an image, in pixels */
  size: number;
  /** a flange when left out */
  kind?: PartKind;
  /** whether masks/bad/0000.png, … are written beside: white where the defect is */
  masks?: boolean;
}

/** Bad parts are numbered from here, so that more good ones leave them as they are. */
const firstBad = 1_000_000;

/**
 * Draws parts into good/0000.png, … and bad/0000.png, … of a new folder, the defects in turn, and writes parts.csv
 * (file, label, defect and its box; for a good part "none" and no box) last: with it, the set is whole.
 */
export async function writeParts(folder: string, options: PartsOptions): Promise<void> {
  checkNames("writeParts", options, ["good", "bad", "seed", "size", "kind", "masks"]);
  const { good, bad, seed, size, kind = "flange", masks = false } = options;
  await checkEmpty(folder);
  const { defects } = partKinds[kind];
  const { default: sharp } = await import("sharp");
  const png = (pixels: Uint8Array, channels: 1 | 3) => {
    const picture = sharp(pixels, { raw: { width: size, height: size, channels } });
    return (channels === 1 ? picture.toColourspace("b-w") : picture).png().toBuffer();
  };
  const lines = ["file,label,defect,x,y,width,height"];
  for (const label of ["good", "bad"] as const) {
    const count = label === "good" ? good : bad;
    if (count === 0) continue;
    await newFolder(join(folder, label));
    if (masks && label === "bad") await newFolder(join(folder, "masks", label));
    for (let i = 0; i < count; i++) {
      const damage = label === "bad" ? defects[i % defects.length] : undefined;
      const number = label === "bad" ? firstBad + i : i;
      const { pixels, channels, defect } = drawPart({ seed, number, size, kind }, damage);
      const file = `${label}/${String(i).padStart(4, "0")}.png`;
      await writeFileAtomic(join(folder, file), await png(pixels, channels));
      if (masks && defect) await writeFileAtomic(join(folder, "masks", file), await png(defect.mask, 1));
      const { x, y, width, height } = defect?.box ?? { x: "", y: "", width: "", height: "" };
      lines.push([file, label, defect?.kind ?? "none", x, y, width, height].join());
    }
  }
  await writeFileAtomic(join(folder, "parts.csv"), `${lines.join("\n")}\n`);
}

const newFolder = (path: string): Promise<void> =>
  makeFolder(path).catch((error) => {
    throw writeError(path, error);
  });

async function checkEmpty(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    if (error.code === "ENOTDIR") throw new UserError(`${folder} is a file; give the path of a new folder`);
    throw error;
  });
  if (found.length > 0) {
    throw new UserError(`${folder} exists and is not empty; give a new folder, or remove it first`);
  }
}
