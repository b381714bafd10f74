"""PyTorch's side of bench/fashion.mjs: an epoch a line of standard input, and one line of JSON for each."""
import gzip
import json
import math
import sys
import time

import numpy as np
import torch
from torch import nn

from serve import blas, python

plan = json.loads(sys.argv[1])
torch.set_num_threads(1)
torch.manual_seed(plan["seed"])


def idx(name, header):
    with gzip.open(f"{plan['folder']}/{name}-ubyte.gz") as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def rows(part):
    images = idx(f"{part}-images-idx3", 16).reshape(-1, 784).astype(np.float32) / np.float32(255)
    return torch.from_numpy(images), torch.from_numpy(idx(f"{part}-labels-idx1", 8).astype(np.int64))


(X, y), (Xtest, ytest) = rows("train"), rows("t10k")
sizes = plan["sizes"]
layers = [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]
model = nn.Sequential(*[part for layer in layers for part in (layer, nn.ReLU())][:-1])
first, at = np.fromfile(plan["first"], np.float32), 0
with torch.no_grad():
    for layer in layers:
        weight, bias = layer.weight, layer.bias
        weight.copy_(torch.from_numpy(first[at : at + weight.numel()].reshape(weight.shape[::-1]).T.copy()))
        at += weight.numel()
        bias.copy_(torch.from_numpy(first[at : at + bias.numel()]))
        at += bias.numel()
optimizers = {
    "adam": lambda parameters: torch.optim.Adam(parameters, lr=plan["rate"]),
    "sgd": lambda parameters: torch.optim.SGD(parameters, lr=plan["rate"], momentum=plan.get("momentum", 0), nesterov=plan.get("momentum", 0) > 0),
}
optimizer = optimizers[plan["optimizer"]](model.parameters())
loss_of = nn.CrossEntropyLoss()

steps = plan["epochs"] * -(-len(y) // plan["batch"])


def rate(step):
    return plan["rate"] * (1 + math.cos(math.pi * step / steps)) / 2


print(json.dumps(dict(about=f"PyTorch {torch.__version__}, {python()}, {blas()}")), flush=True)
step = 0
for _ in sys.stdin:
    began, processor_began = time.perf_counter(), time.process_time()
    order = torch.randperm(len(y))
    for batch in order.split(plan["batch"]):
        optimizer.param_groups[0]["lr"] = rate(step)
        step += 1
        optimizer.zero_grad(set_to_none=True)
        loss_of(model(X[batch]), y[batch]).backward()
        optimizer.step()
    seconds, processor = time.perf_counter() - began, time.process_time() - processor_began
    with torch.no_grad():
        loss = sum(loss_of(model(a), b).item() * len(b) for a, b in zip(X.split(1000), y.split(1000))) / len(y)
        accuracy = (model(Xtest).argmax(1) == ytest).double().mean().item()
    wall = time.perf_counter() - began
    print(json.dumps(dict(seconds=seconds, processor=processor, wall=wall, loss=loss, accuracy=accuracy)), flush=True)
