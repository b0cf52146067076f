"""Gradients of several batches that make one step together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.keras import backend
from dlteach.keras.backend import Variable
from dlteach.keras.optimizers.state import OptimizerState


class GradientAccumulation(OptimizerState):
    """Keeps a sum of gradients, and gives their mean when there are enough of them."""

    gradient_accumulation_steps: int | None
    _iterations: Variable
    _accumulated_gradients: list[Variable]

    def _check_accumulation(self) -> None:
        if not self.gradient_accumulation_steps >= 2:  # type: ignore[operator]
            raise ValueError(
                "`gradient_accumulation_steps` must be an integer >= 2. Received: "
                f"gradient_accumulation_steps={self.gradient_accumulation_steps}"
            )

    def _build_accumulators(self, variables: Sequence[Variable]) -> None:
        self._accumulated_gradients = [
            self.add_variable_from_reference(variable, "gradient_accumulator") for variable in variables
        ]

    @property
    def iterations(self) -> Any:
        """How many steps were made."""
        if self.gradient_accumulation_steps:
            return self._iterations.value // self.gradient_accumulation_steps
        return self._iterations

    def _is_update_step(self) -> bool:
        return (int(self._iterations) + 1) % (self.gradient_accumulation_steps or 1) == 0

    def _accumulate(self, grads: Sequence[Any], variables: Sequence[Variable]) -> list[Any]:
        """The means of the gradients if it is time for a step, otherwise nothing."""
        memories = [self._accumulated_gradients[self._get_variable_index(v)] for v in variables]
        totals = [memory.value + backend.convert_to_numpy(g) for memory, g in zip(memories, grads)]
        update = self._is_update_step()
        for memory, total in zip(memories, totals):
            memory.assign(np.zeros_like(total) if update else total)
        return [total / self.gradient_accumulation_steps for total in totals] if update else []

    def _overwritten(self, gradient: Any, variable: Variable) -> bool:
        """Whether the variable asks for the gradient as its value, which it has got then."""
        if not variable.overwrite_with_gradient:
            return False
        if self.gradient_accumulation_steps:
            memory = self._accumulated_gradients[self._get_variable_index(variable)]
            largest = np.maximum(backend.convert_to_numpy(gradient), memory.numpy())
            if self._is_update_step():
                variable.assign(largest)
                largest = np.zeros_like(largest)
            memory.assign(largest)
        else:
            variable.assign(gradient)
        return True
