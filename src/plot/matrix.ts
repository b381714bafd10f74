import { drawHeading } from "./heading.ts";
import { faintInk, fontSize, frame, Page, pageMargin } from "./page.ts";
import { ellipsis, figure, textWidth, wholeTicks } from "./text.ts";

/** A matrix (rows × columns) with a name: weights, biases, activations. */
export interface MatrixPanel {
  readonly title: string;
  readonly values: ArrayLike<ArrayLike<number>>;
  readonly rowNames?: readonly string[];
  readonly columnNames?: readonly string[];
}

export interface MatrixOptions {
  readonly panels: readonly MatrixPanel[];
  readonly title?: string;
}

const pageWidth = 860;
const groupWidth = 600;
const mostCells = 160; // rows or columns that are drawn; a larger matrix is drawn by blocks
const bar = { width: 150, height: 8, top: 36 };
const headHeight = 66; // title, shape, colour bar and its numbers
const gap = 26;

/**
 * Heat maps of matrices as an SVG: purple below zero, white at zero, orange above (PuOr, safe for the colour-blind).
 * Each panel has its own scale, symmetric about zero, with its numbers beside it. Panels with equally many columns
 * that follow each other (a layer's weights and its biases) stand in one column, unit under unit.
 */
export async function matrixChart({ panels, title }: MatrixOptions): Promise<string> {
  const page = await Page.open();
  const grids = panels.map(toGrid);
  let top = drawHeading(page, pageWidth, { title }) + (title ? 6 : 0);

  const groups: Grid[][] = [];
  for (const grid of grids) {
    const last = groups.at(-1);
    if (last && last[0]!.columns === grid.columns) last.push(grid);
    else groups.push([grid]);
  }
  let left = pageMargin;
  let right = 0;
  let shelf = 0; // height of the tallest group in this row of groups
  for (const group of groups) {
    const marginLeft = Math.max(...group.map((grid) => grid.rowMargin));
    const { columns } = group[0]!;
    const rows = Math.max(...group.map((grid) => grid.rows));
    const cell = Math.max(3, Math.min(22, Math.floor(Math.min(groupWidth / columns, 560 / rows))));
    const text = Math.max(...group.map(headWidth));
    const width = marginLeft + Math.max(columns * cell, Math.min(text, groupWidth), bar.width) + 12;
    if (left > pageMargin && left + width > pageWidth + 2 * pageMargin) {
      [left, top, shelf] = [pageMargin, top + shelf, 0];
    }
    let y = top;
    for (const grid of group) y += drawGrid(page, grid, { left, top: y, width, marginLeft, cell });
    shelf = Math.max(shelf, y - top);
    left += width + gap;
    right = Math.max(right, left - gap);
  }
  const titleWidth = title ? textWidth(title, fontSize.title) + pageMargin : 0;
  const name = title ?? panels.map((panel) => panel.title).join(", ");
  return page.toSvg(Math.max(right, Math.min(titleWidth, pageWidth)) + pageMargin, top + shelf - 4, name);
}

interface Grid {
  readonly title: string;
  /** "10 × 32 · min … · max …", and for a matrix drawn by blocks what one cell stands for. */
  readonly shape: string;
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly { row: number; column: number; value: number }[];
  readonly least: number;
  readonly greatest: number;
  readonly rowLabels: (i: number) => string;
  readonly columnLabels: (j: number) => string;
  readonly namedRows: boolean;
  readonly namedColumns: boolean;
  readonly rowMargin: number;
  readonly columnMargin: number;
}

