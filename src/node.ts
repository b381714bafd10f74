/** `kiso/node`: files, the Hugging Face Hub and run folders. */

export { writeTable } from "./data/formats/write.ts";
export { type LoadedTables, loadTables, type SourceOptions } from "./data/load.ts";
export { type DatasetDict, type LoadOptions, loadDataset } from "./data/loadDataset.ts";
export { decodeImage, loadModel } from "./model/nodeModel.ts";
export { writeChart } from "./plot/write.ts";
export { createRun, type Run, resumeRun } from "./train/run/run.ts";
