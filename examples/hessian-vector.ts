// Newton's method without a Hessian: of a function of many numbers, H v is one more gradient, and conjugate gradients
// solve H p = −g with such products alone.
import { hvp, op, type Result, type Tensor, type Value, valueAndGrad } from "kiso";

/** Rosenbrock's valley in 50 dimensions: Σ 100 (x₍ᵢ₊₁₎ − xᵢ²)² + (1 − xᵢ)². Its lowest point is (1, …, 1). */
const n = 50;
const f = (x: Value): Value => {
  const [here, next] = [op.slice(x, [0], [n - 1]), op.slice(x, [1], [n])];
  const valley = op.multiply(op.square(op.subtract(next, op.square(here))), 100);
  return op.sum(op.add(valley, op.square(op.subtract(1, here))));
};
const numbers = (tensor: Result) => Float64Array.from((tensor as Tensor).data);
const valueAndSlope = valueAndGrad(f);
const slope = (x: Float64Array): [number, Float64Array] => {
  const [value, gradient] = valueAndSlope(x);
  return [Number(value), numbers(gradient)];
};
const curved = hvp(f);

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const plus = (a: Float64Array, s: number, b: Float64Array) => a.map((x, i) => x + s * b[i]!);

/** p with H p ≈ −g, or the way downhill where the curve bends the other way. */
function newtonStep(x: Float64Array, g: Float64Array): Float64Array {
  let p = new Float64Array(n);
  let r = g.map((one) => -one);
  let d = r;
  for (let k = 0; k < 2 * n && Math.sqrt(dot(r, r)) > 1e-8 * Math.sqrt(dot(g, g)); k++) {
    const Hd = numbers(curved(x, d));
    const bend = dot(d, Hd);
    if (bend <= 0) return k === 0 ? d : p;
    const a = dot(r, r) / bend;
    p = plus(p, a, d);
    const rest = plus(r, -a, Hd);
    d = plus(rest, dot(rest, rest) / dot(r, r), d);
    r = rest;
  }
  return p;
}

let x = new Float64Array(n).fill(-0.5);
for (let step = 0; step < 100; step++) {
  const [value, g] = slope(x);
  if (step % 10 === 0) console.log(`step ${step}: f ${value.toExponential(2)}`);
  if (Math.sqrt(dot(g, g)) < 1e-9) break;
  const p = newtonStep(x, g);
  let length = 1; // halved until f falls
  while (slope(plus(x, length, p))[0] > value + 1e-4 * length * dot(g, p) && length > 1e-10) length /= 2;
  x = plus(x, length, p);
}
console.log(`farthest from 1: ${Math.max(...x.map((one) => Math.abs(one - 1))).toExponential(1)}`);
