import { drawHeading } from "../heading.ts";
import { faintInk, fontSize, frame, Page, pageMargin } from "../page.ts";
import { type ClassStyle, classStyles, inspectionStyles, type Palette } from "../palette.ts";
import { ellipsis, tickFigure } from "../text.ts";

/** One set of points: x[i], y[i] and, where points have a class, label[i]. */
export interface ScatterFacet {
  readonly title?: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly label?: ArrayLike<number | bigint> | undefined;
  /** a number for each point, which its colour says; in the place of a label */
  readonly value?: ArrayLike<number> | undefined;
}

export interface ScatterOptions {
  readonly facets: readonly ScatterFacet[];
  /** Name of class k is classNames[k]; without it a class is shown by its label. */
  readonly classNames?: readonly string[];
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** Facets in a row; by default as near to a square as can be. */
  readonly columns?: number;
  readonly palette?: Palette;
  /** The class of the good parts, where the picture is of an inspection. */
  readonly good?: number | undefined;
  readonly title?: string;
  /** What the numbers of `value` are, above the bar of their colours. */
  readonly valueName?: string | undefined;
  /** What those hear who do not see the picture; the title when left out. */
  readonly name?: string | undefined;
  /** Width and height of a facet, in px. */
  readonly facetSize?: readonly [width: number, height: number];
}

const margin = { top: 24, right: 8, bottom: 38, left: 50 };

/** Points coloured by class, in a grid of facets that share both axes, as an SVG. */
export async function scatterChart(options: ScatterOptions): Promise<string> {
  const { facets, title } = options;
  const page = await Page.open();
  const columns = Math.min(options.columns ?? Math.ceil(Math.sqrt(facets.length)), facets.length);
  const rows = Math.ceil(facets.length / columns);
  const usual = facets.length === 1 ? [560, 400] : columns === 1 ? [460, 240] : [300, 230];
  const [facetWidth, facetHeight] = options.facetSize ?? (usual as [number, number]);
  const columnGap = 18;
  const rowGap = facets.some((facet) => facet.title) ? 30 : 18;
  const width = margin.left + columns * (facetWidth + columnGap) - columnGap + margin.right;
  const height = margin.top + rows * (facetHeight + rowGap) - rowGap + margin.bottom;

  const points = flatten(facets, columns);
  const { styleOf, entries } = classesOf(points, options, page);
  const ramp = rampOf(points, page);
  const heading = drawHeading(page, width, { title, entries, below: 6 });
  const top = heading + (ramp ? drawRamp(page, ramp, pageMargin + 4, heading, options.valueName ?? "") : 0);

  const { plot } = page;
  const radius = pointRadius(points.length / facets.length, facetWidth);
  const titles = facets.map((facet, i) => ({
    ...cell(i, columns),
    text: ellipsis(facet.title ?? "", facetWidth, fontSize.heading),
  }));
  const axis = { label: null, nice: true, inset: 6, tickSize: 0, tickPadding: 6, ticks: 6 };
  page.place(pageMargin, top, {
    width,
    height,
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    // A band scale's padding is a share of its step: this makes the space between facets exactly the gap.
    fx: { axis: null, paddingInner: columnGap / (facetWidth + columnGap), paddingOuter: 0, round: false },
    fy: { axis: null, paddingInner: rowGap / (facetHeight + rowGap), paddingOuter: 0, round: false },
    x: axis,
    y: axis,
    color: { type: "identity" },
    symbol: { type: "identity" },
    marks: [
      plot.gridX({ ticks: axis.ticks }),
      plot.gridY({ ticks: axis.ticks }),
      plot.frame({ stroke: frame }),
      plot.dot(points, {
        x: "x",
        y: "y",
        fx: "column",
        fy: "row",
        fill: (point: Point) =>
          point.value === undefined ? styleOf(point).colour : (ramp?.colour(point.value) ?? noValue),
        symbol: (point: Point) => styleOf(point).shape,
        r: radius,
        stroke: "white",
        strokeWidth: Math.min(0.5, radius / 5),
      }),
      plot.text(titles, {
        fx: "column",
        fy: "row",
        text: "text",
        frameAnchor: "top",
        dy: -18,
        fontSize: fontSize.heading,
      }),
      ...axisTitles(page, options.xLabel ?? "x", options.yLabel ?? "y", width, height),
    ],
  });
  const name = options.name ?? title ?? facets.map((facet) => facet.title ?? "").join(", ");
  return page.toSvg(width + 2 * pageMargin, top + height + pageMargin, name);
}

