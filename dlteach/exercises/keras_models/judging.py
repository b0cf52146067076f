"""Facts about a model, from what was seen of it: which loss its numbers are, whether training lowers it."""

import numpy as np

NOT_COMPILED = dict.fromkeys(("optimizer", "loss", "metrics"), "not compiled")


def compiled_facts(seen, y, found):
    """Optimizer, loss and metrics; `found` are the outputs for the data that was evaluated."""
    if seen is None:
        return NOT_COMPILED
    facts = {"optimizer": seen["optimizer"]}
    if "refused" in seen:
        return {**facts, "loss": f"refused: {seen['refused']}", "metrics": "not reached"}
    logs, y, found = dict(seen["logs"]), np.ravel(y), flat(found)
    facts["loss"] = kind_of_loss(float(logs.pop("loss")), y, found)
    right = np.mean((found > 0.5) == y) if found.shape == y.shape else np.nan
    is_accuracy = (np.isclose(float(value), right) for value in logs.values())
    names = ("accuracy" if "acc" in k and true else k for k, true in zip(logs, is_accuracy))
    return {**facts, "metrics": ", ".join(sorted(set(names))) or "none"}


def kind_of_loss(loss, y, p):
    """The name of the loss that has this value for these outputs."""
    if p.shape != y.shape:
        return "another one"
    kinds = {"mean squared error": np.mean((p - y) ** 2), "mean absolute error": np.mean(np.abs(p - y))}
    if np.isin(y, (0, 1)).all():
        kinds["binary cross-entropy"] = cross_entropy(y, p)
        kinds["binary cross-entropy of logits"] = np.mean(np.logaddexp(0, p) - p * y)
        kinds["hinge"] = np.mean(np.maximum(0, 1 - (2 * y - 1) * p))
    return next((kind for kind, value in kinds.items() if np.isclose(loss, value, rtol=1e-4)), "another one")


def cross_entropy(y, p):
    """The mean binary cross-entropy, cut as Keras cuts it."""
    q = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.mean(y * np.log(q) + (1 - y) * np.log(1 - q))


def falls(compiled, training):
    """Whether training lowers the loss that the model itself gives, before and after."""
    if compiled is None:
        return "not compiled"
    if training is None:
        return "refused"
    return "yes" if float(training["after"]) < float(training["before"]) else "no"


def flat(numbers):
    """Numbers in a row."""
    return np.ravel(np.asarray(numbers, dtype=float))


def listed(shape):
    """A shape in words, as Python shows a tuple."""
    return str(tuple(shape))
