import { basename } from "node:path";
import { Command } from "commander";
import { loadEngine } from "../engine/load.ts";
import { UserError } from "../errors.ts";
import { Evaluator } from "../model/evaluation.ts";
import { loadModel, objectiveOf } from "../model/model.ts";
import { toSamples } from "../model/samples.ts";
import { confusionChart } from "../plot/charts/confusion.ts";
import { checkChartPath, writeChart } from "../plot/write.ts";
import { reportText } from "../report/pages/text.ts";
import type { Language } from "../report/report.ts";
import { words } from "../report/words/words.ts";
import { readExperiment } from "../train/run/run.ts";
import { grouped, openConsole } from "./console.ts";
import { evaluationRows } from "./evaluateRows.ts";
import { jsonOption, langOption } from "./options.ts";
import { regressionIn, regressionInWords } from "./regression.ts";
import {
  checkReportPath,
  figuresOf,
  illustrated,
  modelFacts,
  reportJson,
  withImportance,
  withReasons,
  writeReport,
} from "./report.ts";

interface Options {
  split: string;
  label?: string;
  out?: string;
  report?: string;
  lang: Language;
  json?: boolean;
}

export const command = new Command("evaluate")
  .argument("<run>", "a run folder that kiso train wrote")
  .argument("<data>", "labelled rows: a file, a folder, a shipped name or a Hub id OWNER/NAME")
  .option(
    "--split <name>",
    "which split of the data; of the run's own data, test is its held-out rows",
    "test",
  )
  .option("--label <column>", "the column that holds the class (default: the one that the run learned)")
  .option("--report <file>", "the whole report as one page that opens offline: .html")
  .option("--out <file>", "the confusion matrix as a picture: .png or .svg")
  .addOption(langOption("of the report"))
  .addOption(jsonOption())
  .action(run);

async function run(folder: string, source: string, options: Options): Promise<void> {
  const { split, label, out, report: page, lang, json } = options;
  if (out) checkChartPath(out);
  if (page) checkReportPath(page);
  const model = await loadModel(folder);
  if (out && model.target)
    throw new UserError(`--out is a confusion matrix, and ${folder} predicts numbers; leave it out`);
  const experiment = await readExperiment(folder);
  const data = { ...experiment.data, ...(label === undefined ? {} : { label }) };
  const rows = await evaluationRows(model, { ...experiment, data }, source, split);
  if (model.objective) {
    if (out ?? page)
      throw new UserError(
        `${folder} learns distances, of which there is no such page; leave out --report and --out`,
      );
    const { evaluateSiamese } = await import("./evaluateSiamese.ts");
    return evaluateSiamese(folder, model, rows, experiment.seed, openConsole({ json }));
  }
  const samples = toSamples(rows.dataset, model.scaler, model.target);
  const engine = await loadEngine("auto");
  const evaluator = new Evaluator(engine, model.network, model.dtype, undefined, objectiveOf(model));
  evaluator.set(model.parameters);
  const { loss, accuracy, predicted, outputs } = await evaluator.measure(samples);
  evaluator.dispose();
  const scores = model.target && regressionIn(model.target, samples.labels, predicted);

  const w = words[lang];
  const context = {
    title: w.titleOf(basename(source)),
    lang,
    data: {
      [w.facts.source]: source,
      [w.facts.label]: rows.label,
      [w.facts.measuredOn]: rows.measuredOn(w),
      [w.facts.sha256]: rows.sha256,
    },
    model: { [w.facts.run]: folder, ...modelFacts(experiment, w) },
    rowNames: rows.rowNames,
  };
  const bare = await withReasons({ model, engine, samples, outputs, label: rows.label, context });
  const reported = await withImportance(bare, experiment.seed);
  const report = figuresOf(reported);
  if (page) await writeReport(page, await illustrated(report, reported));
  if (out && report.kind === "classification") {
    const { confusion: matrix, classNames } = report;
    const labels = { trueLabel: w.trueClass, predictedLabel: w.predictedClass };
    await writeChart(out, await confusionChart({ matrix, classNames, ...labels }), { dpi: 144 });
  }

  const console = openConsole({ json });
  console.say(`read   ${grouped(predicted.length)} ${rows.which}`);
  for (const note of rows.notes) console.say(`note   ${note}`);
  console.say(`result ${scores ? regressionInWords(scores) : `accuracy ${accuracy}`}, loss ${loss}\n`);
  console.say(reportText(report).trimEnd());
  for (const path of [page, out]) if (path) console.say(`\nwrote  ${path}`);
  console.json({
    run: folder,
    rows: predicted.length,
    split: rows.split,
    ...(scores ?? { accuracy }),
    loss,
    ...reportJson(report),
    notes: rows.notes,
    ...(page ? { report: page } : {}),
    ...(out ? { out } : {}),
  });
}
