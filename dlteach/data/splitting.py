"""Training data and test data: disjoint, drawn at random, rows kept together."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlteach.data._arguments import as_generator, as_rows, check_same_length
from dlteach.functions._arguments import as_count, as_number


def train_test_split(
    *arrays: ArrayLike,
    test_size: float = 0.25,
    rng: np.random.Generator | int,
    stratify: ArrayLike | None = None,
) -> tuple[np.ndarray, ...]:
    """Split arrays into a training part and a test part; rows of the same number stay together.

    Parameters
    ----------
    *arrays : array_like, shape (n, ...)
    test_size : float or int, default 0.25
        A fraction between 0 and 1, rounded to whole rows, or a number of rows.
    rng : numpy.random.Generator or int
    stratify : array_like, shape (n,), optional
        Labels. Each class then has the same share of both parts, to within one row.

    Returns
    -------
    tuple of ndarray
        x_train, x_test, y_train, y_test, … for the arrays x, y, …

    Raises
    ------
    ValueError
        If the arrays differ in length, or a part, or a class in the data, is too small.
    TypeError
        If an array holds objects, or rng is neither a Generator nor a seed.

    Examples
    --------
    >>> x = np.arange(8)
    >>> x_train, x_test, y_train, y_test = train_test_split(x, 10 * x, rng=0)
    >>> len(x_train), len(x_test), bool(np.all(y_test == 10 * x_test))
    (6, 2, True)
    """
    if not arrays:
        raise TypeError("train_test_split: expected at least one array, got none")
    rows = [as_rows(array, "train_test_split") for array in arrays]
    check_same_length("train_test_split", rows)
    rng = as_generator(rng, "train_test_split: rng")
    in_test = np.zeros(len(rows[0]), dtype=bool)
    size = _test_rows(test_size, len(in_test))
    if stratify is None:
        in_test[rng.permutation(len(in_test))[:size]] = True
    else:
        labels = as_rows(stratify, "train_test_split: stratify")
        check_same_length("train_test_split", [rows[0], labels])
        in_test[_stratified(labels, size, rng)] = True
    train, test = (rng.permutation(np.flatnonzero(part)) for part in (~in_test, in_test))
    return tuple(array[part] for array in rows for part in (train, test))


def _test_rows(test_size: Any, n: int) -> int:
    what = "train_test_split: test_size"
    if isinstance(test_size, (int, np.integer)):
        size = as_count(test_size, what, at_least=1)
    else:
        fraction = as_number(test_size, what)
        if not 0 < fraction < 1:
            raise ValueError(
                f"{what}: expected a fraction between 0 and 1, or a whole number, got {fraction}"
            )
        size = round(fraction * n)
    if not 1 <= size < n:
        raise ValueError(
            f"{what}: {test_size} of {n} rows leaves {n - size} for training and {size} for testing"
        )
    return size


def _stratified(labels: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """Rows for the test part: for each class its share, rounded so that the sum is right."""
    if labels.ndim != 1:
        raise ValueError(f"train_test_split: expected stratify of shape (n,), got {labels.shape}")
    classes, codes, counts = np.unique(labels, return_inverse=True, return_counts=True)
    if counts.min() < 2:
        raise ValueError(
            f"train_test_split: class {classes[counts.argmin()]} has 1 row, stratify needs at least 2 in each"
        )
    # Whole numbers decide who is rounded up, so that no rounding error does; equal claims go by lot.
    share, claim = np.divmod(counts * size, len(labels))
    favoured = np.lexsort((rng.random(len(counts)), -claim))[: size - share.sum()]
    share[favoured] += 1
    return np.concatenate(
        [rng.permutation(np.flatnonzero(codes == code))[:rows] for code, rows in enumerate(share)]
    )
