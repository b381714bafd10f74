"""What scikit-learn makes of tables: /usr/bin/python3 tests/golden/tables.py > tests/golden/tables.json"""
import json
import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.preprocessing import OneHotEncoder
from sklearn.utils.class_weight import compute_class_weight

folds = []
for n, k, splits, seed in [(150, 3, 5, 0), (97, 4, 3, 42), (40, 2, 10, 7), (303, 6, 7, 2**32 - 1), (25, 5, 2, 1)]:
    y = np.random.RandomState(seed % 1000).randint(0, k, n)
    y = np.where(np.bincount(y, minlength=k)[y] >= splits, y, np.bincount(y).argmax())
    strat = [t.tolist() for _, t in StratifiedKFold(splits, shuffle=True, random_state=seed).split(y, y)]
    plain = [t.tolist() for _, t in KFold(splits, shuffle=True, random_state=seed).split(y)]
    folds.append(dict(y=y.tolist(), folds=splits, seed=seed, stratified=strat, plain=plain))

weights = []
for y in ([0, 0, 0, 1], [2, 1, 0, 0, 1, 0, 0, 0, 2, 0], [0, 1] * 5):
    weights.append(dict(y=y, weights=compute_class_weight("balanced", classes=np.unique(y), y=np.array(y)).tolist()))

colours = np.array([["red"], ["blue"], ["green"], ["red"], ["zinc white"], ["blue"]], dtype=object)
encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(colours)
new = np.array([["blue"], ["mauve"], ["zinc white"]], dtype=object)
hot = dict(train=colours[:, 0].tolist(), new=new[:, 0].tolist(), categories=encoder.categories_[0].tolist(),
           encoded=encoder.transform(new).tolist())

rng = np.random.RandomState(4)
numbers = rng.randn(40) * 100
numbers[[3, 17, 18, 39]] = np.nan
words = np.array(["b", "a", "c", "a", "b", "", "a", "b", "d"], dtype=object)
filled = dict(numbers=[None if np.isnan(v) else v for v in numbers], words=words.tolist())
for how in ("mean", "median"):
    filled[how] = SimpleImputer(strategy=how).fit(numbers[:, None]).statistics_[0]
filled["mode"] = SimpleImputer(strategy="most_frequent", missing_values="").fit(words[:, None]).statistics_[0]
print(json.dumps(dict(folds=folds, weights=weights, hot=hot, filled=filled)))
