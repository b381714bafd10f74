"""scikit-learn's side of bench/decision.mjs: peers.py FOLDER adds two real tables to FOLDER's, and writes FOLDER/peers.json."""
import glob
import json
import os
import sys
import warnings

import numpy as np
import pandas as pd
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import StratifiedShuffleSplit
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.simplefilter("ignore")
folder = sys.argv[1]
digits = load_digits(as_frame=True)
eight = digits.data.assign(label=np.where(digits.target == 8, "NG", "OK"))
eight.to_csv(f"{folder}/digits, 8.csv", index=False)
cancer = load_breast_cancer(as_frame=True)
whole = cancer.data.assign(label=np.where(cancer.target == 0, "NG", "OK"))
good = whole[whole.label == "OK"]
thinned = pd.concat([good, whole[whole.label == "NG"].sample(31, random_state=0)]).sample(frac=1, random_state=0)
thinned.to_csv(f"{folder}/breast cancer, thinned.csv", index=False)

peers = {
    "mlp": lambda: make_pipeline(StandardScaler(), MLPClassifier(random_state=0)),
    "linear": lambda: make_pipeline(StandardScaler(), LogisticRegression(random_state=0)),
    "forest": lambda: RandomForestClassifier(random_state=0),
    "boosting": lambda: HistGradientBoostingClassifier(random_state=0),
}
found = []
for path in sorted(glob.glob(f"{folder}/*.csv")):
    frame = pd.read_csv(path)
    y = frame.pop("label").to_numpy()
    splits, scores = [], {peer: [] for peer in peers}
    for train, test in StratifiedShuffleSplit(5, test_size=0.3, random_state=0).split(frame, y):
        splits.append({"test": test.tolist(), "labels": y[np.sort(test)].tolist()})
        for peer, make in peers.items():
            model = make().fit(frame.iloc[train], y[train])
            p = model.predict_proba(frame.iloc[test])[:, list(model.classes_).index("NG")]
            scores[peer].append(average_precision_score(y[test] == "NG", p))
    name = os.path.basename(path)[:-4]
    found.append({"name": name, "rows": len(y), "ng": int((y == "NG").sum()), "splits": splits, "peers": scores})
with open(f"{folder}/peers.json", "w") as file:
    json.dump(found, file)
