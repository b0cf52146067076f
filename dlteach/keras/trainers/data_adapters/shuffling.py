"""The order of the examples in an epoch."""

from __future__ import annotations

import numpy as np


def permutation(n: int) -> np.ndarray:
    """0 to n − 1 in random order.

    It hangs on NumPy's global random state, as in Keras: after `keras.utils.set_random_seed` or
    `np.random.seed` the same orders follow.
    """
    return np.random.permutation(n)  # noqa: NPY002
