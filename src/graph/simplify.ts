import * as op from "./ops.ts";
import { apply } from "./ops.ts";
import { atScope } from "./scope.ts";
import type { Graph, OpName, Shape, Value } from "./value.ts";
import { isOp, results, sameShape, size, topological } from "./value.ts";

/**
 * The same graph with less work in it: equal values are shared, arithmetic on constants is done, and the 1s, signs and
 * stretches that the gradient rules leave behind are taken out. What a rule claims holds for real numbers, and for
 * floats but for the last bit (and the sign of a zero). Labels of `oneHot` are taken to be among its classes.
 */
export function simplify(graph: Graph): Graph {
  const simpler = sharing();
  for (const value of topological(results(graph))) simpler(value);
  const each = (values: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, simpler(value)]));
  return {
    inputs: graph.inputs,
    state: graph.state,
    outputs: each(graph.outputs),
    updates: each(graph.updates),
  };
}

/** A function from a value to its simplest form; equal forms are one object. Inputs first keeps the recursion shallow. */
function sharing(): (value: Value) => Value {
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
  return folded(y) ?? smallerThanStretched(y) ?? rewrite(y) ?? y;
}

const scalarArithmetic: { readonly [P in OpName]?: (...x: number[]) => number } = {
  negate: (a) => -a!,
  sqrt: (a) => Math.sqrt(a!),
  add: (a, b) => a! + b!,
  subtract: (a, b) => a! - b!,
  multiply: (a, b) => a! * b!,
  divide: (a, b) => a! / b!,
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
  ...(["negate", "exp", "log", "sqrt", "tanh", "sigmoid", "erf"] as const),
  ...(["add", "subtract", "multiply", "divide", "maximum", "greater", "equal", "where"] as const),
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

/** The laws of signs, ones and zeros; c is a scalar constant. */
function rewrite(y: Value): Value | undefined {
  const [a, b] = y.inputs as [Value, Value];
  const same = (x: Value) => (sameShape(x.shape, y.shape) ? x : op.broadcast(x, y.shape));
  if (isOp(y, "negate")) {
    if (isOp(a, "negate")) return a.inputs[0]; //                             −(−x) = x
    if (isOp(a, "subtract")) return op.subtract(a.inputs[1]!, a.inputs[0]!); // −(a − b) = b − a
    if (scale(a) !== undefined) return op.multiply(a.inputs[0]!, -scale(a)!); // −(x c) = x (−c)
  } else if (isOp(y, "add")) {
    if (numberOf(b) === 0) return same(a); //                                 x + 0 = x
    if (numberOf(a) !== undefined) return op.add(b, a); //                    constants stand second
    if (isOp(b, "negate")) return op.subtract(a, b.inputs[0]!); //            a + (−b) = a − b
    if (isOp(a, "negate")) return op.subtract(b, a.inputs[0]!); //            (−a) + b = b − a
  } else if (isOp(y, "subtract")) {
    const c = scale(a);
    if (numberOf(b) === 0) return same(a); //                                 x − 0 = x
    if (numberOf(a) === 0) return same(op.negate(b)); //                      0 − x = −x
    if (isOp(b, "negate") && isOp(a, "negate")) return op.subtract(b.inputs[0]!, a.inputs[0]!);
    if (isOp(b, "negate")) return op.add(a, b.inputs[0]!); //                 a − (−b) = a + b
    if (c !== undefined && c === scale(b)) {
      return op.multiply(op.subtract(a.inputs[0]!, b.inputs[0]!), c); //      a c − b c = (a − b) c
    }
  } else if (isOp(y, "multiply")) {
    const c = numberOf(b);
    if (numberOf(a) !== undefined) return op.multiply(b, a); //               constants stand second
    if (c === 1) return same(a); //                                           x 1 = x
    if (c === -1) return same(op.negate(a)); //                               x (−1) = −x
    if (isOp(a, "negate"))
      return c === undefined ? op.negate(op.multiply(a.inputs[0]!, b)) : op.multiply(a.inputs[0]!, -c);
    if (isOp(b, "negate")) return op.negate(op.multiply(a, b.inputs[0]!)); // a (−b) = −(a b)
    if (c !== undefined && scale(a) !== undefined)
      return op.multiply(a.inputs[0]!, op.multiply(a.inputs[1]!, b));
    if (c !== undefined && c < 0 && isOp(a, "subtract")) {
      return op.multiply(op.subtract(a.inputs[1]!, a.inputs[0]!), -c); //     (a − b) c = (b − a) (−c)
    }
  } else if (isOp(y, "divide")) {
    if (numberOf(b) === 1) return same(a); //                                 x / 1 = x
  } else if (isOp(y, "sum")) return simplerSum(y, a);
  else if (isOp(y, "reshape")) {
    if (sameShape(a.shape, y.shape)) return a;
    if (isOp(a, "reshape")) return op.reshape(a.inputs[0]!, y.shape);
  } else if (isOp(y, "broadcast")) {
    if (sameShape(a.shape, y.shape)) return a;
    if (unstretched(a) !== a) return op.broadcast(unstretched(a), y.shape);
  } else if (isOp(y, "transpose")) {
    if (y.attributes.axes.every((axis, i) => axis === i)) return a;
    if (isOp(a, "transpose")) {
      const { axes } = a.attributes;
      return op.transpose(
        a.inputs[0]!,
        y.attributes.axes.map((axis) => axes[axis]!),
      );
    }
  }
  return undefined;
}

function simplerSum(y: Value<"sum">, x: Value): Value | undefined {
  const { axes, keepDims } = y.attributes;
  const sum = (v: Value) => op.sum(v, axes, keepDims);
  if (axes.every((axis) => x.shape[axis] === 1)) return op.reshape(x, y.shape);
  if (isOp(x, "negate")) return op.negate(sum(x.inputs[0]!)); //              Σ −x = −Σ x
  if (scale(x) !== undefined) return op.multiply(sum(x.inputs[0]!), x.inputs[1]!); // Σ x c = c Σ x
  const last = x.shape.length - 1;
  if (isOp(x, "oneHot") && axes.length === 1 && axes[0] === last) {
    return op.broadcast(op.constant(1, y.dtype), y.shape); //                 one 1 in each row
  }
  // n equal summands: Σ x = n x, where no summed axis has numbers of its own
  const inner = unstretched(x);
  const own = inner.shape.map((length, i) => [length, i + x.shape.length - inner.shape.length] as const);
  if (inner === x || own.some(([length, axis]) => length > 1 && axes.includes(axis))) return undefined;
  const count = size(axes.map((axis) => x.shape[axis]!));
  const left = own.flatMap(([length, axis]) => (keepDims || !axes.includes(axis) ? [length] : []));
  return op.broadcast(op.reshape(op.multiply(inner, count), left), y.shape);
}

/** The number of a scalar constant. */
function numberOf(x: Value): number | undefined {
  return isOp(x, "constant") && typeof x.attributes.data === "number" ? x.attributes.data : undefined;
}

/** c, where x = (something) · c. */
function scale(x: Value): number | undefined {
  return isOp(x, "multiply") ? numberOf(x.inputs[1]!) : undefined;
}
