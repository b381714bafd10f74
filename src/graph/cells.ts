import { sortedPlaces } from "./arithmetic.ts";
import type { Call, Cell, Formula, Operation } from "./formula.ts";
import type { OpName, Pair, Shape, Value, Windows } from "./value.ts";
import { isOp, size } from "./value.ts";

/** Where a cell stands: an index on every axis. */
export type Index = readonly number[];

/** The number of an input's cell, for rules whose cells depend on the numbers. */
export type Read = (input: number, at: number) => number;

/** From a value y = op(a, b, …) and the index of one of its cells, how that cell is made of cells of a, b, …. */
type CellRule<P extends OpName> = (y: Value<P>, index: Index, read: Read) => Formula;

/**
 * What every cell is made of, one rule an op: what `shapes.ts` says of a shape and `gradient.ts` of a slope. The rules
 * are written for reading, and their formulas give the reference engine's numbers to the last bit.
 */
const rules: { readonly [P in OpName]: CellRule<P> } = {
  // Leaves are made of nothing; an input's cell is given.
  input: () => Number.NaN,
  constant: ({ shape, attributes: { data } }, index) =>
    typeof data === "number" ? data : data[placeOf(index, shape)],
  // yᵢ = number i of the stream of (seed, key)
  uniform: ({ shape, attributes: { seed } }, index) =>
    call("draw", { input: 0, at: 0 }, seed, placeOf(index, shape)),

  // yᵢ = f(xᵢ)
  negate: each("negate"),
  exp: each("exp"),
  log: each("log"),
  sqrt: each("sqrt"),
  tanh: each("tanh"),
  erf: each("erf"),
  sin: each("sin"),
  cos: each("cos"),
  abs: each("abs"),
  floor: each("floor"),
  stopGradient: (y, index) => cell(y, 0, index),
  // a label as it is, a float cut off towards 0
  cast: (y, index) => (y.dtype === "int32" ? call("toInteger", cell(y, 0, index)) : cell(y, 0, index)),
  // yᵢ = 1 / (1 + e^−xᵢ)
  sigmoid: (y, index) =>
    call("divide", 1, call("add", 1, call("exp", call("negate", stretchedCell(y, 0, index))))),

  // yᵢ = f(aᵢ, bᵢ), where an axis of length 1 stretches: its only index stands for all
  add: each("add"),
  subtract: each("subtract"),
  multiply: each("multiply"),
  divide: each("divide"),
  pow: each("pow"),
  maximum: each("maximum"),
  greater: each("greater"),
  equal: each("equal"),
  where: each("where"),

  // y = 0 + x₀ + x₁ + …, over the summed axes in the order of their indices
  sum: (y, index) => fold("sum", alongAxes(y, index)),
  // y = max(x₀, x₁, …)
  max: (y, index) => fold("largest", alongAxes(y, index)),

  // yᵢ = xᵢ
  customGradient: (y, index) => cell(y, 0, index),

  // Movement: yᵢ is another cell of x, as it is.
  // the same place, row-major
  reshape: (y, index) => ({ input: 0, at: placeOf(index, y.shape) }),
  // axis i of y is axis axes[i] of x
  transpose: (y, index) => {
    const { axes } = y.attributes;
    return cell(
      y,
      0,
      index.map((_, axis) => index[axes.indexOf(axis)]),
    );
  },
  broadcast: (y, index) => stretchedCell(y, 0, index),
  slice: (y, index) =>
    cell(
      y,
      0,
      index.map((i, axis) => i + y.attributes.start[axis]),
    ),
  // 0 + x inside, 0 in the border
  pad: (y, index) => {
    const inside = index.map((i, axis) => i - y.attributes.before[axis]);
    return within(inside, y.inputs[0].shape) ? call("sum", cell(y, 0, inside)) : 0;
  },

  // the input in which the index falls, as many places on as the inputs before it are long
  concatenate: (y, index) => {
    const { axis } = y.attributes;
    let [input, inside] = [0, index[axis]];
    while (inside >= y.inputs[input].shape[axis]) inside -= y.inputs[input++].shape[axis];
    return cell(y, input, index.with(axis, inside));
  },

  // the row that the index names; 0 where it names none
  gather: (y, index, read) => {
    const [table, indices] = y.inputs;
    const rank = indices.shape.length;
    const row = read(1, placeOf(index.slice(0, rank), indices.shape));
    return row >= 0 && row < table.shape[0] ? cell(y, 0, [row, ...index.slice(rank)]) : 0;
  },
  // 0 + the x of every index that names this row, in their order
  scatterAdd: (y, [row, ...rest], read) => {
    const { shape } = y.inputs[1];
    const named = range(size(shape)).filter((at) => read(1, at) === row);
    return fold(
      "sum",
      named.map((at) => cell(y, 0, [...indexOf(at, shape), ...rest])),
    );
  },

  // Yᵢⱼ = Σₖ Aᵢₖ Bₖⱼ, in each batch
  matmul: (y, index) => {
    const [i, j] = index.slice(-2);
    const factor = (input: number, place: Index) =>
      stretchedCell(y, input, [...index.slice(0, -2), ...place]);
    return fold(
      "sum",
      range(y.inputs[0].shape.at(-1)!).map((k) => call("multiply", factor(0, [i, k]), factor(1, [k, j]))),
    );
  },

  // Windows. Cell k of a window's row is the pixel (ky, kx) of the window and its channel c: k = (ky · width + kx) · channels + c.
  im2col: (y, [n, down, across, k]) => {
    const [, height, width, channels] = y.inputs[0].shape;
    const pixel = Math.floor(k / channels);
    const [row, column] = pixelOf(y.attributes, [down, across], pixel);
    const outside = row < 0 || row >= height || column < 0 || column >= width;
    return outside ? 0 : cell(y, 0, [n, row, column, k % channels]);
  },
  // a pixel is 0 + all cells of windows that show it, in the order of the windows
  col2im: (y, [n, row, column, c]) =>
    fold(
      "sum",
      windowsAt(y.shape, y.attributes, row, column).map(({ window, pixel }) =>
        cell(y, 0, [n, ...window, pixel * y.shape[3] + c]),
      ),
    ),
  // y = the x of the window's pixel with the largest `by`
  maxPool: (y, [n, down, across, c]) => {
    const pixels = pixelsOf(y.inputs[1].shape, y.attributes, [down, across]);
    const cells = (input: number) => pixels.map((pixel) => cell(y, input, [n, ...pixel, c]));
    return fold("whereLargest", [...cells(1), ...cells(0)]);
  },
  // a pixel is 0 + the x of every window whose largest `by` it is
  maxUnpool: (y, [n, row, column, c]) => {
    const parts = windowsAt(y.shape, y.attributes, row, column).map(({ window }) => {
      const pixels = pixelsOf(y.shape, y.attributes, window);
      const own = pixels.findIndex(([r, k]) => r === row && k === column);
      const largest = fold(
        "largestOfWindow",
        pixels.map((pixel) => cell(y, 1, [n, ...pixel, c])),
      );
      return call("where", call("equal", largest, own), cell(y, 0, [n, ...window, c]), 0);
    });
    return fold("sum", parts);
  },

  // yᵢ = 0 + x₀ + … + xᵢ, or with reverse 0 + xₙ + … + xᵢ
  cumsum: (y, index) => {
    const { axis, reverse } = y.attributes;
    const places = range(y.shape[axis]);
    const sofar = reverse ? places.slice(index[axis]).reverse() : places.slice(0, index[axis] + 1);
    return fold(
      "sum",
      sofar.map((place) => cell(y, 0, index.with(axis, place))),
    );
  },
  // yᵢ = x at the place of the i-th of the sorted row of `by`
  sortBy: (y, index, read) => {
    const places = sortedRow(y, index, read);
    return cell(y, 0, [...index.slice(0, -1), places[index[index.length - 1]]]);
  },
  // and back: y at that place is xᵢ
  unsortBy: (y, index, read) => {
    const places = sortedRow(y, index, read);
    return cell(y, 0, [...index.slice(0, -1), places.indexOf(index[index.length - 1])]);
  },

  // y = e^(x − m) / s, where m = max x and s = Σ e^(x − m) in the row
  softmax: (y, index) => {
    const { shifted, sum } = rowOf(y, index);
    return call("divide", call("exp", shifted), sum);
  },
  // y = (x − m) − ln s
  logSoftmax: (y, index) => {
    const { shifted, sum } = rowOf(y, index);
    return call("subtract", shifted, call("log", sum));
  },
  // y = m + ln s
  logSumExp: (y, index) => {
    const { most, sum } = rowOf(y, [...index.slice(0, -1), 0]);
    return call("add", most, call("log", sum));
  },
  // the first place of the row's largest
  argMax: (y, index) => fold("firstLargest", lastAxis(y, index)),
  // 1[label = k]
  oneHot: (y, index) => call("equal", cell(y, 0, index.slice(0, -1)), index[index.length - 1]),
};

