import { Real } from "./real";
import { lanes, width } from "./vector";

/*
 * A panel is a strip of a matrix laid out for the inner loop of a product: for each k in turn, the strip's numbers side
 * by side. `step` is the panel's bytes a k.
 */

/** From a matrix whose rows run along the strip: for each k, `step` bytes are copied. */
export function packAlong(panel: usize, step: usize, from: usize, stride: usize, k: usize): void {
  for (const end = panel + k * step; panel < end; panel += step) {
    for (let i: usize = 0; i < step; i += width) v128.store(panel + i, v128.load(from + i));
    from += stride;
  }
}

/**
 * From a matrix whose rows run along k: `lanes` rows are transposed, vector by vector, into one vector of the strip.
 * Rows from `valid` on do not exist; the last one stands in for them, and what it computes is not stored.
 * Writes whole vectors: up to lanes − 1 steps behind the panel's end.
 */
// @ts-ignore: decorator
@inline
function packAcross(panel: usize, step: usize, from: usize, stride: usize, valid: i32, k: usize): void {
  let r0 = from;
  let r1 = valid > 1 ? r0 + stride : r0;
  const end = r0 + k * sizeof<Real>();
  if (sizeof<Real>() == 4) {
    let r2 = valid > 2 ? r1 + stride : r1;
    let r3 = valid > 3 ? r2 + stride : r2;
    while (r0 < end) {
      const a = v128.load(r0), b = v128.load(r1), c = v128.load(r2), d = v128.load(r3);
      r0 += width, r1 += width, r2 += width, r3 += width;
      const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5), AB = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
      const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5), CD = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
      v128.store(panel, v128.shuffle<i64>(ab, cd, 0, 2));
      v128.store(panel + step, v128.shuffle<i64>(ab, cd, 1, 3));
      v128.store(panel + 2 * step, v128.shuffle<i64>(AB, CD, 0, 2));
      v128.store(panel + 3 * step, v128.shuffle<i64>(AB, CD, 1, 3));
      panel += 4 * step;
    }
  } else {
    while (r0 < end) {
      const a = v128.load(r0), b = v128.load(r1);
      r0 += width, r1 += width;
      v128.store(panel, v128.shuffle<i64>(a, b, 0, 2));
      panel += step;
      v128.store(panel, v128.shuffle<i64>(a, b, 1, 3));
      panel += step;
    }
  }
}

/** A whole matrix strip of `count` numbers (a multiple of lanes) across k; `valid` of them exist. */
export function packStripAcross(panel: usize, count: i32, from: usize, stride: usize, valid: i32, k: usize): void {
  const step = <usize>count * sizeof<Real>();
  for (let i = 0; i < count; i += lanes) {
    const first = min(i, valid - 1);
    packAcross(panel + <usize>i * sizeof<Real>(), step, from + <usize>first * stride, stride, valid - first, k);
  }
}
