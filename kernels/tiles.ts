import { Real } from "./real";
import { madd, splat } from "./vector";

/*
 * The inner loops of a product. Each computes a strip of C, all rows of one, two or three vectors' columns, tile after
 * tile. A tile stands in registers; for each k the loop loads a row of B's vectors, and A's numbers, each repeated to a
 * vector. With 4 rows × 2 vectors those are 6 loads for 8 products, so that arithmetic, not memory, is the limit: 8 + 2
 * + 4 registers of 15; a larger tile spills, as does the same tile with k unrolled, unless there is a way out between,
 * which keeps loads behind it. Where an odd number of vectors is left, 2 rows × 3 vectors, 5 loads for 6 products, is
 * better than one column of vectors alone. The first k makes the sums to which the others are added, for with a small k
 * there are many tiles. (bench/NOTES.md)
 */

/** Rows of A's numbers that stand side by side in a panel. */
export const tileRows: i32 = 4;

/** What a loop works on. */
@unmanaged export class Strip {
  finish: Finish;
  /** s in every lane, or 1. */
  s: v128;
  rows: i32;
  c: usize;
  cStride: usize;
  d: usize;
  dStride: usize;
  a: usize;
  /** From A's numbers of four rows to those of the next four; from k to k; from row to row where they stand `Below`. */
  aTileStep: usize;
  aStep: usize;
  aRow: usize;
  b: usize;
  bStep: usize;
  bEnd: usize;
}
export const strip = changetype<Strip>(memory.data(offsetof<Strip>(), 16));

/**
 * What becomes of a tile's sums, x: a vector into C, `offset` bytes behind the addresses. Chosen tile by tile, for a loop
 * of its own for each would be as fast and many times the code.
 */
export const enum Finish { plain, added, scaled, sloped }
/** x */
@unmanaged @final class Plain {
  @inline put(c: usize, d: usize, s: v128, x: v128, offset: usize): void { v128.store(c + offset, x); }
}
/** d + x */
@unmanaged @final class Added {
  @inline put(c: usize, d: usize, s: v128, x: v128, offset: usize): void {
    v128.store(c + offset, v128.add<Real>(v128.load(d + offset), x));
  }
}
/** d + s·x */
@unmanaged @final export class Scaled {
  @inline put(c: usize, d: usize, s: v128, x: v128, offset: usize): void {
    v128.store(c + offset, v128.add<Real>(v128.load(d + offset), v128.mul<Real>(s, x)));
  }
}
/** x · d (1 − d), where s is 1: back through a sigmoid whose result is d. */
@unmanaged @final class Sloped {
  @inline put(c: usize, d: usize, s: v128, x: v128, offset: usize): void {
    const y = v128.load(d + offset);
    v128.store(c + offset, v128.mul<Real>(x, v128.mul<Real>(y, v128.sub<Real>(s, y))));
  }
}

/**
 * Where A's numbers of one k stand: side by side (panels, Aᵀ), or `aRow` bytes apart (A as it is, its k side by side).
 * `next` is the k behind the one at `a`. Offsets are constants, for an addition a number would be one too many.
 */
@unmanaged @final export class Beside {
  @inline row0(a: usize): v128 { return v128.load_splat<Real>(a); }
  @inline row1(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a, sizeof<Real>()); }
  @inline row2(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a, 2 * sizeof<Real>()); }
  @inline row3(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a, 3 * sizeof<Real>()); }
  @inline next0(a: usize, aStep: usize): v128 { return this.row0(a + aStep); }
  @inline next1(a: usize, aRow: usize, aStep: usize): v128 { return this.row1(a + aStep, aRow); }
  @inline next2(a: usize, aRow: usize, aStep: usize): v128 { return this.row2(a + aStep, aRow); }
  @inline next3(a: usize, aRow: usize, aStep: usize): v128 { return this.row3(a + aStep, aRow); }
  @inline from2(a: usize, aRow: usize): usize { return a + 2 * sizeof<Real>(); }
}
@unmanaged @final export class Below {
  @inline row0(a: usize): v128 { return v128.load_splat<Real>(a); }
  @inline row1(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a + aRow); }
  @inline row2(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a + 2 * aRow); }
  @inline row3(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a + 3 * aRow); }
  @inline next0(a: usize, aStep: usize): v128 { return v128.load_splat<Real>(a, sizeof<Real>()); }
  @inline next1(a: usize, aRow: usize, aStep: usize): v128 { return v128.load_splat<Real>(a + aRow, sizeof<Real>()); }
  @inline next2(a: usize, aRow: usize, aStep: usize): v128 { return v128.load_splat<Real>(a + 2 * aRow, sizeof<Real>()); }
  @inline next3(a: usize, aRow: usize, aStep: usize): v128 { return v128.load_splat<Real>(a + 3 * aRow, sizeof<Real>()); }
  @inline from2(a: usize, aRow: usize): usize { return a + 2 * aRow; }
}