/** Names of the axes, each once for the whole grid: facet "super" is the frame around all facets. */
function axisTitles(page: Page, x: string, y: string, width: number, height: number) {
  const common = { facet: "super", fontSize: fontSize.label, fill: faintInk } as const;
  return [
    page.plot.text([ellipsis(x, width - margin.left - margin.right, fontSize.label)], {
      ...common,
      frameAnchor: "bottom",
      dy: 32,
    }),
    page.plot.text([ellipsis(y, height - margin.top - margin.bottom, fontSize.label)], {
      ...common,
      frameAnchor: "left",
      textAnchor: "middle",
      rotate: -90,
      dx: -margin.left + 8,
    }),
  ];
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: number | undefined;
  readonly value: number | undefined;
  readonly column: number;
  readonly row: number;
}

function cell(i: number, columns: number): { column: number; row: number } {
  return { column: i % columns, row: Math.floor(i / columns) };
}

/** All finite points with the place of their facet. */
function flatten(facets: readonly ScatterFacet[], columns: number): Point[] {
  const points: Point[] = [];
  facets.forEach(({ x, y, label, value }, f) => {
    for (let i = 0; i < x.length; i++) {
      if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) continue;
      points.push({
        x: x[i]!,
        y: y[i]!,
        label: label && Number(label[i]),
        value: value?.[i],
        ...cell(f, columns),
      });
    }
  });
  return points;
}

/** How each point's class looks, and the legend that says so. Points without labels look alike, with no legend. */
function classesOf(
  points: readonly Point[],
  { classNames, palette = "safe", good }: ScatterOptions,
  page: Page,
) {
  const found = new Set<number>();
  for (const { label } of points) if (label !== undefined) found.add(label);
  const labels = classNames ? classNames.map((_, k) => k) : [...found].sort((a, b) => a - b);
  const turbo = page.plot.scale({ color: { type: "linear", scheme: "turbo", domain: [0, 1] } });
  const count = Math.max(1, labels.length);
  const styles =
    good === undefined ? classStyles(count, palette, turbo.apply) : inspectionStyles(count, good);
  const rank = new Map(labels.map((label, i) => [label, i]));
  const styleOf = ({ label }: Point): ClassStyle => {
    const i = label === undefined ? 0 : rank.get(label);
    if (i === undefined)
      throw new RangeError(`label ${label} has no name: there are ${labels.length} classNames`);
    return styles[i]!;
  };
  const entries =
    found.size === 0 ? [] : labels.map((k, i) => ({ name: classNames?.[k] ?? String(k), ...styles[i]! }));
  return { styleOf, entries };
}

/** A point without a number. */
const noValue = "#9a9a9a";

interface Ramp {
  readonly low: number;
  readonly high: number;
  colour(value: number): string | undefined;
}

/** Colours from the least number, dark, to the largest, light; nothing where points have no numbers. */
function rampOf(points: readonly Point[], page: Page): Ramp | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (const { value } of points)
    if (value !== undefined && Number.isFinite(value))
      [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (low > high) return undefined;
  // Yellow on white is hardly seen: the ramp ends before it.
  const scale = page.plot.scale({
    color: { type: "linear", scheme: "viridis", domain: [low, low + (high - low || 1) / 0.92] },
  });
  return {
    low,
    high,
    colour: (value) => (Number.isFinite(value) ? String(scale.apply(value)) : undefined),
  };
}

const bar = { width: 180, height: 10 };

/** The ramp's colours as a bar with the numbers of its ends, and what they are of; returns the height taken. */
function drawRamp(page: Page, ramp: Ramp, left: number, top: number, name: string): number {
  const steps = Array.from({ length: 61 }, (_, i) => i);
  const number = { lineAnchor: "top", dy: bar.height + 3, fontSize: fontSize.tick } as const;
  page.write(name, left, top + 11, fontSize.label, 400);
  page.place(left, top + 18, {
    width: bar.width,
    height: bar.height,
    margin: 0,
    x: { domain: [0, 61], axis: null },
    y: { axis: null },
    color: { type: "identity" },
    marks: [
      page.plot.rect(steps, {
        x1: (i: number) => i,
        x2: (i: number) => i + 1,
        y1: 0,
        y2: 1,
        fill: (i: number) => ramp.colour(ramp.low + ((ramp.high - ramp.low) * i) / 60),
        inset: 0,
        shapeRendering: "crispEdges",
      }),
      page.plot.frame({ stroke: frame }),
      page.plot.text([tickFigure(ramp.low)], { ...number, frameAnchor: "top-left" }),
      page.plot.text([tickFigure(ramp.high)], { ...number, frameAnchor: "top-right" }),
    ],
  });
  return 18 + bar.height + 22;
}

/** Smaller points the more of them there are: 3.4 px at 500 points in a 300 px facet. */
function pointRadius(points: number, facetWidth: number): number {
  return Math.min(3.6, Math.max(1.2, 3.4 * Math.sqrt((500 * facetWidth) / 300 / Math.max(1, points))));
}
