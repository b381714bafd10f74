import { writeForPeople } from "../../data/formats/write.ts";
import type { WritePieces } from "../../data/formats/writeColumn.ts";
import { writeFileAtomic } from "../../files.ts";
import { curvesChart } from "../../plot/charts/curves.ts";
import { writeChart } from "../../plot/write.ts";
import type { ClassificationReport, Report } from "../../report/report.ts";
import { speechIn } from "../../report/words/catalogue/speech.ts";
import { words } from "../../report/words/words.ts";
import { type RunResult, writeResult } from "../../train/run/result.ts";
import type { Run } from "../../train/run/run.ts";
import { resultInWords } from "../training/result.ts";
import type { Ended, MadeAnswers } from "../training/session.ts";
import { confusionFile, isLarge, mistakesFile } from "./large.ts";
import { mistakePieces } from "./mistakesFile.ts";
import { confusionPicture, illustrated, withInsight, writePictures, writeReport } from "./reportPage.ts";
import { runReadme } from "./runReadme.ts";
import { drawWeights } from "./weightPictures.ts";

/** The counts of the confusion matrix that are not 0, by the names of the classes. */
async function* confusionPieces({ counts, classNames }: ClassificationReport): WritePieces {
  yield [
    { name: "true", text: counts.map(({ label }) => classNames[label]!) },
    { name: "predicted", text: counts.map(({ predicted }) => classNames[predicted]!) },
    { name: "rows", values: Float64Array.from(counts, ({ rows }) => rows) },
  ];
}

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
  const speech = await speechIn(figures.lang);
  const panels = reported.context.curves!;
  await picture("curves.png", await curvesChart({ panels, xLabel: w.chart.epoch, thinned: w.chart.thinned }));
  await picture("weights.png", await drawWeights(model, speech));
  if (figures.kind === "classification") {
    await picture("confusion.png", await confusionPicture(figures, w));
    if (isLarge(figures.classNames)) await writeForPeople(run.path(confusionFile), confusionPieces(figures));
  }
  await writeResult(run.folder, resultOf(figures, { onTrainingRows: prepared.tested === "training" }));
  const why = await withInsight(reported, experiment.seed);
  const report = await illustrated(figures, why);
  if (report.mistakes.length > 0) await writeForPeople(run.path(mistakesFile), mistakePieces(report, why));
  await writePictures(run.path("plots"), report);
  await writeReport(run.path("report.html"), report);
  const reached = resultInWords(trained.metric, regression);
  const facts = { model, experiment, prepared, trained, reached, report, findings, spell };
  await writeFileAtomic(run.path("README.md"), speech(runReadme(run.folder, facts)));
  return report;
}

/** The figures by which runs are listed. */
function resultOf(report: Report, { onTrainingRows }: Pick<RunResult, "onTrainingRows">): RunResult {
  if (report.kind === "regression") {
    const { rows, r2 } = report.metrics;
    return { by: "r2", onTrainingRows, rows, r2: known(r2) };
  }
  const { rows, accuracy, averagePrecision, missRate, falseRejectRate } = report.metrics;
  if (report.positive === null) return { by: "accuracy", onTrainingRows, rows, accuracy };
  return {
    by: report.decision ? "missed" : "averagePrecision",
    onTrainingRows,
    rows,
    accuracy,
    averagePrecision: known(averagePrecision),
    missed: missRate?.rate,
    overRejected: falseRejectRate?.rate,
  };
}

const known = (figure: number | null): number | undefined =>
  figure === null || !Number.isFinite(figure) ? undefined : figure;
