#!/usr/bin/python3
"""Ops by PyTorch (Debian's python3-torch, float64): results, and the gradients of sum(y * g) by every float input.

Among the numbers are those at which a rule has to decide: 0, ties, limits, negative bases, infinities.
Writes torch_ops.json; NaN is null there, infinities are texts.
"""
import json
import math
import pathlib

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(11)
inf, nan = math.inf, math.nan


def number(x):
    return None if math.isnan(x) else str(x).replace("inf", "Infinity") if math.isinf(x) else x


def flat(tensor):
    return [number(x) for x in tensor.detach().reshape(-1).tolist()]


def entry(tensor):
    return {"shape": list(tensor.shape), "numbers": flat(tensor), "labels": not tensor.is_floating_point()}


def case(name, f, *inputs, **settings):
    inputs = [x.clone().requires_grad_() if x.is_floating_point() else x for x in inputs]
    y = f(*inputs)
    g = torch.randn(y.shape)
    if y.requires_grad:
        y.backward(g)
    grads = [None if x.grad is None else flat(x.grad) for x in inputs if x.is_floating_point()]
    return {"op": name, "settings": settings, "inputs": [entry(x) for x in inputs], "y": entry(y.double()), "g": flat(g),
            "gradients": grads if y.requires_grad else []}


def numbers(*xs):
    return torch.tensor([float(x) for x in xs])


def ties(*shape):
    return torch.randint(-2, 3, shape).double()


def logical(f):
    return lambda a, b: f(a, b).double()


