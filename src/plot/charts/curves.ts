import { largest } from "../../data/numbers/lists.ts";
import { drawHeading } from "../heading.ts";
import { faintInk, fontSize, frame, ink, Page, pageMargin } from "../page.ts";
import { type ClassStyle, classStyles } from "../palette.ts";
import { ellipsis, figure, oneLine, wholeTicks } from "../text.ts";
import { pieceOf, thinned } from "../thin.ts";

/** One line: (x[i], y[i]). A value that is not finite is a gap in the line. */
export interface Series {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Series that share a vertical axis: the losses, or the accuracies. */
export interface CurvePanel {
  readonly yLabel: string;
  readonly series: readonly Series[];
  /** the largest value that there can be, as 1 of an accuracy: the axis does not go beyond it */
  readonly most?: number;
}

export interface CurvesOptions {
  readonly panels: readonly CurvePanel[];
  readonly xLabel?: string;
  /** What is added to `xLabel` where of every so many points the lowest and the highest are drawn. */
  readonly thinned?: (every: number) => string;
  readonly title?: string;
  /** The width of each panel, in px. */
  readonly panelWidth?: number;
  /** An upright line with its name, such as the threshold that was chosen. */
  readonly mark?: { readonly at: number; readonly name: string };
  /** All names that have a look, in its order, where other pictures show more of them. */
  readonly names?: readonly string[];
}

const margin = { top: 28, right: 14, bottom: 40, left: 52 };
const panelGap = 12;
const dashes = ["none", "6 3", "2 3", "8 3 2 3"];

/** Curves over the epochs, panels side by side, as an SVG. A name looks the same in every panel. */
export async function curvesChart(options: CurvesOptions): Promise<string> {
  const { title, panelWidth = options.panels.length === 1 ? 600 : 400 } = options;
  const panels = options.panels.map((panel) => ({ ...panel, series: panel.series.map(thinned) }));
  const xLabel = labelOf(options);
  const page = await Page.open();
  const panelHeight = 320;
  const width = panels.length * (panelWidth + panelGap) - panelGap;
  const shown = seriesNames(panels);
  const { names = shown } = options;
  const styles = classStyles(names.length, "safe", String);
  const entries = names.map((name, i) => ({
    name: oneLine(name),
    dash: dashes[i % dashes.length]!,
    ...styles[i]!,
  }));
  // A curve that stands alone is named by its axis.
  const alone = panels.every(({ series }) => series.length <= 1);
  const looks = new Map(names.map((name, i) => [name, entries[i]!]));
  const explained = alone ? [] : shown.map((name) => looks.get(name)!);
  const top = drawHeading(page, width, { title, entries: explained, below: 4 });

  panels.forEach((panel, i) => {
    const left = pageMargin + i * (panelWidth + panelGap);
    const { mark } = options;
    drawPanel(page, panel, looks, { left, top, width: panelWidth, height: panelHeight, xLabel, mark });
  });
  const name = title ?? panels.map((panel) => panel.yLabel).join(", ");
  return page.toSvg(width + 2 * pageMargin, top + panelHeight + pageMargin, name);
}

/** The axis says what is left out of lines of very many points. */
function labelOf({ panels, xLabel = "epoch", thinned = everyInWords }: CurvesOptions): string {
  const most = largest(
    panels.flatMap(({ series }) => series.map(({ x }) => x.length)),
    0,
  );
  const every = pieceOf(most);
  return every === 1 ? xLabel : `${xLabel} ${thinned(every)}`;
}

const everyInWords = (every: number) => `(the lowest and the highest of every ${every})`;

/** Each name once, in the panels' order. */
export const seriesNames = (panels: readonly CurvePanel[]): string[] => [
  ...new Set(panels.flatMap(({ series }) => series.map(({ name }) => name))),
];

type Look = ClassStyle & { readonly dash: string };

function drawPanel(
  page: Page,
  { series, yLabel, most = Infinity }: CurvePanel,
  looks: ReadonlyMap<string, Look>,
  box: {
    left: number;
    top: number;
    width: number;
    height: number;
    xLabel: string;
    mark: CurvesOptions["mark"];
  },
): void {
  const { plot } = page;
  const xs = series.flatMap(({ x }) => Array.from(x)).filter(Number.isFinite);
  const [x0, x1] = extent(xs);
  const whole = xs.every(Number.isInteger);
  page.place(box.left, box.top, {
    width: box.width,
    height: box.height,
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    x: {
      domain: x0 === x1 ? [x0 - 1, x1 + 1] : [x0, x1],
      inset: 8,
      tickSize: 0,
      tickPadding: 6,
      label: null,
      // Epochs are whole numbers: no tick at 0.5.
      ticks: whole ? wholeTicks(x0, x1, 8) : 6,
      tickFormat: whole ? String : undefined,
    },
    y: {
      domain: valueDomain(series.flatMap(({ y }) => Array.from(y)).filter(Number.isFinite), most),
      nice: true,
      grid: true,
      inset: 8,
      tickSize: 0,
      tickPadding: 6,
      ticks: 6,
      label: null,
    },
    symbol: { type: "identity" },
    marks: [
      plot.frame({ stroke: frame }),
      plot.text([ellipsis(yLabel, box.width - 20, fontSize.label)], {
        frameAnchor: "top-left",
        lineAnchor: "bottom",
        dy: -6,
        fontSize: fontSize.label,
        fill: faintInk,
      }),
      plot.text([ellipsis(box.xLabel, box.width - 20, fontSize.label)], {
        frameAnchor: "bottom",
        dy: 34,
        fontSize: fontSize.label,
        fill: faintInk,
      }),
      ...markOf(page, box.mark, (x0 + x1) / 2),
      ...series.map(({ name, x, y }) => {
        const { colour, dash } = looks.get(name)!;
        const values = Array.from(y, (value) => (Number.isFinite(value) ? value : Number.NaN));
        return plot.line(values, {
          x: Array.from(x),
          y: values,
          stroke: colour,
          strokeDasharray: dash,
          strokeWidth: 1.8,
        });
      }),
      ...series.map(({ name, x, y }) => {
        const { colour, shape } = looks.get(name)!;
        return plot.dot(markers(x, y), {
          x: "x",
          y: "y",
          fill: colour,
          symbol: shape,
          r: 3.6,
          stroke: "white",
          strokeWidth: 0.6,
        });
      }),
    ],
  });
}

function markOf({ plot }: Page, mark: CurvesOptions["mark"], middle: number) {
  if (!mark) return [];
  const isLeft = mark.at < middle;
  return [
    plot.ruleX([mark.at], { stroke: ink, strokeWidth: 1.4, strokeDasharray: "5 3" }),
    plot.text([`${mark.name} ${figure(mark.at)}`], {
      x: mark.at,
      frameAnchor: "top",
      lineAnchor: "top",
      textAnchor: isLeft ? "start" : "end",
      dx: isLeft ? 5 : -5,
      dy: 5,
      fontSize: fontSize.tick,
    }),
  ];
}

/** The points that carry a marker: all of a short series, about twelve of a long one, the last always. */
function markers(x: ArrayLike<number>, y: ArrayLike<number>): { x: number; y: number }[] {
  const step = x.length <= 32 ? 1 : Math.ceil(x.length / 12);
  const marked: { x: number; y: number }[] = [];
  for (let i = (x.length - 1) % step; i < x.length; i += step) {
    if (Number.isFinite(x[i]) && Number.isFinite(y[i])) marked.push({ x: x[i]!, y: y[i]! });
  }
  return marked;
}

/** Smallest and largest value; 0 and 1 of none. A loop, as Math.min(...xs) fails on long series. */
function extent(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  let [min, max] = [values[0]!, values[0]!];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

/** From zero where that costs at most half of the height; a flat line gets room on both sides. */
function valueDomain(values: readonly number[], most: number): [number, number] {
  const [min, max] = extent(values);
  if (min >= 0 && max > 0 && min <= max / 2) return [0, max];
  if (min === max) {
    const room = Math.max(0.5, Math.abs(min) / 10);
    return [min - room, Math.max(max, Math.min(most, max + room))];
  }
  return [min, max];
}
