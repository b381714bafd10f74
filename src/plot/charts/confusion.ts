import { largest } from "../../data/numbers/lists.ts";
import {
  type ConfusionCount,
  classTotals,
  confusionAmong,
  countsOf,
  mixedUp,
  mostDrawn,
} from "../../model/metrics/confusion.ts";
import { drawHeading } from "../heading.ts";
import { fontSize, frame, Page, pageMargin } from "../page.ts";
import { inkOn } from "../palette.ts";
import { ellipsis, shortNames, textWidth } from "../text.ts";

export interface ConfusionOptions {
  /** matrix[i][j]: how many rows of class i were taken for class j; or the counts that are not 0, as a report has them. */
  readonly matrix: readonly (readonly number[])[] | readonly ConfusionCount[];
  readonly classNames: readonly string[];
  readonly title?: string;
  /** Names of the axes: rows are the true classes, columns the predicted ones. */
  readonly trueLabel?: string;
  readonly predictedLabel?: string;
  /** What of many classes is shown, as a line above the picture. */
  readonly note?: string;
}

const nameWidth = 120;
const smallestFont = 6.5;

/**
 * A confusion matrix as an SVG. The number is the count; the shade is its share of the true class, so that a rare
 * class is as readable as a frequent one. Of more than 60 classes those that are mixed up most are drawn, and a line says so.
 */
export async function confusionChart(options: ConfusionOptions): Promise<string> {
  const { title, trueLabel = "true class", predictedLabel = "predicted class" } = options;
  const page = await Page.open();
  const { plot } = page;
  const { classNames, shown, counts, matrix, note } = partOf(options);
  const { support } = classTotals(counts, classNames.length);
  const k = shown.length;
  const cell = Math.max(7, Math.min(60, Math.floor(560 / k)));
  const font = Math.min(fontSize.tick, cell);
  const names = shortNames(
    shown.map((c) => classNames[c]!),
    nameWidth,
    font,
  );
  const longest = largest(names.map((name) => textWidth(name, font)));
  const rotated = longest > cell - 4;
  const margins = {
    marginTop: 2,
    marginLeft: 24 + longest + 8,
    marginBottom: (rotated ? longest : font) + 10 + 26,
    marginRight: 2,
  };
  const side = k * cell;
  const width = Math.max(margins.marginLeft + side + 2, 300);
  const heading = drawHeading(page, width, { title });
  const top = note === undefined ? heading : heading + fontSize.label + 8;
  if (note !== undefined) page.write(note, pageMargin, heading + fontSize.label, fontSize.label, width);

  const shade = page.plot.scale({ color: { type: "linear", scheme: "blues", domain: [0, 1] } }).apply;
  const cells = matrix.flatMap((row, i) => {
    const total = support[shown[i]!]!;
    return row.map((count, j) => {
      const fill: string = count === 0 ? "#ffffff" : shade(count / total);
      return { i, j, count: String(count), fill, ink: count === 0 ? "#8a8a8a" : inkOn(fill) };
    });
  });
  const widest = largest(cells.map(({ count }) => textWidth(count, 1)));
  const countFont = Math.min(13, (cell - 4) / widest, cell * 0.6);
  const axis = {
    type: "band",
    domain: matrix.map((_, i) => i),
    padding: 0,
    label: null,
    tickSize: 0,
  } as const;
  const height = margins.marginTop + side + margins.marginBottom;
  page.place(pageMargin, top, {
    ...margins,
    width: margins.marginLeft + side + margins.marginRight,
    height,
    x: { ...axis, axis: null },
    y: { ...axis, axis: null },
    color: { type: "identity" },
    marks: [
      plot.cell(cells, { x: "j", y: "i", fill: "fill", stroke: "#e6e6e6", strokeWidth: 0.5, inset: 0 }),
      plot.frame({ stroke: frame }),
      countFont >= smallestFont
        ? plot.text(cells, { x: "j", y: "i", text: "count", fill: "ink", fontSize: countFont })
        : null,
      plot.axisY({
        tickSize: 0,
        tickPadding: 6,
        tickFormat: (i: number) => names[i]!,
        fontSize: font,
        label: null,
      }),
      plot.axisX({
        tickSize: 0,
        tickPadding: 6,
        tickFormat: (j: number) => names[j]!,
        fontSize: font,
        label: null,
        tickRotate: rotated ? -90 : undefined,
      }),
      plot.text([ellipsis(predictedLabel, side, fontSize.label)], {
        frameAnchor: "bottom",
        lineAnchor: "bottom",
        dy: margins.marginBottom - 4,
        fontSize: fontSize.label,
      }),
      plot.text([ellipsis(trueLabel, Math.max(side, 90), fontSize.label)], {
        frameAnchor: "left",
        textAnchor: "middle",
        rotate: -90,
        dx: -margins.marginLeft + 8,
        fontSize: fontSize.label,
      }),
    ],
  });
  return page.toSvg(
    width + 2 * pageMargin,
    top + height + pageMargin,
    title ?? `${trueLabel} × ${predictedLabel}`,
  );
}

/** The classes that are drawn, and what is said of the others. */
function partOf({ matrix, classNames, note }: ConfusionOptions) {
  const counts = isDense(matrix) ? countsOf(matrix) : matrix;
  const shown = mixedUp(counts, classNames.length, mostDrawn);
  const { matrix: part, mistakes, among } = confusionAmong(counts, shown);
  const said = `The ${shown.length} of ${classNames.length} classes that are mixed up most: ${among} of ${mistakes} mistakes`;
  const partly = shown.length < classNames.length;
  return { classNames, shown, counts, matrix: part, note: partly ? (note ?? said) : undefined };
}

const isDense = (
  matrix: readonly (readonly number[])[] | readonly ConfusionCount[],
): matrix is readonly (readonly number[])[] => Array.isArray(matrix[0]);
