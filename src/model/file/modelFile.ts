import { Sha256 } from "../../data/numbers/sha256.ts";
import { any, SettingError, UserError } from "../../errors.ts";
import type { References } from "../inspection/inspection.ts";
import { checkRead, type ModelData, type ModelPlaces, ownParameters } from "../modelData.ts";
import { again, checkCard, type ModelCard, strangeEntry } from "./card.ts";
import { decodeSafetensors, encodeSafetensors, type Tensors } from "./safetensors.ts";

// A model lies in one file, whose metadata hold the card, or in a folder, whose model.json does. Both have one format
// version. 2: how columns become features, and regression; 3: images; 4: a rule that answers "none of these", and
// inspections. The one file came with version 4.
const formatVersion = 4;

/** The files of a model's folder. */
export const folderNames = {
  card: "model.json",
  weights: "model.safetensors",
  references: "references.safetensors",
} as const;

/** The tensor of the references in the one file; no layer is called so. */
const referencesTensor = "references";

/** A model as one safetensors file: its numbers and its references as tensors, its card as JSON in the metadata. */
export function modelBytes(model: ModelData): Uint8Array {
  const tensors: Record<string, Tensors[string]> = { ...ownParameters(model) };
  const metadata: Record<string, string> = { format: "kiso", card: JSON.stringify(cardJson(model)) };
  if (model.references) {
    tensors[referencesTensor] = referenceRows(model.references);
    metadata.references = JSON.stringify(model.references.names);
  }
  return encodeSafetensors(tensors, metadata);
}

/** A model as the files of a folder, by name, in the order in which they are to be written: the card last. */
export function modelFiles(model: ModelData): [name: string, data: Uint8Array | string][] {
  const files: [string, Uint8Array | string][] = [];
  const { references } = model;
  if (references) {
    const metadata = { format: "kiso-references", names: JSON.stringify(references.names) };
    files.push([folderNames.references, encodeSafetensors({ rows: referenceRows(references) }, metadata)]);
  }
  files.push([folderNames.weights, encodeSafetensors(ownParameters(model), { format: "kiso" })]);
  files.push([folderNames.card, `${JSON.stringify(cardJson(model), null, 2)}\n`]);
  return files;
}

/** The model of one file; nothing where the file holds numbers alone, as a folder's model.safetensors does. */
export function modelOfBytes(bytes: Uint8Array, source: string): ModelData | undefined {
  const { tensors, metadata } = decodeSafetensors(bytes, source);
  if (metadata.card === undefined) return undefined;
  const { card, hashes } = parseCard(metadata.card, source);
  const { [referencesTensor]: rows, ...parameters } = tensors;
  const references = rows && referencesOf(rows, metadata.references, card, source);
  const model = whole({ ...card, parameters }, references);
  checkRead(model, { card: source, weights: source });
  checkHashes(model, hashes, source, source);
  return model;
}

/** What a model's folder holds; `places` name the files. */
export interface FolderFiles {
  readonly card: string;
  readonly weights: Uint8Array;
  readonly references: Uint8Array | undefined;
  readonly places: ModelPlaces & { readonly references: string };
}

/** The model of a folder's files. */
export function modelOfFiles({ card: text, weights, references: kept, places }: FolderFiles): ModelData {
  const { card, hashes } = parseCard(text, places.card);
  const { tensors: parameters } = decodeSafetensors(weights, places.weights);
  let model = checkRead({ ...card, parameters }, places);
  if (kept) {
    const { tensors, metadata } = decodeSafetensors(kept, places.references);
    const references = referencesOf(tensors.rows, metadata.names, card, places.references);
    model = checkRead(whole(model, references), places);
  }
  checkHashes(model, hashes, `${places.card} and ${places.weights}`, places.references);
  return model;
}

/** What is not there is no entry: a model that is saved and loaded is the same again. */
const whole = (model: ModelData, references: References | undefined): ModelData =>
  references ? { ...model, references } : model;

