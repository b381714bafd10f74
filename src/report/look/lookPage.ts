import { curvesChart } from "../../plot/charts/curves.ts";
import { matrixChart } from "../../plot/charts/matrix.ts";
import { scatterChart } from "../../plot/charts/scatter.ts";
import { histogramChart, histogramLegend } from "../../plot/columns/histogram.ts";
import { pictureUrl } from "../../plot/picture.ts";
import type { NamedImage } from "../pages/blocks.ts";
import { pageHtml } from "../pages/html.ts";
import type { Language } from "../report.ts";
import { speechIn } from "../words/catalogue/speech.ts";
import { grouped, percent } from "../words/format.ts";
import {
  type LookColumn,
  type LookPlots,
  type LookReport,
  manyAlike,
  type PictureLook,
  type TableLook,
} from "./lookReport.ts";
import { type LookCharts, lookSections } from "./lookSections.ts";
import { type LookWords, lookWords } from "./lookWords.ts";
import { spokenReport } from "./spoken.ts";

/** So many histograms are drawn, those that tell most of the label. */
const mostHistograms = 40;
/** Of one family, such as the pixels of an image, fewer. */
const mostOfFamily = 12;
/** More classes than this are not told apart by colour. */
const mostClasses = 12;

/** What was seen as one self-contained page: no script, nothing from elsewhere; all text is escaped. */
export async function lookHtml(seen: LookReport, plots: LookPlots, lang: Language): Promise<string> {
  const w = lookWords[lang];
  const report = spokenReport(seen, await speechIn(lang));
  const charts =
    report.kind === "table" ? await tableCharts(report, plots, w) : await pictureCharts(report, plots, w);
  return pageHtml(w.title(report.source), lang, lookSections(report, charts, w));
}

async function tableCharts(report: TableLook, plots: LookPlots, w: LookWords): Promise<LookCharts> {
  const { label, columns } = report;
  const k = label?.classes.findIndex(({ name }) => name === label.positive?.name) ?? -1;
  const positive = k < 0 ? undefined : k;
  const own = columns.find(({ role }) => role === "label");
  const shown = drawnFirst(columns);
  const byClass = shown.some(({ histogram }) => histogram!.counts.length > 1);
  const histogram = async (column: LookColumn, text: string) => ({
    svg: await histogramChart({ ...column.histogram!, positive, title: column.name }),
    title: column.unit === null ? column.name : `${column.name} (${column.unit})`,
    text,
  });
  const names = label?.classes.map(({ name }) => name) ?? [];
  return {
    label: own?.histogram && label?.task === "regress" ? await histogram(own, w.labelSpread) : undefined,
    against: await Promise.all(
      (plots.against ?? []).map(async ({ name, x, y }) => ({
        svg: await scatterChart({
          facets: [{ x, y }],
          facetSize: [172, 132],
          ...{ xLabel: name, yLabel: label!.name, name: `${label!.name} × ${name}` },
        }),
        title: name,
        text: w.againstText(columns.find((column) => column.name === name)?.tells?.value ?? 0),
      })),
    ),
    legend: byClass ? { svg: await histogramLegend(names, positive), title: w.classes, text: "" } : undefined,
    histograms: await Promise.all(shown.map((column) => histogram(column, underHistogram(column, w)))),
    family: await familyCharts(plots, label?.positive?.name, w),
    correlation: await correlationMap(report, w),
    scores: await scoresChart(report, plots, { positive, w }),
  };
}

/** The means of many columns alike: as pictures in one scale, or as curves. */
async function familyCharts(
  { family }: LookPlots,
  positive: string | undefined,
  w: LookWords,
): Promise<LookCharts["family"]> {
  if (!family) return undefined;
  const { name, size, at, means } = family;
  const called = (one: string) => one || w.all;
  if (!size) {
    const series = means
      // The class that is to be found has the second colour, which is warm.
      .toSorted((a, b) =>
        means.length === 2 ? Number(a.name === positive) - Number(b.name === positive) : 0,
      )
      .map(({ name, values }) => ({ name: called(name), x: at!, y: values }));
    const svg = await curvesChart({ panels: [{ yLabel: w.mean, series }], xLabel: name, panelWidth: 330 });
    return { name, chart: { svg, title: name, text: "" } };
  }
  let [low, high] = [Infinity, -Infinity];
  for (const { values } of means)
    for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const scale = high > low ? 255 / (high - low) : 0;
  const images = await Promise.all(
    means.map(async ({ name, values }) => ({
      name: called(name),
      url: await pictureUrl({ ...size, channels: 1, data: values.map((value) => (value - low) * scale) }),
    })),
  );
  return { name, images };
}