/** 4 rows × 1 vector: products of few columns, with the one finish that does for all. */
export function columns1<A>(): void {
  const f = changetype<A>(0), finish = changetype<Scaled>(0), s = strip.s;
  const cStride = strip.cStride, dStride = strip.dStride, aRow = strip.aRow, aStep = strip.aStep, bStep = strip.bStep;
  let c = strip.c, d = strip.d, aTile = strip.a;
  for (let rows = strip.rows; rows > 0; rows -= tileRows) {
    let c0 = splat(0), c1 = c0, c2 = c0, c3 = c0;
    let a = aTile, b = strip.b;
    do {
      const b0 = v128.load(b);
      c0 = madd(f.row0(a), b0, c0);
      c1 = madd(f.row1(a, aRow), b0, c1);
      c2 = madd(f.row2(a, aRow), b0, c2);
      c3 = madd(f.row3(a, aRow), b0, c3);
      a += aStep;
      b += bStep;
    } while (b != strip.bEnd);
    aTile += strip.aTileStep;
    finish.put(c, d, s, c0, 0);
    if (rows > 1) finish.put(c + cStride, d + dStride, s, c1, 0);
    if (rows > 2) finish.put(c + 2 * cStride, d + 2 * dStride, s, c2, 0);
    if (rows > 3) finish.put(c + 3 * cStride, d + 3 * dStride, s, c3, 0);
    c += 4 * cStride;
    d += 4 * dStride;
  }
}

/** The first `rows` rows: 1, 2 or 4. */
// @ts-ignore: decorator
@inline
function put4x2<F>(
  rows: i32, c: usize, d: usize, s: v128,
  c00: v128, c01: v128, c10: v128, c11: v128, c20: v128, c21: v128, c30: v128, c31: v128,
): void {
  const f = changetype<F>(0), cStride = strip.cStride, dStride = strip.dStride;
  f.put(c, d, s, c00, 0);
  f.put(c, d, s, c01, 16);
  if (rows == 1) return;
  c += cStride;
  d += dStride;
  f.put(c, d, s, c10, 0);
  f.put(c, d, s, c11, 16);
  if (rows < 4) return;
  c += cStride;
  d += dStride;
  f.put(c, d, s, c20, 0);
  f.put(c, d, s, c21, 16);
  c += cStride;
  d += dStride;
  f.put(c, d, s, c30, 0);
  f.put(c, d, s, c31, 16);
}

/** 4 rows × 2 vectors; of the rows that are left over, 2 × 2, of which the last may be computed and not stored. */
export function columns2<A>(): void {
  const f = changetype<A>(0), s = strip.s, finish = strip.finish;
  const cStride = strip.cStride, dStride = strip.dStride, aRow = strip.aRow, aStep = strip.aStep, bStep = strip.bStep;
  const aTileStep = strip.aTileStep, bTile = strip.b, bEnd = strip.bEnd;
  let c = strip.c, d = strip.d, aTile = strip.a, rows = strip.rows;
  while (rows > 0) {
    let a = aTile, b = bTile;
    let b0 = v128.load(b), b1 = v128.load(b, 16), x = f.row0(a);
    let c00 = v128.mul<Real>(x, b0), c01 = v128.mul<Real>(x, b1);
    x = f.row1(a, aRow);
    let c10 = v128.mul<Real>(x, b0), c11 = v128.mul<Real>(x, b1), c20 = b0, c21 = b0, c30 = b0, c31 = b0;
    let done = rows;
    if (rows >= tileRows) {
      done = tileRows;
      aTile += aTileStep;
      x = f.row2(a, aRow), c20 = v128.mul<Real>(x, b0), c21 = v128.mul<Real>(x, b1);
      x = f.row3(a, aRow), c30 = v128.mul<Real>(x, b0), c31 = v128.mul<Real>(x, b1);
      for (a += aStep, b += bStep; b != bEnd; a += 2 * aStep) {
        b0 = v128.load(b), b1 = v128.load(b, 16), x = f.row0(a);
        c00 = madd(x, b0, c00), c01 = madd(x, b1, c01), x = f.row1(a, aRow);
        c10 = madd(x, b0, c10), c11 = madd(x, b1, c11), x = f.row2(a, aRow);
        c20 = madd(x, b0, c20), c21 = madd(x, b1, c21), x = f.row3(a, aRow);
        c30 = madd(x, b0, c30), c31 = madd(x, b1, c31);
        b += bStep;
        if (b == bEnd) break;
        b0 = v128.load(b), b1 = v128.load(b, 16), x = f.next0(a, aStep);
        c00 = madd(x, b0, c00), c01 = madd(x, b1, c01), x = f.next1(a, aRow, aStep);
        c10 = madd(x, b0, c10), c11 = madd(x, b1, c11), x = f.next2(a, aRow, aStep);
        c20 = madd(x, b0, c20), c21 = madd(x, b1, c21), x = f.next3(a, aRow, aStep);
        c30 = madd(x, b0, c30), c31 = madd(x, b1, c31);
        b += bStep;
      }
    } else {
      if (rows == 3) done = 2;
      aTile = f.from2(aTile, aRow);
      for (a += aStep, b += bStep; b != bEnd; b += bStep) {
        b0 = v128.load(b), b1 = v128.load(b, 16), x = f.row0(a);
        c00 = madd(x, b0, c00), c01 = madd(x, b1, c01), x = f.row1(a, aRow);
        c10 = madd(x, b0, c10), c11 = madd(x, b1, c11);
        a += aStep;
      }
    }
    if (finish == Finish.plain) put4x2<Plain>(done, c, d, s, c00, c01, c10, c11, c20, c21, c30, c31);
    else if (finish == Finish.added) put4x2<Added>(done, c, d, s, c00, c01, c10, c11, c20, c21, c30, c31);
    else if (finish == Finish.scaled) put4x2<Scaled>(done, c, d, s, c00, c01, c10, c11, c20, c21, c30, c31);
    else put4x2<Sloped>(done, c, d, s, c00, c01, c10, c11, c20, c21, c30, c31);
    c += done * cStride;
    d += done * dStride;
    rows -= done;
  }
}

