import { basename } from "node:path";
import type { UnreadFile } from "../data/listing/walk.ts";
import { type HowToRead, howToReadNames } from "../data/reading.ts";
import type { SkippedRow } from "../data/skippedRows.ts";
import type { Engine } from "../engine/engine.ts";
import { loadEngine } from "../engine/load.ts";
import { any, checkNames, SettingError } from "../errors.ts";
import { checkWrites, writeFileAtomic } from "../files.ts";
import type { ClassAim } from "../model/decision.ts";
import type { Drift } from "../model/drift/drift.ts";
import { Model } from "../model/model.ts";
import type { ModelData } from "../model/modelData.ts";
import { toSamples } from "../model/samples.ts";
import { checkChartPath, writeChart } from "../plot/write.ts";
import { distanceSections } from "../report/pages/distanceSections.ts";
import { pageHtml } from "../report/pages/html.ts";
import type { Language, Report } from "../report/report.ts";
import { driftInWords } from "../report/words/drift.ts";
import { modelFacts, stated } from "../report/words/experiment.ts";
import type { Words } from "../report/words/words.ts";
import { words } from "../report/words/words.ts";
import type { Experiment } from "../train/run/experiment.ts";
import { readExperiment } from "../train/run/run.ts";
import type { RegressionFigures } from "../train/run/validated.ts";
import { type DistanceScores, evaluateDistances } from "./evaluateDistances.ts";
import { type HeatScore, heatScore } from "./inspection/heatScore.ts";
import {
  checkReportPath,
  confusionPicture,
  illustrated,
  withInsight,
  writeReport,
} from "./pages/reportPage.ts";
import { type EvaluationRows, evaluationRows } from "./rows/evaluationRows.ts";
import { aimed, unexpected } from "./training/anotherAim.ts";
import { figuresOf, saidOf } from "./training/figures.ts";
import { regressionIn } from "./training/result.ts";

export interface EvaluateOptions extends HowToRead {
  /** the folder of a trained model */
  run: string;
  /** labelled rows: a file, a folder, a shipped name or a Hub id */
  data: string;
  /** of the data; of the run's own data, `test` is its held-out rows. `test` when left out */
  split?: string;
  /** the column that holds the label; the one that the run learned, when left out */
  label?: string;
  /** a file for the whole report: .html */
  report?: string;
  /** a file for the confusion matrix: .png or .svg */
  out?: string;
  /** of the report; en when left out */
  lang?: Language;
  /** of two classes: what the threshold is to be chosen for, in the place of what the model has */
  aim?: ClassAim;
  /** writes that threshold into the model of the run */
  keepAim?: boolean;
}

const names = [
  "run",
  "data",
  "split",
  "label",
  "report",
  "out",
  "lang",
  "aim",
  "keepAim",
  ...howToReadNames,
] as const satisfies (keyof EvaluateOptions)[];

/** The rows that a model was measured on. */
export interface Evaluated {
  rows: number;
  split: string;
  /** which rows they are, in words */
  which: string;
  /** what a person should know of them, a line each */
  notes: readonly string[];
  /** the files of a folder or a repository that were not read, each with the reason */
  unread: readonly UnreadFile[];
  /** the rows that were set aside, since they hold mistakes: `onError: "skip"` */
  skipped: readonly SkippedRow[];
  /** how the rows have drifted since training; nothing where the model cannot tell, or they are the run's own held-out rows */
  drift?: Drift | undefined;
}

/** What a model is worth that answers with a class or a number. */
export interface AnswerEvaluation extends Evaluated {
  kind: "answers";
  /** of a classifier */
  accuracy?: number;
  /** of a regression, in the unit of its label */
  regression?: RegressionFigures;
  loss: number;
  /** figures and tables; its pictures are in the files */
  report: Report;
}

/** What a model of embeddings is worth. */
export interface DistanceEvaluation extends Evaluated, DistanceScores {
  kind: "distances";
  /** of pictures with masks or boxes */
  heat?: HeatScore | undefined;
}

export type RunEvaluation = AnswerEvaluation | DistanceEvaluation;

/**
 * Measures the model of a run on labelled rows, and never, unnoticed, on rows that it learned from.
 *
 *     const found = await evaluate({ run: "runs/iris-1", data: "iris" });
 *     if (found.kind === "answers") found.accuracy;
 */
