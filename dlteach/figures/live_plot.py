"""A callback that draws the training while `fit` runs."""

import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from dlteach.figures.picture import Picture
from dlteach.figures.training import plot_history

_SHARE = 0.2  # of the training time: what drawing may take at most


class LivePlot:
    """Draws loss and metrics after an epoch, in place, and at the end of `fit` a picture that is stored.

    In a notebook that a person has open, the picture changes a few times a second at most, and drawing takes
    a fifth of the time at most. Where nobody watches, as in a test of the notebook, it is drawn once, at the
    end; in a terminal its words are printed. Works with dlteach's Keras and with Keras itself.

    Parameters
    ----------
    title : str, default "Training"
    names : sequence of str, optional
        Up to three quantities, as for `plot_history`.
    every : float, default 0.5
        Seconds between two drawings, at least.
    live : bool, optional
        Whether to draw during training; found out when left out.

    Attributes
    ----------
    curves : dict of str to (list of int, list of float)
        The epochs in which a quantity was measured, and its values.

    Examples
    --------
    >>> import numpy as np
    >>> from dlteach import keras
    >>> model = keras.Sequential([keras.layers.Dense(1, kernel_initializer="zeros")])
    >>> model.compile(keras.optimizers.SGD(0.1), "mse")
    >>> data = np.ones((4, 1)), np.ones((4, 1))
    >>> history = model.fit(*data, epochs=2, verbose=0, callbacks=[LivePlot("Two epochs")])
    Picture: Two epochs. 2 epochs, counted from 0. Training loss falls from 1 at epoch 0 to 0.36 at epoch 1. \
Best epoch: 1, the last, with a training loss of 0.36.
    """

    async_safe = True  # Keras asks callbacks that do something at batches to wait for each other

    def __init__(
        self,
        title: str = "Training",
        names: Sequence[str] | None = None,
        *,
        every: float = 0.5,
        live: bool | None = None,
    ) -> None:
        self.title, self.names, self.every, self.live = title, names, every, live
        self.on_train_begin()

    @property
    def picture(self) -> Picture:
        """The curves so far."""
        return plot_history(self, self.title, names=self.names)

    def on_train_begin(self, logs: Mapping[str, float] | None = None) -> None:
        """Begin with empty curves."""
        self.curves: dict[str, tuple[list[int], list[float]]] = {}
        self._handle: Any = None
        self._next = time.perf_counter()
        self._watched = _somebody_watches() if self.live is None else self.live

    def on_epoch_end(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
        """Keep the numbers of an epoch, and draw them if somebody watches and the last drawing is old."""
        for name, value in (logs or {}).items():
            epochs, values = self.curves.setdefault(name, ([], []))
            epochs.append(epoch)
            values.append(float(value))
        begin = time.perf_counter()
        if self._watched and self.curves and begin >= self._next:
            self._show(self.picture)
            spent = time.perf_counter() - begin
            self._next = begin + max(self.every, spent / _SHARE)

    def on_train_end(self, logs: Mapping[str, float] | None = None) -> None:
        """Show all epochs: the picture that the notebook keeps."""
        if self.curves:
            self._show(self.picture)

    def _show(self, picture: Picture) -> None:
        if self._handle is not None:
            self._handle.update(picture)
        elif _kernel() is None:
            print(picture)
        else:
            from IPython.display import display

            self._handle = display(picture, display_id=True)

    def __getattr__(self, station: str) -> Any:
        """At every other station of a training, do nothing."""
        if station.startswith(("on_", "set_")):
            return _nothing
        raise AttributeError(f"LivePlot has no attribute {station!r}")


def _nothing(*_: Any, **__: Any) -> None: ...


_nothing._is_default = True  # type: ignore[attr-defined]  # Keras then skips it after each batch


def _kernel() -> Any:
    """Return the notebook's kernel; None in plain Python, where IPython may not even be loaded."""
    ipython = sys.modules.get("IPython")
    return getattr(ipython.get_ipython(), "kernel", None) if ipython else None


def _somebody_watches() -> bool:
    """Whether a front end with cells has asked for this run; a test or a build names no cell."""
    kernel = _kernel()
    asked = kernel.get_parent("shell") if kernel else {}
    return "cellId" in asked.get("metadata", {})
