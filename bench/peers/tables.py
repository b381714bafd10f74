"""scikit-learn's side of bench/tables.mjs: the tables themselves, scores and predictions, as JSON on stdout."""
import json
import sys
import time
import warnings

from sklearn import datasets
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split
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
        Xtrain, Xtest, ytrain, ytest = train_test_split(
            X, y, test_size=plan["testSize"], random_state=seed, stratify=None if regress else y)
        scaler = StandardScaler().fit(Xtrain)
        Xtrain, Xtest = scaler.transform(Xtrain), scaler.transform(Xtest)
        if regress:
            scaler = StandardScaler().fit(ytrain[:, None])
            ytrain, ytest = (scaler.transform(part[:, None])[:, 0] for part in (ytrain, ytest))
        model = (MLPRegressor if regress else MLPClassifier)(
            hidden_layer_sizes=tuple(job["hidden"]), alpha=job["alpha"], learning_rate_init=job["rate"],
            max_iter=job["epochs"], batch_size=job["batch"], random_state=seed)
        began = time.perf_counter()
        model.fit(Xtrain, ytrain)
        seconds = time.perf_counter() - began
        runs.append(dict(seed=seed, score=model.score(Xtest, ytest), predicted=model.predict(Xtest).tolist(),
                         epochs=model.n_iter_, seconds=seconds))
    found[name] = dict(X=X.tolist(), y=y.tolist(), runs=runs)
print(json.dumps(found))
