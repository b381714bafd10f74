import type { Value } from "../../../graph/value.ts";
import { isOp, sameShape, size } from "../../../graph/value.ts";
import { layoutOf } from "../layout.ts";
import type { Step } from "../step.ts";
import { labelArguments } from "./lower.ts";
import { onePass, scaledSums, updates } from "./passes.ts";
import { type Fusion, type Private, scaled } from "./patterns.ts";
import { productStep, scatterProductStep } from "./product.ts";
import { slope } from "./slopes.ts";

/** A product of two matrices, not one in each batch. */
const isMatrixProduct = (value: Value): value is Value<"matmul"> =>
  isOp(value, "matmul") && value.shape.length === 2;

/** The value as a product, which may be multiplied by a scalar, when nobody else reads it. */
function product(value: Value, isPrivate: Private): { product: Value<"matmul">; scale?: Value } | undefined {
  if (!isPrivate(value)) return undefined;
  if (isMatrixProduct(value)) return { product: value };
  const s = scaled(value);
  return s && isMatrixProduct(s.x) && isPrivate(s.x) ? { product: s.x, scale: s.scale } : undefined;
}

/** Whether `row` is a row that stretches to `shape`, (n,) or (1, n). */
const isRowOf = (row: Value, shape: readonly number[]) =>
  row.shape.at(-1) === shape.at(-1) && size(row.shape) === shape.at(-1) && row.shape.length <= shape.length;

/** d ± s·A·B: a dense layer with its bias, a weight less its gradient times the learning rate, a penalty added. */
const intoProduct: Fusion = (value, isPrivate) => {
  const s = scaled(value);
  if (s && isMatrixProduct(s.x) && isPrivate(s.x)) return productStep(value, s.x, { scale: s.scale });
  if (!isOp(value, "add") && !isOp(value, "subtract")) return undefined;
  const negative = isOp(value, "subtract");
  const pairs = [value.inputs, ...(negative ? [] : [[...value.inputs].reverse()])];
  for (const [d, p] of pairs as [Value, Value][]) {
    const found = product(p, isPrivate);
    if (!found || !sameShape(p.shape, value.shape)) continue;
    if (!sameShape(d.shape, value.shape) && !isRowOf(d, value.shape)) continue;
    return productStep(value, found.product, {
      d,
      scale: found.scale,
      finish: negative ? "subtracted" : "added",
    });
  }
  return undefined;
};

/** col2im(A·B): the gradient of a convolution's images. */
const scatteredProduct: Fusion = (value, isPrivate) => {
  if (!isOp(value, "col2im")) return undefined;
  const rows = value.inputs[0]!;
  const product = isOp(rows, "reshape") && isPrivate(rows) ? rows.inputs[0]! : rows;
  const rowsAreWindows = product.shape.length === 2 && product.shape[1] === rows.shape[3];
  return isOp(product, "matmul") && isPrivate(product) && rowsAreWindows
    ? scatterProductStep(value, product)
    : undefined;
};

/** p − oneHot(labels): the gradient of softmax with cross-entropy. */
const lessOneHot: Fusion = (value) => {
  if (!isOp(value, "subtract")) return undefined;
  const [p, target] = value.inputs as [Value, Value];
  if (!isOp(target, "oneHot") || !sameShape(p.shape, target.shape)) return undefined;
  const labels = target.inputs[0]!;
  return {
    value,
    reads: [p, labels],
    overwrites: [p],
    scratch: 0,
    emit: (at) => [
      ...(at(p).equals(at(value)) ? [] : [["move", at(value), at(p), layoutOf(value).bytes] as const]),
      ["subtractOneHot", at(value), ...labelArguments(labels, value, at)],
    ],
  };
};

/** Tried in turn; the first that fits is taken. Roundings stay as they are (but of products deeper than 256). */
const fusions: readonly Fusion[] = [
  onePass(updates),
  intoProduct,
  scatteredProduct,
  lessOneHot,
  slope,
  onePass(scaledSums),
];

/** The step that computes `value` together with values that only it reads. `readers` counts a value's readers. */
export function fuse(value: Value, readers: ReadonlyMap<Value, number>): Step | undefined {
  const isPrivate: Private = (x) => readers.get(x) === 1;
  for (const fusion of fusions) {
    const step = fusion(value, isPrivate);
    if (step) return step;
  }
  return undefined;
}
