"""The same network as PyTorch's users write it: nn.Sequential, cross_entropy, SGD."""

import torch
from torch import nn

from serve import blas, python, serve


class Training:
    def __init__(self, job):
        self.job = job
        d, h, k = job.sizes
        self.X, self.y = torch.from_numpy(job.features), torch.from_numpy(job.labels)
        self.model = nn.Sequential(nn.Linear(d, h), nn.Sigmoid(), nn.Linear(h, k)).to(self.X.dtype)
        self.loss = nn.CrossEntropyLoss(reduction="sum")
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=job.learningRate)

    def reset(self):
        job, (hidden, _, output) = self.job, self.model
        with torch.no_grad():
            for layer, weight, bias in ((hidden, job.W1, job.b1), (output, job.W2, job.b2)):
                layer.weight.copy_(torch.from_numpy(weight.T.copy()))
                layer.bias.copy_(torch.from_numpy(bias[0]))

    def run(self):
        for _ in range(self.job.epochs):
            for x, y in zip(self.X.split(self.job.batch), self.y.split(self.job.batch)):
                self.optimizer.zero_grad(set_to_none=True)
                self.loss(self.model(x), y).backward()
                self.optimizer.step()

    def result(self):
        hidden, _, output = self.model
        parameters = {"W1": hidden.weight.T, "b1": hidden.bias, "W2": output.weight.T, "b2": output.bias}
        return {name: parameter.detach().contiguous().numpy() for name, parameter in parameters.items()}


class Product:
    def __init__(self, job):
        self.A, self.B = torch.from_numpy(job.A), torch.from_numpy(job.B)
        self.C = torch.empty_like(self.A)

    def reset(self):
        pass

    def run(self):
        torch.matmul(self.A, self.B, out=self.C)

    def result(self):
        return {"first": self.C[0].numpy(), "last": self.C[-1].numpy()}


if __name__ == "__main__":
    torch.set_num_threads(1)
    serve("PyTorch " + torch.__version__, f"{python()}, {blas()}", {"training": Training, "product": Product})
