import { argMax } from "../../data/numbers/numbers.ts";
import { checkNames } from "../../errors.ts";
import type { ClassOptions } from "./metrics.ts";

/** A row, what it is and what it was taken for. */
export interface Answer {
  /** index of the row among those measured, from 0 */
  readonly row: number;
  readonly label: number;
  readonly predicted: number;
  /** the probability of the predicted class */
  readonly confidence: number;
}

/** What each row was taken for, from probabilities (n, classes) row-major. */
export function answers(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: ClassOptions,
): Answer[] {
  checkNames("answers", options, ["classes"]);
  const { classes } = options;
  return Array.from({ length: labels.length }, (_, row) => {
    const p = Array.from({ length: classes }, (_, c) => probabilities[row * classes + c]!);
    const predicted = argMax(p);
    return { row, label: labels[row]!, predicted, confidence: p[predicted]! };
  });
}

const surestFirst = (a: Answer, b: Answer) => b.confidence - a.confidence || a.row - b.row;

/** The `most` wrong answers that the model was surest of, surest first: where labels are wrong, they stand here. */
export function confidentMistakes(all: readonly Answer[], most = 20): Answer[] {
  return all
    .filter(({ label, predicted }) => label !== predicted)
    .sort(surestFirst)
    .slice(0, most);
}

/** cells[t][p]: the rows behind each number of the confusion matrix, the surest first. */
export function answersByCell(all: readonly Answer[], classes: number): Answer[][][] {
  const cells = Array.from({ length: classes }, () => Array.from({ length: classes }, (): Answer[] => []));
  for (const answer of all) cells[answer.label]![answer.predicted]!.push(answer);
  for (const cell of cells.flat()) cell.sort(surestFirst);
  return cells;
}
