import type { Encoder } from "../../data/columns/encoding.ts";
import type { ImageSpec } from "../../data/images/image.ts";
import type { UnreadFile } from "../../data/listing/walk.ts";
import type { SkippedRow } from "../../data/skippedRows.ts";
import type { Inspection, Rate } from "../../model/inspection/inspection.ts";
import type { Model } from "../../model/model.ts";
import type { Report } from "../../report/report.ts";
import type { Finding, FindingKind, Remedy } from "../../train/doctor/finding.ts";
import type { Comparison } from "../../train/doctor/paired.ts";
import type { DataSpec, Experiment } from "../../train/run/experiment.ts";
import type { Metric } from "../../train/run/metric.ts";
import type { Run } from "../../train/run/run.ts";
import type { CrossValidated, FoldFigures, RegressionFigures } from "../../train/run/validated.ts";
import { type Prepared, trainingRows } from "../rows/prepare.ts";
import type { Tested } from "../rows/source.ts";
import type { Hint } from "./hint.ts";
import type { PartScores } from "./inspect.ts";
import type { FittedReject } from "./trainedModel.ts";

// What a training reports, in the order in which it happens. Each is plain data, its `kind` says what.

/** How many rows there are of each part. */
export interface RowCounts {
  train: number;
  test: number;
  /** none where nothing validates */
  validation?: number;
}

/** The data was read, and what became of its columns. */
export interface ReadReport {
  kind: "read";
  data: DataSpec;
  rows: RowCounts;
  /** where the rows came from that the result is of */
  tested: Tested;
  /** the column that is learned, and a word on why it and no other */
  label: string;
  labelWhy: string;
  features: number;
  classNames: readonly string[];
  /** how images became rows, where the rows are images */
  image?: ImageSpec;
  /** what made features of the columns */
  encoder: Encoder;
  /** remarks on the rows, a line each */
  notes: readonly string[];
  /** the files of a folder or a repository that were not read, each with the reason */
  unread: readonly UnreadFile[];
  /** the rows that were set aside, since they hold mistakes: `onError: "skip"` */
  skipped: readonly SkippedRow[];
}

/** What is going to be trained. */
export interface PlanReport {
  kind: "plan";
  experiment: Experiment;
  /** a sentence for each size that was fitted to the data */
  rules: readonly string[];
  /** where it is trained so many times, to cross-validate its settings */
  folds?: number;
  /** where the rows do not lie in memory: how many there are, are in memory at a time, and the loss is measured on */
  streamed?: { rows: number; inMemory: number; measured: number };
  /** the run's folder, where there is one */
  run?: string;
  /** where it goes on from; `passedOver` says what was found not to be whole on the way there */
  resumed?: { from?: { epochs: number; step: number }; passedOver: readonly string[] };
}

/** After each epoch: what was measured, as a line of metrics.jsonl. */
export type LearnedReport = { kind: "epoch" } & Metric;

/** The training was aborted. A run's folder goes on from here. */
export interface StoppedReport {
  kind: "stopped";
  run?: string;
}

/** Rows of the class that is to be found, and how many of them are given another. */
export interface Missed extends Pick<Rate, "wrong" | "of"> {
  positive: string;
}

/** What was reached, as soon as it is known. */
export interface ResultReport {
  kind: "result";
  /** the epoch whose parameters the model has, and what was measured after it */
  metric: Metric;
  /** of a regression, in the unit of its label */
  regression?: RegressionFigures;
  /** of a classifier that looks for a class: how many rows of it are missed */
  missed?: Missed;
  /** the rows that it was measured on */
  rows: number;
  /** of distances: how many made-up defects stood beside them */
  madeUp?: number;
  tested: Tested;
  data: DataSpec;
  /** how many of the training rows the loss was measured on, where not on all */
  measured?: number;
  /** of all optimisation steps */
  seconds: number;
  /** epochs that were asked for, and how many without a lower validation loss ended it */
  epochs: number;
  patience?: number;
  /** epochs that were trained, where the validation loss ended it before its time */
  stoppedAt?: number;
}

/** What is wrong with the training, and whether it ended too early. */
export interface FindingsReport {
  kind: "findings";
  findings: readonly Finding[];
  hint?: Hint;
  /** whether `follow` would try some of the advice */
  followable?: boolean;
}

/** A piece of the doctor's advice that was tried, or a finding that no setting mends. */
export interface Followed {
  why: FindingKind | "still falling";
  /** the settings that were tried */
  remedy?: Remedy;
  /** on the rows that were held out in turn; nothing where the training broke down, or the rows are too few */
  compared?: Comparison | undefined;
  /** whether the training that follows has these settings */
  kept: boolean;
  /** what no setting mends */
  finding?: Finding | undefined;
}

