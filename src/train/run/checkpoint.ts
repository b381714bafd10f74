import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { UserError } from "../../errors.ts";
import { readError } from "../../files.ts";
import { decodeSafetensors, encodeSafetensors, type Tensors } from "../../model/file/safetensors.ts";
import type { Checkpoint } from "../fit/checkpoint.ts";

const bestPrefix = "best.";

/** What a checkpoint's metadata hold; of older ones `whole` is missing. */
const known = ["format", "epochs", "step", "seconds", "bestEpoch", "bestLoss", "sha256", "whole"];

/** A checkpoint as a safetensors file, the position in its metadata, with a hash over all numbers and one over the position too. */
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
  metadata.whole = wholeHash(tensors, metadata);
  return encodeSafetensors(tensors, metadata);
}

/** The checkpoint in a file; throws a UserError where it is cut, or its numbers are not those that were written. */
export async function readCheckpoint(path: string): Promise<Checkpoint | undefined> {
  if (!existsSync(path)) return undefined;
  const bytes = await readFile(path).catch((error) => {
    throw readError(path, error);
  });
  const { tensors, metadata } = decodeSafetensors(bytes, path);
  const { epochs, step = "0", seconds, bestEpoch, bestLoss, sha256, whole } = metadata;
  const damaged = (what: string) => new UserError(`${path} is damaged: ${what} not as it was written`);
  const strange = Object.keys(metadata).find((name) => !known.includes(name));
  if (strange !== undefined) throw damaged(`${JSON.stringify(strange)} in its header is`);
  if (sha256 !== undefined && sha256 !== hash(tensors))
    throw new UserError(`${path} is damaged: its numbers are not those that were written`);
  if (whole !== undefined && whole !== wholeHash(tensors, metadata)) throw damaged("its position is");
  if (epochs === undefined || seconds === undefined)
    throw new UserError(`${path} is not a kiso checkpoint: it does not say its epoch`);
  const [best, state] = parted(tensors);
  const position = { epochs: Number(epochs), step: Number(step), seconds: Number(seconds) };
  // An older checkpoint's position has no hash.
  if (
    ![position.epochs, position.step].every((n) => Number.isSafeInteger(n) && n >= 0) ||
    !(position.seconds >= 0)
  )
    throw damaged(`its position (epoch ${epochs}, step ${step}, ${seconds} s) is`);
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

/** Over the position, and each tensor's name, dtype, shape and bytes. */
function wholeHash(tensors: Tensors, metadata: Readonly<Record<string, string>>): string {
  const names = Object.keys(tensors).sort();
  const position = known.filter((name) => name !== "whole").map((name) => metadata[name] ?? null);
  const kinds = names.map((name) => [name, tensors[name]!.data.constructor.name, tensors[name]!.shape]);
  return createHash("sha256")
    .update(JSON.stringify([position, kinds]))
    .update(hash(tensors))
    .digest("hex");
}
