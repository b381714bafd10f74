import type { RowName } from "../data/table.ts";
import type { Decision } from "../model/decision.ts";
import type { Effects } from "../model/inspection/effects.ts";
import type { Rate } from "../model/inspection/inspection.ts";
import type { Interactions } from "../model/inspection/interactions.ts";
import type { ReliabilityBin } from "../model/metrics/calibration.ts";
import type { ConfusionCount } from "../model/metrics/confusion.ts";
import type { ClassScores } from "../model/metrics/metrics.ts";
import type { ImportanceSample, MeasuredImportance } from "../model/metrics/modelImportance.ts";
import type { RegressionScores } from "../model/metrics/regression.ts";
import type { RejectScores } from "../model/reject/applyReject.ts";
import type { CurvePanel } from "../plot/charts/curves.ts";

/**
 * What a model is worth, as plain JSON: figures, rows and pictures, but no sentences, which are html.ts's and text.ts's.
 * A figure that these rows cannot give is null.
 */
export type Report = ClassificationReport | RegressionReport;

export type Language = "en" | "ja";

export interface CommonReport {
  readonly title: string;
  /** The language of the pictures' axes, and of the pages unless they are asked for another. */
  readonly lang: Language;
  /** Names and values, in the caller's words and order: source, rows, split, SHA-256. */
  readonly data: ReportFacts;
  /** Layers, optimizer, epochs, seed. */
  readonly model: ReportFacts;
  readonly findings: readonly ReportFinding[];
  /** what the model was asked for, as far as that is known */
  readonly asked: Asked | null;
  readonly importance: FeatureImportances | null;
  /** what the most important columns do to the answers */
  readonly effects: Effects | null;
  /** pairs of columns that importance one by one misses */
  readonly pairs: Interactions | null;
  readonly pictures: readonly ReportPicture[];
}

/** What a model learned, and what it is measured on. */
export interface Asked {
  /** the column that it answers */
  readonly label: string;
  /** how many columns it answers from; none of pictures */
  readonly columns?: number | undefined;
  /** how many rows it learned from */
  readonly learned?: number | undefined;
  /** which rows it is measured on, in the report's language: "held-out rows" */
  readonly measuredOn: string;
}

export type ReportFacts = Readonly<Record<string, string | number>>;

/** Something that the engineer should look at again, as the doctor of train/ says it: one line, with its number. */
export interface ReportFinding {
  readonly kind: string;
  readonly message: string;
}

export interface FeatureImportances {
  /** what drops: accuracy, AUROC of the class that is to be found, or R² */
  readonly score: "accuracy" | "auroc" | "r2";
  readonly baseline: number;
  /** how much of the data was measured */
  readonly sample: ImportanceSample;
  /** the most important first */
  readonly features: readonly { readonly name: string; readonly mean: number; readonly std: number }[];
}

export interface ReportPicture {
  readonly name: PictureName;
  /** its own heading, where several pictures have one name */
  readonly title?: string;
  /** self-contained SVG, as kiso's charts draw it; set into the page as it is */
  readonly svg: string;
}

export type PictureName =
  | "curves"
  | "roc"
  | "precisionRecall"
  | "reliability"
  | "importance"
  | "effects"
  | "predicted"
  | "residuals";

export interface ClassificationReport extends CommonReport {
  readonly kind: "classification";
  readonly classNames: readonly string[];
  /** the class that is to be found, such as NG */
  readonly positive: string | null;
  /** from which probability on a row is given that class; null where the likeliest class is given */
  readonly decision: Decision | null;
  readonly metrics: ClassificationMetrics;
  readonly classes: readonly ClassRow[];
  readonly macro: ClassRow;
  readonly weighted: ClassRow;
  /** confusion[t][p] counts rows of class t taken for class p; null where there are more than 256 classes: then `counts` has all. */
  readonly confusion: readonly (readonly number[])[] | null;
  /** The rows behind each count, the surest first, `mostRowsInCell` at most; null as `confusion`. */
  readonly cells: readonly (readonly (readonly ReportedRow[])[])[] | null;
  /** The counts that are not 0, row by row of the matrix, each with the rows behind it as `cells` has them. */
  readonly counts: readonly ReportedCount[];
  /** The wrong answers that the model was surest of; where a class is to be found, its missed rows first. */
  readonly mistakes: readonly ReportedMistake[];
  readonly reliability: readonly ReliabilityBin[];
  readonly reject: (RejectScores & { readonly reject: number }) | null;
  /** Rows that the model answers "none of these", in the data's order; the first where they are many. */
  readonly turnedAway: readonly (ReportedRow & {
    readonly label: number;
    readonly predicted: number;
    readonly reason: "unknown" | "uncertain";
  })[];
}

