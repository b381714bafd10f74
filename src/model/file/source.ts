import { disk, hasDisk } from "../../disk.ts";
import { shown, UserError } from "../../errors.ts";
import { readBytes } from "../../files.ts";
import type { ModelData } from "../modelData.ts";
import { folderNames, modelOfBytes, modelOfFiles } from "./modelFile.ts";

/**
 * Where a model lies: the path or the address of its folder or of its one file, the file itself, or its bytes. A text is a
 * path where there are files, and an address in a page; the address of a folder ends in "/".
 */
export type ModelSource = string | URL | Blob | ArrayBuffer | Uint8Array;

/** The model that lies there, checked. */
export async function readModel(source: ModelSource): Promise<ModelData> {
  if (source instanceof Uint8Array) return oneFile(source, "the model");
  if (source instanceof ArrayBuffer) return oneFile(new Uint8Array(source), "the model");
  if (source instanceof Blob) {
    const name = source instanceof File ? source.name : "the model";
    return oneFile(new Uint8Array(await source.arrayBuffer()), name);
  }
  if (source instanceof URL && source.protocol === "file:") return atPath(disk().fileURLToPath(source));
  if (source instanceof URL) return atAddress(String(source));
  if (typeof source !== "string")
    throw new UserError(
      `Model.load takes a folder, a file, a URL, a Blob or bytes, found ${shown(source)}; Model.load("model.safetensors")`,
    );
  return hasDisk() && !isAddress(source) ? atPath(source) : atAddress(source);
}

const isAddress = (text: string): boolean => /^(?:[a-z][a-z\d+.-]+:\/\/|blob:|data:)/i.test(text);

/** The model of one file. Where the file holds a folder's numbers alone, their card lies `beside` them. */
function oneFile(
  bytes: Uint8Array,
  source: string,
  beside?: () => Promise<ModelData>,
): ModelData | Promise<ModelData> {
  const model = modelOfBytes(bytes, source) ?? beside?.();
  if (model) return model;
  throw new UserError(
    `${source} holds a model's numbers, but not what they mean; give the folder that has its model.json too, or a file that model.toBytes() made`,
  );
}

async function atPath(path: string): Promise<ModelData> {
  const { fs, path: paths } = disk();
  const found = await fs.stat(path).catch(() => undefined);
  if (!found && path.endsWith(".safetensors"))
    throw new UserError(`there is no model file ${path}; model.save(${shown(path)}) makes one`);
  if (!found) throw new UserError(`there is no run folder ${path}; kiso train makes one`);
  if (!found.isDirectory()) {
    const isFolders = paths.basename(path) === folderNames.weights;
    return oneFile(await readBytes(path), path, isFolders ? () => atPath(paths.dirname(path)) : undefined);
  }
  const at = (name: keyof typeof folderNames) => paths.join(path, folderNames[name]);
  const isThere = (file: string) =>
    fs.stat(file).then(
      () => true,
      () => false,
    );
  const places = { card: at("card"), weights: at("weights"), references: at("references") };
  for (const file of [places.card, places.weights]) {
    if (await isThere(file)) continue;
    throw new UserError(
      `${path} holds no trained model (${file} is missing); name a folder that kiso train wrote to its end`,
    );
  }
  return modelOfFiles({
    card: new TextDecoder().decode(await readBytes(places.card)),
    weights: await readBytes(places.weights),
    references: (await isThere(places.references)) ? await readBytes(places.references) : undefined,
    places,
  });
}

async function atAddress(address: string): Promise<ModelData> {
  if (/^(?:data|blob):/i.test(address)) return oneFile(await fetched(address), "the model");
  // A query, such as a key, goes with each file.
  const [, path, query] = /^([^?#]*)(.*)$/s.exec(address)!;
  if (!path.endsWith("/")) {
    const folder = path.replace(/[^/]*$/, "");
    const isFolders = path === `${folder}${folderNames.weights}`;
    return oneFile(
      await fetched(address),
      address,
      isFolders ? () => atAddress(`${folder}${query}`) : undefined,
    );
  }
  const places = {
    card: `${path}${folderNames.card}${query}`,
    weights: `${path}${folderNames.weights}${query}`,
    references: `${path}${folderNames.references}${query}`,
  };
  const card = new TextDecoder().decode(await fetched(places.card));
  return modelOfFiles({
    card,
    weights: await fetched(places.weights),
    // Only a model that judges has any; to ask for what is not there would stand in the page's console as an error.
    references: /"inspection"\s*:/.test(card) ? await fetchedIfThere(places.references) : undefined,
    places,
  });
}

async function fetched(address: string): Promise<Uint8Array> {
  const bytes = await fetchedIfThere(address);
  if (bytes) return bytes;
  throw new UserError(`${address}: there is no such file; check the address`);
}

async function fetchedIfThere(address: string): Promise<Uint8Array | undefined> {
  const response = await fetch(address).catch((cause: unknown) => {
    throw new UserError(`${address}: cannot be fetched; check the address and the connection`, { cause });
  });
  if (response.status === 404) return undefined;
  if (!response.ok)
    throw new UserError(`${address}: the server answers ${response.status}; check the address`);
  return new Uint8Array(await response.arrayBuffer());
}
