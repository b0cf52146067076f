"""Mistakes in the shares that weights and biases of a network get on the way back."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.backpropagation.network_steps import grad_w_of, passed_of, with_steps

AVERAGED = "1/n belongs into the cost, so it comes once, at the start of the way back"

SHARE_MISTAKES = tuple(
    Mistake(id_, with_steps(**steps), says)
    for id_, steps, says in (
        (
            "biases-summed-over-everything",
            {"grad_b": lambda v, layer, delta: np.sum(delta)},
            "The gradient of each layer's bias is one number: `np.sum` without `axis` adds up the units too. "
            "Sum over the examples only, `axis=0`.",
        ),
        (
            "biases-summed-over-everything-and-averaged",
            {"grad_b": lambda v, layer, delta: np.sum(delta) / v.n},
            "Two things about the biases: without `axis=0` the units are added up too, and 1/n comes a "
            "second time.",
        ),
        (
            "averaged-twice-and-biases-summed-over-everything",
            {
                "grad_w": lambda v, layer, delta: grad_w_of(v, layer, delta) / v.n,
                "grad_b": lambda v, layer, delta: np.sum(delta) / v.n,
            },
            f"Two things at once. First: the gradient of a bias is summed over `axis=0` only, one number a "
            f"unit. Second: 1/n comes twice. {AVERAGED}.",
        ),
        (
            "biases-spread-over-everything",
            {"grad_b": lambda v, layer, delta: np.full(delta.shape[1], np.sum(delta))},
            "All units of a layer get the sum over all of them. Each has a bias of its own: sum over the "
            "examples only, `axis=0`.",
        ),
        (
            "biases-averaged",
            {"grad_b": lambda v, layer, delta: delta.mean(axis=0)},
            f"The gradients of the biases are divided by n once too often. {AVERAGED}.",
        ),
        (
            "biases-mean-of-everything",
            {"grad_b": lambda v, layer, delta: np.mean(delta)},
            "The gradient of each layer's bias is the mean over examples and units, one number. Each unit "
            "has a bias of its own: sum over the examples, `axis=0`.",
        ),
        (
            "biases-not-averaged",
            {"grad_b": lambda v, layer, delta: delta.sum(axis=0) * v.n},
            f"The gradients of the biases are n times too large, while those of the weights are right. "
            f"{AVERAGED}.",
        ),
        (
            "biases-not-summed",
            {"grad_b": lambda v, layer, delta: delta},
            "The gradients of the biases still have one row for each example. The shares add up: sum over "
            "`axis=0`.",
        ),
        (
            "biases-summed-over-units",
            {"grad_b": lambda v, layer, delta: delta.sum(axis=1)},
            "The gradients of the biases are summed over the units (`axis=1`). A bias belongs to a unit: sum "
            "over the examples, `axis=0`.",
        ),
        (
            "biases-of-the-last-example",
            {"grad_b": lambda v, layer, delta: delta[-1]},
            "The gradients of the biases hold the last example only. The shares of all examples add up: sum "
            "over `axis=0`.",
        ),
        (
            "biases-without-the-slope",
            {"grad_b": lambda v, layer, delta: v.arrived.sum(axis=0)},
            "The gradients of the biases are sums of ∂C/∂a. A bias enters z, before the activation, so the "
            "slope is a factor there too: sum the gradient of z.",
        ),
        (
            "biases-from-the-weights",
            {"grad_b": lambda v, layer, delta: grad_w_of(v, layer, delta).sum(axis=0)},
            "The gradients of the biases are the column sums of those of the weights. A bias is not "
            "multiplied with an activation: sum the gradient of z over the examples.",
        ),
        (
            "weights-without-the-slope",
            {"grad_w": lambda v, layer, delta: v.activations[layer].T @ v.arrived},
            "The gradients of the weights are made from ∂C/∂a. The weights enter z, before the activation, "
            "so the slope is a factor there too.",
        ),
        (
            "biases-forgotten",
            {"grad_b": lambda v, layer, delta: np.zeros(delta.shape[1])},
            "The gradients of the biases stay 0. Each is the sum of the gradient of z over the examples.",
        ),
        (
            "weights-not-averaged",
            {"grad_w": lambda v, layer, delta: grad_w_of(v, layer, delta) * v.n},
            f"The gradients of the weights are n times too large, while those of the biases are right. "
            f"{AVERAGED}.",
        ),
        (
            "weights-averaged-twice",
            {"grad_w": lambda v, layer, delta: grad_w_of(v, layer, delta) / v.n},
            f"The gradients of the weights are divided by n once too often. {AVERAGED}.",
        ),
        (
            "averaged-twice",
            {"error": lambda v: v.distance / v.n**2},
            f"All gradients are divided by n twice: with (a − y) / n, and again in each layer. {AVERAGED}.",
        ),
        (
            "averaged-in-every-layer",
            {"passed": lambda v, layer, delta, grad: passed_of(v, layer, delta, grad) / v.n},
            f"What is handed from layer to layer is divided by n each time. {AVERAGED}.",
        ),
        (
            "weights-transposed",
            {"grad_w": lambda v, layer, delta: delta.T @ v.activations[layer]},
            "The gradients of the weights are transposed. Each has the shape of its weights, (d_in, d_out).",
        ),
        (
            "weights-from-the-output",
            {"grad_w": lambda v, layer, delta: v.activations[layer + 1].T @ delta},
            "An index is off: the gradient of the weights is made from the output of their layer. A weight "
            "is multiplied with the layer's input, `activations[layer]`.",
        ),
        (
            "weights-from-the-sums",
            {"grad_w": lambda v, layer, delta: (v.sums[layer - 1] if layer else v.activations[0]).T @ delta},
            "The gradients of the weights are made from the sums z of the layer before. The weights are "
            "multiplied with its activations a = f(z).",
        ),
        (
            "weights-from-their-own-sums",
            {"grad_w": lambda v, layer, delta: v.sums[layer].T @ delta},
            "The gradients of the weights are made from the sums z of their own layer. A weight is "
            "multiplied with the layer's input, `activations[layer]`.",
        ),
        (
            "weights-from-x",
            {"grad_w": lambda v, layer, delta: v.activations[0].T @ delta},
            "All layers use x as their input. Only the first one does: layer l is fed with `activations[l]`.",
        ),
        (
            "weights-from-an-earlier-layer",
            {"grad_w": lambda v, layer, delta: v.activations[layer - 1].T @ delta},
            "An index is off: the gradient of the weights is made from the layer one too early. In the list "
            "that begins with x, layer l is fed with `activations[l]`.",
        ),
        (
            "input-not-transposed",
            {"grad_w": lambda v, layer, delta: v.activations[layer] @ delta},
            "The transpose is missing in the gradients of the weights: `a @ delta` fits by chance only. Sum "
            "over the examples: `a.T @ delta`.",
        ),
        (
            "weights-elementwise",
            {"grad_w": lambda v, layer, delta: v.activations[layer] * delta},
            "Activations and gradient are multiplied entry by entry, so nothing is summed over the examples. "
            "It takes the matrix product `a.T @ delta`.",
        ),
    )
)
