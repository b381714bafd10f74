import { imageInWords } from "../../data/images/image.ts";
import { append } from "../../data/numbers/lists.ts";
import { inShell } from "../../files.ts";
import type { Rate } from "../../model/inspection/inspection.ts";
import { learnedCount } from "../../nn/layers/views.ts";
import { rateText } from "../../report/words/english.ts";
import { networkInWords } from "../../report/words/experiment.ts";
import { percent } from "../../report/words/format.ts";
import { testedInWords } from "../../tasks/rows/prepare.ts";
import type {
  FoldReport,
  PlanReport,
  ReadReport,
  ResultReport,
  StoppedReport,
  ValidatedReport,
} from "../../tasks/training/reports.ts";
import { missedInWords, regressionInWords, resultInWords } from "../../tasks/training/result.ts";
import type { Experiment } from "../../train/run/experiment.ts";
import type { FoldFigures, FoundFigures } from "../../train/run/validated.ts";
import { grouped } from "../terminal/console.ts";
import { columnsInWords } from "./columnsInWords.ts";

// What a training reports until its result is known, as lines on the screen. endInWords.ts has the rest.

export function readInWords(report: ReadReport): string[] {
  const { data, rows, features, classNames, image, encoder, notes } = report;
  const names = classNames.length > 12 ? `${classNames.slice(0, 10).join(", ")}, …` : classNames.join(", ");
  const all = rows.train + rows.test + (rows.validation ?? 0);
  const what =
    data.task === "regress"
      ? "a number to predict"
      : `${classNames.length} ${classNames.length === 1 ? "class" : "classes"} (${names})`;
  const images = image ? ` (images of ${imageInWords(image)})` : "";
  return [
    `read   ${data.source}: ${grouped(all)} rows, ${features} features${images}, ${what}`,
    `       SHA-256 ${data.sha256}`,
    ...labelInWords(report),
    `columns  ${columnsInWords(encoder)}`,
    ...notes.map((note) => `note   ${note}`),
    ...splitInWords(report),
  ];
}

/** Which column is learned, where nobody named it and the rows are no pictures in folders of their class. */
function labelInWords({ data, label, labelWhy, image }: ReadReport): string[] {
  if (data.label !== undefined || labelWhy === "made up" || (image && label === "label")) return [];
  return [`label  "${label}", ${labelWhy} (--label chooses another)`];
}

function splitInWords({ data, rows, tested }: ReadReport): string[] {
  const parts = [`${grouped(rows.train)} rows to train on`];
  const own = data.validation === "split" ? " rows of the validation split" : "";
  if (rows.validation !== undefined) parts.push(`${grouped(rows.validation)}${own} to validate on`);
  if (rows.test > 0) parts.push(`${grouped(rows.test)} ${testedInWords({ tested, data })} to test on`);
  return parts.length > 1 ? [`split  ${parts.join(", ")}`] : [];
}

export function planInWords({ experiment, rules, folds, streamed, resumed }: PlanReport): string[] {
  const lines = rules.map((rule) => `auto   ${rule}`);
  if (folds !== undefined) return lines;
  const { engine, training } = experiment;
  if (streamed)
    lines.push(
      `stream ${grouped(streamed.rows)} training rows, ${grouped(streamed.inMemory)} in memory and shuffled at a time; the loss is of ${grouped(streamed.measured)} of them`,
    );
  lines.push(`model  ${experimentInWords(experiment)}; engine ${engine}, ${training.dtype}`);
  if (resumed === undefined) return lines;
  const { from, passedOver } = resumed;
  append(
    lines,
    passedOver.map((why) => `note   ${why}; the checkpoint before it is taken`),
  );
  lines.push(
    from
      ? `resume after epoch ${from.epochs} of ${training.epochs}${from.step ? `, step ${from.step}` : ""}`
      : "resume from the beginning: there is no earlier checkpoint",
  );
  return lines;
}

