#!/usr/bin/python3
"""Layers for images by PyTorch (Debian's python3-torch, float64): results, gradients, and twenty steps of training.

All images are written with the channels last, weights as (kernel height, kernel width, in, out).
Writes torch_images.json.
"""
import json
import pathlib

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.manual_seed(5)


def last(images):
    """(n, c, h, w) to (n, h, w, c)."""
    return images.permute(0, 2, 3, 1) if images.dim() == 4 else images


def hwio(weight):
    """(out, in, kh, kw) to (kh, kw, in, out)."""
    return weight.permute(2, 3, 1, 0)


def flat(tensor):
    return tensor.detach().reshape(-1).tolist()


def case(layer, module, x, **settings):
    """The result y, and with the loss sum(y * g) the gradients of x and of the parameters."""
    x = x.clone().requires_grad_()
    y = module(x)
    g = torch.randn(y.shape)
    y.backward(g)
    found = {"layer": layer, "settings": settings, "x": flat(last(x)), "shape": list(last(x).shape), "y": flat(last(y)),
             "yShape": list(last(y).shape), "g": flat(last(g)), "dx": flat(last(x.grad)), "parameters": {}, "gradients": {}}
    for name, p in module.named_parameters():
        order = hwio if p.dim() == 4 else lambda t: t
        found["parameters"][name] = flat(order(p))
        found["gradients"][name] = flat(order(p.grad))
    return found


def conv(n, h, w, inputs, outputs, kernel, stride=1, padding=0, bias=True):
    module = nn.Conv2d(inputs, outputs, kernel, stride=stride, padding=padding, bias=bias)
    return case("conv2d", module, torch.randn(n, inputs, h, w), inChannels=inputs, outChannels=outputs, kernel=kernel,
                stride=stride, padding=padding, bias=bias)


def ties(*shape):
    """Whole numbers of a small range, so that many windows have several maxima."""
    return torch.randint(-1, 2, shape).double()


cases = [
    conv(2, 5, 6, 1, 4, 3, padding=1),
    conv(3, 4, 5, 3, 2, 3),
    conv(2, 7, 8, 4, 5, 3, stride=2, padding=1),
    conv(2, 7, 6, 2, 8, (2, 3), stride=(1, 2), padding=(0, 2)),
    conv(2, 6, 6, 3, 3, 1, stride=2, bias=False),
    conv(1, 7, 9, 4, 8, 5, stride=2, padding=2),
    case("maxPool2d", nn.MaxPool2d(2), torch.randn(2, 3, 6, 5), kernel=2),
    case("maxPool2d", nn.MaxPool2d(2), ties(3, 4, 6, 6), kernel=2),
    case("maxPool2d", nn.MaxPool2d(3, stride=2, padding=1), ties(2, 5, 7, 6), kernel=3, stride=2, padding=1),
    case("maxPool2d", nn.MaxPool2d((3, 2), stride=(1, 3)), torch.randn(2, 4, 5, 6), kernel=[3, 2], stride=[1, 3]),
    case("averagePool2d", nn.AvgPool2d(2), torch.randn(2, 3, 5, 6), kernel=2),
    case("averagePool2d", nn.AvgPool2d(3, stride=2, padding=1), torch.randn(2, 4, 6, 5), kernel=3, stride=2, padding=1),
    case("globalAveragePool", nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()), torch.randn(3, 5, 4, 6)),
]


def normalised(momentum, epsilon, *shape):
    """A batch in training, then another one with what was learned of the first."""
    channels = shape[1]
    module = nn.BatchNorm2d(channels, momentum=momentum, eps=epsilon) if len(shape) == 4 else nn.BatchNorm1d(
        channels, momentum=momentum, eps=epsilon)
    with torch.no_grad():
        module.weight.copy_(torch.randn(channels))
        module.bias.copy_(torch.randn(channels))
        module.running_mean.copy_(torch.randn(channels))
        module.running_var.copy_(torch.rand(channels) + 0.5)
    before = {"runningMean": flat(module.running_mean), "runningVar": flat(module.running_var)}
    trained = case("batchNorm", module, torch.randn(shape) * 2 + 1, channels=channels, momentum=momentum, epsilon=epsilon)
    after = {"runningMean": flat(module.running_mean), "runningVar": flat(module.running_var)}
    module.eval()
    for p in module.parameters():
        p.grad = None
    evaluated = case("batchNorm", module, torch.randn(shape), channels=channels, momentum=momentum, epsilon=epsilon)
    return {"before": before, "trained": trained, "after": after, "evaluated": evaluated}


class Network(nn.Module):
    """8 × 8 pixels of 2 channels: two blocks of convolution, batchNorm, relu and pooling, then two dense layers."""

    def __init__(self):
        super().__init__()
        self.conv2d1, self.batchNorm1 = nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4)
        self.conv2d2, self.batchNorm2 = nn.Conv2d(4, 6, 3, padding=1), nn.BatchNorm2d(6)
        self.dense1, self.dense2 = nn.Linear(24, 5), nn.Linear(5, 3)

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.batchNorm1(self.conv2d1(x))), 2)
        x = nn.functional.max_pool2d(torch.relu(self.batchNorm2(self.conv2d2(x))), 2)
        return self.dense2(torch.relu(self.dense1(last(x).flatten(1))))

    def kiso(self):
        names = {"running_mean": "runningMean", "running_var": "runningVar"}
        found = {}
        for name, tensor in self.state_dict().items():
            layer, own = name.split(".")
            if own != "num_batches_tracked":
                found[f"{layer}.{names.get(own, own)}"] = flat({4: hwio, 2: torch.t, 1: torch.t}[tensor.dim()](tensor))
        return found


def training(steps=20):
    network = Network()
    x = torch.randn(10, 2, 8, 8)
    labels = torch.randint(0, 3, (10,))
    optimizer = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9, nesterov=True)
    start, losses = network.kiso(), []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(network(x), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    network.eval()
    logs = torch.log_softmax(network(x), -1)
    return {"x": flat(last(x)), "labels": labels.tolist(), "start": start, "losses": losses, "final": network.kiso(),
            "logProbabilities": flat(logs)}


golden = {
    "cases": cases,
    "batchNorm": [normalised(0.1, 1e-5, 4, 3, 3, 5), normalised(0.3, 1e-3, 6, 4)],
    "training": training(),
}
pathlib.Path(__file__).with_name("torch_images.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
