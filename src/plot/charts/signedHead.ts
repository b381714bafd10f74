import { faintInk, fontSize, frame, type Page } from "../page.ts";
import { figure, textWidth } from "../text.ts";

/** What stands above weights: their name, their shape and range in a line, and the scale of their colours. */
export interface SignedHead {
  readonly title: string;
  readonly shape: string;
  readonly least: number;
  readonly greatest: number;
}

const bar = { width: 150, height: 8, top: 36 };
/** title, shape, colour bar and its numbers */
export const headHeight = 66;

/** Room for the title, the line under it and the colour bar. */
export const headWidth = ({ title, shape }: SignedHead, most: number): number => {
  const text = Math.max(textWidth(title, fontSize.heading), textWidth(shape, fontSize.tick));
  return Math.max(Math.min(text, most), bar.width);
};

/** ` · min −3 · max 2`; nothing of no numbers */
export const rangeInWords = (least: number, greatest: number): string =>
  least <= greatest ? ` · min ${figure(least)} · max ${figure(greatest)}` : "";

/** Purple below zero, white at zero, orange above, as far on either side as the value that is farthest from zero. */
export function signedColour({ least, greatest }: { least: number; greatest: number }) {
  const reach = Math.max(Math.abs(least), Math.abs(greatest));
  const limit = reach > 0 && Number.isFinite(reach) ? reach : 1;
  return { type: "diverging", scheme: "PuOr", pivot: 0, domain: [-limit, limit] } as const;
}

/** A weight that is lost (NaN). */
export const lostColour = "#888888";

export function drawHead(page: Page, head: SignedHead, left: number, top: number, width: number): void {
  page.write(head.title, left, top + 13, fontSize.heading, width);
  page.write(head.shape, left, top + 29, fontSize.tick, width, faintInk);
  colourBar(page, left, top + bar.top, signedColour(head));
}

/** The scale by 61 small rectangles (Plot's own ramp needs a canvas), with the numbers of its ends and of zero. */
function colourBar(page: Page, left: number, top: number, color: ReturnType<typeof signedColour>): void {
  const { plot } = page;
  const limit = color.domain[1];
  const steps = Array.from({ length: 61 }, (_, i) => i);
  const number = { lineAnchor: "top", dy: bar.height + 3, fontSize: 10 } as const;
  page.place(left, top, {
    width: bar.width,
    height: bar.height,
    margin: 0,
    x: { domain: [0, 61], axis: null },
    y: { axis: null },
    color: { ...color, domain: [...color.domain] },
    marks: [
      plot.rect(steps, {
        x1: (i: number) => i,
        x2: (i: number) => i + 1,
        y1: 0,
        y2: 1,
        fill: (i: number) => ((i - 30) / 30) * limit,
        inset: 0,
        shapeRendering: "crispEdges",
      }),
      plot.frame({ stroke: frame }),
      plot.text([figure(-limit)], { ...number, frameAnchor: "top-left" }),
      plot.text(["0"], { ...number, frameAnchor: "top" }),
      plot.text([`+${figure(limit)}`], { ...number, frameAnchor: "top-right" }),
    ],
  });
}
