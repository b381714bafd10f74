import * as op from "./ops.ts";
import { apply } from "./ops.ts";
import { atScope, keepNames } from "./scope.ts";
import type { Graph, OpName, Shape, Value } from "./value.ts";
import { isOp, results, sameShape, size, topological } from "./value.ts";

/**
 * The same graph with less work in it: equal values are shared, arithmetic on constants is done, and the 1s, signs and
 * stretches that the gradient rules leave behind are taken out. What a rule claims holds for real numbers, and for
 * floats but for the last bit (and the sign of a zero).
 */
export function simplify(graph: Graph): Graph {
  const order = topological(results(graph));
  const simpler = sharing(order.reduce((last, { id }) => Math.max(last, id), 0));
  for (const value of order) simpler(value);
  const each = (values: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, simpler(value)]));
  const result = {
    inputs: graph.inputs,
    state: graph.state,
    outputs: each(graph.outputs),
    updates: each(graph.updates),
  };
  written.set(result, asWritten(graph));
  return result;
}

const written = new WeakMap<Graph, Graph>();

/** The graph that `simplify` made this one of, step by step as its ops were called; any other graph is as it was written. */
export const asWritten = (graph: Graph): Graph => written.get(graph) ?? graph;

/**
 * A function from a value to its simplest form; equal forms are one object. Where inputs come first, the recursion stays shallow.
 * Values up to the id `last` are the graph's own, and keep the names that they have.
 */
function sharing(last: number): (value: Value) => Value {
  const simplest = new Map<Value, Value>();
  const byMeaning = new Map<string, Value>();
  return function simpler(value: Value): Value {
    const known = simplest.get(value);
    if (known !== undefined) return known;
    const inputs = value.inputs.map(simpler);
    const rebuilt = inputs.every((v, i) => v === value.inputs[i]) ? value : withInputs(value, inputs);
    const next = atScope(value.scope, () => step(rebuilt));
    let result: Value;
    if (next !== rebuilt) result = simpler(next);
    else {
      const key = meaning(rebuilt);
      result = byMeaning.get(key) ?? rebuilt;
      byMeaning.set(key, result);
    }
    if (result.id > last) keepNames(value, result);
    simplest.set(value, result).set(result, result);
    return result;
  };
}

const withInputs = (value: Value, inputs: readonly Value[]): Value =>
  atScope(value.scope, () => apply(value.op, inputs, value.attributes));

/** Two values of equal meaning compute the same numbers. Inputs, and constants with axes, only equal themselves. */
function meaning(value: Value): string {
  if (isOp(value, "input")) return `input ${value.id}`;
  if (isOp(value, "constant")) {
    const { data, dtype } = value.attributes;
    if (typeof data !== "number") return `constant ${value.id}`;
    return `constant ${dtype} ${Object.is(data, -0) ? "-0" : data}`;
  }
  return `${value.op} ${value.inputs.map((v) => v.id)} ${JSON.stringify(value.attributes)}`;
}

/** One step towards the simplest form of a value whose inputs are simplest; the value itself when it is there. */
function step(y: Value): Value {
  return folded(y) ?? smallerThanStretched(y) ?? lawful(y) ?? y;
}

const scalarArithmetic: { readonly [P in OpName]?: (...x: number[]) => number } = {
  negate: (a) => -a!,
  sqrt: (a) => Math.sqrt(a!),
  add: (a, b) => a! + b!,
  subtract: (a, b) => a! - b!,
  multiply: (a, b) => a! * b!,
  divide: (a, b) => a! / b!,
  greater: (a, b) => Number(a! > b!),
  equal: (a, b) => Number(a! === b!),
};

/** Arithmetic on scalar constants, in the graph's precision. */
function folded(y: Value): Value | undefined {
  const arithmetic = scalarArithmetic[y.op];
  const numbers = y.inputs.map(numberOf);
  if (arithmetic === undefined || !numbers.every((n) => n !== undefined)) return undefined;
  const result = arithmetic(...numbers);
  return op.constant(y.dtype === "float32" ? Math.fround(result) : result, y.dtype);
}

