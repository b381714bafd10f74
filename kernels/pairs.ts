import { Bits, Real } from "./real";
import { Scaled, strip } from "./tiles";
import { madd, splat, width } from "./vector";

/*
 * A product that leaves out zeros. Images have dark corners, relu makes half of a layer 0, and what a factor 0 adds to a
 * sum changes nothing. So A's rows are taken in pairs, and a pair's list names each k at which not both numbers are 0:
 * where B's row of that k stands, and the two numbers. The loop then goes through the list: 2 rows × 4 vectors, as cheap
 * for an entry as 4 × 2 is for a k. (Only where B is not finite it does matter: here 0 · b is 0.)
 */

/** Bytes of one entry: a place (as wide as a number) and two numbers. */
const entry: usize = 3 * sizeof<Real>();

/** The list of the rows at `a` and `next`, k deep, begins with the bytes of its entries. Returns its end. */
function packPair(list: usize, a: usize, next: usize, aStep: usize, k: usize, bStep: usize): usize {
  let e = list + sizeof<Real>();
  const end = k * bStep;
  for (let place: usize = 0; place < end; place += bStep) {
    const one = load<Bits>(a), two = load<Bits>(next);
    store<u32>(e, <u32>place);
    store<Bits>(e + sizeof<Real>(), one);
    store<Bits>(e + 2 * sizeof<Real>(), two);
    e += ((one | two) << 1) != 0 ? entry : 0; // −0 is a zero, too
    a += aStep;
    next += aStep;
  }
  store<u32>(list, <u32>(e - list - sizeof<Real>()));
  return e;
}

/**
 * The lists of all pairs of A's rows, one after the other; or nothing, and false, where every fourth pair says that they
 * would leave out less than an eighth.
 */
export function packPairs(lists: usize, a: usize, aRow: usize, aStep: usize, k: usize, bStep: usize): bool {
  const last = a + <usize>(strip.rows - 1) * aRow;
  let e = lists, all: usize = 0;
  for (let row = a; row <= last; row += 8 * aRow) {
    e = packPair(e, row, min(row + aRow, last), aStep, k, bStep);
    all += k * entry;
  }
  if ((e - lists) * 8 > all * 7) return false;
  e = lists;
  for (let row = a; row <= last; row += 2 * aRow) e = packPair(e, row, min(row + aRow, last), aStep, k, bStep);
  return true;
}

/** A row of a strip. */
// @ts-ignore: decorator
@inline
function putRow(c: usize, d: usize, s: v128, x0: v128, x1: v128, x2: v128, x3: v128): void {
  const finish = changetype<Scaled>(0);
  finish.put(c, d, s, x0, 0);
  finish.put(c, d, s, x1, 16);
  finish.put(c, d, s, x2, 32);
  finish.put(c, d, s, x3, 48);
}

/** A strip of four vectors. */
export function columns4(lists: usize): void {
  const s = strip.s, cStride = strip.cStride, dStride = strip.dStride, b = strip.b;
  let c = strip.c, d = strip.d, e = lists;
  for (let rows = strip.rows; rows > 0; rows -= 2) {
    let c00 = splat(0), c01 = c00, c02 = c00, c03 = c00, c10 = c00, c11 = c00, c12 = c00, c13 = c00;
    const end = e + sizeof<Real>() + load<u32>(e);
    for (e += sizeof<Real>(); e < end; e += entry) {
      const at = b + load<u32>(e);
      const b0 = v128.load(at), b1 = v128.load(at, 16), b2 = v128.load(at, 32), b3 = v128.load(at, 48);
      const a0 = v128.load_splat<Real>(e, sizeof<Real>());
      c00 = madd(a0, b0, c00);
      c01 = madd(a0, b1, c01);
      c02 = madd(a0, b2, c02);
      c03 = madd(a0, b3, c03);
      const a1 = v128.load_splat<Real>(e, 2 * sizeof<Real>());
      c10 = madd(a1, b0, c10);
      c11 = madd(a1, b1, c11);
      c12 = madd(a1, b2, c12);
      c13 = madd(a1, b3, c13);
    }
    putRow(c, d, s, c00, c01, c02, c03);
    c += cStride;
    d += dStride;
    if (rows > 1) {
      putRow(c, d, s, c10, c11, c12, c13);
      c += cStride;
      d += dStride;
    }
  }
}
