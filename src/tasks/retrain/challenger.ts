import { smallest } from "../../data/numbers/lists.ts";
import { kFold, stratifiedKFold } from "../../data/rows/folds.ts";
import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import { SettingError, type Spell, UserError } from "../../errors.ts";
import { balancedWeights } from "../../train/rows/balance.ts";
import type { Experiment } from "../../train/run/experiment.ts";
import { imageRows } from "../plan/experiment.ts";
import { viewedFeatures } from "../plan/sizes.ts";
import { fitted, freshOf, type Prepared, split, trainingRows } from "../rows/prepare.ts";
import type { Parts, Source } from "../rows/source.ts";

// The challenger is trained as the champion was, on other rows.

/** The same network and training for other rows; what follows from the rows follows from these. */
export function refitted(prepared: Prepared, { engine: _, ...champion }: Experiment): Experiment {
  const { data, train } = prepared;
  const { network, training, positive } = champion;
  if (positive && !train.classNames.includes(positive.name))
    throw new SettingError(
      (say) =>
        `${data.source}: has no row of class "${positive.name}", which is to be found; add rows of it, or learn from the old rows too (${say("withOld", true)})`,
    );
  // Where none looks at ranks, there need be none.
  const { clipped = 0, ranks = 0 } = training.looks ?? {};
  const ranked = clipped + ranks > 0 ? (viewedFeatures(train) ?? []) : [];
  const fits = clipped + ranks === 0 || ranked.length > 0;
  const views = network.views && fits ? { ...network.views, ranked } : undefined;
  const sizes = network.sizes.with(0, train.nFeatures).with(-1, data.task === "regress" ? 1 : train.nClasses);
  return {
    ...champion,
    data,
    network: { ...network, sizes, views },
    training: {
      ...training,
      batch: Math.min(training.batch, trainingRows(prepared)),
      looks: views && training.looks,
      classWeights: training.classWeights && balancedWeights(train.labels, train.nClasses),
      augment: training.augment && { ...training.augment, rows: imageRows(prepared) },
    },
  };
}

/** So many rows are enough to hold a share of them out; of fewer, each is held out once. */
export const enoughRows = 1000;
const mostFolds = 5;

/** New rows that are judged, by their numbers in the source, and what a challenger learns from that does not see them. */
export interface Fold {
  judged: LabelledRows;
  parts: Parts;
}

/** Each new row once in `judged`: as even as the classes allow, rows of one group together. */
export function foldsOf(source: Source, seed: number): Fold[] {
  const fresh = freshOf(source);
  const groups = source.groups && Int32Array.from(fresh.features.data, (row) => source.groups![row]!);
  const units = groups ? new Set(groups).size : fresh.nSamples;
  const folds = Math.min(mostFolds, units);
  if (folds < 2)
    throw new UserError(
      `${source.data.source}: ${fresh.nSamples === 1 ? "one new row" : "all new rows are one group, which"} can be learned from or judged on, not both; add rows`,
    );
  return cutIn(source, fresh, { folds, seed, groups }).map(({ train, test }) => {
    const judged = fresh.select(test);
    const seen = new Set(judged.features.data);
    const rest = Array.from({ length: source.rows.nSamples }, (_, row) => row).filter(
      (row) => !seen.has(row),
    );
    const left = { ...source, rows: source.rows.select(rest), data: { ...source.data, testSize: 0 } };
    if (left.rows.nClasses > 0 && train.length > 0) checkLearned(source, left.rows);
    // Validation rows are cut from those that are left.
    return { judged, parts: { ...split({ ...left, fresh: undefined }, seed), test: judged } };
  });
}

/** By class where every class has rows for it, else by chance. */
function cutIn(
  { task }: Source,
  fresh: LabelledRows,
  options: { folds: number; seed: number; groups: Int32Array | undefined },
): { train: number[]; test: number[] }[] {
  const counts = new Map<number, number>();
  for (const label of fresh.labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const few = smallest(counts.values());
  if (task === "regress" || few < options.folds) return kFold(fresh.nSamples, options);
  return stratifiedKFold(fresh.labels, options);
}

function checkLearned({ data, rows }: Source, left: LabelledRows): void {
  const learned = new Set(left.labels);
  const lost = rows.classNames.findIndex((_, label) => !learned.has(label));
  if (lost >= 0)
    throw new UserError(
      `${data.source}: class "${rows.classNames[lost]}" has too few rows to learn from some and to judge on others; add rows of it, or learn from the old rows too`,
    );
}

/** A fold's rows as its challenger learns from them. */
export const preparedFold = (source: Source, { parts }: Fold, spell: Spell | undefined): Prepared =>
  fitted({ ...source, tested: "fold" }, parts, spell);
