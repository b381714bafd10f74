import type { FileReading } from "../../data/reading.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import type { ModelData } from "../../model/modelData.ts";
import type { ModelReject } from "../../model/reject/rejectRule.ts";
import { isEmbedding } from "../../nn/losses/objectives.ts";
import { fitModelReject } from "../../train/reject/modelReject.ts";
import type { Experiment } from "../../train/run/experiment.ts";
import type { Prepared, ScaledSamples } from "../rows/prepare.ts";

/** What is kept of a training: all that answering needs. */
export function modelOf(
  { data, train, label, scaler, encoder, target, sketch }: Prepared,
  experiment: Experiment,
  parameters: Tensors,
): ModelData {
  const { initializer: _, ...network } = experiment.network;
  const { loss, dtype } = experiment.training;
  return {
    network,
    dtype,
    featureNames: train.featureNames,
    label,
    classNames: train.classNames,
    positive: experiment.positive?.name,
    encoder,
    scaler,
    image: train.image,
    reading: keptReading(data.reading),
    target,
    objective: isEmbedding(loss) ? loss : undefined,
    drift: sketch,
    parameters,
  };
}

/** Another file of the same kind has a header where this one had, and its rows in the sheet that was named; its encoding and delimiter are its own. */
const keptReading = (reading: FileReading | undefined): FileReading | undefined =>
  reading?.header === undefined && reading?.sheet === undefined
    ? undefined
    : { header: reading.header, sheet: reading.sheet };

/** The rule by which a model answers "none of these", and which rows its limits were set by. */
export interface FittedReject {
  rule: ModelReject;
  by: "validation" | "training";
  /** of those rows, how many there are, and how many would show so small a share */
  rows: number;
  needed: number;
}

/** Sets the limits of that rule by rows that the model has not learned from. */
export async function fitReject(
  model: ModelData,
  experiment: Experiment,
  samples: ScaledSamples & Pick<Prepared, "groups">,
  engine: Engine,
): Promise<FittedReject> {
  const share = experiment.reject!;
  const rule = await fitModelReject(model, samples, { engine, plan: experiment, reject: share });
  return {
    rule,
    by: samples.validation ? "validation" : "training",
    rows: rule.rows,
    needed: Math.ceil(2 / share) - 1,
  };
}
