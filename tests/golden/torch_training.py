#!/usr/bin/python3
"""Twenty steps of training by PyTorch (Debian's python3-torch, float64), for every activation, loss and optimizer.

A network 5-4-3 on twelve rows. For each case: the loss before each step, and all parameters after the last.
Writes torch_training.json.
"""
import json
import pathlib

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.manual_seed(20)
STEPS = 20
x = torch.randn(12, 5)
labels = torch.randint(0, 3, (12,))
targets = torch.randn(12, 3) * 2
shares = torch.rand(12, 3)
start = {
    "dense1.weight": torch.randn(5, 4) * 0.5,
    "dense1.bias": torch.randn(1, 4) * 0.1,
    "dense2.weight": torch.randn(4, 3) * 0.5,
    "dense2.bias": torch.randn(1, 3) * 0.1,
}
WEIGHTS = [0.5, 2.0, 1.25]

activations = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leakyRelu": nn.functional.leaky_relu,
    "gelu": nn.functional.gelu,
    "softmax": lambda z: torch.softmax(z, -1),
}


def loss_of(loss):
    name, options = loss["name"], dict(loss)
    reduction = options.get("reduction", "mean")
    if name == "crossEntropy":
        weights = options.get("classWeights")
        return nn.CrossEntropyLoss(
            reduction=reduction,
            label_smoothing=options.get("labelSmoothing", 0.0),
            weight=None if weights is None else torch.tensor(weights),
        ), labels
    if name == "binaryCrossEntropy":
        return nn.BCEWithLogitsLoss(reduction=reduction), shares
    if name == "meanSquaredError":
        return nn.MSELoss(reduction=reduction), targets
    return nn.HuberLoss(reduction=reduction, delta=options.get("delta", 1.0)), targets


def optimizer_of(spec, l2, rate, weights, biases):
    name = spec["name"]
    decay = spec.get("weightDecay", 0.01) if name == "adamw" else l2
    groups = [{"params": weights, "weight_decay": decay}, {"params": biases, "weight_decay": 0.0}]
    if name == "sgd":
        return torch.optim.SGD(groups, lr=rate, momentum=spec.get("momentum", 0), nesterov=spec.get("nesterov", False))
    if name == "rmsprop":
        return torch.optim.RMSprop(groups, lr=rate, alpha=spec.get("alpha", 0.99), eps=spec.get("epsilon", 1e-8),
                                   momentum=spec.get("momentum", 0))
    kind = torch.optim.Adam if name == "adam" else torch.optim.AdamW
    return kind(groups, lr=rate, betas=(spec.get("beta1", 0.9), spec.get("beta2", 0.999)), eps=spec.get("epsilon", 1e-8))


def train(activation="sigmoid", loss=None, optimizer=None, rate=0.05, l2=0.0, clipNorm=None):
    loss = loss or {"name": "crossEntropy", "reduction": "sum"}
    optimizer = optimizer or {"name": "sgd"}
    p = {name: value.clone().requires_grad_() for name, value in start.items()}
    function, y = loss_of(loss)
    steps = optimizer_of(optimizer, l2, rate, [p["dense1.weight"], p["dense2.weight"]], [p["dense1.bias"], p["dense2.bias"]])
    found = []
    for _ in range(STEPS):
        steps.zero_grad()
        hidden = activations[activation](x @ p["dense1.weight"] + p["dense1.bias"])
        value = function(hidden @ p["dense2.weight"] + p["dense2.bias"], y)
        value.backward()
        if clipNorm is not None:
            nn.utils.clip_grad_norm_(list(p.values()), clipNorm)
        steps.step()
        found.append(value.item())
    plan = {"activation": activation, "loss": loss, "optimizer": optimizer, "rate": rate, "l2": l2, "clipNorm": clipNorm}
    return {"plan": plan, "losses": found, "final": flat(p)}


def flat(tensors):
    return {name: value.detach().reshape(-1).tolist() for name, value in tensors.items()}


cases = [train(activation=name) for name in activations]
cases += [train(loss=loss) for loss in [
    {"name": "crossEntropy", "reduction": "mean"},
    {"name": "crossEntropy", "reduction": "mean", "labelSmoothing": 0.1},
    {"name": "crossEntropy", "reduction": "sum", "labelSmoothing": 0.3},
    {"name": "crossEntropy", "reduction": "mean", "classWeights": WEIGHTS},
    {"name": "crossEntropy", "reduction": "sum", "classWeights": WEIGHTS},
    {"name": "crossEntropy", "reduction": "mean", "classWeights": WEIGHTS, "labelSmoothing": 0.2},
    {"name": "binaryCrossEntropy", "reduction": "mean"},
    {"name": "binaryCrossEntropy", "reduction": "sum"},
    {"name": "meanSquaredError", "reduction": "mean"},
    {"name": "meanSquaredError", "reduction": "sum"},
    {"name": "huber", "reduction": "mean"},
    {"name": "huber", "reduction": "sum", "delta": 0.5},
]]
cases += [train(optimizer=optimizer) for optimizer in [
    {"name": "sgd", "momentum": 0.9},
    {"name": "sgd", "momentum": 0.8, "nesterov": True},
    {"name": "rmsprop"},
    {"name": "rmsprop", "alpha": 0.9, "epsilon": 1e-4, "momentum": 0.5},
    {"name": "adam"},
    {"name": "adam", "beta1": 0.7, "beta2": 0.95, "epsilon": 1e-3},
    {"name": "adamw"},
    {"name": "adamw", "weightDecay": 0.3},
]]
cases += [
    train(l2=0.2),
    train(optimizer={"name": "adam"}, l2=0.2),
    train(clipNorm=0.5),
    train(clipNorm=1.0, optimizer={"name": "sgd", "momentum": 0.9}, l2=0.1),
    train(clipNorm=1e6),
]
golden = {
    "x": x.reshape(-1).tolist(),
    "labels": labels.tolist(),
    "targets": targets.reshape(-1).tolist(),
    "shares": shares.reshape(-1).tolist(),
    "start": flat(start),
    "cases": cases,
}
pathlib.Path(__file__).with_name("torch_training.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
