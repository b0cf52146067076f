"""LambdaCallback: a callback from functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dlteach.keras.callbacks.callback import Callback


class LambdaCallback(Callback):
    """Calls a function at each of the stations for which it was given one.

    Parameters
    ----------
    on_epoch_begin, on_epoch_end : callable, optional
        `f(epoch, logs)`.
    on_train_begin, on_train_end : callable, optional
        `f(logs)`.
    on_train_batch_begin, on_train_batch_end : callable, optional
        `f(batch, logs)`.
    **kwargs : callable
        Any other method of `Callback`.

    Examples
    --------
    >>> LambdaCallback(on_epoch_end=lambda epoch, logs: print(epoch, logs)).on_epoch_end(2, {"loss": 0.5})
    2 {'loss': 0.5}
    """

    def __init__(
        self,
        on_epoch_begin: Callable[..., Any] | None = None,
        on_epoch_end: Callable[..., Any] | None = None,
        on_train_begin: Callable[..., Any] | None = None,
        on_train_end: Callable[..., Any] | None = None,
        on_train_batch_begin: Callable[..., Any] | None = None,
        on_train_batch_end: Callable[..., Any] | None = None,
        **kwargs: Callable[..., Any],
    ) -> None:
        super().__init__()
        given = {
            "on_epoch_begin": on_epoch_begin,
            "on_epoch_end": on_epoch_end,
            "on_train_begin": on_train_begin,
            "on_train_end": on_train_end,
            "on_train_batch_begin": on_train_batch_begin,
            "on_train_batch_end": on_train_batch_end,
            **kwargs,
        }
        self.__dict__.update({name: function for name, function in given.items() if function is not None})
