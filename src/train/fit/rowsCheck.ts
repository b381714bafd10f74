import { UserError } from "../../errors.ts";
import { isEmbedding } from "../../nn/losses/objectives.ts";
import type { SettledPlan } from "./plan.ts";
import type { FlatRows } from "./rows.ts";

/** Rows of a training, by what they are for. */
export interface Parts {
  readonly train: FlatRows;
  readonly test?: FlatRows;
  readonly validation?: FlatRows;
}

/** Refuses rows that do not fit the plan, or that hold what no network can learn from, and says where. */
export async function checkRows(plan: SettledPlan, { train, test, validation }: Parts): Promise<void> {
  await checkSamples(plan, train, "training");
  if (test) await checkSamples(plan, test, "test");
  if (validation) await checkSamples(plan, validation, "validation");
  else if (plan.training.patience !== undefined)
    throw new UserError("patience needs validation rows to watch: give some, or leave patience out");
}

async function checkSamples(
  plan: SettledPlan,
  { samples, rows, targets }: FlatRows,
  which: string,
): Promise<void> {
  const outputs = plan.network.sizes.at(-1)!;
  if (plan.training.loss === "meanSquaredError" && targets !== outputs)
    throw new UserError(
      `the ${which} labels are ${samples.labels.length} numbers, but ${rows} rows of the network's ${outputs} outputs are ${rows * outputs}`,
    );
  if (targets !== plan.targets)
    throw new UserError(
      `the ${which} labels are ${kindOf(targets)}, where the training labels are ${kindOf(plan.targets)}`,
    );
  checkFeatures(plan, samples.features, which);
  await checkLabels(plan, samples.labels, which);
}

const kindOf = (targets: number | undefined): string =>
  targets === undefined ? "classes" : `${targets} numbers a row`;

const largestFloat32 = 3.4028234663852886e38;

function checkFeatures({ network, training }: SettledPlan, features: ArrayLike<number>, which: string): void {
  const limit = training.dtype === "float32" ? largestFloat32 : Number.MAX_VALUE;
  for (let i = 0; i < features.length; i++) {
    if (Math.abs(features[i]!) <= limit) continue;
    const [inputs, found] = [network.sizes[0]!, features[i]!];
    const beyond = Number.isFinite(found) ? "more than float32 holds; scale the features" : "not finite";
    throw new UserError(
      `${which} row ${Math.floor(i / inputs)}, feature ${i % inputs} is ${found}, which is ${beyond} (rows and features are counted from 0)`,
    );
  }
}

async function checkLabels(
  { network, training, targets }: SettledPlan,
  labels: ArrayLike<number>,
  which: string,
): Promise<void> {
  if (targets !== undefined) {
    const bad = Array.prototype.findIndex.call(labels, (label) => !Number.isFinite(label));
    if (bad >= 0)
      throw new UserError(
        `${which} row ${Math.floor(bad / targets)} has target ${labels[bad]}, which is not finite`,
      );
    return;
  }
  const odd = Array.prototype.findIndex.call(labels, (label) => !Number.isInteger(label));
  if (odd >= 0)
    throw new UserError(
      `${which} row ${odd} has label ${labels[odd]}, which is no whole number; labels count classes from 0`,
    );
  if (isEmbedding(training.loss)) {
    const { rowsOfClasses } = await import("../rows/samplers.ts"); // other trainings do without it
    rowsOfClasses(labels, `the ${which} rows`);
    return;
  }
  if (typeof training.loss === "function") return; // what its classes may be, it knows
  const classes = network.sizes.at(-1)!;
  const wrong = Array.prototype.findIndex.call(labels, (label) => label < 0 || label >= classes);
  if (wrong >= 0) {
    throw new UserError(
      `${which} row ${wrong} has label ${labels[wrong]}, outside the network's ${classes} classes (0 to ${classes - 1})`,
    );
  }
}
