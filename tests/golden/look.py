#!/usr/bin/python3
"""What a table is, by pandas, NumPy, SciPy and scikit-learn (Debian's python3-sklearn): for tests/tasks/look.

Figures of each column, Pearson's and Spearman's correlation with gaps, the bins of Freedman and Diaconis, principal components of
standardised columns (the largest entry of a component made positive), Kolmogorov and Smirnov's distance of two classes, and the
light and sharpness of a picture. Writes look.json.
"""
import json
import pathlib

import numpy as np
import pandas as pd
from scipy import ndimage, stats
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(11)
n = 80
base = rng.normal(size=(n, 3))
frame = pd.DataFrame(
    {
        "a": np.round(base[:, 0] * 3 + 20, 3),
        "b": np.round(base[:, 0] - 0.4 * base[:, 1], 4),
        "c": np.round(np.exp(base[:, 1] * 1.5), 3),
        "d": rng.integers(0, 6, n).astype(float),
        "e": np.round(1e6 + 50 * base[:, 2], 1),
        "f": np.round(base[:, 2] * 0.001 - base[:, 0] * 0.0005, 7),
    }
)
for name, share in [("b", 0.1), ("e", 0.05)]:
    frame.loc[rng.random(n) < share, name] = np.nan
X = SimpleImputer().fit_transform(frame)
Z = StandardScaler().fit_transform(X)
pca = PCA(svd_solver="full").fit(Z)
signs = np.sign(pca.components_[np.arange(6), np.abs(pca.components_).argmax(1)])
described = frame.describe()
ng = base[:, 0] + 0.3 * rng.normal(size=n) > 1
bins = {}
for name in ["a", "f"]:
    values = frame[name].dropna().to_numpy()
    bins[name] = np.histogram_bin_edges(values, "fd").tolist()
picture = rng.integers(0, 256, (9, 12)).astype(np.uint8)
grey = picture.astype(float)
laplacian = ndimage.convolve(grey, [[0, 1, 0], [1, -4, 1], [0, 1, 0]])[1:-1, 1:-1]
golden = {
    "columns": {name: [None if np.isnan(v) else v for v in frame[name]] for name in frame},
    "described": {name: described[name].to_dict() for name in frame},
    "unique": {name: int(frame[name].nunique()) for name in frame},
    "pearson": frame.corr().to_numpy().tolist(),
    "spearman": frame.corr(method="spearman").to_numpy().tolist(),
    "explained": pca.explained_variance_ratio_.tolist(),
    "components": (pca.components_ * signs[:, None]).tolist(),
    "scores": (pca.transform(Z) * signs)[:8, :4].tolist(),
    "edges": bins,
    "ng": ng.astype(int).tolist(),
    "distance": {name: float(stats.ks_2samp(frame[name][ng].dropna(), frame[name][~ng].dropna()).statistic) for name in frame},
    "picture": picture.tolist(),
    "light": [float(grey.mean() / 255), float(grey.std() / 255), float(laplacian.var())],
}
pathlib.Path(__file__).with_name("look.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
