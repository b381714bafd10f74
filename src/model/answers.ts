import { type ClassThreshold, givenClass } from "./decision.ts";
import type { RejectReason } from "./reject/applyReject.ts";
import type { Remarks } from "./rows/remarks.ts";

/** What a model says of one row. */
export type Answer = ClassAnswer | NumberAnswer;

/** A classifier's answer. */
export interface ClassAnswer extends Remarks {
  /** the likeliest class, or where the model has a `decision` what its threshold says; null where the row is none of the classes */
  label: string | null;
  /** of that class; where there is none, of the likeliest */
  probability: number;
  /** of each class, in the order of the model's `classNames` */
  probabilities: number[];
  /** of a model that may answer "none of these": why it does, null where it does not */
  reason?: RejectReason;
  value?: undefined;
}

/** A regression's answer. */
export interface NumberAnswer extends Remarks {
  /** in the unit of the label that the model learned */
  value: number;
  label?: undefined;
  probability?: undefined;
  probabilities?: undefined;
  reason?: undefined;
}

/** The same of all rows, as columns: what many rows take less memory as. */
export type Answers = ClassAnswers | NumberAnswers;

export interface ClassAnswers {
  readonly kind: "classes";
  readonly rows: number;
  readonly classNames: readonly string[];
  /** null where the row is none of the classes */
  readonly labels: readonly (string | null)[];
  /** (rows, classes), row-major */
  readonly probabilities: Float64Array;
  /** of the class that each row is given */
  readonly probability: Float64Array;
  /** of a model that may answer "none of these" */
  readonly reasons: readonly RejectReason[] | undefined;
}

export interface NumberAnswers {
  readonly kind: "numbers";
  readonly rows: number;
  readonly values: Float64Array;
}

/** Answers of p(class | row), (rows, classes) row-major: the likeliest class, or what a threshold says. */
export function classAnswers(
  probabilities: Float64Array,
  classNames: readonly string[],
  reasons: readonly RejectReason[] | undefined,
  by?: ClassThreshold,
): ClassAnswers {
  const k = classNames.length;
  const rows = probabilities.length / k;
  const best = Int32Array.from(
    { length: rows },
    (_, row) => row * k + givenClass(probabilities, row * k, k, by),
  );
  return {
    kind: "classes",
    rows,
    classNames,
    labels: Array.from(best, (at, row) => (reasons?.[row] ? null : classNames[at - row * k]!)),
    probabilities,
    probability: Float64Array.from(best, (at) => probabilities[at]!),
    reasons,
  };
}

/** The answer to one row of many. */
export function answerAt(answers: Answers, row: number): Answer {
  if (answers.kind === "numbers") return { value: answers.values[row]! };
  const { labels, probabilities, probability, classNames, reasons } = answers;
  const k = classNames.length;
  const answer: ClassAnswer = {
    label: labels[row]!,
    probability: probability[row]!,
    probabilities: Array.from(probabilities.subarray(row * k, (row + 1) * k)),
  };
  if (reasons) answer.reason = reasons[row]!;
  return answer;
}
