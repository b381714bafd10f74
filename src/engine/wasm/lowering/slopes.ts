import { isOp, sameShape } from "../../../graph/value.ts";
import type { KernelName } from "../module.ts";
import { elementwise } from "./broadcasting.ts";
import { type Formula, type Fusion, matches } from "./patterns.ts";
import { mayBeSloped, productStep } from "./product.ts";

/** Back through an activation whose result is at hand: the formula, and its names in the order of the kernel's operands. */
const slopes: readonly (readonly [KernelName, Formula, ...operands: string[]])[] = [
  // g · s (1 − s): sigmoid
  ["sigmoidGradient", ["multiply", "g", ["multiply", "s", ["subtract", "1", "s"]]], "g", "s"],
  // g · (1 − t²): tanh
  ["tanhGradient", ["multiply", "g", ["subtract", "1", ["multiply", "t", "t"]]], "g", "t"],
  // g · 1[a > b]: a maximum, relu
  ["multiplyGreater", ["multiply", "g", ["greater", "a", "b"]], "g", "a", "b"],
];

export const slope: Fusion = (value, isPrivate) => {
  for (const [kernel, formula, ...names] of slopes) {
    const ways = matches(formula, value, (part, x) => {
      if (part === "1") return isOp(x, "constant") && x.attributes.data === 1 && x.shape.length === 0;
      return typeof part === "string" || x === value || isPrivate(x);
    });
    for (const of of ways) {
      const operands = names.map((name) => of.get(name)!);
      const own = operands.filter((x) => sameShape(x.shape, value.shape));
      const [g, s] = own;
      if (kernel === "sigmoidGradient" && s && isOp(g!, "matmul") && isPrivate(g) && mayBeSloped(g)) {
        return productStep(value, g, { d: s, finish: "sloped" });
      }
      return {
        value,
        reads: operands,
        overwrites: own,
        scratch: 0,
        emit: (at) => elementwise(kernel, value, operands, at),
      };
    }
  }
  return undefined;
};
