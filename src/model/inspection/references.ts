import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Numbers } from "../../data/table.ts";
import { UserError } from "../../errors.ts";
import { writeFileAtomic } from "../../files.ts";
import { decodeSafetensors, encodeSafetensors } from "../safetensors.ts";

/** Good parts to compare with: rows as they come, before the model's scaler. */
export interface References {
  /** (n, features), row-major */
  readonly rows: Numbers;
  /** the file or the row of each */
  readonly names: readonly string[];
}

const fileName = "references.safetensors";

/** Writes `references.safetensors` into the model's folder. */
export async function saveReferences(folder: string, { rows, names }: References): Promise<void> {
  const shape = [names.length, rows.length / names.length];
  const tensors = { rows: { shape, data: Float32Array.from(rows) } };
  const metadata = { format: "kiso-references", names: JSON.stringify(names) };
  await writeFileAtomic(join(folder, fileName), encodeSafetensors(tensors, metadata));
}

/** The references that lie beside a model, if any. */
export async function loadReferences(folder: string, features: number): Promise<References | undefined> {
  const path = join(folder, fileName);
  if (!existsSync(path)) return undefined;
  const { tensors, metadata } = decodeSafetensors(await readFile(path), path);
  const rows = tensors.rows;
  const names: unknown = JSON.parse(metadata.names ?? "[]");
  const isWhole =
    rows && Array.isArray(names) && rows.shape.join() === [names.length, features].join() && names.length > 0;
  if (!isWhole) {
    throw new UserError(
      `${path} does not fit the model beside it; name the good parts to compare with: --reference FOLDER`,
    );
  }
  return { rows: rows.data, names: names.map(String) };
}
