import type { Answer } from "../model/metrics/mistakes.ts";
import { confidentMistakes } from "../model/metrics/mistakes.ts";
import { featureImportances } from "./importances.ts";
import type { ReportContext, RowPlace } from "./report.ts";

/** Columns whose values stand beside a mistake, at most. */
const mostValues = 5;

/** Mistakes listed, at most; where a class is to be found, so many missed rows of it, and so many others. */
export const mostMistakes = 20;

/** The wrong answers that the model was surest of, surest first; where a class is to be found, its missed rows stand first. */
export function worstMistakes(
  all: readonly Answer[],
  positive: number | undefined,
  most = mostMistakes,
): Answer[] {
  if (positive === undefined) return confidentMistakes(all, most);
  return [
    ...confidentMistakes(
      all.filter(({ label }) => label === positive),
      most,
    ),
    ...confidentMistakes(
      all.filter(({ label }) => label !== positive),
      most,
    ),
  ];
}

/** Mistakes with their places, and with their values of the most important columns as far as these are known. */
export function placed<Mistake extends { readonly index: number }>(
  mistakes: readonly Mistake[],
  context: ReportContext,
): (Mistake & RowPlace)[] {
  const { placeOf } = context;
  if (!placeOf) return [...mistakes];
  const important = featureImportances("accuracy", context)?.features.filter(({ mean }) => mean > 0) ?? [];
  const columns = important.slice(0, mostValues).map(({ name }) => name);
  return mistakes.map((mistake) => ({ ...mistake, ...known(placeOf(mistake.index, columns)) }));
}

/** Without what is not known, as JSON has it. */
const known = (place: RowPlace): RowPlace =>
  Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));
