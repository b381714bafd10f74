import { checkEngine, type Engine } from "../../engine/engine.ts";
import { checkNames, UserError } from "../../errors.ts";
import type { Samples } from "../../model/samples.ts";
import { isEmbedding } from "../../nn/losses/objectives.ts";
import { type Feed, memoryFeed, writtenFeed } from "../rows/feed.ts";
import { type Order, shuffledOrder, steadyOrder } from "../rows/orders.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { type Keeper, learn } from "./learn.ts";
import type { MetricFunctions } from "./measuring.ts";
import { type FitPlan, isPlain, type SettledPlan, settle } from "./plan.ts";
import { checkPlan } from "./planCheck.ts";
import type { EpochReport } from "./report.ts";
import { flatRows, type Rows } from "./rows.ts";
import { checkRows, type Parts } from "./rowsCheck.ts";

export interface FitOptions {
  engine: Engine;
  /** the rows that are learned from, and that the loss after an epoch is of */
  train: Rows | Samples;
  /** where the steps' rows come from instead; `train` is then what the loss is measured on */
  feed?: Feed;
  test?: Rows | Samples;
  /** rows to watch while training, and to stop by: neither learned from nor tested on */
  validation?: Rows | Samples;
  /** where an earlier training stopped */
  from?: Checkpoint;
  /**
   * when aborted, training ends after the step at hand, which `keeper` keeps, without a report of its epoch; aborted
   * before it begins, it takes no step
   */
  signal?: AbortSignal;
  keeper?: Keeper;
  /** metrics of one's own, measured on the test rows (else the training rows) and on the validation rows */
  metrics?: MetricFunctions;
  /** after every step: how many of the epoch's steps are done */
  onStep?: (epoch: number, step: number) => void;
}

const optionNames = [
  "engine",
  "train",
  "feed",
  "test",
  "validation",
  "from",
  "signal",
  "keeper",
  "metrics",
  "onStep",
] as const satisfies (keyof FitOptions)[];

/**
 * Trains a network and reports after every epoch. `break` ends it; same plan and rows, same bits.
 *
 * ```ts
 * const engine = await loadEngine("auto");
 * const network = { sizes: [2, 8, 2], activation: "tanh", initializer: "glorotUniform" } as const;
 * const training = { epochs: 100, batch: 4, learningRate: 0.05, optimizer: { name: "adam" } } as const;
 * const train = { features: [[0, 0], [0, 1], [1, 0], [1, 1]], labels: [0, 1, 1, 0] };
 * for await (const { epoch, loss, last, parameters } of fit({ network, training }, { engine, train })) {
 *   if (epoch % 10 === 0) console.log(epoch, loss);
 *   if (last) console.log(parameters()["dense1.weight"].shape); // [2, 8]
 * }
 * ```
 *
 * The network may be any layer, such as `sequential([dense(2, 8), activation("tanh"), dense(8, 2)])`, the loss a function
 * of prediction and labels, the optimizer and the schedule objects and functions of one's own: see `FitPlan`.
 *
 * Throws a UserError where the loss stops being a number: its message names epoch, batch and layer, and `lastGood` of the
 * error is the state before.
 */
export async function* fit(plan: FitPlan, options: FitOptions): AsyncGenerator<EpochReport, void, void> {
  checkPlan(plan);
  checkNames("fit", options ?? {}, optionNames);
  checkEngine("fit", options?.engine);
  const parts = partsOf(plan, options);
  const { inputs, targets } = parts.train;
  const settled = settle(plan, inputs, targets);
  await checkRows(settled, parts);
  if (options.signal?.aborted) return;
  const { plan: learned, rows, beside } = await withoutBackground(settled, samplesOf(parts), options.feed);
  const feed = options.feed ?? (await feedOf(learned, rows.train));
  const { train, test, validation } = rows;
  yield* learn(learned, { ...options, train, test, validation, feed, beside, resumable: isPlain(plan) });
}

function partsOf({ network, training: { loss } }: FitPlan, { train, test, validation }: FitOptions): Parts {
  const sizes = "sizes" in network ? network.sizes : [];
  const expected = { inputs: sizes[0], outputs: sizes.at(-1), loss };
  const read = flatRows(train, "training", expected);
  // The other rows are as wide as those that are learned from.
  const like = { ...expected, inputs: read.inputs };
  return {
    train: read,
    test: test && flatRows(test, "test", like),
    validation: validation && flatRows(validation, "validation", like),
  };
}

interface AllSamples {
  readonly train: Samples;
  readonly test?: Samples;
  readonly validation?: Samples;
}

const samplesOf = ({ train, test, validation }: Parts): AllSamples => ({
  train: train.samples,
  test: test?.samples,
  validation: validation?.samples,
});

/** A plan whose network takes a background out of its rows, with rows that it is taken out of beforehand. */
async function withoutBackground(plan: SettledPlan, rows: AllSamples, feed: Feed | undefined) {
  if (!("background" in plan.network) || plan.network.background === undefined)
    return { plan, rows, beside: {} };
  if (feed) throw new UserError("a network with a background finds it on rows in memory: leave out feed");
  const { withoutBackground } = await import("../inspection/background.ts"); // brings eigenvectors along
  const { before, statistics } = withoutBackground(plan, rows);
  return { ...before, beside: statistics };
}

/** Every training row once an epoch; of an embedding, balanced pairs or classes. Images as they are varied. */
async function feedOf(plan: SettledPlan, train: Samples): Promise<Feed> {
  const order = await orderOf(plan, train);
  const { augment } = plan.training;
  if (!augment) return memoryFeed(train, order);
  const { height, width, channels } = augment.rows;
  const features = plan.network.sizes[0]!;
  if (height * width * channels !== features) {
    throw new UserError(
      `augment: images of ${height} × ${width} pixels with ${channels} channels are ${height * width * channels} numbers, but the network takes ${features}`,
    );
  }
  const { augmenter } = await import("../../data/images/augment.ts"); // other trainings do without it
  const vary = augmenter(augment, augment.rows, { seed: plan.seed });
  const write = (row: number, epoch: number, into: Float64Array) => vary(train.features, row, epoch, into);
  return writtenFeed(train, { order, features, write });
}

async function orderOf({ training, seed, targets = 1 }: SettledPlan, { labels }: Samples): Promise<Order> {
  const { shuffle, loss, batch } = training;
  const rows = labels.length / targets;
  if (!shuffle) return steadyOrder(rows);
  if (!isEmbedding(loss)) return shuffledOrder(rows, seed);
  const { classOrder, pairOrder } = await import("../rows/samplers.ts"); // other trainings do without it
  return loss === "triplet" ? classOrder(labels, { batch, seed }) : pairOrder(labels, seed);
}
