"""The progress bar of `fit`, `evaluate` and `predict`."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from dlteach.keras.utils import io_utils


class Progbar:
    """A line that shows how far something is, how long it takes, and running values.

    Parameters
    ----------
    target : int or None
        The number of steps; None if it is not known.
    width : int, default 20
        Length of the bar in characters.
    verbose : int, default 1
        0 is silent, 1 draws the bar again and again, 2 prints one line at the end.
    interval : float, default 0.05
        Seconds between two drawings.
    stateful_metrics, stateless_metrics : iterable of str, optional
        At most one of the two: the values that are shown as they are, or those that are averaged over the
        steps. By default all are averaged.
    unit_name : str, default "step"

    Raises
    ------
    ValueError
        If both stateful and stateless metrics are given.

    Examples
    --------
    >>> bar = Progbar(target=2, verbose=2)
    >>> bar.update(1, [("loss", 0.25)])
    >>> bar.update(2, [("loss", 0.75)])  # doctest: +ELLIPSIS
    2/2 - 0s - .../step - loss: 0.7500
    """

    def __init__(
        self,
        target: int | None,
        width: int = 20,
        verbose: int = 1,
        interval: float = 0.05,
        stateful_metrics: Iterable[str] | None = None,
        stateless_metrics: Iterable[str] | None = None,
        unit_name: str = "step",
    ) -> None:
        if stateful_metrics is not None and stateless_metrics is not None:
            raise ValueError(
                "Only one of `stateful_metrics` or `stateless_metrics` can be provided: the first lists the "
                "values that are shown as they are, the second those that are averaged."
            )
        self.target = target
        self.width = width
        self.verbose = verbose
        self.interval = interval
        self.unit_name = unit_name
        self.stateful_metrics = None if stateless_metrics is not None else set(stateful_metrics or ())
        self.stateless_metrics = None if stateless_metrics is None else set(stateless_metrics)
        self._redraws = (sys.stdout.isatty() if hasattr(sys.stdout, "isatty") else False) or any(
            name in sys.modules for name in ("ipykernel", "posix")
        )
        self._redraws = self._redraws or "PYCHARM_HOSTED" in os.environ
        self._seen_so_far = 0
        self._values: dict[str, tuple[Any, float]] = {}
        self._start = time.time()
        self._last_update = 0.0
        self._time_after_first_step: float | None = None
        self._prev_total_width = 0

    def is_due(self) -> bool:
        """Whether the bar would be drawn again now."""
        return time.time() - self._last_update >= self.interval

    def update(
        self, current: int, values: Sequence[tuple[str, Any]] | None = None, finalize: bool | None = None
    ) -> None:
        """Show that so many steps are done.

        Parameters
        ----------
        current : int
        values : list of (name, value), optional
            What the last step gave.
        finalize : bool, optional
            Whether this is the last time; default: when the target is reached.
        """
        if finalize is None:
            finalize = self.target is not None and current >= self.target
        self._take(current, values or (), finalize)
        now = time.time()
        unit_time = self._estimate_step_duration(current, now)
        if self.verbose == 1:
            if now - self._last_update < self.interval and not finalize:
                return
            self._draw(current, now, unit_time, finalize)
        elif self.verbose == 2 and finalize and self.target:
            width = int(math.log10(self.target)) + 1
            times = f"{now - self._start:.0f}s -{self._format_time(unit_time, self.unit_name)}"
            line = f"{current:{width}d}/{self.target} - {times}{self._metrics(signed=True)}\n"
            io_utils.print_msg(line, line_break=False)
        self._last_update = now

    def add(self, n: int, values: Sequence[tuple[str, Any]] | None = None) -> None:
        """Show that n more steps are done."""
        self.update(self._seen_so_far + n, values)

    def _take(self, current: int, values: Sequence[tuple[str, Any]], finalize: bool) -> None:
        """Keep sums and counts of the values that are averaged, and the others as they are."""
        for name, value in values:
            if self.stateful_metrics is None:
                averaged = name in (self.stateless_metrics or ())
            else:
                averaged = name not in self.stateful_metrics
            if finalize or not averaged:
                self._values[name] = value, 1
            else:
                # At least 1: without a target the end of an epoch repeats the number of its last step.
                steps = max(current - self._seen_so_far, 1)
                total, count = self._values.get(name, (0.0, 0))
                self._values[name] = total + np.mean(value) * steps, count + steps
        self._seen_so_far = current

    def _draw(self, current: int, now: float, unit_time: float, finalize: bool) -> None:
        bar, shown_width = self._bar(current)
        if self.target and not finalize:
            duration = _eta(unit_time * (self.target - current))
        else:
            duration = f"{now - self._start:.0f}s"
        details = f"{self._format_time(unit_time, self.unit_name)}{self._metrics(signed=False)}"
        width = shown_width + 1 + len(duration) + len(details)
        message = "\b" * self._prev_total_width + "\r" if self._redraws else "\n"
        message += f"{bar} \x1b[1m{duration}\x1b[0m{details}" + " " * (self._prev_total_width - width)
        io_utils.print_msg(message + "\n" * finalize, line_break=False)
        self._prev_total_width = width

    def _bar(self, current: int) -> tuple[str, int]:
        """The count and the bar, and how wide they are on the screen."""
        if not self.target:
            unknown = f"{current:7d}/Unknown"
            return unknown, len(unknown)
        count = f"{current:{int(math.log10(self.target)) + 1}d}/{self.target}"
        done = int(self.width * (current / self.target))
        green = f"\33[32m{'━' * done}\x1b[0m" if done > 0 else ""
        bar = f"\x1b[1m{count}\x1b[0m {green}\33[37m{'━' * (self.width - done)}\x1b[0m"
        return bar, len(count) + 1 + max(done, 0) + max(self.width - done, 0)

    def _metrics(self, signed: bool) -> str:
        return "".join(f" - {name}:{_number(*entry, signed)}" for name, entry in self._values.items())

    def _format_time(self, time_per_unit: float, unit_name: str) -> str:
        if time_per_unit >= 1 or time_per_unit == 0:
            return f" {time_per_unit:.0f}s/{unit_name}"
        if time_per_unit >= 1e-3:
            return f" {time_per_unit * 1e3:.0f}ms/{unit_name}"
        return f" {time_per_unit * 1e6:.0f}us/{unit_name}"

    def _estimate_step_duration(self, current: int, now: float) -> float:
        """Seconds a step; the first, in which things are prepared, does not count when there are others."""
        if not current:
            return 0
        if self._time_after_first_step is not None and current > 1:
            return (now - self._time_after_first_step) / (current - 1)
        if current == 1:
            self._time_after_first_step = now
        return (now - self._start) / current


def _eta(seconds: float) -> str:
    whole = int(seconds)
    if seconds > 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    if seconds > 60:
        return f"{whole // 60}:{whole % 60:02d}"
    return f"{whole}s"


def _number(total: Any, count: float, signed: bool) -> str:
    """Four digits behind the point, or the scientific form for what is too small for them."""
    mean = float(np.mean(total)) / max(1, count)
    size = mean if signed else abs(mean)
    return f" {mean:.4f}" if size > 1e-3 else f" {mean:.4e}"
