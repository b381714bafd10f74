import type { CurvePanel } from "../../plot/charts/curves.ts";
import type { Words } from "../../report/words/words.ts";
import type { EpochHistory } from "../../train/run/history.ts";

/** The same figure of the validation rows. */
const ofValidation = {
  loss: "validationLoss",
  accuracy: "validationAccuracy",
  r2: "validationR2",
  auroc: "validationAuroc",
} as const;

/** A run's course: a panel for the loss, and one for accuracy, R² or AUROC on the test rows, where there are any. */
export function curvePanels(
  history: EpochHistory,
  score: "accuracy" | "r2" | "auroc",
  w: Words,
  tested: boolean,
): CurvePanel[] {
  const epochs = Float64Array.from({ length: history.length }, (_, epoch) => epoch);
  const validated = history.has("validationLoss");
  const series = (name: string, key: Parameters<EpochHistory["column"]>[0]) => ({
    name,
    x: epochs,
    y: history.column(key),
  });
  const labels = { loss: w.chart.loss, accuracy: w.accuracy, r2: w.r2, auroc: w.auroc };
  return (["loss", score] as const).map((key) => {
    const learned = key === "loss" || !tested;
    const alone = learned ? w.chart.onTraining(labels[key]) : w.chart.onTest(labels[key]);
    return {
      yLabel: validated ? labels[key] : alone,
      series: validated
        ? [
            series(learned ? w.chart.trainingRows : w.chart.testRows, key),
            series(w.chart.validationRows, ofValidation[key]),
          ]
        : [series(labels[key], key)],
      most: key === "loss" ? undefined : 1, // accuracy, R² and AUROC have one best
    };
  });
}
