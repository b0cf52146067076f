"""Mistakes in the gradient that a network's way back begins with, and in how it passes layers."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.backpropagation.network_steps import (
    error_of,
    grad_w_of,
    is_last,
    no_slope,
    only,
    with_steps,
)
from dlteach.exercises.backpropagation.shared import SLOPES

START = "The gradient of the cost 1/(2n) Σ‖a − y‖² along the output is (a − y) / n"

ERROR_MISTAKES = tuple(
    Mistake(id_, with_steps(error=wrong), says)
    for id_, wrong, says in (
        (
            "not-averaged",
            lambda v: v.distance,
            f"All gradients are n times too large: 1/n is missing. {START}.",
        ),
        (
            "averaged-over-all-entries",
            lambda v: v.distance / v.y.size,
            "The error is divided by all its entries, n times the outputs, as `.size` or a mean counts "
            f"them. {START}: divide by the number of rows.",
        ),
        (
            "averaged-over-all-inputs",
            lambda v: v.distance / v.activations[0].size,
            "The error is divided by the number of all entries of x, as `x.size` counts them. "
            f"{START}: divide by the number of rows, `len(x)`.",
        ),
        (
            "averaged-over-outputs",
            lambda v: v.distance / v.y.shape[1],
            f"The error is divided by `shape[1]`, the number of outputs; examples are rows here. {START}.",
        ),
        (
            "twice",
            lambda v: 2 * v.distance / v.n,
            f"All gradients are twice too large. The 2 of the square cancels the ½ of the cost. {START}.",
        ),
        (
            "twice-and-not-averaged",
            lambda v: 2 * v.distance,
            "Two factors are off: the 2 of the square cancels the ½ of the cost, and 1/n is missing. "
            f"{START}.",
        ),
        (
            "mean-squared-error",
            lambda v: 2 * v.distance / v.y.size,
            f"This is the gradient of the mean squared error, another multiple of the cost. {START}.",
        ),
        (
            "half-kept",
            lambda v: v.distance / (2 * v.n),
            "All gradients are half of what is right. The 2 of the square cancels the ½ of the cost. "
            f"{START}.",
        ),
        (
            "half-and-not-averaged",
            lambda v: v.distance / 2,
            f"The 2 of the square cancels the ½ of the cost, and 1/n is missing. {START}.",
        ),
        (
            "truth-minus-prediction",
            lambda v: -error_of(v),
            f"Every number is −1 times the right one: the error is y − a. {START}. Some books take y − a and "
            "add the step; then it is no gradient.",
        ),
        (
            "truth-minus-prediction-not-averaged",
            lambda v: -v.distance,
            "Two things: the error is y − a, so that the signs are turned round, and 1/n is missing. "
            f"{START}.",
        ),
        (
            "squared-error",
            lambda v: v.distance**2 / v.n,
            f"The error is squared. The slope of a square has no square. {START}.",
        ),
        (
            "cost-for-its-slope",
            lambda v: v.distance**2 / (2 * v.n),
            f"The way back begins with the cost itself. It begins with the slope of the cost. {START}.",
        ),
        (
            "error-summed-to-one-number",
            lambda v: np.full(v.y.shape, np.sum(v.distance) / v.n),
            f"The errors are added up to one number before the way back, so that they cancel. Each output of "
            f"each example keeps its own. {START}.",
        ),
        (
            "error-averaged-to-one-number",
            lambda v: np.full(v.y.shape, np.mean(v.distance)),
            f"The errors are averaged to one number before the way back, so that they cancel. Each output of "
            f"each example keeps its own. {START}.",
        ),
        (
            "error-averaged-over-examples",
            lambda v: np.broadcast_to(v.distance.mean(axis=0), v.y.shape) / v.n,
            f"The errors of all examples are averaged before the way back, so that they cancel. Each example "
            f"keeps its own; 1/n is a factor. {START}.",
        ),
        (
            "absolute-error",
            lambda v: np.abs(v.distance) / v.n,
            f"The error has lost its sign, which says whether the output is to fall or to rise. {START}.",
        ),
        (
            "sign-of-the-error",
            lambda v: np.sign(v.distance) / v.n,
            f"Only the sign of the error is used, the slope of an absolute error. {START}.",
        ),
        (
            "truth-not-used",
            lambda v: v.activations[-1] / v.n,
            f"The way back begins with the output; `y_true` is not used. {START}.",
        ),
        (
            "cross-entropy",
            lambda v: v.distance / (v.activations[-1] * (1 - v.activations[-1])) / v.n,
            f"This is the slope of the binary cross-entropy. Here the cost is the quadratic one. {START}.",
        ),
    )
)


def _slope_at_the_activation(v, layer, grad):
    return grad * SLOPES[v.name](v.activations[layer + 1])


def _is_hidden(v, layer):
    return layer < v.last


def _slope_of(other):
    return lambda v, layer, grad: grad * v.slope(other(v, layer))


PASSING_MISTAKES = (
    Mistake(
        "last-slope-missing",
        with_steps(grad_z=only(no_slope, is_last)),
        "The slope of the last layer is missing: its gradient begins with a − y alone. That is right for a "
        "linear last layer, or behind a sigmoid with cross-entropy. Here the last layer has the same "
        "activation as all others, so multiply with f′(z) there too.",
    ),
    Mistake(
        "hidden-slopes-missing",
        with_steps(grad_z=only(no_slope, _is_hidden)),
        "The slope is used in the last layer only. Each layer on the way back multiplies with its own f′(z).",
    ),
    Mistake(
        "hidden-slopes-at-the-activations",
        with_steps(grad_z=only(_slope_at_the_activation, _is_hidden)),
        "In the hidden layers the slope is taken at the activations a, though it is a function of z: the "
        "activation is applied twice. Hand z to it, or write the slope in a, such as a · (1 − a).",
    ),
    Mistake(
        "hidden-slopes-at-the-activations-last-missing",
        with_steps(
            grad_z=lambda v, layer, grad: (
                grad if layer == v.last else _slope_at_the_activation(v, layer, grad)
            )
        ),
        "Two things at once: in the hidden layers the slope is taken at the activations a, though it is a "
        "function of z; and the slope of the last layer is missing, as if the cost were a cross-entropy.",
    ),
    Mistake(
        "slope-of-the-layer-before",
        with_steps(grad_z=_slope_of(lambda v, layer: layer - 1)),
        "An index is off: the slope is taken at the sums of the layer before. In layer l the factor is "
        "f′(z) of the same layer l.",
    ),
    Mistake(
        "slope-of-the-layer-after",
        with_steps(grad_z=_slope_of(lambda v, layer: min(layer + 1, v.last))),
        "An index is off: the slope of hidden layers is taken at the sums of the layer after. In layer l the "
        "factor is f′(z) of the same layer l.",
    ),
    Mistake(
        "last-slope-everywhere",
        with_steps(grad_z=_slope_of(lambda v, layer: v.last)),
        "The slope of the last layer is used in all of them. Each layer has its own f′(z).",
    ),
    Mistake(
        "passed-without-the-slope",
        with_steps(passed=lambda v, layer, delta, grad: grad @ v.weights[layer].T),
        "What is handed to the layer before has lost the slope: the gradient of z, not that of the output, "
        "passes through the weights.",
    ),
    Mistake(
        "weights-not-transposed",
        with_steps(passed=lambda v, layer, delta, grad: delta @ v.weights[layer]),
        "The transpose is missing where the gradient passes through the weights: `delta @ w` fits only when "
        "w is square, and is wrong even then. It is `delta @ w.T`.",
    ),
    Mistake(
        "passed-elementwise",
        with_steps(passed=lambda v, layer, delta, grad: delta * v.weights[layer].T),
        "Gradient and weights are multiplied entry by entry. Each unit feeds all units of the next layer, "
        "and their shares add up: `delta @ w.T`.",
    ),
    Mistake(
        "weights-of-the-layer-before",
        with_steps(passed=lambda v, layer, delta, grad: delta @ v.weights[layer - 1].T),
        "An index is off: the gradient passes through the weights of the layer before. It passes through the "
        "weights of the layer that it leaves.",
    ),
    Mistake(
        "first-weights-everywhere",
        with_steps(passed=lambda v, layer, delta, grad: delta @ v.weights[0].T),
        "The gradient passes through the first layer's weights every time. It passes through the weights of "
        "the layer that it leaves.",
    ),
    Mistake(
        "not-passed-through-the-weights",
        with_steps(passed=lambda v, layer, delta, grad: delta),
        "The gradient goes from layer to layer without the weights: between two layers it has to pass "
        "through them, `delta @ w.T`.",
    ),
    Mistake(
        "error-for-every-layer",
        with_steps(passed=lambda v, layer, delta, grad: grad),
        "Every layer gets the error of the output. The gradient changes on its way: put what comes out of "
        "one layer in place of what went in.",
    ),
    *(
        Mistake(
            f"weights-updated-first-by-{rate:g}",
            with_steps(
                passed=lambda v, layer, delta, grad, rate=rate: (
                    delta @ (v.weights[layer] - rate * grad_w_of(v, layer, delta)).T
                )
            ),
            f"The weights are changed before the gradient passes through them (here with the step {rate:g}), "
            "so the layers before get the gradient of another network. First all gradients, then all steps.",
        )
        for rate in (1.0, 0.5, 0.1, 0.01)
    ),
)
