/** The part of the library that runs in a page or a Worker: everything but files, the Hub and run folders. */
export * as np from "numpy-ts";
export { applyScaler, encode } from "./data/arrays.ts";
export { type Blobs, type BlobsOptions, blobs } from "./data/blobs.ts";
export { fitEncoder } from "./data/columns/encoder.ts";
export type { Encoder } from "./data/columns/encoding.ts";
export { Dataset } from "./data/dataset.ts";
export { kFold, stratifiedKFold } from "./data/folds.ts";
export { type AugmentSpec, augmenter } from "./data/images/augment.ts";
export { imageRow } from "./data/images/browserImage.ts";
export type { ImageSpec } from "./data/images/image.ts";
export { drawPart, type Part } from "./data/parts/parts.ts";
export { principalAxes, project } from "./data/pca.ts";
export { fitScaler, type Scaler } from "./data/scale.ts";
export { trainTestSplit } from "./data/split.ts";
export type { Engine, Program } from "./engine/engine.ts";
export { loadEngine } from "./engine/load.ts";
export { UserError } from "./errors.ts";
export { gradient } from "./graph/gradient.ts";
export * as op from "./graph/ops.ts";
export { mermaid, printGraph } from "./graph/print.ts";
export type { Graph, Value } from "./graph/value.ts";
export { Evaluator } from "./model/evaluation.ts";
export {
  aurocOf,
  type Distance,
  distanceOf,
  type Embeddings,
  euclidean,
  pairDistances,
} from "./model/inspection/distance.ts";
export type { Threshold, ThresholdAim } from "./model/inspection/inspection.ts";
export { likeness, likenessOfReferences, match, passes } from "./model/inspection/inspector.ts";
export { meanRow, occlusionMap } from "./model/inspection/occlusion.ts";
export { chooseThreshold, ratesAt } from "./model/inspection/threshold.ts";
export { accuracy, confusionMatrix } from "./model/metrics/metrics.ts";
export { decodeSafetensors, encodeSafetensors } from "./model/safetensors.ts";
export type { Samples } from "./model/samples.ts";
export { toSamples } from "./model/samples.ts";
export { activations } from "./nn/activations.ts";
export { compile, grad, valueAndGrad } from "./nn/eager.ts";
export { functionsOn } from "./nn/functions.ts";
export {
  averagePool2d,
  batchNorm,
  conv2d,
  flatten,
  globalAveragePool,
  images,
  maxPool2d,
} from "./nn/images.ts";
export { initialize, initializers } from "./nn/initializers.ts";
export { activation, dense, dropout, type Layer, sequential, unitLength } from "./nn/layers.ts";
export { NeuralNetwork } from "./nn/lesson.ts";
export { losses } from "./nn/losses.ts";
export { contrastive, type Mining, triplet, verification, verificationHead } from "./nn/metricLosses.ts";
export { buildNetwork, type NetworkSpec } from "./nn/network.ts";
export type { EmbeddingObjective, Objective } from "./nn/objectives.ts";
export { clipByGlobalNorm, type OptimizerSpec, optimizers } from "./nn/optimizers.ts";
export * as schedules from "./nn/schedules.ts";
export { evaluationGraph, initialState, parametersOf, trainingGraph, trainingStep } from "./nn/training.ts";
export { confusionChart } from "./plot/charts/confusion.ts";
export { curvesChart } from "./plot/charts/curves.ts";
export { distancesChart } from "./plot/charts/distances.ts";
export { embeddingChart } from "./plot/charts/embedding.ts";
export { matrixChart } from "./plot/charts/matrix.ts";
export { scatterChart } from "./plot/charts/scatter.ts";
export { MLPClassifier, MLPRegressor } from "./train/estimators/estimators.ts";
export { type EpochReport, fit } from "./train/fit/fit.ts";
export { EmbeddingEvaluator } from "./train/inspection/embedding.ts";
export { episodes, scoreEmbedding } from "./train/inspection/episodes.ts";
export { balancedWeights } from "./train/rows/balance.ts";
export { type Feed, memoryFeed, type RowWriter, writtenFeed } from "./train/rows/feed.ts";
export { type Order, shuffledOrder, steadyOrder } from "./train/rows/orders.ts";
export { classOrder, pairOrder } from "./train/rows/samplers.ts";
export type { Experiment } from "./train/run/experiment.ts";
