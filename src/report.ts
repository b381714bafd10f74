/** `kiso/report`: what a model is worth, as data, as text and as a page, in English and Japanese. */

export type { Take } from "./model/evaluator.ts";
export type { ConfusionCount } from "./model/metrics/confusion.ts";
export { classificationReport } from "./report/classification.ts";
export type { ClassificationResult } from "./report/classificationFigures.ts";
export { reportHtml } from "./report/pages/html.ts";
export { reportText } from "./report/pages/text.ts";
export { regressionReport } from "./report/regression.ts";
export type { RegressionResult } from "./report/regressionFigures.ts";
export type {
  Asked,
  ClassificationMetrics,
  ClassificationReport,
  ClassRow,
  CommonReport,
  FeatureImportances,
  Language,
  PictureName,
  PlaceOf,
  RegressionMetrics,
  RegressionReport,
  Report,
  ReportContext,
  ReportedCount,
  ReportedMiss,
  ReportedMistake,
  ReportedRow,
  ReportFacts,
  ReportFinding,
  ReportPicture,
  RowPlace,
} from "./report/report.ts";
export {
  type BaselineFact,
  type Direction,
  type MostFact,
  type ResultFact,
  type RightRows,
  type Summary,
  summaryOf,
} from "./report/summary.ts";
export type { ClassProbabilities } from "./report/tally.ts";
export { summaryInWords } from "./report/words/summary.ts";
