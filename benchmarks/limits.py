"""The limit: one training step in NumPy by hand, as quick as NumPy allows.

Everything that pays is used: float32 throughout, one flat vector of parameters, results written into arrays
that are there already, no gradient for the data, softmax and cost in one. Nothing of dlteach is used.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np


class Network:
    """Dense layers with one activation, softmax or sigmoid at the end, cross-entropy, and an optimizer.

    Parameters
    ----------
    sizes : sequence of int
        Units of each layer, the inputs first.
    hidden : "relu" or "sigmoid"
    optimizer : "adam" or "sgd"
    batch_size : int
    """

    def __init__(
        self, sizes: list[int], hidden: str, optimizer: str, batch_size: int, learning_rate: float = 1e-3
    ) -> None:
        rng = np.random.default_rng(0)
        shapes = [shape for n_in, n_out in pairwise(sizes) for shape in [(n_in, n_out), (n_out,)]]
        total = sum(int(np.prod(shape)) for shape in shapes)
        self.values, self.gradients, self.m, self.v, self.work, self.update = (
            np.zeros(total, np.float32) for _ in range(6)
        )
        self.parameters, self.slopes = (_views(vector, shapes) for vector in (self.values, self.gradients))
        for weights in self.parameters[::2]:
            weights[...] = rng.uniform(-1, 1, weights.shape) * np.sqrt(6 / sum(weights.shape))
        self.hidden, self.optimizer, self.learning_rate = hidden, optimizer, np.float32(learning_rate)
        self.step_number = 0
        self.x = np.empty((batch_size, sizes[0]), np.float32)
        self.y = np.empty((batch_size,), np.intp)
        self.outputs = [np.empty((batch_size, size), np.float32) for size in sizes[1:]]
        self.deltas = [np.empty_like(a) for a in self.outputs]
        self.ones = np.ones(batch_size, np.float32)
        self.rows = np.arange(batch_size)

    def forward(self, x: np.ndarray, outputs: list[np.ndarray]) -> np.ndarray:
        for i, a in enumerate(outputs):
            np.dot(x, self.parameters[2 * i], out=a)
            a += self.parameters[2 * i + 1]
            if i < len(outputs) - 1 and self.hidden == "relu":
                np.maximum(a, 0, out=a)
            elif i < len(outputs) - 1 or a.shape[1] == 1:
                _sigmoid(a)
            x = a
        if a.shape[1] > 1:
            a -= a.max(axis=1, keepdims=True)
            np.exp(a, out=a)
            a /= a.sum(axis=1, keepdims=True)
        return a

    def step(self) -> float:
        """Train on what stands in `x` and `y`; the cost."""
        p, delta, n = self.forward(self.x, self.outputs), self.deltas[-1], len(self.x)
        np.copyto(delta, p)
        if p.shape[1] == 1:
            y = self.y
            cost = -float(np.log(np.where(y[:, None], p, 1 - p)).sum()) / n
            delta[:, 0] -= y
        else:
            cost = -float(np.log(p[self.rows, self.y]).sum()) / n
            delta[self.rows, self.y] -= 1
        delta *= np.float32(1 / n)
        for i in reversed(range(len(self.outputs))):
            below = self.outputs[i - 1] if i else self.x
            np.dot(below.T, self.deltas[i], out=self.slopes[2 * i])
            np.dot(self.ones, self.deltas[i], out=self.slopes[2 * i + 1])
            if i:
                delta = self.deltas[i - 1]
                np.dot(self.deltas[i], self.parameters[2 * i].T, out=delta)
                if self.hidden == "relu":
                    delta *= below > 0
                else:
                    delta *= below
                    delta *= 1 - below
        self._update()
        return cost

    def _update(self) -> None:
        self.step_number += 1
        g, m, v, work, update = self.gradients, self.m, self.v, self.work, self.update
        if self.optimizer == "sgd":
            np.multiply(g, self.learning_rate, out=update)
        else:
            t = self.step_number
            np.subtract(g, m, out=work)
            work *= np.float32(0.1)
            m += work
            np.multiply(g, g, out=work)
            work -= v
            work *= np.float32(0.001)
            v += work
            np.sqrt(v, out=work)
            work += np.float32(1e-7)
            np.divide(m, work, out=update)
            update *= np.float32(float(self.learning_rate) * np.sqrt(1 - 0.999**t) / (1 - 0.9**t))
        self.values -= update

    def epoch(self, x: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> float:
        """Train once on shuffled data whose number of rows is a multiple of the batch size; the mean cost."""
        order, size = rng.permutation(len(x)), len(self.x)
        cost = 0.0
        for start in range(0, len(x) - size + 1, size):
            rows = order[start : start + size]
            np.take(x, rows, axis=0, out=self.x, mode="clip")
            np.take(y, rows, out=self.y, mode="clip")
            cost += self.step()
        return cost * size / len(x)

    def predict(self, x: np.ndarray) -> np.ndarray:
        return self.forward(x, [np.empty((len(x), a.shape[1]), np.float32) for a in self.outputs])


def _views(vector: np.ndarray, shapes: list[tuple[int, ...]]) -> list[np.ndarray]:
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])
    return [vector[end - int(np.prod(s)) : end].reshape(s) for end, s in zip(ends, shapes)]


def _sigmoid(a: np.ndarray) -> None:
    np.negative(a, out=a)
    np.exp(a, out=a)
    a += 1
    np.reciprocal(a, out=a)
