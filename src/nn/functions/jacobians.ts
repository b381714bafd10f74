import { checkNames, UserError } from "../../errors.ts";
import { gradient } from "../../graph/gradient.ts";
import * as op from "../../graph/ops.ts";
import { showShape } from "../../graph/shapes.ts";
import type { Value } from "../../graph/value.ts";
import { isValue, sameShape, size } from "../../graph/value.ts";
import { floatLeaves, formed, type Like } from "./derivatives.ts";
import {
  type Compiled,
  checkFunction,
  compiledFunction,
  type FunctionOptions,
  functionOptions,
  type Trees,
} from "./functions.ts";
import { leaves, type Mapped, mapTree } from "./tree.ts";

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

/** Σ a ⊙ b over all leaves of two trees of one form. */
function innerProduct(a: readonly Value[], b: readonly Value[]): Value {
  return a.map((x, i) => op.sum(op.multiply(x, b[i]))).reduce((sum, term) => op.add(sum, term));
}
