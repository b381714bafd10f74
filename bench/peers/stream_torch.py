"""One epoch of 10-32-10, batches of 1024, float32, as kiso streams it, of rows that all lie in memory.

argv: features.npy labels.npy loader. slices: a random permutation, cut into batches; DataLoader: shuffled, as its users
write it, of the first million rows.
"""

import json
import resource
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

X = torch.from_numpy(np.load(sys.argv[1]))
y = torch.from_numpy(np.load(sys.argv[2])).long()
X = (X - X.mean(0)) / X.std(0)
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(10, 32), nn.Sigmoid(), nn.Linear(32, 10))
loss = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, nesterov=True)


def slices():
    for rows in torch.randperm(len(X)).split(1024):
        yield X[rows], y[rows]


def loader():
    return DataLoader(TensorDataset(X[:1_000_000], y[:1_000_000]), batch_size=1024, shuffle=True)


began, rows = time.perf_counter(), 0
for x, labels in slices() if sys.argv[3] == "slices" else loader():
    optimizer.zero_grad(set_to_none=True)
    loss(model(x), labels).backward()
    optimizer.step()
    rows += len(x)
seconds = time.perf_counter() - began
with torch.no_grad():
    accuracy = (model(X[:100_000]).argmax(1) == y[:100_000]).float().mean().item()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"rows": rows, "seconds": seconds, "accuracy": accuracy, "peak": peak, "threads": torch.get_num_threads(), "version": torch.__version__}))
