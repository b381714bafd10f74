import { Real } from "./real";
import { exp } from "./exp";
import { copySign, madd, signBit, splat } from "./vector";

/*
 * |x| < 1:  erf x = x · P(x²), P minimax of degree 6 (float32: 1.2e-9) and 11 (float64: 7e-18).
 * |x| ≥ 1:  erf x = 1 − exp(−x²) · W(t): W is exp(x²) erfc x, smooth in t = (x − c) / (x + c), so that a polynomial of
 *           degree 5 (c = 2, to x = 4: 3.5e-11) and 12 (c = 2.5, to x = 6: 1.5e-18) suffices; beyond, erf rounds to 1.
 */
// @ts-ignore: decorator
@inline
function inner(x: v128): v128 {
  const z = v128.mul<Real>(x, x);
  let p: v128;
  if (sizeof<Real>() == 4) {
    p = splat(0.0000785384839886155051 as Real);
    p = madd(p, z, splat(-0.000801018959933895306 as Real));
    p = madd(p, z, splat(0.00518832721065788238 as Real));
    p = madd(p, z, splat(-0.0268538116733791369 as Real));
    p = madd(p, z, splat(0.112835851420555346 as Real));
    p = madd(p, z, splat(-0.376126258236837297 as Real));
    p = madd(p, z, splat(1.12837916572682916 as Real));
  } else {
    p = splat(-7.77947294842681541e-10 as Real);
    p = madd(p, z, splat(1.37109827483786666e-8 as Real));
    p = madd(p, z, splat(-1.62063142891137823e-7 as Real));
    p = madd(p, z, splat(1.64471316382515975e-6 as Real));
    p = madd(p, z, splat(-0.0000149247123071858368 as Real));
    p = madd(p, z, splat(0.000120552935771527619 as Real));
    p = madd(p, z, splat(-0.000854832592932217073 as Real));
    p = madd(p, z, splat(0.00522397760611861385 as Real));
    p = madd(p, z, splat(-0.0268661706431114814 as Real));
    p = madd(p, z, splat(0.112837916709441848 as Real));
    p = madd(p, z, splat(-0.376126389031835195 as Real));
    p = madd(p, z, splat(1.12837916709551257 as Real));
  }
  return v128.mul<Real>(x, p);
}

/** erf a for 1 ≤ a. */
// @ts-ignore: decorator
@inline
function outer(a: v128): v128 {
  const c: Real = sizeof<Real>() == 4 ? (2.0 as Real) : (2.5 as Real);
  const y = v128.pmin<Real>(a, splat(sizeof<Real>() == 4 ? (4.0 as Real) : (6.0 as Real)));
  const t = v128.div<Real>(v128.sub<Real>(y, splat(c)), v128.add<Real>(y, splat(c)));
  let w: v128;
  if (sizeof<Real>() == 4) {
    w = splat(0.00721257488688178976 as Real);
    w = madd(w, t, splat(0.00372976378851418001 as Real));
    w = madd(w, t, splat(-0.0789868966252461813 as Real));
    w = madd(w, t, splat(0.241657271803262531 as Real));
    w = madd(w, t, splat(-0.427185853388359598 as Real));
    w = madd(w, t, splat(0.255395677914550272 as Real));
  } else {
    w = splat(8.06639010442037345e-6 as Real);
    w = madd(w, t, splat(0.0000180099598302151819 as Real));
    w = madd(w, t, splat(-0.0000345358175853050286 as Real));
    w = madd(w, t, splat(-0.000128877431090911086 as Real));
    w = madd(w, t, splat(0.000228425184722722755 as Real));
    w = madd(w, t, splat(0.000875925381846074685 as Real));
    w = madd(w, t, splat(-0.00264236696369808797 as Real));
    w = madd(w, t, splat(-0.00399370179078427431 as Real));
    w = madd(w, t, splat(0.0399225390097684167 as Real));
    w = madd(w, t, splat(-0.125033052376517501 as Real));
    w = madd(w, t, splat(0.251713193218186498 as Real));
    w = madd(w, t, splat(-0.371736733948942875 as Real));
    w = madd(w, t, splat(0.210806364061143565 as Real));
  }
  const e = exp(v128.neg<Real>(v128.mul<Real>(y, y)));
  return v128.sub<Real>(splat(1), v128.mul<Real>(e, w));
}

// @ts-ignore: decorator
@inline
export function erf(x: v128): v128 {
  const a = v128.andnot(x, signBit());
  return copySign(v128.bitselect(inner(a), outer(a), v128.lt<Real>(a, splat(1))), x);
}
