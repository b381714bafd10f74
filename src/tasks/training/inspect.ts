import { copiesOf, copyGroups } from "../../data/numbers/equalRows.ts";
import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import type { Embedder } from "../../model/inspection/embedder.ts";
import { distancesOf } from "../../model/inspection/embedder.ts";
import type { Inspection, References, Threshold } from "../../model/inspection/inspection.ts";
import type { KindDistances } from "../../model/inspection/kinds.ts";
import { addLight, type Light, lightOf, type PictureLight } from "../../model/inspection/light.ts";
import { type KindScores, partScores } from "../../model/scores.ts";
import { backgroundRows } from "../../train/inspection/background.ts";
import { goodAmong, goodClass } from "../../train/inspection/goodClass.ts";
import { chooseReferences, inspectionOf } from "../../train/inspection/inspection.ts";
import type { Experiment } from "../../train/run/experiment.ts";
import { learnedLabels } from "../inspection/contrast.ts";

/** How a model of embeddings judges labelled rows. */
export interface PartScores {
  /** the chance that a defect lies further than a good part; none where one of them is missing */
  readonly auroc: number | undefined;
  readonly rates: Threshold;
  /** the share of parts that are judged right */
  readonly accuracy: number;
  /** [[good parts that pass, that fail], [defects that pass, that fail]] */
  readonly confusion: number[][];
  /** of each kind of defect, where there are several */
  readonly kinds?: readonly KindScores[] | undefined;
}

export interface Judged extends PartScores {
  /** distances of the rows to the references */
  readonly distances: KindDistances;
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
  const learned = background && learnedLabels(train, spec!.madeUp);
  const except = learned ? backgroundRows(learned, background, seed) : [];
  const references = chooseReferences(train, good, { count, seed, except });
  // Measurements may well be equal by chance.
  const copied = train.image && validation;
  const heldOut = copied ? withoutCopies(copied, test ? [train, test] : [train]) : validation;
  const label = train.classNames.indexOf(good);
  const defectsKnown = heldOut?.labels.some((found) => found !== label) ?? false;
  const usual = defectsKnown
    ? ({ name: "recall", recall: 1 } as const)
    : ({ name: "falseReject", rate: 0.01 } as const);
  const options = { good, neighbours, aim: aim ?? usual };
  const embedded = await embedder.embed(references.rows);
  const found = await inspectionOf(embedder, embedded, heldOut, options);
  const inspection = { ...found, light: train.image && goodLight(good, [train, validation]) };
  if (!test) return { inspection, references, judged: undefined };
  const own =
    goodAmong(
      [...new Set(test.labels)].map((label) => test.classNames[label]!),
      good,
    ) ?? good;
  const distances = await distancesOf(embedder, embedded, test, { ...options, good: own });
  return { inspection, references, judged: judgedBy(inspection, distances) };
}

function judgedBy(inspection: Inspection, distances: KindDistances): Judged {
  const { auroc, accuracy, confusion, kinds, ...rates } = partScores(inspection.chosen.threshold, distances);
  return { distances, auroc, rates, accuracy, confusion, kinds };
}

/** Rows without copies, of each other and of others, such as those that were learned from: they choose no threshold. */
function withoutCopies(rows: LabelledRows, others: readonly LabelledRows[]): LabelledRows {
  const width = rows.nFeatures;
  const side = ({ features }: LabelledRows) => ({ features: features.data, width });
  const first = copyGroups(side(rows));
  const seen = others.map((other) => copiesOf(side(rows), side(other)));
  const own = Array.from(first.keys()).filter(
    (row) => first[row] === row && !seen.some((copies) => copies[row]),
  );
  return own.length === rows.nSamples ? rows : rows.select(own);
}

/** The light of all good pictures that are known before the test. */
function goodLight(good: string, parts: readonly (LabelledRows | undefined)[]): Light | undefined {
  const light: PictureLight = { brightness: [], contrast: [] };
  for (const rows of parts) {
    if (!rows) continue;
    const label = rows.classNames.indexOf(good);
    const width = rows.nFeatures;
    for (const [row, own] of rows.labels.entries())
      if (own === label) addLight(light, rows.features.data.subarray(row * width, (row + 1) * width), width);
  }
  return lightOf(light);
}
