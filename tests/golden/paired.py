"""paired.json: two trainings compared on the same rows. Run: /usr/bin/python3 tests/golden/paired.py

Figures are scikit-learn's; the interval of the difference of two AUROCs follows DeLong, DeLong and Clarke-Pearson (1988), by the
whole matrix of pairs, with NumPy's covariances; the others are those of the mean of each row's gain.
"""

import json
import pathlib

import numpy as np
from sklearn.metrics import accuracy_score, balanced_accuracy_score, r2_score, roc_auc_score

rng = np.random.default_rng(21)


def pairs(positives, others):
    """psi: 1 where the positive's score is higher, a half where both are the same"""
    return (positives[:, None] > others[None, :]) + 0.5 * (positives[:, None] == others[None, :])


def auroc(y, before, after):
    psi = [pairs(s[y == 1], s[y == 0]) for s in (before, after)]
    variance = 0
    for axis, n in ((1, np.sum(y == 1)), (0, np.sum(y == 0))):
        s = np.cov([p.mean(axis=axis) for p in psi])
        variance += (s[0, 0] + s[1, 1] - 2 * s[0, 1]) / n
    return variance


def mean_gain(gains):
    return np.var(gains, ddof=1) / len(gains)


def case(by, y, before, after):
    a, b = before["predicted"], after["predicted"]
    if by == "auroc":
        figures = [roc_auc_score(y, s["scores"]) for s in (before, after)]
        variance = auroc(y, before["scores"], after["scores"])
    elif by == "r2":
        figures = [r2_score(y, p) for p in (a, b)]
        variance = mean_gain(((a - y) ** 2 - (b - y) ** 2) / np.var(y))
    elif by == "accuracy":
        figures = [accuracy_score(y, p) for p in (a, b)]
        variance = mean_gain((b == y).astype(float) - (a == y))
    else:
        figures = [balanced_accuracy_score(y, p) for p in (a, b)]
        gains = (b == y).astype(float) - (a == y)
        variance = sum(mean_gain(gains[y == label]) for label in (0, 1)) / 4
    half = 1.96 * np.sqrt(variance)
    change = figures[1] - figures[0]
    lists = {name: {k: v.tolist() for k, v in said.items()} for name, said in (("before", before), ("after", after))}
    return {"by": by, "labels": y.tolist(), **lists, "figures": figures, "interval": [change - half, change + half]}


def two_classes(n, grain):
    y = (rng.random(n) < 0.3).astype(int)
    z = rng.normal(size=n)
    said = []
    for sharp in (0.4, 1.5):
        scores = np.round(1 / (1 + np.exp(-(z + rng.normal(size=n) / 2 + sharp * (2 * y - 1)))), grain)
        said.append({"predicted": (scores >= 0.5).astype(int), "scores": scores})
    return y, *said


def numbers(n):
    y = rng.normal(10, 3, n)
    return y, *({"predicted": y + rng.normal(0, s, n), "scores": np.zeros(n)} for s in (2, 1.5))


cases = [case(by, *two_classes(60, grain)) for by in ("auroc", "shares", "accuracy") for grain in (1, 4)]
cases.append(case("r2", *numbers(50)))
out = pathlib.Path(__file__).with_name("paired.json")
out.write_text(json.dumps({"cases": cases}) + "\n")
