"""metrics.json: what scikit-learn and SciPy make of predictions, odd ones included. Run: /usr/bin/python3 tests/golden/metrics.py

The expected calibration error is not in scikit-learn; here it is by its definition (Guo et al. 2017), in NumPy.
Probabilities are rounded to sixteenths, hundredths or not at all, so that scores tie.
"""

import json
import math
import pathlib
import warnings

import numpy as np
from scipy.stats import binomtest, norm
from sklearn.covariance import ledoit_wolf
from sklearn.dummy import DummyRegressor
from sklearn.inspection import permutation_importance
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    confusion_matrix,
    log_loss,
    max_error,
    mean_absolute_error,
    mean_squared_error,
    precision_recall_curve,
    precision_recall_fscore_support,
    r2_score,
    roc_auc_score,
    roc_curve,
)

warnings.filterwarnings("ignore")
rng = np.random.default_rng(11)


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def drawn(n, classes, sharp, labels=None):
    y = rng.integers(0, classes, n) if labels is None else np.asarray(labels)
    z = rng.normal(size=(n, classes))
    z[np.arange(n), y] += sharp
    return y, softmax(z * 1.7)


def never(c, n, classes):
    """Class c is never predicted."""
    y, p = drawn(n, classes, 1.0)
    p[:, c] *= 1e-3
    return y, p / p.sum(axis=1, keepdims=True)


def absent(c, n, classes):
    """No row is of class c, though some are predicted so."""
    y = rng.integers(0, classes - 1, n)
    return drawn(n, classes, 0.7, np.where(y >= c, y + 1, y))


def tied(grain, n, classes):
    y, p = drawn(n, classes, 1.0)
    p = np.round(p[:, 1:] * grain / classes) / grain
    return y, np.concatenate([1 - p.sum(axis=1, keepdims=True), p], axis=1)


CASES = {
    "two classes": drawn(40, 2, 1.0),
    "five classes": drawn(300, 5, 1.2),
    "ten classes, nearly perfect": drawn(120, 10, 5.0),
    "worse than chance": drawn(50, 3, -1.0),
    "ties in hundredths": tied(100, 80, 2),
    "ties in sixteenths": tied(16, 150, 4),
    "a class never predicted": never(2, 60, 4),
    "a class without rows": absent(1, 60, 4),
    "the last class without rows": absent(2, 30, 3),
    "constant scores": (np.array([0, 1, 1, 0, 1, 0, 0]), np.full((7, 2), 0.5)),
    "constant scores, three classes": (np.array([0, 1, 2, 2, 1]), np.full((5, 3), 0.25) + [0.25, 0, 0]),
    "one row, right": (np.array([1]), np.array([[0.25, 0.75]])),
    "one row, wrong": (np.array([0]), np.array([[0.1, 0.2, 0.7]])),
    "perfect and certain": (np.array([0, 1, 2, 1]), np.eye(3)[[0, 1, 2, 1]]),
    "wrong and certain": (np.array([0, 1, 2, 1]), np.eye(3)[[1, 2, 0, 0]]),
    "one kind of label in two classes": (np.array([1, 1, 1]), np.array([[0.3, 0.7], [0.6, 0.4], [0.5, 0.5]])),
    "confidence on the edges of bins": (
        np.array([0, 1, 0, 1, 0, 0, 0, 1]),
        np.array([[p, 1 - p] for p in (0.6, 0.7, 0.8, 0.9, 1.0, 0.6000000000000001, 0.7999999999999999, 0.5)]),
    ),
}


def number(x):
    return None if x is None or not math.isfinite(x) else float(x)


def scores(y, predicted, classes):
    labels = range(classes)
    columns = precision_recall_fscore_support(y, predicted, labels=labels, zero_division=0)
    rows = [dict(zip(("precision", "recall", "f1", "support"), map(float, row))) for row in zip(*columns)]
    means = {}
    for average in ("macro", "weighted"):
        p, r, f, _ = precision_recall_fscore_support(y, predicted, labels=labels, average=average, zero_division=0)
        means[average] = {"precision": p, "recall": r, "f1": f, "support": float(len(y))}
    return {"classes": rows, **means}


def reliability(y, p, bins):
    confidence, right = p.max(axis=1), p.argmax(axis=1) == y
    edges = np.arange(1, bins) / bins
    bin = np.digitize(confidence, edges, right=True)  # edges[i-1] < x <= edges[i]
    table, ece = [], 0.0
    for b in range(bins):
        inside = bin == b
        if inside.any():
            acc, conf = right[inside].mean(), confidence[inside].mean()
            table.append([int(inside.sum()), float(conf), float(acc)])
            ece += inside.mean() * abs(acc - conf)
        else:
            table.append([0, None, None])
    return {"table": table, "ece": ece}


def ranking(y, p, c):
    t, s = (y == c).astype(int), p[:, c]
    if t.min() == t.max():
        return None
    fpr, tpr, thresholds = roc_curve(t, s)
    precision, recall, at = precision_recall_curve(t, s)
    return {
        "fpr": fpr.tolist(),
        "tpr": tpr.tolist(),
        "thresholds": thresholds[1:].tolist(),  # the first is max + 1 here, infinity in later versions
        "auc": roc_auc_score(t, s),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "prThresholds": at.tolist(),
        "ap": average_precision_score(t, s),
    }


