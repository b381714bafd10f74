"""lesson.json.gz: the lesson's network in NumPy, formula for formula. Run: /usr/bin/python3 tests/golden/lesson.py

The original program's formulas, as it writes them: no care for overflow, log(p) taken of the probability itself.
L2 is what the lesson's comment promises: a row's loss is its cross-entropy + l2/2 (sum W1^2 + sum W2^2).
"""

import base64
import gzip
import hashlib
import json
import pathlib

import numpy as np
from sklearn.datasets import load_digits, load_iris, make_blobs


class NeuralNetwork:
    def __init__(self, inputs, hidden, outputs, rate, l2, seed):
        np.random.seed(seed)
        self.w1 = np.random.randn(inputs, hidden) * 0.01
        self.b1 = np.zeros((1, hidden))
        self.w2 = np.random.randn(hidden, outputs) * 0.01
        self.b2 = np.zeros((1, outputs))
        self.rate, self.l2 = rate, l2

    def forward(self, X):
        self.a1 = 1 / (1 + np.exp(-(np.dot(X, self.w1) + self.b1)))
        z2 = np.dot(self.a1, self.w2) + self.b2
        e = np.exp(z2 - np.max(z2, axis=1, keepdims=True))
        return e / np.sum(e, axis=1, keepdims=True)

    def step(self, X, Y):
        delta2 = self.forward(X) - Y
        delta1 = np.dot(delta2, self.w2.T) * self.a1 * (1 - self.a1)
        penalty = self.l2 * len(X)
        g2, g1 = np.dot(self.a1.T, delta2) + penalty * self.w2, np.dot(X.T, delta1) + penalty * self.w1
        self.w2 -= self.rate * g2
        self.b2 -= self.rate * np.sum(delta2, axis=0, keepdims=True)
        self.w1 -= self.rate * g1
        self.b1 -= self.rate * np.sum(delta1, axis=0, keepdims=True)

    def loss(self, X, y):
        cross_entropy = -np.mean(np.log(self.forward(X)[np.arange(len(y)), y]))
        return cross_entropy + self.l2 / 2 * (np.sum(self.w1**2) + np.sum(self.w2**2))


def bytes64(a, dtype):
    return base64.b64encode(np.ascontiguousarray(a, dtype=dtype).tobytes()).decode()


def digest(a):
    return hashlib.sha256(np.ascontiguousarray(a, dtype="<f8").tobytes()).hexdigest()


def stand_in():
    """kiso's stand-in set: 5000 rows to train on, 1000 to test; as the lesson, 1000 of the shuffled 5000."""
    options = {"nSamples": 6000, "centers": 10, "nFeatures": 10, "clusterStd": 3.0, "seed": 0}
    X, y = make_blobs(n_samples=6000, centers=10, n_features=10, cluster_std=3.0, random_state=0)
    rows = np.random.default_rng(42).permutation(5000)[:1000]
    return {"blobs": options, "trainRows": 5000, "shuffle": 42, "take": 1000}, X[rows], y[rows], X[5000:], y[5000:]


def other_blobs():
    options = {"nSamples": 630, "centers": 4, "nFeatures": 6, "clusterStd": 2.0, "seed": 5}
    X, y = make_blobs(n_samples=630, centers=4, n_features=6, cluster_std=2.0, random_state=5)
    return {"blobs": options, "trainRows": 500, "shuffle": 1, "take": 500}, *ordered(X, y, 500, 1)


def ordered(X, y, n_train, seed):
    rows = np.random.default_rng(seed).permutation(n_train)
    return X[rows], y[rows], X[n_train:], y[n_train:]


TABLES = {}


def table(name, data, scale, divisor, n_train):
    """A table of scikit-learn's, shuffled. Multiplied by `scale` its values are whole numbers: stored as bytes."""
    order = np.random.default_rng(0).permutation(len(data.target))
    values, y = np.rint(data.data[order] * scale), data.target[order]
    TABLES[name] = {"values": bytes64(values, "u1"), "labels": bytes64(y, "u1"), "features": values.shape[1]}
    X, n = values / divisor, n_train
    return {"table": name, "divisor": divisor, "trainRows": n}, X[:n], y[:n], X[n:], y[n:]


def iris():
    return table("iris", load_iris(), 10, 10, 100)


def digits():
    return table("digits", load_digits(), 1, 16, 1500)


CASES = [
    ("the stand-in set, seed 0", stand_in, {"hidden": 32, "seed": 0}),
    ("the stand-in set, seed 7", stand_in, {"hidden": 32, "seed": 7}),
    ("blobs with an L2 penalty", other_blobs, {"hidden": 9, "seed": 3, "l2": 0.003, "rate": 0.005}),
    ("iris", iris, {"hidden": 8, "seed": 1, "batchSize": 7, "epochs": 40}),
    ("digits / 16", digits, {"hidden": 32, "seed": 42}),
    ("digits / 16 with an L2 penalty", digits, {"hidden": 20, "seed": 5, "l2": 0.001, "batchSize": 50, "epochs": 12}),
]

goldens = []
for name, load, options in CASES:
    options = {"rate": 0.01, "l2": 0, "epochs": 30, "batchSize": 32, **options}
    source, X, y, X_test, y_test = load()
    classes = int(y.max()) + 1
    network = NeuralNetwork(X.shape[1], options["hidden"], classes, options["rate"], options["l2"], options["seed"])
    first = {"weightsInputHidden": digest(network.w1), "weightsHiddenOutput": digest(network.w2)}
    Y, losses, size = np.eye(classes)[y], [], options["batchSize"]
    for _ in range(options["epochs"]):
        for i in range(0, len(X), size):
            network.step(X[i : i + size], Y[i : i + size])
        losses.append(network.loss(X, y))
    accuracy = float(np.mean(np.argmax(network.forward(X_test), axis=1) == y_test))
    weights = {
        "weightsInputHidden": network.w1,
        "biasHidden": network.b1,
        "weightsHiddenOutput": network.w2,
        "biasOutput": network.b2,
    }
    goldens.append(
        {
            "name": name,
            "source": source,
            "classes": classes,
            "options": options,
            "firstWeights": first,
            "losses": losses,
            "accuracy": accuracy,
            "parameters": {key: bytes64(value, "<f8") for key, value in weights.items()},
        }
    )
    print(f"{name}: {losses[0]:.4f} -> {losses[-1]:.4f}, accuracy {accuracy}")

path = pathlib.Path(__file__).with_name("lesson.json.gz")
path.write_bytes(gzip.compress(json.dumps({"tables": TABLES, "cases": goldens}).encode(), mtime=0))
print(f"{path.name}: {path.stat().st_size} bytes")
