"""CallbackList: several callbacks, called as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dlteach.keras import tree
from dlteach.keras.callbacks.callback import Callback
from dlteach.keras.callbacks.history import History
from dlteach.keras.callbacks.progbar_logger import ProgbarLogger
from dlteach.keras.utils.python_utils import is_default, pythonify_logs

_BATCH_STATIONS = [
    f"on_{kind}_batch_{side}" for kind in ("train", "test", "predict") for side in ("begin", "end")
]


class CallbackList(Callback):
    """Calls each of its callbacks; a station at a batch costs nothing when no callback is interested in it.

    Parameters
    ----------
    callbacks : list of Callback, optional
    add_history, add_progbar : bool, default False
        Whether to add a `History` or a `ProgbarLogger` if there is none.
    model : Model, optional
    **params
        What `set_params` of the callbacks gets.

    Examples
    --------
    >>> class Talk(Callback):
    ...     def on_train_batch_end(self, batch, logs=None):
    ...         print(batch, logs)
    >>> CallbackList([Talk()]).on_train_batch_end(3, {"loss": 0.5})
    3 {'loss': 0.5}
    """

    def __init__(
        self,
        callbacks: Any = None,
        add_history: bool = False,
        add_progbar: bool = False,
        model: Any = None,
        **params: Any,
    ) -> None:
        super().__init__()
        self.callbacks: list[Callback] = tree.flatten(callbacks) if callbacks else []
        self._history = self._find(History, add_history)
        self._progbar = self._find(ProgbarLogger, add_progbar)
        self._listeners: dict[str, list[Callback]] | None = None
        if model:
            self.set_model(model)
        self.set_params(params)

    def _find(self, kind: type[Callback], add: bool) -> Any:
        found = [callback for callback in self.callbacks if isinstance(callback, kind)]
        if not found and add:
            found = [kind()]
            self.callbacks += found
        return found[-1] if found else None

    def append(self, callback: Callback) -> None:
        """Add a callback."""
        self.callbacks.append(callback)
        self._listeners = None

    def set_params(self, params: dict[str, Any]) -> None:
        self.params = params
        if params:
            for callback in self.callbacks:
                callback.set_params(params)

    def set_model(self, model: Any) -> None:
        super().set_model(model)
        if self._history:
            model.history = self._history
        for callback in self.callbacks:
            callback.set_model(model)

    def listeners(self, station: str) -> list[Callback]:
        """The callbacks that have a method of their own for a station such as "on_train_batch_end"."""
        if self._listeners is None:
            self._listeners = {
                name: [c for c in self.callbacks if _listens(c, name)] for name in _BATCH_STATIONS
            }
        return self._listeners[station]

    def _at_batch(self, station: str, batch: int, logs: Any) -> None:
        listeners = self.listeners(station)
        if not listeners or (listeners == [self._progbar] and not self._progbar.is_due(batch)):
            return
        logs = pythonify_logs(logs)
        for callback in listeners:
            getattr(callback, station)(batch, logs)

    def _at(self, station: str, *arguments: Any) -> None:
        *first, logs = arguments
        logs = pythonify_logs(logs)
        for callback in self.callbacks:
            getattr(callback, station)(*first, logs)

    def on_train_begin(self, logs: Any = None) -> None:
        self._listeners = None  # a callback may have been given a method since
        self._at("on_train_begin", logs)

    def on_train_end(self, logs: Any = None) -> None:
        self._at("on_train_end", logs)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._at("on_epoch_begin", epoch, logs)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self._at("on_epoch_end", epoch, logs)

    def on_batch_begin(self, batch: int, logs: Any = None) -> None:
        self._at("on_batch_begin", batch, logs)

    def on_batch_end(self, batch: int, logs: Any = None) -> None:
        self._at("on_batch_end", batch, logs)

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        self._at_batch("on_train_batch_begin", batch, logs)

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self._at_batch("on_train_batch_end", batch, logs)

    def on_test_begin(self, logs: Any = None) -> None:
        self._at("on_test_begin", logs)

    def on_test_end(self, logs: Any = None) -> None:
        self._at("on_test_end", logs)

    def on_test_batch_begin(self, batch: int, logs: Any = None) -> None:
        self._at_batch("on_test_batch_begin", batch, logs)

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        self._at_batch("on_test_batch_end", batch, logs)

    def on_predict_begin(self, logs: Any = None) -> None:
        self._at("on_predict_begin", logs)

    def on_predict_end(self, logs: Any = None) -> None:
        self._at("on_predict_end", logs)

    def on_predict_batch_begin(self, batch: int, logs: Any = None) -> None:
        self._at_batch("on_predict_batch_begin", batch, logs)

    def on_predict_batch_end(self, batch: int, logs: Any = None) -> None:
        self._at_batch("on_predict_batch_end", batch, logs)


def _listens(callback: Callback, station: str) -> bool:
    """Whether a callback does something at a station; for training the older name counts too."""
    names = [station, station.replace("on_train_", "on_")]
    methods: list[Callable[..., Any]] = [getattr(callback, name) for name in names if hasattr(callback, name)]
    return any(not is_default(method) for method in methods)
