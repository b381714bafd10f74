import { power } from "../../data/numbers/exp.ts";
import { checkNames, UserError } from "../../errors.ts";
import { checkNumber } from "../choose.ts";

/** The learning rate of step 0, 1, 2, …: the host computes it and feeds it to the program. */
export type Schedule = (step: number) => number;

/**
 * The rate, at every step.
 *
 * ```ts
 * schedules.constant(0.1)(7); // 0.1
 * ```
 */
export const constant =
  (rate: number): Schedule =>
  () =>
    rate;

/**
 * The rate times `factor` after every `every` steps (or epochs: whatever is counted).
 *
 * ```ts
 * schedules.stepwise(0.8, { every: 10, factor: 0.5 })(25); // 0.2
 * ```
 */
export function stepwise(rate: number, options: { every: number; factor?: number }): Schedule {
  checkNames("stepwise", options, ["every", "factor"]);
  const { every, factor = 0.1 } = options;
  checkNumber("stepwise", "every", every, { atLeast: 1 });
  checkNumber("stepwise", "factor", factor, { atLeast: 0 });
  return (step) => rate * power(factor, Math.floor(step / every));
}

/**
 * Half a cosine from the rate down to `final` at step `steps`, and `final` after it.
 *
 * ```ts
 * schedules.cosine(0.1, { steps: 100 })(50); // 0.05
 * ```
 */
export function cosine(rate: number, options: { steps: number; final?: number }): Schedule {
  checkNames("cosine", options, ["steps", "final"]);
  const { steps, final = 0 } = options;
  checkNumber("cosine", "steps", steps, { atLeast: 1 });
  return (step) => between(rate, final, step / steps);
}

/**
 * Straight up to the schedule's first rate in `steps` steps, which begin above 0; then the schedule, from its start.
 *
 * ```ts
 * schedules.warmup(schedules.constant(0.1), { steps: 5 })(0); // 0.02
 * ```
 */
export function warmup(schedule: Schedule, options: { steps: number }): Schedule {
  if (typeof schedule !== "function")
    throw new UserError(
      `warmup takes a schedule, found ${schedule}; a rate that stays is one as constant(${schedule})`,
    );
  checkNames("warmup", options, ["steps"]);
  const { steps } = options;
  checkNumber("warmup", "steps", steps, { atLeast: 1 });
  return (step) => (step < steps ? (schedule(0) * (step + 1)) / steps : schedule(step - steps));
}

export interface OneCycleOptions {
  steps: number;
  /** the share of the steps that go up; 0.3 when left out */
  rise?: number;
  /** 25 when left out */
  start?: number;
  /** 10 000 when left out */
  end?: number;
}

/**
 * Up from `rate`/`start` to the rate in the first `rise` (a share) of all steps, then down to `rate`/(`start`·`end`) at
 * the last one, both along half a cosine. L. N. Smith and N. Topin, "Super-convergence" (2018), as in PyTorch.
 *
 * ```ts
 * schedules.oneCycle(0.1, { steps: 100 })(29); // 0.1, the highest
 * ```
 */
export function oneCycle(rate: number, options: OneCycleOptions): Schedule {
  checkNames("oneCycle", options, ["steps", "rise", "start", "end"]);
  const { steps, rise = 0.3, start = 25, end = 1e4 } = options;
  checkNumber("oneCycle", "steps", steps, { atLeast: 2 });
  checkNumber("oneCycle", "rise", rise, { above: 0, below: 1 });
  const first = rate / start;
  const top = rise * steps - 1;
  return (step) =>
    step <= top
      ? between(first, rate, step / top)
      : between(rate, first / end, (step - top) / (steps - 1 - top));
}

/** Half a cosine from `from` at share 0 to `to` at share 1, and `to` after it. */
function between(from: number, to: number, share: number): number {
  if (share <= 0) return from;
  if (share >= 1) return to;
  return to + ((from - to) * (1 - sine(Math.PI * (share - 0.5)))) / 2;
}

/**
 * sin x = x − x³/3! + x⁵/5! − … for |x| ≤ π/2, where what follows x²³ is below 10⁻¹⁹. `Math.sin` and `Math.cos` are left to
 * each JavaScript engine, whose last bits differ: a training would not be the same in Node and in a page.
 */
function sine(x: number): number {
  let [sum, term] = [x, x];
  for (let n = 2; n < 23; n += 2) {
    term *= -(x * x) / (n * (n + 1));
    sum += term;
  }
  return sum;
}
