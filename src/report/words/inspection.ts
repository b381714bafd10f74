import type { Inspection, Rate, Threshold, ThresholdAim } from "../../model/inspection/inspection.ts";
import type { KindScores } from "../../model/scores.ts";

// How a threshold of distances is said, in English: on the screen, in a run's README.

/** "0 of 10 defects pass (95% interval 0.0% to 27.8%), 2 of 50 good parts fail (…)" */
export function thresholdInWords({ missRate, falseRejectRate }: Threshold): string {
  return [
    missRate ? rateInWords(missRate, "defects pass") : "no defect is known",
    falseRejectRate ? rateInWords(falseRejectRate, "good parts fail") : "no good part is known",
  ].join(", ");
}

const rateInWords = ({ wrong, of, interval: [low, high] }: Rate, what: string): string =>
  `${wrong} of ${of} ${what} (95% interval ${(100 * low).toFixed(1)}% to ${(100 * high).toFixed(1)}%)`;

/** Each kind of defect on a line: "dent: 5 of 6 fail (AUROC 0.983)" */
export const kindsInWords = (kinds: readonly KindScores[] | undefined): string[] =>
  (kinds ?? []).map(
    ({ kind, parts, failed, auroc }) =>
      `${kind}: ${failed} of ${parts} fail${auroc === undefined ? "" : ` (AUROC ${auroc.toFixed(3)})`}`,
  );

/** What a threshold cannot promise, a sentence each. */
export function thresholdCaveats({ aim, known, basis }: Inspection): string[] {
  const n = known.good.length;
  if (basis === "references")
    return [
      `no good part was held back: the threshold is chosen by how far the ${n} references, which were learned from, are from each other; parts to come may lie further`,
    ];
  if (aim.name !== "falseReject" || (n + 1) * aim.rate >= 1) return [];
  return [
    `${n} good ${n === 1 ? "part" : "parts"} cannot show so small a share as ${percentOf(aim.rate)}, which takes ${Math.ceil(1 / aim.rate) - 1}: of good parts to come about ${percentOf(Number((1 / (n + 1)).toFixed(3)))} will fail`,
  ];
}

/** What a threshold was chosen for: "no defect passed" */
export function aimInWords(aim: ThresholdAim): string {
  switch (aim.name) {
    case "recall":
      return aim.recall === 1
        ? "no defect passed"
        : `at least ${percentOf(aim.recall)} of the defects caught`;
    case "falseReject":
      return `at most ${percentOf(aim.rate)} of the good parts failed`;
    case "cost":
      return `least cost, a miss ${aim.missCost} and a false reject ${aim.falseRejectCost}`;
    case "f1":
      return "highest F1 of the defects";
    case "fixed":
      return "as given";
  }
}

const percentOf = (share: number): string => `${Number((100 * share).toFixed(3))}%`;
