import { Model } from "../../model/model.ts";
import { confusionFile, isLarge, mistakesFile } from "../pages/large.ts";
import { figuresOf, type Reported, saidOf } from "./figures.ts";
import { contextOf } from "./reportContext.ts";
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
