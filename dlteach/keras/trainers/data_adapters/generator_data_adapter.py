"""Batches from a generator, which can be run through once."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from dlteach.keras.trainers.data_adapters.data_adapter import DataAdapter
from dlteach.keras.trainers.data_adapters.dataset_adapter import as_batch

_END: Any = object()


class GeneratorDataAdapter(DataAdapter):
    """Takes batches from an iterator as long as it gives any.

    The first is looked at when `fit` starts, so that a generator of something else fails at once.
    """

    kind = "generator"

    def __init__(self, generator: Any) -> None:
        first = list(itertools.islice(generator, 1))
        if not first:
            raise ValueError(
                "No data: the generator must yield at least one batch. Received an empty generator; if it "
                "has been used before, it is at its end: make a new one."
            )
        self._first = as_batch(first[0], "generator")
        self._batches = itertools.chain(first, generator)

    @property
    def is_used_up(self) -> bool:  # type: ignore[override]
        """Whether the generator is at its end; the next batch is taken to find out, and kept."""
        waiting = list(itertools.islice(self._batches, 1))
        self._batches = itertools.chain(waiting, self._batches)
        return not waiting

    def peek(self) -> Any:
        return self._first

    def get_numpy_iterator(self) -> Iterator[Any]:
        while True:  # not `for`: looking ahead puts a batch back at the front of a new chain
            batch = next(self._batches, _END)
            if batch is _END:
                return
            yield as_batch(batch, "generator")