const elementwise: ReadonlySet<OpName> = new Set<OpName>([
  ...([
    "negate",
    "exp",
    "log",
    "sqrt",
    "tanh",
    "sigmoid",
    "erf",
    "sin",
    "cos",
    "abs",
    "floor",
    "stopGradient",
  ] as const),
  ...(["add", "subtract", "multiply", "divide", "pow", "maximum", "greater", "equal", "where"] as const),
]);

/** f(stretched x) = stretched f(x), and binary ops stretch by themselves: no stretched copy is ever needed. */
function smallerThanStretched(y: Value): Value | undefined {
  if (!elementwise.has(y.op)) return undefined;
  const inputs = y.inputs.map(unstretched);
  if (inputs.every((v, i) => v === y.inputs[i])) return undefined;
  return op.broadcast(apply(y.op, inputs, y.attributes), y.shape);
}

/** What `x` is a stretched copy of, if it is one: through broadcasts, and reshapes that only put 1s in front. */
function unstretched(x: Value): Value {
  const [inner] = x.inputs;
  if (isOp(x, "broadcast") || (isOp(x, "reshape") && onlyLeadingOnes(inner!.shape, x.shape))) {
    return unstretched(inner!);
  }
  return x;
}

function onlyLeadingOnes(from: Shape, to: Shape): boolean {
  const added = to.length - from.length;
  return added >= 0 && to.slice(0, added).every((n) => n === 1) && sameShape(to.slice(added), from);
}

/** A simpler form of y = op(a, b), where the law applies. */
type Law<P extends OpName> = (y: Value<P>, a: Value, b: Value) => Value | false | undefined;

