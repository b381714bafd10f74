import { Real } from "./real";
import { madd, splat, width } from "./vector";

/*
 * The inner loops of a product. Each computes a strip of C, all rows of one, two or three vectors' columns, tile after
 * tile. A tile stands in registers; for each k the loop loads a row of B's vectors, and A's numbers, each repeated to a
 * vector. With 4 rows × 2 vectors those are 6 loads for 8 products, so that arithmetic, not memory, is the limit: 8 + 2
 * + 4 registers of 15; a larger tile spills, as does the same tile with k unrolled. Where an odd number of vectors is
 * left, 2 rows × 3 vectors, 5 loads for 6 products, is better than one column of vectors alone. (bench/NOTES.md)
 *
 * Rows beyond the last are computed and not stored.
 */

/** Rows of A's numbers that stand side by side in a panel. */
export const tileRows: i32 = 4;

/** What a loop works on. */
@unmanaged export class Strip {
  rows: i32;
  c: usize;
  cStride: usize;
  d: usize;
  dStride: usize;
  /** Where s stands; 0: 1. */
  scale: usize;
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

/*
 * What becomes of a tile's sums, x: a vector into C, `offset` bytes behind the addresses.
 */

/** x */
@unmanaged @final export class Plain {
  @inline scale(): v128 { return splat(1); }
  @inline put(c: usize, d: usize, s: v128, x: v128, offset: usize): void { v128.store(c + offset, x); }
}
/** d + x */
@unmanaged @final export class Added {
  @inline scale(): v128 { return splat(1); }
  @inline put(c: usize, d: usize, s: v128, x: v128, offset: usize): void {
    v128.store(c + offset, v128.add<Real>(v128.load(d + offset), x));
  }
}
/** d + s·x, where there is a D and an s. */
@unmanaged @final export class Scaled {
  @inline scale(): v128 { return strip.scale ? v128.load_splat<Real>(strip.scale) : splat(1); }
  @inline put(c: usize, d: usize, s: v128, x: v128, offset: usize): void {
    const scaled = v128.mul<Real>(s, x);
    v128.store(c + offset, d ? v128.add<Real>(v128.load(d + offset), scaled) : scaled);
  }
}

/** Where A's numbers of one k stand: side by side (panels, Aᵀ), or `aRow` bytes apart (A as it is). */
@unmanaged @final export class Beside {
  @inline row0(a: usize): v128 { return v128.load_splat<Real>(a); }
  @inline row1(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a, sizeof<Real>()); }
  @inline row2(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a, 2 * sizeof<Real>()); }
  @inline row3(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a, 3 * sizeof<Real>()); }
  @inline from2(a: usize, aRow: usize): usize { return a + 2 * sizeof<Real>(); }
}
@unmanaged @final export class Below {
  @inline row0(a: usize): v128 { return v128.load_splat<Real>(a); }
  @inline row1(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a + aRow); }
  @inline row2(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a + 2 * aRow); }
  @inline row3(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a + 3 * aRow); }
  @inline from2(a: usize, aRow: usize): usize { return a + 2 * aRow; }
}

