import type { FeatureImportances, ReportContext } from "./report.ts";

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
  const measured = importance.score ?? score;
  const features = importances.map(({ mean, std }, i) => ({ name: names[i]!, mean, std }));
  features.sort((a, b) => b.mean - a.mean);
  return { score: measured, baseline, sample, features: features.slice(0, mostFeatures) };
}