/** The laws of signs, ones and zeros, of which the first that applies is taken; c is a scalar constant. */
const laws: { readonly [P in OpName]?: readonly Law<P>[] } = {
  negate: [
    // −(−x) = x
    (_, a) => negated(a),
    // −(a − b) = b − a
    (_, a) => isOp(a, "subtract") && op.subtract(a.inputs[1]!, a.inputs[0]!),
    // −(x c) = x (−c)
    (_, a) => scale(a) !== undefined && op.multiply(a.inputs[0]!, -scale(a)!),
  ],
  add: [
    // x + 0 = x
    (y, a, b) => numberOf(b) === 0 && stretched(a, y.shape),
    // c + x = x + c: constants stand second
    (_, a, b) => numberOf(a) !== undefined && op.add(b, a),
    // a + (−b) = a − b
    (_, a, b) => negated(b) && op.subtract(a, negated(b)!),
    // (−a) + b = b − a
    (_, a, b) => negated(a) && op.subtract(b, negated(a)!),
    // parts that stand side by side among zeros are one part: the gradients of slices
    (_, a, b) => isOp(a, "pad") && isOp(b, "pad") && (sideBySide(a, b) ?? sideBySide(b, a)),
    // a c + b (−c) = (a − b) c
    (_, a, b) =>
      scale(a) !== undefined &&
      scale(b) !== undefined &&
      scale(a) === -scale(b)! &&
      op.multiply(op.subtract(a.inputs[0]!, b.inputs[0]!), scale(a)!),
  ],
  subtract: [
    // x − 0 = x
    (y, a, b) => numberOf(b) === 0 && stretched(a, y.shape),
    // 0 − x = −x
    (y, a, b) => numberOf(a) === 0 && stretched(op.negate(b), y.shape),
    // (−a) − (−b) = b − a
    (_, a, b) => negated(a) && negated(b) && op.subtract(negated(b)!, negated(a)!),
    // a − (−b) = a + b
    (_, a, b) => negated(b) && op.add(a, negated(b)!),
    // a c − b c = (a − b) c
    (_, a, b) =>
      scale(a) !== undefined &&
      scale(a) === scale(b) &&
      op.multiply(op.subtract(a.inputs[0]!, b.inputs[0]!), scale(a)!),
  ],
  multiply: [
    // c x = x c: constants stand second
    (_, a, b) => numberOf(a) !== undefined && op.multiply(b, a),
    // x 1 = x
    (y, a, b) => numberOf(b) === 1 && stretched(a, y.shape),
    // x (−1) = −x
    (y, a, b) => numberOf(b) === -1 && stretched(op.negate(a), y.shape),
    // (−a) c = a (−c)
    (_, a, b) => negated(a) && numberOf(b) !== undefined && op.multiply(negated(a)!, -numberOf(b)!),
    // (−a) b = −(a b)
    (_, a, b) => negated(a) && op.negate(op.multiply(negated(a)!, b)),
    // a (−b) = −(a b)
    (_, a, b) => negated(b) && op.negate(op.multiply(a, negated(b)!)),
    // (x c) d = x (c d)
    (_, a, b) =>
      numberOf(b) !== undefined &&
      scale(a) !== undefined &&
      op.multiply(a.inputs[0]!, op.multiply(a.inputs[1]!, b)),
    // (a − b) c = (b − a) (−c), where c < 0
    (_, a, b) =>
      isOp(a, "subtract") &&
      numberOf(b)! < 0 &&
      op.multiply(op.subtract(a.inputs[1]!, a.inputs[0]!), -numberOf(b)!),
  ],
  // x / 1 = x
  divide: [(y, a, b) => numberOf(b) === 1 && stretched(a, y.shape)],
  pow: [
    // x¹ = x
    (y, a, b) => numberOf(b) === 1 && stretched(a, y.shape),
    // x² = x x
    (y, a, b) => numberOf(b) === 2 && stretched(op.multiply(a, a), y.shape),
    // x^½ = √x
    (y, a, b) => numberOf(b) === 0.5 && stretched(op.sqrt(a), y.shape),
    // x⁻¹ = 1 / x
    (y, a, b) => numberOf(b) === -1 && stretched(op.divide(1, a), y.shape),
  ],
  where: [
    // a constant condition
    (y, condition, a) =>
      numberOf(condition) !== undefined && stretched(numberOf(condition) === 0 ? y.inputs[2]! : a, y.shape),
  ],
  // softmax(x − c) = softmax x, where c is one number for a whole row
  softmax: [
    (_, x) =>
      isOp(x, "subtract") &&
      sameShape(x.inputs[0]!.shape, x.shape) &&
      isColumnOf(x.inputs[1]!, x.shape) &&
      op.softmax(x.inputs[0]!),
  ],
  sum: [
    // Σ x = x, over axes of length 1
    ({ attributes, shape }, x) =>
      attributes.axes.every((axis) => x.shape[axis] === 1) && op.reshape(x, shape),
    // Σ −x = −Σ x
    (y, x) => negated(x) && op.negate(sumLike(y, negated(x)!)),
    // Σ x c = c Σ x
    (y, x) => scale(x) !== undefined && op.multiply(sumLike(y, x.inputs[0]!), x.inputs[1]!),
    // Σ softmax = 1 in each row
    ({ attributes: { axes }, dtype, shape }, x) =>
      isOp(x, "softmax") &&
      axes.length === 1 &&
      axes[0] === x.shape.length - 1 &&
      op.broadcast(op.constant(1, dtype), shape),
    sumOfEquals,
  ],
  // All gradients have been taken by now.
  customGradient: [(_, y) => y],
  reshape: [
    (y, a) => sameShape(a.shape, y.shape) && a,
    (y, a) => isOp(a, "reshape") && op.reshape(a.inputs[0]!, y.shape),
  ],
  broadcast: [
    (y, a) => sameShape(a.shape, y.shape) && a,
    (y, a) => unstretched(a) !== a && op.broadcast(unstretched(a), y.shape),
  ],
  // zeros around, none
  pad: [(y, a) => sameShape(a.shape, y.shape) && a],
  concatenate: [joinedOnce],
  // what it keeps out, gradient.ts has left out
  stopGradient: [(_, a) => a],
  transpose: [
    (y, a) => y.attributes.axes.every((axis, i) => axis === i) && a,
    (y, a) =>
      isOp(a, "transpose") &&
      op.transpose(
        a.inputs[0]!,
        y.attributes.axes.map((axis) => a.attributes.axes[axis]!),
      ),
  ],
};

