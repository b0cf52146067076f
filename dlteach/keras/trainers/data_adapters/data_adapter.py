"""What every source of batches offers to `fit`, `evaluate` and `predict`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class DataAdapter:
    """Batches, epoch after epoch.

    Attributes
    ----------
    num_batches : int or None
        Batches in an epoch; None if it is not known.
    batch_size : int or None
    has_partial_batch : bool or None
        Whether the last batch is shorter.
    partial_batch_size : int or None
    kind : str
        What the batches come from.
    is_endless : bool
        Whether it is known that an epoch has no end.
    is_used_up : bool
        Whether it is known that no further epoch has a batch.
    labels : array or structure of them, or None
        All labels, if they are there before the batches are made.
    """

    labels: Any = None
    kind = "data"
    is_endless = False
    is_used_up = False

    num_batches: int | None = None
    batch_size: int | None = None
    has_partial_batch: bool | None = None
    partial_batch_size: int | None = None

    def get_numpy_iterator(self) -> Iterator[Any]:
        """One epoch of batches, as tuples of NumPy arrays."""
        raise NotImplementedError

    def peek(self) -> Any:
        """A batch, to see shapes and types; the next epoch gives it again. None if there is none."""
        return next(iter(self.get_numpy_iterator()), None)

    def reuse_batches(self) -> list[Any]:
        """Write each batch over the one before, if that saves time; the arrays for it.

        Only for who is done with a batch when asking for the next.
        """
        return []

    def on_epoch_begin(self) -> None:
        """Called before each epoch."""

    def on_epoch_end(self) -> None:
        """Called after each epoch."""
