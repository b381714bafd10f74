import { UserError } from "../../errors.ts";
import * as op from "../../graph/ops.ts";
import { showShape } from "../../graph/shapes.ts";
import { isValue, sameShape, type Value } from "../../graph/value.ts";
import { checkNumber } from "../choose.ts";
import { isTensorLike, type TensorLike } from "../functions/arguments.ts";
import { valueAndGrad } from "../functions/derivatives.ts";
import { compile, type Fed, type Result, type Trees } from "../functions/functions.ts";
import { leaves, mapTree } from "../functions/tree.ts";
import {
  inForm,
  isLeaf,
  type Kept,
  type LikeTree,
  type Moved,
  type ScalarOf,
  zeros,
} from "../functions/treeForms.ts";
import { buildOptimizer, type Optimizer, type OptimizerSpec, type Stepped, stepOf } from "./optimizers.ts";
import type { Schedule } from "./schedules.ts";

/** An optimizer with what one's own loop wants of it. */
export type OptimizerSettings = (OptimizerSpec | Optimizer) & LoopSettings;

export interface LoopSettings {
  /** η, or the rate of step 0, 1, …; where it is left out, every `update` says it */
  readonly learningRate?: number | Schedule;
  /** λ: adds λ w to the gradient of every parameter w that decays */
  readonly l2?: number;
  /** the largest norm that all gradients of a step may have together */
  readonly clipNorm?: number;
  /** Whether `l2` and `weightDecay` are meant for the parameter at that path, such as `dense1.weight`; all when left out. */
  readonly decays?: (path: string) => boolean;
}

/** What an optimizer keeps from step to step: numbers for all parameters together, and for each slot a tree like theirs. */
export interface OptimizerState<Params> {
  /** how many steps were made */
  readonly steps: ScalarOf<Params>;
  readonly scalars: { readonly [name: string]: ScalarOf<Params> };
  readonly slots: { readonly [slot: string]: Kept<Params> };
}

/** A rate for this step, in the place of the optimizer's own. */
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
  /**
   * Makes of a loss a whole step as one program: the loss before it, the parameters after it, and what is kept then.
   *
   * ```ts
   * const adam = optimizer({ name: "adam", learningRate: 0.1 });
   * const step = adam.step((w: Value, x: Value) => op.mean(op.multiply(op.subtract(w, x), op.subtract(w, x))));
   * let [w, state, loss] = [0, adam.init(0), Infinity];
   * for (let i = 0; i < 200; i++) [loss, w, state] = step(w, state, Float64Array.of(1, 3));
   * console.log(w); // 2, the mean
   * ```
   */
  step<Params, Inputs extends Trees>(
    loss: (params: Params, ...inputs: Inputs) => Value,
  ): TreeStep<Params, Inputs>;
}

export type TreeStep<Params, Inputs extends Trees> = <P extends LikeTree<Params>>(
  params: P,
  state: NoInfer<OptimizerState<P>>,
  ...inputs: Fed<Inputs>
) => [loss: number, params: Moved<P>, state: OptimizerState<P>];

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
 * `adam.step(loss)` makes gradient and update one program, and so does `update` inside `compile`. Throws a UserError where
 * the trees are not of one form.
 */
