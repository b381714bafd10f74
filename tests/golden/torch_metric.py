#!/usr/bin/python3
"""Metric losses in loops, as the papers print them, differentiated and trained by PyTorch (Debian's python3-torch, float64).

Each loss is written pair by pair or triplet by triplet, never as matrices: Hadsell, Chopra and LeCun (2006) equation 4;
Schroff, Kalenichenko and Philbin (2015); Hermans, Beyer and Leibe (2017) equations 5 and 6, with TripletMarginLoss for the
hinge; Koch, Zemel and Salakhutdinov (2015) with BCEWithLogitsLoss. A network 5-6-3 on sixteen rows of four classes, at
times normalised; twenty steps of each: the loss before each step, the first gradients, and all parameters after the last.
Writes torch_metric.json.
"""
import json
import math
import pathlib

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.manual_seed(5)
STEPS, RATE, ROWS = 20, 0.1, 16
classes = [0, 0, 1, 3, 2, 2, 3, 1, 1, 1, 0, 3, 3, 3, 2, 0]
centres = torch.randn(4, 5)
x = torch.stack([centres[c] for c in classes]) + 0.8 * torch.randn(ROWS, 5)
start = {
    "dense1.weight": torch.randn(5, 6) * 0.6,
    "dense1.bias": torch.randn(1, 6) * 0.1,
    "dense2.weight": torch.randn(6, 3) * 0.6,
    "dense2.bias": torch.randn(1, 3) * 0.1,
    "head.weight": torch.randn(3, 1) * 0.6,
    "head.bias": torch.randn(1, 1) * 0.1,
}


def distance(a, b):
    return torch.linalg.vector_norm(a - b)


def contrastive(e, p, margin=1.0, reduction="mean"):
    losses = []
    for i in range(0, len(e), 2):
        d = distance(e[i], e[i + 1])
        losses.append(0.5 * d**2 if classes[i] == classes[i + 1] else 0.5 * torch.clamp(margin - d, min=0) ** 2)
    return sum(losses) / (1 if reduction == "sum" else len(losses))


def verification(e, p, reduction="mean"):
    first, second = e[0::2], e[1::2]
    logits = nn.functional.linear((first - second).abs(), p["head.weight"].T, p["head.bias"][0])
    same = torch.tensor([[float(classes[i] == classes[i + 1])] for i in range(0, len(e), 2)])
    return nn.BCEWithLogitsLoss(reduction=reduction)(logits, same)


def hinge(margin, a, p, n):
    if margin == "soft":
        return nn.functional.softplus(distance(a, p) - distance(a, n), threshold=1e9)
    return nn.TripletMarginLoss(margin=margin, eps=0)(a[None], p[None], n[None])


def triplet(e, p, mining="batchAll", margin=0.2, reduction="mean"):
    losses = []
    for a in range(len(e)):
        positives = [i for i in range(len(e)) if i != a and classes[i] == classes[a]]
        negatives = [i for i in range(len(e)) if classes[i] != classes[a]]
        if mining == "batchHard":
            furthest = max(positives, key=lambda i: distance(e[a], e[i]).item())
            nearest = min(negatives, key=lambda i: distance(e[a], e[i]).item())
            losses.append(hinge(margin, e[a], e[furthest], e[nearest]))
            continue
        for q in positives:
            for n in negatives:
                near, far = distance(e[a], e[q]).item(), distance(e[a], e[n]).item()
                if mining == "semiHard" and not near < far < near + margin:
                    continue
                value = hinge(margin, e[a], e[q], e[n])
                if value.item() > 0:
                    losses.append(value)
    if not losses:
        return 0.0 * e.sum()
    return sum(losses) / (1 if reduction == "sum" else len(losses))


functions = {"contrastive": contrastive, "verification": verification, "triplet": triplet}


def train(loss, normalize=False, l2=0.0, **options):
    names = [name for name in start if loss == "verification" or not name.startswith("head")]
    p = {name: start[name].clone().requires_grad_() for name in names}
    weights = [p[name] for name in names if name.endswith("weight")]
    biases = [p[name] for name in names if name.endswith("bias")]
    steps = torch.optim.SGD([{"params": weights, "weight_decay": l2}, {"params": biases}], lr=RATE)
    found, gradients = [], None
    for _ in range(STEPS):
        steps.zero_grad()
        e = torch.tanh(x @ p["dense1.weight"] + p["dense1.bias"]) @ p["dense2.weight"] + p["dense2.bias"]
        if normalize:
            e = nn.functional.normalize(e)
        value = functions[loss](e, p, **options)
        value.backward()
        if gradients is None:
            gradients = {name: t.grad.reshape(-1).tolist() for name, t in p.items()}
        steps.step()
        found.append(value.item())
    assert all(math.isfinite(value) for value in found) and found[0] != found[-1]
    plan = {"loss": loss, "normalize": normalize, "l2": l2, **options}
    final = {name: t.detach().reshape(-1).tolist() for name, t in p.items()}
    return {"plan": plan, "losses": found, "gradients": gradients, "final": final}


cases = [
    train("contrastive"),
    train("contrastive", margin=2.5, l2=0.01),
    train("contrastive", reduction="sum", margin=0.5),
    train("contrastive", normalize=True),
    train("verification"),
    train("verification", normalize=True, l2=0.02),
    train("verification", reduction="sum"),
    train("triplet"),
    train("triplet", normalize=True),
    train("triplet", margin=1.0, l2=0.01),
    train("triplet", margin="soft"),
    train("triplet", mining="semiHard", margin=0.5),
    train("triplet", mining="semiHard", margin=0.2, normalize=True),
    train("triplet", mining="batchHard"),
    train("triplet", mining="batchHard", margin="soft"),
    train("triplet", mining="batchHard", margin=0.5, normalize=True),
    train("triplet", mining="batchHard", reduction="sum", margin=0.1, normalize=True),
]
golden = {
    "x": x.reshape(-1).tolist(),
    "classes": classes,
    "rate": RATE,
    "start": {name: t.reshape(-1).tolist() for name, t in start.items()},
    "cases": cases,
}
pathlib.Path(__file__).with_name("torch_metric.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
