import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { checkNames, UserError } from "../../errors.ts";
import { makeFolder, writeError, writeFileAtomic } from "../../files.ts";
import { defectKinds } from "./defects.ts";
import { drawPart } from "./parts.ts";

export interface PartsOptions {
  good: number;
  bad: number;
  seed: number;
  /** the side of an image, in pixels */
  size: number;
}

/** Bad parts are numbered from here, so that more good ones leave them as they are. */
const firstBad = 1_000_000;

/**
 * Draws parts into good/0000.png, … and bad/0000.png, … of a new folder, the defects in turn, and writes parts.csv
 * (file, label, defect and its box; for a good part "none" and no box) last: with it, the set is whole.
 */
export async function writeParts(folder: string, options: PartsOptions): Promise<void> {
  checkNames("writeParts", options, ["good", "bad", "seed", "size"]);
  const { good, bad, seed, size } = options;
  await checkEmpty(folder);
  const { default: sharp } = await import("sharp");
  const lines = ["file,label,defect,x,y,width,height"];
  for (const label of ["good", "bad"] as const) {
    const count = label === "good" ? good : bad;
    if (count === 0) continue;
    const path = join(folder, label);
    await makeFolder(path).catch((error) => {
      throw writeError(path, error);
    });
    for (let i = 0; i < count; i++) {
      const kind = label === "bad" ? defectKinds[i % defectKinds.length] : undefined;
      const number = label === "bad" ? firstBad + i : i;
      const { pixels, defect } = drawPart({ seed, number, size }, kind);
      const raw = { width: size, height: size, channels: 1 as const };
      const png = await sharp(pixels, { raw }).toColourspace("b-w").png().toBuffer();
      const file = `${label}/${String(i).padStart(4, "0")}.png`;
      await writeFileAtomic(join(folder, file), png);
      const { x, y, width, height } = defect?.box ?? { x: "", y: "", width: "", height: "" };
      lines.push([file, label, defect?.kind ?? "none", x, y, width, height].join());
    }
  }
  await writeFileAtomic(join(folder, "parts.csv"), `${lines.join("\n")}\n`);
}

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
