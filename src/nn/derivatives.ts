import { checkNames, UserError } from "../errors.ts";
import { gradient } from "../graph/gradient.ts";
import * as op from "../graph/ops.ts";
import { showShape } from "../graph/shapes.ts";
import type { Value } from "../graph/value.ts";
import { isValue, sameShape, size } from "../graph/value.ts";
import {
  type Compiled,
  checkFunction,
  compiledFunction,
  type FunctionOptions,
  functionOptions,
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
): Compiled<Args, [Value, GradientsBy<Args, W>]>;
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
function floatLeaves(who: string, tree: unknown, name: string): Value[] {
  return leaves(tree, isValue).map(([path, value]) => {
    if (value.dtype !== "int32") return value;
    throw new UserError(
      `${who}: ${name}${path === "" ? "" : `.${path}`} is int32, labels, by which there is no derivative; ` +
        "give it as an argument of its own",
    );
  });
}

/** Σ a ⊙ b over all leaves of two trees of one form. */
function innerProduct(a: readonly Value[], b: readonly Value[]): Value {
  return a.map((x, i) => op.sum(op.multiply(x, b[i]))).reduce((sum, term) => op.add(sum, term));
}

/** The same form, with these leaves in turn. */
function formed<T>(tree: T, values: readonly Value[]): Like<T> {
  const found = values[Symbol.iterator]();
  return mapTree(tree, isValue, () => found.next().value!);
}

/**
 * The vector–Jacobian product by the first argument: from `(x, v, ...inputs)`, where v has the form of f's result, to
 * `[f(x, ...inputs), vᵀ ∂f/∂x]`, of the forms of f's result and of x. It costs one pass forward and one back.
 *
 * ```ts
 * vjp((x: Value) => op.exp(x))(Float64Array.of(0, 1), Float64Array.of(1, 2)); // [(1, e), (1, 2 e)]
 * ```
 */
export function vjp<X, Inputs extends Trees, R>(
  f: (x: X, ...inputs: Inputs) => R,
  options: FunctionOptions = {},
): Compiled<[x: X, v: Like<R>, ...inputs: Inputs], [R, Like<X>]> {
  check("vjp", f, options);
  return compiledFunction((x: X, v: Like<R>, ...inputs: Inputs): [R, Like<X>] => {
    const y = f(x, ...inputs);
    const along = sameForm("vjp", y, v, "f's result");
    return [
      y,
      formed(
        x,
        gradient(
          innerProduct(floatLeaves("vjp", y, "the result"), along),
          floatLeaves("vjp", x, "argument 0"),
        ),
      ),
    ];
  }, options);
}

/**
 * The Jacobian–vector product by the first argument: from `(x, v, ...inputs)`, where v has the form of x, to
 * `[f(x, ...inputs), ∂f/∂x v]`, both of the form of f's result: how much f changes along v.
 *
 * ```ts
 * jvp((x: Value) => op.exp(x))(Float64Array.of(0, 1), Float64Array.of(1, 2)); // [(1, e), (1, 2 e)]
 * ```
 *
 * It goes back twice: g(u) = uᵀ ∂f/∂x is linear in u, so that the gradient of g(u) v by u is ∂f/∂x v, whatever u is.
 */
export function jvp<X, Inputs extends Trees, R>(
  f: (x: X, ...inputs: Inputs) => R,
  options: FunctionOptions = {},
): Compiled<[x: X, v: Like<X>, ...inputs: Inputs], [R, Like<R>]> {
  check("jvp", f, options);
  return compiledFunction((x: X, v: Like<X>, ...inputs: Inputs): [R, Like<R>] => {
    const y = f(x, ...inputs);
    const [xs, ys] = [floatLeaves("jvp", x, "argument 0"), floatLeaves("jvp", y, "the result")];
    const along = sameForm("jvp", x, v, "the first argument");
    const us = ys.map(({ shape, dtype }) => op.broadcast(op.constant(0, dtype), shape));
    const g = gradient(innerProduct(ys, us), xs);
    return [y, formed(y, gradient(innerProduct(g, along), us))];
  }, options);
}

/**
 * The Hessian–vector product of a loss by its first argument: from `(x, v, ...inputs)`, where v has the form of x, to
 * ∂²loss/∂x² v, of that form too. It is the gradient of the gradient's part along v, so no Hessian is ever made.
 *
 * ```ts
 * hvp((x: Value) => op.sum(op.exp(x)))(Float64Array.of(0, 1), Float64Array.of(1, 2)); // (1, 2 e)
 * ```
 */
