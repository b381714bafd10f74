import { missingRules } from "../../data/columns/missing.ts";
import {
  checkEntries,
  flag,
  imageRules,
  networkRules,
  notNegative,
  number,
  numbers,
  oneOf,
  or,
  type Rules,
  share,
  table,
  text,
  whole,
} from "../../model/entries.ts";
import { scheduleNames } from "../fit/schedule.ts";

/**
 * Of a run's config.json. Names of activations, optimizers and the like are texts here: whoever looks them up says which
 * there are.
 */
const rules: Rules = {
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
  ...imageRules("data.image"),
  ...networkRules,
  "network.initializer": text,
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
  "training.classWeights?": numbers,
  "training.l2": notNegative,
  "training.shuffle": flag,
  "training.augment?": table,
  "training.augment.rows": table,
  "training.augment.rows.height": whole(1),
  "training.augment.rows.width": whole(1),
  "training.augment.rows.channels": whole(1),
  "training.augment.rows.white": numbers,
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
export const checkExperiment = (experiment: unknown, path: string): void =>
  checkEntries(experiment, rules, path, "bring the run's own config.json back, or begin a new run");
