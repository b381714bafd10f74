import type { LookTells } from "../../report/look/lookReport.ts";
import { kolmogorovSmirnov } from "../../train/doctor/dataFindings.ts";
import { chance, rankCorrelation } from "../../train/doctor/leaks.ts";
import type { FoundLabel } from "./label.ts";
import type { SeenCells } from "./seen.ts";

/** A class of fewer rows shows no distribution. */
const fewestRows = 5;

/** How much a column of numbers alone tells of the label; nothing of other columns. `columns`: how many are looked at. */
export function telling(
  { values, width }: SeenCells,
  { label, values: labels }: FoundLabel,
  columns: number,
): LookTells | null {
  if (!values || width !== 1) return null;
  return label.task === "regress"
    ? byRank(values, labels, columns)
    : byDistance(values, labels, label.classes, columns);
}

function byRank(values: Float64Array, target: ArrayLike<number>, columns: number): LookTells | null {
  const rows = Array.from(values.keys()).filter(
    (row) => Number.isFinite(values[row]!) && Number.isFinite(target[row]!),
  );
  const n = rows.length;
  if (n < fewestRows) return null;
  const rho = rankCorrelation(
    Float64Array.from(rows, (row) => values[row]!),
    Float64Array.from(rows, (row) => target[row]!),
  );
  // Fisher's z of ranks that do not belong together is normal, of variance 1.06 / (n - 3) (Fieller, Hartley and Pearson 1957).
  const z = Math.abs(Math.atanh(Math.min(Math.abs(rho), 1 - 1e-12))) * Math.sqrt(Math.max(0, n - 3) / 1.06);
  const p = 2 * upperTail(z) * columns;
  return { by: "spearman", value: rho, beyondChance: p < chance, class: null };
}

/** P(Z ≥ z) of a normal number, by Mills' ratio as a continued fraction; below 2 nothing here depends on it. */
function upperTail(z: number): number {
  if (z < 2) return 0.5;
  let fraction = z;
  for (let k = 40; k >= 1; k--) fraction = z + k / fraction;
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) / fraction;
}

function byDistance(
  values: Float64Array,
  labels: ArrayLike<number>,
  classes: readonly { readonly name: string; readonly rows: number }[],
  columns: number,
): LookTells | null {
  const rows = Uint32Array.from(
    Array.from(values.keys()).filter((row) => Number.isFinite(values[row]!) && labels[row]! >= 0),
  ).sort((a, b) => values[a]! - values[b]!);
  const compared = classes.length === 2 ? 1 : classes.length;
  let best: { value: number; name: string; n: number; m: number } | undefined;
  for (let k = 0; k < compared; k++) {
    const own = new Float64Array(rows.length);
    const others = new Float64Array(rows.length);
    let [n, m] = [0, 0];
    for (const row of rows) {
      if (labels[row] === k) own[n++] = values[row]!;
      else others[m++] = values[row]!;
    }
    if (n < fewestRows || m < fewestRows) continue;
    const value = kolmogorovSmirnov(own.subarray(0, n), others.subarray(0, m));
    if (!best || value > best.value) best = { value, name: classes[k]!.name, n, m };
  }
  if (!best) return null;
  const { value, name, n, m } = best;
  // The series of Kolmogorov begins with 2 exp(-2 n m / (n + m) D²), which is all of it where chance is small.
  const p = 2 * Math.exp(((-2 * n * m) / (n + m)) * value ** 2) * columns * compared;
  return { by: "distance", value, beyondChance: p < chance, class: classes.length === 2 ? null : name };
}
