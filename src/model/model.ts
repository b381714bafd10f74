import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { writeFileAtomic } from "../files.ts";
import type { NetworkSpec } from "../nn/network.ts";
import { type Objective, trainedLayer } from "../nn/objectives.ts";
import { again, checkCard, type ModelCard } from "./card.ts";
import { decodeSafetensors, encodeSafetensors, type Tensors } from "./safetensors.ts";

/** 2: how columns become features, and regression; 3: images; 4: a rule that answers "none of these", and inspections. */
const formatVersion = 4;

export interface Model extends ModelCard {
  /** by name: `dense1.weight` (in, out), `dense1.bias` (1, out), …, and where the objective has a head, `head.weight`, … */
  parameters: Tensors;
}

/**
 * Writes `model.safetensors` and `model.json` into `folder`, which must be there; the card last, so that it never names
 * missing values. What `loadModel` would refuse, or what would judge rows wrongly, is refused before anything is written.
 */
export async function saveModel(folder: string, model: Model): Promise<void> {
  if (typeof folder !== "string")
    throw new UserError("saveModel takes a folder and a model: saveModel(folder, model)");
  checkModel(model);
  const { parameters: state, ...card } = model;
  const names = trainedLayer(model.network, objectiveOf(model)).parameters;
  // Of a checkpoint's state the parameters alone: what an optimizer keeps is no part of the model.
  const parameters = Object.fromEntries(Object.entries(state).filter(([name]) => Object.hasOwn(names, name)));
  await writeFileAtomic(join(folder, "model.safetensors"), encodeSafetensors(parameters, { format: "kiso" }));
  const json = JSON.stringify({ format: "kiso-model", formatVersion, ...card }, null, 2);
  await writeFileAtomic(join(folder, "model.json"), `${json}\n`);
}

/** What the network of a model was trained for. */
export const objectiveOf = ({ target, objective }: Pick<ModelCard, "target" | "objective">): Objective =>
  objective ?? (target ? "meanSquaredError" : "crossEntropy");

/** The model of a run folder (or of any folder that `saveModel` wrote). */
export async function loadModel(folder: string): Promise<Model> {
  if (!existsSync(folder)) throw new UserError(`there is no run folder ${folder}; kiso train makes one`);
  const cardPath = join(folder, "model.json");
  const weightsPath = join(folder, "model.safetensors");
  for (const path of [cardPath, weightsPath]) {
    if (!existsSync(path)) {
      throw new UserError(
        `${folder} holds no trained model (${path} is missing); name a folder that kiso train wrote to its end`,
      );
    }
  }
  const card = parseCard(await readFile(cardPath, "utf8"), cardPath);
  const { tensors: parameters } = decodeSafetensors(await readFile(weightsPath), weightsPath);
  checkShapes(card, parameters, weightsPath, "model.json and model.safetensors are of different runs");
  checkCounts(card, cardPath, `; ${again}`);
  checkReject(card, cardPath);
  return { ...card, parameters };
}

function parseCard(text: string, path: string): ModelCard {
  let json: { format?: unknown; formatVersion?: unknown };
  try {
    json = JSON.parse(text) ?? {};
  } catch {
    throw new UserError(`${path} is not JSON; ${again}`);
  }
  const { format, formatVersion: version, ...card } = json;
  if (format !== "kiso-model")
    throw new UserError(
      `${path} is not a kiso model: its "format" is ${JSON.stringify(format)}; name a folder that kiso train wrote`,
    );
  if (typeof version !== "number" || version > formatVersion) {
    throw new UserError(
      `${path} has format version ${version}, this kiso reads up to ${formatVersion}; update kiso`,
    );
  }
  checkCard(card, path);
  return card;
}

const needed = ["network", "dtype", "featureNames", "classNames", "scaler", "parameters"] as const;

function checkModel(model: Model): void {
  const missing = needed.filter((key) => !model?.[key]);
  if (missing.length > 0)
    throw new UserError(`saveModel: the model lacks ${missing.join(", ")}; it needs ${needed.join(", ")}`);
  const { parameters } = model;
  checkShapes(model, parameters, "saveModel", "network and parameters are of different models");
  for (const [name, { data }] of Object.entries(parameters)) {
    const at = Array.prototype.findIndex.call(data, (number) => !Number.isFinite(number));
    if (at >= 0)
      throw new UserError(
        `saveModel: ${name} holds ${data[at]} at ${at}; a model of such numbers answers nothing`,
      );
  }
  checkCounts(model, "saveModel");
}

function checkCounts(card: ModelCard, where: string, mend = ""): void {
  const { network, classNames, featureNames, scaler } = card;
  const { offset, scale, repeat = 1 } = scaler;
  const inputs = network.sizes[0]!;
  const classes = objectiveOf(card) === "crossEntropy" ? network.sizes.at(-1)! : classNames.length;
  const counts = {
    "names of features": [featureNames.length, inputs],
    "names of classes": [classNames.length, classes],
    "features of the scaler": [Math.min(offset.length, scale.length) * repeat, inputs],
  };
  for (const [what, [found, wanted]] of Object.entries(counts)) {
    if (found !== wanted)
      throw new UserError(
        `${where}: ${found} ${what}, where the network ${shownSizes(network)} has ${wanted}${mend}`,
      );
  }
}

const shownSizes = ({ sizes }: NetworkSpec) => `[${sizes.join(", ")}]`;

function checkShapes(card: ModelCard, parameters: Tensors, path: string, mend: string): void {
  const wanted = trainedLayer(card.network, objectiveOf(card)).parameters;
  for (const [name, { shape }] of Object.entries(wanted)) {
    const found = parameters[name]?.shape;
    if (found?.join() !== shape.join()) {
      throw new UserError(
        `${path}: ${name} should have shape (${shape.join(", ")}), found ${found ? `(${found.join(", ")})` : "none"}; ${mend}`,
      );
    }
  }
}

/** The rule must measure as many numbers of a row as the network has where it looks. */
function checkReject({ reject, network: { sizes } }: ModelCard, path: string): void {
  if (!reject) return;
  const widths = { features: sizes[0], hidden: sizes.at(-2), logits: sizes.at(-1) };
  const [found, wanted] = [reject.centre?.length, widths[reject.space]];
  if (found !== undefined && found === wanted) return;
  throw new UserError(
    `${path}: its rule for "none of these" measures ${found} numbers of a row, but the network has ${wanted} of them; ${again}`,
  );
}
