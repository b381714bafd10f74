import { UserError } from "../errors.ts";
import { apply } from "./apply.ts";
import { checkValue, showShape } from "./shapes.ts";
import type { CustomRule, Value } from "./value.ts";
import { isValue, sameShape } from "./value.ts";

/**
 * A function of values with a gradient of one's own: it computes what `f` computes, and its gradient is what `rule` says,
 * whatever the gradient of `f` would be. From g = ∂L/∂y, y = f(a, b, …) and a, b, …, the rule gives ∂L/∂a, ∂L/∂b, …,
 * each of its input's shape, or `null` where there is none.
 *
 * ```ts
 * // Rounding down is flat; going straight through it, what lies before it learns all the same.
 * const straight = customGradient((x: Value) => op.floor(x), (g) => [g]);
 * grad((x: Value) => op.multiply(straight(x), 3))(1.7); // 3
 * ```
 *
 * Values that `f` uses without being given them get no gradient through it. Where the gradient is differentiated again,
 * the rule is what is differentiated. Throws a UserError where the rule gives another number of gradients, or another
 * shape or dtype.
 */
export function customGradient<Inputs extends Value[]>(
  f: (...inputs: Inputs) => Value,
  rule: (g: Value, y: Value, ...inputs: Inputs) => readonly (Value | null)[],
): (...inputs: Inputs) => Value {
  if (typeof f !== "function" || typeof rule !== "function") {
    throw new UserError(
      "customGradient takes two functions of values: customGradient(f, (g, y, ...inputs) => [gradient of each input])",
    );
  }
  const checked: CustomRule = (g, y, ...inputs) => {
    const found = rule(g, y, ...(inputs as Inputs));
    checkGradients(found, inputs);
    return found;
  };
  return (...inputs) => {
    for (const [i, input] of inputs.entries()) checkValue("customGradient", input, i);
    const y = checkValue("customGradient: the result of its function", f(...inputs));
    return apply("customGradient", [y, ...inputs], { rule: checked });
  };
}

function checkGradients(found: readonly (Value | null)[], inputs: readonly Value[]): void {
  const refusal = (problem: string) => new UserError(`customGradient: the rule gives ${problem}`);
  if (!Array.isArray(found) || found.length !== inputs.length) {
    const count = Array.isArray(found) ? `${found.length} gradients` : "no list of gradients";
    throw refusal(`${count} for ${inputs.length} inputs; give one for each, or null`);
  }
  for (const [i, gradient] of found.entries()) {
    if (gradient === null) continue;
    const { shape, dtype } = inputs[i];
    if (!isValue(gradient)) throw refusal(`${typeof gradient} for input ${i}; give a value, or null`);
    if (!sameShape(gradient.shape, shape) || gradient.dtype !== dtype) {
      throw refusal(
        `${gradient.dtype} ${showShape(gradient.shape)} for input ${i}, which is ${dtype} ${showShape(shape)}; give that shape`,
      );
    }
  }
}