/** How the cell at `index` of a value is made of cells of its inputs; undefined where it is given, as an input's is. */
export function formulaOf<P extends OpName>(y: Value<P>, index: Index, read: Read): Formula | undefined {
  return isOp(y, "input") ? undefined : rules[y.op](y, index, read);
}

/** The row-major place of an index. */
export const placeOf = (index: Index, shape: Shape): number =>
  index.reduce((place, i, axis) => place * shape[axis] + i, 0);

/** The index of a row-major place. */
export function indexOf(at: number, shape: Shape): number[] {
  const index: number[] = [];
  let rest = at;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis] = rest % shape[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return index;
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

const call = (op: Operation, ...of: Formula[]): Call => ({ op, of });

/** A call of as many parts as there are cells, which may be more than a function takes arguments. */
const fold = (op: Operation, of: readonly Formula[]): Call => ({ op, of });

const cell = (y: Value, input: number, index: Index): Cell => ({
  input,
  at: placeOf(index, y.inputs[input].shape),
});

/** The cell of an input that stands at y's index when the input is stretched to y's shape. */
function stretchedCell(y: Value, input: number, index: Index): Cell {
  const { shape } = y.inputs[input];
  const own = index.slice(index.length - shape.length);
  return cell(
    y,
    input,
    own.map((i, axis) => (shape[axis] === 1 ? 0 : i)),
  );
}

function each(op: Operation): CellRule<OpName> {
  return (y, index) =>
    fold(
      op,
      y.inputs.map((_, i) => stretchedCell(y, i, index)),
    );
}

const within = (index: Index, shape: Shape) => index.every((i, axis) => i >= 0 && i < shape[axis]);

/** The cells of x along the axes that y has folded away, in row-major order. */
function alongAxes(y: Value<"sum" | "max">, index: Index): Cell[] {
  const { axes, keepDims } = y.attributes;
  const { shape } = y.inputs[0];
  const folded = axes.map((axis) => shape[axis]);
  const left = shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]));
  return range(size(folded)).map((at) => {
    const along = indexOf(at, folded);
    return cell(
      y,
      0,
      shape.map((_, axis) => {
        const i = axes.indexOf(axis);
        return i >= 0 ? along[i] : index[keepDims ? axis : left.indexOf(axis)];
      }),
    );
  });
}

