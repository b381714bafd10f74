import { append, largest, smallest } from "../../data/numbers/lists.ts";
import type { ColumnEffect, NumberEffect } from "../../model/inspection/effects.ts";
import { axisLabels, columnMargin, columnWidth, quietAxis } from "../axisLabels.ts";
import { drawHeading } from "../heading.ts";
import { fontSize, frame, ink, Page, pageMargin } from "../page.ts";
import { classStyles } from "../palette.ts";
import { ellipsis, figure, shortNames, textWidth, tickFigure } from "../text.ts";

export interface EffectOptions {
  readonly effect: ColumnEffect;
  /** of each outcome: what it is on average */
  readonly means: readonly { readonly outcome: string; readonly mean: number }[];
  /** of all charts that stand side by side, so that the eye compares them */
  readonly domain: readonly [low: number, high: number];
  /** All outcomes that have a look, in its order, where other charts show more of them. */
  readonly names: readonly string[];
  /** the share from which on the class is given, where there is one */
  readonly threshold?: number | undefined;
  /** probabilities are written in per cent */
  readonly share: boolean;
  readonly yLabel: string;
  /** written beside the upright line where the answer turns */
  readonly turnLabel?: string | undefined;
}

const plotHeight = 190;
const rowHeight = 24;
const nameWidth = 130;
const rugHeight = 7;
const dashes = ["none", "6 3", "2 3", "8 3 2 3"];

/** What an outcome is at each of a column's values: its mean, and what the column adds. */
export const levels = (
  { curves }: ColumnEffect,
  means: EffectOptions["means"],
): { readonly outcome: string; readonly values: readonly number[] }[] =>
  curves.map(({ outcome, values }) => {
    const mean = means.find((one) => one.outcome === outcome)!.mean;
    return { outcome, values: values.map((value) => mean + value) };
  });

/** What a column does to the answer, as an SVG: curves over its numbers, with a stroke below for each quantile; of words points. */
export async function effectChart(options: EffectOptions): Promise<string> {
  const { effect, means, names } = options;
  const page = await Page.open();
  const styles = classStyles(names.length, "safe", String);
  const shown = levels(effect, means);
  const looks = shown.map(({ outcome }) => {
    const i = names.indexOf(outcome);
    return { ...styles[i]!, dash: dashes[i % dashes.length]! };
  });
  const short = shortNames(
    shown.map(({ outcome }) => outcome),
    nameWidth,
    fontSize.label,
  );
  const entries = names.length > 1 ? looks.map((look, i) => ({ name: short[i]!, ...look })) : [];
  const top = drawHeading(page, columnWidth, { entries });
  const height =
    effect.kind === "number"
      ? overNumbers(page, top, effect, shown, looks, options)
      : overWords(page, top, effect, shown, looks, options);
  const name = `${effect.name}: ${options.yLabel}`;
  return page.toSvg(columnWidth + 2 * pageMargin, top + height + pageMargin, name);
}

type Shown = ReturnType<typeof levels>;
type Look = ReturnType<typeof classStyles>[number] & { readonly dash: string };

const tickOf = (share: boolean) =>
  share
    ? (value: number) => `${figure(100 * value)}%`
    : (value: number, i?: number, ticks?: readonly number[]) => tickFigure(value, i, ticks);

function overNumbers(
  page: Page,
  top: number,
  effect: NumberEffect,
  shown: Shown,
  looks: readonly Look[],
  { domain, threshold, share, yLabel, turnLabel }: EffectOptions,
): number {
  const { plot } = page;
  const { at, turns } = effect;
  const [low, high] = drawnRange(at);
  const height = plotHeight + columnMargin.top + columnMargin.bottom;
  const inside = turns.filter((turn) => turn.at >= low && turn.at <= high);
  page.place(pageMargin, top, {
    width: columnWidth,
    height,
    marginTop: columnMargin.top,
    marginRight: columnMargin.right,
    marginBottom: columnMargin.bottom,
    marginLeft: columnMargin.left,
    x: { ...quietAxis, domain: [low, high], ticks: 5, tickFormat: tickFigure, insetLeft: 4, insetRight: 4 },
    y: {
      ...quietAxis,
      domain: [...domain],
      ticks: 5,
      tickFormat: tickOf(share),
      grid: true,
      insetBottom: rugHeight + 3,
      insetTop: 4,
    },
    marks: [
      plot.frame({ stroke: frame }),
      ...axisLabels(page, effect.name, yLabel),
      threshold === undefined ? null : plot.ruleY([threshold], { stroke: "#8a8a8a", strokeDasharray: "4 4" }),
      inside.map(({ at: x }) => plot.ruleX([x], { stroke: ink, strokeWidth: 1.2, strokeDasharray: "5 3" })),
      inside.length === 1 && turnLabel
        ? plot.text([turnLabel], {
            x: inside[0]!.at,
            frameAnchor: "top",
            lineAnchor: "top",
            textAnchor: inside[0]!.at > (low + high) / 2 ? "end" : "start",
            dx: inside[0]!.at > (low + high) / 2 ? -5 : 5,
            dy: 5,
            fontSize: fontSize.tick,
          })
        : null,
      shown.map(({ values }, i) =>
        plot.line(pathOf(effect, values, { low, high, threshold }), {
          x: "x",
          y: "y",
          stroke: looks[i]!.colour,
          strokeDasharray: looks[i]!.dash,
          strokeWidth: 1.8,
        }),
      ),
      // One stroke for each quantile: where they stand close, the rows are.
      plot.tickX(
        at.filter((x) => x >= low && x <= high),
        {
          x: (x: number) => x,
          stroke: "#595959",
          strokeWidth: 0.8,
          insetTop: plotHeight - rugHeight,
        },
      ),
    ],
  });
  return height;
}

