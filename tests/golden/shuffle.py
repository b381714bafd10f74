"""shuffle.json: the row orders that `datasets` and scikit-learn give. Run: /usr/bin/python3 tests/golden/shuffle.py

shuffle: datasets.Dataset.shuffle(seed) takes the rows in the order numpy.random.default_rng(seed).permutation(n).
split:   scikit-learn's train_test_split(range(n), test_size, random_state).
"""

import hashlib
import json
import pathlib

import numpy as np
from sklearn.model_selection import train_test_split

SHUFFLES = [(n, seed) for n in (1, 2, 3, 10, 33, 257) for seed in (0, 1, 42, 2**32 - 1)]
SHUFFLES += [(5000, 42), (1797, 7), (65_536, 42), (65_537, 3), (100_000, 42), (100_000, 2**31)]
SPLITS = [(10, 0.25, 0), (11, 0.25, 1), (150, 0.2, 42), (7, 3, 5), (1797, 0.1, 7), (100_000, 0.25, 42)]


def packed(rows):
    rows = np.asarray(rows)
    digest = hashlib.sha256(rows.astype("<i4").tobytes()).hexdigest()
    return {"size": len(rows), "sha256": digest, "head": rows[:12].tolist()}


shuffles = [
    {"n": n, "seed": seed, "rows": packed(np.random.default_rng(seed).permutation(n))} for n, seed in SHUFFLES
]
splits = []
for n, test_size, seed in SPLITS:
    train, test = train_test_split(np.arange(n), test_size=test_size, random_state=seed)
    splits.append({"n": n, "testSize": test_size, "seed": seed, "train": packed(train), "test": packed(test)})


def block(entries):
    return "[\n" + ",\n".join("  " + json.dumps(entry) for entry in entries) + "\n]"


path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(f'{{"shuffles": {block(shuffles)},\n"splits": {block(splits)}}}\n')
print(f"{path.name}: {len(shuffles)} shuffles, {len(splits)} splits, {path.stat().st_size} bytes")