/** The cells to draw. Of a block that is too small to see, the value farthest from zero stands for it. */
function toGrid({ title, values, rowNames, columnNames }: MatrixPanel): Grid {
  const [height, width] = [values.length, values[0]?.length ?? 0];
  const [tall, wide] = [Math.ceil(height / mostCells), Math.ceil(width / mostCells)];
  const rows = Math.ceil(height / tall) || 0;
  const columns = Math.ceil(width / wide) || 0;
  const cells = Array.from({ length: rows * columns }, (_, i) => {
    return { row: Math.floor(i / columns), column: i % columns, value: 0 };
  });
  let [least, greatest] = [Infinity, -Infinity];
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const value = values[i]![j]!;
      const cell = cells[Math.floor(i / tall) * columns + Math.floor(j / wide)]!;
      // NaN wins and stays: a weight that is lost must be seen.
      if (Number.isNaN(value) || Math.abs(value) > Math.abs(cell.value)) cell.value = value;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  }
  const range = least <= greatest ? ` · min ${figure(least)} · max ${figure(greatest)}` : "";
  const block = tall * wide > 1 ? ` (1 ▪ = max |·| / ${tall} × ${wide})` : "";
  const name = (names: readonly string[] | undefined, block: number) => (i: number) =>
    names && block === 1 ? ellipsis(names[i] ?? "", 96, fontSize.tick) : String(i * block);
  const rowLabels = name(rowNames, tall);
  const columnLabels = name(columnNames, wide);
  const longest = (count: number, label: (i: number) => string) =>
    Math.max(12, ...Array.from({ length: count }, (_, i) => textWidth(label(i), fontSize.tick)));
  return {
    title,
    shape: `${height} × ${width}${block}${range}`,
    rows,
    columns,
    cells,
    least,
    greatest,
    rowLabels,
    columnLabels,
    namedRows: rowNames !== undefined && tall === 1,
    namedColumns: columnNames !== undefined && wide === 1,
    rowMargin: longest(rows, rowLabels) + 8,
    columnMargin: columnNames && wide === 1 ? longest(columns, columnLabels) : 12,
  };
}

/** Room for a grid's title and the line under it. */
function headWidth({ title, shape }: Grid): number {
  return Math.max(textWidth(title, fontSize.heading), textWidth(shape, fontSize.tick));
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly marginLeft: number;
  readonly cell: number;
}

/** Draws one grid under its title and colour bar, and returns the height taken. */
function drawGrid(page: Page, grid: Grid, { left, top, width, marginLeft, cell }: Box): number {
  const { plot } = page;
  const reach = Math.max(Math.abs(grid.least), Math.abs(grid.greatest));
  const limit = reach > 0 && Number.isFinite(reach) ? reach : 1;
  const color = { type: "diverging", scheme: "PuOr", pivot: 0, domain: [-limit, limit] } as const;
  page.write(grid.title, left + marginLeft, top + 13, fontSize.heading, width - marginLeft);
  page.write(grid.shape, left + marginLeft, top + 29, fontSize.tick, width - marginLeft, faintInk);
  colourBar(page, left + marginLeft, top + bar.top, limit, color);

  const rotated = grid.namedColumns && grid.columnMargin > cell - 2;
  const marginBottom = (rotated ? grid.columnMargin : 12) + 10;
  // A bias is one row: it gets a height that can be seen, and needs no row number.
  const tall = grid.rows === 1 ? Math.max(cell, 14) : cell;
  const height = grid.rows * tall + marginBottom;
  const axis = { label: null, tickSize: 0, tickPadding: 4, padding: 0 } as const;
  const ticks = (count: number, named: boolean) =>
    named && cell >= 11
      ? Array.from({ length: count }, (_, i) => i)
      : wholeTicks(0, count - 1, (count * cell) / 28);
  page.place(left, top + headHeight, {
    width: marginLeft + grid.columns * cell,
    height,
    margin: 0,
    marginLeft,
    marginBottom,
    x: {
      ...axis,
      type: "band",
      domain: Array.from({ length: grid.columns }, (_, j) => j),
      ticks: ticks(grid.columns, grid.namedColumns),
      tickFormat: grid.columnLabels,
      ...(rotated ? { tickRotate: -90 } : {}),
    },
    y: {
      ...axis,
      type: "band",
      domain: Array.from({ length: grid.rows }, (_, i) => i),
      ticks: grid.rows === 1 && !grid.namedRows ? [] : ticks(grid.rows, grid.namedRows),
      tickFormat: grid.rowLabels,
    },
    color: { ...color, unknown: "#888888" },
    marks: [
      plot.cell(grid.cells, { x: "column", y: "row", fill: "value", inset: 0, shapeRendering: "crispEdges" }),
      plot.frame({ stroke: frame }),
    ],
  });
  return headHeight + height + 14;
}

/** The scale by 61 small rectangles (Plot's own ramp needs a canvas), with the numbers of its ends and of zero. */
function colourBar(
  page: Page,
  left: number,
  top: number,
  limit: number,
  color: { readonly type: "diverging"; readonly scheme: "PuOr"; readonly domain: readonly [number, number] },
): void {
  const { plot } = page;
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
