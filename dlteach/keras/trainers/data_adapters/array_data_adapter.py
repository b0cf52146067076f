"""Batches of arrays, shuffled anew each epoch."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from dlteach.keras import backend, tree
from dlteach.keras.trainers.data_adapters.data_adapter import DataAdapter
from dlteach.keras.trainers.data_adapters.data_adapter_utils import (
    check_data_cardinality,
    class_weight_to_sample_weights,
    pack_x_y_sample_weight,
)
from dlteach.keras.trainers.data_adapters.shuffling import permutation
from dlteach.keras.trainers.data_checks import as_numbers, check_has_rows


class ArrayDataAdapter(DataAdapter):
    """Batches from arrays, or lists, tuples and dicts of arrays, all of n examples.

    Parameters
    ----------
    x, y, sample_weight : array_like or structures of them
    batch_size : int, default 32
    steps : int, optional
        Instead of `batch_size`: the number of batches.
    shuffle : bool, default False
    class_weight : dict, optional
        Weights by class, instead of `sample_weight`.
    """

    def __init__(
        self,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        batch_size: int | None = None,
        steps: int | None = None,
        shuffle: bool = False,
        class_weight: dict[int, float] | None = None,
    ) -> None:
        if not can_convert_arrays((x, y, sample_weight)):
            raise ValueError(f"Expected all elements of `x` to be array-like. Received invalid types: x={x}")
        x, y, sample_weight = (
            _arrays(name, v) for name, v in zip(["x", "y", "sample_weight"], (x, y, sample_weight))
        )
        sample_weight = _weights(y, sample_weight, class_weight)
        self._inputs = pack_x_y_sample_weight(x, y, sample_weight)
        check_data_cardinality((x, y, sample_weight))
        self.labels = y
        self._flat = tree.flatten(self._inputs)
        self._num_samples = next(len(a) for a in self._flat if a is not None)
        if not batch_size:
            batch_size = math.ceil(self._num_samples / steps) if steps else 32
        self._shuffle = shuffle
        self._places: list[Any] = [None] * len(self._flat)
        self.batch_size = batch_size
        self.num_batches = math.ceil(self._num_samples / batch_size)
        self.partial_batch_size = self._num_samples % batch_size
        self.has_partial_batch = self.partial_batch_size > 0
        simple = isinstance(self._inputs, tuple) and not any(map(tree.is_nested, self._inputs))
        self._pack = tuple if simple else lambda flat: tree.pack_sequence_as(self._inputs, flat)

    def get_numpy_iterator(self) -> Iterator[Any]:
        return self._batches(self._order() if self._shuffle else None)

    def peek(self) -> Any:
        return next(self._batches(None), None)

    def _batches(self, order: np.ndarray | None) -> Iterator[Any]:
        size, n = self.batch_size or 32, self._num_samples
        for start in range(0, n, size):
            if order is None:
                batch = [a if a is None else a[start : start + size] for a in self._flat]
            else:  # take is quicker than indexing with an array
                rows = order[start : start + size]
                places = self._places if len(rows) == size else [None] * len(self._flat)
                batch = [
                    a if a is None else a.take(rows, axis=0, out=place, mode="clip")
                    for a, place in zip(self._flat, places)
                ]
            yield self._pack(batch) if isinstance(self._inputs, tuple) else (self._pack(batch),)

    def reuse_batches(self) -> list[Any]:
        if self._shuffle:
            shapes = [None if a is None else (self.batch_size, *a.shape[1:]) for a in self._flat]
            self._places = [None if s is None else np.empty(s, a.dtype) for s, a in zip(shapes, self._flat)]
            return self._places
        return []

    def _order(self) -> np.ndarray:
        if self._shuffle == "batch":  # whole batches change places
            size = self.batch_size or 32
            full = self._num_samples // size
            order = np.arange(self._num_samples)
            order[: full * size] = order[: full * size].reshape(full, size)[permutation(full)].ravel()
            return order
        return permutation(self._num_samples)


def can_convert_arrays(arrays: Any) -> bool:
    """Whether every leaf is an array, or something that NumPy makes one of without iterating it."""
    return all(a is None or backend.is_tensor(a) or hasattr(a, "__array__") for a in tree.flatten(arrays))


def _arrays(name: str, arrays: Any) -> Any:
    """NumPy arrays; floats in the model's precision, so that no batch needs to be converted."""

    def array(a: Any) -> Any:
        if a is None:
            return None
        a = as_numbers(name, a, text=True)
        check_has_rows(name, a)
        if a.dtype.kind == "f" and a.dtype != backend.floatx() and a.dtype != np.float16:
            a = a.astype(backend.floatx())
        return a

    return tree.map_structure(array, arrays)


def _weights(y: Any, sample_weight: Any, class_weight: dict[int, float] | None) -> Any:
    if class_weight is not None:
        if sample_weight is not None:
            raise ValueError("You cannot `class_weight` and `sample_weight` at the same time.")
        if y is None:
            raise ValueError("`class_weight` needs the targets: pass `y`.")
        if tree.is_nested(y):
            raise ValueError("`class_weight` is only supported for Models with a single output.")
        return class_weight_to_sample_weights(y, class_weight)
    if sample_weight is None or not tree.is_nested(y):
        return sample_weight
    if tree.is_nested(sample_weight):
        try:
            tree.assert_same_structure(y, sample_weight)
        except ValueError:
            raise ValueError(
                "You should provide one `sample_weight` array per output in `y`. "
                f"The two structures did not match:\n- y: {y}\n- sample_weight: {sample_weight}\n"
            ) from None
        return sample_weight
    if not (sample_weight.ndim == 1 or (sample_weight.ndim == 2 and sample_weight.shape[1] == 1)):
        raise ValueError(
            "For a model with multiple outputs, when providing a single `sample_weight` array, it should "
            "only have "
            "one scalar score per sample (i.e. shape `(num_samples,)`). If you want to use non-scalar sample "
            "weights, pass a `sample_weight` argument with one array per model output."
        )
    return tree.map_structure(lambda _: sample_weight, y)