/** The curve within what is drawn, through its edges, and through the threshold where one class turns to the other there. */
function pathOf(
  { at, turns }: NumberEffect,
  values: readonly number[],
  { low, high, threshold }: { low: number; high: number; threshold: number | undefined },
): Point[] {
  const points = at.map((x, i) => ({ x, y: values[i]! }));
  if (threshold !== undefined)
    append(
      points,
      turns.map((turn) => ({ x: turn.at, y: threshold })),
    );
  points.sort((a, b) => a.x - b.x);
  const inside = points.filter(({ x }) => x > low && x < high);
  return [heightAt(points, low), ...inside, heightAt(points, high)];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The point of a path at x. */
function heightAt(points: readonly Point[], x: number): Point {
  const next = points.findIndex((point) => point.x >= x);
  const [a, b] = [points[Math.max(0, next - 1)]!, points[next]!];
  return { x, y: b.x === a.x ? b.y : a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x) };
}

/** The values, without far ends that hold a quantile's rows alone and would press the rest together. */
function drawnRange(at: readonly number[]): [number, number] {
  const [first, last] = [at[0]!, at.at(-1)!];
  if (at.length < 5) return [first, last];
  const [second, before] = [at[1]!, at.at(-2)!];
  const room = 0.5 * (before - second);
  return [Math.max(first, second - room), Math.min(last, before + room)];
}

function overWords(
  page: Page,
  top: number,
  effect: Extract<ColumnEffect, { kind: "category" }>,
  shown: Shown,
  looks: readonly Look[],
  { means, domain, threshold, share, yLabel }: EffectOptions,
): number {
  const { plot } = page;
  const first = shown[0]!;
  const order = Array.from(effect.at.keys()).sort((a, b) => first.values[b]! - first.values[a]!);
  const labels = shortNames(
    order.map((i) => effect.at[i]!),
    nameWidth,
    fontSize.tick,
  );
  const left =
    largest(
      labels.map((label) => textWidth(label, fontSize.tick)),
      0,
    ) + 12;
  const height = order.length * rowHeight + columnMargin.top + columnMargin.bottom;
  const mean = means.find(({ outcome }) => outcome === first.outcome)!.mean;
  const points = (values: readonly number[]) => order.map((i, row) => ({ row, value: values[i]! }));
  page.place(pageMargin, top, {
    width: columnWidth,
    height,
    marginTop: columnMargin.top,
    marginRight: columnMargin.right,
    marginBottom: columnMargin.bottom,
    marginLeft: left,
    x: {
      ...quietAxis,
      domain: [...domain],
      ticks: 4,
      tickFormat: tickOf(share),
      grid: true,
      insetLeft: 8,
      insetRight: 8,
    },
    y: { ...quietAxis, type: "band", domain: order.map((_, row) => row), padding: 0.2 },
    symbol: { type: "identity" },
    marks: [
      plot.frame({ stroke: frame }),
      plot.axisY({ tickSize: 0, tickPadding: 6, tickFormat: (row: number) => labels[row]!, label: null }),
      plot.text([ellipsis(effect.name, columnWidth - left - 10, fontSize.label)], {
        frameAnchor: "top-left",
        lineAnchor: "bottom",
        dy: -7,
        fontSize: fontSize.label,
        fill: "#595959",
      }),
      plot.text([ellipsis(yLabel, columnWidth - left - 10, fontSize.label)], {
        frameAnchor: "bottom",
        dy: 34,
        fontSize: fontSize.label,
        fill: "#595959",
      }),
      threshold === undefined ? null : plot.ruleX([threshold], { stroke: "#8a8a8a", strokeDasharray: "4 4" }),
      shown.length === 1
        ? plot.ruleY(points(first.values), {
            x1: mean,
            x2: "value",
            y: "row",
            stroke: looks[0]!.colour,
            strokeWidth: 1.6,
          })
        : null,
      shown.map(({ values }, i) =>
        plot.dot(points(values), {
          x: "value",
          y: "row",
          r: 4.2,
          fill: looks[i]!.colour,
          symbol: looks[i]!.shape,
          stroke: "white",
          strokeWidth: 0.6,
        }),
      ),
    ],
  });
  return height;
}

/** The lowest and the highest level of all charts, with a little room; shares have 0 to 1 at most. */
export function commonDomain(
  effects: readonly ColumnEffect[],
  means: EffectOptions["means"],
  share: boolean,
): [number, number] {
  const all = effects.flatMap((effect) => levels(effect, means).flatMap(({ values }) => values));
  const [low, high] = [smallest(all), largest(all)];
  if (!share) return low === high ? [low - 1, high + 1] : [low, high];
  return [Math.min(0, low), Math.max(high, Math.min(1, high + 0.05), 0.1)];
}