def classification(y, p):
    classes = p.shape[1]
    predicted = p.argmax(axis=1)
    whole = len(np.unique(y)) == classes
    one_hot = np.eye(classes, dtype=int)[y]
    return {
        "classes": classes,
        "labels": y.tolist(),
        "probabilities": p.ravel().tolist(),
        "predicted": predicted.tolist(),
        "accuracy": accuracy_score(y, predicted),
        "confusion": confusion_matrix(y, predicted, labels=range(classes)).tolist(),
        "scores": scores(y, predicted, classes),
        "logLoss": log_loss(y, p, labels=range(classes)),
        "ranking": [ranking(y, p, c) for c in range(classes)],
        "aucMacro": roc_auc_score(one_hot, p, average="macro") if whole else None,
        "aucWeighted": roc_auc_score(one_hot, p, average="weighted") if whole else None,
        "apMacro": average_precision_score(one_hot, p, average="macro") if whole else None,
        "apWeighted": average_precision_score(one_hot, p, average="weighted") if whole else None,
        "bins10": reliability(y, p, 10),
        "bins15": reliability(y, p, 15),
    }


def regression(y, f):
    return {
        "truth": np.asarray(y, float).tolist(),
        "predicted": np.asarray(f, float).tolist(),
        "mae": mean_absolute_error(y, f),
        "rmse": mean_squared_error(y, f, squared=False),
        "r2": number(r2_score(y, f)),
        "max": max_error(y, f),
        "always": mean_absolute_error(y, DummyRegressor().fit(np.zeros((len(y), 1)), y).predict(np.zeros((len(y), 1)))),
        **intervals(np.asarray(y, float), np.asarray(f, float)),
    }


def intervals(y, f):
    """95 %: of a mean, and of 1 - A/B by the delta method, from the covariance of what A and B are means of."""
    n, z = len(y), norm.ppf(0.975)
    if n < 2:
        return {"maeInterval": None, "r2Interval": None}
    errors = np.abs(y - f)
    away = z * errors.std(ddof=1) / np.sqrt(n)
    mae = [max(0, errors.mean() - away), errors.mean() + away]
    apart = (y - y.mean()) ** 2
    if np.ptp(y) == 0:
        return {"maeInterval": mae, "r2Interval": None}
    a, b = (errors**2).mean(), apart.mean()
    slope = np.array([-1 / b, a / b**2])
    far = z * np.sqrt(slope @ np.cov(errors**2, apart) @ slope / n)
    return {"maeInterval": mae, "r2Interval": [1 - a / b - far, min(1, 1 - a / b + far)]}


y = rng.normal(size=200) * 30 + 1000
REGRESSION = {
    "a good fit": regression(y, y + rng.normal(size=200)),
    "worse than the mean": regression(y, -y),
    "perfect": regression(y[:5], y[:5]),
    "the mean": regression([1, 2, 3, 4], [2.5] * 4),
    "constant truth": regression([2, 2, 2], [2, 2, 3]),
    "constant truth, perfect": regression([0.1, 0.1, 0.1], [0.1, 0.1, 0.1]),
    "one row": regression([3], [4.5]),
    "far from zero": regression(y[:50] * 1e6, y[:50] * 1e6 + rng.normal(size=50)),
}


class Linear:
    """argmax of x W: a model with nothing to learn."""

    def __init__(self, w):
        self.w = w

    def fit(self, X, y):
        return self

    def predict(self, X):
        return (X @ self.w).argmax(axis=1)


def importance(n, d, classes, seed, repeats):
    X = rng.integers(-50, 50, (n, d)).astype(float)
    w = rng.integers(-3, 4, (d, classes)).astype(float)
    w[0] = 0  # the first feature says nothing
    model = Linear(w)
    y = np.where(rng.random(n) < 0.9, model.predict(X), rng.integers(0, classes, n))
    found = permutation_importance(model, X, y, scoring="accuracy", n_repeats=repeats, random_state=seed)
    return {
        "features": X.ravel().tolist(),
        "weights": w.tolist(),
        "labels": y.tolist(),
        "seed": seed,
        "repeats": repeats,
        "baseline": accuracy_score(y, model.predict(X)),
        "mean": found.importances_mean.tolist(),
        "std": found.importances_std.tolist(),
        "drops": found.importances.tolist(),
    }


def wilson(k, n):
    found = binomtest(k, n).proportion_ci(0.95, method="wilson")
    return [k, n, found.low, found.high]


def shrunk(X):
    covariance, shrinkage = ledoit_wolf(X, assume_centered=True)
    return {"columns": X.shape[1], "rows": X.ravel().tolist(), "covariance": covariance.ravel().tolist(), "shrinkage": shrinkage}


golden = {
    "classification": {name: classification(*case) for name, case in CASES.items()},
    "regression": REGRESSION,
    "importance": [importance(40, 4, 3, 0, 5), importance(25, 3, 2, 2**32 - 1, 3), importance(2, 2, 2, 7, 10)],
    "wilson": [wilson(k, n) for k, n in [(0, 1), (1, 1), (0, 10), (10, 10), (1, 10), (95, 100), (8833, 10_000), (30, 30), (1, 2), (999_999, 1_000_000)]],
    "ledoitWolf": [shrunk(rng.normal(size=(30, 4)) * [1, 2, 3, 0.1]), shrunk(rng.normal(size=(5, 8))), shrunk(rng.normal(size=(7, 1)))],
}
path = pathlib.Path(__file__).with_name("metrics.json")
path.write_text(json.dumps(golden, separators=(",", ":"), allow_nan=False, default=lambda x: x.item()) + "\n")
