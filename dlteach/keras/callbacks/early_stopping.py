"""EarlyStopping: end the training when it no longer helps."""

from __future__ import annotations

import warnings
from typing import Any

from dlteach.keras.callbacks.monitor_callback import MonitorCallback
from dlteach.keras.utils import io_utils


class EarlyStopping(MonitorCallback):
    """Stop when a number has not improved for some epochs.

    Parameters
    ----------
    monitor : str, default "val_loss"
        The name of the number in the logs of an epoch.
    min_delta : float, default 0
        A smaller change is no improvement.
    patience : int, default 0
        How many epochs without an improvement are allowed.
    verbose : int, default 0
        1 says when it stops and what it restores.
    mode : "auto", "min" or "max", default "auto"
    baseline : float, optional
        Only what beats this number, too, starts the waiting anew.
    restore_best_weights : bool, default False
        Whether to return to the weights of the best epoch at the end.
    start_from_epoch : int, default 0
        How many epochs to let pass at first.

    Examples
    --------
    >>> import numpy as np
    >>> from dlteach import keras
    >>> model = keras.Sequential([keras.layers.Dense(1, kernel_initializer="zeros")])
    >>> model.compile("sgd", "mse")
    >>> stop = keras.callbacks.EarlyStopping("loss", patience=2)
    >>> history = model.fit(np.ones((4, 2)), np.zeros((4, 1)), epochs=10, verbose=0, callbacks=[stop])
    >>> history.history["loss"]
    [0.0, 0.0, 0.0]
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        min_delta: float = 0,
        patience: int = 0,
        verbose: int = 0,
        mode: str = "auto",
        baseline: float | None = None,
        restore_best_weights: bool = False,
        start_from_epoch: int = 0,
    ) -> None:
        super().__init__(monitor, mode, min_delta=min_delta)
        self.patience = patience
        self.verbose = verbose
        self.baseline = baseline
        self.restore_best_weights = restore_best_weights
        self.start_from_epoch = start_from_epoch
        self.wait = 0
        self.stopped_epoch = 0
        self.best_epoch = 0
        self.best_weights: Any = None

    def on_train_begin(self, logs: Any = None) -> None:
        # The same object may serve several calls of `fit`.
        self.wait = 0
        self.stopped_epoch = 0
        self.best = None
        self.best_epoch = 0
        self.best_weights = None

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        if self.monitor_op is None:
            self._set_monitor_op()
        current = self.get_monitor_value(logs)
        if current is None or epoch < self.start_from_epoch:
            return
        if self.restore_best_weights and self.best_weights is None:
            # Also when the first value is NaN, which nothing improves on.
            self._remember(epoch)
        self.wait += 1
        if self._is_improvement(current, self.best):
            self.best = current
            self._remember(epoch)
            if self.baseline is None or self._is_improvement(current, self.baseline):
                self.wait = 0
            return
        if self.wait >= self.patience and epoch > 0:
            self.stopped_epoch = epoch
            self.model.stop_training = True

    def _remember(self, epoch: int) -> None:
        self.best_epoch = epoch
        if self.restore_best_weights:
            self.best_weights = self.model.get_weights()

    def on_train_end(self, logs: Any = None) -> None:
        if self.stopped_epoch > 0 and self.verbose > 0:
            io_utils.print_msg(f"Epoch {self.stopped_epoch + 1}: early stopping")
        if self.restore_best_weights and self.best_weights is not None:
            if self.verbose > 0:
                io_utils.print_msg(
                    f"Restoring model weights from the end of the best epoch: {self.best_epoch + 1}."
                )
            self.model.set_weights(self.best_weights)

    def get_monitor_value(self, logs: Any) -> Any:
        """The number in the logs; None, and a warning, if it is not there."""
        logs = logs or {}
        value = logs.get(self.monitor)
        if value is None:
            warnings.warn(
                f"Early stopping conditioned on metric `{self.monitor}` which is not available. Available "
                f"metrics are: {','.join(logs)}",
                stacklevel=2,
            )
        return value
