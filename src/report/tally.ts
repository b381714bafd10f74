import type { ClassThreshold } from "../model/decision.ts";
import type { Take } from "../model/evaluator.ts";
import { checkClasses, checkLists } from "../model/metrics/metricInput.ts";
import { rowLoss } from "../model/metrics/metrics.ts";
import { type Answer, answerOf } from "../model/metrics/mistakes.ts";
import { ClassRanking, type OneVsRest } from "../model/metrics/oneVsRest.ts";

/**
 * A classifier's probabilities, (n, classes) row-major; or, where all at once would take too much memory, what hands them out some
 * rows at a time, each time that it is asked.
 */
export type ClassProbabilities = ArrayLike<number> | ((take: Take) => Promise<void>);

/** What a classifier's probabilities come to: memory for the rows, not for rows × classes. */
export interface Tally {
  readonly all: readonly Answer[];
  readonly logLoss: number;
  readonly auroc: OneVsRest;
  readonly averagePrecision: OneVsRest;
}

/** Goes over the probabilities twice. */
export async function tally(
  labels: ArrayLike<number>,
  probabilities: ClassProbabilities,
  classes: number,
  by?: ClassThreshold,
): Promise<Tally> {
  if (typeof probabilities !== "function")
    checkLists("classificationReport", ["labels", labels], ["probabilities", probabilities, classes]);
  checkClasses("classificationReport", classes, { labels });
  const walk = walkOf(probabilities);
  const ranking = new ClassRanking(labels, classes);
  const all: Answer[] = [];
  let loss = 0;
  await walk((some, start) => {
    for (let at = 0, row = start; at < some.length; at += classes, row++) {
      all.push(answerOf(row, labels[row]!, some, at, classes, by));
      loss += rowLoss(labels[row]!, some, at, classes);
    }
    ranking.keep(some, start);
  });
  await walk((some, start) => ranking.count(some, start));
  return { all, logLoss: loss / labels.length, ...ranking.result() };
}

/** The probabilities of some of the classes, each as a column. */
export async function columnsOf(
  probabilities: ClassProbabilities,
  wanted: readonly number[],
  { rows, classes }: { rows: number; classes: number },
): Promise<Float64Array[]> {
  const columns = wanted.map(() => new Float64Array(rows));
  await walkOf(probabilities)((some, start) => {
    for (let at = 0, row = start; at < some.length; at += classes, row++)
      for (const [i, c] of wanted.entries()) columns[i]![row] = some[at + c]!;
  });
  return columns;
}

const walkOf = (probabilities: ClassProbabilities) =>
  typeof probabilities === "function" ? probabilities : async (take: Take) => take(probabilities, 0);
