import type { Rate } from "../../model/inspection/inspection.ts";
import { Model } from "../../model/model.ts";
import type { ModelData } from "../../model/modelData.ts";
import type { ReportContext } from "../../report/report.ts";
import { modelFacts, stated } from "../../report/words/experiment.ts";
import { findingsInWords } from "../../report/words/findings.ts";
import { grouped, percent, score } from "../../report/words/format.ts";
import { type Words, words } from "../../report/words/words.ts";
import type { CrossValidated } from "../../train/run/validated.ts";
import { curvePanels } from "../pages/curves.ts";
import { confusionFile, isLarge, mistakesFile } from "../pages/large.ts";
import { testedInWords, trainingRows } from "../rows/prepare.ts";
import { figuresOf, type Reported, saidOf } from "./figures.ts";
import { rowCounts, type TrainReport } from "./reports.ts";
import type { Ended } from "./session.ts";
import { fitReject } from "./trainedModel.ts";

/** What comes of a training to answer with a class or a number: its model, what that is worth, and the run's pages. */
export async function* finishAnswers(ended: Ended): AsyncGenerator<TrainReport, void, void> {
  const { experiment, samples, trained, engine, kept, findings, regression, validated } = ended;
  const run = kept?.run;
  const { metric, history, seconds, stoppedAt } = trained;
  const { hint } = ended;
  const advised = hint !== undefined || findings.some(({ remedies }) => remedies.length > 0);
  const followable = advised && !experiment.data.stream && !ended.followed;
  yield { kind: "findings", findings, hint, followable };
  let { model: data } = ended;
  if (experiment.reject !== undefined) {
    const fitted = await fitReject(data, experiment, { ...samples, groups: ended.prepared.groups }, engine);
    yield { kind: "reject", ...fitted };
    data = { ...data, reject: fitted.rule };
  }
  const model = new Model(data, { engine });
  if (run) await model.save(run.folder);
  const reported = await reportedOf(ended, model);
  let report = await figuresOf(reported);
  yield { kind: "report", report };
  if (kept && run) {
    report = await kept.pages.answers(ended, run, { model: data, reported, figures: report });
    const written = [
      ...files,
      ...(isLarge(data.classNames) ? [confusionFile] : []),
      ...(report.mistakes.length > 0 ? [mistakesFile] : []),
    ];
    yield { kind: "written", run: run.folder, files: written, model, data: experiment.data, report };
  }
  yield {
    kind: "trained",
    model,
    experiment,
    metric,
    get metrics() {
      return [...history];
    },
    seconds,
    stoppedAt,
    rows: rowCounts(ended.prepared),
    regression,
    findings,
    report,
    validated,
    followed: ended.followed,
    run: run?.folder,
  };
}

const files = [
  "model.safetensors",
  "model.json",
  "config.json",
  "metrics.jsonl",
  "checkpoint/",
  "plots/",
  "result.json",
  "report.html",
  "README.md",
];

/** What the report is made of: what the model says of the rows that it is measured on. */
async function reportedOf(ended: Ended, model: Model): Promise<Reported> {
  const { samples, engine, prepared } = ended;
  const tested = samples.test ?? samples.train;
  const said = await saidOf(model, engine, tested);
  const { label } = prepared;
  const context = contextOf(ended, model.data);
  const rows = prepared.train.features;
  return { model: model.data, engine, samples: tested, rows, said, label, context };
}

/** What the report says of a training and its data. */
function contextOf(
  { prepared, experiment, trained, samples, kept, findings, regression, lang, spell, validated }: Ended,
  model: ModelData,
): ReportContext {
  const { rowNames, data, label } = prepared;
  const w = words[lang];
  const { facts } = w;
  return {
    title: w.titleOf(lastName(data.source)),
    lang,
    data: {
      [facts.source]: data.source,
      [facts.label]: label,
      [facts.trainedOn]: grouped(trainingRows(prepared)),
      [facts.measuredOn]: testedInWords(prepared, w),
      [facts.sha256]: data.sha256,
    },
    model: stated({
      [facts.run]: kept?.run.folder,
      ...modelFacts(experiment, w, model),
      [facts.folds]: validated && foldsInWords(validated, w),
    }),
    rowNames,
    placeOf: prepared.placeOf,
    asked: {
      label,
      columns: prepared.train.image ? undefined : prepared.encoder.columns.length,
      learned: trainingRows(prepared),
      measuredOn: testedInWords(prepared, w),
    },
    findings: findingsInWords(findings, lang, spell),
    curves: curvePanels(trained.history, regression ? "r2" : "accuracy", w, Boolean(samples.test)),
  };
}

/** Of a path, or a Hub id. */
const lastName = (source: string): string => source.split(/[\\/]/).findLast((name) => name !== "") ?? source;

/** "accuracy 0.953 ± 0.034, mean and standard deviation of 5 folds" */
function foldsInWords({ folds, mean, std, found }: CrossValidated, w: Words): string {
  const name = folds.some((figures) => "r2" in figures) ? w.r2 : w.accuracy;
  const rate = (name: string, of: Rate | undefined) =>
    of ? [`${name} ${percent(of.rate)} (${grouped(of.wrong)} / ${grouped(of.of)})`] : [];
  const ap = found?.averagePrecision;
  return [
    w.foldsOf(name, score(mean), score(std), folds.length),
    ...rate(w.missed, found?.missRate),
    ...rate(w.overRejected, found?.falseRejectRate),
    ...(ap ? [`${w.averagePrecision} ${score(ap.mean)} ± ${score(ap.std)}`] : []),
  ].join(w.comma);
}
