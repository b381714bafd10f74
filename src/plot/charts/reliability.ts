import { largest } from "../../data/numbers/lists.ts";
import { axisLabels, columnMargin, columnWidth, quietAxis } from "../axisLabels.ts";
import { drawHeading } from "../heading.ts";
import { frame, ink, Page, pageMargin } from "../page.ts";
import { wholeTicks } from "../text.ts";

/** As train/metrics/calibration.ts measures it; a bin without rows has null. */
export interface ReliabilityBar {
  readonly low: number;
  readonly high: number;
  readonly rows: number;
  readonly confidence: number | null;
  readonly accuracy: number | null;
  /** where the accuracy of more such rows may lie, drawn as a whisker */
  readonly interval?: readonly [low: number, high: number];
}

export interface ReliabilityOptions {
  readonly bins: readonly ReliabilityBar[];
  readonly title?: string;
  readonly confidenceLabel?: string;
  readonly accuracyLabel?: string;
  readonly gapLabel?: string;
  readonly rowsLabel?: string;
}

const accuracyFill = "#0072b2";
const gapFill = "#f3bd96";
const gapStroke = "#d55e00";
const barHeight = 262;
const rowsHeight = 104;

/**
 * A reliability picture as an SVG: each bar is the accuracy at a confidence, and reaches the diagonal where the model is
 * calibrated. What is missing to the bin's mean confidence, or too much, is the gap: where
 * the whisker crosses the diagonal, it may be chance. Below, the rows of each bin.
 */
export async function reliabilityChart({
  bins,
  title,
  confidenceLabel = "confidence",
  accuracyLabel = "accuracy",
  gapLabel = "gap",
  rowsLabel = "rows",
}: ReliabilityOptions): Promise<string> {
  const page = await Page.open();
  const { plot } = page;
  const entries = [
    { name: accuracyLabel, colour: accuracyFill, shape: "square" as const },
    { name: gapLabel, colour: gapFill, outline: gapStroke, shape: "square" as const },
  ];
  const whiskers = bins.flatMap(({ low, high, interval }) =>
    interval ? [{ middle: (low + high) / 2, least: interval[0], most: interval[1] }] : [],
  );
  let top = drawHeading(page, columnWidth, { title, entries });

  const filled = bins.flatMap(({ low, high, accuracy, confidence }) =>
    accuracy === null || confidence === null
      ? []
      : [
          {
            low,
            high,
            accuracy,
            gapLow: Math.min(accuracy, confidence),
            gapHigh: Math.max(accuracy, confidence),
          },
        ],
  );
  const box = {
    width: columnWidth,
    marginTop: columnMargin.top,
    marginRight: columnMargin.right,
    marginLeft: columnMargin.left,
    color: { type: "identity" },
  } as const;
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const x = { ...quietAxis, domain: [0, 1], ticks, tickFormat: String, insetLeft: 4, insetRight: 4 };
  page.place(pageMargin, top, {
    ...box,
    height: barHeight,
    marginBottom: 6,
    x: { ...x, axis: null },
    y: { ...quietAxis, domain: [0, 1], ticks, tickFormat: String, grid: true, insetTop: 4 },
    marks: [
      plot.rect(filled, {
        x1: "low",
        x2: "high",
        y1: 0,
        y2: "accuracy",
        fill: accuracyFill,
        inset: 0.5,
      }),
      plot.rect(filled, {
        x1: "low",
        x2: "high",
        y1: "gapLow",
        y2: "gapHigh",
        fill: gapFill,
        stroke: gapStroke,
        inset: 1,
      }),
      plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: "#333333", strokeDasharray: "4 4" },
      ),
      plot.ruleX(whiskers, { x: "middle", y1: "least", y2: "most", stroke: "white", strokeWidth: 4.5 }),
      plot.ruleX(whiskers, { x: "middle", y1: "least", y2: "most", stroke: ink, strokeWidth: 1.8 }),
      plot.frame({ stroke: frame }),
      axisLabels(page, "", accuracyLabel)[0]!,
    ],
  });
  top += barHeight;
  const most = largest(
    bins.map(({ rows }) => rows),
    1,
  );
  page.place(pageMargin, top, {
    ...box,
    height: rowsHeight,
    marginBottom: columnMargin.bottom,
    x,
    y: {
      ...quietAxis,
      domain: [0, most],
      nice: true,
      insetTop: 4,
      ticks: wholeTicks(0, most, 3),
      tickFormat: "~s",
      grid: true,
    },
    marks: [
      plot.rect(bins, {
        x1: "low",
        x2: "high",
        y1: 0,
        y2: "rows",
        fill: "#8a8a8a",
        inset: 0.5,
      }),
      plot.frame({ stroke: frame }),
      ...axisLabels(page, confidenceLabel, rowsLabel),
    ],
  });
  const name = title ?? `${accuracyLabel} × ${confidenceLabel}`;
  return page.toSvg(columnWidth + 2 * pageMargin, top + rowsHeight + pageMargin, name);
}
