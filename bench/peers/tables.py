"""scikit-learn's side of bench/tables.mjs: splits, scores, and the rows themselves, as JSON on stdout."""
import json
import sys
import time
import warnings

import numpy as np
from sklearn import datasets
from sklearn.compose import TransformedTargetRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler

warnings.simplefilter("ignore", ConvergenceWarning)
plan = json.loads(sys.argv[1])
found = {}
for name, job in plan["tables"].items():
    X, y = getattr(datasets, f"load_{name}")(return_X_y=True)
    regress = job["task"] == "regress"
    runs = []
    for seed in plan["seeds"]:
        splitter = (KFold if regress else StratifiedKFold)(plan["folds"], shuffle=True, random_state=seed)
        for train, test in splitter.split(X, y):
            scaler = StandardScaler().fit(X[train])
            scores, seconds = [], 0
            for init in range(plan["inits"]):
                settings = dict(hidden_layer_sizes=tuple(job["hidden"]), activation="relu", solver="adam", alpha=job["alpha"],
                                learning_rate_init=job["rate"], max_iter=job["epochs"], batch_size=job["batch"],
                                random_state=100 * seed + init)
                model = MLPRegressor(**settings) if regress else MLPClassifier(**settings)
                if regress:
                    model = TransformedTargetRegressor(model, transformer=StandardScaler())
                began = time.perf_counter()
                model.fit(scaler.transform(X[train]), y[train])
                seconds += time.perf_counter() - began
                scores.append(model.score(scaler.transform(X[test]), y[test]))
            score, seconds = float(np.mean(scores)), seconds / plan["inits"]
            runs.append(dict(seed=seed, train=train.tolist(), test=test.tolist(), score=score, seconds=seconds))
    found[name] = dict(X=X.tolist(), y=y.tolist(), runs=runs)
print(json.dumps(found))
