"""Facts about a training, from what its layers noted: the steps are made again and compared."""

import operator

import numpy as np

from dlteach.exercises.keras_models.following import layers_with, weights_of
from dlteach.exercises.keras_models.judging import flat
from dlteach.exercises.unread import yes

MANY = 50  # times the rows of a training that are followed


def facts_of(activations, weights, seen, x, y, arguments):
    """What can be said of a training whatever the order of its rows."""
    batches = [[operator.index(row) for row in batch] for batch in seen["batches"]]
    order = [row for batch in batches for row in batch]
    n, epochs = len(x), arguments.get("epochs", 1)
    if len(order) > MANY * n * epochs or len(batches) > MANY * n * epochs:
        raise OverflowError("more steps than are worth following")
    passes = [order[start : start + n] for start in range(0, len(order), n)]
    trained, measured = _again(activations, weights, batches, x, y, arguments.get("learning_rate", 0.1))
    losses = flat(seen["losses"])
    return {
        "rows in each step": ", ".join(str(len(batch)) for batch in batches),
        "each row once an epoch": yes(all(sorted(p) == list(range(n)) for p in passes)),
        "rows in shuffled order": yes(all(p != sorted(p) for p in passes)),
        "shuffled anew in each epoch": yes(len({str(p) for p in passes}) == epochs),
        "weights that these steps lead to": yes(_close(seen["weights"], weights_of(trained))),
        "entries in the history": len(losses),
        "what each entry is": _kind_of_loss(losses, measured, epochs),
        "same rng, same weights": yes(_close(seen["weights"], seen["weights once more"])),
    }


def _again(activations, weights, batches, x, y, rate):
    """The steps of these batches as they should be; the second result is the loss around each."""
    layers, measured = layers_with(activations, weights)[0], []
    for layer in layers:
        layer.take_weights()

    def forward(x):
        for layer in layers:
            x = layer.forward(x)
        return x

    for batch in batches:
        before = np.mean((forward(x) - y) ** 2)
        error = forward(x[batch]) - y[batch]
        grad = 2 * error / error.size
        for layer in reversed(layers):
            grad = layer.backward(grad)
        for layer in layers:
            layer.w, layer.b = layer.w - rate * layer.grad_w, layer.b - rate * layer.grad_b
        after = np.mean((forward(x) - y) ** 2)
        measured.append((np.mean(error**2), len(batch), before, after))
    return layers, np.array(measured)


def _close(a, b):
    """Whether two lists of kernels and biases hold the same numbers."""
    pairs = [pair for x, y in zip(a, b, strict=True) for pair in zip(x, y, strict=True)]
    return all(np.shape(one) == np.shape(two) and np.allclose(one, two) for one, two in pairs)


def _kind_of_loss(losses, measured, epochs):
    if len(losses) != epochs:
        return "none: one entry for each epoch is asked for"
    steps = measured.reshape(epochs, -1, 4) if len(measured) % epochs == 0 else measured[None]
    batch, size = steps[:, :, 0], steps[:, :, 1]
    kinds = {
        "the mean over the rows of the epoch": np.sum(batch * size, axis=1) / np.sum(size, axis=1),
        "the mean of the batch losses": batch.mean(axis=1),
        "the sum of the batch losses": batch.sum(axis=1),
        "the sum over the rows": np.sum(batch * size, axis=1),
        "the sum over the rows, divided by the batches": np.mean(batch * size, axis=1),
        "the loss of the last batch": batch[:, -1],
        "the loss of the first batch": batch[:, 0],
        "measured on all rows before the epoch": steps[:, 0, 2],
        "measured on all rows after the epoch": steps[:, -1, 3],
        "the sum since the first epoch": np.cumsum(np.sum(batch * size, axis=1) / np.sum(size, axis=1)),
    }
    found = (kind for kind, values in kinds.items() if np.shape(values) == np.shape(losses))
    return next((kind for kind in found if np.allclose(kinds[kind], losses)), "something else")
