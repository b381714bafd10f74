import type { RowName } from "../data/table.ts";
import type { Rate, Threshold, ThresholdAim } from "../model/inspection/inspection.ts";
import type { KindScores } from "../model/scores.ts";
import type { Asked, Language, ReportFacts, ReportFinding, RowPlace } from "./report.ts";

/** What a model of distances is worth, as plain JSON, with no sentence in it: words/distances.ts has these. */
export interface DistanceReport {
  readonly kind: "distances";
  readonly title: string;
  readonly lang: Language;
  readonly data: ReportFacts;
  readonly model: ReportFacts;
  readonly findings: readonly ReportFinding[];
  readonly asked: Asked | null;
  readonly rows: number;
  /** the chance that a pair of two classes lies further apart than a pair of one */
  readonly pairsAuroc: number | null;
  /** how it judges parts; null where no class is of good ones */
  readonly judgement: Judgement | null;
  readonly pictures: readonly DistancePicture[];
}

/** How parts are told from good ones, and what came of it. */
export interface Judgement {
  readonly good: string;
  /** good parts that others are compared with */
  readonly references: number;
  readonly aim: ThresholdAim;
  /** the threshold, and what it is expected to do: on parts that chose it */
  readonly chosen: Threshold;
  /** on the measured parts; null where none were held out */
  readonly found: JudgedParts | null;
}

export interface JudgedParts {
  /** what passing every part, or failing every one, would score */
  readonly baseline: { readonly name: "pass" | "fail"; readonly accuracy: number };
  /** 見逃し: parts that are not good and pass */
  readonly missRate: Rate | null;
  /** 過検出: good parts that fail */
  readonly falseRejectRate: Rate | null;
  /** parts that are judged right */
  readonly right: number;
  readonly auroc: number | null;
  /** of each kind of defect, where there are several */
  readonly kinds: readonly KindScores[];
  /** the parts that are judged wrongly: the missed first, each from the furthest off on */
  readonly mistakes: readonly MisjudgedPart[];
}

export interface MisjudgedPart extends RowPlace {
  readonly row: RowName;
  /** the part's number among those measured, from 0 */
  readonly index: number;
  /** its class */
  readonly truth: string;
  readonly verdict: "pass" | "fail";
  readonly distance: number;
  /** the good part that it is most like */
  readonly nearest: string;
}

export interface DistancePicture {
  readonly name: "distances" | "thresholds" | "roc" | "verdicts" | "embeddings" | "curves";
  /** its own heading, where several pictures have one name */
  readonly title?: string;
  readonly svg: string;
}
