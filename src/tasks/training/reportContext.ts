import type { Rate } from "../../model/inspection/inspection.ts";
import type { ModelData } from "../../model/modelData.ts";
import type { ReportContext } from "../../report/report.ts";
import { modelFacts, stated } from "../../report/words/experiment.ts";
import { findingsInWords } from "../../report/words/findings.ts";
import { grouped, percent, score } from "../../report/words/format.ts";
import { type Words, words } from "../../report/words/words.ts";
import type { CrossValidated } from "../../train/run/validated.ts";
import { curvePanels } from "../pages/curves.ts";
import { testedInWords, trainingRows } from "../rows/prepare.ts";
import type { Ended } from "./session.ts";

/** What the report says of a training and its data. */
export function contextOf(
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
