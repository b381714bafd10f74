import { UserError } from "../errors.ts";
import * as op from "./composed.ts";
import { atScope } from "./scope.ts";
import { showShape } from "./shapes.ts";
import type { OpName, Shape, Value } from "./value.ts";
import { isValue, topological } from "./value.ts";

/**
 * One line of the calculus table. Given g = ∂L/∂y for a value y = op(a, b, …), the rule gives ∂L/∂a, ∂L/∂b, … as
 * new values; `none` stands for an input that no small change of which changes y.
 */
type GradientRule<P extends OpName> = (
  g: Value,
  y: Value<P>,
  ...inputs: Value[]
) => readonly (Value | typeof none)[];

const none = null;

/** The whole of backpropagation. Capitals are matrices; ⊙ is the product element by element; 1[…] is 1 or 0. */
const rules: { readonly [P in OpName]: GradientRule<P> } = {
  // Leaves stand on nothing that could change; the chain ends here.
  input: () => [],
  constant: () => [],
  uniform: () => [none],

  // y = −x            dy = −dx
  negate: (g) => [op.negate(g)],
  // y = eˣ            dy = eˣ dx = y dx
  exp: (g, y) => [op.multiply(g, y)],
  // y = ln x          dy = dx / x
  log: (g, _, x) => [op.divide(g, x!)],
  // y = √x            dy = dx / 2√x = dx / 2y
  sqrt: (g, y) => [op.divide(g, op.multiply(y, 2))],
  // y = tanh x        dy = (1 − y²) dx
  tanh: (g, y) => [op.multiply(g, op.subtract(1, op.multiply(y, y)))],
  // y = 1/(1 + e⁻ˣ)   dy = y (1 − y) dx
  sigmoid: (g, y) => [op.multiply(g, op.multiply(y, op.subtract(1, y)))],
  // y = erf x         dy = 2/√π e^(−x²) dx
  erf: (g, _, x) => [
    op.multiply(g, op.multiply(op.exp(op.negate(op.multiply(x!, x!))), 2 / Math.sqrt(Math.PI))),
  ],

  // y = sin x         dy = cos x dx
  sin: (g, _, x) => [op.multiply(g, op.cos(x!))],
  // y = cos x         dy = −sin x dx
  cos: (g, _, x) => [op.negate(op.multiply(g, op.sin(x!)))],
  // y = |x|           dy = sign x dx, and 0 at 0
  abs: (g, _, x) => [op.multiply(g, op.sign(x!))],
  // Steps are flat almost everywhere.
  floor: () => [none],
  // The chain ends here, since it was asked to.
  stopGradient: () => [none],
  cast: () => [none],

  // Where broadcasting has used one number several times, its gradient is the sum over the uses: `sumTo`.
  // y = a + b         dy = da + db
  add: (g, _, a, b) => [sumTo(g, a!.shape), sumTo(g, b!.shape)],
  // y = a − b         dy = da − db
  subtract: (g, _, a, b) => [sumTo(g, a!.shape), sumTo(op.negate(g), b!.shape)],
  // y = a b           dy = b da + a db
  multiply: (g, _, a, b) => [sumTo(op.multiply(g, b!), a!.shape), sumTo(op.multiply(g, a!), b!.shape)],
  // y = a / b         dy = da / b − (y / b) db
  divide: (g, y, a, b) => {
    const da = op.divide(g, b!);
    return [sumTo(da, a!.shape), sumTo(op.negate(op.multiply(da, y)), b!.shape)];
  },
  // y = aᵇ            dy = b aᵇ⁻¹ da + y ln a db; flat in a where b = 0 (y is 1 there), in b where a = 0 ≤ b (y is 0 or 1)
  pow: (g, y, a, b) => {
    const da = op.multiply(b!, op.pow(a!, op.subtract(b!, 1)));
    const db = op.multiply(y, op.log(a!));
    const noRoot = op.logicalAnd(op.equal(a!, 0), op.greaterEqual(b!, 0));
    return [
      sumTo(op.multiply(g, op.where(op.equal(b!, 0), 0, da)), a!.shape),
      sumTo(op.multiply(g, op.where(noRoot, 0, db)), b!.shape),
    ];
  },
  // y = max(a, b)     dy = 1[a > b] da + 1[a ≤ b] db; the tie is b's, so that max(x, 0) is flat at 0, as relu is.
  // a > b where y > b: so a need not be kept.
  maximum: (g, y, a, b) => {
    const first = op.greater(y, b!);
    return [sumTo(op.multiply(g, first), a!.shape), sumTo(op.multiply(g, op.subtract(1, first)), b!.shape)];
  },
  greater: () => [none, none],
  equal: () => [none, none],
  // y = a or b        each gets the gradient where it was taken
  where: (g, _, condition, a, b) => [
    none,
    sumTo(op.where(condition!, g, 0), a!.shape),
    sumTo(op.where(condition!, 0, g), b!.shape),
  ],

  // y = Σ x           every summand counts with weight 1: g, stretched over the summed axes
  sum: (g, y, x) => [stretch(g, y.attributes.axes, x!.shape)],
  // y = max x         g goes to the largest, in equal parts where several are
  max: (g, y, x) => {
    const { axes } = y.attributes;
    const largest = op.equal(x!, stretch(y, axes, x!.shape));
    const count = op.sum(largest, axes, true);
    return [op.multiply(stretch(g, axes, x!.shape), op.divide(largest, count))];
  },

  // y = f(a, b, …), whose gradient is not f's: the first input is f's result
  customGradient: (g, y, _, ...inputs) => [none, ...y.attributes.rule(g, y, ...inputs)],

  // Movement: the gradient moves back.
  reshape: (g, _, x) => [op.reshape(g, x!.shape)],
  transpose: (g, y) => [
    op.transpose(
      g,
      y.shape.map((_, axis) => y.attributes.axes.indexOf(axis)),
    ),
  ],
  broadcast: (g, _, x) => [sumTo(g, x!.shape)],
  slice: (g, y, x) => {
    const { start, end } = y.attributes;
    return [
      op.pad(
        g,
        start,
        x!.shape.map((length, axis) => length - end[axis]!),
      ),
    ];
  },
  pad: (g, y, x) => {
    const { before } = y.attributes;
    return [
      op.slice(
        g,
        before,
        x!.shape.map((length, axis) => before[axis]! + length),
      ),
    ];
  },

  concatenate: (g, { attributes: { axis } }, ...inputs) => {
    let end = 0;
    return inputs.map(({ shape }) => {
      const start = end;
      end += shape[axis]!;
      return op.slice(
        g,
        shape.map((_, i) => (i === axis ? start : 0)),
        shape.map((length, i) => (i === axis ? end : length)),
      );
    });
  },
  // Each is the other's adjoint: a row that was taken several times gets the sum of its gradients.
  gather: (g, _, table, indices) => [op.scatterAdd(g, indices!, table!.shape[0]!), none],
  scatterAdd: (g, _, __, indices) => [op.gather(g, indices!), none],

  // Y = A B           dA = G Bᵀ, dB = Aᵀ G: (n, k) = (n, m)(m, k) and (k, m) = (k, n)(n, m), in each batch
  matmul: (g, _, a, b) => [
    sumTo(op.matmul(g, turned(b!)), a!.shape),
    sumTo(op.matmul(turned(a!), g), b!.shape),
  ],

  // Windows: each rule's adjoint is the other. A pixel that stands in several windows gets the sum of their gradients.
  im2col: (g, { attributes }, x) => [op.col2im(g, [x!.shape[1]!, x!.shape[2]!], attributes)],
  col2im: (g, { attributes: { image: _, ...windows } }) => [op.im2col(g, windows)],
  // Linear in x; as a function of `by` a step, flat almost everywhere. The first of equal maxima gets all, as in PyTorch.
  maxPool: (g, { attributes }, _, by) => [op.maxUnpool(g, by!, attributes), none],
  maxUnpool: (g, { attributes }, _, by) => [op.maxPool(g, by!, attributes), none],

  // yᵢ = x₀ + … + xᵢ  dxⱼ = gⱼ + gⱼ₊₁ + …: the sums so far from the other end
  cumsum: (g, { attributes: { axis, reverse } }) => [op.cumsum(g, axis, !reverse)],
  // Linear in x; as a function of `by` a step. The gradient goes back to the places that were taken.
  sortBy: (g, { attributes: { descending } }, _, by) => [op.unsortBy(g, by!, descending), none],
  unsortBy: (g, { attributes: { descending } }, _, by) => [op.sortBy(g, by!, descending), none],
  // y = softmax x     ∂yᵢ/∂xⱼ = yᵢ (1[i = j] − yⱼ), so dx = y ⊙ (g − Σ g ⊙ y) in each row
  softmax: (g, y) => [op.multiply(y, op.subtract(g, op.sum(op.multiply(g, y), -1, true)))],
  // y = log softmax x ∂yᵢ/∂xⱼ = 1[i = j] − softmaxⱼ, so dx = g − softmax(x) Σ g in each row
  logSoftmax: (g, _, x) => [op.subtract(g, op.multiply(op.softmax(x!), op.sum(g, -1, true)))],
  // y = log Σ eˣ      ∂y/∂xⱼ = softmaxⱼ
  logSumExp: (g, _, x) => [op.multiply(g, op.softmax(x!))],
  argMax: () => [none],
  oneHot: () => [none],
};

