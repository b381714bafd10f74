import { checkNames, shown, UserError } from "../../errors.ts";
import { checkNumber } from "../../nn/choose.ts";
import {
  constant,
  cosine,
  oneCycle,
  type Schedule,
  stepwise,
  warmup as warmedUp,
} from "../../nn/training/schedules.ts";

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

/** The settings of each schedule, by its name. */
const settingsOf: { readonly [N in ScheduleName]: readonly string[] } = {
  constant: [],
  step: ["parts", "factor"],
  cosine: [],
  oneCycle: [],
};

export type ScheduleName = ScheduleSpec["name"];
export const scheduleNames: readonly ScheduleName[] = ["constant", "step", "cosine", "oneCycle"];

/** What a schedule follows from. */
interface Rates {
  epochs: number;
  learningRate: number;
  schedule?: ScheduleSpec | Schedule;
}

/** The rate of step 0, 1, …, of all epochs together; nothing where it stays as it is. */
export function buildSchedule(training: Rates, stepsPerEpoch: number): Schedule | undefined {
  const { schedule = { name: "constant" }, learningRate, epochs } = training;
  if (typeof schedule === "function") return checked(schedule);
  checkSchedule(schedule);
  const { warmup = 0 } = schedule;
  if (schedule.name === "constant" && warmup === 0) return undefined;
  const steps = epochs * stepsPerEpoch - warmup;
  if (steps < 2) {
    if (warmup === 0)
      throw new UserError(
        `the schedule ${schedule.name} changes the rate from step to step, and a training of ${epochs} epochs of ${stepsPerEpoch} has one; use more epochs, or the schedule constant`,
      );
    throw new UserError(
      `a warm-up of ${warmup} steps leaves nothing of a training of ${epochs * stepsPerEpoch} (${epochs} epochs of ${stepsPerEpoch}); use a warm-up of at most ${Math.max(0, epochs * stepsPerEpoch - 2)}`,
    );
  }
  const after = named(schedule, learningRate, steps);
  return warmup > 0 ? warmedUp(after, { steps: warmup }) : after;
}

/** Refuses a spec of another name, or with settings that its schedule does not have. */
export function checkSchedule(schedule: ScheduleSpec): void {
  if (typeof schedule !== "object" || schedule === null) {
    throw new UserError(
      `a schedule is a name and its settings, such as { name: "cosine" }, found ${shown(schedule)}`,
    );
  }
  const { name, warmup = 0 } = schedule;
  if (!scheduleNames.includes(name))
    throw new UserError(`there is no schedule ${shown(name)}; schedules: ${scheduleNames.join(", ")}`);
  checkNames(`schedule ${name}`, schedule, ["name", ...settingsOf[name], "warmup"]);
  checkNumber("schedule", "warmup", warmup, { atLeast: 0, whole: true });
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
  }
}

/** A schedule of one's own, whose rates are looked at as they come: NaN would only show an epoch later. */
const checked =
  (schedule: Schedule): Schedule =>
  (step) =>
    checkNumber("schedule", `the rate of step ${step}`, schedule(step), { atLeast: 0 });