export function hvp<X, Inputs extends Trees>(
  loss: (x: X, ...inputs: Inputs) => Value,
  options: FunctionOptions = {},
): Compiled<[x: X, v: Like<X>, ...inputs: Inputs], Like<X>> {
  check("hvp", loss, options);
  return compiledFunction((x: X, v: Like<X>, ...inputs: Inputs): Like<X> => {
    const xs = floatLeaves("hvp", x, "argument 0");
    const along = sameForm("hvp", x, v, "the first argument");
    return formed(x, gradient(innerProduct(gradient(loss(x, ...inputs), xs), along), xs));
  }, options);
}

/**
 * The Jacobian by the first argument: at each leaf y of f's result a tree of x's form, whose leaves are ∂y/∂x, of shape
 * (...y's, ...x's). Where result and argument are single values, one value.
 *
 * ```ts
 * jacobian((x: Value) => op.multiply(x, x))(Float64Array.of(1, 2)); // ((2, 0), (0, 4))
 * ```
 *
 * It goes back once for each number of the result, and its graph grows with them: take `jvp` or `vjp` where some
 * directions are enough.
 */
export function jacobian<X, Inputs extends Trees, R>(
  f: (x: X, ...inputs: Inputs) => R,
  options: FunctionOptions = {},
): Compiled<[x: X, ...inputs: Inputs], Mapped<R, Value, Like<X>>> {
  check("jacobian", f, options);
  return compiledFunction((x: X, ...inputs: Inputs): Mapped<R, Value, Like<X>> => {
    const y = f(x, ...inputs);
    floatLeaves("jacobian", y, "the result");
    return mapTree(y, isValue, (leaf) => formed(x, slopes(leaf, floatLeaves("jacobian", x, "argument 0"))));
  }, options);
}

/**
 * The Hessian of a loss by its first argument: at each leaf a of x a tree of x's form, whose leaves are ∂²loss/∂a∂b, of
 * shape (...a's, ...b's). Where x is a single value, one value.
 *
 * ```ts
 * hessian((x: Value) => op.sum(op.multiply(x, op.multiply(x, x))))(Float64Array.of(1, 2)); // ((6, 0), (0, 12))
 * ```
 *
 * It goes back once for each number of x: take `hvp` where some directions are enough.
 */
export function hessian<X, Inputs extends Trees>(
  loss: (x: X, ...inputs: Inputs) => Value,
  options: FunctionOptions = {},
): Compiled<[x: X, ...inputs: Inputs], Mapped<X, Value, Like<X>>> {
  check("hessian", loss, options);
  return compiledFunction((x: X, ...inputs: Inputs): Mapped<X, Value, Like<X>> => {
    const xs = floatLeaves("hessian", x, "argument 0");
    const found = gradient(loss(x, ...inputs), xs)[Symbol.iterator]();
    return mapTree(x, isValue, () => formed(x, slopes(found.next().value!, xs)));
  }, options);
}

function check(who: string, f: unknown, options: FunctionOptions): void {
  checkFunction(who, f);
  checkNames(who, options, functionOptions);
}

/** ∂y/∂x for each x, of shape (...y's, ...x's): the gradients of y's numbers, one below the other. */
function slopes(y: Value, xs: readonly Value[]): Value[] {
  const flat = op.reshape(y, [size(y.shape)]);
  const rows = Array.from({ length: size(y.shape) }, (_, i) =>
    gradient(op.reshape(op.slice(flat, [i], [i + 1]), []), xs),
  );
  return xs.map((x, which) => {
    const list = rows.map((row) => op.reshape(row[which], [1, size(x.shape)]));
    return op.reshape(op.concatenate(list, 0), [...y.shape, ...x.shape]);
  });
}

/** The leaves of v, which must stand where the tree's leaves stand, in their shapes. */
function sameForm(who: string, tree: unknown, v: unknown, whose: string): Value[] {
  const given = new Map(leaves(v, isValue));
  const at = (path: string) => (path === "" ? "v" : `v at ${path}`);
  const found = leaves(tree, isValue).map(([path, { shape }]) => {
    const leaf = given.get(path);
    if (leaf === undefined)
      throw new UserError(`${who}: ${at(path)} is missing; give v the form of ${whose}`);
    if (!sameShape(leaf.shape, shape)) {
      throw new UserError(
        `${who}: ${at(path)} has shape ${showShape(leaf.shape)}, where ${whose} has ${showShape(shape)}`,
      );
    }
    given.delete(path);
    return leaf;
  });
  for (const path of given.keys()) {
    throw new UserError(`${who}: ${at(path)} has no counterpart; give v the form of ${whose}`);
  }
  return found;
}
