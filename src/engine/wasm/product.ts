import type { Value } from "../../graph/value.ts";
import { isOp } from "../../graph/value.ts";
import { type Product, rowsOfWindows, scatteredProduct, windowsProduct } from "./convolution.ts";
import { layoutOf, vectorBytes } from "./layout.ts";
import { multiplication, type Stored } from "./multiplication.ts";
import type { Instruction, Places, Step } from "./step.ts";

/** A factor of a product: its matrix as it stands in memory, and whether that is the factor's transpose. */
interface Factor {
  readonly matrix: Value;
  readonly transposed: boolean;
}

/** What is made of the product on the way: `add + scale · A·B`, or with `negative` `add − scale · A·B`. */
export interface Epilogue {
  /** A matrix of the product's shape, or one row for all of its rows. */
  readonly add?: Value;
  /** A scalar. */
  readonly scale?: Value;
  readonly negative?: boolean;
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
  const { add, scale, negative = false } = epilogue;
  const { reads, scratch, emit } = planned(product, a, b);
  return {
    value,
    reads: [...reads, ...(add ? [add] : []), ...(scale ? [scale] : [])],
    overwrites:
      add && ![...reads, scale].includes(add) && layoutOf(add).rows === product.shape[0] ? [add] : [],
    scratch: scratch + vectorBytes,
    emit: (at: Places, free): Instruction[] => {
      const negated = free + scratch;
      const target = {
        c: at(value),
        cStride: layoutOf(product).stride,
        add: add === undefined ? 0 : at(add),
        addStride: add === undefined || layoutOf(add).rows === 1 ? 0 : layoutOf(add).stride,
        scale: scale === undefined ? 0 : negative ? negated : at(scale),
      };
      const instructions = emit(target, at, free);
      return scale !== undefined && negative
        ? [["negate", negated, at(scale), vectorBytes], ...instructions]
        : instructions;
    },
  };
}

/** The step that computes `y` of a product's rows as windows, where it is no product of windows itself. */
export function scatterProductStep(y: Value<"col2im">, product: Value<"matmul">): Step | undefined {
  const [a, b] = product.inputs.map((input) => factor(input)) as [Factor, Factor];
  if (a.transposed || rowsOfWindows(a.matrix)) return undefined;
  return scatteredProduct(y, a.matrix, stored(a), b.matrix, stored(b));
}
