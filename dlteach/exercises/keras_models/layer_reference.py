"""The reference for `DenseLayer`: a fully connected layer that remembers what its way back needs."""

import numpy as np

from dlteach.functions import ACTIVATIONS


class DenseLayer:
    """A fully connected layer, a = f(x @ w + b), with its weights and their gradients."""

    def __init__(self, units, activation, rng):
        self.units = units
        self.f, self.slope = ACTIVATIONS[activation]
        self.rng = rng

    def build(self, input_dim):
        limit = np.sqrt(6 / (input_dim + self.units))
        self.w = self.rng.uniform(-limit, limit, size=(input_dim, self.units))
        self.b = np.zeros(self.units)

    def forward(self, x):
        self.x = x
        self.z = x @ self.w + self.b
        return self.f(self.z)

    def backward(self, grad_output):
        grad_z = grad_output * self.slope(self.z)
        self.grad_w = self.x.T @ grad_z
        self.grad_b = grad_z.sum(axis=0)
        return grad_z @ self.w.T
