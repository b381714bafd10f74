import type { Value } from "../../../graph/value.ts";
import { isOp } from "../../../graph/value.ts";
import { axisSteps, layoutOf, vectorBytes } from "../layout.ts";
import type { Instruction, Places, Step } from "../step.ts";
import { offsets, stretchedSteps } from "./broadcasting.ts";
import { type Product, rowsOfWindows, scatteredProduct, type Target, windowsProduct } from "./convolution.ts";
import { depth, type Finish, multiplication, type Operands, type Stored } from "./multiplication.ts";

/** A factor of a product: its matrix as it stands in memory, and whether that is the factor's transpose. */
interface Factor {
  readonly matrix: Value;
  readonly transposed: boolean;
}

/** What is made of the product P on the way: `d + scale · P`, or what else the finish says. */
export interface Epilogue {
  /** A matrix of the product's shape, or one row for all of its rows. */
  readonly d?: Value;
  /** A scalar. */
  readonly scale?: Value;
  /** "added" when left out */
  readonly finish?: Finish;
}

/** A transposition is no work of its own: the product reads the matrix as it stands. */
function factor(value: Value): Factor {
  if (!isOp(value, "transpose")) return { matrix: value, transposed: false };
  const { matrix, transposed } = factor(value.inputs[0]!);
  return { matrix, transposed: transposed !== (value.attributes.axes[0] === 1) };
}

const stored = ({ matrix, transposed }: Factor): Stored => {
  const { stride, bytes } = layoutOf(matrix);
  return { stride, bytes, transposed };
};

/** How the product is computed: the windows of a convolution strip by strip, all else at once. */
function planned(product: Value<"matmul">, a: Factor, b: Factor): Product {
  const columns = product.shape[1]!;
  const windows = rowsOfWindows(a.matrix);
  if (windows && !(a.transposed && b.transposed)) {
    return windowsProduct(windows, a.transposed, b.matrix, stored(b), columns);
  }
  const extent = { rows: product.shape[0]!, columns, k: product.inputs[0]!.shape[1]!, dtype: product.dtype };
  const { scratch, instruction } = multiplication(extent, stored(a), stored(b));
  return {
    reads: [a.matrix, b.matrix],
    scratch,
    emit: (target, at, free) => [instruction({ ...target, a: at(a.matrix), b: at(b.matrix) }, free)],
  };
}

/** The step that computes `value` as `product` (a matmul) with what the epilogue makes of it. */
export function productStep(value: Value, product: Value<"matmul">, epilogue: Epilogue = {}): Step {
  const [a, b] = product.inputs.map((input) => factor(input)) as [Factor, Factor];
  const { d, scale, finish = "added" } = epilogue;
  const { reads, scratch, emit } = planned(product, a, b);
  return {
    value,
    reads: [...reads, ...(d ? [d] : []), ...(scale ? [scale] : [])],
    overwrites: d && ![...reads, scale].includes(d) && layoutOf(d).rows === product.shape[0] ? [d] : [],
    scratch,
    emit: (at: Places, free): readonly Instruction[] => {
      const target: Target = {
        c: at(value),
        cStride: layoutOf(product).stride,
        d: d === undefined ? 0 : at(d),
        dStride: d === undefined || layoutOf(d).rows === 1 ? 0 : layoutOf(d).stride,
        scale: scale === undefined ? 0 : at(scale),
        finish,
      };
      return emit(target, at, free);
    },
  };
}

/** Whether the product may be finished "sloped": it has one part, and columns of whole strips of two vectors. */
export function mayBeSloped(product: Value<"matmul">): boolean {
  const a = factor(product.inputs[0]!);
  const { stride } = layoutOf(product);
  return (
    product.shape.length === 2 &&
    product.inputs[0]!.shape[1]! <= depth &&
    stride % (2 * vectorBytes) === 0 &&
    !rowsOfWindows(a.matrix)
  );
}

/** The step that computes `y` of a product's rows as windows, where it is no product of windows itself. */
export function scatterProductStep(y: Value<"col2im">, product: Value<"matmul">): Step | undefined {
  const [a, b] = product.inputs.map((input) => factor(input)) as [Factor, Factor];
  if (a.transposed || rowsOfWindows(a.matrix)) return undefined;
  return scatteredProduct(y, a.matrix, stored(a), b.matrix, stored(b));
}

/** A factor of each batch: a transposition of its matrices is no work of its own, one of its batches is. */
function batchFactor(value: Value): Factor {
  const { shape } = value;
  const [rows, columns] = [shape.length - 1, shape.length - 2];
  const isTurned =
    isOp(value, "transpose") &&
    value.attributes.axes.every((axis, i) => axis === (i === columns ? rows : i === rows ? columns : i));
  return isTurned ? { matrix: value.inputs[0]!, transposed: true } : { matrix: value, transposed: false };
}

/** A product of matrices in each batch, one after the other. */
export function batchedProductStep(y: Value<"matmul">): Step {
  const [a, b] = y.inputs.map(batchFactor) as [Factor, Factor];
  const batches = y.shape.slice(0, -2);
  const [rows, columns] = [y.shape.at(-2)!, y.shape.at(-1)!];
  const one = ({ matrix, transposed }: Factor): Stored => {
    const { stride } = layoutOf(matrix);
    return { stride, bytes: matrix.shape.at(-2)! * stride, transposed };
  };
  const k = y.inputs[0]!.shape.at(-1)!;
  const product = multiplication({ rows, columns, k, dtype: y.dtype }, one(a), one(b));
  const cStride = layoutOf(y).stride;
  const steps = [a.matrix, b.matrix].map((matrix) =>
    stretchedSteps(matrix, [...batches, ...matrix.shape.slice(-2)]).slice(0, -2),
  );
  const axes = batches.map((length, i) => ({
    length,
    steps: [axisSteps(y.shape, y.dtype)[i]!, ...steps.map((of) => of[i]!)],
  }));
  return {
    value: y,
    reads: [a.matrix, b.matrix],
    overwrites: [],
    scratch: product.scratch,
    emit: (at, scratch) =>
      offsets(axes, 3).map(([c, fromA, fromB]) => {
        const target: Operands = {
          a: at(a.matrix).plus(fromA!),
          b: at(b.matrix).plus(fromB!),
          c: at(y).plus(c!),
          cStride,
          d: 0,
          dStride: 0,
          scale: 0,
          finish: "added",
        };
        return product.instruction(target, scratch);
      }),
  };
}
