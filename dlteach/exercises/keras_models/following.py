"""Layers that note what a model does with them, so that a shuffled training can be judged step by step."""

import numpy as np

from dlteach.exercises.keras_models.layer_reference import DenseLayer


class _Noting(DenseLayer):
    """A layer that notes the input of each batch that goes backward through it."""

    def __init__(self, units, activation, rng, notes):
        super().__init__(units, activation, rng)
        self.notes = notes

    def backward(self, grad_output):
        self.notes.append((self.x.copy(), np.array(grad_output)))
        return super().backward(grad_output)


class Follower:
    """Makes layers with given weights and says afterwards what a model has done with them."""

    def __init__(self, activations, weights):
        self.activations, self.weights = activations, weights
        self.notes = []

    def layers(self):
        rng = np.random.default_rng(1)
        first = _Noting(len(self.weights[0][1]), self.activations[0], rng, self.notes)
        rest = zip(self.activations[1:], self.weights[1:])
        return [first, *(DenseLayer(len(b), activation, rng) for activation, (_, b) in rest)]

    def give_weights(self, layers):
        for layer, (w, b) in zip(layers, self.weights):
            layer.w, layer.b = w.copy(), b.copy()

    def begin(self):
        self.notes.clear()

    def facts(self, layers, x, y, losses, arguments):
        """What can be said of a training whatever the order of its rows."""
        rows = x.tolist()
        batches = [[rows.index(r) if r in rows else -1 for r in seen.tolist()] for seen, _ in self.notes]
        order = [row for batch in batches for row in batch]
        n, epochs = len(x), arguments.get("epochs", 1)
        passes = [order[start : start + n] for start in range(0, len(order), n)]
        rate = arguments.get("learning_rate", 0.1)
        trained, measured = self._again(batches, x, y, rate)
        same = all(np.allclose(a.w, b.w) and np.allclose(a.b, b.b) for a, b in zip(layers, trained))
        return {
            "rows in each step": ", ".join(str(len(batch)) for batch in batches),
            "each row once an epoch": _yes(all(sorted(p) == list(range(n)) for p in passes)),
            "rows in shuffled order": _yes(all(p != sorted(p) for p in passes)),
            "shuffled anew in each epoch": _yes(len({str(p) for p in passes}) == epochs),
            "weights that these steps lead to": _yes(same),
            "entries in the history": len(losses),
            "what each entry is": _kind_of_loss(losses, measured, epochs),
        }

    def _again(self, batches, x, y, rate):
        """The steps of these batches as they should be; the second result is the loss around each."""
        layers, measured = self.layers(), []
        self.give_weights(layers)

        def forward(x):
            for layer in layers:
                x = layer.forward(x)
            return x

        for batch in batches:
            before = np.mean((forward(x) - y) ** 2)
            error = forward(x[batch]) - y[batch]
            grad = 2 * error / error.size
            for layer in reversed(layers):
                grad = DenseLayer.backward(layer, grad)
            for layer in layers:
                layer.w, layer.b = layer.w - rate * layer.grad_w, layer.b - rate * layer.grad_b
            after = np.mean((forward(x) - y) ** 2)
            measured.append((np.mean(error**2), len(batch), before, after))
        return layers, np.array(measured)


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


def _yes(true):
    return "yes" if true else "no"
