/**
 * `kiso/node`: files, the Hugging Face Hub, run folders, and the tasks on them: what `kiso train`, `kiso predict` and the
 * other commands do, as functions.
 */

export type { Unseen } from "./data/columns/unseen.ts";
export { writeTable } from "./data/formats/write.ts";
export type { WriteColumn } from "./data/formats/writeColumn.ts";
export type { WantedImage } from "./data/images/image.ts";
export { type LoadedFiles, type LoadedTables, loadTables } from "./data/load.ts";
export { type DatasetDict, type LoadOptions, loadDataset } from "./data/loadDataset.ts";
export type { SourceTables } from "./data/memory.ts";
export { type PartsOptions, writeParts } from "./data/parts/folder.ts";
export type { SourceOptions } from "./data/sourceOptions.ts";
export type { Drift, DriftChange, DriftedColumn } from "./model/drift/drift.ts";
export { decodeImage, loadModel } from "./model/file/nodeModel.ts";
export type { LightShift } from "./model/inspection/light.ts";
export type { Discordant } from "./model/metrics/paired.ts";
export { writeChart } from "./plot/write.ts";
export type {
  ColumnKind,
  CommonLook,
  LookCategory,
  LookColumn,
  LookComponents,
  LookCopy,
  LookCorrelation,
  LookHistogram,
  LookLabel,
  LookNumbers,
  LookOutliers,
  LookPair,
  LookPictures,
  LookReport,
  LookRow,
  LookTells,
  PictureLook,
  Spread,
  TableLook,
} from "./report/look/lookReport.ts";
export { writeBlobs } from "./tasks/blobs.ts";
export { type Embedded, type EmbedOptions, embed } from "./tasks/embed.ts";
export {
  type AnswerEvaluation,
  type DistanceEvaluation,
  type Evaluated,
  type EvaluateOptions,
  evaluate,
  type RunEvaluation,
} from "./tasks/evaluate.ts";
export type { DistanceScores } from "./tasks/evaluateDistances.ts";
export type { HeatScore } from "./tasks/inspection/heatScore.ts";
export type { JudgedFolder, LotLight } from "./tasks/inspection/lot.ts";
export type { Unread } from "./tasks/inspection/partFiles.ts";
export {
  type JudgedParts,
  type JudgeReport,
  type JudgeRule,
  type JudgeRunOptions,
  judge,
} from "./tasks/judge.ts";
export { type Looked, type LookOptions, look } from "./tasks/look/look.ts";
export { type Matched, type MatchOptions, match } from "./tasks/match.ts";
export type { HeatPicture, PartVerdict } from "./tasks/pages/verdictPictures.ts";
export type {
  DistanceOptions,
  FileOptions,
  KeptOptions,
  LearningOptions,
  RowOptions,
  SessionOptions,
  TrainOptions,
} from "./tasks/plan/options.ts";
export type { Recipe, RecipeName } from "./tasks/plan/recipes.ts";
export type { Effort } from "./tasks/plan/sizes.ts";
export { type PlotOptions, type Plotted, plot } from "./tasks/plot.ts";
export {
  type PredictedRows,
  type Predictions,
  type PredictOptions,
  predict,
  writePredictions,
} from "./tasks/predict.ts";
export { MovedError, type ResumeOptions, resume } from "./tasks/resume.ts";
export {
  type Retrained,
  type RetrainOptions,
  type RetrainReport,
  type RetrainRows,
  retrain,
} from "./tasks/retrain/retrain.ts";
export type { JudgedBy, PositiveMistakes, Verdict as RetrainVerdict } from "./tasks/retrain/verdict.ts";
export type { Place } from "./tasks/rows/files.ts";
export type { ColumnsBeside } from "./tasks/rows/inputColumns.ts";
export type { OnDownload, Tested } from "./tasks/rows/source.ts";
export {
  type ComparedRuns,
  type CompareRunsOptions,
  compareRuns,
  type ListedRuns,
  type ListRunsOptions,
  listRuns,
  type ResultName,
  type RunGroup,
  type RunOrder,
} from "./tasks/runs.ts";
export { crossValidate, train } from "./tasks/train.ts";
export type { Hint } from "./tasks/training/hint.ts";
export type { PartScores } from "./tasks/training/inspect.ts";
export type {
  FindingsReport,
  FoldReport,
  Followed,
  FollowedReport,
  InspectionReport,
  LearnedReport,
  PlanReport,
  ReadReport,
  RejectReport,
  ResultReport,
  RowCounts,
  StoppedReport,
  TrainedReport,
  TrainReport,
  ValidatedReport,
  WorthReport,
  WrittenReport,
} from "./tasks/training/reports.ts";
export type { FittedReject } from "./tasks/training/trainedModel.ts";
export { type Weights, type WeightsOptions, weights } from "./tasks/weights.ts";
export type { Finding, FindingFacts, FindingKind, IdleUnits, Remedy } from "./train/doctor/finding.ts";
export type { ComparedBy, Comparison } from "./train/doctor/paired.ts";
export type { Update, Watch, Way } from "./train/doctor/watch.ts";
export type { EpochHistory } from "./train/run/history.ts";
export type { Metric } from "./train/run/metric.ts";
export type { JudgedFigure, RunResult } from "./train/run/result.ts";
export { createRun, type Run, resumeRun } from "./train/run/run.ts";
export type { RunList, RunSummary } from "./train/run/runSummary.ts";
export type {
  CrossValidated,
  FoldFigures,
  FoundFigures,
  FoundInFolds,
  RegressionFigures,
} from "./train/run/validated.ts";
