"""Splits and scalers by scikit-learn: /usr/bin/python3 tests/golden/rows.py > tests/golden/rows.json"""
import json
import numpy as np
from sklearn.model_selection import GroupKFold, GroupShuffleSplit, StratifiedGroupKFold, train_test_split
from sklearn.preprocessing import MinMaxScaler, StandardScaler

splits = []
for n, k, size, seed in [(150, 3, 0.2, 0), (100, 4, 0.25, 42), (97, 5, 0.33, 7), (1000, 10, 200, 123), (31, 3, 10, 2**32 - 1), (60, 6, 0.5, 1), (300, 2, 0.1, 5)]:
    y = np.random.RandomState(seed % 1000).randint(0, k, n)
    rows = np.arange(n)
    for stratify in (False, True):
        train, test = train_test_split(rows, test_size=size, random_state=seed, stratify=y if stratify else None)
        splits.append(dict(y=y.tolist(), testSize=size, seed=seed, stratify=stratify, train=train.tolist(), test=test.tolist()))

# Groups. StratifiedGroupKFold(shuffle=True) of 1.2 permutes the counts of the groups and not the groups, so its folds are not
# stratified: kiso permutes the groups' numbers, and what is compared with is the fold without a shuffle of these numbers.
grouped = []
for n, g, k, size, seed in [(100, 12, 2, 0.25, 0), (200, 30, 3, 0.2, 1), (90, 15, 5, 0.5, 7), (400, 9, 4, 0.5, 3), (60, 60, 2, 0.3, 2)]:
    rng = np.random.RandomState(seed + 50)
    groups = rng.randint(0, g, n) * 3 - 5
    y = rng.randint(0, k, n)
    rows = np.arange(n).reshape(-1, 1)
    train, test = next(GroupShuffleSplit(n_splits=1, test_size=size, random_state=seed).split(rows, y, groups))
    numbers, of = np.unique(groups, return_inverse=True)
    order = np.random.RandomState(seed).permutation(len(numbers))
    place = np.empty(len(order), int)
    place[order] = np.arange(len(order))
    stratified = {
        str(folds): [test.tolist() for _, test in StratifiedGroupKFold(folds).split(rows, y, place[of])] for folds in (2, 3, 5)
    }
    # GroupKFold takes the largest group first and, of equally large ones, the last: with up to 16 groups its sort is stable.
    even = {
        str(folds): [test.tolist() for _, test in GroupKFold(folds).split(rows, y, len(order) - place[of])] for folds in (2, 3, 5)
    } if len(numbers) <= 16 else {}
    grouped.append(dict(groups=groups.tolist(), y=y.tolist(), testSize=size, seed=seed, train=train.tolist(), test=test.tolist(), stratified=stratified, even=even))

scalers = []
rng = np.random.RandomState(3)
wide = np.concatenate([rng.randn(50, 4) * [1, 1e3, 1e-3, 1], np.full((50, 1), 0.1), np.full((50, 1), 0.0)], 1) + [0, 5e3, 0, -7, 0, 0]
for name, X in [("measurements", wide), ("pixels", rng.randint(0, 17, (80, 5)).astype(float)), ("one row", wide[:1])]:
    for kind, scaler in [("standard", StandardScaler()), ("minmax", MinMaxScaler())]:
        Z = scaler.fit_transform(X)
        offset = scaler.mean_ if kind == "standard" else scaler.data_min_
        scale = scaler.scale_ if kind == "standard" else 1 / scaler.scale_
        scalers.append(dict(name=name, kind=kind, X=X.tolist(), Z=Z.tolist(), offset=offset.tolist(), scale=scale.tolist()))
print(json.dumps(dict(splits=splits, grouped=grouped, scalers=scalers)))