function experimentInWords({ network, training, seed }: Experiment): string {
  const { optimizer, learningRate, schedule, members } = training;
  const course = schedule
    ? `, ${schedule.name}${schedule.warmup ? ` after ${schedule.warmup} steps of warm-up` : ""}`
    : "";
  const rule = `${optimizer.name}, learning rate ${learningRate}${course}`;
  return `${networkInWords(network, members)}, ${network.activation}, ${grouped(learnedCount(network))} parameters; ${rule}; seed ${seed}`;
}

export const foldInWords = (report: FoldReport): string[] => [
  `fold   ${report.fold + 1} of ${report.of}: ${figuresInWords(report)} on ${grouped(report.rows)} rows`,
];

const figuresInWords = (figures: FoldFigures): string =>
  "accuracy" in figures
    ? `accuracy ${figures.accuracy}${figures.found ? foundInWords(figures.found) : ""}`
    : regressionInWords(figures);

/** `, missed 2 of 4 "NG", over-rejected 1 of 56, average precision 0.7123` */
function foundInWords({ name, missRate, falseRejectRate, averagePrecision }: FoundFigures): string {
  const missed = missRate ? `missed ${missRate.wrong} of ${missRate.of} "${name}"` : `no "${name}" in it`;
  const rejected = falseRejectRate ? `, over-rejected ${falseRejectRate.wrong} of ${falseRejectRate.of}` : "";
  const ranked = averagePrecision === undefined ? "" : `, average precision ${averagePrecision.toFixed(4)}`;
  return `, ${missed}${rejected}${ranked}`;
}

export function foldsInWords({ folds, mean, std, found }: ValidatedReport): string[] {
  const name = folds.some((figures) => "r2" in figures) ? "R²" : "accuracy";
  const spread = (of: { mean: number; std: number }) => `${of.mean.toFixed(4)} ± ${of.std.toFixed(4)}`;
  const lines = [
    `folds  ${name} ${spread({ mean, std })} (mean ± standard deviation of ${folds.length} folds)`,
  ];
  if (!found) return lines;
  const { baseline, missRate, falseRejectRate, averagePrecision } = found;
  lines.push(`       always saying "${baseline.name}" would score ${percent(baseline.accuracy)}`);
  const rate = ({ wrong, of, ...rate }: Rate) =>
    `${wrong} of ${of}, ${rateText({ wrong, of, ...rate }, " to ")}`;
  if (missRate) lines.push(`       missed ${rate(missRate)} of "${found.name}"`);
  if (falseRejectRate) lines.push(`       over-rejected ${rate(falseRejectRate)} of the others`);
  if (averagePrecision) lines.push(`       average precision ${spread(averagePrecision)} over the folds`);
  return lines;
}

export const stoppedInWords = ({ run }: StoppedReport): string[] =>
  run === undefined
    ? ["stop"]
    : [`stop   ${run} was stopped; go on with: kiso train --resume ${inShell(run)}`];

export function reachedInWords(report: ResultReport): string[] {
  const { metric, regression, missed, rows, measured, tested, data, seconds, stoppedAt, epochs, patience } =
    report;
  const beside = report.madeUp ? ` and ${grouped(report.madeUp)} made-up defects` : "";
  const on = `${grouped(rows)} ${testedInWords({ tested, data })}${beside}`;
  const some = measured === undefined ? "" : `${grouped(measured)} of `;
  const lines = [
    `result ${resultInWords(metric, regression)} on ${on}${missedInWords(missed)}; loss ${metric.loss} on ${some}the training rows; ${seconds.toFixed(3)} s`,
  ];
  if (metric.validationLoss !== undefined && patience !== undefined) {
    const how = stoppedAt === undefined ? "after all" : `stopped after ${stoppedAt} of`;
    lines.push(
      `best   ${how} ${epochs} epochs; the model is the one after ${metric.epoch + 1}, whose validation loss ${metric.validationLoss} is the lowest`,
    );
  }
  return lines;
}