/**
 * ∂y/∂w for every w of `wrt`, where y is a single number: as new values on the same graph, so that a gradient can be
 * printed, compiled and differentiated again. A w that y does not stand on has gradient 0.
 */
export function gradient(y: Value, wrt: readonly Value[]): Value[] {
  if (!isValue(y)) {
    const found = typeof y === "object" ? "an object" : String(y);
    throw new UserError(
      `gradient of ${found}: JavaScript's own * and Math know no values; use op.multiply and the like`,
    );
  }
  if (y.shape.length > 0) {
    throw new UserError(
      `gradient of a value of shape ${showShape(y.shape)}: it must be a single number; sum or average it first`,
    );
  }
  const order = topological([y]);
  const onTheWay = new Set(wrt);
  for (const value of order) if (value.inputs.some((v) => onTheWay.has(v))) onTheWay.add(value);

  // From y down to the leaves: a value's gradient is complete when all its consumers, which come later, have been met.
  const gradients = new Map<Value, Value>([[y, constantLike(1, y)]]);
  for (const value of order.reverse()) {
    const g = gradients.get(value);
    if (g === undefined || !onTheWay.has(value)) continue;
    atScope(value.scope, () => {
      backward(g, value).forEach((part, i) => {
        const input = value.inputs[i]!;
        if (part === none || !onTheWay.has(input)) return;
        const others = gradients.get(input);
        gradients.set(input, others === undefined ? part : op.add(others, part));
      });
    });
  }
  record(y, gradients, gradients.get(y)!.id);
  return wrt.map((w) => gradients.get(w) ?? op.broadcast(constantLike(0, w), w.shape));
}

