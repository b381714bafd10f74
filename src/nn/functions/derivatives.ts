import { checkNames, UserError } from "../../errors.ts";
import { gradient } from "../../graph/gradient.ts";
import type { Value } from "../../graph/value.ts";
import { isValue } from "../../graph/value.ts";
import {
  type Compiled,
  checkFunction,
  compiledFunction,
  type Fed,
  type FunctionOptions,
  functionOptions,
  type Result,
  type Trees,
} from "./functions.ts";
import { leaves, type Mapped, mapTree } from "./tree.ts";

/** One argument by its number, or several. */
export type Wrt = number | readonly number[];

export interface GradientOptions<W extends Wrt = 0> extends FunctionOptions {
  /** By which arguments; left out, by the first. With a list, a list of gradients comes back. */
  readonly wrt?: W;
}

/** A tree of values of the same form. */
export type Like<T> = Mapped<T, Value, Value>;

/** The gradients by the arguments `W`, each of its argument's form. */
export type GradientsBy<Args extends Trees, W extends Wrt> = W extends number
  ? Like<Args[W]>
  : W extends readonly number[]
    ? { -readonly [I in keyof W]: Like<Args[W[I] & keyof Args]> }
    : never;

/** A loss and its gradients as one function of numbers or values; given numbers, the loss is a number, since it has no axes. */
export interface CompiledLoss<Args extends Trees, Gradients> extends Compiled<Args, [Value, Gradients]> {
  (...args: Fed<Args>): [loss: number, gradient: Mapped<Gradients, Value, Result>];
}

/**
 * A loss and its gradient, `[loss, gradient]`: the loss must be a single number, and the gradient has the form of the
 * argument that it is taken by, the first one or those that `wrt` names.
 *
 * ```ts
 * const loss = (w: Value, x: Value, t: Value) => op.sum(op.square(op.subtract(op.multiply(w, x), t)));
 * valueAndGrad(loss)(2, Float64Array.of(1, 2), Float64Array.of(1, 1)); // [10, 14]
 * ```
 *
 * With `aux: true` the function returns `[loss, anything]`, of which only the loss is differentiated:
 * `[[loss, anything], gradient]` comes back. A parameter that the loss does not stand on has gradient 0.
 *
 * Throws a UserError where the loss has axes, where `wrt` names an argument that is not there, or one with labels (int32)
 * in it, and what `compile` throws.
 */
export function valueAndGrad<Args extends Trees, const W extends Wrt = 0>(
  loss: (...args: Args) => Value,
  options?: GradientOptions<W> & { readonly aux?: false },
): CompiledLoss<Args, GradientsBy<Args, W>>;
export function valueAndGrad<Args extends Trees, Aux, const W extends Wrt = 0>(
  loss: (...args: Args) => readonly [Value, Aux],
  options: GradientOptions<W> & { readonly aux: true },
): Compiled<Args, [[Value, Aux], GradientsBy<Args, W>]>;
export function valueAndGrad<Args extends Trees>(
  loss: (...args: Args) => unknown,
  options: LossOptions = {},
): Compiled<Args, [unknown, unknown]> {
  const derive = differentiated("valueAndGrad", loss, options);
  return compiledFunction((...args: Args): [unknown, unknown] => derive(args), options);
}

/**
 * The gradient alone: as `valueAndGrad`, without the loss. With `aux: true`, `[gradient, anything]`.
 *
 * ```ts
 * const cube = (x: Value) => op.multiply(x, op.square(x));
 * grad(cube)(2); // 12
 * grad(grad(cube))(2); // 12, for x³ has the second derivative 6 x
 * ```
 */
export function grad<Args extends Trees, const W extends Wrt = 0>(
  loss: (...args: Args) => Value,
  options?: GradientOptions<W> & { readonly aux?: false },
): Compiled<Args, GradientsBy<Args, W>>;
export function grad<Args extends Trees, Aux, const W extends Wrt = 0>(
  loss: (...args: Args) => readonly [Value, Aux],
  options: GradientOptions<W> & { readonly aux: true },
): Compiled<Args, [GradientsBy<Args, W>, Aux]>;
export function grad<Args extends Trees>(
  loss: (...args: Args) => unknown,
  options: LossOptions = {},
): Compiled<Args, unknown> {
  const derive = differentiated("grad", loss, options);
  return compiledFunction((...args: Args): unknown => {
    const [result, gradients] = derive(args);
    return options.aux ? [gradients, (result as [Value, unknown])[1]] : gradients;
  }, options);
}

interface LossOptions extends GradientOptions<Wrt> {
  readonly aux?: boolean;
}

/** From arguments that are values, what the loss returns and its gradients by `wrt`. */
function differentiated<Args extends Trees>(
  who: string,
  loss: (...args: Args) => unknown,
  options: LossOptions,
): (args: Args) => [result: unknown, gradients: unknown] {
  checkFunction(who, loss);
  checkNames(who, options, ["wrt", "aux", ...functionOptions]);
  const { wrt = 0, aux = false } = options;
  return (args) => {
    const chosen = [wrt].flat().map((which) => {
      if (Number.isInteger(which) && which >= 0 && which < args.length) return args[which];
      throw new UserError(
        `${who}: wrt is ${which}, where there are ${args.length} arguments; the first one is 0`,
      );
    });
    const by = chosen.flatMap((argument, i) => floatLeaves(who, argument, `argument ${[wrt].flat()[i]}`));
    const result = loss(...args);
    if (aux && !(Array.isArray(result) && result.length === 2)) {
      throw new UserError(`${who}: with aux: true the function must return [loss, anything]`);
    }
    const value = aux ? (result as [Value, unknown])[0] : (result as Value);
    const gradients = formed(chosen, gradient(value, by));
    return [result, typeof wrt === "number" ? gradients[0] : gradients];
  };
}

/** The leaves of a tree, which one can go along a little. */
export function floatLeaves(who: string, tree: unknown, name: string): Value[] {
  return leaves(tree, isValue).map(([path, value]) => {
    if (value.dtype !== "int32") return value;
    throw new UserError(
      `${who}: ${name}${path === "" ? "" : `.${path}`} is int32, labels, by which there is no derivative; ` +
        "give it as an argument of its own",
    );
  });
}

/** The same form, with these leaves in turn. */
export function formed<T>(tree: T, values: readonly Value[]): Like<T> {
  const found = values[Symbol.iterator]();
  return mapTree(tree, isValue, () => found.next().value!);
}
