import type { ArrayWithShape } from "../data/numbers.ts";
import { UserError } from "../errors.ts";
import * as op from "../graph/ops.ts";
import { showShape } from "../graph/shapes.ts";
import { isValue, type Shape, sameShape, size, type Value } from "../graph/value.ts";
import { isTensorLike, type NestedNumbers, type TensorLike, type TypedArray } from "./arguments.ts";
import { checkNumber } from "./choose.ts";
import { compile, type Result } from "./functions.ts";
import { buildOptimizer, type Optimizer, type OptimizerSpec, type Stepped, stepOf } from "./optimizers.ts";
import { leaves, mapTree } from "./tree.ts";

/** An optimizer with what one's own loop wants of it. */
export type OptimizerSettings = (OptimizerSpec | Optimizer) & LoopSettings;

export interface LoopSettings {
  /** η; where it is left out, every `update` says it */
  readonly learningRate?: number;
  /** λ: adds λ w to the gradient of every parameter w that decays */
  readonly l2?: number;
  /** the largest norm that all gradients of a step may have together */
  readonly clipNorm?: number;
  /** Whether `l2` and `weightDecay` are meant for the parameter at that path, such as `dense1.weight`; all when left out. */
  readonly decays?: (path: string) => boolean;
}

/** What an optimizer keeps from step to step: numbers for all parameters together, and for each slot a tree like theirs. */
export interface OptimizerState<Params> {
  readonly scalars: { readonly [name: string]: ScalarOf<Params> };
  readonly slots: { readonly [slot: string]: Kept<Params> };
}

/** Parameters after a step, in the form that they were given in; of an array with a shape, its shape and data. */
export type Moved<T> = T extends Value
  ? Value
  : T extends number
    ? number
    : T extends TypedArray | NestedNumbers
      ? T
      : T extends ArrayWithShape
        ? { shape: number[]; data: Extract<T["data"], Float64Array | Float32Array> }
        : T extends object
          ? { -readonly [K in keyof T]: Moved<T[K]> }
          : never;

/** What is kept of parameters: a number of each number, else an array with its parameter's shape. */
export type Kept<T> = T extends Value
  ? Value
  : T extends number
    ? number
    : T extends TypedArray | NestedNumbers | ArrayWithShape
      ? { readonly shape: Shape; readonly data: Float64Array | Float32Array }
      : T extends object
        ? { -readonly [K in keyof T]: Kept<T[K]> }
        : never;

/** Of parameters that are values a value, else a number. */
export type ScalarOf<Params> = [Extract<LeafOf<Params>, Value>] extends [never] ? number : Value;
/** The leaves of a tree. */
export type LeafOf<T> = T extends Value | TensorLike
  ? T
  : T extends readonly unknown[]
    ? LeafOf<T[number]>
    : T extends object
      ? LeafOf<T[keyof T]>
      : never;

/** A tree of that form with numbers or values for leaves, as `grad` returns it. */
export type LikeTree<T> = T extends TensorLike | Value | Result
  ? TensorLike | Value | Result
  : T extends object
    ? { readonly [K in keyof T]: LikeTree<T[K]> }
    : never;

/** A rate for this step, in the place of the optimizer's own: a schedule's, such as `cosine(0.1, { steps })(step)`. */
export interface StepRate {
  readonly learningRate: number | Value;
}

export interface TreeOptimizer {
  /** What is kept before the first step. */
  init<Params>(params: Params): OptimizerState<Params>;
  /**
   * One step: the parameters after it, and what is kept then. Given values, inside `compile`, it extends their graph;
   * given numbers it computes, by one program for each form of parameters.
   */
  update<Params>(
    gradients: NoInfer<LikeTree<Params>>,
    state: NoInfer<OptimizerState<Params>>,
    params: Params,
    rate?: StepRate,
  ): [Moved<Params>, OptimizerState<Params>];
}

/**
 * An optimizer for a loop of one's own, on trees of parameters: records and lists of numbers, arrays or values.
 *
 * ```ts
 * const adam = optimizer({ name: "adam", learningRate: 0.1 });
 * const slope = valueAndGrad(({ w, b }: { w: Value; b: Value }, x: Value, y: Value) => {
 *   const error = op.subtract(op.add(op.multiply(x, w), b), y);
 *   return op.mean(op.multiply(error, error));
 * });
 * const [x, y] = [Float64Array.of(0, 1, 2, 3), Float64Array.of(1, 3, 5, 7)];
 * let params = { w: 0, b: 0 };
 * let state = adam.init(params);
 * for (let step = 0; step < 300; step++) {
 *   const [loss, gradients] = slope(params, x, y);
 *   [params, state] = adam.update(gradients, state, params);
 * }
 * console.log(params); // w is 2, b is 1
 * ```
 *
 * Inside `compile`, gradient and update are one program. Throws a UserError where the trees are not of one form.
 */
