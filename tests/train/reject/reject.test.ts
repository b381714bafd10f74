import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { numbers } from "../../../src/data/numbers/numbers.ts";
import { blobs } from "../../../src/data/numpy/blobs.ts";
import { answers } from "../../../src/model/metrics/mistakes.ts";
import { applyReject, distances, rejectScores, whiten } from "../../../src/model/reject/applyReject.ts";
import type { RejectRule } from "../../../src/model/reject/rejectRule.ts";
import { cholesky, shrunkCovariance } from "../../../src/train/reject/covariance.ts";
import { confidenceForError, fitReject } from "../../../src/train/reject/reject.ts";

interface LedoitWolf {
  columns: number;
  rows: number[];
  covariance: number[];
  shrinkage: number;
}

const goldens: LedoitWolf[] = JSON.parse(readFileSync("tests/golden/metrics.json", "utf8")).ledoitWolf;

test.each(goldens)("the shrunk covariance is scikit-learn's, $columns columns", (golden) => {
  const found = shrunkCovariance(Float64Array.from(golden.rows), golden.columns);
  expect(found.shrinkage).toBeCloseTo(golden.shrinkage, 12);
  found.covariance.forEach((value, i) => {
    expect(value).toBeCloseTo(golden.covariance[i]!, 12);
  });
});

test("whitening by the Cholesky factor measures x' A^-1 x", () => {
  const entry = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 9, maxLength: 9 }),
      fc.array(entry, { minLength: 3, maxLength: 3 }),
      (m, v) => {
        // A = M Mᵀ + I, and x = A v: then xᵀ A⁻¹ x = xᵀ v.
        const a = Float64Array.from({ length: 9 }, (_, k) => {
          const [i, j] = [Math.floor(k / 3), k % 3];
          return [0, 1, 2].reduce((sum, t) => sum + m[i * 3 + t]! * m[j * 3 + t]!, i === j ? 1 : 0);
        });
        const x = [0, 1, 2].map((i) => v.reduce((sum, value, j) => sum + a[i * 3 + j]! * value, 0));
        const y = new Float64Array(3);
        whiten(cholesky(a, 3), x, y);
        const wanted = x.reduce((sum, value, i) => sum + value * v[i]!, 0);
        expect(y.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(wanted, 8);
      },
    ),
  );
});

const classes = 5;
const d = 6;

/** Rows of five round blobs, the same centres at every call. */
function rowsOf(nSamples: number, seed: number) {
  const centers = Array.from({ length: classes }, (_, c) =>
    Array.from({ length: d }, (_, j) => 6 * Math.sin(1 + c * 7 + j * 3)),
  );
  const { X, y } = blobs({ nSamples, centers, clusterStd: 1, seed });
  return { features: Float64Array.from(numbers(X)), labels: Int32Array.from(numbers(y)), centers };
}

const train = rowsOf(2000, 1);
const heldOut = rowsOf(1000, 2);
const fresh = rowsOf(4000, 3);

/** A linear softmax classifier, as sure of far rows as networks are: p ∝ exp(x·μ - ‖μ‖²/2). */
function probabilitiesOf(features: Float64Array): Float64Array {
  const n = features.length / d;
  const result = new Float64Array(n * classes);
  for (let i = 0; i < n; i++) {
    const z = train.centers.map((mean) =>
      mean.reduce((sum, m, j) => sum + m * features[i * d + j]! - (m * m) / 2, 0),
    );
    const top = Math.max(...z);
    const e = z.map((value) => Math.exp(value - top));
    const sum = e.reduce((a, b) => a + b);
    e.forEach((value, c) => {
      result[i * classes + c] = value / sum;
    });
  }
  return result;
}

const held = { features: heldOut.features, probabilities: probabilitiesOf(heldOut.features) };
const rule = fitReject(train, held, { classes, reject: 0.02 });
const rejectedShare = (features: Float64Array, by: RejectRule = rule) => {
  const { reasons } = applyReject(by, features, { probabilities: probabilitiesOf(features), classes });
  return reasons.filter((reason) => reason !== null).length / reasons.length;
};

/** Deterministic numbers of [0, 1). */
function uniform(n: number): Float64Array {
  let state = 1;
  return Float64Array.from({ length: n }, () => {
    state = Math.imul(state, 1664525) + 1013904223;
    return (state >>> 0) / 2 ** 32;
  });
}