export async function evaluate(options: EvaluateOptions): Promise<RunEvaluation> {
  checkNames("evaluate", options, names);
  const { run, data: source, split = "test", label, out, report: page, aim, keepAim } = options;
  if (keepAim && !aim)
    throw new SettingError(
      (say) => `${say("keepAim")} keeps the threshold of another aim; name it with ${say("aim", any)}`,
    );
  if (out) checkChartPath(out);
  await checkWrites(source, { files: [out, page] });
  if (page) checkReportPath(page);
  const engine = await loadEngine("auto");
  const model = await Model.load(run, { engine });
  const { card } = model;
  if (out && card.target)
    throw new SettingError(
      (say) => `${say("out")} is a confusion matrix, and ${run} predicts numbers; leave it out`,
    );
  if (aim && card.objective)
    throw new SettingError(
      (say) =>
        `${run} learns distances, whose threshold another aim chooses as parts are judged: kiso judge has ${say("aim")}; leave it out`,
    );
  const experiment = await readExperiment(run);
  const data = label === undefined ? experiment.data : { ...experiment.data, label };
  const rows = await evaluationRows(card, { ...experiment, data }, { source, split, asked: options });
  const { dataset, which, notes, unread = [], skipped = [], drift } = rows;
  const evaluated = { rows: dataset.nSamples, split: rows.split, which, notes, unread, skipped, drift };
  if (!card.objective) {
    const { more, ...answers } = await evaluateAnswers({ model, engine }, experiment, rows, options);
    return { kind: "answers", ...evaluated, notes: [...notes, ...more], ...answers };
  }
  if (out)
    throw new SettingError(
      (say) => `${run} learns distances, of which there is no such picture; leave out ${say("out")}`,
    );
  const scores = await evaluateDistances(model, dataset, experiment.seed);
  if (page) {
    const { distanceReport } = await import("./pages/distanceReport.ts");
    const { lang = "en" } = options;
    const report = await distanceReport(
      model,
      { ...rows, rows: dataset, heldOut: rows.tested !== "training" },
      {
        pairsAuroc: scores.auroc,
        context: contextOf(experiment, rows, options, { w: words[lang], model: model.data }),
      },
    );
    await writeFileAtomic(page, pageHtml(report.title, lang, distanceSections(report, lang)));
  }
  return { kind: "distances", ...evaluated, ...scores, heat: await heatScore(model, dataset, rows.regions) };
}

async function evaluateAnswers(
  { model: own, engine }: { model: Model; engine: Engine },
  experiment: Experiment,
  rows: EvaluationRows,
  options: EvaluateOptions,
): Promise<Omit<AnswerEvaluation, "kind" | keyof Evaluated> & { more: string[] }> {
  const { run, data: source, out, report: page, lang = "en", aim, keepAim } = options;
  const w = words[lang];
  const { target, scaler } = own.card;
  const samples = toSamples(rows.dataset, scaler, { target });
  const learned = rows.tested === "training";
  const { model, notes, here } = aim
    ? await aimed(own, aim, { source, samples, learned, engine })
    : { model: own, notes: [], here: false };
  const said = await saidOf(model, engine, samples);
  const { loss, accuracy, predicted } = said;
  const context = contextOf(experiment, rows, options, { w, model: model.data });
  const features = rows.dataset.features;
  const reported = await withInsight(
    { model: model.data, engine, samples, rows: features, said, label: rows.label, context },
    experiment.seed,
  );
  const report = await figuresOf(reported);
  if (page) await writeReport(page, await illustrated(report, reported));
  if (out && report.kind === "classification") {
    await writeChart(out, await confusionPicture(report, w), { dpi: 144 });
  }
  const regression = target && regressionIn(target, samples.labels, predicted);
  const more = report.kind === "classification" && !here ? [...notes, ...unexpected(report)] : [...notes];
  if (keepAim) {
    await model.save(run);
    more.push(
      `${run} keeps the threshold ${model.card.decision!.threshold.toPrecision(3)}; its report.html and README.md are of the training`,
    );
  }
  return { accuracy, regression, loss, report, more };
}

function contextOf(
  experiment: Experiment,
  { label, split, sha256, tested, rowNames, placeOf, drift }: EvaluationRows,
  { run, data: source, lang = "en" }: EvaluateOptions,
  { w, model }: { w: Words; model: ModelData },
) {
  const { image } = experiment.data;
  const drifted = drift ? driftInWords(drift, { pictures: image !== undefined, lang }) : [];
  return {
    title: w.titleOf(basename(source)),
    lang,
    data: stated({
      [w.facts.source]: source,
      [w.facts.label]: label,
      [w.facts.measuredOn]: w.measuredOn[tested](source, split),
      [w.facts.sha256]: sha256,
      [w.facts.drift]: drifted.length > 0 ? drifted.join("; ") : undefined,
    }),
    model: { [w.facts.run]: run, ...modelFacts(experiment, w, model) },
    asked: { label, measuredOn: w.measuredOn[tested](source, split) },
    rowNames,
    placeOf,
  };
}
