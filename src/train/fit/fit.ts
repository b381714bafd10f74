import { augmenter } from "../../data/images/augment.ts";
import { checkEngine, type Engine } from "../../engine/engine.ts";
import { UserError } from "../../errors.ts";
import { Evaluator, type Scores } from "../../model/evaluation.ts";
import type { Tensors } from "../../model/safetensors.ts";
import type { Samples } from "../../model/samples.ts";
import { isEmbedding } from "../../nn/objectives.ts";
import { initialState, parametersOf } from "../../nn/training.ts";
import { EmbeddingEvaluator } from "../inspection/embedding.ts";
import { type Feed, memoryFeed, writtenFeed } from "../rows/feed.ts";
import { type Order, shuffledOrder, steadyOrder } from "../rows/orders.ts";
import { classOrder, pairOrder } from "../rows/samplers.ts";
import type { Plan } from "../run/experiment.ts";
import { findBreakdown, firstNotFinite } from "./breakdown.ts";
import { type Checkpoint, isOver } from "./checkpoint.ts";
import { eventLoop, patience } from "./pause.ts";
import { checkPlan } from "./planCheck.ts";
import { checkRows } from "./rowsCheck.ts";
import { Steps } from "./steps.ts";

export interface EpochReport {
  /** counted from 0 */
  epoch: number;
  /** mean cross-entropy (of a regression squared error, of an embedding its objective) over the training rows after it */
  loss: number;
  /** of a classifier, on the test rows, or on the training rows where there are none */
  accuracy?: number;
  /** of a regression, on the same rows */
  r2?: number;
  /** of an embedding, on pairs of the same rows: the chance that one of two classes lies further apart than one of one */
  auroc?: number;
  /** on the validation rows, where there are any */
  validation?: Scores;
  /** of optimisation steps so far, evaluation left out */
  seconds: number;
  /** whether training ends here: all epochs are done, or the validation loss fell no more */
  last: boolean;
  /** a copy of all that training changes */
  checkpoint(): Checkpoint;
}

/** Keeps checkpoints within an epoch; those at its end are made of its report. */
export interface Keeper {
  /** how many seconds may be lost: training looks at least so often whether a checkpoint is due */
  readonly every: number;
  due(): boolean;
  keep(checkpoint: Checkpoint): Promise<void>;
}

export interface FitOptions {
  engine: Engine;
  /** the rows that are learned from, and that the loss after an epoch is of */
  train: Samples;
  /** where the steps' rows come from instead; `train` is then what the loss is measured on */
  feed?: Feed;
  test?: Samples;
  /** rows to watch while training, and to stop by: neither learned from nor tested on */
  validation?: Samples;
  /** where an earlier training stopped */
  from?: Checkpoint;
  /** when aborted, training ends after the step at hand, which `keeper` keeps, without a report of its epoch */
  signal?: AbortSignal;
  keeper?: Keeper;
  /** after every step: how many of the epoch's steps are done */
  onStep?: (epoch: number, step: number) => void;
}

/**
 * Trains a network and reports after every epoch. `break` ends it; same plan and rows, same bits.
 * Throws a UserError where the loss stops being a number: its message names epoch, batch and layer, and
 * `lastGood` of the error is the state before.
 */
export async function* fit(plan: Plan, options: FitOptions): AsyncGenerator<EpochReport, void, void> {
  checkPlan(plan);
  checkEngine("fit", options?.engine);
  checkRows(plan, options);
  if (plan.network.background === undefined) return yield* learn(plan, options);
  const { withoutBackground } = await import("../inspection/background.ts"); // brings eigenvectors along
  const { before, statistics } = withoutBackground(plan, options);
  const whole = ({ best, state, ...own }: Checkpoint): Checkpoint => ({
    ...own,
    state: { ...statistics, ...state },
    ...(best ? { best: { ...best, state: { ...statistics, ...best.state } } } : {}),
  });
  const { keeper } = options;
  const kept = keeper && {
    every: keeper.every,
    due: () => keeper.due(),
    keep: (checkpoint: Checkpoint) => keeper.keep(whole(checkpoint)),
  };
  const rest = { ...options, ...before.rows, ...(kept ? { keeper: kept } : {}) };
  for await (const report of learn(before.plan, rest)) {
    const checkpoint = whole(report.checkpoint());
    yield { ...report, checkpoint: () => checkpoint };
  }
}

