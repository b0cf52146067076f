"""How much an answer makes Python do.

Work is counted in lines and calls instead of seconds, so that the count is the same on every machine.
A time limit ends what would never end.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class TooLong(BaseException):
    """The time limit has passed. No `Exception`, so that an answer's `except Exception` cannot swallow it."""


def lines_run(call: Callable[[], Any]) -> int:
    """Count the lines that Python executes while `call` runs, in every function that it reaches.

    NumPy's own loops run in C and add nothing. A loop, a comprehension, `np.vectorize` and a recursion do.
    """
    count = 0

    def tracer(frame, event, arg):
        nonlocal count
        count += 1
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def loops_over_examples(call: Callable[[int], Any], small: int = 8, large: int = 72) -> bool:
    """Whether `call(n)` runs more Python for more examples: at least a line for each."""
    return lines_run(lambda: call(large)) - lines_run(lambda: call(small)) >= (large - small) // 2


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TooLong` in the block after so many seconds, or when a limit around it runs out.

    Without `SIGALRM`, as on Windows, and outside the main thread there is no limit.
    """
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(signum, frame):
        raise TooLong(f"not finished after {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    started = time.monotonic()
    outer, _ = signal.getitimer(signal.ITIMER_REAL)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, outer or seconds))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)  # first: a late alarm without a handler ends the process
        signal.signal(signal.SIGALRM, before)
        if outer:
            left = outer - (time.monotonic() - started)
            signal.setitimer(signal.ITIMER_REAL, max(left, 1e-3))
