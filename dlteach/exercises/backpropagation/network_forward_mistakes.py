"""Mistakes on the way forward through a network."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.backpropagation.shared import FUNCTIONS, wrong_functions
from dlteach.functions import mlp_forward, softmax


def _with(step):
    """An answer in which `step(f, activations, w, b)` gives the next layer's activations."""

    def answer(x, weights, biases, activation):
        activations = [x]
        for w, b in zip(weights, biases):
            activations.append(step(FUNCTIONS[activation], activations, w, b))
        return activations

    return answer


def _sums_passed_on(x, weights, biases, activation):
    activations, z = [x], x
    for w, b in zip(weights, biases):
        z = z @ w + b
        activations.append(FUNCTIONS[activation](z))
    return activations


def _with_functions(functions):
    def answer(x, weights, biases, activation):
        activations = [x]
        for w, b in zip(weights, biases):
            activations.append(functions[activation](activations[-1] @ w + b))
        return activations

    return answer


def _packed(pack):
    """The right activations, packed in another way."""
    return lambda x, weights, biases, activation: pack(mlp_forward(x, weights, biases, activation))


def _other(change):
    """The right way with other arguments: `change(x, weights, biases)`."""
    return lambda x, weights, biases, activation: mlp_forward(*change(x, weights, biases), activation)


def _sums(x, weights, biases, activation):
    activations = mlp_forward(x, weights, biases, activation)
    return [x, *(a @ w + b for a, w, b in zip(activations, weights, biases))]


def _last_layer(function):
    """The right way but for the last layer, which has another activation."""

    def answer(x, weights, biases, activation):
        activations = mlp_forward(x, weights, biases, activation)
        return [*activations[:-1], function(activations[-2] @ weights[-1] + biases[-1])]

    return answer


def _first_activated(x, weights, biases, activation):
    first = mlp_forward(x, weights[:1], biases[:1], activation)
    return [x, *mlp_forward(first[-1], weights[1:], biases[1:], "linear")] if weights[1:] else first


def _into_one_array(x, weights, biases, activation):
    a, activations = np.array(x, dtype=float), []
    activations.append(a)
    for w, b in zip(weights, biases):
        a[:] = FUNCTIONS[activation](a @ w + b)
        activations.append(a)
    return activations