function cardJson(model: ModelData): object {
  return { ...bareCard(model), sha256: hashesOf(model) };
}

function bareCard({ parameters: _, references: __, ...card }: ModelData): object {
  return { format: "kiso-model", formatVersion, ...card };
}

/** What card and numbers are together, and the good parts: one changed bit would give other answers. Older models have none. */
interface Hashes {
  model: string;
  references?: string | undefined;
}

function hashesOf(model: ModelData, written: object = bareCard(model)): Hashes {
  const { references } = model;
  const names = JSON.stringify(references?.names);
  return {
    model: hashOf(JSON.stringify(written), ownParameters(model)),
    references: references && hashOf(names, { rows: referenceRows(references) }),
  };
}

/** Over a text, and each tensor's name, shape, width of a number and bytes. */
function hashOf(text: string, tensors: Tensors): string {
  const sha = new Sha256().update(text);
  for (const name of Object.keys(tensors).sort()) {
    const { shape, data } = tensors[name]!;
    sha
      .update(`\n${name} ${shape} ${data.BYTES_PER_ELEMENT}\n`)
      .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return sha.digest();
}

/** The card as it was written, and the hashes that it holds. */
interface Kept {
  written: object;
  sha256: Hashes | undefined;
}

function checkHashes(model: ModelData, { written, sha256 }: Kept, places: string, references: string): void {
  if (sha256 === undefined) return;
  const found = hashesOf(model, written);
  const changed = (place: string) =>
    new UserError(
      `${place}: not as kiso wrote it; ${again}, or where you changed it on purpose, leave out its entry "sha256"`,
    );
  if (sha256.model !== found.model) throw changed(places);
  // A folder's good parts are a file that may be left out; in the one file they are a part of it.
  const lost = sha256.references !== undefined && places === references;
  if (model.references ? sha256.references !== found.references : lost) throw changed(references);
}

const referenceRows = ({ rows, names }: References) => ({
  shape: [names.length, rows.length / names.length],
  data: Float32Array.from(rows),
});

function referencesOf(
  rows: Tensors[string] | undefined,
  namesJson: string | undefined,
  { featureNames }: ModelCard,
  source: string,
): References {
  const names = namesIn(namesJson);
  if (rows && names.length > 0 && rows.shape.join() === [names.length, featureNames.length].join())
    return { rows: rows.data, names };
  throw new SettingError(
    (say) =>
      `${source} does not fit the model beside it; name the good parts to compare with: ${say("reference", any)}`,
  );
}

function namesIn(json = "[]"): string[] {
  try {
    const names: unknown = JSON.parse(json);
    return Array.isArray(names) && names.every((name) => typeof name === "string") ? names : [];
  } catch {
    return [];
  }
}

function parseCard(text: string, place: string): { card: ModelCard; hashes: Kept } {
  let json: { format?: unknown; formatVersion?: unknown; sha256?: Hashes };
  try {
    json = JSON.parse(text) ?? {};
    JSON.stringify(json); // lists in lists, thousands deep, are read and cannot be written
  } catch {
    throw new UserError(`${place} is not JSON; ${again}`);
  }
  const { sha256, ...written } = json;
  const { format, formatVersion: version, ...card } = written;
  if (format !== "kiso-model")
    throw new UserError(
      `${place} is not a kiso model: its "format" is ${JSON.stringify(format)}; name a folder that kiso train wrote`,
    );
  if (typeof version !== "number" || version > formatVersion) {
    throw new UserError(
      `${place} has format version ${version}, this kiso reads up to ${formatVersion}; update kiso`,
    );
  }
  checkCard(json, place);
  const strange = sha256 === undefined ? strangeEntry(card) : undefined;
  if (strange !== undefined)
    throw new UserError(`${place}: there is no entry ${JSON.stringify(strange)}; ${again}`);
  return { card: card as ModelCard, hashes: { written, sha256 } };
}
