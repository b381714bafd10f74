"""torch_derivatives.json: what PyTorch's autograd.functional gives for a layer and for a loss, in float64.

Run: /usr/bin/python3 tests/golden/torch_derivatives.py
"""

import json
import pathlib

import torch
from torch.autograd.functional import hessian, hvp, jacobian, jvp, vjp

torch.set_default_dtype(torch.float64)


def pattern(first, *shape):
    """Unequal numbers, none of them at a kink."""
    count = int(torch.tensor(shape).prod())
    return torch.sin(first + 3.0 * torch.arange(count, dtype=torch.float64)).reshape(shape)


W, b = pattern(1, 3, 2), pattern(2, 2)
x = pattern(5, 4, 3)
t = torch.tensor([0, 1, 1, 0])
vW, vb = pattern(7, 3, 2), pattern(8, 2)
vy = pattern(9, 4, 2)


def layer(W, b):
    """A layer whose inputs are x."""
    return torch.tanh(x @ W + b)


def loss(W, b):
    return torch.nn.functional.cross_entropy(layer(W, b), t)


def flat(thing):
    return thing.reshape(-1).tolist() if isinstance(thing, torch.Tensor) else [flat(one) for one in thing]


found = {
    "given": {"W": flat(W), "b": flat(b), "x": flat(x), "t": t.tolist(), "vW": flat(vW), "vb": flat(vb), "vy": flat(vy)},
    # by W and by b: (4, 2, 3, 2) and (4, 2, 2)
    "jacobian": flat(jacobian(layer, (W, b))),
    # [[by W, W; by W, b], [by b, W; by b, b]]
    "hessian": flat(hessian(loss, (W, b))),
    "vjp": flat(vjp(layer, (W, b), vy)),
    "jvp": flat(jvp(layer, (W, b), (vW, vb))),
    "hvp": flat(hvp(loss, (W, b), (vW, vb))),
}

pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(found, indent=1) + "\n")
