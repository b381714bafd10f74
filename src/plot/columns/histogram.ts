import { largest } from "../../data/numbers/lists.ts";
import { quietAxis } from "../axisLabels.ts";
import { drawHeading } from "../heading.ts";
import { frame, Page, pageMargin } from "../page.ts";
import { type ClassStyle, classStyles, inspectionStyles } from "../palette.ts";
import { tickFigure, wholeTicks } from "../text.ts";

export interface HistogramOptions {
  /** the lower end of the first bin, and the width of each */
  readonly from: number;
  readonly width: number;
  /** the rows of each bin, a list for each class; one list of all */
  readonly counts: readonly (readonly number[])[];
  /** how the classes look; the one that is to be found, if any, is warm */
  readonly positive?: number | undefined;
  /** what it is of, for those who hear it */
  readonly title: string;
}

const [chartWidth, chartHeight] = [236, 118];
const margin = { top: 8, right: 12, bottom: 24, left: 12 };

/** How a column's numbers are spread, as a small SVG: of classes, each by its own share of its rows, so that a rare one is seen. */
export async function histogramChart(options: HistogramOptions): Promise<string> {
  const { from, width, counts, positive, title } = options;
  const page = await Page.open();
  const { plot } = page;
  const styles = histogramStyles(counts.length, positive);
  const bars = counts.flatMap((bins, k) => {
    const rows = bins.reduce((sum, count) => sum + count, 0) || 1;
    return bins.map((count, i) => ({
      ...{ k, low: from + i * width, high: from + (i + 1) * width },
      share: count / rows,
    }));
  });
  const most = largest(
    bars.map(({ share }) => share),
    1e-9,
  );
  const classes = counts.map((_, k) => bars.filter((bar) => bar.k === k));
  const several = counts.length > 1;
  const bins = counts[0]!.length;
  // A bin of whole numbers stands around them.
  const whole = Number.isInteger(width) && Number.isInteger(from - 0.5);
  page.place(0, 0, {
    width: chartWidth,
    height: chartHeight,
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    x: {
      ...quietAxis,
      domain: [from, from + width * bins],
      ticks: whole ? wholeTicks(from + 0.5, from + width * bins - 0.5, 4) : 4,
      tickFormat: tickFigure,
    },
    y: { axis: null, domain: [0, most] },
    marks: [
      classes.map((one, k) =>
        plot.rect(
          one.filter(({ share }) => share > 0),
          {
            x1: "low",
            x2: "high",
            y1: 0,
            y2: "share",
            fill: styles[k]!.colour,
            fillOpacity: several ? 0.28 : 1,
            inset: several ? 0 : 0.5,
          },
        ),
      ),
      several
        ? classes.map((one, k) =>
            plot.line(outline(one), {
              x: "x",
              y: "y",
              stroke: styles[k]!.colour,
              strokeWidth: 1.6,
              strokeDasharray: styles[k]!.dash,
            }),
          )
        : [],
      plot.ruleY([0], { stroke: frame }),
    ],
  });
  return page.toSvg(chartWidth, chartHeight, title);
}

/** The steps of a histogram's upper edge. */
function outline(bars: readonly { low: number; high: number; share: number }[]): { x: number; y: number }[] {
  const [first, last] = [bars[0]!, bars.at(-1)!];
  return [
    { x: first.low, y: 0 },
    ...bars.flatMap(({ low, high, share }) => [
      { x: low, y: share },
      { x: high, y: share },
    ]),
    { x: last.high, y: 0 },
  ];
}

/** Colour and dash of each class, which the legend shows too. */
function histogramStyles(
  count: number,
  positive: number | undefined,
): readonly (ClassStyle & { dash: string })[] {
  const dashes = ["none", "5 3", "1.5 2.5", "8 3 2 3"];
  const styles =
    count === 2 && positive !== undefined
      ? inspectionStyles(2, 1 - positive)
      : classStyles(count, "safe", String); // the safe palette asks for no turbo
  return styles.map((style, k) => ({ ...style, dash: dashes[k % dashes.length]! }));
}

/** Which line is which class, as an SVG of its own above many histograms. */
export async function histogramLegend(
  classNames: readonly string[],
  positive: number | undefined,
): Promise<string> {
  const page = await Page.open();
  const width = 208;
  const styles = histogramStyles(classNames.length, positive);
  const entries = classNames.map((name, k) => ({ ...styles[k]!, name }));
  const height = drawHeading(page, width, { entries, nameWidth: 150, below: 0 });
  return page.toSvg(width + 2 * pageMargin, height + 4, classNames.join(", "));
}
