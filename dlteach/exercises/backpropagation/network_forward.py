"""Exercise: a whole network forward, keeping the activations of every layer."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.autograder.values import is_numeric
from dlteach.exercises.backpropagation.network_forward_mistakes import FORWARD_MISTAKES
from dlteach.exercises.backpropagation.shared import (
    FUNCTIONS,
    LESSON,
    NAMES,
    network,
    whole,
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


def as_list(value):
    """An array of arrays, dtype object, as a list of them: some make one to hold unequal shapes."""
    is_array_of_arrays = isinstance(value, np.ndarray) and value.dtype == object
    return [np.array(part, dtype=float) for part in value] if is_array_of_arrays else value


def as_asked(args, value):
    """What is compared: of (activations, more) the activations, of (output, more) the output."""
    value = as_list(value)
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
    mistakes=FORWARD_MISTAKES,
    also_correct=(_with_caches, _unit_by_unit, _from_a_dict),
    hints=(
        "The output of one layer is the input of the next. Keep each of them, the input x too.",
        "Begin with a list that holds x. Go through `zip(weights, biases)`; each round takes the last entry "
        "of the list through one layer and appends the result.",
        "`activations = [x]`, then for each pair `activations.append(dense_forward(activations[-1], ...))`.",
    ),
)