function underHistogram({ histogram, tells }: LookColumn, w: LookWords): string {
  const beyond = histogram!.below + histogram!.above;
  return [tells ? w.tells(tells) : "", beyond > 0 ? w.beyond(grouped(beyond)) : ""]
    .filter(Boolean)
    .join(" · ");
}

/** The columns that tell most of the label, and of many alike some. */
function drawnFirst(columns: readonly LookColumn[]): LookColumn[] {
  const weight = ({ tells }: LookColumn) => Math.abs(tells?.value ?? 0);
  const sorted = columns
    .filter(({ histogram, role }) => histogram && role === "feature")
    .toSorted((a, b) => weight(b) - weight(a));
  const kin = new Map<string, number>();
  const kept = sorted.filter(({ name, family }) => {
    if (family <= manyAlike) return true;
    const stem = name.replaceAll(/\d+/g, "#");
    kin.set(stem, (kin.get(stem) ?? 0) + 1);
    return kin.get(stem)! <= mostOfFamily;
  });
  return kept.slice(0, mostHistograms);
}

async function correlationMap({ correlation }: TableLook, w: LookWords) {
  if (!correlation || correlation.names.length < 2) return undefined;
  const { names, pearson, of } = correlation;
  const title = w.heatMap(grouped(names.length), grouped(of));
  const svg = await matrixChart({
    panels: [{ title: "", values: pearson, rowNames: names, columnNames: names }],
    name: title,
  });
  return { svg, title, text: w.heatMapText };
}

async function scoresChart(
  { label, components }: TableLook,
  { scores }: LookPlots,
  { positive, w }: { positive: number | undefined; w: LookWords },
) {
  if (!components || !scores) return undefined;
  const { x, y } = scores;
  const [first, second] = components.explained;
  const axis = (k: number, share: number | undefined) => `PC${k} (${percent(share ?? 0)})`;
  const names = label?.classes.map(({ name }) => name) ?? [];
  const asClasses = label?.task === "classify" && names.length <= mostClasses;
  const labels = scores.label;
  // Rows without a label are of none of the classes, and are not drawn.
  const rows = Array.from({ length: x.length }, (_, i) => i).filter(
    (i) => !asClasses || labels === undefined || labels[i]! >= 0,
  );
  // Rare classes lie on top.
  if (asClasses && labels)
    rows.sort((i, j) => label!.classes[labels[j]!]!.rows - label!.classes[labels[i]!]!.rows || i - j);
  const at = (values: ArrayLike<number>) => Float64Array.from(rows, (i) => values[i]!);
  const svg = await scatterChart({
    facets: [
      {
        x: at(x),
        y: at(y),
        label: asClasses && labels ? at(labels) : undefined,
        value: label?.task === "regress" && labels ? at(labels) : undefined,
      },
    ],
    classNames: asClasses ? names : [],
    good: asClasses && names.length === 2 && positive !== undefined ? 1 - positive : undefined,
    valueName: label?.task === "regress" ? label.name : undefined,
    facetSize: [300, 280],
    ...{ xLabel: axis(1, first), yLabel: axis(2, second), name: w.scores },
  });
  return { svg, title: w.scores, text: w.scoresText(grouped(rows.length)) };
}

async function pictureCharts(
  { groups, kind: _ }: PictureLook,
  { pictures = [] }: LookPlots,
  w: LookWords,
): Promise<LookCharts> {
  const nameOf = (k: number) => groups[k]!.name || w.all;
  const sheets = await Promise.all(
    pictures.map(async ({ shown }, k) => ({
      title: w.sheet(nameOf(k), grouped(shown.length), grouped(groups[k]!.rows)),
      images: await Promise.all(
        shown.map(
          async ({ name, picture }): Promise<NamedImage> => ({
            url: await pictureUrl(picture),
            name: lastOf(name),
          }),
        ),
      ),
    })),
  );
  const means: NamedImage[] = [];
  for (const [k, { mean, deviation }] of pictures.entries()) {
    if (groups[k]!.rows === 0) continue;
    means.push({ url: await pictureUrl(mean), name: w.meanName(nameOf(k)) });
    means.push({ url: await pictureUrl(brightened(deviation)), name: w.deviationName(nameOf(k)) });
  }
  return { sheets, means };
}

/** The name of a file without its folders. */
const lastOf = (path: string): string => path.split(/[\\/]/).at(-1)!;

/** With its largest number white. */
function brightened<P extends { readonly data: ArrayLike<number> }>(picture: P): P {
  let most = 0;
  for (let k = 0; k < picture.data.length; k++) most = Math.max(most, picture.data[k]!);
  const scale = most > 0 ? 255 / most : 0;
  return { ...picture, data: Float64Array.from(picture.data, (value) => value * scale) };
}
