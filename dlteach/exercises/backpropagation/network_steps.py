"""The way back through a network, made of steps that a mistake may put another in place of."""

from typing import NamedTuple

import numpy as np

from dlteach.exercises.backpropagation.shared import FUNCTIONS, SLOPES


class Net(NamedTuple):
    """What the way forward leaves: the arguments, the sums and the activations of every layer."""

    y: np.ndarray
    weights: list
    biases: list
    name: str
    sums: list
    activations: list
    arrived: np.ndarray | None = None  # the gradient of the output of the layer that is being passed

    @property
    def n(self):
        return len(self.y)

    @property
    def distance(self):
        return self.activations[-1] - self.y

    @property
    def last(self):
        return len(self.weights) - 1

    def slope(self, layer):
        return SLOPES[self.name](self.sums[layer])


def error_of(v):
    return v.distance / v.n


def grad_z_of(v, layer, grad):
    return grad * v.slope(layer)


def grad_w_of(v, layer, delta):
    return v.activations[layer].T @ delta


def grad_b_of(v, layer, delta):
    return delta.sum(axis=0)


def passed_of(v, layer, delta, grad):
    return delta @ v.weights[layer].T


def with_steps(
    error=error_of,
    grad_z=grad_z_of,
    grad_w=grad_w_of,
    grad_b=grad_b_of,
    passed=passed_of,
    pack=lambda v, *parts: parts,
):
    """An answer with other steps; the default ones are right."""

    def answer(y_true, x, weights, biases, activation):
        sums, activations = [], [x]
        for w, b in zip(weights, biases):
            sums.append(activations[-1] @ w + b)
            activations.append(FUNCTIONS[activation](sums[-1]))
        v = Net(y_true, weights, biases, activation, sums, activations)
        grad, grad_weights, grad_biases = error(v), [], []
        for layer in reversed(range(len(weights))):
            v = v._replace(arrived=grad)
            delta = grad_z(v, layer, grad)
            grad_weights.insert(0, grad_w(v, layer, delta))
            grad_biases.insert(0, grad_b(v, layer, delta))
            grad = passed(v, layer, delta, grad)
        return pack(v, grad_weights, grad_biases)

    return answer


def only(wrong, where):
    """A grad_z that is wrong in the layers that `where(v, layer)` picks."""
    return lambda v, layer, grad: (wrong if where(v, layer) else grad_z_of)(v, layer, grad)


def no_slope(v, layer, grad):
    return grad


def is_last(v, layer):
    return layer == v.last
