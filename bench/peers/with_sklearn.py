"""scikit-learn's MLPClassifier, without momentum, shuffle or early stop.

It averages gradients over a batch, so its rate is batch times as large; only the short last batch then moves
further, and the referee expects just that.
"""

import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from serve import blas, python, serve

warnings.simplefilter("ignore", ConvergenceWarning)  # 30 epochs are the task


class Training:
    def __init__(self, job):
        self.job = job
        self.network = MLPClassifier(
            hidden_layer_sizes=(job.sizes[1],),
            activation="logistic",
            solver="sgd",
            alpha=0,
            momentum=0,
            nesterovs_momentum=False,
            batch_size=job.batch,
            learning_rate_init=job.learningRate * job.batch,
            max_iter=job.epochs,
            shuffle=False,
            tol=0,
            n_iter_no_change=job.epochs + 1,
            warm_start=True,
        )
        self.network.partial_fit(job.features, job.labels, classes=np.arange(job.sizes[2]))

    def reset(self):
        job, network = self.job, self.network
        network.coefs_ = [job.W1.copy(), job.W2.copy()]
        network.intercepts_ = [job.b1[0].copy(), job.b2[0].copy()]
        network.n_iter_, network.t_, network.loss_curve_ = 0, 0, []
        network._no_improvement_count, network.best_loss_ = 0, np.inf

    def run(self):
        self.network.fit(self.job.features, self.job.labels)

    def result(self):
        (W1, W2), (b1, b2) = self.network.coefs_, self.network.intercepts_
        return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


if __name__ == "__main__":
    serve("scikit-learn " + sklearn.__version__, f"{python()}, {blas()}", {"training": Training})
