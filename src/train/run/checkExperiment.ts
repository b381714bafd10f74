import { dateOrders } from "../../data/columns/cells/dates/dates.ts";
import { missingRules } from "../../data/columns/missing.ts";
import { viewsRules } from "../../model/file/card.ts";
import {
  checkEntries,
  flag,
  imageRules,
  networkRules,
  notNegative,
  number,
  oneOf,
  or,
  type Rules,
  readingRules,
  rule,
  share,
  table,
  tables,
  text,
  texts,
  whole,
} from "../../model/file/entries.ts";
import { type Look, looks } from "../../nn/layers/members.ts";
import { trainingRules, within } from "../fit/planCheck.ts";
import { scheduleNames } from "../fit/schedule.ts";

/** What the entries of a run's config.json must be. Names of activations and the like are texts here. */
const rules: Rules = {
  data: table,
  "data.source": text,
  "data.sha256": text,
  "data.test?": table,
  "data.test.source": text,
  "data.test.sha256": text,
  "data.label?": text,
  "data.task?": oneOf(["regress"]),
  "data.distances?": table,
  "data.distances.good?": text,
  "data.missing?": oneOf(missingRules),
  "data.testSize": share,
  "data.validation?": or(share, "split"),
  "data.scale": oneOf(["standard", "minmax", "none"]),
  "data.trim?": flag,
  "data.stream?": table,
  "data.stream.buffer": whole(1),
  ...imageRules("data.image"),
  ...readingRules("data.reading"),
  "data.roles?": table,
  "data.roles.drop?": texts,
  "data.roles.id?": texts,
  "data.roles.features?": texts,
  "data.roles.group?": text,
  "data.roles.time?": text,
  "data.roles.dates?": flag,
  "data.roles.dateOrder?": oneOf(dateOrders),
  "data.roles.decimal?": oneOf([".", ","]),
  "data.roles.onError?": oneOf(["stop", "skip"]),
  "data.old?": table,
  "data.old.source": text,
  "data.old.sha256": text,
  ...readingRules("data.old.reading"),
  "data.old.learned": flag,
  "data.old.columns?": texts,
  ...networkRules,
  ...viewsRules,
  "network.initializer": text,
  training: table,
  ...within("training.", trainingRules),
  "training.members?": whole(2),
  "training.looks?": rule(
    `how many members look at what (${looks.join(", ")})`,
    (value) =>
      table[1](value) &&
      Object.entries(value as object).every(([look, n]) => looks.includes(look as Look) && whole(1)[1](n)),
  ),
  "training.optimizer.name": text,
  "training.optimizer.nesterov?": flag,
  "training.schedule.name": oneOf(scheduleNames),
  // A run says these, whatever a program may leave out.
  "training.l2": notNegative,
  "training.shuffle": flag,
  "training.reduction": text,
  "training.dtype": text,
  "positive?": table,
  "positive.name": text,
  "positive.aim?": table,
  "effort?": oneOf(["quick", "standard", "best"]),
  "reject?": share,
  "inspection?": table,
  "inspection.good?": text,
  "inspection.references": whole(1),
  "inspection.neighbours": whole(1),
  "inspection.madeUp?": whole(1),
  "inspection.aim?": table,
  seed: whole(0),
  "engine?": text,
  "stated?": texts,
  "validated?": table,
  "validated.folds": tables,
  "validated.mean": number,
  "validated.std": notNegative,
};

/** An entry that no experiment has. */
export const strangeEntry = (experiment: object): string | undefined =>
  Object.keys(experiment).find((name) => !entryNames.has(name));

const entryNames = new Set(Object.keys(rules).map((name) => /^\w+/.exec(name)![0]));

/** Refuses what no kiso wrote: a config.json that was changed by hand, or damaged. */
export const checkExperiment = (experiment: unknown, path: string): void =>
  checkEntries(experiment, rules, path, "bring the run's own config.json back, or begin a new run");
