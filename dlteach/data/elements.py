"""One element of a pipeline: an array or a number, or a tuple of such parts."""

from collections.abc import Callable
from typing import Any

import numpy as np


def as_element(value: Any, what: str) -> Any:
    """What a learner's function returned, with arrays for its parts."""
    if isinstance(value, tuple):
        return tuple(as_element(part, what) for part in value)
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{what}: expected rows of equal length; {error}") from error
    if array.dtype == object:
        fix = "; does the function return something?" if value is None else ""
        raise TypeError(f"{what}: expected an array or a tuple of arrays, got {type(value).__name__}{fix}")
    return array[()]


def call(function: Callable, element: Any) -> Any:
    """The function of an element, with the parts of a tuple as its arguments."""
    return function(*element) if isinstance(element, tuple) else function(element)


def stack(elements: list[Any], what: str) -> Any:
    """Elements of one form as one element with a first axis more."""
    first = elements[0]
    if isinstance(first, tuple):
        if any(not isinstance(element, tuple) or len(element) != len(first) for element in elements):
            raise ValueError(f"{what}: expected tuples of {len(first)} parts throughout, as in the first")
        return tuple(stack(list(parts), what) for parts in zip(*elements))
    for describe in (np.shape, lambda part: np.asarray(part).dtype):
        odd = next((part for part in elements if describe(part) != describe(first)), first)
        if odd is not first:
            raise ValueError(
                f"{what}: expected elements alike, got {describe(first)} and {describe(odd)}; "
                "make them alike in a map before the batch"
            )
    return np.stack(elements)


def frozen(element: Any) -> Any:
    """A copy that nobody can change, so that every epoch sees the same."""
    if isinstance(element, tuple):
        return tuple(frozen(part) for part in element)
    array = np.array(element)
    array.flags.writeable = False
    return array[()]
