import { UserError } from "../../errors.ts";
import * as op from "../../graph/ops.ts";
import type { Layer } from "./layers.ts";

/**
 * What is left of a row, (n, features) to the same shape, when all that rows of one kind vary in is taken out: with
 * c = x − mean, (c − c AᵀA) / scale, where the rows of A (components, features) are orthonormal. In pictures of good
 * parts these are light, shade and where exactly a part lay; noise and defects are left. Nothing of it is learned by
 * gradient: train/inspection/background.ts finds A, their principal axes (M. Turk and A. Pentland 1991, "eigenfaces").
 */
export function background(features: number, components: number): Layer {
  if (!Number.isSafeInteger(components) || components < 1 || components >= features) {
    throw new UserError(
      `background: components must be a whole number from 1 to below the ${features} features, found ${components}`,
    );
  }
  return {
    kind: "background",
    parameters: {
      mean: { shape: [1, features], role: "statistic" },
      axes: { shape: [components, features], role: "statistic" },
      scale: { shape: [1, 1], role: "statistic", first: 1 },
    },
    forward: (x, { mean, axes, scale }) => {
      const centred = op.subtract(x, mean!);
      const along = op.matmul(centred, op.transpose(axes!)); // (n, components)
      return op.divide(op.subtract(centred, op.matmul(along, axes!)), scale!);
    },
  };
}
