"""Callback: what is called at the stations of `fit`, `evaluate` and `predict`."""

from __future__ import annotations

from typing import Any

from dlteach.keras.utils.python_utils import default


class Callback:
    """Base of all callbacks. A new one overrides the methods of the stations that it is interested in.

    Attributes
    ----------
    params : dict
        What was given to `fit`: "verbose", "epochs", "steps".
    model : Model
        The model that is trained; `self.model.stop_training = True` ends the training.

    Examples
    --------
    >>> class Talk(Callback):
    ...     def on_epoch_end(self, epoch, logs=None):
    ...         print(f"epoch {epoch}: {logs['loss']}")
    >>> Talk().on_epoch_end(0, {"loss": 0.25})
    epoch 0: 0.25
    """

    def __init__(self) -> None:
        self.params: dict[str, Any] | None = None
        self._model: Any = None

    def set_params(self, params: dict[str, Any]) -> None:
        self.params = params

    def set_model(self, model: Any) -> None:
        self._model = model

    @property
    def model(self) -> Any:
        return self._model

    @default
    def on_train_begin(self, logs: Any = None) -> None:
        """Before the first epoch of `fit`."""

    @default
    def on_train_end(self, logs: Any = None) -> None:
        """After the last epoch; `logs` are those of its end."""

    @default
    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Before an epoch of `fit`, counted from 0."""

    @default
    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """After an epoch: `logs` has the loss and the metrics, those on validation data as "val_…"."""

    @default
    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Before a batch of `fit`, counted from 0 in each epoch."""
        self.on_batch_begin(batch, logs=logs)

    @default
    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """After a batch of `fit`; `logs` has the means so far in the epoch."""
        self.on_batch_end(batch, logs=logs)

    @default
    def on_batch_begin(self, batch: int, logs: Any = None) -> None:
        """The same as `on_train_batch_begin`."""

    @default
    def on_batch_end(self, batch: int, logs: Any = None) -> None:
        """The same as `on_train_batch_end`."""

    @default
    def on_test_begin(self, logs: Any = None) -> None:
        """Before `evaluate`, and before the validation in `fit`."""

    @default
    def on_test_end(self, logs: Any = None) -> None:
        """After `evaluate`, and after the validation in `fit`."""

    @default
    def on_test_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Before a batch of `evaluate` or of the validation."""

    @default
    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        """After a batch of `evaluate` or of the validation."""

    @default
    def on_predict_begin(self, logs: Any = None) -> None:
        """Before `predict`."""

    @default
    def on_predict_end(self, logs: Any = None) -> None:
        """After `predict`."""

    @default
    def on_predict_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Before a batch of `predict`."""

    @default
    def on_predict_batch_end(self, batch: int, logs: Any = None) -> None:
        """After a batch of `predict`; `logs["outputs"]` is what came out."""
