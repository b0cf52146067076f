"""Mistakes of a whole way back through a network: layers left out, lists exchanged, another network."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.backpropagation.network_steps import is_last, no_slope, only, with_steps
from dlteach.exercises.backpropagation.shared import FUNCTIONS, SLOPES
from dlteach.functions import dense_backward, mlp_forward


def _only_layers(keep):
    """Gradients that are 0 in all layers but those that `keep(v, layer)` picks."""

    def pack(v, *parts):
        return tuple([g if keep(v, layer) else 0 * g for layer, g in enumerate(part)] for part in parts)

    return with_steps(pack=pack)


def _scaled(v, grad_weights, grad_biases):
    weights = [2 * g if layer == 1 else g for layer, g in enumerate(grad_weights)]
    return weights, [4 * g if layer == 0 else g for layer, g in enumerate(grad_biases)]


def _stepped(rate):
    def pack(v, *gradients):
        return tuple(
            [p - rate * g for p, g in zip(parameters, grads)]
            for parameters, grads in zip((v.weights, v.biases), gradients)
        )

    return with_steps(pack=pack)


def _of_examples(rows):
    """The share of some examples only, of the cost of all."""

    def error(v):
        chosen = np.zeros((v.n, 1))
        chosen[rows] = 1
        return chosen * v.distance / v.n

    return with_steps(error=error)


def _last_layer(name):
    """Another activation in the last layer, on both ways."""

    def answer(y_true, x, weights, biases, activation):
        def sums(v):
            return v.activations[-2] @ v.weights[-1] + v.biases[-1]

        def error(v):
            return (FUNCTIONS[name](sums(v)) - v.y) / v.n * SLOPES[name](sums(v))

        return with_steps(error=error, grad_z=only(no_slope, is_last))(y_true, x, weights, biases, activation)

    return answer


def _layers_given_their_output(y_true, x, weights, biases, activation):
    activations = mlp_forward(x, weights, biases, activation)
    grad, grad_weights, grad_biases = (activations[-1] - y_true) / len(x), [], []
    for layer in reversed(range(len(weights))):
        grad, grad_w, grad_b = dense_backward(
            grad, activations[layer + 1], weights[layer], biases[layer], activation
        )
        grad_weights.insert(0, grad_w)
        grad_biases.insert(0, grad_b)
    return grad_weights, grad_biases


def _without_bias(y_true, x, weights, biases, activation):
    return with_steps()(y_true, x, weights, [np.zeros(b.shape) for b in biases], activation)


def _always(name):
    return lambda y_true, x, weights, biases, activation: with_steps()(y_true, x, weights, biases, name)


WHOLE_MISTAKES = (
    *(
        Mistake(
            f"always-{name}",
            _always(name),
            f"The network is computed with {name} in every layer, whatever `activation` says. Hand the name "
            "on, on the way forward and on the way back.",
        )
        for name in ("sigmoid", "tanh", "relu", "linear")
    ),
    Mistake(
        "layers-given-their-output",
        _layers_given_their_output,
        "An index is off: each layer's way back is given the layer's output in place of its input. With x in "
        "front of the list, layer l reads `activations[l]`.",
    ),
    Mistake(
        "last-layer-linear",
        _last_layer("linear"),
        "The last layer has no activation here, on both ways. That is usual for numbers of any size; in this "
        "task all layers have the same activation, the last one too.",
        kind="convention",
    ),
    Mistake(
        "last-layer-sigmoid",
        _last_layer("sigmoid"),
        "The last layer is a sigmoid on both ways, whatever `activation` says. That is usual for yes or no; "
        "in this task all layers have the same activation, the last one too.",
        kind="convention",
    ),
    Mistake(
        "biases-not-in-the-sums",
        _without_bias,
        "The way forward leaves the biases out: z = a @ w + b in each layer.",
    ),
    Mistake(
        "last-layer-first",
        with_steps(pack=lambda v, *parts: tuple(part[::-1] for part in parts)),
        "The gradients come in the order in which they are found, the last layer first. Return them in the "
        "order of `weights`: `insert(0, …)`, or reverse the lists at the end.",
    ),
    Mistake(
        "biases-first",
        with_steps(pack=lambda v, grad_weights, grad_biases: (grad_biases, grad_weights)),
        "The two lists are exchanged. The task asks for (grad_weights, grad_biases).",
        kind="convention",
    ),
    Mistake(
        "pairs-of-each-layer",
        with_steps(pack=lambda v, *parts: list(zip(*parts))),
        "There is a pair for each layer. The task asks for two lists, (grad_weights, grad_biases): "
        "`tuple(zip(*pairs))` turns one into the other.",
        kind="convention",
    ),
    Mistake(
        "biases-left-out",
        with_steps(pack=lambda v, grad_weights, grad_biases: grad_weights),
        "Only the gradients of the weights come back. The biases are trained too: return two lists, "
        "(grad_weights, grad_biases).",
    ),
    *(
        Mistake(
            f"step-of-{rate:g}-taken",
            _stepped(rate),
            "These are the weights and biases after a step. Return the gradients; whoever trains takes the "
            "step.",
        )
        for rate in (1.0, 0.1, 0.01)
    ),
    Mistake(
        "first-layer-left-out",
        with_steps(pack=lambda v, *parts: tuple(part[1:] for part in parts)),
        "The first layer has no gradient: the loop stops one too early. `reversed(range(len(weights)))` ends "
        "with 0.",
    ),
    Mistake(
        "first-layer-never-reached",
        _only_layers(lambda v, layer: layer > 0),
        "The first layer's gradients stay 0: the loop stops one too early. `range(len(weights) - 1, -1, -1)` "
        "ends with 0.",
    ),
    Mistake(
        "first-of-several-layers-never-reached",
        _only_layers(lambda v, layer: layer > 0 or v.last == 0),
        "The first layer's gradients stay 0 where there are several layers: the loop over the hidden ones "
        "stops one too early.",
    ),
    Mistake(
        "last-layer-never-reached",
        _only_layers(lambda v, layer: layer < v.last),
        "The last layer's gradients stay 0: the loop begins one too late. Its index is `len(weights) - 1`.",
    ),
    Mistake(
        "last-layer-only",
        _only_layers(lambda v, layer: layer == v.last),
        "Only the last layer has gradients. The loop has to go on to the first one.",
    ),
    Mistake(
        "first-example-only",
        _of_examples([0]),
        "Only the first example has a share. A `return` inside the loop ends the function in its first "
        "round; move it below the loop.",
    ),
    Mistake(
        "last-example-only",
        _of_examples([-1]),
        "Only the last example has a share: `=` puts new gradients in place of the sum in every round. `+=` "
        "adds to them.",
    ),
    Mistake(
        "factors-left-over",
        with_steps(pack=_scaled),
        "The weights of the second layer are twice and the biases of the first four times too large: factors "
        "that an exercise on gradient checking plants as errors. Take them out.",
    ),
)
