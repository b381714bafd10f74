import type { Engine } from "../../engine/engine.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import type { Samples } from "../../model/samples.ts";
import { initialState, parametersOf } from "../../nn/training/training.ts";
import type { Feed } from "../rows/feed.ts";
import { findBreakdown, firstNotFinite } from "./breakdown.ts";
import { type Checkpoint, isOver } from "./checkpoint.ts";
import { type Measuring, type MetricFunctions, measuring } from "./measuring.ts";
import { Clock, eventLoop, Pause, patience } from "./pause.ts";
import type { SettledPlan } from "./plan.ts";
import type { EpochReport } from "./report.ts";
import { Steps } from "./steps.ts";

/** Keeps checkpoints within an epoch; those at its end are made of its report. */
export interface Keeper {
  /** how many seconds may be lost: training looks at least so often whether a checkpoint is due */
  readonly every: number;
  due(): boolean;
  keep(checkpoint: Checkpoint): Promise<void>;
}

/** What a training runs on, all of it checked. */
export interface Setting {
  engine: Engine;
  feed: Feed;
  train: Samples;
  test?: Samples;
  validation?: Samples;
  /** tensors that lie beside the trained state in every checkpoint, and that no step changes */
  beside: Tensors;
  resumable: boolean;
  from?: Checkpoint;
  signal?: AbortSignal;
  keeper?: Keeper;
  metrics?: MetricFunctions;
  onStep?: (epoch: number, step: number) => void;
}

/** Epoch after epoch: its steps, then what the network is worth after them. An abort ends it after the step at hand. */
export async function* learn(plan: SettledPlan, setting: Setting): AsyncGenerator<EpochReport, void, void> {
  const { engine, feed, beside, metrics, signal, keeper } = setting;
  const steps = new Steps(plan, engine, feed, beside);
  const measures = await measuring(plan, { engine, main: steps.main, metrics });
  const course = new Course(plan, setting, { steps, measures });
  try {
    course.begin();
    while (!course.isOver) {
      if (!(await course.takeEpoch())) return;
      yield await course.report();
      await eventLoop();
      if (!signal?.aborted) continue;
      await keeper?.keep(course.good);
      return;
    }
  } finally {
    await course.end();
  }
}

/** A training on its way: its state is the engine's, and `good` is the last checkpoint of it that was seen to be good. */
class Course {
  good: Checkpoint;
  readonly #plan: SettledPlan;
  readonly #setting: Setting;
  readonly #steps: Steps;
  readonly #measuring: Measuring;
  readonly #clock: Clock;
  readonly #pause: Pause;

  constructor(
    plan: SettledPlan,
    setting: Setting,
    { steps, measures }: { steps: Steps; measures: Measuring },
  ) {
    const { from, keeper } = setting;
    this.#plan = plan;
    this.#setting = setting;
    this.good = from ?? { epochs: 0, step: 0, state: firstState(plan), seconds: 0 };
    this.#steps = steps;
    this.#measuring = measures;
    this.#clock = new Clock(this.good.seconds);
    this.#pause = new Pause(Math.min(patience, 1000 * (keeper?.every ?? patience)));
  }

  begin(): void {
    this.#steps.restore(this.good.state);
  }

  get isOver(): boolean {
    return isOver(this.good, this.#plan.training);
  }

  /** The steps that are left of the epoch at hand; false where an abort ended them. */
  async takeEpoch(): Promise<boolean> {
    const { signal, onStep } = this.#setting;
    const [steps, clock, pause] = [this.#steps, this.#clock, this.#pause];
    const epoch = this.good.epochs;
    await steps.begin(epoch, this.good.step);
    clock.start();
    pause.begin();
    for (let step = this.good.step; step < steps.perEpoch; ) {
      const running = steps.run(epoch, step++);
      if (running) await running;
      onStep?.(epoch, step);
      if (!signal?.aborted && !pause.due()) continue;
      clock.stop();
      await pause.rest();
      await this.#keep(step);
      if (signal?.aborted) return false;
      clock.start();
      pause.begin();
    }
    clock.stop();
    return true;
  }

  /** Hands a checkpoint after that step to the keeper, when it is due or the training ends here. */
  async #keep(step: number): Promise<void> {
    const { keeper, signal } = this.#setting;
    if (!keeper || !(signal?.aborted || keeper.due())) return;
    const state = this.#steps.state();
    if (firstNotFinite(state)) throw await this.#breakdown();
    this.good = { ...this.good, step, state, seconds: this.#clock.seconds };
    await keeper.keep(this.good);
  }

  /** Measures the network after an epoch, and takes it for good. */
  async report(): Promise<EpochReport> {
    const { train, test, validation, resumable } = this.#setting;
    const { training } = this.#plan;
    const epoch = this.good.epochs;
    const learned = test ? { loss: await this.#measuring.loss(train) } : await this.#measuring.scores(train);
    if (!Number.isFinite(learned.loss)) throw await this.#breakdown();
    const state = this.#steps.state();
    const tested = test ? await this.#measuring.scores(test) : learned;
    const validated = validation && (await this.#measuring.scores(validation));
    let { best } = this.good;
    if (training.patience !== undefined && validated && validated.loss < (best?.loss ?? Infinity))
      best = { epoch, loss: validated.loss, state: parametersOf(state) };
    const { seconds } = this.#clock;
    const checkpoint: Checkpoint = { epochs: epoch + 1, step: 0, state, seconds, best };
    this.good = checkpoint;
    return {
      ...tested,
      epoch,
      loss: learned.loss,
      validation: validated,
      seconds,
      last: this.isOver,
      resumable,
      parameters: () => best?.state ?? parametersOf(state),
      checkpoint: () => checkpoint,
    };
  }

  #breakdown(): Promise<Error> {
    return findBreakdown({ plan: this.#plan, steps: this.#steps, from: this.good });
  }

  async end(): Promise<void> {
    await this.#setting.feed.end?.();
    this.#measuring.dispose();
    this.#steps.dispose();
  }
}

const firstState = (plan: SettledPlan): Tensors => initialState({ ...plan.training, ...plan });