FORWARD_MISTAKES = (
    *wrong_functions(_with_functions),
    Mistake(
        "output-only",
        _packed(lambda activations: activations[-1]),
        "Only the output comes back. The way back needs the activations of all layers: collect them in a "
        "list, the input first.",
    ),
    Mistake(
        "input-left-out",
        _packed(lambda activations: activations[1:]),
        "The input is missing from the list. The first layer's weights are multiplied with it, so the "
        "way back needs it: begin with `[x]`.",
    ),
    Mistake(
        "output-left-out",
        _packed(lambda activations: activations[:-1]),
        "The last layer's output is missing from the list: the activations before each layer are "
        "collected. Append the result of each layer, after it is computed.",
    ),
    Mistake(
        "input-twice",
        _packed(lambda activations: [activations[0], *activations]),
        "The input stands in the list twice. Begin with `[x]` and append the output of each layer.",
    ),
    Mistake(
        "last-layer-first",
        _packed(lambda activations: activations[::-1]),
        "The list begins with the output. The task asks for the input first.",
        kind="convention",
    ),
    Mistake(
        "examples-as-columns",
        _packed(lambda activations: [a.T for a in activations]),
        "The activations have examples as columns. In this course each example is a row: (n, d).",
        kind="convention",
    ),
    Mistake(
        "sums-kept",
        _sums,
        "The list holds the sums z of each layer, before the activation. Keep a = f(z): the next layer's "
        "weights are multiplied with it.",
    ),
    Mistake(
        "last-layer-linear",
        _last_layer(FUNCTIONS["linear"]),
        "The last layer has no activation here. That is usual for prices and other numbers of any size; "
        "in this task all layers have the same activation, the last one too.",
        kind="convention",
    ),
    Mistake(
        "last-layer-sigmoid",
        _last_layer(FUNCTIONS["sigmoid"]),
        "The last layer is a sigmoid whatever `activation` says. That is usual for yes or no; in this "
        "task all layers have the same activation, the last one too.",
        kind="convention",
    ),
    Mistake(
        "last-layer-softmax",
        _last_layer(softmax),
        "The last layer is a softmax, as for classes. In this task all layers have the same activation, "
        "the last one too.",
        kind="convention",
    ),
    Mistake(
        "input-activated",
        lambda x, weights, biases, activation: mlp_forward(
            FUNCTIONS[activation](x), weights, biases, activation
        ),
        "The activation is applied to the input before the first layer. The list begins with x as it is.",
    ),
    Mistake(
        "first-layer-only-activated",
        _first_activated,
        "Only the first layer has an activation; each layer needs its own.",
    ),
    Mistake(
        "activation-not-used",
        _with(lambda f, activations, w, b: activations[-1] @ w + b),
        "No layer has an activation: either f(z) is computed and not kept, or it is left out. Each layer "
        "is f(a @ w + b).",
    ),
    Mistake(
        "activation-not-passed-on",
        _sums_passed_on,
        "The list holds f(z), but the next layer gets z: the activation is computed and not passed on. Each "
        "layer is made from the last entry of the list.",
    ),
    Mistake(
        "activation-before-each-layer",
        _with(lambda f, activations, w, b: f(activations[-1]) @ w + b),
        "The activation is applied before the weights, so the input gets one and the output none. Each "
        "layer is f(a @ w + b).",
    ),
    Mistake(
        "bias-forgotten",
        _other(lambda x, weights, biases: (x, weights, [np.zeros(b.shape) for b in biases])),
        "The biases are missing: z = a @ w + b in each layer.",
    ),
    Mistake(
        "bias-subtracted",
        _other(lambda x, weights, biases: (x, weights, [-b for b in biases])),
        "The biases are taken away; they are to be added: a @ w + b.",
    ),
    Mistake(
        "bias-after-the-activation",
        _with(lambda f, activations, w, b: f(activations[-1] @ w) + b),
        "The biases are added after the activation. They belong into the sum: f(a @ w + b).",
    ),
    Mistake(
        "bias-down-the-rows",
        _with(lambda f, activations, w, b: f(activations[-1] @ w + b.reshape(-1, 1))),
        "The biases are added down the rows, one number for each example. They belong to the units, one "
        "for each column: a @ w + b.",
    ),
    Mistake(
        "first-bias-in-every-layer",
        _other(lambda x, weights, biases: (x, weights, [biases[0]] * len(biases))),
        "Every layer gets the biases of the first. Layer l has its own: `biases[l]`.",
    ),
    Mistake(
        "first-weights-in-every-layer",
        _other(lambda x, weights, biases: (x, [weights[0]] * len(weights), biases)),
        "Every layer gets the weights of the first. Layer l has its own: `weights[l]`.",
    ),
    Mistake(
        "layers-in-reverse",
        _other(lambda x, weights, biases: (x, weights[::-1], biases[::-1])),
        "The layers come in reverse order. On the way forward the first weights come first.",
    ),
    Mistake(
        "input-in-every-layer",
        _with(lambda f, activations, w, b: f(activations[0] @ w + b)),
        "Every layer gets the input x. It should get what the layer before it returned: `activations[-1]`.",
    ),
    Mistake(
        "last-layer-skipped",
        _other(lambda x, weights, biases: (x, weights[:-1], biases[:-1])),
        "The last layer is never reached: the loop stops one too early. There are `len(weights)` layers.",
    ),
    Mistake(
        "first-layer-skipped",
        _other(lambda x, weights, biases: (x, weights[1:], biases[1:])),
        "The first layer is left out: `range(1, …)` begins with the second pair of weights and biases. "
        "Python counts from 0.",
    ),
    Mistake(
        "one-layer-only",
        _other(lambda x, weights, biases: (x, weights[:1], biases[:1])),
        "Only the first layer is computed. A `return` inside the loop ends the function in its first "
        "round; move it below the loop.",
    ),
    Mistake(
        "weights-transposed",
        _other(lambda x, weights, biases: (x, [w.T for w in weights], biases)),
        "The weights are transposed. Here they are (d_in, d_out), so `a @ w` fits as it stands.",
    ),
    Mistake(
        "weights-first",
        _with(lambda f, activations, w, b: f(w @ activations[-1] + b)),
        "The weights stand first. With examples as rows the data stand first: `a @ w`.",
        kind="convention",
    ),
    Mistake(
        "elementwise-product",
        _with(lambda f, activations, w, b: f(activations[-1] * w + b)),
        "`*` multiplies entry by entry. A unit adds up all its inputs, each times its weight: that is "
        "the matrix product `@`.",
    ),
    Mistake(
        "one-array-for-all",
        _into_one_array,
        "All entries of the list are one and the same array, which each layer writes over. Make a new "
        "array for each layer: `a = f(a @ w + b)`.",
    ),
)
