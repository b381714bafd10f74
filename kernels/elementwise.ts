import { Real } from "./real";
import { log } from "./log";
import { arg, splat, width } from "./vector";

/*
 * An operation is a class without fields whose method works on one vector; `changetype<F>(0)` is a value of it that
 * takes no memory, and its method is inlined into the loop. So each loop is written once.
 */

@unmanaged @final export class Negate { @inline of(x: v128): v128 { return v128.neg<Real>(x); } }
@unmanaged @final export class Sqrt { @inline of(x: v128): v128 { return v128.sqrt<Real>(x); } }
@unmanaged @final export class Abs { @inline of(x: v128): v128 { return v128.abs<Real>(x); } }
@unmanaged @final export class Floor { @inline of(x: v128): v128 { return v128.floor<Real>(x); } }
@unmanaged @final export class Log { @inline of(x: v128): v128 { return log(x); } }

@unmanaged @final export class Add { @inline of(a: v128, b: v128): v128 { return v128.add<Real>(a, b); } }
@unmanaged @final export class Subtract { @inline of(a: v128, b: v128): v128 { return v128.sub<Real>(a, b); } }
@unmanaged @final export class Multiply { @inline of(a: v128, b: v128): v128 { return v128.mul<Real>(a, b); } }
@unmanaged @final export class Divide { @inline of(a: v128, b: v128): v128 { return v128.div<Real>(a, b); } }
/** NaN if either is, as NumPy's. */
@unmanaged @final export class Maximum { @inline of(a: v128, b: v128): v128 { return v128.max<Real>(a, b); } }
@unmanaged @final export class Greater {
  @inline of(a: v128, b: v128): v128 { return v128.and(v128.gt<Real>(a, b), splat(1)); }
}
@unmanaged @final export class Equal {
  @inline of(a: v128, b: v128): v128 { return v128.and(v128.eq<Real>(a, b), splat(1)); }
}

/** g · s (1 − s): back through s = sigmoid x. */
@unmanaged @final export class SigmoidGradient {
  @inline of(g: v128, s: v128): v128 {
    return v128.mul<Real>(g, v128.mul<Real>(s, v128.sub<Real>(splat(1), s)));
  }
}
/** g · (1 − t²): back through t = tanh x. */
@unmanaged @final export class TanhGradient {
  @inline of(g: v128, t: v128): v128 {
    return v128.mul<Real>(g, v128.sub<Real>(splat(1), v128.mul<Real>(t, t)));
  }
}

/** Arguments: out, in, bytes. */
// @ts-ignore: decorator
@inline
export function unary<F>(p: usize): void {
  let out = arg(p, 0);
  let x = arg(p, 1);
  for (const end = out + arg(p, 2); out < end; out += width) {
    v128.store(out, changetype<F>(0).of(v128.load(x)));
    x += width;
  }
}

/** Where the one number of an operand that stretches along a row stands, repeated to a whole vector. */
const repeated = memory.data(48, 16);

/** The row's start; or, for an operand that stretches along the row, its number repeated. */
// @ts-ignore: decorator
@inline
function rowOf(x: usize, step: usize, slot: usize): usize {
  if (step) return x;
  v128.store(repeated + slot, v128.load_splat<Real>(x));
  return repeated + slot;
}

/**
 * Rows of two axes: (planes, rows, one row of `bytes`). Arguments: bytes, rows, planes, then for out and for each
 * operand: address, bytes from row to row, from plane to plane, and from vector to vector: 16, or 0 where the operand
 * stretches along the row. A row or plane step of 0 stretches it along that axis: NumPy's broadcasting.
 */
// @ts-ignore: decorator
@inline
export function binary<F>(p: usize): void {
  const bytes = arg(p, 0), rows = arg(p, 1), planes = arg(p, 2);
  const aStep = arg(p, 10), bStep = arg(p, 14);
  for (let plane: usize = 0; plane < planes; plane++) {
    let outRow = arg(p, 3) + plane * arg(p, 5);
    let aRow = arg(p, 7) + plane * arg(p, 9);
    let bRow = arg(p, 11) + plane * arg(p, 13);
    for (let row: usize = 0; row < rows; row++) {
      let a = rowOf(aRow, aStep, 0), b = rowOf(bRow, bStep, 16);
      let out = outRow;
      for (const end = out + bytes; out < end; out += width) {
        v128.store(out, changetype<F>(0).of(v128.load(a), v128.load(b)));
        a += aStep;
        b += bStep;
      }
      outRow += arg(p, 4);
      aRow += arg(p, 8);
      bRow += arg(p, 12);
    }
  }
}

/** Where the condition is not 0 the first, else the second. */
@unmanaged @final export class Where {
  @inline of(condition: v128, a: v128, b: v128): v128 {
    return v128.bitselect(a, b, v128.ne<Real>(condition, splat(0)));
  }
}
/** g · 1[a > b]: back through a maximum. */
@unmanaged @final export class MultiplyGreater {
  @inline of(g: v128, a: v128, b: v128): v128 {
    return v128.mul<Real>(g, v128.and(v128.gt<Real>(a, b), splat(1)));
  }
}

/** As `binary`, with three operands. */
// @ts-ignore: decorator
@inline
export function ternary<F>(p: usize): void {
  const bytes = arg(p, 0), rows = arg(p, 1), planes = arg(p, 2);
  const cStep = arg(p, 10), aStep = arg(p, 14), bStep = arg(p, 18);
  for (let plane: usize = 0; plane < planes; plane++) {
    let outRow = arg(p, 3) + plane * arg(p, 5);
    let cRow = arg(p, 7) + plane * arg(p, 9);
    let aRow = arg(p, 11) + plane * arg(p, 13);
    let bRow = arg(p, 15) + plane * arg(p, 17);
    for (let row: usize = 0; row < rows; row++) {
      let c = rowOf(cRow, cStep, 0), a = rowOf(aRow, aStep, 16), b = rowOf(bRow, bStep, 32);
      let out = outRow;
      for (const end = out + bytes; out < end; out += width) {
        v128.store(out, changetype<F>(0).of(v128.load(c), v128.load(a), v128.load(b)));
        c += cStep;
        a += aStep;
        b += bStep;
      }
      outRow += arg(p, 4);
      cRow += arg(p, 8);
      aRow += arg(p, 12);
      bRow += arg(p, 16);
    }
  }
}
