/** The library: everything that the command line does, as functions. */

export * from "./browser.ts";
export { writeTable } from "./data/formats/write.ts";
export { loadTables } from "./data/load.ts";
export { type DatasetDict, loadDataset } from "./data/loadDataset.ts";
export { Embedder } from "./model/inspection/embedder.ts";
export { expectedCalibrationError, reliability } from "./model/metrics/calibration.ts";
export { permutationImportance } from "./model/metrics/importance.ts";
export { classScores, logLoss, wilsonInterval } from "./model/metrics/metrics.ts";
export { answers } from "./model/metrics/mistakes.ts";
export { modelImportance } from "./model/metrics/modelImportance.ts";
export { averagePrecision, precisionRecallCurve, rocAuc, rocCurve } from "./model/metrics/ranking.ts";
export { regressionScores } from "./model/metrics/regression.ts";
export { loadModel, type Model, saveModel } from "./model/model.ts";
export { applyReject, rejectScores } from "./model/reject/applyReject.ts";
export { rejectReasons } from "./model/reject/rejectReasons.ts";
export { writeChart } from "./plot/write.ts";
export { type ClassificationResult, classificationReport } from "./report/classification.ts";
export { reportHtml } from "./report/pages/html.ts";
export { reportText } from "./report/pages/text.ts";
export { type RegressionResult, regressionReport } from "./report/regression.ts";
export type { Report, ReportContext } from "./report/report.ts";
export { fitModelReject } from "./train/reject/modelReject.ts";
export { fitReject } from "./train/reject/reject.ts";
export { createRun, type Run, resumeRun } from "./train/run/run.ts";
