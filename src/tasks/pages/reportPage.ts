import { join } from "node:path";
import { exp } from "../../data/numbers/exp.ts";
import type { Engine } from "../../engine/engine.ts";
import { SettingError } from "../../errors.ts";
import { writeFileAtomic } from "../../files.ts";
import { modelImportance } from "../../model/metrics/modelImportance.ts";
import type { ModelData } from "../../model/modelData.ts";
import type { RejectReason } from "../../model/reject/applyReject.ts";
import type { Samples } from "../../model/samples.ts";
import { unscaledTargets } from "../../model/samples.ts";
import {
  type ClassificationResult,
  classificationFigures,
  drawClassification,
} from "../../report/classification.ts";
import { reportHtml } from "../../report/pages/html.ts";
import { drawRegression, type RegressionResult, regressionFigures } from "../../report/regression.ts";
import type { PictureName, Report, ReportContext } from "../../report/report.ts";

/** What a report is made of. */
export interface Reported {
  model: ModelData;
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

/** Adds the importance of the features, for which the rows go through the network again and again. Pixels have none. */
export async function withImportance(reported: Reported, seed: number): Promise<Reported> {
  const { model, engine, samples, context } = reported;
  if (model.image || model.network.convolution) return reported;
  const importance = await modelImportance(model, samples, { engine, seed });
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
  probabilities: outputs.map(exp),
  classNames: model.classNames,
  reject: model.reject && reasons && { rule: model.reject, reasons },
});

const regressionOf = (
  { samples, outputs, label }: Reported,
  target: NonNullable<ModelData["target"]>,
): RegressionResult => ({
  truth: unscaledTargets(target, samples.labels),
  predicted: unscaledTargets(target, outputs),
  target: label,
});

/** Throws unless the path is a page's: to be asked before the work. */
export function checkReportPath(path: string): void {
  if (!/\.html?$/i.test(path))
    throw new SettingError(
      (say) => `${say("report", path)}: the report is a page of HTML; name a file that ends in .html`,
    );
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
  const { writeChart } = await import("../../plot/write.ts");
  const written = pictures.map(({ name, svg }) =>
    name === "curves" ? undefined : writeChart(join(folder, fileNames[name]), svg, { dpi: 144 }),
  );
  await Promise.all(written);
}
