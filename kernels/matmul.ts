import { Real } from "./real";
import { packAlong, packStripAcross } from "./pack";
import { columns4, packPairs } from "./pairs";
import { Below, Beside, columns1, columns2, columns3, Finish, strip, tileRows } from "./tiles";
import { arg, lanes, splat, width } from "./vector";

/*
 * C = D ± s · A·B, with A or B read transposed where the graph says so, D a matrix, a bias row (stride 0) or nothing,
 * and s a number in memory or 1. With D = C = W and s the learning rate, a weight's gradient and its update are one.
 *
 * The inner loops (tiles.ts) want A's numbers of one k side by side, and B's vectors likewise. Aᵀ and B lie so already;
 * they are copied into panels only when they are large, where walking down their columns would cost a cache line a
 * number. Bᵀ is transposed into panels, and so is a large A; a small A is read where it stands, from 4 rows at once. For
 * products deeper than `depth` k is cut, so that a panel of B (8 or 12 kB) stays in the first cache and all of A's
 * panels in the second; C then gathers the parts. What goes into panels is decided in src/engine/wasm/lowering/multiplication.ts.
 */
const depth: usize = 256;
/** Bytes of A's numbers for one k in a panel. */
const aPanelStep: usize = 4 * sizeof<Real>();

/** A row of a strip, at most four vectors, that stands for D where there is none. */
const zeros = memory.data(64, 16);

/** The strip that is set, of that many vectors. */
// @ts-ignore: decorator
@inline
function multiply<A>(vectors: i32): void {
  if (vectors == 2) columns2<A>();
  else if (vectors == 3) columns3<A>();
  else columns1<A>();
}

/**
 * Arguments: C, its stride; A, its stride; B, its stride; D (0: none), its stride (0: one row for all); address of s
 * (0: 1); rows, columns and depth of the product; flags: 1 A is stored transposed, 2 B is, 4 A goes into panels, 8 B
 * does, 16 s is subtracted, 32 C is A·B · D (1 − D) (for depths of one part and columns of whole strips of two vectors);
 * 64 A's zeros are left out where they are many (not with 32); room for A's panels, room for one of B's. Without D, its
 * stride is 0.
 */
export function matmul(p: usize): void {
  const c = arg(p, 0), aStride = arg(p, 3), bStride = arg(p, 5);
  const rows = <i32>arg(p, 9), columns = <i32>arg(p, 10), k = arg(p, 11);
  const flags = arg(p, 12), aPanels = arg(p, 13), bPanel = arg(p, 14);
  let d = arg(p, 6);
  strip.rows = rows;
  strip.cStride = arg(p, 1);
  strip.dStride = arg(p, 7);
  const scale = arg(p, 8);
  const s = scale ? v128.load_splat<Real>(scale) : splat(1);
  strip.s = flags & 16 ? v128.neg<Real>(s) : s;
  strip.aRow = aStride;
  for (let k0: usize = 0; k0 < k; k0 += depth) {
    const kPart = min(k - k0, depth);
    // where k begins: down the rows of a matrix stored with k outermost, along them otherwise
    const a = arg(p, 2) + k0 * (flags & 1 ? aStride : sizeof<Real>());
    const b = arg(p, 4) + k0 * (flags & 2 ? sizeof<Real>() : bStride);
    const aRow = flags & 1 ? sizeof<Real>() : aStride, aStep = flags & 1 ? aStride : sizeof<Real>();
    const pairs = flags & 64 ? packPairs(aPanels, a, aRow, aStep, kPart, flags & 8 ? 4 * width : bStride) : false;
    const panels = !pairs && flags & 4;
    if (panels) {
      strip.a = aPanels;
      strip.aStep = aPanelStep;
      strip.aTileStep = ((kPart + lanes - 1) & -lanes) * aPanelStep;
      let panel = aPanels;
      for (let i = 0; i < rows; i += tileRows) {
        if (flags & 1) packAlong(panel, aPanelStep, a + <usize>i * sizeof<Real>(), aStride, kPart);
        else packStripAcross(panel, tileRows, a + <usize>i * aStride, aStride, rows - i, kPart);
        panel += strip.aTileStep;
      }
    } else {
      strip.a = a;
      strip.aStep = aStep;
      strip.aTileStep = flags & 1 ? aPanelStep : tileRows * aStride;
    }
    for (let j = 0, vectors = 0; j < columns; j += vectors * lanes) {
      const left = (columns - j + lanes - 1) / lanes;
      vectors = pairs && left > 3 ? 4 : left == 3 ? 3 : min(left, 2);
      const column = <usize>j * sizeof<Real>();
      strip.b = b + column;
      strip.bStep = bStride;
      if (flags & 8) {
        strip.b = bPanel;
        strip.bStep = <usize>vectors * width;
        if (flags & 2) packStripAcross(bPanel, vectors * lanes, b + <usize>j * bStride, bStride, columns - j, kPart);
        else packAlong(bPanel, strip.bStep, b + column, bStride, kPart);
      }
      strip.bEnd = strip.b + kPart * strip.bStep;
      strip.c = c + column;
      strip.d = d ? d + column : zeros;
      const scaled = scale | (flags & 16);
      strip.finish = flags & 32 ? Finish.sloped : scaled ? Finish.scaled : d ? Finish.added : Finish.plain;
      if (vectors == 4) columns4(aPanels);
      else if (panels || flags & 1) multiply<Beside>(vectors);
      else multiply<Below>(vectors);
    }
    d = c;
    strip.dStride = strip.cStride;
  }
}
