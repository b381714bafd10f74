import { basename } from "node:path";
import type { Engine } from "../engine/engine.ts";
import { writeFileAtomic } from "../files.ts";
import { type Model, objectiveOf, saveModel } from "../model/model.ts";
import type { CurvePanel } from "../plot/curves.ts";
import type { Language, Report, ReportContext } from "../report/report.ts";
import { summaryText } from "../report/text.ts";
import { words } from "../report/words.ts";
import type { Samples } from "../train/batches.ts";
import { Evaluator, type Measured } from "../train/evaluation.ts";
import type { Metric, Run } from "../train/run.ts";
import { type Console, grouped } from "./console.ts";
import { curvePanels } from "./curves.ts";
import type { CrossValidated } from "./folds.ts";
import type { Learned } from "./learn.ts";
import { type Prepared, type ScaledSamples, testedInWords } from "./prepare.ts";
import { regressionIn, regressionInWords } from "./regression.ts";
import {
  figuresOf,
  illustrated,
  modelFacts,
  reportJson,
  withImportance,
  withReasons,
  writePictures,
  writeReport,
} from "./report.ts";
import { runReadme } from "./runReadme.ts";
import { modelOf, withReject } from "./trainedModel.ts";

export interface Finished {
  prepared: Prepared;
  samples: ScaledSamples;
  run: Run;
  learned: Learned;
  engine: Engine;
  console: Console;
  /** of the report */
  lang: Language;
  /** where the settings were cross-validated before */
  validated?: CrossValidated;
}

/** Says the result, then writes the model, the report with its pictures, and the run's README. */
export async function writeResults({
  prepared,
  samples,
  run,
  learned,
  engine,
  console,
  lang,
  validated,
}: Finished): Promise<void> {
  const { experiment } = run;
  const { metric, parameters, seconds, stoppedAt } = learned;
  const { epoch, loss, accuracy } = metric;
  const tested = samples.test ?? samples.train;
  const on = `${grouped(tested.labels.length)} ${testedInWords(prepared)}`;
  let model = modelOf(prepared, run, parameters);
  const { predicted, outputs } = await measured(tested, model, engine);
  const scores = prepared.target && regressionIn(prepared.target, tested.labels, predicted);
  const reached = scores ? regressionInWords(scores) : `accuracy ${accuracy}`;
  console.say(`result ${reached} on ${on}; loss ${loss} on the training rows; ${seconds.toFixed(3)} s`);

  if (metric.validationLoss !== undefined && experiment.training.patience !== undefined) {
    const how = stoppedAt === undefined ? "after all" : `stopped after ${stoppedAt} of`;
    console.say(
      `best   ${how} ${experiment.training.epochs} epochs; the model is of epoch ${epoch}, whose validation loss ${metric.validationLoss} is the lowest`,
    );
  }

  const hint = stillFalling(run.metrics);
  if (hint) console.say(hint);
  for (const { message } of learned.findings) console.say(`doctor ${message}`);

  if (experiment.reject !== undefined) model = await withReject(model, run, samples, engine, console);
  await saveModel(run.folder, model);
  const panels = curvePanels(run.metrics, scores ? "r2" : "accuracy", words[lang]);
  const context = { ...contextOf(prepared, run, lang), findings: learned.findings, curves: panels };
  const { label } = prepared;
  const reported = await withReasons({ model, engine, samples: tested, outputs, label, context });
  const figures = figuresOf(reported);
  console.say(`\n${summaryText(figures)}\n`);
  await drawTraining(run, model, panels);
  if (figures.kind === "classification") await drawConfusion(run, figures);
  const report = await illustrated(figures, await withImportance(reported, experiment.seed));
  await writePictures(run.path("plots"), report);
  await writeReport(run.path("report.html"), report);
  await writeFileAtomic(run.path("README.md"), runReadme(run, prepared, learned, reached));
  console.say(
    `wrote  ${run.folder}: model.safetensors, model.json, config.json, metrics.jsonl, checkpoint/, plots/, report.html, README.md`,
  );
  console.say(`next   kiso evaluate ${run.folder} ${experiment.data.source}`);
  console.say(`       kiso weights ${run.folder} --out weights.png`);
  console.json({
    engine: engine.name,
    dtype: experiment.training.dtype,
    epochs: run.metrics,
    ...(scores ?? { accuracy }),
    loss,
    seconds,
    run: run.folder,
    rows: {
      train: prepared.train.nSamples,
      test: prepared.test?.nSamples ?? 0,
      ...(prepared.validation ? { validation: prepared.validation.nSamples } : {}),
    },
    ...(experiment.training.patience === undefined
      ? {}
      : { best: { epoch, validationLoss: metric.validationLoss }, stoppedAt: stoppedAt ?? null }),
    ...reportJson(report),
    ...validated,
    findings: learned.findings,
    report: run.path("report.html"),
  });
}

/** A word to whoever stopped too early: the last fifth of the epochs still took a tenth off the loss. */
function stillFalling(metrics: readonly Metric[]): string | undefined {
  const last = metrics.at(-1)!;
  const before = metrics.at(-1 - Math.ceil(metrics.length / 5));
  if (!before || last.loss > 0.9 * before.loss || last.accuracy === 1) return undefined;
  return `hint   the loss was still falling (${before.loss.toFixed(4)} at epoch ${before.epoch}): try --epochs ${4 * metrics.length}`;
}

async function measured(tested: Samples, model: Model, engine: Engine): Promise<Measured> {
  const evaluator = new Evaluator(engine, model.network, model.dtype, undefined, objectiveOf(model));
  evaluator.set(model.parameters);
  const found = await evaluator.measure(tested);
  evaluator.dispose();
  return found;
}

/** What the report says of a run and its data. */
function contextOf(prepared: Prepared, { experiment, folder }: Run, lang: Language): ReportContext {
  const { train, rowNames, data } = prepared;
  const w = words[lang];
  const { facts } = w;
  return {
    title: w.titleOf(basename(data.source)),
    lang,
    data: {
      [facts.source]: data.source,
      [facts.trainedOn]: train.nSamples,
      [facts.measuredOn]: testedInWords(prepared, w),
      [facts.sha256]: data.sha256,
    },
    model: { [facts.run]: folder, ...modelFacts(experiment, w) },
    rowNames,
  };
}

/** The pictures of the training itself; those of what it is worth are the report's. */
async function drawTraining(run: Run, model: Model, panels: readonly CurvePanel[]): Promise<void> {
  const [{ curvesChart }, { drawWeights }, { writeChart }] = await Promise.all([
    import("../plot/curves.ts"),
    import("./weights.ts"),
    import("../plot/write.ts"),
  ]);
  await writeChart(run.path("plots", "curves.png"), await curvesChart({ panels }), { dpi: 144 });
  await writeChart(run.path("plots", "weights.png"), await drawWeights(model), { dpi: 144 });
}

async function drawConfusion(
  run: Run,
  { confusion, classNames }: Extract<Report, { kind: "classification" }>,
): Promise<void> {
  const [{ confusionChart }, { writeChart }] = await Promise.all([
    import("../plot/confusion.ts"),
    import("../plot/write.ts"),
  ]);
  const svg = await confusionChart({ matrix: confusion, classNames });
  await writeChart(run.path("plots", "confusion.png"), svg, { dpi: 144 });
}
