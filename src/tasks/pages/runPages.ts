import { writeFileAtomic } from "../../files.ts";
import type { ModelData } from "../../model/modelData.ts";
import { confusionChart } from "../../plot/charts/confusion.ts";
import { curvesChart } from "../../plot/charts/curves.ts";
import { writeChart } from "../../plot/write.ts";
import type { Report } from "../../report/report.ts";
import { words } from "../../report/words/words.ts";
import type { Run } from "../../train/run/run.ts";
import { resultInWords } from "../training/result.ts";
import type { Ended } from "../training/session.ts";
import { illustrated, type Reported, withImportance, writePictures, writeReport } from "./reportPage.ts";
import { runReadme } from "./runReadme.ts";
import { drawWeights } from "./weightPictures.ts";

interface Pages extends Ended {
  run: Run;
  model: ModelData;
  reported: Reported;
  figures: Report;
}

/** Writes a run's pictures, its report and its README, and returns the whole report. A run is finished with its README. */
export async function writePages(pages: Pages): Promise<Report> {
  const { run, experiment, prepared, trained, findings, regression, model, reported, figures, signal } =
    pages;
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
  const facts = { experiment, prepared, trained, reached, findings };
  await writeFileAtomic(run.path("README.md"), runReadme(run.folder, facts));
  return report;
}
