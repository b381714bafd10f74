import { largest, smallest } from "../../data/numbers/lists.ts";
import { columnWidth, quietAxis } from "../axisLabels.ts";
import { drawHeading } from "../heading.ts";
import { faintInk, fontSize, frame, Page, pageMargin } from "../page.ts";
import { ellipsis, figure, textWidth } from "../text.ts";

export interface ImportanceBar {
  readonly name: string;
  readonly mean: number;
  /** Half the length of the bar's whisker. */
  readonly std: number;
}

export interface ImportanceOptions {
  /** Drawn in this order, from the top. */
  readonly bars: readonly ImportanceBar[];
  readonly title?: string;
  readonly xLabel?: string;
}

const rowHeight = 22;
const nameWidth = 130;
const colour = "#0072b2";

/** Bars with whiskers of one standard deviation either way, as an SVG. */
export async function importanceChart(options: ImportanceOptions): Promise<string> {
  const { bars, title, xLabel = "drop of the score when shuffled" } = options;
  const page = await Page.open();
  const { plot } = page;
  const top = drawHeading(page, columnWidth, { title });
  const rows = bars.map(({ name, mean, std }, i) => ({
    i,
    mean,
    low: mean - std,
    high: mean + std,
    label: ellipsis(name, nameWidth, fontSize.tick),
  }));
  const longest = largest(rows.map(({ label }) => textWidth(label, fontSize.tick)));
  const height = bars.length * rowHeight + 8 + 40;
  const reach = [0, ...rows.flatMap(({ low, high }) => [low, high])];
  const [least, most] = [smallest(reach), largest(reach)];
  page.place(pageMargin, top, {
    width: columnWidth,
    height,
    marginTop: 8,
    marginRight: 12,
    marginBottom: 40,
    marginLeft: longest + 10,
    x: {
      ...quietAxis,
      domain: least === most ? [0, 1] : [least, most],
      nice: true,
      ticks: 4,
      tickFormat: figure,
      grid: true,
      insetLeft: 2,
      insetRight: 6,
    },
    y: { ...quietAxis, type: "band", domain: rows.map(({ i }) => i), padding: 0.25 },
    marks: [
      plot.axisY({ tickSize: 0, tickPadding: 6, tickFormat: (i: number) => rows[i]!.label, label: null }),
      plot.barX(rows, { x1: 0, x2: "mean", y: "i", fill: colour }),
      plot.ruleY(rows, {
        x1: "low",
        x2: "high",
        y: "i",
        stroke: "#222222",
        strokeWidth: 1.4,
      }),
      plot.ruleX([0], { stroke: "#595959" }),
      plot.frame({ stroke: frame }),
      plot.text([ellipsis(xLabel, columnWidth - longest - 22, fontSize.label)], {
        frameAnchor: "bottom",
        dy: 34,
        fontSize: fontSize.label,
        fill: faintInk,
      }),
    ],
  });
  return page.toSvg(columnWidth + 2 * pageMargin, top + height + pageMargin, title ?? xLabel);
}