/** 4 rows × 1 vector: products of few columns, with the one finish that does for all. */
export function columns1<A>(): void {
  const finish = changetype<Scaled>(0), s = finish.scale();
  const cStride = strip.cStride, dStride = strip.dStride, aRow = strip.aRow, aStep = strip.aStep, bStep = strip.bStep;
  let c = strip.c, d = strip.d, aTile = strip.a;
  for (let rows = strip.rows; rows > 0; rows -= tileRows) {
    let c0 = splat(0), c1 = c0, c2 = c0, c3 = c0;
    let a = aTile, b = strip.b;
    do {
      const b0 = v128.load(b);
      c0 = madd(changetype<A>(0).row0(a), b0, c0);
      c1 = madd(changetype<A>(0).row1(a, aRow), b0, c1);
      c2 = madd(changetype<A>(0).row2(a, aRow), b0, c2);
      c3 = madd(changetype<A>(0).row3(a, aRow), b0, c3);
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

/** 4 rows × 2 vectors. */
export function columns2<A, F>(): void {
  const finish = changetype<F>(0), s = finish.scale();
  const cStride = strip.cStride, dStride = strip.dStride, aRow = strip.aRow, aStep = strip.aStep, bStep = strip.bStep;
  const aTileStep = strip.aTileStep, bTile = strip.b, bEnd = strip.bEnd;
  let c = strip.c, d = strip.d, aTile = strip.a;
  for (let rows = strip.rows; rows > 0; rows -= tileRows) {
    let c00 = splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
    let a = aTile, b = bTile;
    do {
      const b0 = v128.load(b), b1 = v128.load(b, 16);
      const a0 = changetype<A>(0).row0(a);
      c00 = madd(a0, b0, c00);
      c01 = madd(a0, b1, c01);
      const a1 = changetype<A>(0).row1(a, aRow);
      c10 = madd(a1, b0, c10);
      c11 = madd(a1, b1, c11);
      const a2 = changetype<A>(0).row2(a, aRow);
      c20 = madd(a2, b0, c20);
      c21 = madd(a2, b1, c21);
      const a3 = changetype<A>(0).row3(a, aRow);
      c30 = madd(a3, b0, c30);
      c31 = madd(a3, b1, c31);
      a += aStep;
      b += bStep;
    } while (b != bEnd);
    aTile += aTileStep;
    finish.put(c, d, s, c00, 0);
    finish.put(c, d, s, c01, 16);
    c += cStride;
    d += dStride;
    if (rows > 1) {
      finish.put(c, d, s, c10, 0);
      finish.put(c, d, s, c11, 16);
      c += cStride;
      d += dStride;
    }
    if (rows > 2) {
      finish.put(c, d, s, c20, 0);
      finish.put(c, d, s, c21, 16);
      c += cStride;
      d += dStride;
    }
    if (rows > 3) {
      finish.put(c, d, s, c30, 0);
      finish.put(c, d, s, c31, 16);
      c += cStride;
      d += dStride;
    }
  }
}

/** 2 rows × 3 vectors. */
export function columns3<A, F>(): void {
  const finish = changetype<F>(0), s = finish.scale();
  const cStride = strip.cStride, dStride = strip.dStride, aRow = strip.aRow, aStep = strip.aStep, bStep = strip.bStep;
  const aTileStep = strip.aTileStep, bTile = strip.b, bEnd = strip.bEnd;
  let c = strip.c, d = strip.d;
  let aTile = strip.a, aNext = changetype<A>(0).from2(aTile, aRow);
  for (let rows = strip.rows; rows > 0; rows -= 2) {
    let c00 = splat(0), c01 = c00, c02 = c00, c10 = c00, c11 = c00, c12 = c00;
    let a = aTile, b = bTile;
    do {
      const b0 = v128.load(b), b1 = v128.load(b, 16), b2 = v128.load(b, 32);
      const a0 = changetype<A>(0).row0(a);
      c00 = madd(a0, b0, c00);
      c01 = madd(a0, b1, c01);
      c02 = madd(a0, b2, c02);
      const a1 = changetype<A>(0).row1(a, aRow);
      c10 = madd(a1, b0, c10);
      c11 = madd(a1, b1, c11);
      c12 = madd(a1, b2, c12);
      a += aStep;
      b += bStep;
    } while (b != bEnd);
    const after = aTile + aTileStep;
    aTile = aNext;
    aNext = after;
    finish.put(c, d, s, c00, 0);
    finish.put(c, d, s, c01, 16);
    finish.put(c, d, s, c02, 32);
    c += cStride;
    d += dStride;
    if (rows > 1) {
      finish.put(c, d, s, c10, 0);
      finish.put(c, d, s, c11, 16);
      finish.put(c, d, s, c12, 32);
      c += cStride;
      d += dStride;
    }
  }
}
