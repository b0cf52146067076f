"""What comes from another process may have any form: to measure it must not fail in NumPy's words."""

from collections.abc import Callable
from functools import wraps
from typing import Any

Measure = Callable[[tuple[Any, ...], Any], Any]


def in_own_words_only(measure: Measure) -> Measure:
    """A measure of which no ValueError is shown to a learner: NumPy raises those too, and they say nothing.

    >>> in_own_words_only(lambda args, value: float(value))((), "many")
    Traceback (most recent call last):
    ...
    TypeError: could not convert string to float: 'many'
    """

    @wraps(measure)
    def measured(args: tuple[Any, ...], value: Any) -> Any:
        try:
            return measure(args, value)
        except ValueError as error:
            raise TypeError(str(error)) from error

    return measured


def yes(true: Any) -> str:
    """The word for what is true or not."""
    return "yes" if true else "no"
