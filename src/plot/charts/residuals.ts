import { largest } from "../../data/numbers/lists.ts";
import { axisLabels, columnMargin, columnWidth, quietAxis } from "../axisLabels.ts";
import { drawHeading } from "../heading.ts";
import { frame, Page, pageMargin } from "../page.ts";
import { tickFigure, wholeTicks } from "../text.ts";

export interface ResidualOptions {
  readonly truth: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  readonly title?: string;
  readonly xLabel?: string;
  readonly yLabel?: string;
}

const colour = "#0072b2";
/** Where there are more rows than this, so many of them, evenly chosen, are drawn. */
const mostPoints = 2000;

const box = {
  width: columnWidth,
  marginTop: columnMargin.top,
  marginRight: columnMargin.right,
  marginBottom: columnMargin.bottom,
  marginLeft: columnMargin.left,
} as const;

/** Predicted against true values as an SVG; both axes have one scale, and a perfect model lies on the diagonal. */
export async function predictedChart(options: ResidualOptions): Promise<string> {
  const { truth, predicted, title, xLabel = "true value", yLabel = "predicted value" } = options;
  const page = await Page.open();
  const { plot } = page;
  const top = drawHeading(page, columnWidth, { title });
  const height = columnWidth - box.marginLeft - box.marginRight + box.marginTop + box.marginBottom;
  const all = pairs(truth, predicted);
  const step = Math.max(1, all.length / mostPoints);
  const points = Array.from(
    { length: Math.min(all.length, mostPoints) },
    (_, i) => all[Math.floor(i * step)]!,
  );
  let [low, high] = [Infinity, -Infinity];
  for (const { t, p } of all) [low, high] = [Math.min(low, t, p), Math.max(high, t, p)];
  if (!(low < high)) [low, high] = low === high ? [low - 1, high + 1] : [0, 1];
  const axis = {
    ...quietAxis,
    domain: [low, high],
    nice: true,
    ticks: 5,
    tickFormat: tickFigure,
    grid: true,
  };
  const radius = Math.min(3.2, Math.max(1.3, 3.2 * Math.sqrt(150 / Math.max(1, points.length))));
  page.place(pageMargin, top, {
    ...box,
    height,
    x: { ...axis, insetLeft: 6, insetRight: 6 },
    y: { ...axis, insetTop: 6, insetBottom: 6 },
    marks: [
      plot.frame({ stroke: frame }),
      ...axisLabels(page, xLabel, yLabel),
      plot.line(
        [
          [low, low],
          [high, high],
        ],
        { stroke: "#333333", strokeDasharray: "4 4" },
      ),
      plot.dot(points, { x: "t", y: "p", r: radius, fill: colour, fillOpacity: 0.6 }),
    ],
  });
  const name = title ?? `${yLabel} × ${xLabel}`;
  return page.toSvg(columnWidth + 2 * pageMargin, top + height + pageMargin, name);
}

/** How the residuals, true minus predicted, are spread, as an SVG; the rule marks zero. */
export async function residualChart(options: ResidualOptions): Promise<string> {
  const { truth, predicted, title, xLabel = "true − predicted", yLabel = "rows" } = options;
  const page = await Page.open();
  const { plot } = page;
  const top = drawHeading(page, columnWidth, { title });
  const height = 260;
  const bins = histogram(pairs(truth, predicted).map(({ t, p }) => t - p));
  const most = largest(
    bins.map(({ rows }) => rows),
    1,
  );
  page.place(pageMargin, top, {
    ...box,
    height,
    x: { ...quietAxis, ticks: 5, tickFormat: tickFigure, insetLeft: 6, insetRight: 6 },
    y: {
      ...quietAxis,
      domain: [0, most],
      insetTop: 6,
      ticks: wholeTicks(0, most, 5),
      tickFormat: "~s",
      grid: true,
      nice: true,
    },
    marks: [
      plot.rect(bins, { x1: "low", x2: "high", y1: 0, y2: "rows", fill: colour, inset: 0.5 }),
      plot.ruleX([0], { stroke: "#333333", strokeDasharray: "4 4" }),
      plot.frame({ stroke: frame }),
      ...axisLabels(page, xLabel, yLabel),
    ],
  });
  const name = title ?? `${yLabel} × ${xLabel}`;
  return page.toSvg(columnWidth + 2 * pageMargin, top + height + pageMargin, name);
}

/** Rows whose both values are finite. */
function pairs(truth: ArrayLike<number>, predicted: ArrayLike<number>): { t: number; p: number }[] {
  const found: { t: number; p: number }[] = [];
  for (let i = 0; i < truth.length; i++) {
    const [t, p] = [truth[i]!, predicted[i]!];
    if (Number.isFinite(t) && Number.isFinite(p)) found.push({ t, p });
  }
  return found;
}

/** Bins of equal width, zero on an edge between two; about √n of them, from 8 to 40. */
function histogram(values: readonly number[]): { low: number; high: number; rows: number }[] {
  let [min, max] = [0, 0];
  for (const value of values) [min, max] = [Math.min(min, value), Math.max(max, value)];
  const wanted = Math.min(40, Math.max(8, Math.round(Math.sqrt(values.length))));
  const width = max > min ? (max - min) / wanted : 1;
  const first = Math.floor(min / width);
  const last = Math.max(first, Math.ceil(max / width) - 1);
  const counts = new Int32Array(last - first + 1);
  for (const value of values) counts[Math.min(last, Math.floor(value / width)) - first]!++;
  return Array.from(counts, (rows, i) => ({
    low: (first + i) * width,
    high: (first + i + 1) * width,
    rows,
  }));
}