/** `fit` of rows as the network takes them. */
async function* learn(plan: Plan, options: FitOptions): AsyncGenerator<EpochReport, void, void> {
  const { training, seed, network } = plan;
  const { engine, train, test, validation, from, signal, keeper, onStep } = options;
  const { feed = feedOf(plan, train) } = options;
  const steps = new Steps(plan, engine, feed);
  const evaluator = new Evaluator(engine, network, training.dtype, steps.main, training.loss);
  const embedding = isEmbedding(training.loss) && new EmbeddingEvaluator(evaluator, plan, training.loss);
  const measure = (samples: Samples): Promise<Scores> => (embedding || evaluator).measure(samples);
  const pause = Math.min(patience, 1000 * (keeper?.every ?? patience));
  const begin = (): Tensors => initialState({ ...network, ...training, network, seed });
  // The last checkpoint that was seen to be good.
  let good: Checkpoint = from ?? { epochs: 0, step: 0, state: begin(), seconds: 0 };
  steps.restore(good.state);
  let { seconds, best } = good;
  try {
    while (!isOver(good, training)) {
      const epoch = good.epochs;
      await steps.begin(epoch, good.step);
      let began = performance.now();
      let rested = began;
      for (let step = good.step; step < steps.perEpoch; ) {
        const done = steps.run(epoch, step++);
        if (done) await done;
        onStep?.(epoch, step);
        if (performance.now() - rested >= pause) {
          seconds += (performance.now() - began) / 1000;
          await eventLoop();
          if (keeper && (signal?.aborted || keeper.due())) {
            const state = steps.state();
            if (firstNotFinite(state)) throw await findBreakdown({ plan, steps, from: good });
            good = { ...good, step, state, seconds };
            await keeper.keep(good);
          }
          if (signal?.aborted) return;
          began = rested = performance.now();
        }
      }
      seconds += (performance.now() - began) / 1000;
      const { loss, ...own } = await measure(train);
      if (!Number.isFinite(loss)) throw await findBreakdown({ plan, steps, from: good });
      const state = steps.state();
      const tested = test ? await measure(test) : own;
      const validated = validation && (await measure(validation));
      if (training.patience !== undefined && validated && validated.loss < (best?.loss ?? Infinity)) {
        best = { epoch, loss: validated.loss, state: parametersOf(state) };
      }
      good = { epochs: epoch + 1, step: 0, state, seconds, ...(best ? { best } : {}) };
      const checkpoint = good;
      yield {
        epoch,
        loss,
        ...scoreOf(tested),
        ...(validated ? { validation: { loss: validated.loss, ...scoreOf(validated) } } : {}),
        seconds,
        last: isOver(good, training),
        checkpoint: () => checkpoint,
      };
      await eventLoop();
      if (!signal?.aborted) continue;
      await keeper?.keep(good);
      return;
    }
  } finally {
    await feed.end?.();
    if (embedding) embedding.dispose();
    evaluator.dispose();
    steps.dispose();
  }
}

/** Every training row once an epoch; of an embedding, balanced pairs or classes. Images as they are varied. */
function feedOf(plan: Plan, train: Samples): Feed {
  const order = orderOf(plan, train);
  const { augment } = plan.training;
  if (!augment) return memoryFeed(train, order);
  if (augment.rows === undefined)
    throw new UserError("augment: say what the rows are: { rows: { height, width, channels, white } }");
  const { height, width, channels } = augment.rows;
  const inputs = plan.network.sizes[0]!;
  if (height * width * channels !== inputs) {
    throw new UserError(
      `augment: images of ${height} × ${width} pixels with ${channels} channels are ${height * width * channels} numbers, but the network takes ${inputs}`,
    );
  }
  const vary = augmenter(augment, augment.rows, plan.seed);
  return writtenFeed(train, order, inputs, (row, epoch, into) => vary(train.features, row, epoch, into));
}

function orderOf({ training, seed }: Plan, { labels }: Samples): Order {
  const { shuffle, loss, batch } = training;
  if (!shuffle) return steadyOrder(labels.length);
  if (loss === "triplet") return classOrder(labels, { batch, seed });
  return isEmbedding(loss) ? pairOrder(labels, seed) : shuffledOrder(labels.length, seed);
}

/** A classifier's accuracy, a regression's R², an embedding's AUROC. */
const scoreOf = ({ accuracy, r2, auroc }: Omit<Scores, "loss">) => ({
  ...(accuracy === undefined ? {} : { accuracy }),
  ...(r2 === undefined ? {} : { r2 }),
  ...(auroc === undefined ? {} : { auroc }),
});
