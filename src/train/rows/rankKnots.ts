import type { Tensors } from "../../model/file/safetensors.ts";
import type { ViewsSpec } from "../../nn/layers/network.ts";

/** Of a uniform distribution on [0, 1] the deviation is 1/√12: ranks come to variance 1. */
const unit = Math.sqrt(12);

/**
 * The statistics of the layer `nn/layers/views.ts`, from the scaled training rows (n, d), row-major: of each ranked feature, knots
 * at values of the rows, no more than asked, evenly over the rows. A value that several rows have gets the middle of their ranks.
 */
export function rankKnots(
  features: ArrayLike<number>,
  width: number,
  { ranked, knots }: ViewsSpec,
): Record<"at" | "width" | "slope" | "low", Tensors[string]> {
  const n = features.length / width;
  const r = ranked.length;
  const of = () => new Float64Array(r * knots);
  const [at, wide, slope, low] = [of(), of(), of(), new Float64Array(r)];
  ranked.forEach((j, i) => {
    const line = lineOf(
      Float64Array.from({ length: n }, (_, row) => features[row * width + j]!).sort(),
      knots,
    );
    low[i] = line[0]![1];
    for (let k = 0; k < knots; k++) {
      const [here, next] = [line[Math.min(k, line.length - 1)]!, line[k + 1]];
      at[i * knots + k] = here[0];
      if (!next) continue;
      wide[i * knots + k] = next[0] - here[0];
      slope[i * knots + k] = (next[1] - here[1]) / (next[0] - here[0]);
    }
  });
  const shape = [r, 1, knots];
  return {
    at: { shape, data: at },
    width: { shape, data: wide },
    slope: { shape, data: slope },
    low: { shape: [r, 1], data: low },
  };
}

/** Pairs of a value and its rank, −√3 to √3, of sorted values: at most `most` of them, the least and the greatest among them. */
function lineOf(sorted: Float64Array, most: number): [number, number][] {
  const n = sorted.length;
  const line: [number, number][] = [];
  let [next, start] = [0, 0];
  while (start < n) {
    let end = start + 1;
    while (end < n && sorted[end] === sorted[start]) end++;
    const rank = (start + end) / 2 / n;
    if (rank >= next || end === n) {
      line.push([sorted[start]!, (rank - 0.5) * unit]);
      next = rank + 1 / (most - 2);
    }
    start = end;
  }
  return line;
}

/** Features that a rank says more of than their value: those with more than two values. Images and the like are none. */
export function rankedFeatures(features: ArrayLike<number>, width: number): number[] {
  const n = features.length / width;
  return Array.from({ length: width }, (_, j) => j).filter((j) => {
    const first = features[j];
    let other: number | undefined;
    for (let row = 1; row < n; row++) {
      const value = features[row * width + j]!;
      if (value === first || value === other) continue;
      if (other !== undefined) return true;
      other = value;
    }
    return false;
  });
}