export interface ClassificationMetrics {
  readonly rows: number;
  /** what always saying the commonest class of these rows would score */
  readonly baseline: { readonly name: string; readonly accuracy: number };
  /** 見逃し: rows of the positive class that are given another; null without such a class, or rows of it */
  readonly missRate: Rate | null;
  /** 過検出: rows of other classes that are given the positive one */
  readonly falseRejectRate: Rate | null;
  readonly accuracy: number;
  /** 95 %, Wilson */
  readonly accuracyInterval: readonly [low: number, high: number];
  /** the positive class's, else the second class's where there are two; else the plain mean of each class against the rest */
  readonly auroc: number | null;
  readonly averagePrecision: number | null;
  readonly logLoss: number;
  /** expected calibration error */
  readonly ece: number;
}

export interface ReportedCount extends ConfusionCount {
  readonly surest: readonly ReportedRow[];
}

export interface ClassRow extends ClassScores {
  readonly auroc: number | null;
  readonly averagePrecision: number | null;
}

export interface ReportedRow {
  /** the row's number in the user's file, or its name where there are several files */
  readonly row: RowName;
  /** its number as Excel shows it, where the file has lines */
  readonly line?: number | undefined;
  readonly file?: string | undefined;
  readonly confidence: number;
}

export interface ReportedMistake extends ReportedRow, RowPlace {
  /** the row's number among those measured, from 0 */
  readonly index: number;
  readonly label: number;
  readonly predicted: number;
}

/** A row whose number was predicted. */
export interface ReportedMiss extends RowPlace {
  readonly row: RowName;
  /** the row's number among those measured, from 0 */
  readonly index: number;
  readonly truth: number;
  readonly predicted: number;
}

export interface RegressionReport extends CommonReport {
  readonly kind: "regression";
  /** name of the predicted column */
  readonly target: string;
  readonly metrics: RegressionMetrics;
  /** The rows that are furthest off, the furthest first. */
  readonly mistakes: readonly ReportedMiss[];
}

export interface RegressionMetrics extends Omit<RegressionScores, "r2"> {
  readonly rows: number;
  readonly r2: number | null;
  /** 95 %, by the delta method */
  readonly r2Interval: readonly [low: number, high: number] | null;
  /** 95 %, in the unit of the target */
  readonly meanAbsoluteErrorInterval: readonly [low: number, high: number] | null;
  /** what always saying the mean of these rows would score; its R² is 0 */
  readonly baseline: { readonly mean: number; readonly meanAbsoluteError: number };
}

/** Where a row lies in the user's files, and what is in it; what is not known is left out. */
export interface RowPlace {
  /** the row's file, with its sheet */
  readonly file?: string | undefined;
  /** the row's number as Excel shows it: the header has one, too */
  readonly line?: number | undefined;
  /** what it is called by: its cells of the columns that are ids */
  readonly id?: Readonly<Record<string, string>> | undefined;
  /** its values of some columns; empty where the cell is */
  readonly values?: Readonly<Record<string, string | number>> | undefined;
}

/** The place of a row by its number among those measured, from 0, with its values of these columns. */
export type PlaceOf = (index: number, columns: readonly string[]) => RowPlace;

/** What the caller knows beside the measured rows. */
export interface ReportContext {
  readonly title: string;
  readonly lang?: Language;
  readonly data?: ReportFacts;
  readonly model?: ReportFacts;
  readonly findings?: readonly ReportFinding[];
  /** A picture for each panel: loss, accuracy. */
  readonly curves?: readonly CurvePanel[];
  /** As train/metrics/importance.ts measured it; names[i] belongs to importances[i]. */
  readonly importance?: MeasuredImportance;
  readonly asked?: Asked;
  /** as model/inspection/effects.ts found them, of the most important columns */
  readonly effects?: Effects;
  /** as model/inspection/interactions.ts found them */
  readonly pairs?: Interactions;
  /** What the rows are called in the user's file; without names rows count from 1. */
  readonly rowNames?: ArrayLike<RowName>;
  /** Where each row lies, for the lists of mistakes. */
  readonly placeOf?: PlaceOf;
}
