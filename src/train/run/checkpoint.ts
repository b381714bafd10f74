import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { UserError } from "../../errors.ts";
import { readBytes, readError } from "../../files.ts";
import { decodeSafetensors, encodeSafetensors, type Tensors } from "../../model/file/safetensors.ts";
import type { Way } from "../doctor/watch.ts";
import type { Checkpoint } from "../fit/checkpoint.ts";

const bestPrefix = "best.";
const beginPrefix = "begin.";

/** What a checkpoint's metadata hold; of older ones `whole` is missing, and what is newer. */
const known = ["format", "epochs", "step", "seconds", "bestEpoch", "bestLoss", "sha256", "whole"];
const newer = ["metrics", "way"];

/** What a run's checkpoint has beside what it goes on from. */
export interface Beside {
  /** the hash of the metrics of its epochs */
  metrics?: string;
  /** how far the weights went */
  way?: Way;
  /** where it is within an epoch: the weights at its beginning */
  begin?: Tensors;
}

/**
 * A checkpoint as a safetensors file, the position in its metadata, with a hash over all numbers and one over the position and what is
 * beside it too.
 */
export function encodeCheckpoint(
  { epochs, step, seconds, state, best }: Checkpoint,
  { metrics, way, begin = {} }: Beside = {},
): Uint8Array {
  const tensors: Record<string, Tensors[string]> = { ...state };
  for (const [prefix, more] of [
    [bestPrefix, best?.state ?? {}],
    [beginPrefix, begin],
  ] as const)
    for (const [name, tensor] of Object.entries(more)) tensors[prefix + name] = tensor;
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
  if (metrics !== undefined) metadata.metrics = metrics;
  if (way !== undefined) metadata.way = JSON.stringify(way);
  metadata.sha256 = hash(tensors);
  metadata.whole = wholeHash(tensors, metadata);
  return encodeSafetensors(tensors, metadata);
}

/** The checkpoint in a file; throws a UserError where it is cut, or its numbers are not those that were written. */
export async function readCheckpoint(path: string): Promise<(Checkpoint & { beside: Beside }) | undefined> {
  if (!existsSync(path)) return undefined;
  const bytes = await readBytes(path);
  const { tensors, metadata } = decodeSafetensors(bytes, path);
  const { epochs, step = "0", seconds, bestEpoch, bestLoss, sha256, whole } = metadata;
  const damaged = (what: string) => new UserError(`${path} is damaged: ${what} not as it was written`);
  const strange = Object.keys(metadata).find((name) => ![...known, ...newer].includes(name));
  if (strange !== undefined) throw damaged(`${JSON.stringify(strange)} in its header is`);
  if (sha256 !== undefined && sha256 !== hash(tensors))
    throw new UserError(`${path} is damaged: its numbers are not those that were written`);
  if (whole !== undefined && whole !== wholeHash(tensors, metadata)) throw damaged("its position is");
  if (epochs === undefined || seconds === undefined)
    throw new UserError(`${path} is not a kiso checkpoint: it does not say its epoch`);
  const { best, begin, state } = parted(tensors);
  const position = { epochs: Number(epochs), step: Number(step), seconds: Number(seconds) };
  // An older checkpoint's position has no hash.
  if (
    ![position.epochs, position.step].every((n) => Number.isSafeInteger(n) && n >= 0) ||
    !(position.seconds >= 0)
  )
    throw damaged(`its position (epoch ${epochs}, step ${step}, ${seconds} s) is`);
  const { metrics, way } = metadata;
  const beside: Beside = { begin };
  if (metrics !== undefined) beside.metrics = metrics;
  if (way !== undefined) beside.way = JSON.parse(way);
  if (bestEpoch === undefined) return { ...position, state, beside };
  return {
    ...position,
    state,
    best: { epoch: Number(bestEpoch), loss: Number(bestLoss), state: best },
    beside,
  };
}

/** What a checkpoint says of the metrics of its epochs, without its numbers; nothing where it is none, or says nothing. */
export async function notedIn(path: string): Promise<{ epochs: number; metrics: string } | undefined> {
  if (!existsSync(path)) return undefined;
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const read = async (length: number, at: number) =>
      (await file.read(Buffer.alloc(length), 0, length, at)).buffer;
    const length = size < 8 ? Number.NaN : Number((await read(8, 0)).readBigUInt64LE());
    if (!(length <= size - 8)) return undefined;
    const { epochs, metrics } = JSON.parse((await read(length, 8)).toString()).__metadata__ ?? {};
    return metrics === undefined ? undefined : { epochs: Number(epochs), metrics };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // damaged: what it held is not known
    throw readError(path, error);
  } finally {
    await file.close();
  }
}

function parted(tensors: Tensors): Record<"best" | "begin" | "state", Tensors> {
  const entries = Object.entries(tensors);
  const behind = (prefix: string) =>
    Object.fromEntries(
      entries
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
    );
  const state = entries.filter(([name]) => !name.startsWith(bestPrefix) && !name.startsWith(beginPrefix));
  return { best: behind(bestPrefix), begin: behind(beginPrefix), state: Object.fromEntries(state) };
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
  // What an older checkpoint does not have, its hash does not cover.
  const there = newer.filter((name) => metadata[name] !== undefined);
  const hashed = [...known.filter((name) => name !== "whole"), ...there];
  const position = hashed.map((name) => metadata[name] ?? null);
  const kinds = names.map((name) => [name, tensors[name]!.data.constructor.name, tensors[name]!.shape]);
  return createHash("sha256")
    .update(JSON.stringify([position, kinds]))
    .update(hash(tensors))
    .digest("hex");
}
