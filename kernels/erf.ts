import { Real } from "./real";
import { Exp, expLike } from "./exp";
import { arg, constant, copySign, madd, signBit, splat, width } from "./vector";

/*
 * |x| < 1:  erf x = x · P(x²), P minimax of degree 6 (float32: 1.2e-9) and 11 (float64: 7e-18).
 * |x| ≥ 1:  erf x = 1 − exp(−x²) · W(t): W is exp(x²) erfc x, smooth in t = (x − c) / (x + c), so that a polynomial of
 *           degree 5 (c = 2, to x = 4: 3.5e-11) and 12 (c = 2.5, to x = 6: 1.5e-18) suffices; beyond, erf rounds to 1.
 */
const inner32 = memory.data<f32>([
  0.0000785384839886155051, -0.000801018959933895306, 0.00518832721065788238, -0.0268538116733791369,
  0.112835851420555346, -0.376126258236837297, 1.12837916572682916,
], 16);
const inner64 = memory.data<f64>([
  -7.77947294842681541e-10, 1.37109827483786666e-8, -1.62063142891137823e-7, 1.64471316382515975e-6,
  -0.0000149247123071858368, 0.000120552935771527619, -0.000854832592932217073, 0.00522397760611861385,
  -0.0268661706431114814, 0.112837916709441848, -0.376126389031835195, 1.12837916709551257,
], 16);
/** c, the last x, then W. */
const outer32 = memory.data<f32>([
  2.0, 4.0,
  0.00721257488688178976, 0.00372976378851418001, -0.0789868966252461813,
  0.241657271803262531, -0.427185853388359598, 0.255395677914550272,
], 16);
const outer64 = memory.data<f64>([
  2.5, 6.0,
  8.06639010442037345e-6, 0.0000180099598302151819, -0.0000345358175853050286, -0.000128877431090911086,
  0.000228425184722722755, 0.000875925381846074685, -0.00264236696369808797, -0.00399370179078427431,
  0.0399225390097684167, -0.125033052376517501, 0.251713193218186498, -0.371736733948942875,
  0.210806364061143565,
], 16);

// @ts-ignore: decorator
@inline
function inner(x: v128): v128 {
  const z = v128.mul<Real>(x, x);
  let p = constant(inner32, inner64, 0);
  for (let i: usize = 1; i <= (sizeof<Real>() == 4 ? 6 : 11); i++) p = madd(p, z, constant(inner32, inner64, i));
  return v128.mul<Real>(x, p);
}

/** Held within W's range. */
// @ts-ignore: decorator
@inline
function held(x: v128): v128 {
  return v128.pmin<Real>(v128.andnot(x, signBit()), constant(outer32, outer64, 1));
}

/** 1 − exp(−y²) · W, for y from `held`. */
// @ts-ignore: decorator
@inline
function outer(y: v128, exponential: v128): v128 {
  const c = constant(outer32, outer64, 0);
  const t = v128.div<Real>(v128.sub<Real>(y, c), v128.add<Real>(y, c));
  let w = constant(outer32, outer64, 2);
  for (let i: usize = 3; i <= (sizeof<Real>() == 4 ? 7 : 14); i++) w = madd(w, t, constant(outer32, outer64, i));
  return v128.sub<Real>(splat(1), v128.mul<Real>(exponential, w));
}

const block: usize = 512;
const exponentials = memory.data(512, 16);

/** Arguments: out, in, bytes. Block by block: exp(−y²) first, then the two pieces, of which each lane takes its own. */
export function erf(p: usize): void {
  let out = arg(p, 0), x = arg(p, 1);
  for (const end = out + arg(p, 2); out < end; ) {
    const bytes = min(block, end - out);
    for (let i: usize = 0; i < bytes; i += width) {
      const y = held(v128.load(x + i));
      v128.store(exponentials + i, v128.neg<Real>(v128.mul<Real>(y, y)));
    }
    expLike<Exp>(exponentials, exponentials, bytes);
    for (let i: usize = 0; i < bytes; i += width) {
      const v = v128.load(x + i);
      const near = v128.lt<Real>(v128.andnot(v, signBit()), splat(1));
      const far = copySign(outer(held(v), v128.load(exponentials + i)), v);
      v128.store(out + i, v128.bitselect(inner(v), far, near));
    }
    out += bytes;
    x += bytes;
  }
}
