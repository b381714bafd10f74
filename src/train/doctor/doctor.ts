import type { ImageSpec } from "../../data/images/image.ts";
import type { ScalerKind } from "../../data/rows/scale.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Decision } from "../../model/decision.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import type { Samples } from "../../model/samples.ts";
import type { NetworkSpec } from "../../nn/layers/network.ts";
import { isEmbedding } from "../../nn/losses/objectives.ts";
import type { Experiment } from "../run/experiment.ts";
import { examineCourse } from "./courseFindings.ts";
import { examineData } from "./dataFindings.ts";
import type { Finding, FindingKind } from "./finding.ts";
import { examineHeldOut } from "./heldOutFindings.ts";
import { examineNetwork } from "./networkFindings.ts";
import { examineGeneralisation } from "./overfitting.ts";
import { guessLoss } from "./rowSample.ts";
import type { Way } from "./watch.ts";

/** A training that is over, with all that it was made of. */
export interface Patient {
  experiment: Pick<Experiment, "network" | "training">;
  engine: Engine;
  /** the rows as the network takes them */
  train: Samples;
  test?: Samples;
  featureNames: readonly string[];
  /** not looked at where numbers are predicted */
  classNames: readonly string[];
  /** the class that is to be found */
  positive?: string | undefined;
  /** from which probability on it is given */
  decision?: Decision | undefined;
  scale: ScalerKind;
  /** where the rows are images */
  image?: ImageSpec | undefined;
  /** how many rows an epoch learns from: more than `train` has, where they are streamed */
  rows: number;
  /** the training loss after each epoch */
  losses: readonly number[];
  /** the validation loss, too, where there are validation rows */
  validation?: readonly number[];
  /** of the model, on the test rows */
  tested?: { accuracy?: number; r2?: number };
  /** how far the weights went in the epochs that were watched */
  way: Way;
  parameters: Tensors;
  /** what answers, where that is not the network that was trained alone: the mean of it and others */
  answers?: { readonly network: NetworkSpec; readonly parameters: Tensors };
}

/**
 * What is wrong with a training; nothing when all is well. Large data are looked at in part. Where an embedding is learned, only the
 * rows are examined.
 */
export async function examine(patient: Patient): Promise<Finding[]> {
  const { loss } = patient.experiment.training;
  if (isEmbedding(loss)) return examineData(patient);
  const classNames = loss === "meanSquaredError" ? [] : patient.classNames;
  const guess = guessLoss(patient.experiment.training, patient.train, classNames.length);
  const whole = { ...patient, classNames, guess };
  const data = examineData(whole);
  const course = examineCourse(whole);
  const network = await examineNetwork(whole);
  // Rows that differ do worse anyhow, and a training that went wrong does well nowhere.
  const explained = course.length > 0 || data.some(({ kind }) => kind === "shift");
  const general = explained ? [] : await examineGeneralisation(whole);
  const heldOut = await examineHeldOut(whole);
  return withoutSymptoms([...data, ...course, ...general, ...heldOut, ...network]);
}

/**
 * A loss that stands still, classes that are never predicted, and held-out rows that are told no better than by a constant are often
 * what comes of another finding. A class that is not found is said once, of held-out and training rows.
 */
function withoutSymptoms(findings: Finding[]): Finding[] {
  const kinds = new Set(findings.map(({ kind }) => kind));
  const blocked = findings.some(
    (finding) => finding.kind === "vanishing" || ("found" in finding && 2 * finding.found >= finding.units),
  );
  const stuck = blocked || stops.some((kind) => kinds.has(kind));
  const explained = stuck || kinds.has("overfitting") || kinds.has("shift");
  const namesOf = (wanted: FindingKind) =>
    new Set(
      findings.flatMap((one) =>
        one.kind !== wanted ? [] : "names" in one ? one.names : "name" in one ? [one.name] : [],
      ),
    );
  const [missed, never] = [namesOf("missed"), namesOf("never predicted")];
  return findings.filter((finding) => {
    const { kind } = finding;
    if (kind === "plateau") return !blocked;
    if (kind === "no better" || kind === "below the mean") return !explained;
    if (kind === "never found") return !stuck && !finding.names.every((name) => never.has(name));
    if (kind !== "never predicted") return true;
    if (finding.names.every((name) => missed.has(name))) return false;
    return !stuck;
  });
}

const stops: readonly FindingKind[] = ["exploding", "rising loss", "unsteady loss", "plateau"];
