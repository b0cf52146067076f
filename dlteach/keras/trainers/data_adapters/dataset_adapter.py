"""Batches from an iterable that begins anew each epoch, such as `dlteach.data.Dataset`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from dlteach.keras import backend, tree
from dlteach.keras.trainers.data_adapters.data_adapter import DataAdapter
from dlteach.keras.trainers.data_adapters.data_adapter_utils import (
    class_weight_to_sample_weights,
    unpack_x_y_sample_weight,
)
from dlteach.keras.trainers.data_checks import as_numbers, refuse_lists

INFINITE_CARDINALITY = -1  # as in tf.data


class DatasetAdapter(DataAdapter):
    """Runs through a dataset once an epoch.

    Parameters
    ----------
    dataset : iterable of batches
        Its `len`, where it has one, is the number of batches.
    class_weight : dict, optional
    """

    kind = "dataset"

    def __init__(self, dataset: Any, class_weight: dict[int, float] | None = None) -> None:
        self._dataset = dataset
        self._class_weight = class_weight
        try:
            self.num_batches = len(dataset)
        except TypeError:
            self.num_batches = None
        cardinality = getattr(dataset, "cardinality", None)
        self.is_endless = callable(cardinality) and cardinality() == INFINITE_CARDINALITY

    def get_numpy_iterator(self) -> Iterator[Any]:
        for batch in self._dataset:
            yield weighted(as_batch(batch, "dataset"), self._class_weight)


def as_batch(batch: Any, kind: str) -> tuple[Any, ...]:
    """A batch as a tuple of arrays, or an error that says what came."""
    parts = tuple(batch) if isinstance(batch, list) else batch if isinstance(batch, tuple) else (batch,)
    if len(parts) not in (1, 2, 3):
        raise ValueError(
            f"When passing a Python {kind} to a Keras model, it must return a tuple, either (input,) or "
            f"(inputs, targets) or (inputs, targets, sample_weights). Received: {batch}"
        )
    arrays = []
    for name, part in zip(["x", "y", "sample_weight"], parts):
        refuse_lists(name, part, f" of a batch of the {kind}")
        arrays.append(tree.map_structure(lambda a, name=name: _as_array(a, name, kind), part))
    return tuple(arrays)


def weighted(batch: tuple[Any, ...], class_weight: dict[int, float] | None) -> tuple[Any, ...]:
    """The batch with the weights of its classes as sample weights."""
    if class_weight is None:
        return batch
    x, y, sample_weight = unpack_x_y_sample_weight(batch)
    if sample_weight is not None:
        raise ValueError("You cannot `class_weight` and `sample_weight` at the same time.")
    if y is None or tree.is_nested(y):
        raise ValueError("`class_weight` is only supported for Models with a single output.")
    return x, y, class_weight_to_sample_weights(y, class_weight)


def _as_array(a: Any, name: str, kind: str) -> Any:
    if a is None or (isinstance(a, np.ndarray) and a.dtype == np.float32):
        return a
    array = as_numbers(name, a, f" of a batch of the {kind}", text=True)
    return array.astype(backend.floatx()) if array.dtype == np.float64 else array
