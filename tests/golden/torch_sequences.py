#!/usr/bin/python3
"""Layers for sequences by PyTorch (Debian's python3-torch, float64): results, and the gradients of sum(y * g).

Weights are written as (in, out), GRU's gates in PyTorch's order: reset, update, new. Writes torch_sequences.json.
"""
import json
import pathlib

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.manual_seed(13)


def flat(tensor):
    return tensor.detach().reshape(-1).tolist()


def case(layer, module, x, names, forward=None, **settings):
    """`names` gives kiso's name of each parameter, or a list of names for a parameter that holds several, stacked."""
    for p in module.parameters():
        nn.init.normal_(p, std=0.7)
    if x.is_floating_point():
        x = x.clone().requires_grad_()
    y = (forward or module)(x)
    g = torch.randn(y.shape)
    y.backward(g)
    found = {"layer": layer, "settings": settings, "x": flat(x), "shape": list(x.shape), "y": flat(y),
             "yShape": list(y.shape), "g": flat(g), "dx": flat(x.grad) if x.is_floating_point() else None,
             "parameters": {}, "gradients": {}}
    for name, p in module.named_parameters():
        kiso = names[name]
        parts = [(kiso, p, p.grad)] if isinstance(kiso, str) else zip(kiso, p.chunk(len(kiso)), p.grad.chunk(len(kiso)))
        for own, value, grad in parts:
            turn = torch.t if value.dim() == 2 and layer != "embedding" else lambda t: t
            found["parameters"][own], found["gradients"][own] = flat(turn(value)), flat(turn(grad))
    return found


def attended(n, t, width, heads, causal):
    module = nn.MultiheadAttention(width, heads, batch_first=True)
    mask = torch.triu(torch.ones(t, t, dtype=torch.bool), 1) if causal else None
    names = {"in_proj_weight": [f"{p}.weight" for p in ("query", "key", "value")],
             "in_proj_bias": [f"{p}.bias" for p in ("query", "key", "value")],
             "out_proj.weight": "output.weight", "out_proj.bias": "output.bias"}
    return case("multiHeadAttention", module, torch.randn(n, t, width), names,
                lambda x: module(x, x, x, attn_mask=mask, need_weights=False)[0], width=width, heads=heads, causal=causal)


def recurrent(n, t, inputs, units):
    module = nn.GRU(inputs, units, batch_first=True)
    names = {"weight_ih_l0": "inputWeight", "weight_hh_l0": "stateWeight", "bias_ih_l0": "inputBias", "bias_hh_l0": "stateBias"}
    return case("gru", module, torch.randn(n, t, inputs), names, lambda x: module(x)[0], inputs=inputs, units=units)


def added(n, t, width):
    inner = nn.Linear(width, width)
    return case("residual", inner, torch.randn(n, t, width), {"weight": "weight", "bias": "bias"}, lambda x: x + inner(x),
                width=width)


same = {"weight": "weight", "bias": "bias"}
cases = [
    case("embedding", nn.Embedding(7, 3), torch.randint(0, 7, (4, 5)), same, count=7, width=3),
    case("embedding", nn.Embedding(5, 4), torch.randint(0, 5, (6,)), same, count=5, width=4),
    case("layerNorm", nn.LayerNorm(5), torch.randn(3, 4, 5) * 3 + 1, same, width=5),
    case("layerNorm", nn.LayerNorm(6, eps=1e-3), torch.randn(7, 6), same, width=6, epsilon=1e-3),
    case("dense", nn.Linear(4, 3), torch.randn(2, 5, 4), same, inputs=4, outputs=3),
    attended(2, 5, 6, 2, False),
    attended(3, 4, 8, 1, True),
    attended(2, 7, 12, 3, True),
    recurrent(3, 5, 4, 6),
    recurrent(2, 1, 3, 2),
    added(2, 3, 4),
]
pathlib.Path(__file__).with_name("torch_sequences.json").write_text(json.dumps({"cases": cases}, separators=(",", ":")) + "\n")
