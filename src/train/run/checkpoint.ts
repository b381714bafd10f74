import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { UserError } from "../../errors.ts";
import { readError } from "../../files.ts";
import { decodeSafetensors, encodeSafetensors, type Tensors } from "../../model/file/safetensors.ts";
import type { Checkpoint } from "../fit/checkpoint.ts";

const bestPrefix = "best.";

/** A checkpoint as a safetensors file, the position in its metadata, with a hash over all numbers. */
export function encodeCheckpoint({ epochs, step, seconds, state, best }: Checkpoint): Uint8Array {
  const tensors: Record<string, Tensors[string]> = { ...state };
  for (const [name, tensor] of Object.entries(best?.state ?? {})) tensors[bestPrefix + name] = tensor;
  const metadata: Record<string, string> = {
    format: "kiso-checkpoint",
    epochs: String(epochs),
    step: String(step),
    seconds: String(seconds),
  };
  if (best) {
    metadata.bestEpoch = String(best.epoch);
    metadata.bestLoss = String(best.loss);
  }
  metadata.sha256 = hash(tensors);
  return encodeSafetensors(tensors, metadata);
}

/** The checkpoint in a file; throws a UserError where it is cut, or its numbers are not those that were written. */
export async function readCheckpoint(path: string): Promise<Checkpoint | undefined> {
  if (!existsSync(path)) return undefined;
  const bytes = await readFile(path).catch((error) => {
    throw readError(path, error);
  });
  const { tensors, metadata } = decodeSafetensors(bytes, path);
  const { epochs, step = "0", seconds, bestEpoch, bestLoss, sha256 } = metadata;
  if (sha256 !== undefined && sha256 !== hash(tensors))
    throw new UserError(`${path} is damaged: its numbers are not those that were written`);
  if (epochs === undefined || seconds === undefined)
    throw new UserError(`${path} is not a kiso checkpoint: it does not say its epoch`);
  const [best, state] = parted(tensors);
  const position = { epochs: Number(epochs), step: Number(step), seconds: Number(seconds) };
  if (bestEpoch === undefined) return { ...position, state };
  return { ...position, state, best: { epoch: Number(bestEpoch), loss: Number(bestLoss), state: best } };
}

function parted(tensors: Tensors): [best: Tensors, state: Tensors] {
  const entries = Object.entries(tensors);
  const best = entries.filter(([name]) => name.startsWith(bestPrefix));
  const state = entries.filter(([name]) => !name.startsWith(bestPrefix));
  return [
    Object.fromEntries(best.map(([name, tensor]) => [name.slice(bestPrefix.length), tensor])),
    Object.fromEntries(state),
  ];
}

/** Over names and bytes, in the order of the names. */
function hash(tensors: Tensors): string {
  const sha = createHash("sha256");
  for (const name of Object.keys(tensors).sort()) {
    const { data } = tensors[name]!;
    sha.update(`${name}\n`).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return sha.digest("hex");
}
