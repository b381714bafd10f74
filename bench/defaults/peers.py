"""scikit-learn's side of bench/defaults.mjs: peers.py FOLDER writes FOLDER/peers.json. Four models with the library's own
defaults, on the very rows that kiso learns from and is tested on. Categories are one-hot, gaps the training rows' mean."""
import json
import sys
import time
import warnings

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import (HistGradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestClassifier,
                              RandomForestRegressor)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

warnings.simplefilter("ignore")
folder = sys.argv[1]
PEERS = {
    "mlp": (MLPClassifier, MLPRegressor, True),
    "linear": (LogisticRegression, Ridge, True),
    "forest": (RandomForestClassifier, RandomForestRegressor, False),
    "boosting": (HistGradientBoostingClassifier, HistGradientBoostingRegressor, False),
}


def pipeline(peer, classify, numbers, categories, gaps):
    classifier, regressor, scaled = PEERS[peer]
    model = (classifier if classify else regressor)(**({} if peer == "linear" and not classify else {"random_state": 0}))
    steps = []
    if gaps and peer != "boosting":  # boosting takes gaps as they are
        steps.append(SimpleImputer())
    if scaled:
        steps.append(StandardScaler())
    columns = make_column_transformer(
        (make_pipeline(*steps) if steps else "passthrough", numbers),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), categories),
    )
    return make_pipeline(columns, model)


found = {}
for table in json.load(open(f"{folder}/tables.json")):
    classify = table["kind"] == "classify"
    frame = pd.read_csv(f"{folder}/{table['name']}.csv", dtype={table["label"]: str} if classify else None)
    y = frame.pop(table["label"]).to_numpy()
    numbers = [c for c in frame if pd.api.types.is_numeric_dtype(frame[c]) and frame[c].dtype != bool]
    categories = [c for c in frame if c not in numbers]
    frame[categories] = frame[categories].astype(str)
    own = {}
    for peer in PEERS:
        runs = []
        for folds in table["tested"]:
            for test in folds:
                train = np.setdiff1d(np.arange(len(y)), test)
                began = time.process_time()
                model = pipeline(peer, classify, numbers, categories, bool(frame[numbers].isna().any(axis=None)))
                model.fit(frame.iloc[train], y[train])
                seconds = time.process_time() - began
                if classify:
                    answer = {"classes": model.classes_.tolist(), "answers": model.predict_proba(frame.iloc[test]).round(6).tolist()}
                else:
                    answer = {"answers": model.predict(frame.iloc[test]).tolist()}
                runs.append({**answer, "seconds": seconds})
        own[peer] = runs
    found[table["name"]] = own
    print(table["name"], {peer: round(sum(run["seconds"] for run in runs), 1) for peer, runs in own.items()}, flush=True)
with open(f"{folder}/peers.json", "w") as file:
    json.dump(found, file)
