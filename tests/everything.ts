/** All entries as one, for tests that go through what the package exports. */
export * from "../src/index.ts";
export { match } from "../src/index.ts"; // the distance of two embeddings, where kiso/node matches two files
export * from "../src/node.ts";
export { crossValidate, type TrainOptions, train } from "../src/node.ts"; // of files too, where the core takes rows in memory
export * from "../src/numpy.ts";
export { applyScaler, encode } from "../src/numpy.ts"; // NumPy's arrays out, where the core gives matrices
export * from "../src/plot.ts";
export * from "../src/report.ts";