/** The cells of x's last axis, at the other axes of `index`. */
function lastAxis({ inputs: [x] }: Value, index: Index): Cell[] {
  const length = x.shape[x.shape.length - 1];
  const row = placeOf(index.slice(0, x.shape.length - 1), x.shape.slice(0, -1)) * length;
  return range(length).map((k) => ({ input: 0, at: row + k }));
}

/** The places of a row of `by` in the order in which it is sorted. */
function sortedRow(y: Value<"sortBy" | "unsortBy">, index: Index, read: Read): Int32Array {
  const first = placeOf(index.with(-1, 0), y.shape);
  const row = range(y.shape[y.shape.length - 1]).map((i) => read(1, first + i));
  return sortedPlaces(row, y.attributes.descending);
}

/** x − m of the cell, m, and the sum of e^(x − m) of its row. */
function rowOf(y: Value, index: Index): { shifted: Formula; most: Formula; sum: Formula } {
  const row = lastAxis(y, index);
  const most: Call = { op: "largest", of: row, as: "m" };
  const shifted = row.map((x) => call("subtract", x, most));
  const sum: Call = { op: "sum", of: shifted.map((x) => call("exp", x)), as: "s" };
  return { shifted: shifted[index[index.length - 1]], most, sum };
}

/** Row and column of a window's pixel; outside of the image where it is border. */
function pixelOf({ kernel, stride, padding }: Windows, [down, across]: Pair, pixel: number): Pair {
  return [
    down * stride[0] - padding[0] + Math.floor(pixel / kernel[1]),
    across * stride[1] - padding[1] + (pixel % kernel[1]),
  ];
}

/** The pixels of a window that are no border. */
function pixelsOf([, height, width]: Shape, windows: Windows, window: Pair): Pair[] {
  return range(windows.kernel[0] * windows.kernel[1])
    .map((pixel) => pixelOf(windows, window, pixel))
    .filter((pixel) => within(pixel, [height, width]));
}

/** The windows that show a pixel, in their order, each with the number that the pixel has in it. */
function windowsAt(image: Shape, windows: Windows, row: number, column: number) {
  const { kernel, stride, padding } = windows;
  const count = (axis: 0 | 1) =>
    Math.floor((image[1 + axis] + 2 * padding[axis] - kernel[axis]) / stride[axis]) + 1;
  const shown = (axis: 0 | 1, place: number) =>
    range(count(axis)).flatMap((window) => {
      const inWindow = place - (window * stride[axis] - padding[axis]);
      return inWindow >= 0 && inWindow < kernel[axis] ? [{ window, inWindow }] : [];
    });
  return shown(0, row).flatMap((down) =>
    shown(1, column).map((across) => ({
      window: [down.window, across.window] as const,
      pixel: down.inWindow * kernel[1] + across.inWindow,
    })),
  );
}
