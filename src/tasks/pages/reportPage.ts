import { join } from "node:path";
import { SettingError } from "../../errors.ts";
import { writeFileAtomic } from "../../files.ts";
import { modelEffects } from "../../model/inspection/effects.ts";
import { modelInteractions } from "../../model/inspection/interactions.ts";
import { modelImportance } from "../../model/metrics/modelImportance.ts";
import { confusionChart } from "../../plot/charts/confusion.ts";
import { drawClassification } from "../../report/classification.ts";
import { mixedUpInWords } from "../../report/confusion.ts";
import { reportHtml } from "../../report/pages/html.ts";
import { drawRegression } from "../../report/regression.ts";
import type { ClassificationReport, PictureName, Report } from "../../report/report.ts";
import type { Words } from "../../report/words/words.ts";
import { classificationOf, type Reported, regressionOf } from "../training/figures.ts";

/** Columns whose effect is looked at: the most important. */
const mostEffects = 6;

/** Adds why the model answers as it does: the importance of its columns, the effects of the most important, and pairs. Pixels have none. */
export async function withInsight(reported: Reported, seed: number): Promise<Reported> {
  const { model, engine, samples, rows, context } = reported;
  if (model.image || model.network.convolution) return reported;
  const importance = await modelImportance(model, samples, { engine, seed });
  const means = importance.importances.map(({ mean }) => mean);
  const columns = importance.names
    .map((name, i) => ({ name, mean: means[i]! }))
    .sort((a, b) => b.mean - a.mean)
    .slice(0, mostEffects)
    .map(({ name }) => name);
  const effects = await modelEffects(model, rows, { columns, engine });
  const pairs = await modelInteractions(model, samples, { engine, seed, importance });
  return { ...reported, context: { ...context, importance, effects, pairs } };
}

/** The whole report. */
export async function illustrated(figures: Report, reported: Reported): Promise<Report> {
  const { context, model } = reported;
  if (figures.kind === "regression")
    return drawRegression(figures, regressionOf(reported, model.target!), context);
  return drawClassification(figures, classificationOf(reported), context);
}

/** The confusion matrix; of many classes the part of it that can be read, and a line that says so. */
export function confusionPicture({ counts, classNames }: ClassificationReport, w: Words): Promise<string> {
  const note = mixedUpInWords(counts, classNames.length, w);
  const labels = { trueLabel: w.trueClass, predictedLabel: w.predictedClass };
  return confusionChart({ matrix: counts, classNames, ...labels, note });
}

/** Throws unless the path is a page's: to be asked before the work. */
export function checkReportPath(path: string): void {
  if (!/\.html?$/i.test(path))
    throw new SettingError(
      (say) => `${say("report", path)}: the report is a page of HTML; name a file that ends in .html`,
    );
}

export const writeReport = (path: string, report: Report): Promise<void> =>
  writeFileAtomic(path, reportHtml(report));

/** Files of a run's plots/ for the pictures of its report; its curves are there already, both panels in one, and effects are the page's. */
const fileNames: Readonly<Record<Exclude<PictureName, "curves" | "effects">, string>> = {
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
    name === "curves" || name === "effects"
      ? undefined
      : writeChart(join(folder, fileNames[name]), svg, { dpi: 144 }),
  );
  // Where one fails, the others are over too when that is said.
  await Promise.allSettled(written);
  await Promise.all(written);
}
