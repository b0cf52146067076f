"""How much memory a config may ask for while it is read from a file."""

from __future__ import annotations

import math

from dlteach.keras.backend.common.global_state import get_global_attribute, set_global_attribute

_LEFT = "allocation_left"


class AllocationLimit:
    """Within it, variables may hold so many numbers in all.

    Parameters
    ----------
    limit : int

    Examples
    --------
    >>> with AllocationLimit(1000):
    ...     reserve((100, 5))
    ...     reserve((10**12, 3))
    Traceback (most recent call last):
    ValueError: the config asks for an array of shape (1000000000000, 3), 3,000,000,000,000 numbers; by the \
weights in the file there should be at most 500 more. It is damaged, or made to fill the memory
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __enter__(self) -> None:
        self._outer = get_global_attribute(_LEFT)
        set_global_attribute(_LEFT, self.limit)

    def __exit__(self, *_: object) -> None:
        set_global_attribute(_LEFT, self._outer)


def reserve(shape: tuple[int, ...]) -> None:
    """Count an array before it is made.

    Raises
    ------
    ValueError
        If there is a limit and the array does not fit in what is left of it.
    """
    left = get_global_attribute(_LEFT)
    if left is not None:
        set_global_attribute(_LEFT, left - _checked_size(shape, left))


def check_size(shape: tuple[int, ...]) -> None:
    """The same for an array that is soon forgotten."""
    left = get_global_attribute(_LEFT)
    if left is not None:
        _checked_size(shape, left)


def _checked_size(shape: tuple[int, ...], left: int) -> int:
    size = math.prod(shape)
    if size > left:
        raise ValueError(
            f"the config asks for an array of shape {shape}, {size:,} numbers; by the weights in the file "
            f"there should be at most {left:,} more. It is damaged, or made to fill the memory"
        )
    return size
