"""Epochs of batches, with a limit on the steps, and a warning when the data run out."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

from dlteach.keras.backend.run_limits import max_steps_per_epoch
from dlteach.keras.trainers.data_adapters import get_data_adapter

OUT_OF_DATA = (
    "Your input ran out of data; interrupting training. Make sure that your dataset or generator can "
    "generate at least `steps_per_epoch * epochs` batches. You may need to use the `.repeat()` function when "
    "building your dataset."
)


class EpochIterator:
    """Gives the batches of one epoch after the other.

    With `steps_per_epoch` an epoch takes so many batches and the next goes on where it stopped; without, an
    epoch is one run through the data.

    Attributes
    ----------
    num_batches : int or None
        Steps in an epoch, as far as known: after a first epoch always.
    """

    def __init__(
        self,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        batch_size: int | None = None,
        steps_per_epoch: int | None = None,
        shuffle: bool = False,
        class_weight: dict[int, float] | None = None,
        steps_per_execution: int = 1,
    ) -> None:
        most = max_steps_per_epoch()
        if most is not None and (not steps_per_epoch or most < steps_per_epoch):
            warnings.warn(f"Limiting steps_per_epoch to {most}", stacklevel=3)
            steps_per_epoch = most
        self.steps_per_epoch = steps_per_epoch or None
        self.batch_watch: Callable[[int, Any], None] | None = None
        self._peeked: Any = None
        self.steps_per_execution = steps_per_execution
        self.data_adapter = get_data_adapter(
            x,
            y,
            sample_weight=sample_weight,
            batch_size=batch_size,
            steps_per_epoch=steps_per_epoch,
            shuffle=shuffle,
            class_weight=class_weight,
        )
        self._num_batches = self.data_adapter.num_batches
        self._running: Iterator[Any] | None = None
        self._given = 0  # batches of the current run through the data
        self._epoch: Iterator[Any] | None = None

    @property
    def num_batches(self) -> int | None:
        return self.steps_per_epoch or self._num_batches

    def peek(self) -> Any:
        """A batch, to see shapes and types; the epoch gives it again."""
        if self._peeked is None:
            self._peeked = self.data_adapter.peek()
        return self._peeked

    def is_used_up(self) -> bool:
        """Whether no batch is left for another epoch; warns then."""
        if not self.data_adapter.is_used_up:
            return False
        warnings.warn(OUT_OF_DATA, stacklevel=3)
        return True

    def reset(self) -> None:
        """Forget where the last epoch stopped."""
        self._running = None
        self._given = 0
        self._num_batches = self.data_adapter.num_batches
        self.data_adapter.on_epoch_end()

    def batches(self) -> Iterator[tuple[int, Any]]:
        """`(step, batch)` for one epoch."""
        self.data_adapter.on_epoch_begin()
        limit = self.steps_per_epoch
        if limit is not None:  # whole groups of batches
            limit = -(-limit // self.steps_per_execution) * self.steps_per_execution
        if self._running is None or limit is None:
            self._restart()
        step = 0
        while limit is None or step < limit:
            batch = next(self._running, None)  # type: ignore[arg-type]
            if batch is None:
                if self._runs_again(limit, step):
                    continue
                break
            if self.batch_watch is not None:
                self.batch_watch(self._given, batch)
            self._given += 1
            yield step, batch
            step += 1
        if limit is None:
            self._running = None
            if self._num_batches is None and step:
                self._num_batches = step
        self.data_adapter.on_epoch_end()

    def _runs_again(self, limit: int | None, step: int) -> bool:
        """Whether the data begin anew in the middle of an epoch: only if they ended with the last one."""
        if limit is None:
            return False
        if step == 0 and self._given:
            self._restart()
            self._given = 0
            batch = next(self._running, None)  # type: ignore[arg-type]
            if batch is not None:
                rest = self._running
                self._running = _before(batch, rest)  # type: ignore[arg-type]
                return True
        warnings.warn(OUT_OF_DATA, stacklevel=4)
        if self._num_batches is None:
            self._num_batches = self._given
        self._running = None
        return False

    def _restart(self) -> None:
        self._running = iter(self.data_adapter.get_numpy_iterator())
        self._given = 0

    def enumerate_epoch(self) -> Iterator[tuple[int, int, list[Any]]]:
        """`(first step, last step, batches)`, with `steps_per_execution` batches at a time."""
        group: list[Any] = []
        begin = 0
        for step, batch in self.batches():
            if not group:
                begin = step
            group.append(batch)
            if len(group) == self.steps_per_execution:
                yield begin, begin + self.steps_per_execution - 1, group
                group = []
        if group:
            yield begin, begin + self.steps_per_execution - 1, group

    def __iter__(self) -> Iterator[tuple[int, int, list[Any]]]:
        self._epoch = self.enumerate_epoch()
        return self

    def __next__(self) -> tuple[int, int, list[Any]]:
        if self._epoch is None:
            self._epoch = self.enumerate_epoch()
        return next(self._epoch)


def _before(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from rest
