import { confusionChart } from "../../src/plot/charts/confusion.ts";
import { curvesChart } from "../../src/plot/charts/curves.ts";
import { distancesChart } from "../../src/plot/charts/distances.ts";
import { embeddingChart } from "../../src/plot/charts/embedding.ts";
import { importanceChart } from "../../src/plot/charts/importance.ts";
import { matrixChart } from "../../src/plot/charts/matrix.ts";
import { reliabilityChart } from "../../src/plot/charts/reliability.ts";
import { predictedChart, residualChart } from "../../src/plot/charts/residuals.ts";
import { precisionRecallChart, rocChart } from "../../src/plot/charts/roc.ts";
import { scatterChart } from "../../src/plot/charts/scatter.ts";

const curve = { name: "a", x: [0, 1, 2], y: [3, 2, 1.9] };
const rate = { name: "a", x: [0, 0, 1 / 3, 1], y: [0, 0.5, 1, 1], area: 5 / 6 };
const facets = [0.5, 2].map((s) => ({
  title: `std=${s}`,
  x: [0, s, 2 * s],
  y: [s, 0, -s],
  label: [0, 1, 2],
}));

/** One chart of each kind, by the code that runs in Node and in the browser alike. */
export function drawSamples(): Promise<string[]> {
  return Promise.all([
    scatterChart({ facets, classNames: ["良品", "a & <b>", "c\u0001"], title: "散布図" }),
    scatterChart({ facets, palette: "turbo", columns: 1 }),
    curvesChart({
      panels: [{ yLabel: "loss", series: [curve, { ...curve, name: "b", y: [3, 1, Number.NaN] }] }],
    }),
    matrixChart({
      panels: [
        {
          title: "W",
          values: [
            [0.1, -0.25, 3],
            [1 / 3, 0, -1e-7],
          ],
          rowNames: ["x", "y"],
        },
      ],
    }),
    confusionChart({
      matrix: [
        [3, 1],
        [0, 7],
      ],
      classNames: ["良品", "不良品"],
      title: "混同行列",
    }),
    rocChart({ curves: [rate, { ...rate, name: "良品" }] }),
    precisionRecallChart({ curves: [{ ...rate, x: [1, 0.5, 0], y: [0.4, 0.9, 1] }], positives: 0.3 }),
    reliabilityChart({
      bins: [
        { low: 0, high: 0.5, rows: 3, confidence: 0.4, accuracy: 1 / 3 },
        { low: 0.5, high: 1, rows: 0, confidence: null, accuracy: null },
      ],
    }),
    predictedChart({ truth: [1, 2, 3.3], predicted: [1.1, 2, Number.NaN] }),
    residualChart({ truth: [1, 2, 3.3], predicted: [1.1, 2, 3] }),
    distancesChart({ same: [0.1, 0.2, 0.2], different: [1, 1.3], threshold: 0.7, title: "距離" }),
    // without pictures: their PNGs are deflated by the platform, so only their pixels are the same
    embeddingChart({ x: [0, 1, 2], y: [1, 0, 1], label: [0, 1, 1], classNames: ["良品", "不良品"] }),
    importanceChart({ bars: [{ name: "幅 <mm>", mean: 0.1, std: 0.02 }] }),
  ]);
}
