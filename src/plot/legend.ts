import { fontSize, type Page } from "./page.ts";
import type { ClassStyle } from "./palette.ts";
import { ellipsis, textWidth } from "./text.ts";

export interface LegendEntry extends ClassStyle {
  readonly name: string;
  /** the swatch's edge, where it is not its colour */
  readonly outline?: string;
  /** A stroke's dash pattern; the swatch then is a piece of line with its marker. */
  readonly dash?: string;
}

const rowHeight = 18;
const mostEntries = 60;

/** Draws swatches (shape, colour, name) in rows no wider than `width`, and returns the height they take. */
export function drawLegend(
  page: Page,
  entries: readonly LegendEntry[],
  x: number,
  y: number,
  width: number,
  nameWidth = 180,
): number {
  const shown = entries.slice(0, mostEntries);
  const swatch = shown.some((entry) => entry.dash !== undefined) ? 30 : 12;
  const placed: (LegendEntry & { label: string; left: number; middle: number })[] = [];
  let left = 0;
  let row = 0;
  for (const entry of shown) {
    const label = ellipsis(entry.name, nameWidth, fontSize.label);
    const entryWidth = swatch + 6 + textWidth(label, fontSize.label) + 14;
    if (left > 0 && left + entryWidth > width) [left, row] = [0, row + 1];
    placed.push({ ...entry, label, left, middle: row * rowHeight + rowHeight / 2 });
    left += entryWidth;
  }
  const rest = entries.length - shown.length;
  const height = (row + 1) * rowHeight;
  const { plot } = page;
  const middle = (entry: (typeof placed)[number]) => entry.left + swatch / 2;
  page.place(x, y, {
    width,
    height,
    margin: 0,
    // The legend is a plot in pixels, so its shapes are the very shapes of the chart.
    x: { type: "identity", axis: null },
    y: { type: "identity", axis: null },
    color: { type: "identity" },
    symbol: { type: "identity" },
    marks: [
      placed
        .filter((entry) => entry.dash !== undefined)
        .map((entry) =>
          plot.ruleY([entry], {
            x1: "left",
            x2: entry.left + swatch,
            y: "middle",
            stroke: "colour",
            strokeWidth: 2,
            strokeDasharray: entry.dash!,
          }),
        ),
      plot.dot(placed, { x: middle, y: "middle", symbol: "shape", fill: "colour", r: 4.5 }),
      placed
        .filter((entry) => entry.outline !== undefined)
        .map((entry) =>
          plot.dot([entry], { x: middle, y: "middle", symbol: "shape", stroke: entry.outline!, r: 4.5 }),
        ),
      plot.text(placed, {
        x: (entry) => entry.left + swatch + 6,
        y: "middle",
        text: "label",
        textAnchor: "start",
        fontSize: fontSize.label,
      }),
      rest > 0
        ? plot.text([`+ ${rest}`], {
            x: left,
            y: height - rowHeight / 2,
            textAnchor: "start",
            fontSize: fontSize.label,
          })
        : null,
    ],
  });
  return height;
}