export function optimizer(settings: OptimizerSettings): TreeOptimizer {
  if (typeof settings !== "object" || settings === null) buildOptimizer(settings); // refuses it
  const { learningRate: own, l2, clipNorm, decays = () => true, ...spec } = settings;
  const rule = buildOptimizer(spec, ["learningRate", "l2", "clipNorm", "decays"]);
  if (typeof own !== "function" && own !== undefined)
    checkNumber("optimizer", "learningRate", own, { atLeast: 0 });
  if (l2 !== undefined) checkNumber("optimizer", "l2", l2, { atLeast: 0 });
  if (clipNorm !== undefined) checkNumber("optimizer", "clipNorm", clipNorm, { above: 0 });

  /** One step as graph. */
  function move(gradients: unknown, state: State, params: unknown, learningRate: Value): [unknown, State] {
    const flat: Flat = new Map(leaves(params, isValue));
    const paths = [...flat.keys()];
    const found = like("gradient", flat, gradients);
    const slots = rule.slots.map((slot) => [slot, like(`slot ${slot}`, flat, state.slots[slot])] as const);
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
    const steps = op.add(state.steps, 1);
    return [tree((stepped) => stepped.parameter), { steps, scalars, slots: Object.fromEntries(kept) }];
  }

  function init(params: unknown): unknown {
    const first = firstLeaf(params);
    const scalar = (number: number) => (isValue(first) ? op.constant(number, first.dtype) : number);
    const scalars = Object.entries(rule.scalars).map(([name, number]) => [name, scalar(number)]);
    return {
      steps: scalar(0),
      scalars: Object.fromEntries(scalars),
      slots: Object.fromEntries(rule.slots.map((slot) => [slot, mapTree(params, isLeaf, zeros)])),
    };
  }

  const moved = compile(move as Computing) as Computed<[unknown, unknown]>;

  function update(gradients: unknown, state: State, params: unknown, rate?: StepRate): [unknown, unknown] {
    const eta = rateFor(params, state, rate?.learningRate ?? own);
    if (isValue(eta)) return move(gradients, state, params, eta);
    const [after, kept] = moved(gradients, state, params, eta);
    return [inFormOf(params, after), kept];
  }

  function step(loss: (...args: unknown[]) => Value): Computed<[unknown, unknown, unknown]> {
    const slope = valueAndGrad(loss) as Computed<[Value, unknown]>;
    const whole = (params: unknown, state: State, eta: Value, ...inputs: unknown[]) => {
      const [value, gradients] = slope(params, ...inputs);
      return [value, ...move(gradients, state, params, eta)];
    };
    const stepped = compile(whole as Computing) as Computed<[unknown, unknown, unknown]>;
    return (params, state, ...inputs) => {
      const eta = rateFor(params, state as State, own);
      const [value, after, kept] = stepped(params, state, eta, ...inputs);
      return [value, isValue(eta) ? after : inFormOf(params, after), kept];
    };
  }

  return { init, update, step } as never; // the types of TreeOptimizer say which trees come and go; the code only walks them
}

/** Functions of trees, whose types are TreeOptimizer's. */
type Computing = (...args: unknown[]) => unknown;
type Computed<R> = (...args: unknown[]) => R;

/** Leaves by their paths. */
type Flat = ReadonlyMap<string, Value>;

/** An optimizer's state as graph. */
interface State {
  readonly steps: Value;
  readonly scalars: Readonly<Record<string, Value>>;
  readonly slots: Readonly<Record<string, unknown>>;
}

/** The rate of a step: a number, or among values a value. */
function rateFor(params: unknown, state: State, rate: LoopSettings["learningRate"] | Value): number | Value {
  if (typeof state?.slots !== "object")
    throw new UserError("optimizer: the state is none; begin with init(params)");
  const first = firstLeaf(params);
  if (rate === undefined) {
    throw new UserError(
      'optimizer: there is no learning rate; give it once, optimizer({ name: "adam", learningRate: 0.001 }), or to each update',
    );
  }
  if (typeof rate !== "function")
    return isValue(first) && !isValue(rate) ? op.constant(rate, first.dtype) : rate;
  if (isValue(first)) {
    throw new UserError(
      "optimizer: a schedule is a function of a step's number, which values do not have; give update its rate: { learningRate }",
    );
  }
  return rate(Number(state.steps));
}

function firstLeaf(params: unknown): TensorLike | Value {
  const [first] = leaves(params, isLeaf);
  if (first === undefined) throw new UserError("optimizer: there are no parameters");
  return first[1];
}

/** Computed parameters in the form of those that were given. */
function inFormOf(params: unknown, computed: unknown): unknown {
  const found = new Map(leaves(computed, isTensorLike));
  return mapTree(params, isTensorLike, (leaf, path) => inForm(leaf, found.get(path) as Result));
}

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