// @ts-ignore: decorator
@inline
function put2x3<F>(
  rows: i32, c: usize, d: usize, s: v128,
  c00: v128, c01: v128, c02: v128, c10: v128, c11: v128, c12: v128,
): void {
  const f = changetype<F>(0);
  f.put(c, d, s, c00, 0);
  f.put(c, d, s, c01, 16);
  f.put(c, d, s, c02, 32);
  if (rows == 1) return;
  c += strip.cStride;
  d += strip.dStride;
  f.put(c, d, s, c10, 0);
  f.put(c, d, s, c11, 16);
  f.put(c, d, s, c12, 32);
}

/** 2 rows × 3 vectors. */
export function columns3<A>(): void {
  const f = changetype<A>(0), s = strip.s, finish = strip.finish;
  const cStride = strip.cStride, dStride = strip.dStride, aRow = strip.aRow, aStep = strip.aStep, bStep = strip.bStep;
  const aTileStep = strip.aTileStep, bTile = strip.b, bEnd = strip.bEnd;
  let c = strip.c, d = strip.d;
  let aTile = strip.a, aNext = f.from2(aTile, aRow);
  for (let rows = strip.rows; rows > 0; rows -= 2) {
    let a = aTile, b = bTile;
    let b0 = v128.load(b), b1 = v128.load(b, 16), b2 = v128.load(b, 32);
    let x = f.row0(a);
    let c00 = v128.mul<Real>(x, b0), c01 = v128.mul<Real>(x, b1), c02 = v128.mul<Real>(x, b2);
    x = f.row1(a, aRow);
    let c10 = v128.mul<Real>(x, b0), c11 = v128.mul<Real>(x, b1), c12 = v128.mul<Real>(x, b2);
    for (a += aStep, b += bStep; b != bEnd; b += bStep) {
      b0 = v128.load(b), b1 = v128.load(b, 16), b2 = v128.load(b, 32);
      x = f.row0(a);
      c00 = madd(x, b0, c00), c01 = madd(x, b1, c01), c02 = madd(x, b2, c02);
      x = f.row1(a, aRow);
      c10 = madd(x, b0, c10), c11 = madd(x, b1, c11), c12 = madd(x, b2, c12);
      a += aStep;
    }
    const after = aTile + aTileStep;
    aTile = aNext;
    aNext = after;
    if (finish == Finish.plain) put2x3<Plain>(rows, c, d, s, c00, c01, c02, c10, c11, c12);
    else if (finish == Finish.added) put2x3<Added>(rows, c, d, s, c00, c01, c02, c10, c11, c12);
    else put2x3<Scaled>(rows, c, d, s, c00, c01, c02, c10, c11, c12);
    c += 2 * cStride;
    d += 2 * dStride;
  }
}
