import type { SkippedRow } from "../../data/skippedRows.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Spell } from "../../errors.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import type { Embedder } from "../../model/inspection/embedder.ts";
import type { ModelData } from "../../model/modelData.ts";
import type { Language, Report } from "../../report/report.ts";
import type { Finding, Remedy } from "../../train/doctor/finding.ts";
import type { Way } from "../../train/doctor/watch.ts";
import type { Checkpoint } from "../../train/fit/checkpoint.ts";
import type { Experiment } from "../../train/run/experiment.ts";
import type { EpochHistory } from "../../train/run/history.ts";
import type { Metric } from "../../train/run/metric.ts";
import type { Run } from "../../train/run/run.ts";
import type { CrossValidated, RegressionFigures } from "../../train/run/validated.ts";
import type { TrainOptions } from "../plan/options.ts";
import { ofTraining } from "../plan/plan.ts";
import type { Prepared, RowReader, ScaledSamples } from "../rows/prepare.ts";
import type { Reported } from "./figures.ts";
import type { Hint } from "./hint.ts";
import type { Inspected } from "./inspect.ts";
import type { Followed, FollowedReport, TrainReport } from "./reports.ts";

/** What a training takes from the place where it runs: who reads its rows, and what keeps it. */
export interface Door {
  /** Throws where this door cannot read what is asked for. */
  reader(options: TrainOptions): RowReader;
  /** Checks that a run can be kept where it is asked for, and returns what makes its folder. */
  keeper?(
    options: TrainOptions,
  ): ((experiment: Experiment, asked: Pick<Session, "validated" | "stated">) => Promise<Kept>) | undefined;
  /** Loads what follows the result: a command line has said it by then. */
  finish(): Promise<Finish>;
  /** Loads what follows the doctor's advice, where this door can. */
  follow?(): Promise<Follow>;
}

/** Tries the doctor's advice before a training; nothing where it was stopped. */
export type Follow = (
  door: Door,
  options: TrainOptions,
) => AsyncGenerator<FollowedReport, Won | undefined, void>;

/** The settings that were better than those that were asked for, and all that was tried. */
export interface Won {
  settings: Remedy;
  followed: readonly Followed[];
}

/** A training: what it is made of, and what it is told. */
export interface Session {
  prepared: Prepared;
  experiment: Experiment;
  engine: Engine;
  finish: Door["finish"];
  /** what keeps it; nothing is written when left out */
  kept?: Kept;
  /** of the report */
  lang: Language;
  /** how remarks and the report spell settings */
  spell?: Spell | undefined;
  signal?: AbortSignal;
  /** where the settings were cross-validated before */
  validated?: CrossValidated;
  /** settings of the training that were asked for, by name */
  stated?: readonly string[] | undefined;
  /** what was tried before, where the doctor's advice is followed */
  followed?: readonly Followed[] | undefined;
}

/** A run's folder, and what writes into it for people when the training is over. */
export interface Kept {
  run: Run;
  /** lists the rows that were set aside */
  skipped?(rows: readonly SkippedRow[]): Promise<void>;
  pages: RunPages;
}

export interface RunPages {
  /** pictures, report and README of a model that answers; returns the whole report */
  answers(ended: Ended, run: Run, made: MadeAnswers): Promise<Report>;
  /** pictures and README of a model of distances */
  distances(ended: Ended, run: Run, made: MadeDistances): Promise<void>;
}

export interface MadeAnswers {
  model: ModelData;
  reported: Reported;
  figures: Report;
}

export interface MadeDistances {
  model: ModelData;
  embedder: Embedder;
  inspected: Inspected | undefined;
}

/** What was learned. */
export interface Trained {
  /** the epoch whose parameters these are, and what was measured after it */
  metric: Metric;
  /** of every epoch, those of earlier sessions too */
  history: EpochHistory;
  parameters: Tensors;
  /** of all optimisation steps */
  seconds: number;
  /** epochs that were trained, where the validation loss ended it before its time */
  stoppedAt?: number;
  /** noted in the run, but not kept yet where this session made it */
  last: Checkpoint;
  /** for the doctor */
  way: Way;
}

/** A training whose result is known. */
export interface Learned extends Session {
  samples: ScaledSamples;
  trained: Trained;
  model: ModelData;
  /** of a regression, in the unit of its label */
  regression?: RegressionFigures;
}

/** The same, looked at by the doctor. */
export interface Ended extends Learned {
  findings: readonly Finding[];
  hint?: Hint | undefined;
}

/** What follows when the result is known. */
export type Finish = (learned: Learned) => AsyncGenerator<TrainReport, void, void>;

/** The settings of a training that are asked for, by name; nothing where none is. */
export function statedIn(options: TrainOptions): readonly string[] | undefined {
  const stated = ofTraining.filter((name) => options[name] !== undefined);
  return stated.length > 0 ? stated : undefined;
}

/** What is read; nothing where the reading was aborted, as while it waited for the Hub. */
export const unlessAborted = <T>(
  reading: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | undefined> =>
  reading.catch((error) => {
    if (signal?.aborted && error === signal.reason) return undefined;
    throw error;
  });
