"""positive.json: what scikit-learn and SciPy make of the class that is to be found. Run: /usr/bin/python3 tests/golden/positive.py

Of each case: probabilities of two classes or three, the positive one, and its figures; Wilson's intervals of what is missed
and over-rejected; what scikit-learn's DummyClassifier scores that always says the commonest class.
"""

import json
import pathlib

import numpy as np
from scipy.stats import binomtest
from sklearn.dummy import DummyClassifier
from sklearn.metrics import average_precision_score, confusion_matrix, precision_recall_fscore_support, roc_auc_score

rng = np.random.default_rng(13)


def drawn(counts, sharp, grain=None):
    y = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    z = rng.normal(size=(len(y), len(counts))) + np.log(np.asarray(counts) + 1)
    z[np.arange(len(y)), y] += sharp
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    if grain:
        p = np.round(p[:, 1:] * grain / len(counts)) / grain
        p = np.concatenate([1 - p.sum(axis=1, keepdims=True), p], axis=1)
    return y, p


CASES = {
    "rare NG": (drawn([9, 121], 2.5), 0),
    "NG never found": (drawn([4, 160], -1.0), 0),
    "every row found": (drawn([12, 30], 60.0), 0),
    "ties": (drawn([20, 60], 1.5, grain=16), 0),
    "the second of two": (drawn([80, 15], 2.0), 1),
    "one of three": (drawn([60, 25, 11], 2.0), 2),
}


def rate(wrong, of):
    interval = binomtest(int(wrong), int(of)).proportion_ci(method="wilson")
    return {"wrong": int(wrong), "of": int(of), "rate": wrong / of, "interval": [interval.low, interval.high]}


found = {}
for name, ((y, p), positive) in CASES.items():
    predicted = p.argmax(axis=1)
    is_it = y == positive
    said = predicted == positive
    precision, recall, f1, _ = precision_recall_fscore_support(is_it, said, pos_label=True, average="binary", zero_division=0)
    dummy = DummyClassifier(strategy="most_frequent").fit(p, y)
    counts = confusion_matrix(is_it, said, labels=[False, True])
    found[name] = {
        "labels": y.tolist(),
        "probabilities": p.ravel().tolist(),
        "positive": positive,
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "auroc": roc_auc_score(is_it, p[:, positive]),
        "averagePrecision": average_precision_score(is_it, p[:, positive]),
        "missRate": rate(counts[1, 0], counts[1].sum()),
        "falseRejectRate": rate(counts[0, 1], counts[0].sum()),
        "baseline": {"class": int(dummy.predict(p[:1])[0]), "accuracy": dummy.score(p, y)},
    }

pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(found))
