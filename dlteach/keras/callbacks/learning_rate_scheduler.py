"""LearningRateScheduler: a learning rate for each epoch."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from dlteach.keras import backend
from dlteach.keras.callbacks.callback import Callback
from dlteach.keras.utils import io_utils


class LearningRateScheduler(Callback):
    """Ask a function for the learning rate before each epoch.

    Parameters
    ----------
    schedule : callable
        `schedule(epoch, rate)` returns the new rate, a float; `schedule(epoch)` also serves.
    verbose : int, default 0
        1 says what the rate is.

    Raises
    ------
    ValueError
        If the function returns no float, or the optimizer has no learning rate.

    Examples
    --------
    >>> import numpy as np
    >>> from dlteach import keras
    >>> model = keras.Sequential([keras.layers.Dense(1)])
    >>> model.compile(keras.optimizers.SGD(1.0), "mse")
    >>> halve = keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate / 2)
    >>> history = model.fit(np.ones((4, 2)), np.ones((4, 1)), epochs=3, verbose=0, callbacks=[halve])
    >>> history.history["learning_rate"]
    [0.5, 0.25, 0.125]
    """

    def __init__(self, schedule: Callable[..., float], verbose: int = 0) -> None:
        super().__init__()
        self.schedule = schedule
        self.verbose = verbose

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        optimizer = self.model.optimizer
        if not hasattr(optimizer, "learning_rate"):
            raise ValueError('Optimizer must have a "learning_rate" attribute.')
        arguments = (epoch, float(backend.convert_to_numpy(optimizer.learning_rate)))
        rate = self.schedule(*arguments[: _number_of_arguments(self.schedule)])
        if not isinstance(rate, (float, np.float32, np.float64)):
            raise ValueError(f"The output of the `schedule` function should be a float. Got: {rate}")
        optimizer.learning_rate = rate
        if self.verbose > 0:
            io_utils.print_msg(f"\nEpoch {epoch + 1}: LearningRateScheduler setting learning rate to {rate}.")

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        if logs is not None:
            logs["learning_rate"] = float(backend.convert_to_numpy(self.model.optimizer.learning_rate))


def _number_of_arguments(schedule: Callable[..., float]) -> int:
    try:
        inspect.signature(schedule).bind(0, 0.0)
    except TypeError:
        return 1
    except ValueError:  # a function in C, which does not tell
        return 2
    return 2
