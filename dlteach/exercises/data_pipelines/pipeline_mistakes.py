"""Known mistakes of `Pipeline`: in `shuffle`, `map` and the order of steps, and in a second epoch."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.data_pipelines.pipeline_variants import edited_pipeline

ORDER = "rng.permutation(len(elements))"
DRAW = f"[elements[k] for k in {ORDER}]"
MAPPED = "(f(x, y) for x, y in elements)"
BUILT = "self.x, self.y, self.steps = x, y, steps"
WHOLE_LOOP = """for step in self.steps:
            elements = step(elements)"""


class _OfAttributes:
    """One function, one generator and one size are kept, and each loop uses them in a fixed order."""

    def __init__(self, x, y):
        self.x, self.y, self.f, self.rng, self.size = x, y, None, None, None

    def _with(self, **changes):
        new = type(self)(self.x, self.y)
        vars(new).update({**vars(self), **changes})
        return new

    def map(self, f):
        return self._with(f=f)

    def shuffle(self, rng):
        return self._with(rng=rng)

    def batch(self, size):
        return self._with(size=size)

    def __iter__(self):
        pairs = list(zip(self.x, self.y))
        if self.rng is not None:
            pairs = [pairs[k] for k in self.rng.permutation(len(pairs))]
        pairs = self.finished(pairs)
        return iter(pairs)

    def finished(self, pairs):
        if self.f is not None:
            pairs = [self.f(x, y) for x, y in pairs]
        return self.batches(pairs) if self.size else pairs

    def batches(self, pairs):
        parts = [pairs[k : k + self.size] for k in range(0, len(pairs), self.size)]
        return [tuple(map(np.array, zip(*part))) for part in parts]


class _MapsBatchesOnly(_OfAttributes):
    def finished(self, pairs):
        pairs = self.batches(pairs) if self.size else pairs
        return [self.f(x, y) for x, y in pairs] if self.f is not None else pairs


class _OnArrays:
    """Every step works on whole arrays at once, when it is called."""

    def __init__(self, x, y):
        self.pairs = list(zip(x, y))

    def __iter__(self):
        return iter(self.pairs)

    def _of(self, pairs):
        new = type(self)([], [])
        new.pairs = list(pairs)
        return new

    def map(self, f):
        return self._of(f(x, y) for x, y in self.pairs)

    def shuffle(self, rng):
        return self._of(self.pairs[k] for k in rng.permutation(len(self.pairs)))

    def batch(self, size):
        parts = [self.pairs[k : k + size] for k in range(0, len(self.pairs), size)]
        return self._of(tuple(map(np.array, zip(*part))) for part in parts)


STEP_MISTAKES = (
    Mistake(
        "not-shuffled",
        edited_pipeline((DRAW, "elements")),
        "`shuffle` changes nothing: the elements come in the order of the data. Draw an order with "
        "`rng.permutation` in each pass.",
    ),
    Mistake(
        "shuffled-once",
        edited_pipeline(
            ("        def shuffled", "        seed = int(rng.integers(2**32))\n\n        def shuffled"),
            (ORDER, "np.random.default_rng(seed).permutation(len(elements))"),
        ),
        "Every epoch has the same order, as it is drawn when `shuffle` is called. Draw it inside the step, "
        "which each loop runs anew.",
    ),
    Mistake(
        "drawn-when-called",
        edited_pipeline(
            ("        def shuffled", "        order = rng.permutation(len(self.x))\n\n        def shuffled"),
            (DRAW, "[elements[k] for k in order]"),
        ),
        "The order is drawn when `shuffle` is called: every epoch has the same, and after `batch` it is an "
        "order of examples for fewer batches. Draw it inside the step, for the elements that come.",
    ),
    Mistake(
        "own-seed",
        edited_pipeline((ORDER, "np.random.default_rng(7).permutation(len(elements))")),
        "The order is always the same, whatever the seed: a generator is made inside. Draw from the `rng` "
        "that is passed in.",
    ),
    Mistake(
        "rng-not-used",
        edited_pipeline((ORDER, "np.random.permutation(len(elements))")),
        "The order is not drawn from `rng`, so the same seed gives another order each time and nobody can "
        "repeat the run. Use `rng.permutation`.",
    ),
    Mistake(
        "shuffled-apart",
        edited_pipeline(
            (
                "return [elements[k] for k in rng.permutation(len(elements))]",
                "xs, ys = zip(*elements); return [(xs[k], ys[m]) for k, m in "
                "zip(rng.permutation(len(xs)), rng.permutation(len(xs)))]",
            )
        ),
        "x and y are shuffled in two different orders, so examples get the labels of others. Draw one order "
        "for the pairs.",
    ),
    Mistake(
        "only-x-shuffled",
        edited_pipeline(
            (
                "return [elements[k] for k in rng.permutation(len(elements))]",
                "xs, ys = zip(*elements); return [(xs[k], y) for k, y in zip(rng.permutation(len(xs)), ys)]",
            )
        ),
        "Only x is shuffled; y keeps its order, so examples get the labels of others. Shuffle the pairs.",
    ),
    Mistake(
        "drawn-with-repetition",
        edited_pipeline((ORDER, "rng.integers(len(elements), size=len(elements))")),
        "Some elements come twice and others never: they are drawn with repetition. `rng.permutation` holds "
        "each row number once.",
    ),
    Mistake(
        "rotated",
        edited_pipeline((ORDER, "np.roll(np.arange(len(elements)), rng.integers(len(elements)))")),
        "The elements keep their order and only start at another place. Shuffle them with `rng.permutation`.",
    ),
    Mistake(
        "second-epoch-empty",
        edited_pipeline(
            (BUILT, f"{BUILT}\n        self.left = None"),
            (
                "elements = zip(self.x, self.y)",
                "if self.left is not None:\n            return self.left\n"
                "        elements = zip(self.x, self.y)",
            ),
            ("return iter(elements)", "self.left = iter(elements)\n        return self.left"),
        ),
        "The second epoch is empty: a generator or iterator can be read only once. `__iter__` must begin a "
        "new one each time.",
    ),
    Mistake(
        "mapped-at-once",
        edited_pipeline(
            (
                f"return self._then(lambda elements: {MAPPED})",
                "done = [f(x, y) for x, y in self]\n"
                "        return Pipeline([x for x, _ in done], [y for _, y in done])",
            ),
        ),
        "f is called once, when `map` is called, so all epochs get the same. A function that adds noise "
        "should give new noise in each epoch: call it inside the step.",
    ),
    Mistake(
        "all-at-once",
        _OnArrays,
        "Every step does its work when it is called, so each epoch has the same order and the same values. "
        "Write the steps down, and take them anew in each loop.",
    ),
    Mistake(
        "map-changes-x-only",
        edited_pipeline((MAPPED, "(((f(x, y))[0], y) for x, y in elements)")),
        "`map` drops the y that f returns. f gives a new pair: hand on both.",
    ),
    Mistake(
        "map-gives-one-argument",
        edited_pipeline((MAPPED, "(f(x) for x, y in elements)")),
        "f is called with one argument. It takes two, x and y, and returns both: `f(x, y)`, or `f(*pair)`.",
    ),
    Mistake(
        "map-does-nothing",
        edited_pipeline((MAPPED, "((x, y) for x, y in elements)")),
        "`map` changes nothing: f is not called. Hand on what `f(x, y)` returns.",
    ),
    Mistake(
        "maps-in-reverse",
        edited_pipeline(("in self.steps:", "in self.steps[::-1]:")),
        "The steps are taken last first. Take them in the order in which they were called.",
    ),
    Mistake(
        "last-step-only",
        edited_pipeline(("(*self.steps, step)", "(step,)")),
        "Only the last step is taken: a new step replaces those before it. Add it to them.",
    ),
    Mistake(
        "map-always-per-example",
        _OfAttributes,
        "One function and one size are kept and used in a fixed order. Steps should follow each other as "
        "they were called: after `batch`, f gets whole batches; two maps are two steps.",
    ),
    Mistake(
        "map-always-per-batch",
        _MapsBatchesOnly,
        "f always gets whole batches, where it should get single examples if `map` comes before `batch`. "
        "Take the steps in the order in which they were called.",
    ),
    Mistake(
        "step-changes-the-pipeline",
        edited_pipeline(
            (
                "return Pipeline(self.x, self.y, (*self.steps, step))",
                "self.steps += (step,)\n        return self",
            )
        ),
        "A step changes the pipeline that it is called on, so a second branch gets the steps of the first. "
        "Return a new Pipeline and leave the old one as it was.",
    ),
    Mistake(
        "map-changes-the-pipeline",
        edited_pipeline(
            (
                f"return self._then(lambda elements: {MAPPED})",
                f"self.steps = (*self.steps, lambda elements: {MAPPED})\n        return self",
            )
        ),
        "`map` changes the pipeline that it is called on, so the old one gets its step too. Return a new "
        "Pipeline, as `_then` does, and leave the old one as it was.",
    ),
    Mistake(
        "shuffle-always-first",
        edited_pipeline(
            (
                "return self._then(shuffled)",
                "return Pipeline(self.x, self.y, (shuffled, *self.steps))",
            )
        ),
        "A `shuffle` after `batch` should change the order of whole batches. Here single examples are "
        "shuffled before: take the steps in the order in which they were called.",
    ),
    Mistake(
        "batch-always-last",
        edited_pipeline(
            (
                "for step in self.steps:",
                "for step in sorted(self.steps, key=lambda step: step.__name__ == 'batched'):",
            )
        ),
        "`batch` is always done last, so a step after it gets single examples. Take the steps in the order "
        "in which they were called.",
    ),
    Mistake(
        "batch-always-first",
        edited_pipeline(
            (
                "for step in self.steps:",
                "for step in sorted(self.steps, key=lambda step: step.__name__ != 'batched'):",
            )
        ),
        "`batch` is always done first, so batches are shuffled and mapped where examples should be. Take the "
        "steps in the order in which they were called.",
    ),
)
