"""SwapEMAWeights: evaluate, and save, with the averages of the weights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dlteach.keras.callbacks.callback import Callback


class SwapEMAWeights(Callback):
    """Exchange the weights with their moving averages before an evaluation, and back after it.

    For an optimizer with `use_ema=True`.

    Parameters
    ----------
    swap_on_epoch : bool, default False
        Whether to exchange them at the end of each epoch, so that a `ModelCheckpoint` behind this callback
        saves the averages.

    Raises
    ------
    ValueError
        If the optimizer keeps no averages.
    """

    def __init__(self, swap_on_epoch: bool = False) -> None:
        super().__init__()
        self.swap_on_epoch = swap_on_epoch
        self._ema_weights_in_model = False

    def _pairs(self) -> Iterator[tuple[Any, Any]]:
        optimizer = self.model.optimizer
        if not hasattr(optimizer, "_model_variables_moving_average"):
            raise ValueError(
                "SwapEMAWeights must be used when `use_ema=True` is set on the optimizer. Received: "
                f"use_ema={optimizer.use_ema}"
            )
        return zip(optimizer._trainable_variables, optimizer._model_variables_moving_average)

    def _show_averages(self, wanted: bool) -> None:
        if wanted != self._ema_weights_in_model:
            for variable, average in self._pairs():
                weights = variable.numpy()
                variable.assign(average)
                average.assign(weights)
            self._ema_weights_in_model = wanted

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        if self.swap_on_epoch:
            self._show_averages(False)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        if self.swap_on_epoch and not self._ema_weights_in_model:
            self._show_averages(True)
            if self.params and epoch == self.params["epochs"] - 1:
                # The end of `fit` makes the averages the weights: they must be there once more.
                for variable, average in self._pairs():
                    average.assign(variable)

    def on_test_begin(self, logs: Any = None) -> None:
        self._show_averages(True)

    def on_test_end(self, logs: Any = None) -> None:
        self._show_averages(False)

    def on_predict_begin(self, logs: Any = None) -> None:
        self._show_averages(True)

    def on_predict_end(self, logs: Any = None) -> None:
        self._show_averages(False)