a, b = numbers(1, 2, 3, nan, 0, -inf, inf, -0.0), numbers(2, 2, 2, nan, nan, -inf, 1, 0)
x, y = torch.randn(3, 4), torch.randn(3, 4)
cases = [
    case("sin", torch.sin, torch.cat([torch.randn(6) * 3, numbers(0, 1e3, -1e6, 1e22)])),
    case("cos", torch.cos, torch.cat([torch.randn(6) * 3, numbers(0, 1e3, -1e6, 1e22)])),
    case("abs", torch.abs, numbers(1.5, -2, 0, -0.0, inf, -inf, nan)),
    case("sign", torch.sign, numbers(1.5, -2, 0, inf, -inf, nan)),
    case("floor", torch.floor, numbers(1.5, -2.5, 0.25, -0.25, 3, inf)),
    case("pow", torch.pow, torch.rand(3, 4) + 0.1, torch.randn(3, 4) * 3),
    case("pow", torch.pow, torch.rand(3, 1) + 0.1, torch.randn(4) * 3),
    case("pow", torch.pow, numbers(-2, -1.5, -0.5, -3, -2, -1, -2), numbers(3, 2, -1, 0, 1, -2, 0.5)),
    case("pow", torch.pow, numbers(0, 0, 0, 0, 0, 1, 1, 5), numbers(0, 1, 2, 0.5, 3.5, 0, 7, 0)),
    case("pow", torch.pow, numbers(0, 0), numbers(-1, -2)),
    *[case("powOf", lambda x, n=n: torch.pow(x, n), torch.tensor([0.5, 2, -1.5, 3, 0]), exponent=n) for n in (2, 3, 1, 4)],
    *[case("powOf", lambda x, n=n: torch.pow(x, n), torch.rand(5) + 0.1, exponent=n) for n in (0.5, -1, -2, 0, 2.5)],
    case("clip", lambda x: torch.clamp(x, -1, 2), numbers(-3, -1, 0, 2, 5, -1, inf, -inf), low=-1, high=2),
    case("mean", lambda x: x.mean(), x),
    case("mean", lambda x: x.mean(1), x, axes=1),
    case("min", lambda x: torch.amin(x, 1), ties(3, 6), axes=1),
    case("min", lambda x: torch.amin(x), ties(3, 3)),
    case("minimum", torch.minimum, x, y),
    case("greater", logical(torch.gt), a, b),
    case("greaterEqual", logical(torch.ge), a, b),
    case("less", logical(torch.lt), a, b),
    case("lessEqual", logical(torch.le), a, b),
    case("equal", logical(torch.eq), a, b),
    case("notEqual", logical(torch.ne), a, b),
    case("logicalAnd", logical(torch.logical_and), numbers(0, 0, 2, -1, nan, 0, 1), numbers(0, 3, 0, -0.5, 1, nan, nan)),
    case("logicalOr", logical(torch.logical_or), numbers(0, 0, 2, -1, nan, 0, 1), numbers(0, 3, 0, -0.5, 1, nan, nan)),
    case("logicalNot", lambda a: torch.logical_not(a).double(), numbers(0, -0.0, 2, nan, inf)),
    case("gather", lambda table, i: torch.nn.functional.embedding(i, table), torch.randn(7, 3), torch.randint(0, 7, (4, 5))),
    case("gather", lambda table, i: table[i], torch.randn(6, 2, 3), torch.randint(0, 6, (5,))),
    case("gather", lambda table, i: table[i], torch.randn(6), torch.randint(0, 6, (2, 3))),
    case("scatterAdd", lambda x, i: torch.zeros(7, 3).index_add(0, i, x), torch.randn(9, 3), torch.randint(0, 7, (9,)), rows=7),
    case("concatenate", lambda *xs: torch.cat(xs, 0), torch.randn(2, 3), torch.randn(4, 3), torch.randn(1, 3), axis=0),
    case("concatenate", lambda *xs: torch.cat(xs, -1), torch.randn(2, 2, 3), torch.randn(2, 2, 5), axis=-1),
    case("concatenate", lambda *xs: torch.cat(xs, 1), torch.randn(2, 2, 3), torch.randn(2, 1, 3), axis=1),
    case("stack", lambda *xs: torch.stack(xs, 1), torch.randn(2, 3), torch.randn(2, 3), axis=1),
    case("split", lambda x: torch.split(x, 2, 1)[1], torch.randn(3, 6), parts=3, axis=1, taken=1),
    case("matmul", torch.matmul, torch.randn(4, 3, 5), torch.randn(4, 5, 2)),
    case("matmul", torch.matmul, torch.randn(2, 1, 3, 5), torch.randn(4, 5, 2)),
    case("matmul", torch.matmul, torch.randn(3, 5), torch.randn(2, 4, 5, 2)),
    case("matmul", torch.matmul, torch.randn(2, 4, 3, 5), torch.randn(5, 6)),
    case("matmul", torch.matmul, torch.randn(1, 3, 20), torch.randn(2, 20, 9)),
    case("cumsum", lambda x: torch.cumsum(x, 1), torch.randn(3, 5), axis=1),
    case("cumsum", lambda x: torch.cumsum(x, 0), torch.randn(4, 2, 3), axis=0),
    case("cumsum", lambda x: torch.cumsum(x, 1), torch.randn(2, 20, 3), axis=1),
    case("sort", lambda x: torch.sort(x, dim=-1, stable=True)[0], ties(4, 9)),
    case("sort", lambda x: torch.sort(x, dim=-1, descending=True, stable=True)[0], ties(4, 9), descending=True),
    case("sort", lambda x: torch.sort(x, -1)[0], torch.randn(2, 3, 33)),
    case("sort", lambda x: torch.sort(x, dim=-1, stable=True)[0], numbers(nan, 2, -inf, inf, 0, nan, 1)),
    case("argSort", lambda x: torch.sort(x, dim=-1, stable=True)[1], ties(3, 12)),
    case("argSort", lambda x: torch.sort(x, dim=-1, descending=True, stable=True)[1], ties(3, 12), descending=True),
    case("topK", lambda x: torch.topk(x, 3)[0], torch.randn(4, 7), k=3),
    case("topKPlaces", lambda x: torch.topk(x, 3)[1], torch.randn(4, 7), k=3),
    case("logSumExp", lambda x: torch.logsumexp(x, -1, keepdim=True), torch.randn(3, 5) * 10),
    case("toIntegers", lambda x: x.int(), numbers(1.75, -1.75, 0, -0.5, 1e6)),
]
pathlib.Path(__file__).with_name("torch_ops.json").write_text(json.dumps({"cases": cases}, separators=(",", ":")) + "\n")
