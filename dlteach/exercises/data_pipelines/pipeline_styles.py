"""`Pipeline` in two other styles that are right."""

import numpy as np


class FromFactories:
    """Each pipeline knows a function that begins a new pass."""

    def __init__(self, x, y=None, begin=None):
        self.begin = begin if begin else lambda: iter(list(zip(x, y)))

    def __iter__(self):
        return self.begin()

    def map(self, f):
        return type(self)(None, begin=lambda: (f(*pair) for pair in self))

    def shuffle(self, rng):
        def begin():
            elements = list(self)
            rng.shuffle(elements)
            return iter(elements)

        return type(self)(None, begin=begin)

    def batch(self, size):
        def begin():
            xs, ys = [], []
            for x, y in self:
                xs.append(x)
                ys.append(y)
                if len(xs) == size:
                    yield np.stack(xs), np.stack(ys)
                    xs, ys = [], []
            if xs:
                yield np.stack(xs), np.stack(ys)

        return type(self)(None, begin=begin)


class WithKinds:
    """Steps are written down as (name, argument), and one loop reads them."""

    def __init__(self, x, y):
        self.x, self.y, self.steps = np.array(x), np.array(y), []

    def _with(self, *step):
        new = WithKinds(self.x, self.y)
        new.steps = [*self.steps, step]
        return new

    def map(self, f):
        return self._with("map", f)

    def shuffle(self, rng):
        return self._with("shuffle", rng)

    def batch(self, size):
        return self._with("batch", size)

    def __iter__(self):
        data = [(self.x[i], self.y[i]) for i in range(len(self.x))]
        for kind, what in self.steps:
            if kind == "map":
                data = [what(x, y) for x, y in data]
            elif kind == "shuffle":
                data = [data[i] for i in what.permutation(len(data))]
            else:
                parts = [data[i : i + what] for i in range(0, len(data), what)]
                data = [(np.array([x for x, _ in p]), np.array([y for _, y in p])) for p in parts]
        yield from data
