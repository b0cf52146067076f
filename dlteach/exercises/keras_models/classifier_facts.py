"""What a binary classifier turns out to be: raw values that came of a model, held against NumPy's own.

A model can be claimed in words. So its outputs, and what a step of its training does to its weights, must be
those of a network of the weights that were drawn for it.
"""

import numpy as np

from dlteach.exercises.keras_models.drawn import BEHIND, weights_of, yes_or_no
from dlteach.exercises.keras_models.judging import compiled_facts, cross_entropy, falls, flat, listed
from dlteach.exercises.unread import in_own_words_only, yes
from dlteach.functions import dense_backward, dense_forward


@in_own_words_only
def measure(args, seen):
    """The facts about a model for these arguments."""
    input_dim, hidden, seed = args
    shapes = [[tuple(shape) for shape in layer] for layer in seen["weights of the Dense layers"]]
    activations, others = list(seen["activations"]), list(seen["other layers"])
    arrived = [tuple(np.shape(weight)) for weight in seen["weights when it comes"]]
    every = [tuple(shape) for shape in seen["weights"]]
    facts = {
        "has weights when it comes": yes(arrived == every),
        "units of the Dense layers": ", ".join(str(layer[0][-1]) for layer in shapes),
        "activations": ", ".join(activations),
        "other layers": ", ".join(others) or "none",
        "features that it takes": str(seen["input shape"][-1]),
        "output shape": listed(seen["output shape"]),
        "parameters": sum(int(np.prod(shape, dtype=float)) for shape in every),
    }
    if seen["input shape"][-1] != input_dim:
        untried = ("optimizer", "loss", "metrics", "outputs", "loss falls in 10 epochs")
        return {**facts, **dict.fromkeys(untried, "not tried")}
    x, y = yes_or_no(seed, input_dim)
    outputs = np.asarray(seen["outputs of 30 x"], dtype=float)
    facts["outputs"] = "between 0 and 1" if np.all((outputs >= 0) & (outputs <= 1)) else "beyond 0 and 1"
    facts |= compiled_facts(seen["compiled"], y, seen["outputs of x"])
    if len(hidden) == 1:
        facts["loss falls in 10 epochs"] = falls(seen["compiled"], seen["training"])
    sizes = [input_dim, *hidden, 1]
    if (
        shapes == [[(d, k), (k,)] for d, k in zip(sizes, sizes[1:])]
        and activations == ["relu"] * len(hidden) + ["sigmoid"]
        and not others
    ):
        facts |= _unproven(facts, seen, [weights_of(layer, seed) for layer in shapes], x)
    return facts


def _unproven(facts, seen, start, x):
    """What does not follow from the weights that the model was given, in place of what is claimed."""
    found = {}
    claimed = np.concatenate([flat(seen["outputs of x"]), flat(seen["outputs of 30 x"])])
    ours = np.concatenate([_outputs(start, x), _outputs(start, 30 * x)])[:, 0]
    if claimed.shape != ours.shape or not np.allclose(claimed, ours, atol=1e-3):
        found["outputs"] = "other numbers than these layers give"
    if facts["loss"] != "binary cross-entropy":
        return found
    start[-1][1][:] = BEHIND
    training = seen["training"]
    if facts["optimizer"] == "Adam" and not _is_step_of_adam(start, training["first"], x):
        found["optimizer"] = "another than Adam, by what its first step does"
    falls_by = (cross_entropy(np.ones(len(x)), _outputs(w, x)[:, 0]) for w in (start, training["last"]))
    if not np.allclose([training["before"], training["after"]], [*falls_by], rtol=1e-2):
        found["loss"] = "not that of the weights before and after training"
    return found


def _outputs(weights, x):
    for w, b in weights[:-1]:
        x = dense_forward(x, w, b, "relu")
    return dense_forward(x, *weights[-1], "sigmoid")


def _slopes(weights, x):
    """The gradient of the loss in each layer's kernel and bias, where all examples are of class 1."""
    inputs = [x]
    for w, b in weights[:-1]:
        inputs.append(dense_forward(inputs[-1], w, b, "relu"))
    grad, slopes = -1 / _outputs(weights, x) / len(x), []
    for k in reversed(range(len(weights))):
        activation = "sigmoid" if k == len(weights) - 1 else "relu"
        grad, *slope = dense_backward(grad, inputs[k], *weights[k], activation)
        slopes.insert(0, slope)
    return slopes


def _is_step_of_adam(start, after, x):
    """Whether all weights have moved downhill, and equally far: so Adam's first step is."""
    slopes = np.concatenate([flat(part) for layer in _slopes(start, x) for part in layer])
    moves = np.concatenate(
        [
            flat(b) - flat(a)
            for old, new in zip(start, after, strict=True)
            for a, b in zip(old, new, strict=True)
        ]
    )
    steep = np.abs(slopes) > 1e-3
    steps = -moves[steep] * np.sign(slopes[steep])
    return bool(np.all(steps > 0) and np.ptp(steps) <= 0.1 * np.max(steps))
