import type { Table } from "../data/table.ts";
import type { Engine } from "../engine/engine.ts";
import type { Model } from "../model/model.ts";
import type { Tensors } from "../model/safetensors.ts";
import { isEmbedding } from "../nn/objectives.ts";
import type { Run } from "../train/run/run.ts";
import { type Console, grouped, percent } from "./console.ts";
import type { Prepared, ScaledSamples } from "./prepare.ts";

/** What a run's folder keeps of a training: all that `predict` needs. */
export function modelOf(
  { train, label, scaler, encoder, target }: Prepared,
  { experiment }: Run,
  parameters: Tensors,
): Model {
  const { initializer: _, ...network } = experiment.network;
  const { loss } = experiment.training;
  return {
    network,
    dtype: experiment.training.dtype,
    featureNames: train.featureNames,
    label,
    classNames: train.classNames,
    encoder,
    scaler,
    ...(train.image ? { image: train.image } : {}),
    ...(target ? { target } : {}),
    ...(isEmbedding(loss) ? { objective: loss } : {}),
    parameters,
  };
}

/** The column that the model learned, where the table has it. Another table may call its own by a usual name. */
export const learnedLabel = ({ label }: Model, { columns }: Table): string | undefined =>
  label !== undefined && columns.has(label) ? label : undefined;

/** The model with the rule by which it answers "none of these". */
export async function withReject(
  model: Model,
  { experiment }: Run,
  samples: ScaledSamples,
  engine: Engine,
  console: Console,
): Promise<Model> {
  const { fitModelReject } = await import("../train/reject/modelReject.ts");
  const share = experiment.reject!;
  const reject = await fitModelReject(model, experiment, { engine, ...samples }, share);
  const { rows, confidence, distance } = reject;
  const by = samples.validation
    ? "validation rows"
    : "training rows, each held out once from another training";
  console.say(
    `reject below a confidence of ${confidence.toFixed(4)} or beyond a distance of ${distance.toFixed(3)}: set by ${grouped(rows)} ${by}`,
  );
  const needed = Math.ceil(2 / share) - 1;
  if (rows < needed)
    console.say(
      `note   ${grouped(rows)} rows cannot show so small a share as ${share}, which takes ${grouped(needed)}: of rows like these about ${percent(2 / (rows + 1))} will be turned away`,
    );
  return { ...model, reject };
}