/** What one call of `gradient` found, kept beside the graph so that a reader can be told which value is whose gradient. */
export interface Backward {
  /** y, the value that was differentiated. */
  readonly of: Value;
  /** ∂y/∂v by v, for every v on the way from `wrt` to y. */
  readonly gradients: ReadonlyMap<Value, Value>;
  /** The ids of the values that the call made. */
  readonly first: number;
  readonly last: number;
}

const backwards = new WeakMap<Value, Backward>();

/** The call of `gradient` that found this value as a gradient. */
export const backwardOf = (gradient: Value): Backward | undefined => backwards.get(gradient);

function record(of: Value, gradients: ReadonlyMap<Value, Value>, first: number): void {
  let last = first;
  for (const { id } of gradients.values()) last = Math.max(last, id);
  const found: Backward = { of, gradients, first, last };
  for (const g of gradients.values()) if (!backwards.has(g)) backwards.set(g, found);
}

function backward<P extends OpName>(g: Value, y: Value<P>) {
  return rules[y.op](g, y, ...y.inputs);
}

const constantLike = (x: number, like: Value): Value => op.constant(x, like.dtype);

/** The adjoint of stretching to g's shape: sums over the axes along which `shape` was missing or 1. */
function sumTo(g: Value, shape: Shape): Value {
  const missing = g.shape.length - shape.length;
  const axes = g.shape.flatMap((length, axis) => {
    const stretched = axis < missing || (shape[axis - missing] === 1 && length !== 1);
    return stretched ? [axis] : [];
  });
  return axes.length === 0 ? g : op.reshape(op.sum(g, axes, true), shape);
}

/** Matrices with rows for columns. */
function turned(x: Value): Value {
  const axes = x.shape.map((_, axis) => axis);
  return op.transpose(x, [...axes.slice(0, -2), ...axes.slice(-2).reverse()]);
}

/** The adjoint of summing: puts the summed `axes` back as 1 and stretches them to `shape`. */
function stretch(g: Value, axes: readonly number[], shape: Shape): Value {
  const kept = shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  return op.broadcast(op.reshape(g, kept), shape);
}
