import { basename } from "node:path";
import type { Engine } from "../engine/engine.ts";
import { inShell, writeFileAtomic } from "../files.ts";
import { type Model, saveModel } from "../model/model.ts";
import type { CurvesOptions } from "../plot/charts/curves.ts";
import { summaryText } from "../report/pages/text.ts";
import type { Language, Report, ReportContext } from "../report/report.ts";
import { modelFacts } from "../report/words/experiment.ts";
import { findingsInWords } from "../report/words/findings.ts";
import { grouped, score } from "../report/words/format.ts";
import type { Words } from "../report/words/words.ts";
import { words } from "../report/words/words.ts";
import { curvePanels } from "../tasks/pages/curves.ts";
import {
  figuresOf,
  illustrated,
  withImportance,
  withReasons,
  writePictures,
  writeReport,
} from "../tasks/pages/report.ts";
import { runReadme } from "../tasks/pages/runReadme.ts";
import { type Prepared, type ScaledSamples, testedInWords, trainingRows } from "../tasks/rows/prepare.ts";
import { measured } from "../tasks/training/measured.ts";
import { fitReject } from "../tasks/training/trainedModel.ts";
import type { Finding } from "../train/doctor/finding.ts";
import type { Run } from "../train/run/run.ts";
import type { CrossValidated } from "./folds.ts";
import { hintOf } from "./hint.ts";
import type { Finished, Result } from "./result.ts";
import { type Console, percent } from "./terminal/console.ts";
import { reportJson } from "./terminal/reportJson.ts";

export interface Written extends Finished {
  result: Result;
  findings: readonly Finding[];
  /** of the report */
  lang: Language;
  /** where the settings were cross-validated before */
  validated?: CrossValidated;
}

/** Writes the model, the report with its pictures, and the run's README. */
export async function writeResults(written: Written): Promise<void> {
  const { prepared, samples, run, trained, engine, console, findings, lang, validated } = written;
  const { scores, reached } = written.result;
  const { experiment } = run;
  const { metric, seconds, stoppedAt } = trained;
  const { epoch, loss, accuracy } = metric;
  const tested = samples.test ?? samples.train;
  let { model } = written.result;
  const { outputs } = await measured(tested, model, engine);
  const said = findingsInWords(findings, lang);
  for (const { message } of said) console.say(`doctor ${message}`);
  const hint = hintOf(run.metrics, findings, experiment.training.epochs);
  if (hint) console.say(hint);

  if (experiment.reject !== undefined) model = await withReject(model, run, samples, engine, console);
  await saveModel(run.folder, model);
  const panels = curvePanels(run.metrics, scores ? "r2" : "accuracy", words[lang], Boolean(samples.test));
  const context = { ...contextOf(prepared, run, lang, validated), findings: said, curves: panels };
  const { label } = prepared;
  const reported = await withReasons({ model, engine, samples: tested, outputs, label, context });
  const figures = figuresOf(reported);
  console.say(`\n${summaryText(figures)}\n`);
  await drawTraining(run, model, { panels, xLabel: words[lang].chart.epoch });
  if (figures.kind === "classification") await drawConfusion(run, figures);
  const report = await illustrated(figures, await withImportance(reported, experiment.seed));
  await writePictures(run.path("plots"), report);
  await writeReport(run.path("report.html"), report);
  await writeFileAtomic(
    run.path("README.md"),
    runReadme(run.folder, { experiment, prepared, trained, reached, findings }),
  );
  console.say(
    `wrote  ${run.folder}: model.safetensors, model.json, config.json, metrics.jsonl, checkpoint/, plots/, report.html, README.md`,
  );
  console.say(`next   kiso evaluate ${inShell(run.folder)} ${inShell(experiment.data.source)}`);
  console.say(`       kiso weights ${inShell(run.folder)} --out weights.png`);
  console.json({
    engine: engine.name,
    dtype: experiment.training.dtype,
    epochs: run.metrics,
    ...(scores ?? { accuracy }),
    loss,
    seconds,
    run: run.folder,
    rows: {
      train: trainingRows(prepared),
      test: prepared.test?.nSamples ?? 0,
      ...(prepared.validation ? { validation: prepared.validation.nSamples } : {}),
    },
    ...(experiment.training.patience === undefined
      ? {}
      : { best: { epoch, validationLoss: metric.validationLoss }, stoppedAt: stoppedAt ?? null }),
    ...reportJson(report),
    ...validated,
    findings: said,
    report: run.path("report.html"),
  });
}

