import { shown, UserError } from "../../errors.ts";
import { checkNumber } from "../../nn/choose.ts";
import { constant, cosine, oneCycle, type Schedule, stepwise, warmUp } from "../../nn/schedules.ts";

export type { Schedule };

/** How the learning rate goes, counted in steps, as plain JSON. */
export type ScheduleSpec = (
  | { name: "constant" }
  /** times `factor` after each of `parts` equal parts of the training but the last */
  | { name: "step"; parts: number; factor: number }
  /** down to zero along half a cosine */
  | { name: "cosine" }
  /** up to the learning rate, then down to far below where it began */
  | { name: "oneCycle" }
) & {
  /** steps in which the rate first rises to its start, in a straight line */
  warmup?: number;
};

export const scheduleNames = ["constant", "step", "cosine", "oneCycle"] as const;
export type ScheduleName = (typeof scheduleNames)[number];

/** What a schedule follows from. */
interface Rates {
  epochs: number;
  learningRate: number;
  schedule?: ScheduleSpec;
}

/** The rate of step 0, 1, …, of all epochs together; nothing where it stays as it is. */
export function buildSchedule(training: Rates, stepsPerEpoch: number): Schedule | undefined {
  const { schedule = { name: "constant" }, learningRate, epochs } = training;
  if (typeof schedule !== "object" || schedule === null) {
    throw new UserError(
      `a schedule is a name and its settings, such as { name: "cosine" }, found ${shown(schedule)}`,
    );
  }
  const { warmup = 0 } = schedule;
  checkNumber("schedule", "warmup", warmup, { atLeast: 0, whole: true });
  if (schedule.name === "constant" && warmup === 0) return undefined;
  const steps = epochs * stepsPerEpoch - warmup;
  if (steps < 2) {
    throw new UserError(
      `a warm-up of ${warmup} steps leaves nothing of a training of ${epochs * stepsPerEpoch} (${epochs} epochs of ${stepsPerEpoch}); use a warm-up of at most ${Math.max(0, epochs * stepsPerEpoch - 2)}`,
    );
  }
  const after = named(schedule, learningRate, steps);
  return warmup > 0 ? warmUp(after, { steps: warmup }) : after;
}

function named(schedule: ScheduleSpec, rate: number, steps: number): Schedule {
  switch (schedule.name) {
    case "constant":
      return constant(rate);
    case "step":
      checkNumber("schedule step", "parts", schedule.parts, { atLeast: 1, whole: true });
      return stepwise(rate, { every: Math.ceil(steps / schedule.parts), factor: schedule.factor });
    case "cosine":
      return cosine(rate, { steps });
    case "oneCycle":
      return oneCycle(rate, { steps });
    default:
      throw new UserError(
        `there is no schedule ${shown((schedule as { name: unknown }).name)}; schedules: ${scheduleNames.join(", ")}`,
      );
  }
}
