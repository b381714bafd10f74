import { Real } from "./real";
import { arg, width } from "./vector";

/*
 * a ± s·b for a scalar s in memory: the step of an optimizer, a momentum, a weight decay. The product is rounded before
 * the sum in every build, so that fusing the two changes no bit. Arguments: out, a, b, s, bytes; out may be a.
 */

export function addScaled(p: usize): void {
  let out = arg(p, 0), a = arg(p, 1), b = arg(p, 2);
  const s = v128.load_splat<Real>(arg(p, 3));
  for (const end = out + arg(p, 4); out < end; out += width) {
    v128.store(out, v128.add<Real>(v128.load(a), v128.mul<Real>(s, v128.load(b))));
    a += width;
    b += width;
  }
}

export function subtractScaled(p: usize): void {
  let out = arg(p, 0), a = arg(p, 1), b = arg(p, 2);
  const s = v128.load_splat<Real>(arg(p, 3));
  for (const end = out + arg(p, 4); out < end; out += width) {
    v128.store(out, v128.sub<Real>(v128.load(a), v128.mul<Real>(s, v128.load(b))));
    a += width;
    b += width;
  }
}
