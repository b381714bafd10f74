"""Makes the tables of bench/defaults.mjs: tables.py FOLDER, where tables.R has written R's as FOLDER/raw/NAME.csv.

Writes FOLDER/NAME.csv, the label last, and FOLDER/tables.json: what each table is, which of the two sets it belongs to, and
the rows that each fold tests. All of it follows from names and row numbers; no figure was looked at.
"""
import hashlib
import json
import os
import sys

import pandas as pd
import sklearn
from sklearn import datasets

MOST = 2000  # rows that are taken of a table
FOLDS = 5
FEW = 300  # a table with fewer rows is divided REPEATS times: 24 rows tell nothing
REPEATS = 3

here, folder = os.path.dirname(os.path.abspath(__file__)), sys.argv[1]


def order_of(name):
    return hashlib.sha256(name.encode()).hexdigest()


def read(row):
    if row["package"] == "sklearn":
        frame = getattr(datasets, f"load_{row['item']}")(as_frame=True).frame
        return frame.astype(str)
    return pd.read_csv(f"{folder}/raw/{row['package']}-{row['item']}.csv", dtype=str, keep_default_na=False)


def tested(name, labels, classify):
    """The rows that each fold tests: dealt out in turn, class by class, in the order of a hash of name, repeat and row."""
    found = []
    for repeat in range(REPEATS if len(labels) < FEW else 1):
        order = sorted(range(len(labels)), key=lambda i: (labels[i] if classify else "", order_of(f"{name} {repeat} {i}")))
        found.append([sorted(order[fold::FOLDS]) for fold in range(FOLDS)])
    return found


listed = pd.read_csv(f"{here}/tables.tsv", sep="\t", dtype=str, keep_default_na=False)
listed["family"] = listed["package"] + "-" + listed["item"]
choose = set()
for kind in ("classify", "regress"):
    choose.update(sorted(set(listed["family"][listed["kind"] == kind]), key=order_of)[::2])

tables = []
for _, row in listed.iterrows():
    classify = row["kind"] == "classify"
    name = f"{row['family']}-{row['rows']}" if row["rows"] else row["family"]
    frame = read(row)
    label = frame[row["label"]]
    counts = label.map(label.value_counts())
    frame = frame[(label != "") & ((counts >= FOLDS) | (not classify))].reset_index(drop=True)
    taken = sorted(sorted(range(len(frame)), key=lambda i: order_of(f"{name} {i}"))[: int(row["rows"] or MOST)])
    frame = frame.iloc[taken]
    if classify:  # what is left of a rare class may be too few to be in every fold
        label = frame[row["label"]]
        frame = frame[label.map(label.value_counts()) >= FOLDS]
    frame = frame.reset_index(drop=True)
    frame.to_csv(f"{folder}/{name}.csv", index=False)
    labels = frame[row["label"]].tolist()
    tables.append({
        "name": name,
        "set": "choose" if row["family"] in choose else "once",
        "kind": row["kind"],
        "label": row["label"],
        "rows": len(frame),
        "columns": frame.shape[1] - 1,
        "classes": len(set(labels)) if classify else None,
        "gaps": bool((frame == "").any(axis=None)),
        "tested": tested(name, labels, classify),
    })
with open(f"{folder}/tables.json", "w") as file:
    json.dump(tables, file)
print(f"scikit-learn {sklearn.__version__}, BSD-3-Clause")