export function optimizer(settings: OptimizerSettings): TreeOptimizer {
  const { learningRate: own, l2, clipNorm, decays = () => true, ...spec } = settings;
  const rule = buildOptimizer(spec, ["learningRate", "l2", "clipNorm", "decays"]);
  if (own !== undefined) checkNumber("optimizer", "learningRate", own, { atLeast: 0 });
  if (l2 !== undefined) checkNumber("optimizer", "l2", l2, { atLeast: 0 });
  if (clipNorm !== undefined) checkNumber("optimizer", "clipNorm", clipNorm, { above: 0 });

  /** One step as graph. */
  function move(gradients: unknown, state: State, params: unknown, learningRate: Value): [unknown, State] {
    const flat: Flat = new Map(leaves(params, isValue));
    const paths = [...flat.keys()];
    const found = like("gradient", flat, gradients);
    const slots = rule.slots.map((slot) => [slot, like(`slot ${slot}`, flat, state?.slots?.[slot])] as const);
    const { scalars, stepped } = stepOf(rule, {
      parameters: [...flat.values()],
      gradients: paths.map((path) => found.get(path)!),
      slots: paths.map((path) => Object.fromEntries(slots.map(([slot, tree]) => [slot, tree.get(path)!]))),
      scalars: state.scalars,
      learningRate,
      l2,
      clipNorm,
      decays: (i) => decays(paths[i]!),
    });
    const at = new Map(paths.map((path, i) => [path, stepped[i]!]));
    const tree = (leafOf: (stepped: Stepped) => Value) =>
      mapTree(params, isValue, (_, path) => leafOf(at.get(path)!));
    const kept = rule.slots.map((slot) => [slot, tree((stepped) => stepped.slots[slot]!)]);
    return [tree((stepped) => stepped.parameter), { scalars, slots: Object.fromEntries(kept) }];
  }
  const computed = compile(move as (...args: unknown[]) => unknown) as (
    ...args: unknown[]
  ) => [unknown, unknown];

  function init(params: unknown): unknown {
    const first = firstLeaf(params);
    const scalar = (number: number) => (isValue(first) ? op.constant(number, first.dtype) : number);
    return {
      scalars: Object.fromEntries(
        Object.entries(rule.scalars).map(([name, number]) => [name, scalar(number)]),
      ),
      slots: Object.fromEntries(rule.slots.map((slot) => [slot, mapTree(params, isLeaf, zeros)])),
    };
  }

  function update(gradients: unknown, state: State, params: unknown, rate?: StepRate): [unknown, unknown] {
    const first = firstLeaf(params);
    const learningRate = rate?.learningRate ?? own;
    if (learningRate === undefined) {
      throw new UserError(
        'optimizer: there is no learning rate; give it once, optimizer({ name: "adam", learningRate: 0.001 }), or to each update',
      );
    }
    if (isValue(first)) {
      const eta = isValue(learningRate) ? learningRate : op.constant(learningRate, first.dtype);
      return move(gradients, state, params, eta);
    }
    const [moved, kept] = computed(gradients, state, params, learningRate);
    const found = new Map(leaves(moved, isTensorLike));
    const back = (leaf: TensorLike, path: string) => inForm(leaf, found.get(path) as Result);
    return [mapTree(params, isTensorLike, back), kept];
  }

  return { init, update } as never; // the types of TreeOptimizer say which trees come and go; the code only walks them
}

/** Leaves by their paths. */
type Flat = ReadonlyMap<string, Value>;

/** An optimizer's state as graph. */
interface State {
  readonly scalars: Readonly<Record<string, Value>>;
  readonly slots: Readonly<Record<string, unknown>>;
}

function firstLeaf(params: unknown): TensorLike | Value {
  const [first] = leaves(params, isLeaf);
  if (first === undefined) throw new UserError("optimizer: there are no parameters");
  return first[1];
}

const isLeaf = (thing: unknown): thing is TensorLike | Value => isValue(thing) || isTensorLike(thing);

/** The leaves of a tree that goes with the parameters, if it is of their form. */
function like(what: string, params: Flat, tree: unknown): Flat {
  const found: Flat = new Map(tree === undefined ? [] : leaves(tree, isValue));
  for (const [path, { shape }] of params) {
    const leaf = found.get(path);
    if (leaf && sameShape(leaf.shape, shape)) continue;
    const name = path === "" ? "the parameter" : `parameter ${path}`;
    throw new UserError(
      `optimizer: ${name} has shape ${showShape(shape)}, but its ${what} ${leaf ? showShape(leaf.shape) : "is missing"}; update(gradients, state, params) takes trees of one form, the state of init(params)`,
    );
  }
  return found;
}

/** Zeros in the shape of a leaf. */
function zeros(leaf: TensorLike | Value): Value | Result {
  if (isValue(leaf)) return op.broadcast(op.constant(0, leaf.dtype), leaf.shape);
  if (typeof leaf === "number") return 0;
  const shape = shapeOf(leaf);
  const narrow = leaf instanceof Float32Array || ("data" in leaf && leaf.data instanceof Float32Array);
  return { shape, data: narrow ? new Float32Array(size(shape)) : new Float64Array(size(shape)) };
}

function shapeOf(leaf: Exclude<TensorLike, number>): Shape {
  if ("shape" in leaf) return leaf.shape;
  if (ArrayBuffer.isView(leaf)) return [leaf.length];
  const shape: number[] = [];
  for (let part: unknown = leaf; Array.isArray(part); part = part[0]) shape.push(part.length);
  return shape;
}

/** What a step made of a parameter, in the form that the parameter was given in. */
function inForm(given: TensorLike, moved: Result): unknown {
  if (typeof given === "number" || typeof moved === "number") return moved;
  const { shape, data } = moved;
  if (ArrayBuffer.isView(given)) return data;
  return Array.isArray(given) ? nested(shape, data) : { shape: [...shape], data };
}

/** Row-major numbers as lists of lists. */
function nested([length = 0, ...inner]: Shape, data: ArrayLike<number>): unknown[] {
  const width = size(inner);
  return Array.from({ length }, (_, i) => {
    if (inner.length === 0) return data[i]!;
    return nested(inner, Array.prototype.slice.call(data, i * width, (i + 1) * width));
  });
}
