"""The lesson's network as a fast NumPy program: in place where a person would think of it."""

import numpy as np

from serve import blas, python, serve


class Training:
    def __init__(self, job):
        self.job = job
        self.targets = np.eye(job.sizes[2], dtype=job.dtype)[job.labels]

    def reset(self):
        job = self.job
        self.W1, self.b1, self.W2, self.b2 = job.W1.copy(), job.b1.copy(), job.W2.copy(), job.b2.copy()

    def run(self):
        X, Y, batch = self.job.features, self.targets, self.job.batch
        for _ in range(self.job.epochs):
            for start in range(0, len(X), batch):
                self.step(X[start : start + batch], Y[start : start + batch])

    def step(self, x, y):
        W1, b1, W2, b2, rate = self.W1, self.b1, self.W2, self.b2, self.job.learningRate
        a = x @ W1
        a += b1
        np.negative(a, out=a)
        np.exp(a, out=a)
        a += 1
        np.reciprocal(a, out=a)  # sigmoid, (n, h)

        p = a @ W2
        p += b2
        p -= p.max(axis=1, keepdims=True)
        np.exp(p, out=p)
        p /= p.sum(axis=1, keepdims=True)  # softmax, (n, k)

        p -= y  # of cross-entropy and softmax together
        d = p @ W2.T
        d *= a
        d *= 1 - a
        W2 -= rate * (a.T @ p)
        b2 -= rate * p.sum(axis=0, keepdims=True)
        W1 -= rate * (x.T @ d)
        b1 -= rate * d.sum(axis=0, keepdims=True)

    def result(self):
        return {"W1": self.W1, "b1": self.b1, "W2": self.W2, "b2": self.b2}


class Product:
    def __init__(self, job):
        self.job = job
        self.C = np.empty_like(job.A)

    def reset(self):
        pass

    def run(self):
        np.matmul(self.job.A, self.job.B, out=self.C)

    def result(self):
        return {"first": self.C[0], "last": self.C[-1]}


if __name__ == "__main__":
    serve("NumPy " + np.__version__, f"{python()}, {blas()}", {"training": Training, "product": Product})