/** What the report says of a run and its data. */
function contextOf(
  prepared: Prepared,
  { experiment, folder }: Run,
  lang: Language,
  validated?: CrossValidated,
): ReportContext {
  const { rowNames, data, label } = prepared;
  const w = words[lang];
  const { facts } = w;
  return {
    title: w.titleOf(basename(data.source)),
    lang,
    data: {
      [facts.source]: data.source,
      [facts.label]: label,
      [facts.trainedOn]: grouped(trainingRows(prepared)),
      [facts.measuredOn]: testedInWords(prepared, w),
      [facts.sha256]: data.sha256,
    },
    model: {
      [facts.run]: folder,
      ...modelFacts(experiment, w),
      ...(validated ? { [facts.folds]: foldsInWords(validated, w) } : {}),
    },
    rowNames,
  };
}

/** "accuracy 0.953 ± 0.034, mean and standard deviation of 5 folds" */
function foldsInWords({ folds, mean, std }: CrossValidated, w: Words): string {
  const name = folds.some((figures) => "r2" in figures) ? w.r2 : w.accuracy;
  return w.foldsOf(name, score(mean), score(std), folds.length);
}

/** The pictures of the training itself; those of what it is worth are the report's. */
async function drawTraining(run: Run, model: Model, curves: CurvesOptions): Promise<void> {
  const [{ curvesChart }, { drawWeights }, { writeChart }] = await Promise.all([
    import("../plot/charts/curves.ts"),
    import("../tasks/pages/weightPictures.ts"),
    import("../plot/write.ts"),
  ]);
  await writeChart(run.path("plots", "curves.png"), await curvesChart(curves), { dpi: 144 });
  await writeChart(run.path("plots", "weights.png"), await drawWeights(model), { dpi: 144 });
}

async function drawConfusion(
  run: Run,
  { confusion, classNames, lang }: Extract<Report, { kind: "classification" }>,
): Promise<void> {
  const [{ confusionChart }, { writeChart }] = await Promise.all([
    import("../plot/charts/confusion.ts"),
    import("../plot/write.ts"),
  ]);
  const { trueClass: trueLabel, predictedClass: predictedLabel } = words[lang];
  const svg = await confusionChart({ matrix: confusion, classNames, trueLabel, predictedLabel });
  await writeChart(run.path("plots", "confusion.png"), svg, { dpi: 144 });
}

/** The model with the rule by which it answers "none of these". */
async function withReject(
  model: Model,
  { experiment }: Run,
  samples: ScaledSamples,
  engine: Engine,
  console: Console,
): Promise<Model> {
  const { rule, by, rows, needed } = await fitReject(model, experiment, samples, engine);
  const { confidence, distance } = rule;
  const whose =
    by === "validation" ? "validation rows" : "training rows, each held out once from another training";
  console.say(
    `reject below a confidence of ${confidence.toFixed(4)} or beyond a distance of ${distance.toFixed(3)}: set by ${grouped(rows)} ${whose}`,
  );
  if (rows < needed)
    console.say(
      `note   ${grouped(rows)} rows cannot show so small a share as ${experiment.reject}, which takes ${grouped(needed)}: of rows like these about ${percent(2 / (rows + 1))} will be turned away`,
    );
  return { ...model, reject: rule };
}
