import { Real } from "./real";
import { ExpOfNegative, expLike } from "./exp";
import { log } from "./log";
import { arg, laneSum, splat, tailMask, width } from "./vector";

/** The lanes' maximum in every lane, if none is NaN. */
// @ts-ignore: decorator
@inline
function numbersMax(x: v128): v128 {
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
  return numbersMax(m);
}

/** x − max x, row by row, into `out`: at most 0, so that no exponential overflows. */
function belowMax(out: usize, row: usize, rows: usize, stride: usize, mask: v128): void {
  for (; rows > 0; rows--) {
    const m = rowMax(row, row + stride - width, mask);
    for (const end = row + stride; row < end; row += width) {
      v128.store(out, v128.sub<Real>(v128.load(row), m));
      out += width;
    }
  }
}

/** The logarithm of a row's sum, in every lane. */
function logSum(row: usize, last: usize, mask: v128): v128 {
  return log(rowSum(row, last, mask));
}

/** The sum of a row, in every lane. */
// @ts-ignore: decorator
@inline
function rowSum(row: usize, last: usize, mask: v128): v128 {
  let sum = v128.and(v128.load(last), mask);
  for (; row < last; row += width) sum = v128.add<Real>(sum, v128.load(row));
  return laneSum(sum);
}

/** e / Σ e for e = exp(x − max x), row by row. Arguments: out, in, rows, columns, bytes from row to row. */
export function softmax(p: usize): void {
  let out = arg(p, 0);
  const rows = arg(p, 2), stride = arg(p, 4);
  const mask = tailMask(<i32>arg(p, 3));
  belowMax(out, arg(p, 1), rows, stride, mask);
  expLike<ExpOfNegative>(out, out, rows * stride);
  for (const end = out + rows * stride; out < end; ) {
    const sum = rowSum(out, out + stride - width, mask);
    for (const stop = out + stride; out < stop; out += width) {
      v128.store(out, v128.div<Real>(v128.load(out), sum));
    }
  }
}

/**
 * y − log Σ exp y for y = x − max x, row by row. Arguments as softmax, then room for as many bytes as `out` has, where
 * the exponentials stand.
 */
export function logSoftmax(p: usize): void {
  let out = arg(p, 0);
  let e = arg(p, 5);
  const rows = arg(p, 2), stride = arg(p, 4);
  const mask = tailMask(<i32>arg(p, 3));
  belowMax(out, arg(p, 1), rows, stride, mask);
  expLike<ExpOfNegative>(e, out, rows * stride);
  for (const end = out + rows * stride; out < end; e += stride) {
    const logOfSum = logSum(e, e + stride - width, mask);
    for (const stop = out + stride; out < stop; out += width) {
      v128.store(out, v128.sub<Real>(v128.load(out), logOfSum));
    }
  }
}

/**
 * max x + log Σ exp(x − max x), a number for each row. Arguments: out, in, rows, columns, bytes from row to row of in, room
 * for as many bytes as `in` has.
 */
export function logSumExp(p: usize): void {
  let out = arg(p, 0), row = arg(p, 1), e = arg(p, 5);
  const rows = arg(p, 2), stride = arg(p, 4);
  const mask = tailMask(<i32>arg(p, 3));
  belowMax(e, row, rows, stride, mask);
  expLike<ExpOfNegative>(e, e, rows * stride);
  for (const end = out + rows * width; out < end; out += width) {
    const last = stride - width;
    v128.store(out, v128.add<Real>(rowMax(row, row + last, mask), logSum(e, e + last, mask)));
    row += stride;
    e += stride;
  }
}
