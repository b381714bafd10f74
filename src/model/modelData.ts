import { UserError } from "../errors.ts";
import type { NetworkSpec } from "../nn/layers/network.ts";
import { withViews } from "../nn/layers/views.ts";
import { trainedFor, trainedLayer } from "../nn/losses/objectives.ts";
import { again, type ModelCard } from "./file/card.ts";
import type { Tensors } from "./file/safetensors.ts";
import type { References } from "./inspection/inspection.ts";

/** A model as plain data: its card, its numbers, and the good parts that it compares with. */
export interface ModelData extends ModelCard {
  /** by name: `dense1.weight` (in, out), `dense1.bias` (1, out), …, and where the objective has a head, `head.weight`, … */
  parameters: Tensors;
  /** of an embedding that judges parts */
  references?: References;
}

const needed = ["network", "dtype", "featureNames", "classNames", "scaler", "parameters"] as const;

/** The same, once it is known that it can be saved and answers rightly: what would not is refused. */
export function checkedModel(model: ModelData): ModelData {
  const missing = needed.filter((key) => !model?.[key]);
  if (missing.length > 0)
    throw new UserError(`Model: the model lacks ${missing.join(", ")}; it needs ${needed.join(", ")}`);
  checkShapes(model, "Model", "network and parameters are of different models");
  checkNumbers(model, "Model", "Model");
  checkCounts(model, "Model");
  return model;
}

/** Refuses what is no number: a model of such numbers answers nothing, or one class for every row. */
function checkNumbers({ parameters, references }: ModelData, where: string, beside: string): void {
  const all = Object.entries(parameters).map(([name, { data }]) => [where, name, data] as const);
  if (references) all.push([beside, "references", references.rows as Float64Array]);
  for (const [place, name, data] of all) {
    const at = data.findIndex((number) => !Number.isFinite(number));
    if (at >= 0)
      throw new UserError(
        `${place}: ${name} holds ${data[at]} at ${at}; a model of such numbers answers nothing`,
      );
  }
}

/** The files that a model is read from, as messages name them. */
export interface ModelPlaces {
  readonly card: string;
  readonly weights: string;
  readonly references?: string;
}

/** The same of what was read. */
export function checkRead(model: ModelData, where: ModelPlaces): ModelData {
  checkShapes(model, where.weights, "model.json and model.safetensors are of different runs");
  checkCounts(model, where.card, `; ${again}`);
  checkNumbers(model, where.weights, where.references ?? where.weights);
  checkReject(model, where.card);
  return model;
}

/** The parameters alone. The state of a checkpoint also has what an optimizer keeps, which is no part of a model. */
export function ownParameters(model: ModelData): Tensors {
  const names = trainedLayer(withViews(model.network), trainedFor(model)).parameters;
  return Object.fromEntries(Object.entries(model.parameters).filter(([name]) => Object.hasOwn(names, name)));
}

function checkCounts(card: ModelCard, where: string, mend = ""): void {
  const { network, classNames, featureNames, scaler, target, positive, decision } = card;
  const { offset, scale, repeat = 1 } = scaler;
  const inputs = network.sizes[0]!;
  const classes = trainedFor(card) === "crossEntropy" ? network.sizes.at(-1)! : classNames.length;
  const counts = {
    "names of features": [featureNames.length, inputs],
    "names of classes": [classNames.length, classes],
    "features of the scaler": [offset.length * repeat, inputs],
    "scales of the scaler": [scale.length * repeat, inputs],
    "scales of the target": [target ? target.offset.length * target.scale.length : 1, 1],
  };
  for (const [what, [found, wanted]] of Object.entries(counts)) {
    if (found !== wanted)
      throw new UserError(
        `${where}: ${found} ${what}, where the network ${shownSizes(network)} has ${wanted}${mend}`,
      );
  }
  if (positive !== undefined && !classNames.includes(positive))
    throw new UserError(
      `${where}: the positive class "${positive}" is none of ${classNames.join(", ")}${mend}`,
    );
  if (decision && (positive === undefined || classNames.length !== 2))
    throw new UserError(`${where}: a decision is of two classes, one of them positive${mend}`);
}

const shownSizes = ({ sizes }: NetworkSpec) => `[${sizes.join(", ")}]`;

function checkShapes(model: ModelData, where: string, mend: string): void {
  const wanted = trainedLayer(withViews(model.network), trainedFor(model)).parameters;
  for (const [name, { shape }] of Object.entries(wanted)) {
    const found = model.parameters[name]?.shape;
    if (found?.join() !== shape.join()) {
      throw new UserError(
        `${where}: ${name} should have shape (${shape.join(", ")}), found ${found ? `(${found.join(", ")})` : "none"}; ${mend}`,
      );
    }
  }
}

/** The rule must measure as many numbers of a row as the network has where it looks. */
function checkReject({ reject, network: { sizes } }: ModelCard, where: string): void {
  if (!reject) return;
  const widths = { features: sizes[0], hidden: sizes.at(-2), logits: sizes.at(-1) };
  const [found, wanted] = [reject.centre?.length, widths[reject.space]];
  if (found !== undefined && found === wanted) return;
  throw new UserError(
    `${where}: its rule for "none of these" measures ${found} numbers of a row, but the network has ${wanted} of them; ${again}`,
  );
}
