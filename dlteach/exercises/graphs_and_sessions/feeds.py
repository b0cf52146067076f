"""Exercise `check_feed`: which values a placeholder takes."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.graphs_and_sessions.feed_mistakes import MISTAKES, check_feed

LESSON = "13_graphs_and_sessions"
SECTION = "Placeholders wait for a value"
NO_SHAPE = (
    "Beyond the task: in TensorFlow a placeholder without a shape, `shape=None`, takes any value. Your "
    "answer is right for all tuples."
)
DRAWN = 12  # cases of which nobody knows beforehand what is right
SIZE_0 = "A size of 0 is a size like any other, and only None means any. Ask `size is None`, not `not size`."


def _feed_cases(rng):
    for shape, value_shape, note in (
        ((3,), (3,), "a shape that fits exactly"),
        ((3,), (4,), "another size"),
        ((None,), (4,), "None, which is any size"),
        ((None, 2), (3, 2), "rows of 2"),
        ((None, 2), (1, 2), "one row"),
        ((None, 2), (0, 2), "no rows"),
        ((None, 2), (3, 4), "rows of 4 for rows of 2"),
        ((None, 2), (2,), "one example without its axis"),
        ((None, 2), (3, 2, 1), "an axis too many at the end"),
        ((None, 2), (5, 3, 2), "an axis too many at the start"),
        ((None, 2), (2, 3), "rows and columns exchanged"),
        ((None, 3), (4, 1), "one column for three"),
        ((None, 1), (4,), "a vector for a column"),
        ((None, 1), (4, 3), "three columns for one"),
        ((2, None), (2, 7), "None at the end"),
        ((2, None), (3, 7), "None at the end"),
        ((None, None), (3, 5), "None twice"),
        ((None, None), (3,), "None twice"),
        ((None, 8, 8), (5, 8, 8), "images"),
        ((None, 8, 8), (8, 8), "one image without its axis"),
        ((None, 8, 8), (5, 8, 7), "images of another width"),
        ((None, 8, 8), (5, 7, 8), "images of another height"),
        ((2, 3), (3, 2), "rows and columns exchanged"),
        ((2, 3), (2, 4), "one size that differs"),
        ((2, 3), (2,), "an axis missing"),
        ((4, None, 3), (4, 2, 3), "None in the middle"),
        ((4, None, 3), (5, 2, 3), "None in the middle"),
        ((4, None, 3), (4, 2, 2), "None in the middle"),
    ):
        yield Case((shape, rng.normal(size=value_shape)), note)
    yield Case(((), 5.0), "a plain number")
    yield Case(((), [5.0]), "a list for a plain number")
    yield Case(((None,), 5.0), "a plain number for a vector")
    yield Case(((None, 2), [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), "a list of rows")
    yield Case(((None, 2), [1.0, 2.0]), "a plain list for rows")
    yield Case(((None, 3), [[1, 2], [3, 4]]), "a list of rows")
    for _ in range(DRAWN):
        shape, value_shape = _drawn_shapes(rng)
        yield Case((shape, np.zeros(value_shape)))
    yield Case((None, rng.normal(size=(2, 2))), "no shape at all", remark=NO_SHAPE)
    yield Case(((0, 2), rng.normal(size=(3, 2))), "a size of 0", remark=SIZE_0)


def _drawn_shapes(rng):
    """The shape of a placeholder and that of a value, which fits or differs in one size."""
    sizes = [int(n) for n in rng.integers(1, 6, size=rng.integers(1, 5))]
    shape = tuple(None if rng.random() < 0.4 else n for n in sizes)
    if rng.random() < 0.5:
        axis = int(rng.integers(len(sizes)))
        sizes[axis] += int(rng.integers(1, 3))
    return shape, tuple(sizes)


def _answered(answer, shape, value):
    """Whoever raises does it in words of their own; one wording lets the mistake be recognised."""
    try:
        return answer(shape, value)
    except ValueError as error:
        raise ValueError("a value that does not fit should give False") from error


def _loop(shape, value):
    got = np.array(value).shape
    if shape is None:
        return True
    if len(got) != len(shape):
        return False
    for k in range(len(shape)):
        if shape[k] is None:
            continue
        if shape[k] != got[k]:
            return False
    return True


CHECK_FEED = Exercise(
    name="check_feed",
    lesson=LESSON,
    section=SECTION,
    reference=check_feed,
    driver=_answered,
    cases=_feed_cases,
    mistakes=MISTAKES,
    also_correct=(
        _loop,
        lambda shape, value: (
            shape is None
            or (
                len(shape) == np.ndim(value)
                and tuple(n if size is None else size for size, n in zip(shape, np.shape(value)))
                == np.shape(value)
            )
        ),
        lambda shape, value: int(check_feed(shape, value)),
        lambda shape, value: np.array(
            shape is None
            or (
                len(shape) == np.ndim(value)
                and np.all([s in (None, n) for s, n in zip(shape, np.shape(value))])
            )
        ),
    ),
    laws=(
        Law(
            "a value whose shape is the placeholder's own, without any None, is allowed",
            lambda args, allowed: args[0] is None or np.shape(args[1]) != tuple(args[0]) or bool(allowed),
        ),
        Law(
            "a value with another number of axes is never allowed",
            lambda args, allowed: args[0] is None or np.ndim(args[1]) == len(args[0]) or not allowed,
        ),
    ),
    hints=(
        "Two shapes fit when they have equally many axes and agree on each, None agreeing with any size.",
        "`np.shape(value)` works for arrays, lists and numbers. Compare the lengths first; then `zip` pairs "
        "the sizes.",
        "`return len(got) == len(shape) and all(size is None or ... for size, n in zip(shape, got))`",
    ),
    survivors={
        "`True` becomes `False`": "a placeholder without a shape is beyond the task and decides nothing",
    },
)
