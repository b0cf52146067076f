"""Inputs of the exercises of lesson 01, and how an answer that takes one shape only is asked."""

import numpy as np

from dlteach.autograder import Case

BYTES = (
    "With uint8 images the differences wrap around below 0, and 10 − 30 becomes 236. Convert both arrays to "
    "float before you subtract, for example with `np.asarray(y_true, dtype=float)`."
)
NEARLY_EQUAL = (
    "Where large numbers nearly agree, as 100000001 and 100000000 do, the answer loses its digits. Subtract "
    "first, then square: y² − 2yp + p² takes huge numbers from each other, and float32 holds seven digits."
)
ROWS = (
    "One number for each example is right. With k numbers for each, shape (n, k), it is not: there all n·k "
    "entries count alike, and the result is one number. `np.sum` and `np.mean` without `axis` take every "
    "entry; `len(y)` is the number of rows, `y.size` that of entries."
)
ONE_SHAPE = (
    "One of the shapes (n,) and (n, 1) is refused: `np.dot` of two columns does not fit, functions of `math` "
    "want plain numbers, and `n, k = y.shape` needs two axes. `y.ravel()` turns both shapes into (n,), "
    "`y.reshape(-1, 1)` into (n, 1)."
)
VECTORS = (
    "Rows are right. For shape (n,), where each entry is an example of its own, the answer is another one. "
    "An array of shape (n,) has no axis 1; `len(y_true)` is the number of examples in both shapes."
)


def in_the_shape_it_takes(answer, y_true, y_pred, as_it_is=False):
    """Ask an answer; one that refuses vectors gets columns, and one that refuses columns gets vectors."""
    refusal = None
    try:
        value = answer(y_true, y_pred)
    except (TypeError, ValueError) as error:
        value, refusal = None, error
    if value is None and not as_it_is and y_true.size == len(y_true):
        shape = (-1, 1) if y_true.ndim == 1 else -1
        try:
            value = answer(y_true.reshape(shape), y_pred.reshape(shape))
        except Exception as error:
            refusal = refusal or error  # wrong for both shapes: the first refusal says why
    if value is None and refusal is not None:
        raise refusal
    return value


def loss_cases(rng):
    """Vectors and columns decide; how an answer takes rows of several numbers is worth a remark."""
    yield Case((np.array([2.0]), np.array([5.0])), "one example")
    yield Case((np.array([1.0, 2.0, 3.0]), np.array([1.0, 4.0, 0.0])))
    yield Case((np.array([0.0, 10.0]), np.array([4.0, 6.0])), "errors that cancel in a plain sum")
    yield Case((np.array([0.5, -1.5, 4.0]), np.array([0.5, -1.5, 4.0])), "a perfect prediction")
    yield Case((np.array([3, -1, 0, 2, 5]), np.array([1, -1, 4, 5, -3])), "integers")
    yield Case(_pair(rng, 7))
    crossing = np.array([[1.0], [8.0], [3.0], [6.0]]), np.array([[7.0], [2.0], [4.0], [9.0]])
    yield Case(crossing, "columns, shape (4, 1)")
    yield Case(_pair(rng, 5, 1), "columns, shape (5, 1)")
    yield from _sizes(rng, 6)
    yield Case((*_pair(rng, 3), True), remark=ONE_SHAPE)
    for shape in ((5, 3), (1, 4), (3, 3), (2, 6)):
        yield Case(_pair(rng, *shape), remark=ROWS)
    yield from _beyond()


def cost_cases(rng):
    """Rows decide, as the cost is defined by them; vectors are worth a remark."""
    yield Case((np.array([[2.0]]), np.array([[5.0]])), "one example")
    yield Case((np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[0.0, 2.0], [1.0, 1.0]])), "two examples")
    yield Case((np.array([[0.0, 10.0]]), np.array([[4.0, 6.0]])), "errors that cancel in a plain sum")
    yield Case(
        (np.array([[0.5, -1.5], [4.0, 2.0]]), np.array([[0.5, -1.5], [4.0, 2.0]])), "a perfect prediction"
    )
    yield Case(_pair(rng, 5, 3))
    yield Case(_pair(rng, 1, 4), "one row")
    yield Case(_pair(rng, 4, 1), "one column")
    yield Case(_pair(rng, 3, 3), "as many rows as columns")
    yield Case(_pair(rng, 2, 6), "more columns than rows")
    yield from _sizes(rng, 3, 2)
    yield Case(_pair(rng, 7), remark=VECTORS)
    yield from _beyond()


def _sizes(rng, *shape):
    for size, note in ((1e-2, "small numbers"), (1e6, "large numbers")):
        y_true, y_pred = _pair(rng, *shape)
        yield Case((size * y_true, size * y_pred), note)


def _beyond():
    """Bytes, and numbers so large that the order of the steps shows: what everyday code need not survive."""
    dark, bright = np.array([[10], [7], [200]], dtype=np.uint8), np.array([[30], [7], [200]], dtype=np.uint8)
    large = np.array([[1e8], [2e8], [3e8]])
    yield Case((dark, bright), remark=BYTES)
    yield Case((bright, dark), remark=BYTES)
    yield Case((large, large + np.array([[1], [-2], [4]])), remark=NEARLY_EQUAL)


def _pair(rng, *shape):
    return 2 * rng.normal(size=shape), 2 * rng.normal(size=shape) + 0.5
