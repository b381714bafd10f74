/** `kiso/plot`: charts as SVG text, in Node and in a page. `writeChart` of `kiso/node` writes them to files. */

export { confusionChart } from "./plot/charts/confusion.ts";
export { curvesChart } from "./plot/charts/curves.ts";
export { distancesChart } from "./plot/charts/distances.ts";
export { embeddingChart } from "./plot/charts/embedding.ts";
export { matrixChart } from "./plot/charts/matrix.ts";
export { scatterChart } from "./plot/charts/scatter.ts";