/** Advice was tried before the training begins; nothing where the doctor had none. */
export interface FollowedReport {
  kind: "followed";
  followed?: Followed | undefined;
}

/** The model may answer "none of these". */
export type RejectReport = { kind: "reject" } & FittedReject;

/** How the model judges parts; without an inspection where no class is of good parts. */
export interface InspectionReport {
  kind: "inspection";
  inspection?: Inspection;
  /** on the test rows, where there are any */
  judged?: PartScores;
  /** the rows that it was measured on */
  rows: number;
  tested: Tested;
  data: DataSpec;
  classNames: readonly string[];
}

/** What the model is worth. */
export interface WorthReport {
  kind: "report";
  report: Report;
}

/** All is in the run's folder. */
export interface WrittenReport {
  kind: "written";
  run: string;
  files: readonly string[];
  model: Model;
  data: DataSpec;
  /** with what matters most, which was found since the figures were said */
  report?: Report;
}

/** A fold was trained and tested. */
export type FoldReport = { kind: "fold"; fold: number; of: number } & FoldFigures;

/** All folds were. */
export type ValidatedReport = { kind: "folds" } & CrossValidated;

/** The training is over: all that came of it. */
export interface TrainedReport {
  kind: "trained";
  model: Model;
  experiment: Experiment;
  /** the epoch whose parameters the model has, and what was measured after it */
  metric: Metric;
  /** of every epoch */
  metrics: readonly Metric[];
  seconds: number;
  stoppedAt?: number;
  rows: RowCounts;
  regression?: RegressionFigures;
  findings: readonly Finding[];
  /** of a model that answers with a class or a number; with a run's folder, with what each feature weighs too */
  report?: Report;
  /** of a model of distances */
  judged?: PartScores;
  /** where the settings were cross-validated before */
  validated?: CrossValidated;
  /** where the doctor's advice was followed: all that was tried, in that order */
  followed?: readonly Followed[] | undefined;
  run?: string;
}

export type TrainReport =
  | FollowedReport
  | ReadReport
  | FoldReport
  | ValidatedReport
  | PlanReport
  | LearnedReport
  | StoppedReport
  | ResultReport
  | FindingsReport
  | RejectReport
  | InspectionReport
  | WorthReport
  | WrittenReport
  | TrainedReport;

export const readReport = (prepared: Prepared): ReadReport => ({
  kind: "read",
  data: prepared.data,
  rows: rowCounts(prepared),
  tested: prepared.tested,
  label: prepared.label,
  labelWhy: prepared.labelWhy,
  features: prepared.train.nFeatures,
  classNames: prepared.train.classNames,
  image: prepared.train.image,
  encoder: prepared.encoder,
  notes: prepared.notes,
  unread: prepared.unread ?? [],
  skipped: prepared.skipped ?? [],
});

export const rowCounts = (prepared: Prepared): RowCounts => ({
  train: trainingRows(prepared),
  test: prepared.test?.nSamples ?? 0,
  validation: prepared.validation?.nSamples,
});

export function planReport(
  { data, train, streamed }: Prepared,
  experiment: Experiment,
  run: Run | undefined,
  rules: readonly string[],
): PlanReport {
  const { batch } = experiment.training;
  const whole = (buffer: number) => Math.max(1, Math.floor(buffer / batch)) * batch;
  return {
    kind: "plan",
    experiment,
    rules,
    streamed: streamed && {
      rows: streamed.rows,
      inMemory: Math.min(whole(data.stream!.buffer), streamed.rows),
      measured: train.nSamples,
    },
    run: run?.folder,
    resumed: run && resumedFrom(run),
  };
}

export const resultReport = (
  { tested, data, train, streamed }: Prepared,
  { training: { epochs, patience } }: Experiment,
  { metric, seconds, stoppedAt }: Pick<TrainedReport, "metric" | "seconds" | "stoppedAt">,
  of: Pick<ResultReport, "rows" | "madeUp" | "regression" | "missed">,
): ResultReport => ({
  kind: "result",
  metric,
  ...of,
  tested,
  data,
  measured: streamed && train.nSamples,
  seconds,
  epochs,
  patience,
  stoppedAt,
});

/** Nothing of a run that begins. */
function resumedFrom({ from, passedOver }: Run): PlanReport["resumed"] {
  if (from === undefined && passedOver.length === 0) return undefined;
  return { from: from && { epochs: from.epochs, step: from.step }, passedOver };
}
