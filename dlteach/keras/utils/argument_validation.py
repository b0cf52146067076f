"""Arguments that may be one number or several."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from typing import Any


def standardize_tuple(value: Any, n: int, name: str, allow_zero: bool = False) -> tuple[int, ...]:
    """n whole numbers from one number, which stands for all, or from n numbers.

    Parameters
    ----------
    value : int or iterable of int
    n : int
    name : str
        What the argument is called, for the error.
    allow_zero : bool, default False

    Raises
    ------
    ValueError
        If there are not n numbers, or one of them is negative, or 0 where that is not allowed.

    Examples
    --------
    >>> standardize_tuple(3, 2, "kernel_size")
    (3, 3)
    >>> standardize_tuple([2], 2, "strides")
    Traceback (most recent call last):
    ValueError: The `strides` argument must be a tuple of 2 integers. Received strides=[2]
    """
    problem = f"The `{name}` argument must be a tuple of {n} integers. Received {name}={value}"
    if isinstance(value, int):
        values: tuple[Any, ...] = (value,) * n
    elif isinstance(value, Iterable):
        values = tuple(value)
    else:
        raise ValueError(problem)
    if len(values) != n:
        raise ValueError(problem)
    for item in values:
        try:
            operator.index(item)
        except TypeError:
            raise ValueError(f"{problem}, including element {item} of type {type(item)}") from None
    lowest = 0 if allow_zero else 1
    wrong = {item for item in values if item < lowest}
    if wrong:
        bound = ">= 0" if allow_zero else "> 0"
        raise ValueError(f"{problem}, including values {wrong} that do not satisfy `value {bound}`")
    return values


def standardize_padding(value: Any, allow_causal: bool = False) -> Any:
    """One of "valid", "same" and, where allowed, "causal", in lower case; a tuple of numbers as it is.

    Raises
    ------
    ValueError
        If the name is none of these.

    Examples
    --------
    >>> standardize_padding("SAME")
    'same'
    """
    if isinstance(value, (list, tuple)):
        return value
    allowed = ("valid", "same", "causal") if allow_causal else ("valid", "same")
    if str(value).lower() not in allowed:
        raise ValueError(
            f"The `padding` argument must be a list/tuple or one of {allowed}. Received: {value}"
        )
    return str(value).lower()
