"""DropoutRNNCell: one dropout mask for all time steps of a sequence."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras import random


class DropoutRNNCell:
    """Mixed into a cell: keeps its dropout masks from step to step, until `reset_dropout_mask`.

    A mask that changed at every step would wipe out what the state carries. The cell has the attributes
    `dropout`, `recurrent_dropout` and `seed_generator`, and may have `dropout_mask_count`: so many masks then
    come as a list, one for each gate.
    """

    dropout: float
    recurrent_dropout: float
    seed_generator: random.SeedGenerator
    dropout_mask_count: int | None = None
    _dropout_mask: Any = None
    _recurrent_dropout_mask: Any = None

    def _create_dropout_mask(self, step_input: Any, dropout_rate: float) -> Any:
        ones = np.ones(step_input.shape, step_input.dtype)
        masks = [
            random.dropout(ones, dropout_rate, seed=self.seed_generator)
            for _ in range(self.dropout_mask_count or 1)
        ]
        return masks[0] if self.dropout_mask_count is None else masks

    def get_dropout_mask(self, step_input: Any) -> Any:
        """The mask of the inputs; None if `dropout` is 0."""
        if self._dropout_mask is None and self.dropout > 0:
            self._dropout_mask = self._create_dropout_mask(step_input, self.dropout)
        return self._dropout_mask

    def get_recurrent_dropout_mask(self, step_input: Any) -> Any:
        """The mask of the state; None if `recurrent_dropout` is 0."""
        if self._recurrent_dropout_mask is None and self.recurrent_dropout > 0:
            self._recurrent_dropout_mask = self._create_dropout_mask(step_input, self.recurrent_dropout)
        return self._recurrent_dropout_mask

    def reset_dropout_mask(self) -> None:
        """Forget the mask of the inputs: the next sequence draws a new one."""
        self._dropout_mask = None

    def reset_recurrent_dropout_mask(self) -> None:
        """Forget the mask of the state."""
        self._recurrent_dropout_mask = None