describe("none of these", () => {
  it("turns away no more of the held-out rows than was asked, and about as many fresh ones", () => {
    expect(rejectedShare(held.features)).toBeLessThanOrEqual(0.02);
    expect(rejectedShare(fresh.features)).toBeLessThanOrEqual(0.03);
    expect(rejectedShare(fresh.features)).toBeGreaterThan(0.005);
  });

  it("keeps its word for rows to come, however few held-out rows there are", () => {
    // 400 rules of 60 held-out rows each, all limits at 10 %: of new rows 5 % a limit, so at most 10 % in all.
    const shares = Array.from({ length: 400 }, (_, i) => {
      const some = (from: number, n: number) => ({
        features: fresh.features.subarray(from * d, (from + n) * d),
        probabilities: probabilitiesOf(fresh.features.subarray(from * d, (from + n) * d)),
      });
      const by = fitReject(train, some((i * 9) % 3900, 60), { classes, reject: 0.1 });
      return rejectedShare(heldOut.features, by);
    });
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(mean).toBeLessThan(0.105);
    expect(mean).toBeGreaterThan(0.06);
    expect(
      fitReject(train, { features: [0, 0, 0, 0, 0, 0], probabilities: [1, 0, 0, 0, 0] }, { classes }),
    ).toMatchObject({
      rows: 1,
      confidence: 1,
    });
  });

  it("turns away uniform noise and a far blob, of which softmax is sure", () => {
    const noise = uniform(2000 * d).map((u) => 60 * u - 30);
    const away = fresh.features.map((x, k) => x + (k % d === 0 ? 25 : 0));
    for (const unknown of [noise, away]) {
      expect(rejectedShare(unknown)).toBeGreaterThanOrEqual(0.95);
      expect(rejectedShare(unknown, { ...rule, distance: Infinity })).toBeLessThan(0.5);
    }
  });

  it("says why: between two classes uncertain, far away unknown, not a number unknown", () => {
    const [a, b] = train.centers as [number[], number[]];
    const rows = Float64Array.from([
      ...a,
      ...a.map((x, j) => (x + b[j]!) / 2),
      ...a.map((x) => x * 9),
      ...a.map(() => Number.NaN),
    ]);
    const loose = { ...rule, distance: 1e3 };
    const reasonsBy = (by: RejectRule) =>
      applyReject(by, rows, { probabilities: probabilitiesOf(rows), classes }).reasons;
    expect(reasonsBy(rule)).toEqual([null, "uncertain", "unknown", "unknown"]);
    expect(reasonsBy({ ...loose, confidence: 0.9 })).toEqual([null, "uncertain", null, "unknown"]);
  });

  it("is the same rule after JSON", () => {
    const read: RejectRule = JSON.parse(JSON.stringify(rule));
    const once = applyReject(rule, fresh.features, {
      probabilities: probabilitiesOf(fresh.features),
      classes,
    });
    expect(
      applyReject(read, fresh.features, { probabilities: probabilitiesOf(fresh.features), classes }),
    ).toEqual(once);
  });

  it("measures distances as Mahalanobis, in any unit of the features", () => {
    const far = distances(rule, fresh.features);
    const scaled = (x: Float64Array) => x.map((value, k) => value * 1000 ** ((k % d) - 2));
    const other = fitReject(
      { ...train, features: scaled(train.features) },
      { ...held, features: scaled(held.features) },
      { classes },
    );
    distances(other, scaled(fresh.features)).forEach((value, i) => {
      expect(value).toBeCloseTo(far[i]!, 8);
    });
    // Round blobs of deviation 1: the squared distance is χ² with d degrees of freedom, of mean d.
    const mean = far.reduce((sum, value) => sum + value * value, 0) / far.length;
    expect(mean).toBeGreaterThan(0.93 * d);
    expect(mean).toBeLessThan(1.07 * d);
  });

  it("bears a constant feature, a class without rows, one row a class", () => {
    const constant = fresh.features.map((x, k) => (k % d === 2 ? 7 : x));
    const by = fitReject(
      { features: constant, labels: fresh.labels },
      { features: constant, probabilities: probabilitiesOf(constant) },
      { classes: classes + 1 },
    );
    expect(by.means).toHaveLength(classes);
    const changed = constant.map((x, k) => (k % d === 2 ? 8 : x));
    const { reasons } = applyReject(by, changed, { probabilities: probabilitiesOf(changed), classes });
    expect(new Set(reasons)).toEqual(new Set(["unknown"])); // what never varied has varied
    const few = { features: Float64Array.of(0, 0, 5, 5), labels: [0, 1] };
    const tiny = fitReject(few, { features: few.features, probabilities: [1, 0, 0, 1] }, { classes: 2 });
    expect(applyReject(tiny, few.features, { probabilities: [1, 0, 0, 1], classes: 2 }).reasons).toEqual([
      null,
      null,
    ]);
    expect(applyReject(tiny, [9, -9], { probabilities: [1, 0], classes: 2 }).reasons).toEqual(["unknown"]);
  });

  it("refuses to be fitted on nothing", () => {
    expect(() => fitReject(train, { features: [], probabilities: [] }, { classes })).toThrow(
      /no held-out rows/,
    );
  });
});

describe("what a rule did", () => {
  const labels = [0, 1, 0, 1, 1];
  const probabilities = [0.9, 0.1, 0.2, 0.8, 0.4, 0.6, 0.45, 0.55, 0.7, 0.3]; // predicted 0 1 1 1 0
  const all = answers(labels, probabilities, { classes: 2 });

  it("counts what was kept and what was saved", () => {
    expect(rejectScores(all, [null, null, "uncertain", null, "unknown"])).toEqual({
      coverage: 0.6,
      kept: 3,
      unknown: 1,
      uncertain: 1,
      accuracy: 1,
      mistakesAvoided: 2,
    });
    expect(
      rejectScores(
        all,
        labels.map(() => "unknown" as const),
      ).accuracy,
    ).toBeNull();
  });

  it("finds the confidence that keeps a promised error", () => {
    // Surest first: 0.9 right, 0.8 right, 0.7 wrong, 0.6 wrong, 0.55 right.
    expect(confidenceForError(all, 0)).toBe(0.8);
    expect(confidenceForError(all, 0.34)).toBe(0.7);
    expect(confidenceForError(all, 0.4)).toBe(0.55);
    expect(confidenceForError(answers([1], [0.9, 0.1], { classes: 2 }), 0.5)).toBeNull();
    // Rows of equal confidence cannot be parted.
    expect(confidenceForError(answers([0, 1], [0.7, 0.3, 0.7, 0.3], { classes: 2 }), 0.1)).toBeNull();
  });
});
