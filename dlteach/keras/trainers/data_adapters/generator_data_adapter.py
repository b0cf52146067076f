"""Batches from a generator, which can be run through once."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from dlteach.keras.trainers.data_adapters.data_adapter import DataAdapter
from dlteach.keras.trainers.data_adapters.dataset_adapter import as_batch


class GeneratorDataAdapter(DataAdapter):
    """Takes batches from an iterator as long as it gives any.

    The first is looked at when `fit` starts, so that a generator of something else fails at once.
    """

    def __init__(self, generator: Any) -> None:
        first = list(itertools.islice(generator, 1))
        self._first = as_batch(first[0], "generator") if first else None
        self._batches = itertools.chain(first, generator)

    def peek(self) -> Any:
        return self._first

    def get_numpy_iterator(self) -> Iterator[Any]:
        for batch in self._batches:
            yield as_batch(batch, "generator")
