import { faintInk, fontSize, type Page } from "./page.ts";
import { ellipsis } from "./text.ts";

/** Width of a chart that stands in a column of text, in px: on a phone it is hardly shrunk. */
export const columnWidth = 344;
export const columnMargin = { top: 26, right: 10, bottom: 40, left: 46 };

/** An axis of a column's chart: no tick marks, the label set by axisLabels. */
export const quietAxis = { label: null, tickSize: 0, tickPadding: 6 } as const;

/** What the axes mean: the vertical one's name above it, where it reads without turning one's head. */
export function axisLabels(page: Page, xLabel: string, yLabel: string, width = columnWidth) {
  const room = width - columnMargin.left - columnMargin.right;
  return [
    page.plot.text([ellipsis(yLabel, room, fontSize.label)], {
      frameAnchor: "top-left",
      lineAnchor: "bottom",
      dy: -7,
      fontSize: fontSize.label,
      fill: faintInk,
    }),
    page.plot.text([ellipsis(xLabel, room, fontSize.label)], {
      frameAnchor: "bottom",
      dy: 34,
      fontSize: fontSize.label,
      fill: faintInk,
    }),
  ];
}
