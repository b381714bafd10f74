import { stratifiedKFold } from "../../data/rows/folds.ts";
import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import { SettingError, type Spell } from "../../errors.ts";
import type { ClassAim } from "../../model/decision.ts";
import { noneOfThese } from "../../model/reject/applyReject.ts";
import { grouped } from "../../report/words/format.ts";
import { tooFew } from "../../train/decision/chooseDecision.ts";
import { crossFolds } from "../../train/decision/crossFit.ts";
import { byValidation, foldPlan } from "../../train/decision/modelDecision.ts";
import type { Plan, PositiveSpec } from "../../train/run/experiment.ts";
import type { Prepared } from "../rows/prepare.ts";

// A threshold, and the limits of a rule, are set by rows that were not learned from: validation rows, or training rows that are held
// out in turn. Whether there are enough of them is known before anything is trained.

/** Whether there are rows that the threshold can be chosen on: validation rows, or training rows, each held out once. */
export function checkRowsOf(
  aim: ClassAim,
  name: string,
  { prepared, seed, inTurn }: { prepared: Prepared; seed: number; inTurn: boolean },
): void {
  const { train, validation, groups, streamed } = prepared;
  const positive = train.classNames.indexOf(name);
  if (byValidation(aim, validation?.labels, positive)) return;
  if (!inTurn) {
    refuseFew(aim, name, { of: validation ?? train, what: "validation", positive });
    return;
  }
  if (streamed)
    throw new SettingError(
      (say) =>
        `${say("aim")} holds each training row out once, for which they must be in memory; hold some out for it with ${say("validation", 0.2)}, or leave it out`,
    );
  refuseFew(aim, name, { of: train, what: "training", positive });
  if (groups) checkGroups(train, groups, { seed, setting: "aim" });
}

/** Refuses an aim that rows of one class are too few for. */
function refuseFew(
  aim: ClassAim,
  name: string,
  { of, what, positive }: { of: LabelledRows; what: "training" | "validation"; positive: number },
): void {
  const positives = Array.from(of.labels).filter((label) => label === positive).length;
  const others = of.nSamples - positives;
  // Rows that are held out in turn are in every fold.
  const each = what === "training" ? crossFolds : 1;
  const few =
    tooFew(aim, positives, others) ??
    (positives < each ? ({ kind: "positives", found: positives, needed: each } as const) : undefined) ??
    (others < each ? ({ kind: "others", found: others, needed: each } as const) : undefined);
  if (!few) return;
  const { kind, found, needed } = few;
  const other = of.classNames[1 - positive]!;
  throw new SettingError((say) => {
    const rows = `class "${kind === "positives" ? name : other}" has ${grouped(found)} ${what} ${found === 1 ? "row" : "rows"}, and ${say("aim", aim)} takes ${grouped(needed)}`;
    const less = lessOf(aim, found);
    const more =
      what === "validation" ? ` (of a convolutional network ${say("validation")} rows choose)` : "";
    return `${rows} that were not learned from${more}; add rows${less ? `, or ask for no more than ${say("aim", less)}` : ""}`;
  });
}

/** What so many rows can promise; nothing where that is not what is lacking. */
function lessOf(aim: ClassAim, rows: number): ClassAim | undefined {
  if (rows < 4) return undefined;
  const hundredths = (share: number) => Math.floor(100 * share + 1e-9) / 100;
  if (aim.name === "recall") return { ...aim, recall: hundredths(rows / (rows + 1)) };
  if (aim.name === "falseReject")
    return { ...aim, rate: Number((1 - hundredths(rows / (rows + 1))).toFixed(2)) };
  return undefined;
}

/** Says which trainings follow to choose a threshold. */
export function sayTrainings(
  { name, aim }: PositiveSpec,
  { train, validation }: Prepared,
  plan: Plan,
  { rules, say }: { rules: string[]; say: Spell },
): void {
  if (aim === undefined || byValidation(aim, validation?.labels, train.classNames.indexOf(name))) return;
  const { each, partitions } = foldPlan(plan, train);
  const { members = 1 } = each.training;
  rules.push(
    `${partitions * crossFolds} more trainings${members > 1 ? ` of ${members} networks` : ""} follow, each without a fifth of the rows, to choose the threshold of "${name}" (${say("aim")}); the model is their mean`,
  );
}

/** Whether the limits of the rule can be set: without validation rows, each fold needs a row of every class. */
export function checkReject({ train, validation, groups }: Prepared, seed: number): void {
  const { classNames, labels } = train;
  if (classNames.includes(noneOfThese))
    throw new SettingError(
      (say) =>
        `a class is called "${noneOfThese}", which is what ${say("reject")} answers; rename it, or leave out ${say("reject")}`,
    );
  if (validation) return;
  const counts = new Array<number>(classNames.length).fill(0);
  for (const label of labels) counts[label]!++;
  const rare = counts.findIndex((count) => count > 0 && count < crossFolds);
  if (rare < 0 && groups) checkGroups(train, groups, { seed, setting: "reject" });
  if (rare < 0) return;
  throw new SettingError(
    (say) =>
      `${say("reject")} holds each training row out once, in ${crossFolds} parts with one of every class, but class "${classNames[rare]}" has ${counts[rare]} training ${counts[rare] === 1 ? "row" : "rows"}; add rows, or hold some out for it with ${say("validation", 0.2)}`,
  );
}

/** The same where rows of one group are held out together: each part leaves rows of every class to learn from. */
function checkGroups(
  { labels }: LabelledRows,
  groups: ArrayLike<number>,
  { seed, setting }: { seed: number; setting: "reject" | "aim" },
): void {
  const all = Array.from(groups);
  const count = new Set(all).size;
  const enough =
    count >= crossFolds &&
    stratifiedKFold(labels, { folds: crossFolds, seed, groups }).every(
      ({ train }) => new Set(train.map((row) => labels[row])).size === new Set(labels).size,
    );
  if (enough) return;
  throw new SettingError(
    (say) =>
      `${say(setting)} holds each training row out once, in ${crossFolds} parts of whole groups, and the ${count} groups of the training rows do not go into such parts with rows of every class beside each; add groups, or hold some out for it with ${say("validation", 0.2)}`,
  );
}
