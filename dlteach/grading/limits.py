"""A limit of memory for what the grader itself does with a learner's values.

Where an exercise asks for an input, references are run with what the learner returned; a few numbers can
stretch each other to gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from dlteach.grading.sandbox.lockdown import address_space

_MORE = 256 << 20


@contextmanager
def memory_limit(more: int = _MORE) -> Iterator[None]:
    """In the block, more memory than this, in bytes, raises `MemoryError`."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    wanted = address_space() + more
    if before[1] != resource.RLIM_INFINITY:
        wanted = min(wanted, before[1])
    with suppress(OSError, ValueError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (wanted, before[1]))
    try:
        yield
    finally:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, before)
