import { missingRules } from "../data/missing.ts";
import { UserError } from "../errors.ts";
import { scheduleNames } from "./schedule.ts";

/** What an entry of a config.json must be, in words, and whether it is. */
type Rule = readonly [wanted: string, fits: (value: unknown) => boolean];

const rule = (wanted: string, fits: (value: unknown) => boolean): Rule => [wanted, fits];
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isWhole = (value: unknown, least: number): boolean =>
  Number.isSafeInteger(value) && Number(value) >= least;
const isTable = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text = rule("a text", (value) => typeof value === "string");
const flag = rule("true or false", (value) => typeof value === "boolean");
const number = rule("a number", isNumber);
const table = rule("a table of settings", isTable);
const share = rule("a number from 0 to below 1", (value) => isNumber(value) && value >= 0 && value < 1);
const notNegative = rule("a number of at least 0", (value) => isNumber(value) && value >= 0);
const whole = (least: number): Rule =>
  rule(`a whole number of at least ${least}`, (value) => isWhole(value, least));
const oneOf = (names: readonly unknown[]): Rule =>
  rule(`one of ${names.join(", ")}`, (value) => names.includes(value));
const or = ([wanted, fits]: Rule, other: string): Rule =>
  rule(`${wanted}, or "${other}"`, (value) => value === other || fits(value));
const listOf = (items: string, fits: (item: unknown) => boolean, least = 0): Rule =>
  rule(`a list of ${items}`, (value) => Array.isArray(value) && value.length >= least && value.every(fits));
const counts = (least: number): Rule => listOf("whole numbers of at least 1", (n) => isWhole(n, 1), least);

/**
 * Of every entry by its path; one that ends in "?" may be left out, and what lies in it is then left out too. Names of
 * activations, optimizers and the like are texts here: whoever looks them up says which there are.
 */
const rules: Readonly<Record<string, Rule>> = {
  data: table,
  "data.source": text,
  "data.sha256": text,
  "data.test?": table,
  "data.test.source": text,
  "data.test.sha256": text,
  "data.label?": text,
  "data.task?": oneOf(["regress"]),
  "data.missing?": oneOf(missingRules),
  "data.testSize": share,
  "data.validation?": or(share, "split"),
  "data.scale": oneOf(["standard", "minmax", "none"]),
  "data.stream?": table,
  "data.stream.buffer": whole(1),
  "data.image?": table,
  "data.image.height": whole(1),
  "data.image.width": whole(1),
  "data.image.channels": oneOf([1, 3]),
  network: table,
  "network.sizes": counts(2),
  "network.activation": text,
  "network.initializer": text,
  "network.dropout?": share,
  "network.normalize?": flag,
  "network.convolution?": table,
  "network.convolution.image": table,
  "network.convolution.image.height": whole(1),
  "network.convolution.image.width": whole(1),
  "network.convolution.image.channels": whole(1),
  "network.convolution.channels": counts(0),
  "network.convolution.kernel?": whole(1),
  "network.convolution.pool?": text,
  "network.convolution.batchNorm?": flag,
  "network.convolution.globalAveragePool?": flag,
  "network.background?": table,
  "network.background.components": whole(1),
  "network.background.class": whole(0),
  training: table,
  "training.epochs": whole(1),
  "training.batch": whole(1),
  "training.learningRate": number,
  "training.optimizer": table,
  "training.optimizer.name": text,
  "training.optimizer.nesterov?": flag,
  "training.loss?": text,
  "training.margin?": or(number, "soft"),
  "training.mining?": text,
  "training.classWeights?": listOf("numbers", isNumber),
  "training.l2": notNegative,
  "training.shuffle": flag,
  "training.augment?": table,
  "training.augment.rows": table,
  "training.augment.rows.height": whole(1),
  "training.augment.rows.width": whole(1),
  "training.augment.rows.channels": whole(1),
  "training.augment.rows.white": listOf("numbers", isNumber),
  "training.reduction": oneOf(["sum", "mean"]),
  "training.dtype": oneOf(["float64", "float32"]),
  "training.schedule?": table,
  "training.schedule.name": oneOf(scheduleNames),
  "training.patience?": whole(0),
  "reject?": share,
  "inspection?": table,
  "inspection.good?": text,
  "inspection.references": whole(1),
  "inspection.neighbours": whole(1),
  "inspection.aim?": table,
  seed: whole(0),
  "engine?": text,
};

/** Refuses what no kiso wrote: a config.json that was changed by hand, or damaged. */
export function checkExperiment(experiment: unknown, path: string): void {
  for (const [name, [wanted, fits]] of Object.entries(rules)) {
    const place = name.replace("?", "");
    const parent = entry(experiment, place.split(".").slice(0, -1));
    if (parent === undefined) continue; // left out with all that lies in it
    const found = entry(experiment, place.split("."));
    if (found === undefined ? name.endsWith("?") : fits(found)) continue;
    throw new UserError(
      `${path}: ${place} must be ${wanted}, ${found === undefined ? "and is missing" : `found ${JSON.stringify(found)}`}; bring the run's own config.json back, or begin a new run`,
    );
  }
}

function entry(experiment: unknown, keys: readonly string[]): unknown {
  return keys.reduce(
    (found, key) => (isTable(found) ? (found as Record<string, unknown>)[key] : undefined),
    experiment,
  );
}
