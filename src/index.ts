/** The library: everything that the command line does, as functions. */

export * from "./browser.ts";
export { writeTable } from "./data/formats/write.ts";
export { loadTables } from "./data/load.ts";
export { type DatasetDict, loadDataset } from "./data/loadDataset.ts";
export { loadModel, type Model, saveModel } from "./model/model.ts";
export { writeChart } from "./plot/write.ts";
export { type ClassificationResult, classificationReport } from "./report/classification.ts";
export { reportHtml } from "./report/html.ts";
export { type RegressionResult, regressionReport } from "./report/regression.ts";
export type { Report, ReportContext } from "./report/report.ts";
export { reportText } from "./report/text.ts";
export { Embedder } from "./train/inspection/embedder.ts";
export { expectedCalibrationError, reliability } from "./train/metrics/calibration.ts";
export { permutationImportance } from "./train/metrics/importance.ts";
export { classScores, logLoss, wilsonInterval } from "./train/metrics/metrics.ts";
export { answers } from "./train/metrics/mistakes.ts";
export { modelImportance } from "./train/metrics/modelImportance.ts";
export { averagePrecision, precisionRecallCurve, rocAuc, rocCurve } from "./train/metrics/ranking.ts";
export { regressionScores } from "./train/metrics/regression.ts";
export { fitModelReject, rejectReasons } from "./train/reject/modelReject.ts";
export { applyReject, fitReject, rejectScores } from "./train/reject/reject.ts";
export { createRun, type Run, resumeRun } from "./train/run/run.ts";
