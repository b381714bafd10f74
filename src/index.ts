/** The library: everything that the command line does, as functions. */

export * from "./browser.ts";
export { loadTables } from "./data/load.ts";
export { type DatasetDict, loadDataset } from "./data/loadDataset.ts";
export { writeTable } from "./data/write.ts";
export { loadModel, type Model, saveModel } from "./model/model.ts";
export { writeChart } from "./plot/write.ts";
export { createRun, type Run, resumeRun } from "./train/run.ts";