/** What the first law makes of `y` that applies to it. */
function lawful<P extends OpName>(y: Value<P>): Value | undefined {
  const [a, b] = y.inputs as [Value, Value];
  for (const law of laws[y.op] ?? []) {
    const simpler = law(y, a, b);
    if (simpler) return simpler;
  }
  return undefined;
}

/** Σ x = n x, where no summed axis has numbers of its own: n equal summands. */
function sumOfEquals(y: Value<"sum">, x: Value): Value | undefined {
  const { axes, keepDims } = y.attributes;
  const inner = unstretched(x);
  const own = inner.shape.map((length, i) => [length, i + x.shape.length - inner.shape.length] as const);
  if (inner === x || own.some(([length, axis]) => length > 1 && axes.includes(axis))) return undefined;
  const count = size(axes.map((axis) => x.shape[axis]!));
  const left = own.flatMap(([length, axis]) => (keepDims || !axes.includes(axis) ? [length] : []));
  return op.broadcast(op.reshape(op.multiply(inner, count), left), y.shape);
}

/** Whether `x` gives one number to each row of `shape`. */
const isColumnOf = (x: Value, shape: Shape): boolean =>
  (x.shape.at(-1) ?? 1) === 1 && shape.at(-1) !== 1 && x.shape.length <= shape.length;

/** The two as one, where b stands right behind a along one axis, and beside it on no other. */
function sideBySide(a: Value<"pad">, b: Value<"pad">): Value | undefined {
  const [x, y] = [a.inputs[0], b.inputs[0]];
  const axes = a.shape.map((_, axis) => axis);
  const ends = (axis: number) => a.attributes.before[axis] + x.shape[axis];
  const differing = axes.filter(
    (axis) => a.attributes.before[axis] !== b.attributes.before[axis] || x.shape[axis] !== y.shape[axis],
  );
  const [axis] = differing;
  if (differing.length !== 1 || ends(axis) !== b.attributes.before[axis]) return undefined;
  const after = a.attributes.after.with(axis, b.attributes.after[axis]);
  return op.pad(op.concatenate([x, y], axis), a.attributes.before, after);
}

/** What is joined of joined parts, along the same axis, is joined at once. */
function joinedOnce({ inputs, attributes: { axis } }: Value<"concatenate">): Value | false {
  const isPart = (x: Value) => isOp(x, "concatenate") && x.attributes.axis === axis;
  return (
    inputs.some(isPart) &&
    op.concatenate(
      inputs.flatMap((x) => (isPart(x) ? x.inputs : [x])),
      axis,
    )
  );
}

const sumLike = ({ attributes: { axes, keepDims } }: Value<"sum">, x: Value): Value =>
  op.sum(x, axes, keepDims);

const stretched = (x: Value, shape: Shape): Value => (sameShape(x.shape, shape) ? x : op.broadcast(x, shape));

/** x, where the value is −x. */
function negated(value: Value): Value | undefined {
  return isOp(value, "negate") ? value.inputs[0] : undefined;
}

/** The number of a scalar constant. */
function numberOf(x: Value): number | undefined {
  return isOp(x, "constant") && typeof x.attributes.data === "number" ? x.attributes.data : undefined;
}

/** c, where x = (something) · c. */
function scale(x: Value): number | undefined {
  return isOp(x, "multiply") ? numberOf(x.inputs[1]!) : undefined;
}
