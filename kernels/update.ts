import { Real } from "./real";
import { arg, width } from "./vector";

/*
 * a ± s·b for a scalar s in memory: the step of an optimizer, a momentum, a weight decay. The product is rounded before
 * the sum in every build, so that fusing the two changes no bit (a − s·b is a + (−s)·b to the last one). Four vectors a
 * turn: with one, counting costs as much as computing. Arguments: out, a, b, s, bytes; out may be a.
 */

export function addScaled(p: usize): void {
  addProduct(p, v128.load_splat<Real>(arg(p, 3)));
}

export function subtractScaled(p: usize): void {
  addProduct(p, v128.neg<Real>(v128.load_splat<Real>(arg(p, 3))));
}

function addProduct(p: usize, s: v128): void {
  let out = arg(p, 0), a = arg(p, 1), b = arg(p, 2);
  const end = out + arg(p, 4), fours = out + (arg(p, 4) & ~63);
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
