import { Real } from "./real";
import { expOfNegative } from "./exp";
import { log } from "./log";
import { arg, laneMax, laneSum, splat, tailMask, width } from "./vector";

/** The greatest number of a row; NaN if one is. */
// @ts-ignore: decorator
@inline
function rowMax(row: usize, last: usize, mask: v128): v128 {
  let m = v128.bitselect(v128.load(last), splat(-Infinity as Real), mask);
  for (let x = row; x < last; x += width) m = v128.max<Real>(m, v128.load(x));
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
