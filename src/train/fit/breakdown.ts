import { SettingError, type Spell } from "../../errors.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { SettledPlan } from "./plan.ts";
import type { Steps } from "./steps.ts";

/** Training came to values that are not numbers. `checkpoint` stands before the step that did it. */
export class BreakdownError extends SettingError {
  override name = "BreakdownError";

  constructor(
    spelled: (spell: Spell) => string,
    readonly checkpoint: Checkpoint,
  ) {
    super(spelled);
  }

  get lastGood(): Tensors {
    return this.checkpoint.state;
  }
}

interface Broken {
  plan: Pick<SettledPlan, "training" | "data">;
  steps: Steps;
  /** the last checkpoint that was seen to be good, in the epoch that broke */
  from: Checkpoint;
}

/**
 * Finds the step of an epoch that broke it. Training itself looks only once an epoch, so it pays nothing for this;
 * since same state and rows give same bits, the epoch is run again from where all was good, now looking after every step.
 */
export async function findBreakdown({ plan, steps, from }: Broken): Promise<BreakdownError> {
  const epoch = from.epochs;
  steps.restore(from.state);
  await steps.begin(epoch, from.step);
  let lastGood = from.state;
  for (let step = from.step; step < steps.perEpoch; step++) {
    await steps.run(epoch, step);
    const state = steps.state();
    const name = firstNotFinite(state);
    if (name !== undefined) {
      steps.restore(lastGood);
      const layer = name.split(".")[0];
      return new BreakdownError(
        (say) =>
          `training broke down in epoch ${epoch}, batch ${step}: layer ${layer} is the first with values that are not finite (${name}); ${advice(plan, say)}`,
        { ...from, step, state: lastGood },
      );
    }
    lastGood = state;
  }
  return new BreakdownError(
    (say) =>
      `the loss after epoch ${epoch} is not finite though all weights are: the network's outputs overflow; ${advice(plan, say)}`,
    { ...from, step: steps.perEpoch, state: lastGood },
  );
}

/** The name of the first tensor that holds a value that is not finite. */
export function firstNotFinite(state: Tensors): string | undefined {
  return Object.keys(state).find((name) => !state[name]!.data.every(Number.isFinite));
}

function advice({ training: { learningRate }, data }: Broken["plan"], say: Spell): string {
  const lower = say("learningRate", Number((learningRate / 10).toPrecision(2)));
  const scaled = data && data.scale !== "none";
  return `the learning rate ${learningRate} is probably too large: try ${lower}${scaled ? "" : `, or scale the features (${say("scale", "standard")})`}`;
}
