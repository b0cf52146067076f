"""split_dataset: a part to train on and a part to test with."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import numpy as np

from dlteach.keras import tree


class Samples:
    """Some of the samples of a dataset; a loop gives one after the other.

    Parameters
    ----------
    arrays : ndarray, or a tuple, list or dict of arrays of one length
    batch_size : int, optional
        A loop then gives batches of this size.

    Examples
    --------
    >>> samples = Samples((np.eye(3), np.array([0, 1, 2])))
    >>> len(samples), [x.shape for x, _ in samples.batch(2)]
    (3, [(2, 3), (1, 3)])
    """

    def __init__(self, arrays: Any, batch_size: int | None = None) -> None:
        self.arrays = arrays
        self.batch_size = batch_size
        self._count = len(tree.flatten(arrays)[0])

    def __len__(self) -> int:
        return -(-self._count // (self.batch_size or 1))

    def __iter__(self) -> Iterator[Any]:
        for start in range(0, self._count, self.batch_size or 1):
            index: Any = slice(start, start + self.batch_size) if self.batch_size else start
            yield tree.map_structure(lambda array, index=index: array[index], self.arrays)

    def __repr__(self) -> str:
        return f"Samples({self._count} samples)"

    def batch(self, batch_size: int) -> Samples:
        """The same samples in batches, which `fit` takes."""
        return Samples(self.arrays, batch_size)

    def cardinality(self) -> int:
        """How many elements a loop gives; as in tf.data."""
        return len(self)


def split_dataset(
    dataset: Any,
    left_size: float | None = None,
    right_size: float | None = None,
    shuffle: bool = False,
    seed: int | None = None,
    preferred_backend: str | None = None,
) -> tuple[Samples, Samples]:
    """Split data into two parts.

    Parameters
    ----------
    dataset : ndarray, list or tuple of arrays of one length, or iterable of samples
    left_size, right_size : float or int, optional
        How many samples go left and right: a fraction of all, or a number; at least one of the two.
    shuffle : bool, default False
        Whether to shuffle before.
    seed : int, optional
    preferred_backend : str, optional
        Kept for Keras's signature; without effect.

    Returns
    -------
    left, right : Samples
        A loop gives sample after sample; `left.batch(32)` is what `fit` takes, `left.arrays` are the arrays.

    Raises
    ------
    TypeError, ValueError
        If the data are of no known kind or empty, or the sizes do not fit them.

    Examples
    --------
    >>> left, right = split_dataset((np.eye(10), np.arange(10)), left_size=0.8)
    >>> left, right
    (Samples(8 samples), Samples(2 samples))
    """
    arrays = _as_arrays(dataset)
    if left_size is None and right_size is None:
        raise ValueError(
            "At least one of the `left_size` or `right_size` must be specified. Received: left_size=None and "
            "right_size=None"
        )
    total = len(tree.flatten(arrays)[0])
    left, right = _rescale_dataset_split_sizes(left_size, right_size, total)
    order = list(range(total))
    if shuffle:
        random.Random(seed).shuffle(order)

    def part(rows: list[int]) -> Samples:
        return Samples(tree.map_structure(lambda array: array[rows], arrays))

    return part(order[:left]), part(order[-right:])


def _as_arrays(dataset: Any) -> Any:
    arrays: Any
    if isinstance(dataset, np.ndarray):
        arrays = dataset
    elif isinstance(dataset, (list, tuple)):
        for i, array in enumerate(dataset):
            if not isinstance(array, np.ndarray):
                raise ValueError(
                    f"Expected a {type(dataset).__name__} of `numpy.ndarray` objects, Received: {type(array)}"
                    f" at index {i}."
                )
            if len(array) != len(dataset[0]):
                raise ValueError(
                    "Received NumPy arrays with different lengths. Mismatch found at index "
                    f"{i}, Expected shape={dataset[0].shape} Received shape={array.shape}. Please provide "
                    "NumPy arrays of the same length."
                )
        arrays = tuple(dataset)
    elif hasattr(dataset, "__iter__") and not isinstance(dataset, (str, bytes, dict)):
        samples = list(dataset)
        arrays = tree.map_structure(lambda *parts: np.stack(parts), *samples) if samples else ()
    else:
        raise TypeError(
            "The `dataset` argument must be an array, a list/tuple of arrays, or an iterable of samples. "
            f"Received: dataset={dataset} of type {type(dataset)}"
        )
    leaves = tree.flatten(arrays)
    if not leaves or not len(leaves[0]):
        raise ValueError("Received an empty dataset: `split_dataset` needs at least two samples.")
    return arrays


def _rescale_dataset_split_sizes(
    left_size: float | None, right_size: float | None, total_length: int
) -> tuple[int, int]:
    """Both sizes as numbers of samples; the one that is missing is the rest."""
    for side, size in (("left_size", left_size), ("right_size", right_size)):
        if size is None:
            continue
        if type(size) not in (int, float):
            raise TypeError(
                f"Invalid `{side}` Type. Expected: int or float or None, Received: type({side})={type(size)}."
            )
        if not 0 < size < (1 if isinstance(size, float) else total_length):
            raise ValueError(
                f"`{side}` should be either a positive integer smaller than {total_length}, or a float "
                f"within the range `[0, 1]`. Received: {side}={size}"
            )
    both_fractions = isinstance(left_size, float) and isinstance(right_size, float)
    if both_fractions and left_size + right_size > 1:  # type: ignore[operator]
        raise ValueError(
            "The sum of `left_size` and `right_size` is greater than 1. It must be less than or equal to 1."
        )
    left, right = (
        round(size * total_length) if isinstance(size, float) else size for size in (left_size, right_size)
    )
    left = total_length - right if left is None else left  # type: ignore[operator]
    right = total_length - left if right is None else right
    if left + right > total_length:
        raise ValueError(
            f"The sum of `left_size` and `right_size` should be smaller than the {total_length}. Received: "
            f"left_size + right_size = {left + right} and total_length = {total_length}"
        )
    if left == 0 or right == 0:
        raise ValueError(
            f"With `dataset` of length={total_length}, `left_size`={left} and `right_size`={right}. One side "
            "will be empty. Adjust any of the aforementioned parameters"
        )
    return left, right
