"""A moving average of the weights, which may replace them now and then and does so at the end of `fit`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dlteach.keras import backend
from dlteach.keras.backend import Variable
from dlteach.keras.optimizers.state import OptimizerState


class WeightAveraging(OptimizerState):
    """a ← μ a + (1 − μ) w after every step; the first step starts the average."""

    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    iterations: Any
    _model_variables_moving_average: list[Variable | None]

    def _check_averaging(self) -> None:
        frequency = self.ema_overwrite_frequency
        if not 0 <= self.ema_momentum <= 1:
            raise ValueError(
                f"`ema_momentum` must be in the range [0, 1]. Received: ema_momentum={self.ema_momentum}"
            )
        if frequency and (not isinstance(frequency, int) or frequency < 1):
            raise ValueError(
                "`ema_overwrite_frequency` must be an integer >= 1 or None. Received: "
                f"ema_overwrite_frequency={frequency}"
            )

    def _average_weights(self) -> None:
        """What follows each step: the averages move, and replace the weights when their turn has come."""
        self._update_model_variables_moving_average(self._trainable_variables)
        frequency = self.ema_overwrite_frequency
        if frequency and (int(self.iterations) + 1) % frequency == 0:
            self._overwrite_model_variables_with_average_value(self._trainable_variables)

    def _update_model_variables_moving_average(self, trainable_variables: Sequence[Variable]) -> None:
        if not self.use_ema:
            return
        momentum = self.ema_momentum if int(self.iterations) else 0.0
        for variable, average in zip(trainable_variables, self._model_variables_moving_average):
            if average is not None:
                old, new = backend.convert_to_numpy(average), backend.convert_to_numpy(variable)
                average.assign(old * momentum + new * (1 - momentum))

    def _overwrite_model_variables_with_average_value(self, trainable_variables: Sequence[Variable]) -> None:
        if len(trainable_variables) != len(self._model_variables_moving_average):
            raise ValueError(
                f"The length of model variables ({len(trainable_variables)}) to override does not match the "
                "length of model variables stored in the optimizer "
                f"({len(self._model_variables_moving_average)}). Please check if the optimizer was called "
                "on your model."
            )
        for variable, average in zip(trainable_variables, self._model_variables_moving_average):
            if average is not None:
                variable.assign(average)

    def finalize_variable_values(self, var_list: Sequence[Variable]) -> None:
        """What the end of a training asks for: with `use_ema` the weights become their averages."""
        if self.use_ema:
            self._overwrite_model_variables_with_average_value(var_list)
