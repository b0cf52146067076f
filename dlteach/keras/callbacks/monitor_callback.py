"""MonitorCallback: base of the callbacks that watch one number and wait for it to improve."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

from dlteach.keras import ops
from dlteach.keras.callbacks.callback import Callback


class MonitorCallback(Callback):
    """Knows whether a number got better.

    Parameters
    ----------
    monitor : str, default "val_loss"
        The name of the number in the logs of an epoch.
    mode : "auto", "min" or "max", default "auto"
        Which way is better; with "auto" the metric of that name knows.
    baseline : float, optional
        What has to be beaten at first.
    min_delta : float, default 0
        By how much a better number differs at least.

    Raises
    ------
    ValueError
        At the end of the first epoch, if "auto" cannot tell the direction.
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        mode: str = "auto",
        baseline: float | None = None,
        min_delta: float = 0,
    ) -> None:
        super().__init__()
        if mode not in ("auto", "min", "max"):
            warnings.warn(
                f"{type(self).__name__} mode '{mode}' is unknown, fallback to auto mode.", stacklevel=3
            )
            mode = "auto"
        self.monitor = monitor
        self.mode = mode
        self.best = baseline
        self.min_delta = abs(min_delta)
        self.monitor_op: Callable[[Any, Any], Any] | None = None

    def _set_monitor_op(self) -> None:
        """Find the direction; the metrics are not built before the first epoch has run."""
        if self.mode == "auto":
            self.monitor_op = self._direction_of_metric(self.monitor.removeprefix("val_"))
        else:
            self.monitor_op = ops.less if self.mode == "min" else ops.greater
        if self.monitor_op is ops.less:
            self.min_delta *= -1

    def _direction_of_metric(self, name: str) -> Callable[[Any, Any], Any]:
        for metric in _metrics_of(self.model):
            if metric.name == name and hasattr(metric, "_direction"):
                return ops.greater if metric._direction == "up" else ops.less
        if name == "loss":
            return ops.less
        raise ValueError(
            f"{type(self).__name__} callback received monitor={self.monitor}, but Keras isn't able to "
            "automatically determine whether that metric should be maximized or minimized. Pass `mode='max'` "
            "in order to monitor based on the highest metric value, or pass `mode='min'` in order to use the "
            "lowest value."
        )

    def _is_improvement(self, monitor_value: Any, reference_value: Any) -> bool:
        if reference_value is None:
            return True
        assert self.monitor_op is not None
        return bool(self.monitor_op(monitor_value - self.min_delta, reference_value))


def _metrics_of(model: Any) -> list[Any]:
    """The metrics of `compile`, which the model keeps in containers, one for each place."""
    return [inner for metric in getattr(model, "metrics", ()) for inner in getattr(metric, "metrics", ())]
