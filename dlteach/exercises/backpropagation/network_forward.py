"""Exercise: a whole network forward, keeping the activations of every layer."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.autograder.values import is_numeric
from dlteach.exercises.backpropagation.shared import (
    FUNCTIONS,
    LESSON,
    NAMES,
    network,
    whole,
    wrong_functions,
)
from dlteach.functions import mlp_forward

NETWORKS = ((5, (3, 4, 2)), (4, (3, 3, 3, 3)), (1, (2, 4, 3, 1)), (6, (2, 1, 3)), (3, (3, 3)))


def network_cases(rng, draw):
    """Cases of a network: `draw(n, sizes, name, integers)` gives the arguments."""
    for name in NAMES:
        yield Case(draw(1, (1, 1, 1), name), f"two layers of one unit, {name}")
        yield Case(draw(2, (2, 3, 2), name, integers=True), f"a batch of integers, {name}")
    for name in NAMES:
        for n, sizes in NETWORKS[:2]:
            yield Case(draw(n, sizes, name), f"a {'-'.join(map(str, sizes))} network, {name}")
    for name, (n, sizes) in zip(NAMES, NETWORKS[2:]):
        yield Case(draw(n, sizes, name), f"a {'-'.join(map(str, sizes))} network, {name}")


def _cases(rng):
    x, weights = np.array([[2.0]]), [np.array([[1.0]]), np.array([[3.0]])]
    yield Case((x, weights, [np.array([-5.0]), np.array([0.5])], "relu"), "the example of the task")

    def draw(n, sizes, name, integers=False):
        return (*(whole(sizes) if integers else network(rng, n, sizes)), name)

    yield from network_cases(rng, draw)


def as_asked(args, value):
    """What is compared: of (activations, more) the activations, of (output, more) the output."""
    if isinstance(value, tuple) and len(value) > 1:
        first, second = value[0], value[1]
        if isinstance(first, (list, tuple)) and np.ndim(first[0]) == 2:
            return first
        if np.ndim(first) == 2 and isinstance(second, (list, tuple, dict)) and not is_numeric(second):
            return first
    if isinstance(value, (tuple, list)) and len(value) == len(args[1]):
        begins = (
            "begins with the input" if np.array_equal(value[0], args[0]) else "does not begin with the input"
        )
        raise ValueError(f"should be {len(value) + 1} arrays, got {len(value)}, and the list {begins}")
    return value


def _with(step):
    """An answer in which `step(f, activations, w, b)` gives the next layer's activations."""

    def answer(x, weights, biases, activation):
        activations = [x]
        for w, b in zip(weights, biases):
            activations.append(step(FUNCTIONS[activation], activations, w, b))
        return activations

    return answer


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


def _last_linear(x, weights, biases, activation):
    activations = mlp_forward(x, weights, biases, activation)
    return [*activations[:-1], activations[-2] @ weights[-1] + biases[-1]]


def _into_one_array(x, weights, biases, activation):
    a, activations = np.array(x, dtype=float), []
    activations.append(a)
    for w, b in zip(weights, biases):
        a[:] = FUNCTIONS[activation](a @ w + b)
        activations.append(a)
    return activations


def _with_caches(x, weights, biases, activation="relu"):
    a, activations, caches = x, [x], []
    for i in range(len(weights)):
        z = np.dot(a, weights[i]) + biases[i]
        caches.append((a, weights[i], biases[i], z))
        a = FUNCTIONS[activation](z)
        activations.append(a)
    return activations, caches


def _unit_by_unit(x, weights, biases, activation):
    layers = [x.tolist()]
    for w, b in zip(weights, biases):
        rows = []
        for row in layers[-1]:
            z = [sum(v * w[i, j] for i, v in enumerate(row)) + b[j] for j in range(len(b))]
            rows.append(list(FUNCTIONS[activation](np.array(z))))
        layers.append(rows)
    return layers


def _from_a_dict(x, weights, biases, activation):
    cache = {"A0": x}
    for layer, (w, b) in enumerate(zip(weights, biases), start=1):
        cache[f"Z{layer}"] = cache[f"A{layer - 1}"].dot(w) + b.reshape(1, -1)
        cache[f"A{layer}"] = FUNCTIONS[activation](cache[f"Z{layer}"])
    return tuple(cache[f"A{layer}"] for layer in range(len(weights) + 1))


def _follows(args, value):
    """Whether each layer is what the one before it gives."""
    _, weights, biases, name = args
    steps = zip(value, weights, biases, value[1:])
    return all(np.allclose(after, FUNCTIONS[name](before @ w + b)) for before, w, b, after in steps)


MLP_FORWARD = Exercise(
    name="mlp_forward",
    lesson=LESSON,
    section="A network, forward and backward",
    reference=mlp_forward,
    cases=_cases,
    points=2.0,
    measure=as_asked,
    laws=(
        Law("the input comes first, unchanged", lambda args, value: np.array_equal(value[0], args[0])),
        Law("each layer is made from the one before it, f(a @ w + b)", _follows),
    ),
    mistakes=(
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
            _last_linear,
            "The last layer has no activation here. That is usual for prices and other numbers of any size; "
            "in this task all layers have the same activation, the last one too.",
            kind="convention",
        ),
        Mistake(
            "activation-not-used",
            _with(lambda f, activations, w, b: activations[-1] @ w + b),
            "No layer has an activation: either f(z) is computed and not kept, or it is left out. Each layer "
            "is f(a @ w + b).",
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
            "Every layer gets the input x. It should get what the layer before it returned: "
            "`activations[-1]`.",
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
    ),
    also_correct=(_with_caches, _unit_by_unit, _from_a_dict),
    hints=(
        "The output of one layer is the input of the next. Keep each of them, the input x too.",
        "Begin with a list that holds x. Go through `zip(weights, biases)`; each round takes the last entry "
        "of the list through one layer and appends the result.",
        "`activations = [x]`, then for each pair `activations.append(dense_forward(activations[-1], ...))`.",
    ),
)
