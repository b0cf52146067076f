"""How this thread reads variables now: plainly, within a scope, or as leaves of a gradient recording."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlteach.keras.backend.common.autocast_scope import AutocastScope
    from dlteach.keras.backend.common.stateless_scope import StatelessScope


class Reading(threading.local):
    """The state of one thread; `Variable.value` looks here at every read, so each look is one attribute."""

    recording = False
    scoped = False
    stateless: StatelessScope | None = None
    autocast: AutocastScope | None = None

    def set_scopes(self, stateless: StatelessScope | None, autocast: AutocastScope | None) -> None:
        self.stateless, self.autocast = stateless, autocast
        self.scoped = stateless is not None or autocast is not None


reading = Reading()


class recording:  # noqa: N801
    """Within this context the value of a trainable variable is a Tensor, and gradients flow back to it.

    Examples
    --------
    >>> from dlteach.keras.backend import Variable
    >>> w = Variable([1.0, 2.0])
    >>> with recording():
    ...     loss = (w * w).sum()
    >>> loss.backward()
    >>> w._leaf.grad
    array([2., 4.], dtype=float32)
    """

    __slots__ = ("_before",)

    def __enter__(self) -> None:
        self._before = reading.recording
        reading.recording = True

    def __exit__(self, *exception: object) -> None:
        reading.recording = self._before


def is_recording() -> bool:
    return reading.recording
