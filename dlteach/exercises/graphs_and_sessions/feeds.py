"""Exercise `check_feed`, and one of its mistakes to debug."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.debugging import Hiding, debug_pair

LESSON = "13_graphs_and_sessions"
SECTION = "Placeholders wait for a value"
NO_SHAPE = (
    "In TensorFlow a placeholder without a shape, `shape=None`, takes any value. Your answer is right for "
    "all tuples, but does not know this one."
)
SIZE_0 = "A size of 0 is a size like any other, and only None means any. Ask `size is None`, not `not size`."


def check_feed(shape, value):
    if shape is None:
        return True
    got = np.shape(value)
    return len(got) == len(shape) and all(size is None or size == n for size, n in zip(shape, got))


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
    yield Case((None, rng.normal(size=(2, 2))), "no shape at all", remark=NO_SHAPE)
    yield Case(((0, 2), rng.normal(size=(3, 2))), "a size of 0", remark=SIZE_0)


def _compared(fits):
    """A check of the value's shape; `fits(shape, got)` gets both as tuples."""
    return lambda shape, value: bool(fits(tuple(shape), np.shape(value)))


def _sizes_agree(shape, got):
    return all(size in (None, n) for size, n in zip(shape, got))


def _raises(shape, value):
    if not check_feed(shape, value):
        raise ValueError(f"expected shape {shape}, got {np.shape(value)}")
    return True


def _return_in_the_loop(shape, value):
    got = np.shape(value)
    if len(shape) != len(got):
        return False
    for size, n in zip(shape, got):
        return size is None or size == n
    return True


def _broadcasts(shape, got):
    return len(shape) == len(got) and all(size in (None, n) or 1 in (size, n) for size, n in zip(shape, got))


