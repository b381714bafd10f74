import type { ImageSpec } from "../data/image.ts";
import type { Engine } from "../engine/engine.ts";
import type { Tensors } from "../model/safetensors.ts";
import { isEmbedding } from "../nn/objectives.ts";
import type { Samples } from "./batches.ts";
import { examineCourse, type Update } from "./courseFindings.ts";
import { examineData } from "./dataFindings.ts";
import type { Experiment } from "./experiment.ts";
import type { Finding } from "./finding.ts";
import { examineNetwork } from "./networkFindings.ts";

/** A training that is over, with all that it was made of. */
export interface Patient {
  experiment: Pick<Experiment, "network" | "training">;
  engine: Engine;
  /** the rows as the network takes them */
  train: Samples;
  test?: Samples;
  featureNames: readonly string[];
  classNames: readonly string[];
  /** where the rows are images */
  image?: ImageSpec | undefined;
  /** the training loss after each epoch */
  losses: readonly number[];
  /** how far the weights went in each epoch that was watched */
  updates: readonly Update[];
  parameters: Tensors;
}

/**
 * What is wrong with a training; nothing when all is well. Large data are looked at in part. Of a regression and
 * of an embedding, only the rows are examined.
 */
export async function examine(patient: Patient): Promise<Finding[]> {
  const { loss } = patient.experiment.training;
  if (loss === "meanSquaredError") return examineData({ ...patient, classNames: [] });
  if (isEmbedding(loss)) return examineData(patient);
  return [...examineData(patient), ...examineCourse(patient), ...(await examineNetwork(patient))];
}
