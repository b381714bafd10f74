import { Real } from "./real";
import { packAlong, packStripAcross } from "./pack";
import { arg, lanes, madd, splat, width } from "./vector";

/*
 * C = D + s · A·B, with A or B read transposed where the graph says so, D a matrix, a bias row (stride 0) or nothing,
 * and s a number in memory or 1. With D = C = W and s = −learning rate, a weight's gradient and its update are one.
 *
 * The inner loop holds a tile of C, 4 rows × 2 vectors, in 8 registers. For each k it loads 2 vectors of B and 4 numbers
 * of A, each repeated to a vector: 6 loads for 8 products, so that arithmetic, not memory, is the limit. (8 + 2 + 4
 * registers of 15: a larger tile spills, as does the same tile with k unrolled. See bench/NOTES.md.)
 *
 * The loop wants A's 4 numbers of one k side by side, and B's 2 vectors likewise. Aᵀ and B lie so already; they are
 * copied into panels only when they are large, where walking down their columns would cost a cache line a number. Bᵀ is
 * transposed into panels, and so is a large A; a small A is read where it stands, from 4 rows at once. For products
 * deeper than `depth` k is cut, so that a panel of B (8 kB) stays in the first cache and all of A's panels in the
 * second; C then gathers the parts. Which factors go into panels is decided in src/engine/wasm/product.ts.
 */
const depth: usize = 256;
/** Rows of a tile; and bytes of A's numbers for one k in a panel. */
const tileRows: i32 = 4;
const aPanelStep: usize = 4 * sizeof<Real>();

/** d + s·acc into one row of C, for d = 0 where the address is 0. */
// @ts-ignore: decorator
@inline
function finish(c: usize, d: usize, s: v128, acc: v128): void {
  const scaled = v128.mul<Real>(s, acc);
  v128.store(c, d ? v128.add<Real>(v128.load(d), scaled) : scaled);
}

/** Where A's numbers of one k stand: side by side (panels, Aᵀ), or `aRow` bytes apart (A as it is). Each in every lane. */
@unmanaged @final class Beside {
  @inline row0(a: usize): v128 { return v128.load_splat<Real>(a); }
  @inline row1(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a, sizeof<Real>()); }
  @inline row2(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a, 2 * sizeof<Real>()); }
  @inline row3(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a, 3 * sizeof<Real>()); }
}
@unmanaged @final class Below {
  @inline row0(a: usize): v128 { return v128.load_splat<Real>(a); }
  @inline row1(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a + aRow); }
  @inline row2(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a + 2 * aRow); }
  @inline row3(a: usize, aRow: usize): v128 { return v128.load_splat<Real>(a + 3 * aRow); }
}

/**
 * All rows of two vectors' columns: tile after tile, 4 rows × 2 vectors. `aTileStep` leads from A's numbers of one tile
 * to the next one's. Rows beyond the last are computed and not stored.
 */
function columns2<A>(
  c: usize, cStride: usize, d: usize, dStride: usize, scale: usize, rows: i32,
  aTile: usize, aTileStep: usize, aStep: usize, aRow: usize, bTile: usize, bStep: usize, k: usize,
): void {
  const s = scale ? v128.load_splat<Real>(scale) : splat(1);
  const end = bTile + k * bStep;
  for (; rows > 0; rows -= tileRows) {
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
    } while (b != end);
    aTile += aTileStep;
    finish(c, d, s, c00);
    finish(c + 16, d ? d + 16 : 0, s, c01);
    c += cStride;
    d += dStride;
    if (rows > 1) {
      finish(c, d, s, c10);
      finish(c + 16, d ? d + 16 : 0, s, c11);
      c += cStride;
      d += dStride;
    }
    if (rows > 2) {
      finish(c, d, s, c20);
      finish(c + 16, d ? d + 16 : 0, s, c21);
      c += cStride;
      d += dStride;
    }
    if (rows > 3) {
      finish(c, d, s, c30);
      finish(c + 16, d ? d + 16 : 0, s, c31);
      c += cStride;
      d += dStride;
    }
  }
}

