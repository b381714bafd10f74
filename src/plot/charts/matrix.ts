import { largest } from "../../data/numbers/lists.ts";
import { drawHeading } from "../heading.ts";
import { fontSize, frame, Page, pageMargin } from "../page.ts";
import { ellipsis, textWidth, wholeTicks } from "../text.ts";
import type { MatrixPanel, PicturesPanel } from "./panels.ts";
import {
  drawHead,
  headHeight,
  headWidth,
  lostColour,
  rangeInWords,
  type SignedHead,
  signedColour,
} from "./signedHead.ts";
import { picturesGroup } from "./signedPictures.ts";

export interface MatrixOptions {
  readonly panels: readonly (MatrixPanel | PicturesPanel)[];
  readonly title?: string;
  /** What those hear who do not see the picture; the titles when left out. */
  readonly name?: string;
}

const pageWidth = 860;
const groupWidth = 600;
const mostCells = 160; // rows or columns that are drawn; a larger matrix is drawn by blocks
const gap = 26;

/** Panels that stand in one column. */
interface Group {
  readonly width: number;
  /** Draws it with its top left corner there, and returns the height taken. */
  draw(page: Page, left: number, top: number): number | Promise<number>;
}

/**
 * Heat maps of matrices as an SVG: purple below zero, white at zero, orange above (PuOr, safe for the colour-blind).
 * Each panel has its own scale, symmetric about zero, with its numbers beside it. Panels with equally many columns
 * that follow each other (a layer's weights and its biases) stand in one column, unit under unit. What has a number for
 * each pixel of an image is drawn as pictures.
 */
export async function matrixChart({ panels, title, name: said }: MatrixOptions): Promise<string> {
  const page = await Page.open();
  let top = drawHeading(page, pageWidth, { title }) + (title ? 6 : 0);
  let left = pageMargin;
  let right = 0;
  let shelf = 0; // height of the tallest group in this row of groups
  for (const group of groupsOf(panels)) {
    if (left > pageMargin && left + group.width > pageWidth + 2 * pageMargin) {
      [left, top, shelf] = [pageMargin, top + shelf, 0];
    }
    shelf = Math.max(shelf, await group.draw(page, left, top));
    left += group.width + gap;
    right = Math.max(right, left - gap);
  }
  const titleWidth = title ? textWidth(title, fontSize.title) + pageMargin : 0;
  const name = said ?? title ?? panels.map((panel) => panel.title).join(", ");
  return page.toSvg(Math.max(right, Math.min(titleWidth, pageWidth)) + pageMargin, top + shelf - 4, name);
}

function groupsOf(panels: MatrixOptions["panels"]): Group[] {
  const groups: (Group | Grid[])[] = [];
  for (const panel of panels) {
    const last = groups.at(-1);
    if ("pictures" in panel) groups.push(picturesGroup(panel, groupWidth));
    else {
      const grid = toGrid(panel);
      if (Array.isArray(last) && last[0]!.columns === grid.columns) last.push(grid);
      else groups.push([grid]);
    }
  }
  return groups.map((group) => (Array.isArray(group) ? gridGroup(group) : group));
}

function gridGroup(grids: readonly Grid[]): Group {
  const marginLeft = largest(grids.map((grid) => grid.rowMargin));
  const { columns } = grids[0]!;
  const rows = largest(grids.map((grid) => grid.rows));
  const cell = Math.max(3, Math.min(22, Math.floor(Math.min(groupWidth / columns, 560 / rows))));
  const head = largest(grids.map((grid) => headWidth(grid, groupWidth)));
  const width = marginLeft + Math.max(columns * cell, head) + 12;
  return {
    width,
    draw: (page, left, top) =>
      grids.reduce((y, grid) => y + drawGrid(page, grid, { left, top: y, width, marginLeft, cell }), top) -
      top,
  };
}

/** Its shape says "10 × 32 · min … · max …", and for a matrix drawn by blocks what one cell stands for. */
interface Grid extends SignedHead {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly { row: number; column: number; value: number }[];
  readonly rowLabels: (i: number) => string;
  readonly columnLabels: (j: number) => string;
  readonly namedRows: boolean;
  readonly namedColumns: boolean;
  readonly rowMargin: number;
  readonly columnMargin: number;
}

/** The cells to draw. A block that is too small to see is drawn as its value farthest from zero. */
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
  const block = tall * wide > 1 ? ` (1 ▪ = max |·| / ${tall} × ${wide})` : "";
  const name = (names: readonly string[] | undefined, block: number) => (i: number) =>
    names && block === 1 ? ellipsis(names[i] ?? "", 96, fontSize.tick) : String(i * block);
  const rowLabels = name(rowNames, tall);
  const columnLabels = name(columnNames, wide);
  const longest = (count: number, label: (i: number) => string) =>
    largest(
      Array.from({ length: count }, (_, i) => textWidth(label(i), fontSize.tick)),
      12,
    );
  return {
    title,
    shape: `${height} × ${width}${block}${rangeInWords(least, greatest)}`,
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
  drawHead(page, grid, left + marginLeft, top, width - marginLeft);

  const color = signedColour(grid);
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
      tickRotate: rotated ? -90 : undefined,
    },
    y: {
      ...axis,
      type: "band",
      domain: Array.from({ length: grid.rows }, (_, i) => i),
      ticks: grid.rows === 1 && !grid.namedRows ? [] : ticks(grid.rows, grid.namedRows),
      tickFormat: grid.rowLabels,
    },
    color: { ...color, domain: [...color.domain], unknown: lostColour },
    marks: [
      plot.cell(grid.cells, { x: "column", y: "row", fill: "value", inset: 0, shapeRendering: "crispEdges" }),
      plot.frame({ stroke: frame }),
    ],
  });
  return headHeight + height + 14;
}
