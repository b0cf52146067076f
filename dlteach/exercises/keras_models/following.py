"""Layers that note what a model does with them, so that a shuffled training can be judged step by step.

They stand in the learner's process, so they are no answer to `DenseLayer`: they draw no weights.
"""

import numpy as np

from dlteach.functions import ACTIVATIONS


class NotingLayer:
    """A layer of given weights that notes the input of each batch that goes backward through it."""

    def __init__(self, activation, weights, notes):
        self.f, self.slope = ACTIVATIONS[activation]
        self.given, self.notes = weights, notes
        self.units = len(weights[1])

    def build(self, input_dim):
        self.w, self.b = np.zeros((input_dim, self.units)), np.zeros(self.units)

    def take_weights(self):
        self.w, self.b = (one.copy() for one in self.given)

    def forward(self, x):
        self.x = x
        self.z = x @ self.w + self.b
        return self.f(self.z)

    def backward(self, grad_output):
        self.notes.append(np.array(self.x))
        grad_z = grad_output * self.slope(self.z)
        self.grad_w, self.grad_b = self.x.T @ grad_z, grad_z.sum(axis=0)
        return grad_z @ self.w.T


def layers_with(activations, weights):
    """Layers of these weights, and the inputs that go backward through the first of them."""
    notes = []
    each = zip(activations, weights)
    layers = [NotingLayer(name, given, [] if k else notes) for k, (name, given) in enumerate(each)]
    return layers, notes


def rows_in(x, notes):
    """The rows of x in each input that was noted; -1 for one that is not in x."""
    rows = x.tolist()
    return [[rows.index(r) if r in rows else -1 for r in seen.tolist()] for seen in notes]


def weights_of(layers):
    """The weights that the layers have now."""
    return [(np.array(layer.w), np.array(layer.b)) for layer in layers]
