import { Real } from "./real";
import { expOfNegative } from "./exp";
import { log } from "./log";
import { arg, laneSum, splat, tailMask, width } from "./vector";

/** The lanes' maximum in every lane. */
// @ts-ignore: decorator
@inline
function laneMax(x: v128): v128 {
  let m = v128.pmax<Real>(x, v128.shuffle<i64>(x, x, 1, 0));
  if (sizeof<Real>() == 4) m = v128.pmax<Real>(m, v128.shuffle<i32>(m, m, 1, 0, 3, 2));
  return m;
}

/**
 * The greatest number of a row. NaN may hide from `pmax`, which is one instruction where `max` is eight; it then comes
 * out of its own exponential, goes into the row's sum, and makes the whole row NaN all the same.
 */
// @ts-ignore: decorator
@inline
function rowMax(row: usize, last: usize, mask: v128): v128 {
  let m = v128.bitselect(v128.load(last), splat(-Infinity as Real), mask);
  for (let x = row; x < last; x += width) m = v128.pmax<Real>(m, v128.load(x));
  return laneMax(m);
}

/** exp(x − max x) / Σ exp(x − max x), row by row: no exponential overflows. Arguments: out, in, rows, columns, stride. */
export function softmax(p: usize): void {
  let out = arg(p, 0), row = arg(p, 1);
  const stride = arg(p, 4);
  const mask = tailMask(<i32>arg(p, 3));
  for (let rows = arg(p, 2); rows > 0; rows--) {
    const last = row + stride - width;
    const m = rowMax(row, last, mask);
    let sum = splat(0);
    let o = out;
    for (let x = row; x < last; x += width) {
      const e = expOfNegative(v128.sub<Real>(v128.load(x), m));
      v128.store(o, e);
      sum = v128.add<Real>(sum, e);
      o += width;
    }
    const e = expOfNegative(v128.sub<Real>(v128.load(last), m));
    v128.store(o, e);
    sum = laneSum(v128.add<Real>(sum, v128.and(e, mask)));
    for (o = out; o < out + stride; o += width) v128.store(o, v128.div<Real>(v128.load(o), sum));
    row += stride;
    out += stride;
  }
}

/** x − max x − log Σ exp(x − max x), row by row. Arguments as softmax. */
export function logSoftmax(p: usize): void {
  let out = arg(p, 0), row = arg(p, 1);
  const stride = arg(p, 4);
  const mask = tailMask(<i32>arg(p, 3));
  for (let rows = arg(p, 2); rows > 0; rows--) {
    const last = row + stride - width;
    const m = rowMax(row, last, mask);
    let sum = splat(0);
    for (let x = row; x < last; x += width) {
      sum = v128.add<Real>(sum, expOfNegative(v128.sub<Real>(v128.load(x), m)));
    }
    const e = expOfNegative(v128.sub<Real>(v128.load(last), m));
    const logSum = log(laneSum(v128.add<Real>(sum, v128.and(e, mask))));
    for (let x: usize = 0; x < stride; x += width) {
      v128.store(out + x, v128.sub<Real>(v128.sub<Real>(v128.load(row + x), m), logSum));
    }
    row += stride;
    out += stride;
  }
}
