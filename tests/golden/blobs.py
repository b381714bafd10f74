"""blobs.json: what scikit-learn's make_blobs gives. Run: /usr/bin/python3 tests/golden/blobs.py

Up to 64 rows the bytes themselves stand in the file (base64, little-endian float64 and int32), so that a test
can say where a difference is; for larger sets their SHA-256 and the first 4 rows.
"""

import base64
import hashlib
import json
import pathlib

import numpy as np
from sklearn.datasets import make_blobs

GIVEN = [[-2.5, 0.1, 7.0], [3.0, -4.75, 0.0]]

# kiso's options; scikit-learn's names for them stand in SKLEARN
CASES = {
    "defaults": {"seed": 0},
    "the lesson, std 0.8": {"nSamples": 300, "centers": 5, "nFeatures": 2, "clusterStd": 0.8, "seed": 0},
    "the lesson, std 1.3": {"nSamples": 300, "centers": 5, "nFeatures": 2, "clusterStd": 1.3, "seed": 0},
    "the lesson, std 1.6": {"nSamples": 300, "centers": 5, "nFeatures": 2, "clusterStd": 1.6, "seed": 0},
    "the lesson, std 1.9": {"nSamples": 300, "centers": 5, "nFeatures": 2, "clusterStd": 1.9, "seed": 0},
    "the stand-in set": {"nSamples": 6000, "centers": 10, "nFeatures": 10, "clusterStd": 3.0, "seed": 0},
    "n not divisible": {"nSamples": 23, "centers": 7, "nFeatures": 3, "seed": 1},
    "fewer rows than centres": {"nSamples": 3, "centers": 8, "nFeatures": 4, "seed": 2},
    "one row": {"nSamples": 1, "centers": 1, "nFeatures": 1, "seed": 3},
    "odd count of normals": {"nSamples": 5, "centers": 1, "nFeatures": 3, "seed": 4},
    "rows per centre": {"nSamples": [3, 11, 7], "nFeatures": 2, "seed": 5},
    "a centre without rows": {"nSamples": [4, 0, 5], "nFeatures": 2, "clusterStd": [1, 2, 0.5], "seed": 6},
    "std per centre": {"nSamples": 20, "centers": 3, "clusterStd": [0.1, 2.5, 10], "seed": 7},
    "std zero": {"nSamples": 6, "centers": 2, "clusterStd": 0, "seed": 8},
    "given centres": {"nSamples": 17, "centers": GIVEN, "clusterStd": 0.25, "seed": 9},
    "given centres and rows per centre": {"nSamples": [9, 2], "centers": GIVEN, "clusterStd": [1.5, 0.5], "seed": 10},
    "centre box": {"nSamples": 12, "centers": 4, "centerBox": [0.25, 0.75], "clusterStd": 0.01, "seed": 11},
    "not shuffled": {"nSamples": 10, "centers": 4, "shuffle": False, "seed": 12},
    "many features": {"nSamples": 30, "centers": 3, "nFeatures": 64, "seed": 42},
    "the largest seed": {"nSamples": 16, "centers": 2, "seed": 2**32 - 1},
    "a seed above 2^31": {"nSamples": 16, "centers": 2, "seed": 2**31 + 1},
    "a hundred thousand rows": {"nSamples": 100_000, "centers": 12, "nFeatures": 5, "clusterStd": 1.7, "seed": 2024},
    "two million rows": {"nSamples": 2_000_000, "centers": 5, "nFeatures": 2, "clusterStd": 0.8, "seed": 0},
}

SKLEARN = {
    "nSamples": "n_samples",
    "nFeatures": "n_features",
    "centers": "centers",
    "clusterStd": "cluster_std",
    "centerBox": "center_box",
    "shuffle": "shuffle",
    "seed": "random_state",
}


def packed(a, dtype):
    data = np.ascontiguousarray(a, dtype=dtype).tobytes()
    entry = {"shape": list(a.shape), "sha256": hashlib.sha256(data).hexdigest()}
    if a.shape[0] <= 64:
        entry["base64"] = base64.b64encode(data).decode()
    else:
        entry["head"] = a[:4].tolist()
    return entry


lines = []
for name, options in CASES.items():
    X, y, centers = make_blobs(return_centers=True, **{SKLEARN[key]: value for key, value in options.items()})
    arrays = {"X": packed(X, "<f8"), "y": packed(y, "<i4"), "centers": packed(np.asarray(centers), "<f8")}
    lines.append(json.dumps({"name": name, "options": options, **arrays}))

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text("[\n" + ",\n".join(lines) + "\n]\n")
print(f"{path.name}: {len(lines)} sets, {path.stat().st_size} bytes")
