"""Whether two results agree: what is left of equality where numbers are rounded."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float, as_number


def same_to(a: ArrayLike, b: ArrayLike, tolerance: float) -> bool:
    """Whether two arrays have one shape and no entry differs by more than a tolerance.

        |aᵢ − bᵢ| ≤ tolerance    for every i

    Parameters
    ----------
    a, b : array_like
        The results of two programs. nan agrees with nothing, not even with nan.
    tolerance : float
        The largest difference that does not count, in the unit of the numbers.

    Returns
    -------
    bool

    Examples
    --------
    >>> same_to([0.5, 0.25], [0.500001, 0.25], 1e-5)
    True
    >>> same_to([0.5, 0.25], [[0.5], [0.25]], 1e-5)
    False
    """
    limit = as_number(tolerance, "same_to: tolerance")
    a, b = as_float(a, "same_to: a"), as_float(b, "same_to: b")
    if a.shape != b.shape:
        return False
    with np.errstate(invalid="ignore"):  # ∞ − ∞ is nan, and so no agreement
        return bool(np.all(np.abs(a - b) <= limit))
