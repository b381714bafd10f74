import { drawLegend, type LegendEntry } from "./legend.ts";
import { fontSize, type Page, pageMargin } from "./page.ts";

export interface Heading {
  readonly title?: string | undefined;
  /** What the legend explains; without any, there is none. */
  readonly entries?: readonly LegendEntry[];
  /** A longer name is cut, in px. */
  readonly nameWidth?: number;
  /** Space between legend and chart, in px. */
  readonly below?: number;
}

/** Writes a chart's title and its legend at the top of a page, and returns where the chart begins. */
export function drawHeading(page: Page, width: number, heading: Heading): number {
  const { title, entries = [], nameWidth, below = 2 } = heading;
  let top = pageMargin;
  if (title) {
    page.write(title, pageMargin, top + fontSize.title - 2, fontSize.title, width);
    top += fontSize.title + 12;
  }
  if (entries.length === 0) return top;
  return top + drawLegend(page, entries, pageMargin + 4, top, width - 8, nameWidth) + below;
}
