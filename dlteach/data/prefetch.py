"""Preparing elements in a thread while the consumer works on the ones before."""

import threading
from collections.abc import Iterable, Iterator
from queue import Empty, Queue
from typing import Any


def prefetched(source: Iterable[Any], buffer_size: int) -> Iterator[Any]:
    """The elements of the source in their order; at most buffer_size of them wait, plus one in the making.

    An error of the source arrives at the consumer, in its place among the elements. The thread ends with the
    source, or after the element in the making when the consumer stops early.
    """
    ready: Queue[tuple[bool, Any]] = Queue(maxsize=buffer_size)
    abandoned = threading.Event()

    def fill() -> None:
        try:
            for element in source:
                ready.put((False, element))
                if abandoned.is_set():
                    return
            ready.put((True, None))
        except BaseException as error:  # SystemExit too, or the consumer would wait for ever
            ready.put((True, error))

    threading.Thread(target=fill, name="dlteach-prefetch", daemon=True).start()
    try:
        while True:
            last, value = ready.get()
            if last and value is None:
                return
            if last:
                raise value
            yield value
    finally:
        # First the flag, then the room: a put that waits goes through, and the thread sees the flag.
        abandoned.set()
        _empty(ready)


def _empty(queue: Queue) -> None:
    try:
        while True:
            queue.get_nowait()
    except Empty:
        return
