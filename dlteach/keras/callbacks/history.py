"""History: what `fit` returns."""

from __future__ import annotations

from typing import Any

from dlteach.functions.training_words import describe_training
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
        self._epochs_of: dict[str, list[int]] = {}

    def on_train_begin(self, logs: Any = None) -> None:
        self.epoch = []

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)
            self._epochs_of.setdefault(name, []).append(epoch)
        # The model's history is the one that was written last.
        self.model.history = self

    @property
    def curves(self) -> dict[str, tuple[list[int], list[Any]]]:
        """For each quantity the epochs in which it was measured, and its values.

        With `validation_freq=2` there are half as many values on validation data as epochs.
        """
        counted = self._epochs_of
        return {n: (counted.get(n, list(range(len(v)))), v) for n, v in self.history.items()}

    def to_text(self) -> str:
        """Say the training in words: each curve, the best epoch, the gap at the end, overfitting.

        Returns
        -------
        str
            What the alt text of `dlteach.figures.plot_history` says as well.

        Examples
        --------
        >>> import numpy as np
        >>> from dlteach import keras
        >>> model = keras.Sequential([keras.layers.Dense(1, kernel_initializer="zeros")])
        >>> model.compile(keras.optimizers.SGD(0.1), "mse")
        >>> history = model.fit(np.ones((4, 1)), np.ones((4, 1)), epochs=3, verbose=0)
        >>> print(history.to_text().replace(". ", ".\\n"))
        3 epochs, counted from 0.
        Training loss falls from 1 at epoch 0 to 0.13 at epoch 2.
        Best epoch: 2, the last, with a training loss of 0.13.
        """
        return describe_training(self)
