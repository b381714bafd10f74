/** The library: everything that the command line does, as functions. */

export * from "./browser.ts";
export { loadTables } from "./data/load.ts";
export { type DatasetDict, loadDataset } from "./data/loadDataset.ts";
export { writeTable } from "./data/write.ts";
export { loadModel, type Model, saveModel } from "./model/model.ts";
export { writeChart } from "./plot/write.ts";
export { type ClassificationResult, classificationReport } from "./report/classification.ts";
export { reportHtml } from "./report/html.ts";
export { type RegressionResult, regressionReport } from "./report/regression.ts";
export type { Report, ReportContext } from "./report/report.ts";
export { reportText } from "./report/text.ts";
export { expectedCalibrationError, reliability } from "./train/calibration.ts";
export { Embedder } from "./train/embedder.ts";
export { permutationImportance } from "./train/importance.ts";
export { classScores, logLoss, wilsonInterval } from "./train/metrics.ts";
export { answers } from "./train/mistakes.ts";
export { modelImportance } from "./train/modelImportance.ts";
export { fitModelReject, rejectReasons } from "./train/modelReject.ts";
export { averagePrecision, precisionRecallCurve, rocAuc, rocCurve } from "./train/ranking.ts";
export { regressionScores } from "./train/regression.ts";
export { applyReject, fitReject, rejectScores } from "./train/reject.ts";
export { createRun, type Run, resumeRun } from "./train/run.ts";
