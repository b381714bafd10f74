import type { ModelData } from "../../model/modelData.ts";
import type { NetworkSpec } from "../../nn/layers/network.ts";
import { learnedCount } from "../../nn/layers/views.ts";
import type { Experiment } from "../../train/run/experiment.ts";
import type { ReportFacts } from "../report.ts";
import { grouped, percent, quantities } from "./format.ts";
import type { Words } from "./words.ts";

// A network and its training, in words.

/**
 * "784 → conv 16 → conv 32 → 64 → 10", "4 → 8 × 64 → 3" of eight members; of very many layers the first and the last:
 * "4 → 2 → 2 → 2 → … 294 more … → 2 → 2 → 3"
 */
export function networkInWords({ sizes, convolution, background }: NetworkSpec, members = 1): string {
  const [features, ...layers] = sizes;
  const denses = layers.map((units, i) =>
    members > 1 && i < layers.length - 1 ? `${members} × ${units / members}` : units,
  );
  const norm = convolution?.batchNorm ? " + batchNorm" : "";
  const blocks = (convolution?.channels ?? []).map((channels) => `conv ${channels}${norm}`);
  const behind = background ? [`less ${background.components} axes`] : [];
  const parts = [features, ...behind, ...blocks, ...denses];
  const left = parts.length - 7;
  return (left < 10 ? parts : [...parts.slice(0, 4), `… ${left} more …`, ...parts.slice(-3)]).join(" → ");
}

/** What answers: the network that was trained, or the mean of several trainings, as members of one. */
export function answering(
  { network, training: { members = 1 } }: Pick<Experiment, "network" | "training">,
  model: Pick<ModelData, "network" | "decision">,
): { network: NetworkSpec; members: number } {
  if (model.decision?.trainings === undefined) return { network, members };
  const units = network.sizes[1]! / members;
  return {
    network: model.network,
    members: network.sizes.length === 3 ? model.network.sizes[1]! / units : 1,
  };
}

/** What a network is and how it was trained, in the report's words. */
export function modelFacts(
  experiment: Experiment,
  w: Words,
  model: Pick<ModelData, "network" | "decision">,
): ReportFacts {
  const { training, data, reject, seed } = experiment;
  const { network, members } = answering(experiment, model);
  const { facts } = w;
  const { classWeights, patience, schedule } = training;
  return stated({
    [facts.layers]: networkInWords(network, members),
    [facts.activation]: network.activation,
    [facts.parameters]: grouped(learnedCount(network)),
    [facts.epochs]: training.epochs,
    [facts.batch]: training.batch,
    [facts.optimizer]: optimizerInWords(training.optimizer),
    [facts.learningRate]: training.learningRate,
    [facts.l2]: training.l2,
    [facts.schedule]: schedule?.name,
    [facts.classWeights]: classWeights && rangeInWords(classWeights),
    [facts.validation]: validationInWords(data.validation, w),
    [facts.patience]: patience,
    [facts.reject]: reject === undefined ? undefined : percent(reject),
    [facts.missing]: data.missing,
    [facts.scale]: data.scale,
    [facts.dtype]: training.dtype,
    [facts.seed]: seed,
  });
}

/** Without the facts that do not exist. */
export const stated = (facts: Readonly<Record<string, string | number | undefined>>): ReportFacts =>
  Object.fromEntries(
    Object.entries(facts).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
  );

/** The smallest and the largest: "0.5 – 2.0" */
function rangeInWords(values: readonly number[]): string {
  const least = values.reduce((least, value) => Math.min(least, value));
  const most = values.reduce((most, value) => Math.max(most, value));
  return quantities([least, most]).join(" – ");
}

/** "sgd, momentum 0.9, nesterov" */
const optimizerInWords = ({ name, ...settings }: Experiment["training"]["optimizer"]): string =>
  [name, ...Object.entries(settings).map(([key, value]) => (value === true ? key : `${key} ${value}`))].join(
    ", ",
  );

function validationInWords(validation: number | "split" | undefined, w: Words): string | undefined {
  return typeof validation === "number"
    ? w.validationOf(percent(validation))
    : validation && w.validationSplit;
}
