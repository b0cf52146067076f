"""Why a step of a training does not ask the operating system for memory.

The arrays of a step are freed at its end and wanted again in the next. glibc gives an array of more than
128 kB back to the system, which hands memory out again page by page, each page cleared first: for the arrays
of a convolution that takes as long as their arithmetic. But glibc learns: once a larger array was freed, it
keeps arrays up to that size. So we free one of 16 MB that nobody has written to, which costs nothing. The
allocators of other systems are not affected.
"""

import numpy as np


def keep_freed_memory() -> None:
    """Let the process keep the memory of freed arrays of up to 16 MB, 32 MB in all at the end of its heap."""
    np.empty(1 << 24, np.uint8)
