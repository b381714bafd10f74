import { UserError } from "../../errors.ts";
import type { Samples } from "../../model/samples.ts";
import { isEmbedding } from "../../nn/objectives.ts";
import { rowsOfClasses } from "../rows/samplers.ts";
import type { Plan } from "../run/experiment.ts";

interface Rows {
  train: Samples;
  test?: Samples;
  validation?: Samples;
}

/** Refuses rows that do not fit the plan, or that hold what no network can learn from, and says where. */
export function checkRows(plan: Plan, { train, test, validation }: Rows): void {
  checkSamples(plan, train, "training");
  if (test) checkSamples(plan, test, "test");
  if (validation) checkSamples(plan, validation, "validation");
  else if (plan.training.patience !== undefined)
    throw new UserError("patience needs validation rows to watch: give some, or leave patience out");
}

function checkSamples(plan: Plan, samples: Samples, which: string): void {
  const inputs = plan.network.sizes[0]!;
  const { features, labels } = checkLists(samples, which);
  if (labels.length === 0) throw new UserError(`there are zero ${which} rows; give at least one`);
  if (features.length !== labels.length * inputs) {
    throw new UserError(
      `the ${which} features hold ${features.length} numbers, but ${labels.length} rows of the network's ${inputs} inputs are ${labels.length * inputs}`,
    );
  }
  checkFeatures(plan, features, which);
  checkLabels(plan, labels, which);
}

/** A Dataset, or an array with axes, is a step too early. */
function checkLists(samples: Samples | undefined, which: string): Samples {
  const isList = (thing: unknown) => typeof (thing as ArrayLike<unknown> | undefined)?.length === "number";
  if (samples && isList(samples.features) && isList(samples.labels)) return samples;
  throw new UserError(
    `the ${which} rows must be { features, labels } as flat lists; toSamples(dataset, scaler) makes them of a Dataset`,
  );
}

const largestFloat32 = 3.4028234663852886e38;

function checkFeatures({ network, training }: Plan, features: ArrayLike<number>, which: string): void {
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

function checkLabels({ network, training }: Plan, labels: ArrayLike<number>, which: string): void {
  if (training.loss === "meanSquaredError") {
    const bad = Array.prototype.findIndex.call(labels, (label) => !Number.isFinite(label));
    if (bad >= 0) throw new UserError(`${which} row ${bad} has target ${labels[bad]}, which is not finite`);
    return;
  }
  const odd = Array.prototype.findIndex.call(labels, (label) => !Number.isInteger(label));
  if (odd >= 0)
    throw new UserError(
      `${which} row ${odd} has label ${labels[odd]}, which is no whole number; labels count classes from 0`,
    );
  if (isEmbedding(training.loss)) {
    rowsOfClasses(labels, `the ${which} rows`);
    return;
  }
  const classes = network.sizes.at(-1)!;
  const wrong = Array.prototype.findIndex.call(labels, (label) => label < 0 || label >= classes);
  if (wrong >= 0) {
    throw new UserError(
      `${which} row ${wrong} has label ${labels[wrong]}, outside the network's ${classes} classes (0 to ${classes - 1})`,
    );
  }
}
