import type { FeatureImportances, ReportContext, ReportPicture } from "./report.ts";
import { words } from "./words/words.ts";

/** Features drawn, and listed, at most. */
const mostFeatures = 20;

/** Where there are more classes than this, the curves of so many are drawn: of those that are ranked worst. */
export const mostCurves = 8;

/** The features by importance, the first `mostFeatures` of them. */
export function featureImportances(
  score: FeatureImportances["score"],
  { importance }: ReportContext,
): FeatureImportances | null {
  if (!importance) return null;
  const { names, baseline, importances, sample } = importance;
  const features = importances.map(({ mean, std }, i) => ({ name: names[i]!, mean, std }));
  features.sort((a, b) => b.mean - a.mean);
  return { score, baseline, sample, features: features.slice(0, mostFeatures) };
}

/** The pictures that every report may have: importance, and a learning curve for each panel. */
export async function sharedPictures(
  score: FeatureImportances["score"],
  context: ReportContext,
): Promise<ReportPicture[]> {
  const { lang = "en", curves = [] } = context;
  const pictures: ReportPicture[] = [];
  const importance = featureImportances(score, context);
  if (importance && importance.features.length > 0) {
    const { importanceChart } = await import("../plot/charts/importance.ts");
    const xLabel = words[lang].importanceScore[score];
    pictures.push({
      name: "importance",
      svg: await importanceChart({ bars: importance.features, xLabel }),
    });
  }
  if (curves.length > 0) {
    const { curvesChart, seriesNames } = await import("../plot/charts/curves.ts");
    const { columnWidth } = await import("../plot/axisLabels.ts");
    for (const panel of curves) {
      const svg = await curvesChart({
        panels: [panel],
        xLabel: words[lang].chart.epoch,
        panelWidth: columnWidth,
        names: curves.some(({ series }) => series.length > 1) ? seriesNames(curves) : undefined,
      });
      pictures.push({ name: "curves", title: words[lang].curveOf(panel.yLabel), svg });
    }
  }
  return pictures;
}
