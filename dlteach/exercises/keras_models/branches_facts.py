"""What a model of two branches turns out to be, from the raw values that were seen of it."""

import numpy as np

from dlteach.exercises.keras_models.drawn import pairs
from dlteach.exercises.keras_models.judging import compiled_facts, falls, flat, listed
from dlteach.exercises.unread import in_own_words_only, yes

UNTRIED = ("left counts", "right counts", "left skips", "right skips", "optimizer", "loss")


@in_own_words_only
def measure(args, seen):
    """The facts about a model for these arguments."""
    left_dim, right_dim, _, seed = args
    kernels = sorted(tuple(shape) for shape in seen["kernels of the Dense layers"])
    facts = {
        "inputs": ", ".join(listed(shape) for shape in seen["input shapes"]),
        "output": listed(seen["output shape"]),
        "weights of the Dense layers": ", ".join(map(listed, kernels)),
        "parameters": sum(int(np.prod(shape, dtype=float)) for shape in seen["weights"]),
        "other layers": ", ".join(seen["other layers"]) or "none",
    }
    if facts["inputs"] != f"(None, {left_dim}), (None, {right_dim})":
        untried = dict.fromkeys((*UNTRIED, "loss falls in 5 epochs"), "not tried")
        return {**facts, **untried, "predict": np.full((9, 1), np.nan)}
    left, _ = pairs(seed, left_dim, right_dim)
    whole, facts["left counts"], facts["right counts"] = _three(seen["outputs"])
    facts["predict"] = whole
    facts |= compiled_facts(seen["compiled"], left[:, 0], whole)
    del facts["metrics"]
    if left_dim < right_dim:
        facts["loss falls in 5 epochs"] = _falls(seen, facts["loss"], whole, left[:, :1] - 9)
    _, facts["left skips"], facts["right skips"] = _three(seen["outputs without branches"])
    return facts


def _three(outputs):
    """The outputs, and whether they move with the left input and with the right one."""
    whole, other_left, other_right = np.split(np.asarray(outputs, dtype=float), 3)
    moves = (yes(not np.allclose(whole, other, atol=1e-6)) for other in (other_left, other_right))
    return whole, *moves


def _falls(seen, loss, whole, wanted):
    """Whether training lowers the loss; a squared error must be that of the outputs before and after."""
    says = falls(seen["compiled"], seen["training"])
    if loss == "mean squared error":
        training = seen["training"]
        ours = [np.mean((flat(outputs) - flat(wanted)) ** 2) for outputs in (whole, training["last"])]
        if not np.allclose([training["before"], training["after"]], ours, rtol=1e-3):
            return "by numbers that are not those of the outputs"
    return says
