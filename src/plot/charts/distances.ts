import { axisLabels, columnMargin, columnWidth, quietAxis } from "../axisLabels.ts";
import { drawHeading } from "../heading.ts";
import { fontSize, frame, ink, Page, pageMargin } from "../page.ts";
import { inspectionStyles } from "../palette.ts";
import { figure } from "../text.ts";

export interface DistancesOptions {
  /** The distances of what belongs together: pairs of one class, or good parts to their references. */
  readonly same: ArrayLike<number>;
  /** The distances of what does not; empty where there is nothing yet. */
  readonly different: ArrayLike<number>;
  readonly sameName?: string;
  readonly differentName?: string;
  /** What lies beyond it is called different. */
  readonly threshold?: number;
  readonly thresholdName?: string;
  readonly title?: string;
  readonly xLabel?: string;
  readonly yLabel?: string;
}

const plotHeight = 230;
const mostBins = 40;

/**
 * How far apart same and different things lie, as an SVG: two histograms on one axis, each in shares of its own kind,
 * the one upwards and the other downwards, so that neither hides the other, and the threshold between them.
 */
export async function distancesChart(options: DistancesOptions): Promise<string> {
  const { threshold, title, same, different } = options;
  const page = await Page.open();
  const { plot } = page;
  const [sameStyle, differentStyle] = inspectionStyles(2, 0);
  const entries = [
    { name: `${options.sameName ?? "same"} (${same.length})`, ...sameStyle! },
    ...(different.length > 0
      ? [{ name: `${options.differentName ?? "different"} (${different.length})`, ...differentStyle! }]
      : []),
  ];
  const top = drawHeading(page, columnWidth, { title, entries });

  const finite = (values: ArrayLike<number>) => Array.from(values).filter(Number.isFinite);
  const [near, far] = [finite(same), finite(different)];
  const reach = [...near, ...far, threshold ?? 0].reduce((most, value) => Math.max(most, value), 0) || 1;
  const count = Math.max(8, Math.min(mostBins, Math.ceil(2 * Math.sqrt(Math.max(near.length, far.length)))));
  const bars = [...histogram(near, reach, count, 1), ...histogram(far, reach, count, -1)];
  const tallest = bars.reduce((most, { share }) => Math.max(most, Math.abs(share)), 0) || 1;
  const { left, right } = columnMargin;
  // The threshold's name stands on the side where there is room for it.
  const besideRight = threshold !== undefined && threshold < reach / 2;
  const height = plotHeight + columnMargin.top + columnMargin.bottom;
  page.place(pageMargin, top, {
    width: columnWidth,
    height,
    marginTop: columnMargin.top,
    marginRight: right,
    marginBottom: columnMargin.bottom,
    marginLeft: left,
    x: { ...quietAxis, domain: [0, reach], grid: true, ticks: 6, insetLeft: 2, insetRight: 6 },
    y: {
      ...quietAxis,
      domain: [far.length > 0 ? -tallest : 0, tallest],
      grid: true,
      ticks: 6,
      tickFormat: (share: number) => `${figure(100 * Math.abs(share))}%`,
      insetTop: 16,
    },
    color: { type: "identity" },
    marks: [
      plot.frame({ stroke: frame }),
      ...axisLabels(page, options.xLabel ?? "distance", options.yLabel ?? "share of each kind"),
      plot.rect(bars, {
        x1: "low",
        x2: "high",
        y1: 0,
        y2: "share",
        fill: ({ share }: Bar) => (share > 0 ? sameStyle!.colour : differentStyle!.colour),
        insetLeft: 0.5,
        insetRight: 0.5,
      }),
      plot.ruleY([0], { stroke: frame }),
      threshold === undefined
        ? null
        : [
            plot.ruleX([threshold], { stroke: ink, strokeWidth: 1.4, strokeDasharray: "5 3" }),
            plot.text([`${options.thresholdName ?? "threshold"} ${figure(threshold)}`], {
              x: threshold,
              frameAnchor: "top",
              textAnchor: besideRight ? "start" : "end",
              dx: besideRight ? 5 : -5,
              dy: 4,
              fontSize: fontSize.tick,
            }),
          ],
    ],
  });
  return page.toSvg(columnWidth + 2 * pageMargin, top + height + pageMargin, title ?? "distances");
}

interface Bar {
  readonly low: number;
  readonly high: number;
  /** the share of all values of its kind; negative where it is drawn downwards */
  readonly share: number;
}

/** Equal bins from 0 to `reach`, the last one closed; empty ones are left out. */
function histogram(values: readonly number[], reach: number, bins: number, sign: 1 | -1): Bar[] {
  const counts = new Float64Array(bins);
  for (const value of values) counts[Math.min(bins - 1, Math.floor((value / reach) * bins))]! += 1;
  return Array.from(counts).flatMap((count, i) =>
    count === 0
      ? []
      : [{ low: (i * reach) / bins, high: ((i + 1) * reach) / bins, share: (sign * count) / values.length }],
  );
}
