"""History: what `fit` returns."""

from __future__ import annotations

from typing import Any

from dlteach.keras.callbacks.callback import Callback


class History(Callback):
    """Keeps the loss and the metrics of every epoch. `fit` adds it by itself and returns it.

    Attributes
    ----------
    history : dict of str to list of float
        "loss", the metrics, and those on validation data as "val_…".
    epoch : list of int
        The numbers of the epochs, from 0.

    Examples
    --------
    >>> import numpy as np
    >>> from dlteach import keras
    >>> model = keras.Sequential([keras.layers.Dense(1)])
    >>> model.compile("sgd", "mse")
    >>> history = model.fit(np.ones((4, 2)), np.ones((4, 1)), epochs=3, verbose=0)
    >>> history.epoch, list(history.history), history.params
    ([0, 1, 2], ['loss'], {'verbose': 0, 'epochs': 3, 'steps': 1})
    """

    def __init__(self) -> None:
        super().__init__()
        self.history: dict[str, list[Any]] = {}
        self.epoch: list[int] = []

    def on_train_begin(self, logs: Any = None) -> None:
        self.epoch = []

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)
        # The model's history is the one that was written last.
        self.model.history = self
