"""`check_feed` as it should be, and the mistakes that are known."""

import numpy as np

from dlteach.autograder import Mistake


def check_feed(shape, value):
    if shape is None:
        return True
    got = np.shape(value)
    return len(got) == len(shape) and all(size is None or size == n for size, n in zip(shape, got))


def _compared(fits):
    """A check of the value's shape; `fits(shape, got)` gets both as tuples."""
    return lambda shape, value: bool(fits(tuple(shape), np.shape(value)))


def _sizes_agree(shape, got):
    return all(size in (None, n) for size, n in zip(shape, got))


def _raises(shape, value):
    if not check_feed(shape, value):
        raise ValueError(f"expected shape {shape}, got {np.shape(value)}")
    return True


def _raises_for_axes(shape, value):
    if len(shape) != np.ndim(value):
        raise ValueError(f"expected shape {shape}, got {np.shape(value)}")
    return check_feed(shape, value)


def _return_in_the_loop_only(shape, value):
    got = np.shape(value)
    if len(shape) != len(got):
        return False
    for size, n in zip(shape, got):
        return size is None or size == n


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


MISTAKES = (
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
        "first-axis-only-and-no-end",
        _return_in_the_loop_only,
        "Only the first axis is compared: a `return` in the loop ends it in its first round, and for the "
        "shape () nothing is returned. Return False inside the loop, and True after it.",
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
        _compared(lambda shape, got: len(shape) == len(got) and _sizes_agree(shape, got) and 0 not in got),
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
            lambda shape, got: len(shape) == len(got) and all(size is None or size in got for size in shape)
        ),
        "A size may stand on any axis here: (2, 3) passes for (None, 2). Compare axis by axis, with `zip`.",
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
        "raises-for-axes",
        _raises_for_axes,
        "A value with another number of axes raises an error. Here the answer is asked for: return False.",
        kind="convention",
    ),
    Mistake(
        "always-true",
        lambda shape, value: True,
        "Every value is allowed. Compare its shape with that of the placeholder.",
    ),
)
