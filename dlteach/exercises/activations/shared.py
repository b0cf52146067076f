"""What the exercises of lesson 06 share: inputs of every shape, and mistakes that any activation invites.

An answer that takes one shape only is asked for the others in that shape, and told so.
"""

import numpy as np

from dlteach.autograder import Case, Mistake

LESSON = "06_activations"
ANY_SHAPE = (
    "Some shapes are refused: a plain number, an array of shape () or (n, k), or one with three axes. "
    "NumPy's functions and operators (`np.exp`, `np.maximum`, `np.where`) work entry by entry in every "
    "shape; `z = np.asarray(z, dtype=float)` as the first line turns a plain number into an array."
)
INTEGERS = (
    "For an array of integers the result is off: what `np.zeros_like(z)`, `z.copy()` and `np.vectorize` make "
    "of it may hold integers only, which cut 0.7 to 0. Begin with `z = np.asarray(z, dtype=float)`."
)
AT_ZERO = (
    "At exactly z = 0 your slope is another one than ours. There the curve has a corner and no slope; most "
    "libraries take the slope of the left side."
)
OVERFLOW = (
    "Right on ordinary numbers, but far from 0 an exponential overflows to infinity, and infinity divided by "
    "infinity is nan."
)
PICKED = (
    "`z[...]` with a comparison picks entries, so the result is shorter than z. Each entry keeps its place: "
    "`np.where(z > 0, ..., ...)`, or assign into a copy."
)
CORNER = {"extreme": True, "atol": 1.0}  # any slope from left to right is right in the corner, nan is not
SATURATED = {"atol": 1e-4}  # an answer that clips z at ±10 is right


def in_the_shape_it_takes(answer, z, negative_slope=None, as_it_is=False):
    """Ask an answer; one that refuses the shape of z is asked for the same numbers in another."""
    rest = () if negative_slope is None else (negative_slope,)
    try:
        value = answer(z, *rest)
        cached = isinstance(value, tuple) and value and np.shape(value[0]) == np.shape(z)
        return value[0] if cached else value
    except Exception as error:
        refusal = error
    if as_it_is:
        raise refusal
    entries = np.array(z, dtype=float)
    for shape in {0: [(1,), (1, 1)], 1: [(-1, 1), (1, -1)], 2: [None]}.get(entries.ndim, []):
        inputs = list(entries) if shape is None else [entries.reshape(shape)]
        try:
            values = [answer(row, *rest) for row in inputs]
            parts = [v[0] if isinstance(v, tuple) else v for v in values]
            fits = [np.size(part) for part in parts] == [row.size for row in inputs]
            return np.reshape(np.array(parts), entries.shape) if fits else parts[0]
        except Exception:
            continue  # wrong in every shape: the first refusal says why
    raise refusal


def elementwise_cases(rng, at_zero, far, slopes=(None,)):
    """Numbers and arrays of many shapes decide; refused shapes and integers are worth a remark.

    `at_zero` and `far` are the keywords of the cases z = 0 and |z| = 1000; with several `slopes` the cases
    take turns.
    """
    hand_made = (
        (0.5, "a single number"),
        (-2.0, "a single negative number"),
        (np.array([-1.5, 0.2, 3.0]), "three numbers, shape (3,)"),
        (np.array([2.5, 0.05, 0.7, -0.3, -4.0]), "five numbers, the first one positive"),
        (np.array([[-0.7, 1.2, 4.0], [2.5, -1.0, -3.0]]), "two rows of three, shape (2, 3)"),
        (np.array(-0.8), "an array of shape ()"),
    )
    shapes = (((7,), ""), ((5, 3), ""), ((1, 4), "one row"), ((3, 3), "a square"))
    drawn = [(rng.uniform(-4.5, 4.5, size=shape), note) for shape, note in shapes]
    negative = (-rng.uniform(0.1, 3, size=4), "negative numbers only")
    inputs = [*hand_made, *drawn, negative]
    for k, (z, note) in enumerate(inputs):
        yield Case(_with(slopes[k % len(slopes)], z), note)
    slope = slopes[-1]
    if not at_zero:
        yield Case(_with(slope, 0.0), "z = 0")
    for shape in ((), (2,), (3, 2), (4, 1), (2, 3, 2)):
        yield Case((np.array(rng.normal(size=shape)), slope, True), remark=ANY_SHAPE)
    yield Case((0.5, slope, True), remark=ANY_SHAPE)
    for integers in (np.array([-2, 1, 3]), np.array([[2, -1], [-3, 1]])):
        yield Case(_with(slope, integers), remark=INTEGERS)
    if "atol" in at_zero:
        yield Case(_with(slope, np.array([0.0])), remark=AT_ZERO)
        yield Case(_with(slope, np.array([0.0, 0.0])), "z = 0", **at_zero)
    elif at_zero:
        yield Case(_with(slope, 0.0), "z = 0", **at_zero)
    for z in (1000.0, -1000.0):
        yield Case(_with(slope, np.array([z])), f"z = {z:g}", extreme=True, **far)


def smooth_cases(rng):
    """The cases of a curve without a corner that saturates."""
    yield from elementwise_cases(rng, at_zero={}, far=SATURATED)


def _with(slope, z):
    return (z,) if slope is None else (z, slope)


def of_an_activation(right):
    """Mistakes with the shape and the type of what is returned; `right` is the right function."""
    return (
        Mistake(
            "first-entry-only",
            lambda z, *rest: np.ravel(right(z, *rest))[0],
            "Only the first entry is computed. A `return` inside the loop ends the function in its first "
            "round; move it below the loop, to the left.",
        ),
        Mistake(
            "added-up",
            lambda z, *rest: np.sum(right(z, *rest)),
            "The entries are added up. An activation changes each entry on its own and keeps the shape of z.",
        ),
        Mistake(
            "averaged",
            lambda z, *rest: np.mean(right(z, *rest)),
            "The entries are averaged. An activation changes each entry on its own and keeps the shape of z.",
        ),
        Mistake(
            "transposed-on-the-way",
            lambda z, *rest: np.transpose(right(z, *rest)),
            "Rows and columns are exchanged. An activation keeps the shape of z: leave out the `.T`.",
        ),
    )


def decided_once(positive, negative, prefix=""):
    """Mistakes in which one comparison decides for all entries; each function is the branch of a sign."""
    says = (
        "{} makes one decision for the whole array, so all entries go the same way. NumPy's error message "
        "suggests it, but here each entry needs its own: `np.where(z > 0, ..., ...)`."
    )
    return (
        Mistake(
            f"{prefix}decided-by-any",
            lambda z, *rest: (positive if np.any(np.asarray(z) > 0) else negative)(z, *rest),
            says.format("`np.any(z > 0)` or `(z > 0).any()`"),
        ),
        Mistake(
            f"{prefix}decided-by-all",
            lambda z, *rest: (positive if np.all(np.asarray(z) > 0) else negative)(z, *rest),
            says.format("`np.all(z > 0)` or `(z > 0).all()`"),
        ),
    )
