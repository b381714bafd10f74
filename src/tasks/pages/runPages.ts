import { writeFileAtomic } from "../../files.ts";
import { confusionChart } from "../../plot/charts/confusion.ts";
import { curvesChart } from "../../plot/charts/curves.ts";
import { writeChart } from "../../plot/write.ts";
import type { Report } from "../../report/report.ts";
import { words } from "../../report/words/words.ts";
import type { Run } from "../../train/run/run.ts";
import { resultInWords } from "../training/result.ts";
import type { Ended, MadeAnswers } from "../training/session.ts";
import { illustrated, withImportance, writePictures, writeReport } from "./reportPage.ts";
import { runReadme } from "./runReadme.ts";
import { drawWeights } from "./weightPictures.ts";

/** Writes a run's pictures, its report and its README, and returns the whole report. A run is finished with its README. */
export async function writePages(
  { experiment, prepared, trained, findings, regression, spell, signal }: Ended,
  run: Run,
  { model, reported, figures }: MadeAnswers,
): Promise<Report> {
  const picture = async (name: string, svg: string) => {
    signal?.throwIfAborted();
    await writeChart(run.path("plots", name), svg, { dpi: 144 });
  };
  const w = words[figures.lang];
  const panels = reported.context.curves!;
  await picture("curves.png", await curvesChart({ panels, xLabel: w.chart.epoch }));
  await picture("weights.png", await drawWeights(model));
  if (figures.kind === "classification") {
    const { confusion: matrix, classNames } = figures;
    const labels = { trueLabel: w.trueClass, predictedLabel: w.predictedClass };
    await picture("confusion.png", await confusionChart({ matrix, classNames, ...labels }));
  }
  const report = await illustrated(figures, await withImportance(reported, experiment.seed));
  await writePictures(run.path("plots"), report);
  await writeReport(run.path("report.html"), report);
  const reached = resultInWords(trained.metric, regression);
  const facts = { experiment, prepared, trained, reached, findings, spell };
  await writeFileAtomic(run.path("README.md"), runReadme(run.folder, facts));
  return report;
}
