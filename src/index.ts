/**
 * The core: what runs alike in Node, Bun, Deno, a page and a Worker. It imports no `node:` module and no numpy-ts. Files,
 * the Hub and run folders are in `kiso/node`, NumPy's arrays in `kiso/numpy`, charts in `kiso/plot`, reports in
 * `kiso/report`.
 */
export {
  type EncoderOptions,
  encodedNames,
  encodeRows as encode,
  fitEncoder,
} from "./data/columns/encoder.ts";
export type { EncodedColumn, Encoder } from "./data/columns/encoding.ts";
export { type DrawnBlobs, drawBlobs } from "./data/drawBlobs.ts";
export { kFold, stratifiedKFold } from "./data/folds.ts";
export { readCsv } from "./data/formats/csv.ts";
export { type AugmentSpec, augmenter } from "./data/images/augment.ts";
export { imageRow } from "./data/images/browserImage.ts";
export type { ImageSpec } from "./data/images/image.ts";
export { LabelledRows, type Matrix } from "./data/labelledRows.ts";
export type { ArrayWithShape } from "./data/numbers.ts";
export { drawPart, type Part } from "./data/parts/parts.ts";
export { type PrincipalAxes, principalAxes, project } from "./data/pca.ts";
export { fitScaler, type Scaler, scaleRows as applyScaler } from "./data/scale.ts";
export { trainTestSplit } from "./data/split.ts";
export { type Column, type Numbers, Table } from "./data/table.ts";
export { type ToRowsOptions, toRows } from "./data/toRows.ts";
export type { Engine, Program } from "./engine/engine.ts";
export { loadEngine } from "./engine/load.ts";
export { UserError } from "./errors.ts";
export * as op from "./graph/composed.ts";
export { customGradient } from "./graph/customGradient.ts";
export type { Call, Cell, Formula, Operation } from "./graph/formula.ts";
export { gradient } from "./graph/gradient.ts";
export { type Explanation, explain } from "./graph/inspection/explain.ts";
export type { InspectedValue, Inspection } from "./graph/inspection/inspection.ts";
export type { EngineNumbers } from "./graph/inspection/inspectionText.ts";
export type { Phase } from "./graph/inspection/names.ts";
export type { Statistics } from "./graph/inspection/statistics.ts";
export type { CallTerm, CellTerm, NumberTerm, Term } from "./graph/inspection/terms.ts";
export { type MermaidOptions, mermaid, printGraph } from "./graph/print.ts";
export type { Graph, Value } from "./graph/value.ts";
export type { Answer, Answers, ClassAnswer, NumberAnswer } from "./model/answers.ts";
export type { ModelCard } from "./model/card.ts";
export type {
  ClassEvaluation,
  Evaluation,
  NumberEvaluation,
  PartEvaluation,
} from "./model/evaluate.ts";
export { Evaluator, type Trained } from "./model/evaluation.ts";
export {
  aurocOf,
  type Distance,
  distanceOf,
  type Embeddings,
  euclidean,
  pairDistances,
} from "./model/inspection/distance.ts";
export { Embedder } from "./model/inspection/embedder.ts";
export type { Threshold, ThresholdAim } from "./model/inspection/inspection.ts";
export { likeness, likenessOfReferences, match, passes } from "./model/inspection/inspector.ts";
export type { Heat, Verdict } from "./model/inspection/judge.ts";
export { meanRow, occlusionMap } from "./model/inspection/occlusion.ts";
export { chooseThreshold, ratesAt } from "./model/inspection/threshold.ts";
export { expectedCalibrationError, reliability } from "./model/metrics/calibration.ts";
export { permutationImportance } from "./model/metrics/importance.ts";
export {
  accuracy,
  classScores,
  confusionMatrix,
  logLoss,
  wilsonInterval,
} from "./model/metrics/metrics.ts";
export { answers } from "./model/metrics/mistakes.ts";
export { modelImportance } from "./model/metrics/modelImportance.ts";
export { averagePrecision, precisionRecallCurve, rocAuc, rocCurve } from "./model/metrics/ranking.ts";
export { regressionScores } from "./model/metrics/regression.ts";
export { type JudgeOptions, Model, type ModelOptions, type RawRow } from "./model/model.ts";
export type { ModelData } from "./model/modelData.ts";
export { applyReject, rejectScores } from "./model/reject/applyReject.ts";
export { rejectReasons } from "./model/reject/rejectReasons.ts";
export type { GivenImage, ImageDecoder } from "./model/rows/imageRows.ts";
export type { RawRows } from "./model/rows/rawRows.ts";
export type { RawCell, RowRecord } from "./model/rows/rawTable.ts";
export { decodeSafetensors, encodeSafetensors } from "./model/safetensors.ts";
export { type Samples, toSamples } from "./model/samples.ts";
export type { ModelSource } from "./model/source.ts";
export { activations } from "./nn/activations.ts";
export type { NestedNumbers, TensorLike, TypedArray } from "./nn/arguments.ts";
export { type CheckGradientsOptions, checkGradients } from "./nn/checkGradients.ts";
export type { GradientOptions, GradientsBy, Wrt } from "./nn/derivatives.ts";
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
} from "./nn/eager.ts";
export type { Compiled, Fed, FunctionOptions, Result, Trees } from "./nn/functions.ts";
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
} from "./nn/images.ts";
export { type InitializeOptions, initialize, type Tensor } from "./nn/initialize.ts";
export { type InitializerName, initializers, type OwnInitializer } from "./nn/initializers.ts";
export { type InspectOptions, inspect } from "./nn/inspect.ts";
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
} from "./nn/layers.ts";
export {
  type CrossEntropyOptions,
  type HuberOptions,
  type LossName,
  type LossOptions,
  losses,
  type Reduction,
} from "./nn/losses.ts";
export {
  contrastive,
  type MetricOptions,
  type Mining,
  type TripletOptions,
  triplet,
  verification,
  verificationHead,
} from "./nn/metricLosses.ts";
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
} from "./nn/network.ts";
export type {
  EmbeddingObjective,
  Loss,
  LossFunction,
  Objective,
  ObjectiveOptions,
} from "./nn/objectives.ts";
export {
  type Kept,
  type LikeTree,
  type LoopSettings,
  type Moved,
  type OptimizerSettings,
  type OptimizerState,
  optimizer,
  type StepRate,
  type TreeOptimizer,
} from "./nn/optimizerOnTrees.ts";
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
} from "./nn/optimizers.ts";
export * as schedules from "./nn/schedules.ts";
export {
  attention,
  causalMask,
  embedding,
  gru,
  lastStep,
  layerNorm,
  multiHeadAttention,
  residual,
} from "./nn/sequences.ts";
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
} from "./nn/training.ts";
export type { Mapped } from "./nn/tree.ts";
export { MLPClassifier, MLPRegressor } from "./train/estimators/estimators.ts";
export { BreakdownError } from "./train/fit/breakdown.ts";
export type { Best, Checkpoint } from "./train/fit/checkpoint.ts";
export { type FitOptions, fit } from "./train/fit/fit.ts";
export type { Keeper } from "./train/fit/learn.ts";
export type { EpochScores, MetricFunction, MetricFunctions, Outputs } from "./train/fit/measuring.ts";
export type { FitPlan, FitTraining } from "./train/fit/plan.ts";
export type { EpochReport } from "./train/fit/report.ts";
export type { RowNumbers, Rows } from "./train/fit/rows.ts";
export type { ScheduleName, ScheduleSpec } from "./train/fit/schedule.ts";
export { EmbeddingEvaluator } from "./train/inspection/embedding.ts";
export { episodes, scoreEmbedding } from "./train/inspection/episodes.ts";
export { fitModelReject } from "./train/reject/modelReject.ts";
export { fitReject } from "./train/reject/reject.ts";
export { balancedWeights } from "./train/rows/balance.ts";
export { type Feed, memoryFeed, type RowWriter, type WrittenRows, writtenFeed } from "./train/rows/feed.ts";
export { type Order, shuffledOrder, steadyOrder } from "./train/rows/orders.ts";
export { classOrder, pairOrder } from "./train/rows/samplers.ts";
export type {
  Augmentation,
  DataSpec,
  Experiment,
  InspectionSpec,
  Plan,
  TrainingSpec,
} from "./train/run/experiment.ts";