def _by_index(shape, value):
    got = np.shape(value)
    return all(size is None or size == got[k] for k, size in enumerate(shape))


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
    cases=_feed_cases,
    mistakes=(
        Mistake(
            "axes-not-counted",
            _compared(_sizes_agree),
            "Values with another number of axes slip through: `zip` stops at the shorter of the two. Compare "
            "the lengths of both shapes first.",
        ),
        Mistake(
            "axes-not-counted-by-index",
            _by_index,
            "The number of axes is not compared: a value with more of them slips through, and one with fewer "
            "ends in an IndexError. Compare the lengths of both shapes first.",
        ),
        Mistake(
            "only-too-few-axes-refused",
            _compared(lambda shape, got: len(got) >= len(shape) and _sizes_agree(shape, got)),
            "A value with more axes than the placeholder slips through. The numbers of axes must be equal.",
        ),
        Mistake(
            "only-too-many-axes-refused",
            _compared(lambda shape, got: len(got) <= len(shape) and _sizes_agree(shape, got)),
            "A value with fewer axes than the placeholder slips through. The numbers of axes must be equal.",
        ),
        Mistake(
            "compared-from-the-right",
            _compared(lambda shape, got: _sizes_agree(shape[::-1], got[::-1])),
            "Sizes are compared from the right, as NumPy does when it broadcasts, and axes that are missing "
            "or too many slip through. A placeholder wants exactly its number of axes.",
        ),
        Mistake(
            "examples-axis-free",
            _compared(lambda shape, got: tuple(shape)[1:] == got[1:] and len(shape) == len(got)),
            "Only the axes after the first are compared, and None is taken for a size there. None may stand "
            "anywhere, and the first size may be fixed.",
        ),
        Mistake(
            "first-axis-not-compared",
            _compared(lambda shape, got: len(shape) == len(got) and _sizes_agree(shape[1:], got[1:])),
            "The first axis is never compared. It is free only where the shape has None there.",
        ),
        Mistake(
            "last-axis-only",
            _compared(lambda shape, got: len(shape) == len(got) and _sizes_agree(shape[-1:], got[-1:])),
            "Only the last axis decides. Does each round of the loop overwrite the result? Return False as "
            "soon as one axis does not fit.",
        ),
        Mistake(
            "first-axis-only",
            _return_in_the_loop,
            "Only the first axis is compared: the `return` in the loop ends it in its first round. Return "
            "False inside the loop, and True after it.",
        ),
        Mistake(
            "one-axis-is-enough",
            _compared(
                lambda shape, got: (
                    len(shape) == len(got)
                    and (not shape or any(size in (None, n) for size, n in zip(shape, got)))
                )
            ),
            "One axis that fits is enough here. All must: use `all` where `any` stands.",
        ),
        Mistake(
            "none-is-a-size",
            _compared(lambda shape, got: shape == got),
            "None is compared like a number, so nothing fits it. None stands for any size: skip it.",
        ),
        Mistake(
            "none-is-1",
            _compared(lambda shape, got: tuple(1 if size is None else size for size in shape) == got),
            "None is taken for 1. It stands for any size.",
        ),
        Mistake(
            "any-none-opens-all",
            _compared(lambda shape, got: None in shape or shape == got),
            "As soon as the shape holds a None, every value is allowed. A None frees its own axis only.",
        ),
        Mistake(
            "none-opens-all-of-its-length",
            _compared(lambda shape, got: len(shape) == len(got) and (None in shape or shape == got)),
            "As soon as the shape holds a None, all sizes are allowed. A None frees its own axis only.",
        ),
        Mistake(
            "axes-only",
            _compared(lambda shape, got: len(shape) == len(got)),
            "Only the number of axes is compared. The sizes must agree too, except where the shape has None.",
        ),
        Mistake(
            "broadcasting",
            _compared(_broadcasts),
            "A size of 1 is stretched, as in broadcasting. A placeholder does not stretch: only None stands "
            "for another size.",
        ),
        Mistake(
            "no-rows-refused",
            _compared(
                lambda shape, got: len(shape) == len(got) and _sizes_agree(shape, got) and 0 not in got
            ),
            "A value without rows, shape (0, 2), is refused. None stands for any size, 0 too.",
        ),
        Mistake(
            "entries-counted",
            _compared(
                lambda shape, got: (
                    np.prod(got) == np.prod([n for n in shape if n is not None])
                    if None not in shape
                    else len(shape) == len(got) and _sizes_agree(shape, got)
                )
            ),
            "Without a None only the numbers of entries are compared, so (3, 2) passes for (2, 3). Compare "
            "size by size.",
        ),
        Mistake(
            "sizes-in-any-order",
            _compared(
                lambda shape, got: (
                    len(shape) == len(got) and all(size is None or size in got for size in shape)
                )
            ),
            "A size may stand on any axis here: (2, 3) passes for (None, 2). Compare axis by axis, with "
            "`zip`.",
        ),
        Mistake(
            "turned-round",
            lambda shape, value: not check_feed(shape, value),
            "The answer is turned round: True where the value does not fit. Return True where it is allowed.",
        ),
        Mistake(
            "value-without-a-shape",
            lambda shape, value: check_feed(shape, np.empty(value.shape)),
            "Lists and plain numbers have no `.shape`, and `feed_dict` takes them too. `np.shape(value)` "
            "works for all three.",
        ),
        Mistake(
            "rows-by-len",
            lambda shape, value: bool(_sizes_agree(shape, (len(value),))),
            "`len(value)` is the first size alone. `np.shape(value)` gives all sizes.",
        ),
        Mistake(
            "raises",
            _raises,
            "A value that does not fit raises an error, as `Session.run` does. Here the answer is asked for: "
            "return False.",
            kind="convention",
        ),
        Mistake(
            "always-true",
            lambda shape, value: True,
            "Every value is allowed. Compare its shape with that of the placeholder.",
        ),
    ),
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


def _refused(shape, value):
    if not isinstance(shape, (tuple, list)) or any(n is not None and not isinstance(n, int) for n in shape):
        return "should begin with a shape: a tuple of whole numbers and None, such as (None, 2)"
    try:
        np.shape(value)
    except ValueError:
        return "should end with a value whose rows are equally long"
    return ""


DEBUGGING = debug_pair(
    CHECK_FEED,
    "axes-not-counted",
    section=SECTION,
    shows=lambda: ((None, 2), np.ones((3, 2, 4))),
    also_shows=(
        lambda: ((None, 2), [7.0]),
        lambda: ((None,), np.ones((3, 3))),
        lambda: ((), [1, 2]),
        lambda: ((None, 2), 5.0),
    ),
    hides=(
        Hiding(
            "both-agree",
            lambda: ((None, 2), np.ones((3, 4))),
            "On this input the wrong function says what the right one says. Which axes does the loop never "
            "reach?",
        ),
    ),
    refuse=_refused,
    input_hints=(
        "Sizes are compared in pairs. How many pairs are there when one shape is longer?",
        "`zip` stops at the end of the shorter one. Build a value with an axis more than the shape.",
        "`return (None, 2), np.ones((3, 2, ...))`",
    ),
    mending_hints=(
        "What must two shapes have in common before their sizes can be paired?",
        "Compare `len(shape)` with `len(got)` before you compare sizes.",
        "`if len(got) != len(shape): return ...`",
    ),
)
