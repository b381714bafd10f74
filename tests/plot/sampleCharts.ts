import { confusionChart } from "../../src/plot/confusion.ts";
import { curvesChart } from "../../src/plot/curves.ts";
import { matrixChart } from "../../src/plot/matrix.ts";
import { scatterChart } from "../../src/plot/scatter.ts";

const curve = { name: "a", x: [0, 1, 2], y: [3, 2, 1.9] };
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
  ]);
}
