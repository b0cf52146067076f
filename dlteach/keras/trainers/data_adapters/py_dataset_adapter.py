"""PyDataset: batches by number, from `__getitem__`."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator
from typing import Any

from dlteach.keras.trainers.data_adapters.data_adapter import DataAdapter
from dlteach.keras.trainers.data_adapters.dataset_adapter import as_batch, weighted


class PyDataset:
    """The base of a data set that makes its batches itself.

    A subclass writes `__getitem__(i)`, which returns batch i, and `__len__` or `num_batches`. Workers are
    accepted for compatibility; batches are made in the same thread.

    Examples
    --------
    >>> import numpy as np
    >>> class Squares(PyDataset):
    ...     def __len__(self):
    ...         return 2
    ...
    ...     def __getitem__(self, i):
    ...         x = np.arange(4.0) + 4 * i
    ...         return x, x**2
    >>> Squares()[1][1]
    array([16., 25., 36., 49.])
    """

    def __init__(self, workers: int = 1, use_multiprocessing: bool = False, max_queue_size: int = 10) -> None:
        self.workers = workers
        self.use_multiprocessing = use_multiprocessing
        self.max_queue_size = max_queue_size

    def __getitem__(self, index: int) -> Any:
        raise NotImplementedError

    def __iter__(self) -> Iterator[Any]:
        """The batches in order; without a known number, for ever."""
        try:
            count = self.num_batches
        except NotImplementedError:
            count = None
        numbers = itertools.count() if count is None or math.isinf(count) else range(count)
        return (self[i] for i in numbers)

    @property
    def num_batches(self) -> int | None:
        """Batches in an epoch; None for a data set without end."""
        if hasattr(self, "__len__"):
            return len(self)
        raise NotImplementedError(
            "You need to implement the `num_batches` property:\n\n@property\ndef num_batches(self):\n  "
            "return ..."
        )

    def on_epoch_begin(self) -> None:
        """Called before each epoch."""

    def on_epoch_end(self) -> None:
        """Called after each epoch."""


class PyDatasetAdapter(DataAdapter):
    """Takes the batches of a PyDataset in order, or with `shuffle` in a new order each epoch."""

    kind = "PyDataset"

    def __init__(
        self, x: PyDataset, class_weight: dict[int, float] | None = None, shuffle: bool = False
    ) -> None:
        self.py_dataset = x
        self._class_weight = class_weight
        self._shuffle = shuffle

    @property
    def num_batches(self) -> int | None:  # type: ignore[override]
        count = self.py_dataset.num_batches
        return None if count is None or math.isinf(count) else count

    @property
    def is_endless(self) -> bool:  # type: ignore[override]
        return self.num_batches is None

    def get_numpy_iterator(self) -> Iterator[Any]:
        count = self.num_batches
        if count is None:
            i = 0
            while True:
                yield weighted(as_batch(self.py_dataset[i], "PyDataset"), self._class_weight)
                i += 1
        order = list(range(count))
        if self._shuffle:
            random.shuffle(order)  # as in Keras: `keras.utils.set_random_seed` seeds it
        for i in order:
            yield weighted(as_batch(self.py_dataset[i], "PyDataset"), self._class_weight)

    def on_epoch_begin(self) -> None:
        if hasattr(self.py_dataset, "on_epoch_begin"):
            self.py_dataset.on_epoch_begin()

    def on_epoch_end(self) -> None:
        self.py_dataset.on_epoch_end()
