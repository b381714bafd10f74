import { join } from "node:path";
import type { Engine } from "../engine/engine.ts";
import { UserError } from "../errors.ts";
import { writeFileAtomic } from "../files.ts";
import { modelImportance } from "../model/metrics/modelImportance.ts";
import type { Model } from "../model/model.ts";
import type { RejectReason } from "../model/reject/applyReject.ts";
import { rejectReasons } from "../model/reject/rejectReasons.ts";
import type { Samples } from "../model/samples.ts";
import { unscaledTargets } from "../model/samples.ts";
import { parameterCount } from "../nn/network.ts";
import {
  type ClassificationResult,
  classificationFigures,
  drawClassification,
} from "../report/classification.ts";
import { reportHtml } from "../report/pages/html.ts";
import { drawRegression, type RegressionResult, regressionFigures } from "../report/regression.ts";
import type { Facts, PictureName, Report, ReportContext } from "../report/report.ts";
import { grouped, percent, quantities } from "../report/words/format.ts";
import type { Words } from "../report/words/words.ts";
import type { Experiment } from "../train/run/experiment.ts";
import { networkInWords } from "./networkInWords.ts";

/** What a report is made of. */
export interface Reported {
  model: Model;
  engine: Engine;
  /** labelled rows, scaled as the model's training rows */
  samples: Samples;
  /** what the network said of them: `Measured.outputs` */
  outputs: Float64Array;
  /** why the model answers none of them, where it may */
  reasons?: readonly RejectReason[];
  /** name of the label column */
  label: string;
  context: ReportContext;
}

/** Figures and tables, at once; `illustrated` adds the pictures. */
export function figuresOf(reported: Reported): Report {
  const { context, model } = reported;
  return model.target
    ? regressionFigures(regressionOf(reported, model.target), context)
    : classificationFigures(classificationOf(reported), context);
}

/** With what the model turns away, where it has a rule. */
export async function withReasons(reported: Reported): Promise<Reported> {
  const { model, engine, samples, outputs } = reported;
  const { reject } = model;
  if (!reject) return reported;
  const reasons = await rejectReasons({ ...model, reject }, engine, samples.features, outputs.map(Math.exp));
  return { ...reported, reasons };
}

/** With the importance of the features, for which the rows go through the network again and again; no pixel has any. */
export async function withImportance(reported: Reported, seed: number): Promise<Reported> {
  const { model, engine, samples, context } = reported;
  if (model.image || model.network.convolution) return reported;
  const importance = await modelImportance(model, engine, samples, seed);
  return { ...reported, context: { ...context, importance } };
}

/** The whole report. */
export async function illustrated(figures: Report, reported: Reported): Promise<Report> {
  const { context, model } = reported;
  if (figures.kind === "regression")
    return drawRegression(figures, regressionOf(reported, model.target!), context);
  return drawClassification(figures, classificationOf(reported), context);
}

const classificationOf = ({ model, samples, outputs, reasons }: Reported): ClassificationResult => ({
  labels: samples.labels,
  probabilities: outputs.map(Math.exp),
  classNames: model.classNames,
  ...(model.reject && reasons ? { reject: { rule: model.reject, reasons } } : {}),
});

const regressionOf = (
  { samples, outputs, label }: Reported,
  target: NonNullable<Model["target"]>,
): RegressionResult => ({
  truth: unscaledTargets(target, samples.labels),
  predicted: unscaledTargets(target, outputs),
  target: label,
});

/** The report's figures and rows as --json gives them; its findings have a key of their own there. */
export function reportJson(report: Report): object {
  const { metrics, importance } = report;
  if (report.kind === "regression") return { metrics, mistakes: report.mistakes, importance };
  const { classNames, confusion, macro, weighted } = report;
  const classes = report.classes.map((one, c) => ({ name: classNames[c]!, ...one }));
  const mistakes = report.mistakes.map(({ label, predicted, ...row }) => ({
    ...row,
    label: classNames[label]!,
    predicted: classNames[predicted]!,
  }));
  const reject = report.reject ? { reject: report.reject } : {};
  return { confusion, classNames, metrics, classes, macro, weighted, mistakes, importance, ...reject };
}

/** Throws unless the path is a page's: to be asked before the work. */
export function checkReportPath(path: string): void {
  if (!/\.html?$/i.test(path))
    throw new UserError(`--report ${path}: the report is a page of HTML; name a file that ends in .html`);
}

export const writeReport = (path: string, report: Report): Promise<void> =>
  writeFileAtomic(path, reportHtml(report));

/** Files of a run's plots/ for the pictures of its report; its curves are there already, both panels in one. */
const fileNames: Readonly<Record<Exclude<PictureName, "curves">, string>> = {
  roc: "roc.png",
  precisionRecall: "precision-recall.png",
  reliability: "reliability.png",
  importance: "importance.png",
  predicted: "predicted.png",
  residuals: "residuals.png",
};

/** The report's pictures as files of `folder`. */
export async function writePictures(folder: string, { pictures }: Report): Promise<void> {
  const { writeChart } = await import("../plot/write.ts");
  const written = pictures.map(({ name, svg }) =>
    name === "curves" ? undefined : writeChart(join(folder, fileNames[name]), svg, { dpi: 144 }),
  );
  await Promise.all(written);
}

/** What a network is and how it was trained, in the report's words. */
export function modelFacts({ network, training, data, reject, seed }: Experiment, w: Words): Facts {
  const { facts } = w;
  const { classWeights, patience, schedule } = training;
  const optional = {
    [facts.schedule]: schedule?.name,
    [facts.classWeights]:
      classWeights && quantities([Math.min(...classWeights), Math.max(...classWeights)]).join(" – "),
    [facts.validation]: validationInWords(data.validation, w),
    [facts.patience]: patience,
    [facts.reject]: reject === undefined ? undefined : percent(reject),
    [facts.missing]: data.missing,
  };
  const chosen = Object.entries(optional).filter(([, value]) => value !== undefined) as [string, string][];
  return {
    [facts.layers]: networkInWords(network),
    [facts.activation]: network.activation,
    [facts.parameters]: grouped(parameterCount(network)),
    [facts.epochs]: training.epochs,
    [facts.batch]: training.batch,
    [facts.optimizer]: optimizerInWords(training.optimizer),
    [facts.learningRate]: training.learningRate,
    [facts.l2]: training.l2,
    ...Object.fromEntries(chosen),
    [facts.scale]: data.scale,
    [facts.dtype]: training.dtype,
    [facts.seed]: seed,
  };
}

/** "sgd, momentum 0.9, nesterov" */
const optimizerInWords = ({ name, ...settings }: Experiment["training"]["optimizer"]): string =>
  [name, ...Object.entries(settings).map(([key, value]) => (value === true ? key : `${key} ${value}`))].join(
    ", ",
  );

function validationInWords(validation: number | "split" | undefined, w: Words): string | undefined {
  return typeof validation === "number"
    ? w.validationOf(percent(validation))
    : validation && w.validationSplit;
}
