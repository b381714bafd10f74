import { readFileSync } from "node:fs";
import { classificationReport } from "../../src/report/classification.ts";
import { regressionReport } from "../../src/report/regression.ts";
import type { Report } from "../../src/report/report.ts";

interface Rows {
  labels: number[];
  probabilities: number[];
}

export const golden: {
  classification: Record<string, Rows>;
  regression: Record<string, { truth: number[]; predicted: number[] }>;
} = JSON.parse(readFileSync("tests/golden/metrics.json", "utf8"));

/** Every place where text from outside can stand. */
export const evil = `"><script>alert(1)</script><img src=https://example.org/a.png onerror='alert(2)'>&amp;\u0001`;

const x = Array.from({ length: 30 }, (_, i) => i);
const curves = [
  { yLabel: evil, series: [{ name: evil, x, y: x.map((i) => 0.9 ** i) }] },
  { yLabel: "accuracy", series: [{ name: "accuracy", x, y: x.map((i) => 1 - 0.8 ** (i + 1)) }] },
];
const importance = {
  names: ["width", evil, "長さ"],
  baseline: 0.9,
  sample: { rows: 500, ofRows: 1234, columns: 3, ofColumns: 4 },
  importances: [
    { mean: 0.02, std: 0.01 },
    { mean: 0.3, std: 0.04 },
    { mean: -0.01, std: 0.02 },
  ],
};
const shared = {
  data: { source: "parts.csv", [evil]: evil },
  model: { layers: "10 → 32 → 5", SHA: "0123456789abcdef".repeat(4) },
  findings: [{ kind: "leak", message: `feature ${evil} alone predicts the label: leave it out` }],
  curves,
  importance,
  asked: { label: evil, columns: 3, learned: 1234, measuredOn: `held-out rows ${evil}` },
  pairs: {
    pairs: [
      { names: [evil, "width"], kind: "act together", drops: [0.3, 0.02, 0.31], h2: 0.4, share: 0.3 },
      { names: ["width", "長さ"], kind: "stand in", drops: [0.01, 0.02, 0.31], h2: null, share: null },
    ] as const,
    sample: { columns: 3, ofColumns: 4, rows: 300 },
  },
};

/** What three columns do to these outcomes. */
const effectsOn = (outcomes: readonly string[]) => ({
  means: outcomes.map((outcome, c) => ({ outcome, mean: 0.1 + 0.1 * c })),
  sample: { rows: 500, ofRows: 1234, columns: 3, ofColumns: 4 },
  columns: [
    {
      kind: "number" as const,
      name: evil,
      at: [24.9, 24.95, 25, 25.02, 25.09],
      rows: [5, 6, 5, 5],
      curves: outcomes.map((outcome, c) => ({
        outcome,
        values: [-0.1, -0.05, 0, 0.2, 0.3].map((v) => v / (c + 1)),
      })),
      turns: outcomes.length > 1 ? [{ at: 25.0312, from: outcomes[0]!, to: outcomes[1]! }] : [],
    },
    {
      kind: "category" as const,
      name: "長さ",
      at: [evil, "b"],
      rows: [12, 9],
      curves: outcomes.map((outcome, c) => ({ outcome, values: [0.1, -0.1].map((v) => v / (c + 1)) })),
    },
    {
      kind: "number" as const,
      name: "flat",
      at: [0, 1],
      rows: [21],
      curves: outcomes.map((outcome) => ({ outcome, values: [0, 0] })),
      turns: [],
    },
  ],
});

/** One report of each kind, with names that no one should choose; and the odd ones. */
export async function drawReports(): Promise<Record<string, Report>> {
  const of = (name: string, classNames: string[]) => ({ ...golden.classification[name]!, classNames });
  const five = of("five classes", ["良品", evil, "dent", "a".repeat(70), "stain"]);
  return {
    "five classes": await classificationReport(
      {
        ...five,
        reject: {
          rule: { reject: 0.02 },
          reasons: five.labels.map((_, i) => (i === 7 ? "unknown" : i === 9 ? "uncertain" : null)),
        },
      },
      {
        title: evil,
        ...shared,
        effects: effectsOn(five.classNames),
        rowNames: five.labels.map((_, i) => (i % 2 ? 1000 + i : `${evil} ${1000 + i}`)),
      },
    ),
    "two classes, Japanese": await classificationReport(of("two classes", ["良品", "不良品"]), {
      title: "外観検査",
      lang: "ja",
      ...shared,
      effects: effectsOn(["不良品"]),
    }),
    "ten classes": await classificationReport(
      of(
        "ten classes, nearly perfect",
        Array.from({ length: 10 }, (_, i) => `class number ${i}`),
      ),
      { title: "ten" },
    ),
    "one row": await classificationReport(of("one row, wrong", ["a", "b", "c"]), { title: "one" }),
    "no mistake": await classificationReport(of("perfect and certain", ["a", "b", "c"]), { title: "right" }),
    "forty classes": await classificationReport(
      {
        labels: Array.from({ length: 120 }, (_, i) => i % 40),
        probabilities: Array.from({ length: 120 * 40 }, (_, k) => {
          const [row, c] = [Math.floor(k / 40), k % 40];
          return c === (row % 7 === 3 ? (row + 1) % 40 : row % 40) ? 0.61 : 0.01;
        }),
        classNames: Array.from({ length: 40 }, (_, i) => (i % 2 ? `不良 ${i}` : `class number ${i}`)),
      },
      { title: "forty" },
    ),
    "three digits": await classificationReport(
      { ...golden.classification["perfect and certain"]!, classNames: ["0", "1", "2"] },
      { title: "digits" },
    ),
    "large regression": await regressionReport(
      { truth: [1e7, 5e7, 3e7], predicted: [1e7 + 1, 5e7 - 12_345_678, 3e7 + 5], target: "price_yen" },
      { title: "yen" },
    ),
    regression: await regressionReport(
      { ...golden.regression["a good fit"]!, target: evil },
      { title: evil, ...shared, effects: effectsOn([evil]) },
    ),
    "regression of one row": await regressionReport(
      { ...golden.regression["one row"]!, target: "y" },
      { title: "one", lang: "ja" },
    ),
  };
}