/** The same for one vector's columns, the last ones of an odd number of vectors. */
function columns1<A>(
  c: usize, cStride: usize, d: usize, dStride: usize, scale: usize, rows: i32,
  aTile: usize, aTileStep: usize, aStep: usize, aRow: usize, bTile: usize, bStep: usize, k: usize,
): void {
  const s = scale ? v128.load_splat<Real>(scale) : splat(1);
  const end = bTile + k * bStep;
  for (; rows > 0; rows -= tileRows) {
    let c0 = splat(0), c1 = c0, c2 = c0, c3 = c0;
    let a = aTile, b = bTile;
    do {
      const b0 = v128.load(b);
      c0 = madd(changetype<A>(0).row0(a), b0, c0);
      c1 = madd(changetype<A>(0).row1(a, aRow), b0, c1);
      c2 = madd(changetype<A>(0).row2(a, aRow), b0, c2);
      c3 = madd(changetype<A>(0).row3(a, aRow), b0, c3);
      a += aStep;
      b += bStep;
    } while (b != end);
    aTile += aTileStep;
    finish(c, d, s, c0);
    if (rows > 1) finish(c + cStride, d + dStride, s, c1);
    if (rows > 2) finish(c + 2 * cStride, d + 2 * dStride, s, c2);
    if (rows > 3) finish(c + 3 * cStride, d + 3 * dStride, s, c3);
    c += 4 * cStride;
    d += 4 * dStride;
  }
}

/**
 * Arguments: C, its stride; A, its stride; B, its stride; D (0: none), its stride (0: one row for all); address of s
 * (0: 1); rows, columns and depth of the product; flags: 1 A is stored transposed, 2 B is, 4 A goes into panels, 8 B
 * does; room for A's panels, room for one of B's. Without D, its stride is 0.
 */
export function matmul(p: usize): void {
  const c = arg(p, 0), cStride = arg(p, 1), aStride = arg(p, 3), bStride = arg(p, 5);
  const scale = arg(p, 8), rows = <i32>arg(p, 9), columns = <i32>arg(p, 10), k = arg(p, 11);
  const flags = arg(p, 12), aPanels = arg(p, 13), bPanel = arg(p, 14);
  let d = arg(p, 6), dStride = arg(p, 7);
  for (let k0: usize = 0; k0 < k; k0 += depth) {
    const kPart = min(k - k0, depth);
    // where k begins: down the rows of a matrix stored with k outermost, along them otherwise
    const a = arg(p, 2) + k0 * (flags & 1 ? aStride : sizeof<Real>());
    const b = arg(p, 4) + k0 * (flags & 2 ? sizeof<Real>() : bStride);
    const aPanelBytes = ((kPart + lanes - 1) & -lanes) * aPanelStep;
    if (flags & 4) {
      let panel = aPanels;
      for (let i = 0; i < rows; i += tileRows) {
        if (flags & 1) packAlong(panel, aPanelStep, a + <usize>i * sizeof<Real>(), aStride, kPart);
        else packStripAcross(panel, tileRows, a + <usize>i * aStride, aStride, rows - i, kPart);
        panel += aPanelBytes;
      }
    }
    for (let j = 0; j < columns; j += 2 * lanes) {
      const two = columns - j > lanes;
      const column = <usize>j * sizeof<Real>();
      let bTile = b + column, bStep = bStride;
      if (flags & 8) {
        bTile = bPanel;
        bStep = two ? 2 * width : width;
        if (flags & 2) packStripAcross(bPanel, two ? 2 * lanes : lanes, b + <usize>j * bStride, bStride, columns - j, kPart);
        else packAlong(bPanel, bStep, b + column, bStride, kPart);
      }
      const dTile = d ? d + column : 0;
      if (flags & 5) {
        const aTile = flags & 4 ? aPanels : a;
        const aTileStep = flags & 4 ? aPanelBytes : aPanelStep;
        const aStep = flags & 4 ? aPanelStep : aStride;
        if (two) columns2<Beside>(c + column, cStride, dTile, dStride, scale, rows, aTile, aTileStep, aStep, 0, bTile, bStep, kPart);
        else columns1<Beside>(c + column, cStride, dTile, dStride, scale, rows, aTile, aTileStep, aStep, 0, bTile, bStep, kPart);
      } else {
        const aTileStep = 4 * aStride;
        if (two) columns2<Below>(c + column, cStride, dTile, dStride, scale, rows, a, aTileStep, sizeof<Real>(), aStride, bTile, bStep, kPart);
        else columns1<Below>(c + column, cStride, dTile, dStride, scale, rows, a, aTileStep, sizeof<Real>(), aStride, bTile, bStep, kPart);
      }
    }
    d = c;
    dStride = cStride;
  }
}
