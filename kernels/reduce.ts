import { Real } from "./real";
import { arg, laneMax, laneSum, splat, tailMask, width } from "./vector";

@unmanaged @final export class Sum {
  @inline start(): v128 { return splat(0); }
  @inline fold(a: v128, b: v128): v128 { return v128.add<Real>(a, b); }
  @inline across(a: v128): v128 { return laneSum(a); }
}
/** NaN if one is. */
@unmanaged @final export class Max {
  @inline start(): v128 { return splat(-Infinity as Real); }
  @inline fold(a: v128, b: v128): v128 { return v128.max<Real>(a, b); }
  @inline across(a: v128): v128 { return laneMax(a); }
}

/** Vectors, or rows, that are folded one by one; then the blocks' results are. Bounds the rounding of long float32 sums. */
const block: usize = 64;

/** Along the last axis: (rows, columns) to (rows, 1). Arguments: out, in, rows, columns, bytes from row to row. */
// @ts-ignore: decorator
@inline
export function reduceRows<F>(p: usize): void {
  let out = arg(p, 0), row = arg(p, 1);
  const columns = <i32>arg(p, 3), stride = arg(p, 4);
  const mask = tailMask(columns);
  const start = changetype<F>(0).start();
  for (const end = out + arg(p, 2) * width; out < end; out += width) {
    const last = row + stride - width;
    let total = v128.bitselect(v128.load(last), start, mask);
    for (let x = row; x < last; ) {
      const stop = min(x + block * width, last);
      let part = v128.load(x);
      for (x += width; x < stop; x += width) part = changetype<F>(0).fold(part, v128.load(x));
      total = changetype<F>(0).fold(total, part);
    }
    v128.store(out, changetype<F>(0).across(total));
    row += stride;
  }
}

/**
 * Along an axis before the last: (planes, n, one row of `bytes`) to (planes, row). Rows of different n meet lane by
 * lane. Arguments: out, in, planes, n, bytes.
 */
// @ts-ignore: decorator
@inline
export function reduceAxis<F>(p: usize): void {
  let out = arg(p, 0), plane = arg(p, 1);
  const n = arg(p, 3), bytes = arg(p, 4);
  for (let planes = arg(p, 2); planes > 0; planes--) {
    for (let column: usize = 0; column < bytes; column += width) {
      let x = plane + column;
      let total = changetype<F>(0).start();
      for (let left = n; left > 0; ) {
        const count = min(left, block);
        let part = v128.load(x);
        x += bytes;
        for (let i: usize = 1; i < count; i++) {
          part = changetype<F>(0).fold(part, v128.load(x));
          x += bytes;
        }
        total = left == n ? part : changetype<F>(0).fold(total, part);
        left -= count;
      }
      v128.store(out, total);
      out += width;
    }
    plane += n * bytes;
  }
}
