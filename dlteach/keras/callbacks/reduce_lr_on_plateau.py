"""ReduceLROnPlateau: smaller steps when the training no longer gets on."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from dlteach.keras import backend
from dlteach.keras.callbacks.monitor_callback import MonitorCallback
from dlteach.keras.utils import io_utils


class ReduceLROnPlateau(MonitorCallback):
    """Multiply the learning rate by a factor when a number has not improved for some epochs.

    Parameters
    ----------
    monitor : str, default "val_loss"
        The name of the number in the logs of an epoch.
    factor : float, default 0.1
        Below 1.
    patience : int, default 10
        How many epochs without an improvement are allowed.
    verbose : int, default 0
        1 says when the rate changes.
    mode : "auto", "min" or "max", default "auto"
    min_delta : float, default 1e-4
        A smaller change is no improvement.
    cooldown : int, default 0
        How many epochs do not count after a change.
    min_lr : float, default 0.0
        The rate goes no lower.

    Raises
    ------
    ValueError
        If the factor is 1 or more.
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        factor: float = 0.1,
        patience: int = 10,
        verbose: int = 0,
        mode: str = "auto",
        min_delta: float = 1e-4,
        cooldown: int = 0,
        min_lr: float = 0.0,
        **kwargs: Any,
    ) -> None:
        super().__init__(monitor, mode, min_delta=min_delta)
        if factor >= 1.0:
            raise ValueError(f"ReduceLROnPlateau does not support a factor >= 1.0. Received factor={factor}")
        self.factor = factor
        self.min_lr = min_lr
        self.patience = patience
        self.verbose = verbose
        self.cooldown = cooldown
        self.cooldown_counter = 0
        self.wait = 0

    def on_train_begin(self, logs: Any = None) -> None:
        self.best = None
        self.cooldown_counter = 0
        self.wait = 0

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        if self.monitor_op is None:
            self._set_monitor_op()
        logs = {} if logs is None else logs
        rate = float(backend.convert_to_numpy(self.model.optimizer.learning_rate))
        logs["learning_rate"] = rate
        current = logs.get(self.monitor)
        if current is None:
            warnings.warn(
                f"Learning rate reduction is conditioned on metric `{self.monitor}` which is not available. "
                f"Available metrics are: {','.join(logs)}.",
                stacklevel=2,
            )
            return
        if self.in_cooldown():
            self.cooldown_counter -= 1
            self.wait = 0
        if self._is_improvement(current, self.best):
            self.best = current
            self.wait = 0
        elif not self.in_cooldown():
            self.wait += 1
            if self.wait >= self.patience and rate > np.float32(self.min_lr):
                self._reduce(rate, epoch)

    def _reduce(self, rate: float, epoch: int) -> None:
        rate = max(rate * self.factor, self.min_lr)
        self.model.optimizer.learning_rate = rate
        if self.verbose > 0:
            io_utils.print_msg(f"\nEpoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {rate}.")
        self.cooldown_counter = self.cooldown
        self.wait = 0

    def in_cooldown(self) -> bool:
        return self.cooldown_counter > 0
