"""What scikit-learn's MLPClassifier and MLPRegressor come to, from random_state to the last weight:
/usr/bin/python3 tests/golden/perceptron.py > tests/golden/perceptron.json.gz"""
import gzip
import json
import sys
import warnings

import numpy as np
from sklearn import datasets
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler

warnings.simplefilter("ignore", ConvergenceWarning)
warnings.simplefilter("ignore", UserWarning)  # a batch larger than the rows

cases = [
    ("iris", dict(random_state=0, hidden_layer_sizes=(16,), batch_size=32, learning_rate_init=0.01, max_iter=60)),
    ("iris", dict(random_state=1, hidden_layer_sizes=(10, 5), activation="tanh", solver="sgd", learning_rate_init=0.1, max_iter=80)),
    ("iris", dict(random_state=2, hidden_layer_sizes=(20,), activation="logistic", early_stopping=True, batch_size=16, learning_rate_init=0.02, validation_fraction=0.2)),
    ("iris", dict(random_state=3, hidden_layer_sizes=(8,), shuffle=False, batch_size=500, learning_rate_init=0.05, max_iter=50, beta_1=0.8, beta_2=0.99, epsilon=1e-6)),
    ("breast_cancer", dict(random_state=4, hidden_layer_sizes=(12,), alpha=0.01, learning_rate_init=0.005, max_iter=60)),
    ("breast_cancer", dict(random_state=5, hidden_layer_sizes=(10,), activation="logistic", solver="sgd", nesterovs_momentum=False, early_stopping=True, batch_size=50, learning_rate_init=0.05)),
    ("breast_cancer", dict(random_state=6, hidden_layer_sizes=(6, 6), activation="tanh", solver="sgd", learning_rate="invscaling", power_t=0.3, batch_size=64, learning_rate_init=0.5, max_iter=40)),
    ("breast_cancer", dict(random_state=7, hidden_layer_sizes=(10,), activation="tanh", early_stopping=True, batch_size=32, n_iter_no_change=5)),
    ("diabetes", dict(random_state=8, hidden_layer_sizes=(20,), activation="tanh", alpha=1, batch_size=32, learning_rate_init=0.01, tol=0.003, n_iter_no_change=4)),
    ("diabetes", dict(random_state=9, hidden_layer_sizes=(10,), solver="sgd", learning_rate="adaptive", batch_size=50, learning_rate_init=0.05, tol=0.001, n_iter_no_change=2, max_iter=300)),
    ("diabetes", dict(random_state=10, hidden_layer_sizes=(32,), early_stopping=True, batch_size=32, learning_rate_init=0.003, n_iter_no_change=3)),
    ("diabetes", dict(random_state=2**32 - 1, hidden_layer_sizes=(12, 6), activation="logistic", solver="sgd", momentum=0, batch_size=40, learning_rate_init=0.3, max_iter=40)),
]
# Unscaled: outputs of 0 and 1 to the last bit, whose logarithm scikit-learn clips.
cases.append(("breast_cancer", dict(random_state=11, hidden_layer_sizes=(10,), max_iter=10, batch_size=100, learning_rate_init=0.01), "unscaled"))
# Words that are numbers are sorted as words.
cases.append(("iris", dict(random_state=12, hidden_layer_sizes=(10,), max_iter=20, batch_size=30, learning_rate_init=0.01), ["9", "b", "10"]))
tables, found = {}, []
for name, settings, *more in cases:
    X, y = getattr(datasets, f"load_{name}")(return_X_y=True)
    tables[name] = dict(X=X.tolist(), y=y.tolist())
    regress = name == "diabetes"
    Xtrain, Xtest, ytrain, ytest = train_test_split(X, y, test_size=0.25, random_state=settings["random_state"])
    scaled = "unscaled" not in more
    names = more[0] if more and scaled else None
    if names:
        ytrain = np.array(names)[ytrain]
    scaler = StandardScaler(with_mean=scaled, with_std=scaled).fit(Xtrain)
    if regress:
        ytrain = StandardScaler().fit_transform(ytrain[:, None])[:, 0]
    model = (MLPRegressor if regress else MLPClassifier)(**settings).fit(scaler.transform(Xtrain), ytrain)
    held = scaler.transform(Xtest)
    found.append(dict(
        table=name, settings=settings, scaled=scaled, names=names, lossCurve=model.loss_curve_, validationScores=model.validation_scores_,
        predicted=model.predict(held).tolist(), probabilities=None if regress else model.predict_proba(held)[:20].tolist(),
        outActivation=model.out_activation_, firstCoefs=model.coefs_[0].tolist(), lastIntercepts=model.intercepts_[-1].tolist()))
text = json.dumps(dict(tables=tables, cases=found), default=lambda v: np.asarray(v).tolist())
sys.stdout.buffer.write(gzip.compress(text.encode(), 9, mtime=0))
