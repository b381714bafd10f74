"""PyTorch's side of bench/conv.mjs: the same network as its users write it. Answers each line of JSON with one."""
import gzip
import json
import pathlib
import sys
import time

import numpy as np
import torch
from torch import nn

torch.set_num_threads(1)
plan = json.loads(sys.argv[1])
folder = pathlib.Path(plan["folder"])


def idx(name, header):
    return np.frombuffer(gzip.open(folder / f"{name}.gz").read(), np.uint8, offset=header)


def part(name):
    images = idx(f"{name}-images-idx3-ubyte", 16).reshape(-1, 1, 28, 28).astype(np.float32)
    return torch.from_numpy(images), torch.from_numpy(idx(f"{name}-labels-idx1-ubyte", 8).astype(np.int64))


(X, y), (Xtest, ytest) = part("train"), part("t10k")
mean, deviation = X.mean(), X.std()
X, Xtest = (X - mean) / deviation, (Xtest - mean) / deviation
torch.manual_seed(0)


class Training:
    def __init__(self):
        layers, before = [], 1
        for channels in plan["channels"]:
            layers += [nn.Conv2d(before, channels, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]
            before = channels
        width = before * (28 >> len(plan["channels"])) ** 2
        self.model = nn.Sequential(*layers, nn.Flatten(), nn.Linear(width, plan["hidden"]), nn.ReLU(), nn.Linear(plan["hidden"], 10))
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=plan["rate"])
        self.loss = nn.CrossEntropyLoss()

    def step(self, rows):
        self.optimizer.zero_grad(set_to_none=True)
        self.loss(self.model(X[rows]), y[rows]).backward()
        self.optimizer.step()

    def accuracy(self):
        with torch.no_grad():
            return sum((self.model(x).argmax(1) == t).sum().item() for x, t in zip(Xtest.split(256), ytest.split(256))) / len(ytest)


def steps(training, count, batch):
    rows = torch.randperm(len(X))[:count].split(batch)
    began = time.perf_counter()
    for some in rows:
        training.step(some)
    return time.perf_counter() - began


def whole(epochs):
    training = Training()
    perEpoch = -(-len(X) // plan["batch"])
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        training.optimizer, plan["rate"], total_steps=epochs * perEpoch, cycle_momentum=False)
    seconds = 0.0
    for _ in range(epochs):
        order = torch.randperm(len(X)).split(plan["batch"])
        began = time.perf_counter()
        for rows in order:
            training.step(rows)
            schedule.step()
        seconds += time.perf_counter() - began
    return {"seconds": seconds, "accuracy": training.accuracy()}


timed = Training()
count = sum(p.numel() for p in timed.model.parameters())
print(json.dumps({"version": torch.__version__, "parameters": count}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    answer = whole(asked["epochs"]) if "epochs" in asked else {"seconds": steps(timed, asked["rows"], asked["batch"])}
    print(json.dumps(answer), flush=True)
