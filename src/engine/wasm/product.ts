import type { Value } from "../../graph/value.ts";
import { isOp } from "../../graph/value.ts";
import { itemBytes, layoutOf, vectorBytes } from "./layout.ts";
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

/** k is cut into parts of this length (kernels/matmul.ts). */
const depth = 256;
/** Above this many bytes, walking down a matrix's columns leaves the first cache: it is copied into panels. */
const panelThreshold = 16384;

/** A transposition is no work of its own: the product reads the matrix as it stands. */
function factor(value: Value): Factor {
  if (!isOp(value, "transpose")) return { matrix: value, transposed: false };
  const { matrix, transposed } = factor(value.inputs[0]!);
  return { matrix, transposed: transposed !== (value.attributes.axes[0] === 1) };
}

/** The step that computes `value` as `product` (a matmul) with what the epilogue makes of it. */
export function productStep(value: Value, product: Value<"matmul">, epilogue: Epilogue = {}): Step {
  const [a, b] = product.inputs.map((input) => factor(input)) as [Factor, Factor];
  const [rows, columns] = product.shape as [number, number];
  const k = product.inputs[0]!.shape[1]!;
  const { add, scale, negative = false } = epilogue;
  const item = itemBytes(product.dtype);
  const lanes = vectorBytes / item;

  const large = (matrix: Value) => layoutOf(matrix).bytes > panelThreshold;
  // A panel of A serves every pair of columns: for few of them, making it costs more than it saves.
  const aInPanels = large(a.matrix) || (!a.transposed && columns > 64);
  const bInPanels = b.transposed || (large(b.matrix) && rows > 16);
  const panelDepth = Math.ceil(Math.min(k, depth) / lanes) * lanes;
  const aBytes = aInPanels ? Math.ceil(rows / 4) * 4 * panelDepth * item : 0;
  const bBytes = bInPanels ? 2 * vectorBytes * panelDepth : 0;

  const emit = (at: Places, scratch: number): Instruction[] => {
    const flags =
      Number(a.transposed) + 2 * Number(b.transposed) + 4 * Number(aInPanels) + 8 * Number(bInPanels);
    const negated = scratch + aBytes + bBytes;
    const addStride = add === undefined || layoutOf(add).rows === 1 ? 0 : layoutOf(add).stride;
    const scaleAt = scale === undefined ? 0 : negative ? negated : at(scale);
    const multiplication: Instruction = [
      "matmul",
      ...[at(value), layoutOf(product).stride],
      ...[at(a.matrix), layoutOf(a.matrix).stride],
      ...[at(b.matrix), layoutOf(b.matrix).stride],
      ...[add === undefined ? 0 : at(add), addStride, scaleAt],
      ...[rows, columns, k, flags, scratch, scratch + aBytes],
    ];
    return scale !== undefined && negative
      ? [["negate", negated, at(scale), vectorBytes], multiplication]
      : [multiplication];
  };
  const reads = [a.matrix, b.matrix, ...(add ? [add] : []), ...(scale ? [scale] : [])];
  const inPlace =
    add !== undefined && ![a.matrix, b.matrix, scale].includes(add) && layoutOf(add).rows === rows;
  return { value, reads, overwrites: inPlace ? [add] : [], scratch: aBytes + bBytes + vectorBytes, emit };
}
