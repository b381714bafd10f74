"""Splits and scalers by scikit-learn: /usr/bin/python3 tests/golden/rows.py > tests/golden/rows.json"""
import json
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, StandardScaler

splits = []
for n, k, size, seed in [(150, 3, 0.2, 0), (100, 4, 0.25, 42), (97, 5, 0.33, 7), (1000, 10, 200, 123), (31, 3, 10, 2**32 - 1), (60, 6, 0.5, 1), (300, 2, 0.1, 5)]:
    y = np.random.RandomState(seed % 1000).randint(0, k, n)
    rows = np.arange(n)
    for stratify in (False, True):
        train, test = train_test_split(rows, test_size=size, random_state=seed, stratify=y if stratify else None)
        splits.append(dict(y=y.tolist(), testSize=size, seed=seed, stratify=stratify, train=train.tolist(), test=test.tolist()))

scalers = []
rng = np.random.RandomState(3)
wide = np.concatenate([rng.randn(50, 4) * [1, 1e3, 1e-3, 1], np.full((50, 1), 0.1), np.full((50, 1), 0.0)], 1) + [0, 5e3, 0, -7, 0, 0]
for name, X in [("measurements", wide), ("pixels", rng.randint(0, 17, (80, 5)).astype(float)), ("one row", wide[:1])]:
    for kind, scaler in [("standard", StandardScaler()), ("minmax", MinMaxScaler())]:
        Z = scaler.fit_transform(X)
        offset = scaler.mean_ if kind == "standard" else scaler.data_min_
        scale = scaler.scale_ if kind == "standard" else 1 / scaler.scale_
        scalers.append(dict(name=name, kind=kind, X=X.tolist(), Z=Z.tolist(), offset=offset.tolist(), scale=scale.tolist()))
print(json.dumps(dict(splits=splits, scalers=scalers)))
