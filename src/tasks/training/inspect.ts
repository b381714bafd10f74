import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import type { Embedder } from "../../model/inspection/embedder.ts";
import { distancesOf } from "../../model/inspection/embedder.ts";
import type { Inspection, References, Threshold } from "../../model/inspection/inspection.ts";
import { partScores } from "../../model/scores.ts";
import { backgroundRows } from "../../train/inspection/background.ts";
import { goodClass } from "../../train/inspection/goodClass.ts";
import { chooseReferences, inspectionOf } from "../../train/inspection/inspection.ts";
import type { Experiment } from "../../train/run/experiment.ts";

/** How a model of embeddings judges labelled rows. */
export interface PartScores {
  /** the chance that a defect lies further than a good part; none where one of them is missing */
  readonly auroc: number | undefined;
  readonly rates: Threshold;
  /** the share of parts that are judged right */
  readonly accuracy: number;
  /** [[good parts that pass, that fail], [defects that pass, that fail]] */
  readonly confusion: number[][];
}

export interface Judged extends PartScores {
  /** distances of the rows to the references */
  readonly distances: { good: number[]; defects: number[] };
}

export interface Inspected {
  readonly inspection: Inspection;
  readonly references: References;
  /** on the test rows, where there are any */
  readonly judged: Judged | undefined;
}

interface Rows {
  train: LabelledRows;
  validation?: LabelledRows;
  test?: LabelledRows;
}

/** References, threshold, and what they do on the test rows; nothing where no class is of good parts. */
export async function inspect(
  embedder: Embedder,
  { train, validation, test }: Rows,
  { inspection: spec, network, seed }: Experiment,
): Promise<Inspected | undefined> {
  const { good: named, references: count, neighbours, aim } = spec!;
  const good = goodClass(train.classNames, named);
  if (good === undefined) return undefined;
  const { background } = network;
  const except = background ? backgroundRows(train.labels, background, seed) : [];
  const references = chooseReferences(train, good, { count, seed, except });
  const label = train.classNames.indexOf(good);
  const defectsKnown = validation?.labels.some((found) => found !== label) ?? false;
  const usual = defectsKnown
    ? ({ name: "recall", recall: 1 } as const)
    : ({ name: "falseReject", rate: 0.01 } as const);
  const options = { good, neighbours, aim: aim ?? usual };
  const embedded = await embedder.embed(references.rows);
  const inspection = await inspectionOf(embedder, embedded, validation, options);
  if (!test) return { inspection, references, judged: undefined };
  const distances = await distancesOf(embedder, embedded, test, options);
  return { inspection, references, judged: judgedBy(inspection, distances) };
}

function judgedBy(inspection: Inspection, distances: Judged["distances"]): Judged {
  const { auroc, accuracy, confusion, ...rates } = partScores(inspection.chosen.threshold, distances);
  return { distances, auroc, rates, accuracy, confusion };
}
