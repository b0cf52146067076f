"""The reference for `Pipeline`: the data, and the steps that each loop takes anew."""

import numpy as np


class Pipeline:
    """Pairs (x, y) that a loop goes over, anew in each epoch."""

    def __init__(self, x, y, steps=()):
        self.x, self.y, self.steps = x, y, steps

    def __iter__(self):
        elements = zip(self.x, self.y)
        for step in self.steps:
            elements = step(elements)
        return iter(elements)

    def _then(self, step):
        return Pipeline(self.x, self.y, (*self.steps, step))

    def map(self, f):
        return self._then(lambda elements: (f(x, y) for x, y in elements))

    def shuffle(self, rng):
        def shuffled(elements):
            elements = list(elements)
            return [elements[k] for k in rng.permutation(len(elements))]

        return self._then(shuffled)

    def batch(self, size):
        def batched(elements):
            elements = list(elements)
            for start in range(0, len(elements), size):
                xs, ys = zip(*elements[start : start + size])
                yield np.array(xs), np.array(ys)

        return self._then(batched)
