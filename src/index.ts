/**
 * The core: what runs alike in Node, Bun, Deno, a page and a Worker. It imports no `node:` module and no numpy-ts. Files,
 * the Hub and run folders are in `kiso/node`, NumPy's arrays in `kiso/numpy`, charts in `kiso/plot`, reports in
 * `kiso/report`.
 */

export type { Calendar, DateOrder, DayDigits } from "./data/columns/cells/dates/dates.ts";
export type { ColonUnit } from "./data/columns/cells/dates/durations.ts";
export type { Dress } from "./data/columns/cells/dress.ts";
export type { Decimal } from "./data/columns/cells/numerals.ts";
export type { Judging, Mark as DecimalMark } from "./data/columns/cells/seenTexts.ts";
export type { SeenColumn } from "./data/columns/columnKinds.ts";
export {
  type EncoderOptions,
  encodedNames,
  encodeRows as encode,
  fitEncoder,
} from "./data/columns/encoder.ts";
export type { DatePart, EncodedColumn, Encoder, Judgement, LeftOut } from "./data/columns/encoding.ts";
export type { Gaps } from "./data/columns/gaps.ts";
export type { MissingRule } from "./data/columns/missing.ts";
export type { RawCell, RowRecord } from "./data/columns/records.ts";
export { type BlobsOptions, type DrawnBlobs, drawBlobs } from "./data/drawBlobs.ts";
export { readCsv } from "./data/formats/csv/csv.ts";
export {
  type Augment,
  type AugmenterOptions,
  type AugmentSpec,
  augmenter,
  type ImageRows,
} from "./data/images/augment.ts";
export { imageRow } from "./data/images/browserImage.ts";
export type { ImageFile } from "./data/images/decode.ts";
export type { ImageSpec, PixelRow } from "./data/images/image.ts";
export type { Pixels } from "./data/images/pixels/pixels.ts";
export type { UnreadFile } from "./data/listing/walk.ts";
export type { DataInMemory, PartsInMemory, RowsInMemory } from "./data/memory.ts";
export type { ArrayWithShape } from "./data/numbers/numbers.ts";
export { type PrincipalAxes, principalAxes, project } from "./data/numbers/pca.ts";
export type { Range as ColumnRange } from "./data/numbers/tails.ts";
export type { FlangeDefect as DefectKind } from "./data/parts/kinds/flange/defects.ts";
export type { PartKind } from "./data/parts/kinds/kinds.ts";
export { type Box, drawPart, type Part, type PartOptions } from "./data/parts/parts.ts";
export type { ColumnRoles, FileReading, HowToRead, OnProgress } from "./data/reading.ts";
export type { Task } from "./data/rows/chooseLabel.ts";
export {
  type Fold,
  type FoldOptions,
  kFold,
  type StratifiedFoldOptions,
  stratifiedKFold,
} from "./data/rows/folds.ts";
export type { Labelled, LabelledParts } from "./data/rows/labelledRows.ts";
export { LabelledRows, type Matrix } from "./data/rows/labelledRows.ts";
export {
  fitScaler,
  type Scaler,
  type ScalerKind,
  type ScalerOptions,
  scaleRows as applyScaler,
} from "./data/rows/scale.ts";
export { type Divisible, type SplitOptions, type TrainTest, trainTestSplit } from "./data/rows/split.ts";
export { type ToRowsOptions, toRows } from "./data/rows/toRows.ts";
export type { SkippedRow } from "./data/skippedRows.ts";
export {
  type BadLine,
  type ClassNames,
  type Column,
  type Gap,
  type Numbers,
  type Part as TablePart,
  type Region,
  type RowName,
  Table,
  type TableTraits,
} from "./data/table.ts";
export type { CompileOptions, Engine, EngineName, Program } from "./engine/engine.ts";
export { loadEngine } from "./engine/load.ts";
export { SettingError, type Spell, UserError } from "./errors.ts";
export type { Index } from "./graph/cells.ts";
export { customGradient } from "./graph/customGradient.ts";
export type { Call, Cell, Formula, Operation } from "./graph/formula.ts";
export { gradient } from "./graph/gradient.ts";
export { type Explanation, explain } from "./graph/inspection/explain.ts";
export type { Beside, InspectedValue, Inspection } from "./graph/inspection/inspection.ts";
export type {
  EngineNumbers,
  Inspected,
  Numbers as InspectedNumbers,
} from "./graph/inspection/inspectionText.ts";
export type { NamedValue, Phase } from "./graph/inspection/names.ts";
export type { Statistics } from "./graph/inspection/statistics.ts";
export type { CallTerm, CellTerm, NumberTerm, Term } from "./graph/inspection/terms.ts";
export { op } from "./graph/namespace.ts";
export type { Axes, Operand } from "./graph/ops.ts";
export { type MermaidOptions, mermaid, printGraph } from "./graph/print.ts";
export type {
  ConstantData,
  CustomRule,
  Dtype,
  FloatDtype,
  Graph,
  None,
  OpAttributes,
  OpName,
  Pair,
  Shape,
  Value,
  Windows,
} from "./graph/value.ts";
export type {
  Answer,
  Answers,
  ClassAnswer,
  ClassAnswers,
  NumberAnswer,
  NumberAnswers,
} from "./model/answers.ts";
export type { ClassAim, Decision, ExpectedCost, KnownScores } from "./model/decision.ts";
export type { RowsSketch, SketchedColumn } from "./model/drift/sketch.ts";
export { Evaluator, type Measured, type Scores, type Take, type Trained } from "./model/evaluator.ts";
export type { ModelCard } from "./model/file/card.ts";
export {
  decodeSafetensors,
  encodeSafetensors,
  type SafetensorsFile,
  type StoredTensor,
  type Tensors,
} from "./model/file/safetensors.ts";
export type { ModelSource } from "./model/file/source.ts";
export {
  aurocOf,
  type Distance,
  distanceOf,
  type Embeddings,
  euclidean,
  type PairDistances,
  type PairOptions,
  pairDistances,
} from "./model/inspection/distance.ts";
export {
  type CategoryEffect,
  type ColumnEffect,
  type EffectCurve,
  type Effects,
  type EffectsOptions,
  type EffectTurn,
  effects,
  type NumberEffect,
} from "./model/inspection/effects.ts";
export { Embedder } from "./model/inspection/embedder.ts";
export type {
  Inspection as InspectionCard,
  KnownDistances,
  Rate,
  References,
  Threshold,
  ThresholdAim,
} from "./model/inspection/inspection.ts";
export {
  type ColumnPair,
  type InteractionOptions,
  type Interactions,
  modelInteractions,
} from "./model/inspection/interactions.ts";
export type { Heat, Verdict } from "./model/inspection/judge.ts";
export type { Light } from "./model/inspection/light.ts";
export {
  type InspectorOptions,
  type Likeness,
  likeness,
  likenessOfReferences,
  match,
  passes,
} from "./model/inspection/likeness.ts";
export {
  meanRow,
  type OcclusionMap,
  type OcclusionOptions,
  occlusionMap,
} from "./model/inspection/occlusion.ts";
export { chooseThreshold, ratesAt } from "./model/inspection/threshold.ts";
export {
  expectedCalibrationError,
  type ReliabilityBin,
  type ReliabilityOptions,
  reliability,
} from "./model/metrics/calibration.ts";
export type { ConfusionCount } from "./model/metrics/confusion.ts";
export {
  type Importance,
  type ImportanceOptions,
  permutationImportance,
} from "./model/metrics/importance.ts";
export {
  accuracy,
  type ClassOptions,
  type ClassScores,
  classScores,
  confusionMatrix,
  logLoss,
  wilsonInterval,
} from "./model/metrics/metrics.ts";
export { type Answer as RowAnswer, answers } from "./model/metrics/mistakes.ts";
export {
  type ImportanceSample,
  type MeasuredImportance,
  type ModelImportanceOptions,
  modelImportance,
} from "./model/metrics/modelImportance.ts";
export {
  averagePrecision,
  type PrecisionRecallCurve,
  precisionRecallCurve,
  type RocCurve,
  rocAuc,
  rocCurve,
} from "./model/metrics/ranking.ts";
export { type RegressionScores, regressionScores } from "./model/metrics/regression.ts";
export { type JudgeOptions, Model, type ModelOptions, type RawRow } from "./model/model.ts";
export type { ModelData } from "./model/modelData.ts";
export {
  type ApplyRejectOptions,
  applyReject,
  type RejectReason,
  type RejectScores,
  rejectScores,
} from "./model/reject/applyReject.ts";
export { type Classifier, type RejectReasonsOptions, rejectReasons } from "./model/reject/rejectReasons.ts";
export type { ModelReject, RejectRule, RejectSpace } from "./model/reject/rejectRule.ts";
export type { GivenImage, GivenPixels, ImageDecoder } from "./model/rows/imageRows.ts";
export type { RawRows } from "./model/rows/rawRows.ts";
export type { Remarks } from "./model/rows/remarks.ts";
export { type LabelledArrays, type SampleOptions, type Samples, toSamples } from "./model/samples.ts";
export type {
  ClassEvaluation,
  Evaluation,
  KindScores,
  NumberEvaluation,
  PartEvaluation,
} from "./model/scores.ts";
export type { NestedNumbers, TensorLike, TypedArray } from "./nn/functions/arguments.ts";
export { type CheckGradientsOptions, checkGradients } from "./nn/functions/checkGradients.ts";
export type { CompiledLoss, GradientOptions, GradientsBy, Like, Wrt } from "./nn/functions/derivatives.ts";
export {
  compile,
  functionsOn,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  useEngine,
  valueAndGrad,
  vjp,
} from "./nn/functions/eager.ts";
export type { Compiled, Fed, FunctionOptions, Result, Trees } from "./nn/functions/functions.ts";
export type { Mapped } from "./nn/functions/tree.ts";
export type { Kept, LeafOf, LikeTree, Moved, ScalarOf } from "./nn/functions/treeForms.ts";
export { type InspectOptions, inspect } from "./nn/inspect.ts";
export { activations } from "./nn/layers/activations.ts";
export {
  averagePool2d,
  type BatchNormOptions,
  batchNorm,
  conv2d,
  type Extent,
  flatten,
  globalAveragePool,
  images,
  maxPool2d,
  type WindowOptions,
} from "./nn/layers/images.ts";
export { type InitializeOptions, initialize, type Tensor } from "./nn/layers/initialize.ts";
export {
  type Draw,
  type Initializer,
  type InitializerName,
  initializers,
  type OwnInitializer,
} from "./nn/layers/initializers.ts";
export {
  activation,
  dense,
  dropout,
  type Layer,
  type Mode,
  type ParameterSpec,
  type Parameters,
  sequential,
  unitLength,
  type WeightOptions,
} from "./nn/layers/layers.ts";
export type { Look, Looks } from "./nn/layers/members.ts";
export {
  type BackgroundSpec,
  buildNetwork,
  type ConvolutionSpec,
  type ImageSize,
  type LayerNetwork,
  layerNetwork,
  type Network,
  type NetworkSpec,
  type PoolName,
  type ViewsSpec,
} from "./nn/layers/network.ts";
export {
  type AttentionOptions,
  attention,
  causalMask,
  embedding,
  gru,
  type InitialOptions,
  type LayerNormOptions,
  lastStep,
  layerNorm,
  multiHeadAttention,
  residual,
} from "./nn/layers/sequences.ts";
export {
  type CrossEntropyOptions,
  type HuberOptions,
  type LossName,
  type LossOptions,
  losses,
  type Reduction,
} from "./nn/losses/losses.ts";
export {
  contrastive,
  type MetricOptions,
  type Mining,
  type TripletOptions,
  triplet,
  verification,
  verificationHead,
} from "./nn/losses/metricLosses.ts";
export type {
  EmbeddingObjective,
  Loss,
  LossFunction,
  Objective,
  ObjectiveOptions,
} from "./nn/losses/objectives.ts";
export {
  type LoopSettings,
  type OptimizerSettings,
  type OptimizerState,
  optimizer,
  type StepRate,
  type TreeOptimizer,
  type TreeStep,
} from "./nn/training/optimizerOnTrees.ts";
export {
  type AdamSettings,
  clipByGlobalNorm,
  type Optimizer,
  type OptimizerFunction,
  type OptimizerLike,
  type OptimizerName,
  type OptimizerSpec,
  optimizers,
  type RmspropSettings,
  type Step,
  type Stepped,
  type Values,
} from "./nn/training/optimizers.ts";
export * as schedules from "./nn/training/schedules.ts";
export {
  type Before,
  type EvaluationPlan,
  evaluationGraph,
  type InitialPlan,
  initialState,
  type LossPlan,
  lossGraph,
  parametersOf,
  type StepPlan,
  type TrainingPlan,
  trainingGraph,
  trainingStep,
} from "./nn/training/training.ts";
export type {
  Asked,
  ClassificationMetrics,
  ClassificationReport,
  ClassRow,
  CommonReport,
  FeatureImportances,
  Language,
  PictureName,
  PlaceOf,
  RegressionMetrics,
  RegressionReport,
  Report,
  ReportedCount,
  ReportedMiss,
  ReportedMistake,
  ReportedRow,
  ReportFacts,
  ReportFinding,
  ReportPicture,
  RowPlace,
} from "./report/report.ts";
export type {
  DistanceOptions,
  LearningOptions,
  RowOptions,
  RowTrainOptions,
  SessionOptions,
} from "./tasks/plan/options.ts";
export type { Recipe, RecipeName } from "./tasks/plan/recipes.ts";
export type { Effort } from "./tasks/plan/sizes.ts";
export type { Tested } from "./tasks/rows/source.ts";
export type { Hint } from "./tasks/training/hint.ts";
export type { PartScores } from "./tasks/training/inspect.ts";
export type {
  FindingsReport,
  FoldReport,
  Followed,
  FollowedReport,
  InspectionReport,
  LearnedReport,
  Missed,
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
export { crossValidate, train } from "./tasks/trainRows.ts";
export { type Chosen, chooseDecision } from "./train/decision/chooseDecision.ts";
export type { Finding, FindingFacts, FindingKind, IdleUnits, Remedy } from "./train/doctor/finding.ts";
export type { ComparedBy, Comparison } from "./train/doctor/paired.ts";
export {
  type AnyLabel,
  type ClassifierToModelOptions,
  type Labels as EstimatorLabels,
  MLPClassifier,
  MLPRegressor,
  type Perceptron,
  type PerceptronSettings,
  type Probabilities,
  type RegressorToModelOptions,
  type Rows as EstimatorRows,
  type ToModelOptions,
  type Value as EstimatorValue,
} from "./train/estimators/estimators.ts";
export { BreakdownError } from "./train/fit/breakdown.ts";
export type { Best, Checkpoint } from "./train/fit/checkpoint.ts";
export { type FitOptions, fit } from "./train/fit/fit.ts";
export type { Keeper } from "./train/fit/learn.ts";
export type { EpochScores, MetricFunction, MetricFunctions, Outputs } from "./train/fit/measuring.ts";
export type { FitPlan, FitTraining, SettledPlan, SettledTraining } from "./train/fit/plan.ts";
export type { EpochReport } from "./train/fit/report.ts";
export type { RowNumbers, Rows } from "./train/fit/rows.ts";
export type { ScheduleName, ScheduleSpec } from "./train/fit/schedule.ts";
export {
  EmbeddingEvaluator,
  type EmbeddingEvaluatorOptions,
  type MeasuredEmbeddings,
} from "./train/inspection/embedding.ts";
export {
  type EmbeddingScores,
  type Episode,
  type EpisodeOptions,
  type Estimate,
  episodes,
  scoreEmbedding,
} from "./train/inspection/episodes.ts";
export type { ClassedRows } from "./train/reject/classGeometry.ts";
export { fitModelReject, type ModelRejectOptions, type RejectRows } from "./train/reject/modelReject.ts";
export { type FitRejectOptions, fitReject, type HeldOut } from "./train/reject/reject.ts";
export { balancedWeights } from "./train/rows/balance.ts";
export { type Feed, memoryFeed, type RowWriter, type WrittenRows, writtenFeed } from "./train/rows/feed.ts";
export { type Order, shuffledOrder, steadyOrder } from "./train/rows/orders.ts";
export { classOrder, pairOrder } from "./train/rows/samplers.ts";
export type {
  Augmentation,
  DataSpec,
  Experiment,
  InspectionSpec,
  OldRows,
  Plan,
  PositiveSpec,
  TrainingSpec,
} from "./train/run/experiment.ts";
export type { Metric } from "./train/run/metric.ts";
export type {
  CrossValidated,
  FoldFigures,
  FoundFigures,
  FoundInFolds,
  RegressionFigures,
} from "./train/run/validated.ts";
