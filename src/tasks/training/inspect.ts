import type { LabelledRows } from "../../data/labelledRows.ts";
import type { Embedder } from "../../model/inspection/embedder.ts";
import { distancesOf } from "../../model/inspection/embedder.ts";
import type { Inspection, Threshold } from "../../model/inspection/inspection.ts";
import type { References } from "../../model/inspection/references.ts";
import { ratesAt } from "../../model/inspection/threshold.ts";
import { rocAuc } from "../../model/metrics/ranking.ts";
import { backgroundRows } from "../../train/inspection/background.ts";
import { goodClass } from "../../train/inspection/goodClass.ts";
import { chooseReferences, inspectionOf } from "../../train/inspection/inspection.ts";
import type { Experiment } from "../../train/run/experiment.ts";

/** How a model of embeddings judges labelled rows. */
export interface Judged {
  /** distances of the rows to the references */
  readonly distances: { good: number[]; defects: number[] };
  /** the chance that a defect lies further than a good part; none where one of them is missing */
  readonly auroc: number | undefined;
  readonly rates: Threshold;
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

export function judgedBy(inspection: Inspection, distances: Judged["distances"]): Judged {
  const { good, defects } = distances;
  const both = good.length > 0 && defects.length > 0;
  return {
    distances,
    auroc: both ? rocAuc([...good.map(() => 0), ...defects.map(() => 1)], [...good, ...defects]) : undefined,
    rates: ratesAt(inspection.chosen.threshold, distances),
  };
}

/** Judgement as figures alone. */
export interface PartScores extends Omit<Judged, "distances"> {
  /** the share of parts that are judged right */
  accuracy: number;
  /** [[good parts that pass, that fail], [defects that pass, that fail]] */
  confusion: number[][];
}

export const partScores = ({ auroc, rates }: Judged): PartScores => ({
  auroc,
  rates,
  accuracy: accuracyOf(rates),
  confusion: confusionOf(rates),
});

function accuracyOf({ missRate, falseRejectRate }: Threshold): number {
  const rates = [missRate, falseRejectRate].filter((rate) => rate !== undefined);
  const of = rates.reduce((sum, rate) => sum + rate.of, 0);
  return 1 - rates.reduce((sum, rate) => sum + rate.wrong, 0) / of;
}

function confusionOf({ missRate, falseRejectRate }: Threshold): number[][] {
  const good = { wrong: falseRejectRate?.wrong ?? 0, of: falseRejectRate?.of ?? 0 };
  const defects = { wrong: missRate?.wrong ?? 0, of: missRate?.of ?? 0 };
  return [
    [good.of - good.wrong, good.wrong],
    [defects.wrong, defects.of - defects.wrong],
  ];
}
