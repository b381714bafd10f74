import { featureImportances } from "./importances.ts";
import type { FeatureImportances, ReportContext, ReportPicture } from "./report.ts";
import { words } from "./words/words.ts";

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
    const xLabel = words[lang].importanceScore[importance.score];
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
        thinned: words[lang].chart.thinned,
        panelWidth: columnWidth,
        names: curves.some(({ series }) => series.length > 1) ? seriesNames(curves) : undefined,
      });
      pictures.push({ name: "curves", title: words[lang].curveOf(panel.yLabel), svg });
    }
  }
  return pictures;
}
