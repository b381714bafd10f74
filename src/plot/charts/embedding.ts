import { drawHeading } from "../heading.ts";
import { faintInk, fontSize, frame, Page, pageMargin } from "../page.ts";
import { classStyles, inspectionStyles } from "../palette.ts";
import { type Picture, pictureUrl } from "../picture.ts";
import { ellipsis } from "../text.ts";

export interface EmbeddingOptions {
  /** Where each row lies, such as by the first two principal components of its embedding. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** The class of each row. */
  readonly label: ArrayLike<number>;
  readonly classNames: readonly string[];
  /** The class of the good parts, where the picture is of an inspection. */
  readonly good?: number | undefined;
  /** The picture of row i. Only those are asked for that find room. */
  readonly picture?: (row: number) => Picture;
  readonly title?: string;
  readonly xLabel?: string;
  readonly yLabel?: string;
}

const [plotWidth, plotHeight] = [680, 480];
const thumbnail = 34;
const margin = { top: 12, right: 12, bottom: 36, left: 36 };

/**
 * Embeddings in the plane as an SVG: each row a point in its class's colour and shape, and where there is room its
 * picture, framed in that colour. Points come in their given order, so pictures are of the first ones.
 */
export async function embeddingChart(options: EmbeddingOptions): Promise<string> {
  const { classNames, title } = options;
  const page = await Page.open();
  const { plot } = page;
  const width = plotWidth + margin.left + margin.right;
  const height = plotHeight + margin.top + margin.bottom;
  const turbo = String; // the safe palette asks for none
  const styles =
    options.good === undefined
      ? classStyles(classNames.length, "safe", turbo)
      : inspectionStyles(classNames.length, options.good);
  const entries = classNames.map((name, k) => ({ name, ...styles[k]! }));
  const top = drawHeading(page, width, { title, entries, below: 6 });

  const points = positions(options);
  const shown = options.picture === undefined ? [] : roomFor(points);
  const pictured = await Promise.all(
    shown.map(async (point) => ({ ...point, url: await pictureUrl(options.picture!(point.row)) })),
  );
  const colourOf = ({ label }: Point) => styles[label]!.colour;
  page.place(pageMargin, top, {
    width,
    height,
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    // The points are placed in pixels already: nearness must not depend on how an axis is stretched.
    x: { type: "linear", domain: [0, plotWidth], axis: null },
    y: { type: "linear", domain: [plotHeight, 0], axis: null },
    color: { type: "identity" },
    symbol: { type: "identity" },
    marks: [
      plot.frame({ stroke: frame }),
      plot.dot(points, {
        x: "x",
        y: "y",
        fill: colourOf,
        symbol: ({ label }: Point) => styles[label]!.shape,
        r: 3,
        fillOpacity: 0.8,
        stroke: "white",
        strokeWidth: 0.4,
      }),
      plot.image(pictured, {
        x: "x",
        y: "y",
        src: "url",
        width: thumbnail,
        height: thumbnail,
        imageRendering: "pixelated",
      }),
      plot.dot(pictured, {
        x: "x",
        y: "y",
        symbol: "square",
        // Plot's square of radius r has the area of a circle of that radius.
        r: thumbnail / Math.sqrt(Math.PI),
        stroke: colourOf,
        strokeWidth: 2,
      }),
      label(page, options.xLabel ?? "", "bottom"),
      label(page, options.yLabel ?? "", "left"),
    ],
  });
  return page.toSvg(width + 2 * pageMargin, top + height + pageMargin, title ?? "embeddings");
}

function label(page: Page, text: string, side: "bottom" | "left") {
  const style = { frameAnchor: side, fontSize: fontSize.label, fill: faintInk } as const;
  return side === "bottom"
    ? page.plot.text([ellipsis(text, plotWidth, fontSize.label)], { ...style, dy: 26 })
    : page.plot.text([ellipsis(text, plotHeight, fontSize.label)], {
        ...style,
        textAnchor: "middle",
        rotate: -90,
        dx: -16,
      });
}

interface Point {
  readonly row: number;
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

/** Finite points in pixels from the frame's top left, one scale for both axes, so that distances are true. */
function positions({ x, y, label, classNames }: EmbeddingOptions): Point[] {
  const rows = Array.from({ length: x.length }, (_, row) => row).filter(
    (row) => Number.isFinite(x[row]) && Number.isFinite(y[row]),
  );
  const range = (values: ArrayLike<number>) =>
    rows.reduce(
      ([least, most], row) => [Math.min(least, values[row]!), Math.max(most, values[row]!)] as const,
      [Infinity, -Infinity] as readonly [number, number],
    );
  const [[left, right], [bottom, topmost]] = [range(x), range(y)];
  const inset = thumbnail / 2 + 6;
  const scale = Math.min(
    (plotWidth - 2 * inset) / (right - left || 1),
    (plotHeight - 2 * inset) / (topmost - bottom || 1),
  );
  return rows.map((row) => {
    if (classNames[label[row]!] === undefined)
      throw new RangeError(`label ${label[row]} has no name: there are ${classNames.length} classNames`);
    return {
      row,
      x: plotWidth / 2 + scale * (x[row]! - (left + right) / 2),
      y: plotHeight / 2 - scale * (y[row]! - (bottom + topmost) / 2),
      label: label[row]!,
    };
  });
}

/** The points whose pictures overlap none that was placed before. */
function roomFor(points: readonly Point[]): Point[] {
  const room = thumbnail + 4;
  const placed: Point[] = [];
  for (const point of points) {
    const free = placed.every(
      (other) => Math.abs(other.x - point.x) >= room || Math.abs(other.y - point.y) >= room,
    );
    if (free) placed.push(point);
  }
  return placed;
}
