#!/usr/bin/python3
"""Principal components of 400 digits by scikit-learn (Debian's python3-sklearn), from a full decomposition.

The shares of variance of 32 components, the coordinates of five rows on the first four (a component's largest entry
made positive), and the distances of ten pairs of rows in all 32. Writes pca.json.
"""
import json
import pathlib

import numpy as np
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA

X = load_digits().data[:400]
pca = PCA(32, svd_solver="full").fit(X)
signs = np.sign(pca.components_[np.arange(32), np.abs(pca.components_).argmax(1)])
rows = pca.transform(X) * signs
golden = {
    "explained": pca.explained_variance_ratio_.tolist(),
    "coordinates": rows[:5, :4].tolist(),
    "distances": [float(np.linalg.norm(rows[i] - rows[7 * i + 3])) for i in range(10)],
}
pathlib.Path(__file__).with_name("pca.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
