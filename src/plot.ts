/** `kiso/plot`: charts as SVG text, in Node and in a page. `writeChart` of `kiso/node` writes them to files. */

export type { ConfusionCount } from "./model/metrics/confusion.ts";
export { type ConfusionOptions, confusionChart } from "./plot/charts/confusion.ts";
export { type CurvePanel, type CurvesOptions, curvesChart, type Series } from "./plot/charts/curves.ts";
export { type DistancesOptions, distancesChart } from "./plot/charts/distances.ts";
export { type EmbeddingOptions, embeddingChart } from "./plot/charts/embedding.ts";
export { type MatrixOptions, matrixChart } from "./plot/charts/matrix.ts";
export type { MatrixPanel, PicturesPanel } from "./plot/charts/panels.ts";
export { type ScatterFacet, type ScatterOptions, scatterChart } from "./plot/charts/scatter.ts";
export type { Palette } from "./plot/palette.ts";
export type { Picture } from "./plot/picture.ts";
