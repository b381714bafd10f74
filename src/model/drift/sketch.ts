// What a model keeps of its training rows, so that a lot to come can be held against them: of each column how many rows lay
// where. It is small, as text in the model's card, and made of one look at a sample of the rows.

/** A column of numbers, in cells that hold about as many rows each; a number that many rows have has a cell of its own. */
export interface NumbersSketch {
  column: string;
  /** the least number, and the largest of each cell, in rising order */
  least: number;
  edges: readonly number[];
  /** rows of each cell */
  counts: readonly number[];
  /** each cell is one number: no others were there */
  single: boolean;
  /** rows without a number */
  missing: number;
}

/** A column of categories, in the order of the model's encoder. */
export interface CategoriesSketch {
  column: string;
  categories: readonly string[];
  counts: readonly number[];
  missing: number;
}

export type ColumnSketch = NumbersSketch | CategoriesSketch;

/** As the card holds it: numbers between blanks, which JSON would write on a line each. */
export interface SketchedColumn {
  column: string;
  least?: number;
  /** of numbers */
  edges?: string;
  single?: boolean;
  counts: string;
  missing?: number;
}

/** The training rows of a model, as its card keeps them. */
export interface RowsSketch {
  /** the rows that were looked at */
  rows: number;
  columns: readonly SketchedColumn[];
  /** they are the rows of this class alone: the good parts of a model that compares with such */
  class?: string;
  /** of so many columns, where there are too many to keep something of each */
  of?: number;
}

/** All cells of a model together: less than a megabyte of text, and of 40 columns about 30 kB. */
export const mostCells = 2 ** 15;
const [leastCells, usualCells] = [4, 64];

/** So many columns, spread over all of them, have room for cells. */
export const sketchable = Math.floor(mostCells / leastCells);

/** Cells of a column, where there are so many columns. */
export const cellsFor = (columns: number): number =>
  Math.max(leastCells, Math.min(usualCells, Math.floor(mostCells / columns)));

/** A column's numbers in at most so many cells; NaN is a row without one. Nothing of no number at all. */
export function sketchNumbers(
  column: string,
  values: Float64Array,
  cells: number,
): NumbersSketch | undefined {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const n = sorted.length;
  if (n === 0) return undefined;
  const ties = tieEnds(sorted, cells);
  const ends = ties ?? quantileEnds(sorted, cells);
  const width = sorted[n - 1]! - sorted[0]!;
  const edges: number[] = [];
  const counts: number[] = [];
  for (const [i, end] of ends.entries()) {
    const edge = short(sorted[end - 1]!, width);
    const rows = end - (ends[i - 1] ?? 0);
    // Numbers that differ by less than what is kept are one.
    if (edge <= (edges.at(-1) ?? -Infinity)) counts[counts.length - 1]! += rows;
    else {
      edges.push(edge);
      counts.push(rows);
    }
  }
  const single = ties !== undefined && edges.length === ties.length;
  return { column, least: short(sorted[0]!, width), edges, counts, single, missing: values.length - n };
}

/** Behind the last of each number, where so few numbers differ. */
function tieEnds(sorted: Float64Array, cells: number): number[] | undefined {
  const ends: number[] = [];
  for (let i = 1; i <= sorted.length; i++) {
    if (sorted[i] === sorted[i - 1]) continue;
    if (ends.length === cells) return undefined;
    ends.push(i);
  }
  return ends;
}

/** Behind the last of the numbers that equal each quantile: rows of one number stand in one cell. */
function quantileEnds(sorted: Float64Array, cells: number): number[] {
  const n = sorted.length;
  const ends: number[] = [];
  for (let k = 1; k <= cells; k++) {
    let end = Math.round((k * n) / cells);
    if (end <= (ends.at(-1) ?? 0)) continue;
    while (end < n && sorted[end] === sorted[end - 1]) end++;
    ends.push(end);
  }
  return ends;
}

/** Upwards to a hundred thousandth of the column's width, which keeps every number of few digits as it is. */
function short(value: number, width: number): number {
  if (value === 0 || !(width > 0) || !Number.isFinite(width)) return value;
  const digits = Math.max(1, Math.ceil(Math.log10(Math.abs(value) / width)) + 6);
  if (digits > 15) return value;
  const near = Number(value.toPrecision(digits));
  // An edge below its own number would send the next one like it to another cell.
  if (near >= value) return near;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits + 1);
  return Number((near + unit).toPrecision(digits));
}

/** The cell of a number: the first whose edge is not below it, else the last. */
export function cellOf(value: number, edges: ArrayLike<number>): number {
  let [low, high] = [0, edges.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const written = (sketch: ColumnSketch): SketchedColumn => ({
  column: sketch.column,
  least: "edges" in sketch ? sketch.least : undefined,
  edges: "edges" in sketch ? sketch.edges.join(" ") : undefined,
  single: ("edges" in sketch && sketch.single) || undefined,
  counts: sketch.counts.join(" "),
  missing: sketch.missing || undefined,
});

/** What was written; nothing where it is not as it was, such as after a change by hand. */
export function readSketch(
  { column, least, edges: text, single = false, counts: numbers, missing = 0 }: SketchedColumn,
  categories: readonly string[] | undefined,
): ColumnSketch | undefined {
  const counts = numbersIn(numbers);
  const areCounts = counts?.every((count) => Number.isSafeInteger(count) && count >= 0);
  if (!counts || !areCounts || !Number.isSafeInteger(missing) || missing < 0) return undefined;
  if (text === undefined)
    return categories && categories.length === counts.length
      ? { column, categories, counts, missing }
      : undefined;
  const edges = numbersIn(text);
  if (!edges || edges.length !== counts.length || typeof least !== "number") return undefined;
  if (edges.some((edge, i) => !(edge > (edges[i - 1] ?? -Infinity)))) return undefined;
  return { column, least, edges, counts, single, missing };
}

function numbersIn(text: unknown): number[] | undefined {
  if (typeof text !== "string" || text === "") return undefined;
  const numbers = text.split(" ").map(Number);
  return numbers.every(Number.isFinite) ? numbers : undefined;
}
