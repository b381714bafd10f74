"""Ordinary tables: scikit-learn's own sets (the larger ones cut to 150 rows, digits to every fourth pixel), as CSV. No row of them is a total or a limit."""

import gzip
import json
from pathlib import Path

from sklearn import datasets

MOST = 150
found = {}
for name in ["iris", "wine", "breast_cancer", "digits", "diabetes", "linnerud"]:
    data = getattr(datasets, f"load_{name}")(as_frame=True)
    table = data.data.copy()
    if name == "digits":
        table = table[table.columns[::4]]
    if name == "linnerud":
        table = table.join(data.target)
    elif name == "diabetes":
        table["target"] = data.target
    elif name == "digits":
        table["class"] = data.target
    else:
        table["class"] = [data.target_names[i] for i in data.target]
    if len(table) > MOST:
        table = table.sample(MOST, random_state=0).sort_index()
    found[name] = table.round(4).to_csv(index=False)

text = json.dumps(found, separators=(",", ":"))
Path(__file__).with_name("ordinary.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
