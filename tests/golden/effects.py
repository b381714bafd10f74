# Accumulated local effects, partial dependences and Friedman's H² of two small networks, by plain NumPy on their weights: the
# definitions written out (Apley and Zhu 2020, equation 15 and 16; Friedman and Popescu 2008, equation 44). Writes effects.json.
import json
import math
import pathlib

import numpy as np

rng = np.random.RandomState(13)
N, BINS = 60, 8

# Columns: diameter (25.00 …), heat (some values often), line (A, B or C, one-hot).
diameter = 25 + 0.02 * rng.randn(N)
heat = np.round(80 + 6 * rng.randn(N) + 100 * (diameter - 25))
line = rng.choice(3, N, p=[0.5, 0.3, 0.2])
raw = np.column_stack([diameter, heat, np.eye(3)[line]])
offset = np.array([25.0, 80.0, 0, 0, 0])
scale = np.array([0.02, 6.5, 1, 1, 1])


def forward(weights, rows, kind):
    z = (rows - offset) / scale
    for w, b in weights[:-1]:
        z = 1 / (1 + np.exp(-(z @ w + b)))
    w, b = weights[-1]
    z = z @ w + b
    if kind == "number":
        return z * 4.5 + 120  # back in the label's unit
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def ale(f, j):
    x = raw[:, j]
    order = np.sort(x)
    edges = [order[0]]
    for k in range(1, BINS + 1):
        edge = order[math.ceil(k * N / BINS) - 1]
        if edge > edges[-1]:
            edges.append(edge)
    edges = np.array(edges)
    curve, counts = [np.zeros(f(raw).shape[1])], []
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (x > low) & (x <= high)
        if low == edges[0]:
            inside |= x == low
        rows_low, rows_high = raw[inside].copy(), raw[inside].copy()
        rows_low[:, j], rows_high[:, j] = low, high
        counts.append(int(inside.sum()))
        curve.append(curve[-1] + (f(rows_high) - f(rows_low)).mean(0))
    # A row's place on the curve: its bin's upper edge, less what its answer grows by up to there.
    own = 0
    for row in raw:
        bin_ = max(0, int(np.searchsorted(edges, row[j], side="left")) - 1)
        at_edge = row.copy()
        at_edge[j] = edges[bin_ + 1]
        own = own + curve[bin_ + 1] - (f(at_edge[None]) - f(row[None]))[0]
    curve = np.array(curve) - own / N
    return {"at": edges.tolist(), "rows": counts, "values": curve.tolist()}


def dependence_of_words(f):
    counts = raw[:, 2:].sum(0)
    means = []
    for c in range(3):
        rows = raw.copy()
        rows[:, 2:] = np.eye(3)[c]
        means.append(f(rows).mean(0))
    means = np.array(means) - (np.array(means) * counts[:, None]).sum(0) / N
    return {"rows": counts.astype(int).tolist(), "values": means.tolist()}


def dependence(f, places):
    found = []
    for i in range(N):
        rows = raw.copy()
        rows[:, places] = raw[i, places]
        found.append(f(rows).mean(0))
    found = np.array(found)
    return found - found.mean(0)


def interaction(f, first, second):
    both = dependence(f, first + second)
    apart = both - dependence(f, first) - dependence(f, second)
    said = f(raw) - f(raw).mean(0)
    return {"h2": float((apart**2).sum() / (both**2).sum()), "share": float((apart**2).sum() / (said**2).sum())}


cases = {}
for kind, outputs in [("classes", 3), ("number", 1)]:
    sizes = [5, 6, outputs]
    weights = [(rng.randn(a, b) * 1.2, rng.randn(1, b) * 0.5) for a, b in zip(sizes[:-1], sizes[1:])]
    f = lambda rows, w=weights, k=kind: forward(w, rows, k)

    def additive(rows, f=f, kind=kind):
        if kind == "number":
            return f(rows)
        logs = np.log(f(rows))
        return logs - logs.mean(1, keepdims=True)

    cases[kind] = {
        "sizes": sizes,
        "weights": [{"weight": w.ravel().tolist(), "bias": b.ravel().tolist()} for w, b in weights],
        "means": f(raw).mean(0).tolist(),
        "diameter": ale(f, 0),
        "heat": ale(f, 1),
        "line": dependence_of_words(f),
        "interactions": {
            "diameter heat": interaction(additive, [0], [1]),
            "diameter line": interaction(additive, [0], [2, 3, 4]),
            "heat line": interaction(additive, [1], [2, 3, 4]),
        },
    }

golden = {"bins": BINS, "rows": raw.tolist(), "offset": offset.tolist(), "scale": scale.tolist(), "cases": cases}
path = pathlib.Path(__file__).with_name("effects.json")
path.write_text(json.dumps(golden, indent=1) + "\n", encoding="utf-8")
