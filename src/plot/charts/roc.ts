import { axisLabels, columnMargin, columnWidth, quietAxis } from "../axisLabels.ts";
import { drawHeading } from "../heading.ts";
import { fontSize, frame, Page, pageMargin } from "../page.ts";
import { classStyles } from "../palette.ts";
import { ofOne, shortNames } from "../text.ts";

/** A curve in the unit square, its points in the curve's order. */
export interface RateCurve {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Written behind the name. */
  readonly area: number;
}

export interface RateOptions {
  readonly curves: readonly RateCurve[];
  readonly title?: string;
  readonly xLabel?: string;
  readonly yLabel?: string;
}

/** ROC curves as an SVG: x is the false positive rate, y the true positive rate. The dashed line is chance. */
export function rocChart(options: RateOptions): Promise<string> {
  const labels = { xLabel: "false positive rate", yLabel: "true positive rate" };
  const chance = [
    [0, 0],
    [1, 1],
  ] as const;
  return rateChart({ ...labels, ...options }, chance, "linear");
}

/**
 * Precision against recall as an SVG: x is recall, falling, y precision. Drawn in steps: between two thresholds nothing
 * is to be had, and a straight line would promise it. `positives` is the class's share of the rows: what guessing gets.
 */
export function precisionRecallChart(options: RateOptions & { positives?: number }): Promise<string> {
  const labels = { xLabel: "recall", yLabel: "precision" };
  const { positives } = options;
  const chance =
    positives === undefined
      ? []
      : ([
          [0, positives],
          [1, positives],
        ] as const);
  const curves = options.curves.map(withoutVoid);
  return rateChart({ ...labels, ...options, curves }, chance, "step-after");
}

/** At recall 0 there is nothing to be right about: the first step is drawn level to the axis instead. */
function withoutVoid(curve: RateCurve): RateCurve {
  const end = Array.from(curve.x).indexOf(0);
  if (end < 1) return curve;
  const y = Array.from(curve.y).slice(0, end);
  return { ...curve, x: [...Array.from(curve.x).slice(0, end), 0], y: [...y, y.at(-1)!] };
}

/** The room for a class's name, in px; its area needs up to 50 px more. */
const nameWidth = 230;
const dashes = ["none", "6 3", "2 3", "8 3 2 3"];

async function rateChart(
  { curves, title, xLabel, yLabel }: RateOptions & { xLabel: string; yLabel: string },
  chance: readonly (readonly [number, number])[],
  curve: "linear" | "step-after",
): Promise<string> {
  const page = await Page.open();
  const { plot } = page;
  const styles = classStyles(curves.length, "safe", String);
  const names = shortNames(
    curves.map(({ name }) => name),
    nameWidth,
    fontSize.label,
  );
  const entries = curves.map(({ area }, i) => ({
    name: `${names[i]}${/\d$/.test(names[i]!) ? ":" : ""} ${ofOne(area)}`, // class 0: 0.875
    dash: dashes[i % dashes.length]!,
    ...styles[i]!,
  }));
  const top = drawHeading(page, columnWidth, { title, entries, nameWidth: nameWidth + 50 });

  const { left, right } = columnMargin;
  const height = columnWidth - left - right + columnMargin.top + columnMargin.bottom; // the frame is a square
  const lines = curves.map(thin);
  const axis = { ...quietAxis, domain: [0, 1], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], tickFormat: String };
  page.place(pageMargin, top, {
    width: columnWidth,
    height,
    marginTop: columnMargin.top,
    marginRight: right,
    marginBottom: columnMargin.bottom,
    marginLeft: left,
    x: { ...axis, grid: true, insetLeft: 4, insetRight: 4 },
    y: { ...axis, grid: true, insetTop: 4, insetBottom: 4 },
    symbol: { type: "identity" },
    marks: [
      plot.frame({ stroke: frame }),
      ...axisLabels(page, xLabel, yLabel),
      plot.line(chance, { stroke: "#8a8a8a", strokeDasharray: "4 4" }),
      lines.map((points, i) =>
        plot.line(points, {
          x: "x",
          y: "y",
          curve,
          stroke: entries[i]!.colour,
          strokeDasharray: entries[i]!.dash,
          strokeWidth: 1.8,
        }),
      ),
      lines.map((points, i) =>
        plot.dot(curves.length > 1 ? markers(points) : [], {
          x: "x",
          y: "y",
          fill: entries[i]!.colour,
          symbol: entries[i]!.shape,
          r: 3.4,
          stroke: "white",
          strokeWidth: 0.6,
        }),
      ),
    ],
  });
  return page.toSvg(
    columnWidth + 2 * pageMargin,
    top + height + pageMargin,
    title ?? `${yLabel} × ${xLabel}`,
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where less than half a pixel lies between two points, the later is left out; the ends stay. */
function thin({ x, y }: RateCurve): Point[] {
  const step = 0.5 / columnWidth;
  const points: Point[] = [];
  for (let i = 0; i < x.length; i++) {
    const last = points.at(-1);
    const point = { x: x[i]!, y: y[i]! };
    const far = !last || Math.abs(point.x - last.x) > step || Math.abs(point.y - last.y) > step;
    if (far || i === x.length - 1) points.push(point);
  }
  return points;
}

/** About five points, evenly along the curve's length. */
function markers(points: readonly Point[]): Point[] {
  const marked: Point[] = [];
  let walked = 0.2;
  points.forEach((point, i) => {
    const before = points[i - 1] ?? point;
    walked += Math.abs(point.x - before.x) + Math.abs(point.y - before.y);
    if (walked < 0.4) return;
    marked.push(point);
    walked = 0;
  });
  return marked;
}
