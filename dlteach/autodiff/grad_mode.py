"""Switching the recording of the graph off, for predictions and for updates of weights."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# A context variable, not a global: `no_grad` in one thread leaves the others recording.
_RECORDING = ContextVar("recording", default=True)

is_recording = _RECORDING.get

# An entry for every open `no_grad`, in whatever thread: while there is none, nobody needs to ask further.
open_blocks: list[None] = []


@contextmanager
def no_grad() -> Iterator[None]:
    """Compute without recording a graph: results do not require gradients.

    Use it in a `with` block, or as a decorator (with parentheses): `@no_grad()`.

    Examples
    --------
    >>> from dlteach.autodiff import Tensor, no_grad
    >>> w = Tensor(3.0, requires_grad=True)
    >>> with no_grad():
    ...     (2.0 * w).requires_grad
    False
    >>> (2.0 * w).requires_grad
    True
    """
    token = _RECORDING.set(False)
    open_blocks.append(None)
    try:
        yield
    finally:
        open_blocks.pop()
        _RECORDING.reset(token)
