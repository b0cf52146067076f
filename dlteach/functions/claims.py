"""Claims put to the test: one number on which two functions differ."""

from collections.abc import Callable, Iterable
from typing import Any

from dlteach.functions._arguments import as_number


def counter_example(
    f: Callable[[Any], Any], g: Callable[[Any], Any], candidates: Iterable[Any], tolerance: float = 1e-6
) -> Any:
    """The first candidate that refutes the claim "f(x) = g(x) for every x".

        |f(x) − g(x)| > tolerance,    or one of the two is nan

    Parameters
    ----------
    f, g : callable
        The two sides of the claim; each takes a candidate and returns one number.
    candidates : iterable
        Where to look, in this order.
    tolerance : float, default 1e-6
        A difference up to it counts as rounding.

    Returns
    -------
    One of the candidates, or None
        None says that no candidate refutes the claim. It does not say that the claim is true.

    Raises
    ------
    ValueError
        If the tolerance is not positive.

    Examples
    --------
    >>> print(counter_example(lambda x: x**2, lambda x: 2 * x, [0.0, 2.0, 3.0, 4.0]))
    3.0
    >>> print(counter_example(lambda x: x / 10 * 3, lambda x: 0.3 * x, [1.0, 2.0, 3.0]))
    None
    """
    tolerance = as_number(tolerance, "counter_example: tolerance", positive=True)
    for x in candidates:
        if not abs(f(x) - g(x)) <= tolerance:  # nan is not <= anything
            return x
    return None
