import { Real } from "./real";
import { arg, splat, width } from "./vector";

/*
 * a ± s·b for a scalar s in memory: the step of an optimizer, a momentum, a weight decay. The product is rounded before
 * the sum in every build, so that fusing the two changes no bit (a − s·b is a + (−s)·b to the last one). Four vectors a
 * turn: with one, counting costs as much as computing. Arguments: out, a, b, bytes, s; out may be a.
 */

export function addScaled(p: usize): void {
  addProduct(p, v128.load_splat<Real>(arg(p, 4)));
}

export function subtractScaled(p: usize): void {
  addProduct(p, v128.neg<Real>(v128.load_splat<Real>(arg(p, 4))));
}

function addProduct(p: usize, s: v128): void {
  let out = arg(p, 0), a = arg(p, 1), b = arg(p, 2);
  const end = out + arg(p, 3), fours = out + (arg(p, 3) & ~63);
  while (out < fours) {
    const x0 = v128.add<Real>(v128.load(a), v128.mul<Real>(s, v128.load(b)));
    const x1 = v128.add<Real>(v128.load(a, 16), v128.mul<Real>(s, v128.load(b, 16)));
    const x2 = v128.add<Real>(v128.load(a, 32), v128.mul<Real>(s, v128.load(b, 32)));
    const x3 = v128.add<Real>(v128.load(a, 48), v128.mul<Real>(s, v128.load(b, 48)));
    v128.store(out, x0);
    v128.store(out, x1, 16);
    v128.store(out, x2, 32);
    v128.store(out, x3, 48);
    out += 64;
    a += 64;
    b += 64;
  }
  while (out < end) {
    v128.store(out, v128.add<Real>(v128.load(a), v128.mul<Real>(s, v128.load(b))));
    out += width;
    a += width;
    b += width;
  }
}

/**
 * v ← μ v + g, p ← p − η (g + μ v): Nesterov's momentum in one pass, each product rounded before the sum. Arguments: the
 * new p and v, p, v, g, bytes, μ, η; a new one may stand where an old one did.
 */
export function nesterov(q: usize): void {
  let pOut = arg(q, 0), vOut = arg(q, 1), p = arg(q, 2), v = arg(q, 3), g = arg(q, 4);
  const mu = v128.load_splat<Real>(arg(q, 6)), eta = v128.load_splat<Real>(arg(q, 7));
  const end = pOut + arg(q, 5), fours = pOut + (arg(q, 5) & ~63);
  while (pOut < end) {
    move(pOut, vOut, p, v, g, mu, eta, 0);
    if (pOut < fours) {
      move(pOut, vOut, p, v, g, mu, eta, 16);
      move(pOut, vOut, p, v, g, mu, eta, 32);
      move(pOut, vOut, p, v, g, mu, eta, 48);
    }
    const step: usize = pOut < fours ? 64 : width;
    pOut += step;
    vOut += step;
    p += step;
    v += step;
    g += step;
  }
}

// @ts-ignore: decorator
@inline
function move(pOut: usize, vOut: usize, p: usize, v: usize, g: usize, mu: v128, eta: v128, offset: usize): void {
  const gradient = v128.load(g + offset);
  const velocity = v128.add<Real>(v128.mul<Real>(mu, v128.load(v + offset)), gradient);
  const ahead = v128.add<Real>(v128.mul<Real>(mu, velocity), gradient);
  const moved = v128.sub<Real>(v128.load(p + offset), v128.mul<Real>(eta, ahead));
  v128.store(vOut + offset, velocity);
  v128.store(pOut + offset, moved);
}

/**
 * m ← β₁ m + α₁ h, v ← β₂ v + α₂ g², p ← κ p − (s m / (√v / r + ε)) η: Adam in one pass, each operation rounded, so that the
 * bits are those of one pass for each. What it takes is the time of two divisions and a root. Arguments: the new p, m and v,
 * p, m, h, v, g, bytes, β₁, α₁, β₂, α₂, ε, r, s, η, κ (0: a factor of 1); a new one may stand where an old one did.
 */
export function adam(q: usize): void {
  const pOut = arg(q, 0), mOut = arg(q, 1), vOut = arg(q, 2);
  const p = arg(q, 3), m = arg(q, 4), h = arg(q, 5), v = arg(q, 6), g = arg(q, 7), bytes = arg(q, 8);
  const beta1 = factor(q, 9), alpha1 = factor(q, 10), beta2 = factor(q, 11), alpha2 = factor(q, 12);
  const epsilon = factor(q, 13), r = factor(q, 14), s = factor(q, 15), eta = factor(q, 16), kappa = factor(q, 17);
  for (let i: usize = 0; i < bytes; i += width) {
    const gradient = v128.load(g + i);
    const first = v128.add<Real>(v128.mul<Real>(beta1, v128.load(m + i)), v128.mul<Real>(alpha1, v128.load(h + i)));
    const square = v128.mul<Real>(gradient, gradient);
    const second = v128.add<Real>(v128.mul<Real>(beta2, v128.load(v + i)), v128.mul<Real>(alpha2, square));
    const root = v128.add<Real>(v128.div<Real>(v128.sqrt<Real>(second), r), epsilon);
    const step = v128.mul<Real>(v128.div<Real>(v128.mul<Real>(first, s), root), eta);
    const moved = v128.sub<Real>(v128.mul<Real>(v128.load(p + i), kappa), step);
    v128.store(mOut + i, first);
    v128.store(vOut + i, second);
    v128.store(pOut + i, moved);
  }
}

function factor(q: usize, i: usize): v128 {
  const address = arg(q, i);
  return address ? v128.load_splat<Real>(address) : splat(1);
}
