import { describe, expect, test } from "vitest";
import * as kiso from "../everything.ts";
import { refused, untyped, v, X } from "../refusals.ts";

const { np } = kiso;

describe("a scaler refuses", () => {
  const { fitScaler, applyScaler, toSamples } = kiso;
  const scaler = fitScaler("standard", X);
  const values = new kiso.Dataset({ features: X, labels: np.array([0.5, 23.7]), classNames: [] });
  refused([
    [
      "another name",
      () => fitScaler(untyped("std"), X),
      'fitScaler: there is no scaler "std"; there are standard, minmax, none',
    ],
    [
      "its arguments in another order",
      () => fitScaler(untyped(X), untyped("standard")),
      'there are standard, minmax, none: fitScaler("standard", features)',
    ],
    [
      "one axis",
      () => fitScaler("standard", v),
      "fitScaler: the features must be an array (rows, features), found shape (2)",
    ],
    [
      "lists",
      () => fitScaler("standard", untyped([[1, 2]])),
      "found no shape; of a Dataset give dataset.features, of lists np.array(rows)",
    ],
    [
      "a number that is none",
      () =>
        fitScaler(
          "standard",
          np.array([
            [1, 2],
            [3, Number.NaN],
          ]),
        ),
      "fitScaler: row 1, feature 1 is NaN",
    ],
    [
      "a number without end",
      () =>
        fitScaler(
          "minmax",
          np.array([
            [1, Infinity],
            [3, 4],
          ]),
        ),
      "fitScaler: row 0, feature 1 is Infinity",
    ],
    [
      "a number whose square is none",
      () =>
        fitScaler(
          "standard",
          np.array([
            [1, 2],
            [3, 4],
            [5, -1e300],
          ]),
        ),
      "fitScaler: row 2, feature 1 is -1e+300, too large for its square",
    ],
    [
      "other features",
      () => applyScaler(scaler, np.array([[1, 2, 3]])),
      "The scaler was fitted to 2 features and cannot take 3",
    ],
    [
      "one row's features",
      () => applyScaler(scaler, v),
      "the scaler: the features must be an array (rows, features), found shape (2)",
    ],
    [
      "to come after the features",
      () => applyScaler(untyped(X), untyped(scaler)),
      'a scaler comes before the features: fitScaler("standard", features)',
    ],
    [
      "to be left out",
      () => toSamples(values, untyped(undefined)),
      'or fitScaler("none", features) to leave them as they are',
    ],
    [
      "features without labels",
      () => toSamples(untyped(X), scaler),
      "toSamples takes a Dataset, or { features, labels }, and its scaler",
    ],
    [
      "to make classes of values",
      () => toSamples(values, scaler),
      "toSamples: row 0 has label 0.5, which is no class; of a regression give its targets' scaler too",
    ],
  ]);

  test("no values with their own scaler, as it says", () => {
    const data = Float64Array.of(0.5, 23.7);
    const target = fitScaler("standard", { shape: [2, 1], data });
    expect([...toSamples(values, scaler, { target }).labels]).toEqual([-1, 1]);
  });
});
