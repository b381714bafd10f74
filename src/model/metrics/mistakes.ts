import { checkNames } from "../../errors.ts";
import { type ClassThreshold, givenClass } from "../decision.ts";
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
  return Array.from({ length: labels.length }, (_, row) =>
    answerOf(row, labels[row]!, probabilities, row * classes, classes),
  );
}

/** The same of one row, whose probabilities begin at `at`. */
export function answerOf(
  row: number,
  label: number,
  probabilities: ArrayLike<number>,
  at: number,
  classes: number,
  by?: ClassThreshold,
): Answer {
  const predicted = givenClass(probabilities, at, classes, by);
  return { row, label, predicted, confidence: probabilities[at + predicted]! };
}

const surestFirst = (a: Answer, b: Answer) => b.confidence - a.confidence || a.row - b.row;

/** The `most` wrong answers that the model was surest of, surest first: where labels are wrong, they stand here. */
export function confidentMistakes(all: readonly Answer[], most = 20): Answer[] {
  return all
    .filter(({ label, predicted }) => label !== predicted)
    .sort(surestFirst)
    .slice(0, most);
}

/** The rows behind each number of the confusion matrix that is not 0, row by row of it, the surest first. */
export function answersByCell(all: readonly Answer[]): Answer[][] {
  const cells: Answer[][] = [];
  for (const answer of [...all].sort(
    (a, b) => a.label - b.label || a.predicted - b.predicted || surestFirst(a, b),
  )) {
    const first = cells.at(-1)?.[0];
    if (first?.label === answer.label && first.predicted === answer.predicted) cells.at(-1)!.push(answer);
    else cells.push([answer]);
  }
  return cells;
}
